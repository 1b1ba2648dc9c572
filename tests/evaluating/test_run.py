"""A whole run over a small index, with an encoder that needs no weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citewell.answering.assistant import Assistant
from citewell.errors import EvaluationUnusable, QuestionsUnusable
from citewell.evaluating.questions import Case, Evidence
from citewell.evaluating.run import Evaluation, evaluate, read_evaluation
from citewell.evaluating.score import Result
from citewell.ingest.build import Indexer
from citewell.settings import Settings
from citewell.store.library import Library
from doubles import WEIGHINGS, WordEncoder

HEAT = Case("heat", "Which heat dries old leaves of tea?", True, (), (("95 °C",),),
            (Evidence("tea", "| old | 95 °C |"),), kind="table")  # fmt: skip
BEES = Case("bees", "Do bees sleep?", True, ("What do bees do?",), (),
            (Evidence("bees", "Bees do not sleep in winter."),))  # fmt: skip
OPEN = Case("open", "What does filgotinib cost?", False)


@pytest.fixture
def assistant(settings: Settings) -> Assistant:
    """An assistant without a reader over the small corpus."""
    settings = settings.model_copy(update={"precision": "float32", "reader": "off"})
    encoder = WordEncoder()
    indexer = Indexer(settings, encoder)  # type: ignore[arg-type]
    indexer.run()
    library = Library(settings.index, indexer.stamp)
    return Assistant(settings, library, encoder, None, WEIGHINGS)  # type: ignore[arg-type]


def untimed(run: Evaluation) -> str:
    """The run as JSON without its seconds."""
    told = run.to_json()
    for name in ("seconds_p50", "seconds_p95"):
        told["figures"].pop(name)
    for outcome in told["outcomes"]:
        outcome.pop("seconds")
    return json.dumps(told)


def test_every_question_is_asked_and_scored(assistant: Assistant) -> None:
    told: list[tuple[int, int]] = []
    run = evaluate(assistant, "q.jsonl", [HEAT, BEES, OPEN], lambda d, n: told.append((d, n)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [o.id for o in run.outcomes] == ["heat", "bees", "open"]
    heat, bees, open_one = run.outcomes
    assert heat.expected[0].indexed
    assert heat.evidence_read
    assert (bees.is_follow_up, heat.is_follow_up) == (True, False)
    assert open_one.result is Result.RIGHTLY_DECLINED
    assert [o.inexact for o in run.outcomes] == [0, 0, 0]
    assert run.not_indexed == []
    assert [o.seconds > 0 for o in run.outcomes] == [True, True, True]


def test_what_it_was_made_on_is_told(assistant: Assistant) -> None:
    made = evaluate(assistant, "q.jsonl", [HEAT]).conditions
    assert (made.questions, made.documents, made.passages) == ("q.jsonl", 3, 5)
    assert (made.reader, made.precision, made.confidence) == ("off", "float32", 0.5)
    assert made.index == str(assistant.library.snapshot().stamp)
    others = evaluate(assistant, "q.jsonl", [BEES]).conditions
    assert others.questions_sha256 != made.questions_sha256


def test_what_is_declined_is_judged_by_what_it_would_have_said(assistant: Assistant) -> None:
    mute = assistant.answering_from(1.0)
    assert mute.settings.confidence == 1.0
    assert assistant.settings.confidence == 0.5
    (quiet,) = evaluate(mute, "q.jsonl", [HEAT]).outcomes
    (said,) = evaluate(assistant.answering_from(0.0), "q.jsonl", [HEAT]).outcomes
    assert (quiet.result, said.result) == (Result.WRONGLY_DECLINED, Result.RIGHT)
    assert quiet.would_be_right
    assert said.would_be_right


def test_a_run_is_the_same_again(assistant: Assistant) -> None:
    cases = [HEAT, BEES, OPEN]
    assert untimed(evaluate(assistant, "q", cases)) == untimed(evaluate(assistant, "q", cases))


def test_evidence_that_is_not_in_the_documents_is_told(assistant: Assistant) -> None:
    lost = Case("lost", "Who?", True, evidence=(Evidence("tea", "no such words"),))
    assert [o.id for o in evaluate(assistant, "q", [HEAT, lost]).not_indexed] == ["lost"]


def test_questions_on_other_documents_are_unusable(assistant: Assistant) -> None:
    other = Case("other", "Who?", True, evidence=(Evidence("coffee", "words"),))
    with pytest.raises(QuestionsUnusable, match=r"'coffee'.*--corpus"):
        evaluate(assistant, "q", [other])


def test_a_run_is_read_back_as_it_was_printed(assistant: Assistant, tmp_path: Path) -> None:
    run = evaluate(assistant, "q.jsonl", [HEAT, BEES, OPEN])
    path = tmp_path / "run.json"
    path.write_text(json.dumps(run.to_json(), ensure_ascii=False), encoding="utf-8")
    assert read_evaluation(path) == run


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"outcomes": []}'])
def test_what_is_no_run_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(content)
    with pytest.raises(EvaluationUnusable) as told:
        read_evaluation(path)
    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationUnusable, match="cannot be read"):
        read_evaluation(tmp_path / "no.json")
