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


@pytest.mark.parametrize(
    "line", ['{"doc": "tea"}', "[]", "not JSON", '{"doc": "a", "question": "b"}'], ids=str
)
def test_a_line_that_is_none_is_told_by_its_number(tmp_path, line):
    path = tmp_path / "bad.jsonl"
    path.write_text("\n" + line)
    with pytest.raises(QuestionsUnusable, match=r"^Line 2 of .*bad\.jsonl"):
        read_labelled(path)


def test_a_file_that_is_missing_is_told(tmp_path):
    with pytest.raises(QuestionsUnusable, match="cannot be read"):
        read_labelled(tmp_path / "none.jsonl")


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
