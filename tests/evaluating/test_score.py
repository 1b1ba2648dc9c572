"""What counts as right, and the figures."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from citewell.answering.answer import Answer, Citation
from citewell.errors import QuestionsUnusable
from citewell.evaluating.questions import Case, Evidence, read_questions
from citewell.evaluating.score import auroc, judge_outcome, summarise
from citewell.store.library import Library

TEXT = "She took baricitinib 4\u202fmg\ndaily. Her skin healed."


class OneDocument:
    """A library that holds one text under every name."""

    def article(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(text=TEXT)


LIBRARY = cast(Library, OneDocument())


def answer(start: int, end: int, text: str = "4\u00a0mg daily [1]") -> Answer:
    cited = Citation(1, "skin.md", "Skin", "", start, end, TEXT[start:end], 1.0, None)
    return Answer("q", "q", False, None, 0.9, text, citations=(cited,), seconds=0.1)


DECLINED = Answer("q", "q", True, "not-in-documents", 0.1, "No.", seconds=0.3)
CASE = Case("c", "q", (), True, (("4 mg",),), (Evidence("skin", "4 mg daily"),))
OPEN = Case("o", "q", (), False, (), ())


def test_right_needs_facts_and_evidence() -> None:
    first = TEXT.index("Her")
    assert judge_outcome(CASE, answer(0, first - 1), LIBRARY).is_right
    assert not judge_outcome(CASE, answer(first, len(TEXT)), LIBRARY).is_right
    assert not judge_outcome(CASE, answer(0, first - 1, "5 mg [1]"), LIBRARY).is_right
    assert not judge_outcome(CASE, DECLINED, LIBRARY).is_right
    assert judge_outcome(OPEN, DECLINED, LIBRARY).is_right
    assert not judge_outcome(OPEN, answer(0, 3), LIBRARY).is_right


def test_summary() -> None:
    outcomes = [
        judge_outcome(CASE, answer(0, 30), LIBRARY),
        judge_outcome(CASE, DECLINED, LIBRARY),
        judge_outcome(OPEN, DECLINED, LIBRARY),
    ]
    assert summarise(outcomes).to_json() == {
        "answerable": 2,
        "right": 1,
        "wrongly_declined": 1,
        "unanswerable": 1,
        "declined": 1,
        "citations": 1,
        "supported": 1,
        "inexact": 0,
        "auroc": 0.75,
        "seconds_p50": 0.3,
        "seconds_p95": 0.3,
    }


def test_auroc() -> None:
    assert auroc([0.9, 0.4], [0.5, 0.1]) == 0.75
    assert auroc([0.9], []) is None


def test_questions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"question": "How much?", "answerable": true, "facts": [["4 mg"]],'
        ' "evidence": [{"doc": "skin", "quote": "4 mg"}]}\n\n'
    )
    assert read_questions(path) == [
        Case("1", "How much?", (), True, (("4 mg",),), (Evidence("skin", "4 mg"),))
    ]


@pytest.mark.parametrize("content", ["", "nonsense\n", '{"question": "no more"}\n', "[]\n"])
def test_unusable_questions_are_told_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(content)
    with pytest.raises(QuestionsUnusable) as told:
        read_questions(path)
    assert "\n" not in str(told.value)
