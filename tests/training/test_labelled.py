"""Labelled questions: their form, and which documents are held out."""

import pytest

from citewell.errors import QuestionsUnusable
from citewell.training.questions import is_held_out, read_labelled, split_by_document
from training.conftest import QUESTIONS, write_questions


def test_a_line_is_a_labelled_question(labelled):
    first = read_labelled(labelled)[0]
    assert (first.document, first.text) == ("tea", "How long do young leaves dry?")
    assert first.quotes == ("twenty minutes for young leaves",)
    assert first.near == ("forty minutes for old leaves",)


def test_a_question_that_is_of_no_one_document_is_told(tmp_path):
    path = write_questions(tmp_path / "q.jsonl", [{"question": "Why?", "answerable": False}])
    with pytest.raises(QuestionsUnusable, match=r"^The question 1 in .*q\.jsonl is not of one"):
        read_labelled(path)


def test_the_form_with_evidence_is_understood(tmp_path):
    row = {
        "question": "How long do young leaves dry?",
        "answerable": True,
        "facts": [["twenty"]],
        "evidence": [{"doc": "tea", "quote": "twenty minutes for young leaves"}],
    }
    first = read_labelled(write_questions(tmp_path / "q.jsonl", [row]))[0]
    assert (first.document, first.quotes) == ("tea", ("twenty minutes for young leaves",))


def test_all_questions_on_a_document_fall_on_the_same_side(tmp_path):
    rows = [{**QUESTIONS[0], "doc": f"d{n}", "question": q} for n in range(200) for q in "abc"]
    train, kept = split_by_document(
        read_labelled(write_questions(tmp_path / "q.jsonl", rows)), percent=25
    )
    assert not {q.document for q in train} & {q.document for q in kept}
    assert len(train) + len(kept) == 600
    assert 30 * 3 < len(kept) < 70 * 3


@pytest.mark.parametrize(("percent", "expected"), [(0, False), (100, True)])
def test_nothing_or_everything_may_be_held_out(percent, expected):
    assert [is_held_out(str(n), percent) for n in range(50)] == [expected] * 50
