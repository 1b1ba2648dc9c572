"""Which lines a question is learnt from."""

import pytest

from citewell.training.material import load_material
from citewell.training.mining import Miner
from citewell.training.questions import LabelledQuestion


@pytest.fixture
def miner(snapshot, encoder):
    names = [record.name for record in snapshot.documents]
    return Miner(load_material(snapshot, names, encoder))


@pytest.fixture
def pool_of(miner, encoder):
    def pool(text, quotes=(), near=(), document="tea.md"):
        question = LabelledQuestion(document, text, bool(quotes), tuple(quotes), tuple(near))
        return miner.pool(question, encoder.encode([text])[0])

    return pool


def shown(lines):
    return [line.candidate.shown for line in lines]


def test_right_and_near_lines_are_those_marked(pool_of):
    pool = pool_of(
        "How long do young leaves dry?",
        ["twenty minutes for young leaves"],
        ["forty minutes for old leaves"],
    )
    assert shown(pool.right) == ["twenty minutes for young leaves"]
    assert shown(pool.near) == ["forty minutes for old leaves"]


def test_no_line_is_both_right_and_wrong_or_wrong_twice(pool_of):
    pool = pool_of(
        "How long do young leaves dry?",
        ["twenty minutes for young leaves"],
        ["forty minutes for old leaves"],
    )
    every = [*pool.right, *pool.near, *pool.neighbours, *pool.best]
    assert len(every) == len(set(every))


def test_the_rest_of_the_document_is_wrong_for_a_question_it_leaves_open(pool_of):
    pool = pool_of("Who invented tea?")
    assert pool.right == []
    assert "The leaves are turned by hand." in shown(pool.best)


def test_a_line_that_says_the_same_as_a_right_one_is_not_called_wrong(
    settings, encoder, snapshot, pool_of, corpus
):
    (corpus / "twice.md").write_text(
        "# Twice\n\nThe kettle boils after nine minutes.\n\n## Again\n\n"
        "After nine minutes the kettle boils.\n\nThe cup is red."
    )
    from citewell.ingest.build import Indexer
    from citewell.store.library import open_library

    Indexer(settings, encoder).run()
    snapshot = open_library(settings).snapshot()
    miner = Miner(load_material(snapshot, ["twice.md"], encoder))
    text = "When does the kettle boil?"
    quotes = ("The kettle boils after nine minutes.",)
    question = LabelledQuestion("twice.md", text, True, quotes, ())
    pool = miner.pool(question, encoder.encode([text])[0])
    wrong = shown([*pool.near, *pool.neighbours, *pool.best])
    assert wrong == ["The cup is red."]
