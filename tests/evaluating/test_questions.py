"""Both forms of a line, and what is said of a line that has neither."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from citewell.errors import QuestionsUnusable
from citewell.evaluating.questions import Case, Evidence, read_questions

EVIDENCE = [{"doc": "skin", "quote": "4 mg"}]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "questions.jsonl"


def line(**given: Any) -> str:
    return json.dumps({"question": "How much?", "answerable": True, "evidence": EVIDENCE} | given)


def test_a_line_with_facts_and_evidence(path: Path) -> None:
    path.write_text(
        line(
            id="dose-1",
            kind="dose",
            split="test",
            history=["What is it?"],
            facts=[["4 mg", "4mg"], ["daily"]],
            docs_needed=1,
        )
    )
    assert read_questions(path) == [
        Case(
            "dose-1",
            "How much?",
            True,
            history=("What is it?",),
            facts=(("4 mg", "4mg"), ("daily",)),
            evidence=(Evidence("skin", "4 mg"),),
            kind="dose",
            split="test",
            document="skin",
        )
    ]


def test_a_line_with_quotes_of_one_document(path: Path) -> None:
    path.write_text(
        '{"id": "leaf-0", "doc": "skin", "kind": "dose", "question": "How much?",'
        ' "answerable": true, "quotes": ["4 mg a day.", "In the evening."], "near": ["5 mg."]}\n'
        '{"doc": "skin", "question": "In children?", "answerable": false, "quotes": [],'
        ' "near": ["Adults only."]}\n'
    )
    assert read_questions(path) == [
        Case(
            "leaf-0",
            "How much?",
            True,
            evidence=(Evidence("skin", "4 mg a day."), Evidence("skin", "In the evening.")),
            near=(Evidence("skin", "5 mg."),),
            kind="dose",
            document="skin",
        ),
        Case("2", "In children?", False, near=(Evidence("skin", "Adults only."),), document="skin"),
    ]


def test_both_forms_may_stand_in_one_file_and_blank_lines_count(path: Path) -> None:
    quoted = line(evidence=None, doc="skin", quotes=["4 mg"])
    path.write_text(f"\ufeff{line()}\n\n{quoted}\r\n", encoding="utf-8")
    first, second = read_questions(path)
    assert (first.id, second.id) == ("1", "3")
    assert first.evidence == second.evidence


def test_a_line_separator_of_unicode_does_not_end_a_line(path: Path) -> None:
    path.write_text(
        json.dumps({"question": "a\u2028b", "answerable": False}, ensure_ascii=False),
        encoding="utf-8",
    )
    assert [case.question for case in read_questions(path)] == ["a\u2028b"]


def test_one_split_of_a_file(path: Path) -> None:
    path.write_text("\n".join([line(split="choose"), line(split="test"), line()]))
    assert [case.id for case in read_questions(path, "test")] == ["2"]
    with pytest.raises(QuestionsUnusable, match='no questions with "split": "tset"'):
        read_questions(path, "tset")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("nonsense", "Invalid JSON"),
        ("[]", "object"),
        ('{"question": "no more"}', "answerable: Field required"),
        (line(question=" "), "question: "),
        (line(question=5), "question: "),
        (line(answerable="false"), "answerable: Input should be a valid boolean"),
        (line(history="What is it?"), "history: "),
        (line(facts=[[]]), "facts.0: "),
        (line(facts=[["4 mg", ""]]), "facts.0.1: "),
        (line(evidence=[{"doc": "skin"}]), "evidence.0.quote: Field required"),
        (line(evidence=[]), 'needs "evidence", or "doc" and "quotes"'),
        (line(answerable=False), 'cannot be "answerable": false'),
        (line(quotes=["4 mg"]), 'need the "doc"'),
        (line(id="1"), "line 1 has the id '1' too"),
        ("[" * 100_000, ""),
    ],
)
def test_a_line_of_neither_form_is_named_in_one_line(path: Path, broken: str, reason: str) -> None:
    path.write_text(f"{line()}\n{broken}\n")
    with pytest.raises(QuestionsUnusable) as told:
        read_questions(path)
    assert str(told.value).startswith(f"Line 2 of {path} is not a question with what it expects: ")
    assert reason in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff"])
def test_a_file_without_questions_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(QuestionsUnusable):
        read_questions(path)


def test_a_missing_file_is_told(path: Path) -> None:
    with pytest.raises(QuestionsUnusable, match="cannot be read"):
        read_questions(path)
