"""The line that answers on the starter corpus are held to, on questions no threshold was chosen on.

`questions.jsonl` is split in two: the half "choose" may be looked at when thresholds are chosen;
the half "test" is only measured.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citewell.answering.assistant import Assistant
from citewell.evaluating.questions import read_questions
from citewell.evaluating.score import Outcome, judge_outcome, summarise
from citewell.ingest.build import Indexer
from citewell.settings import Settings

QUESTIONS = Path(__file__).parent / "questions.jsonl"
CORPUS = Path(__file__).parents[2] / "corpus"

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """What became of the questions of the half that is only measured."""
    settings = Settings(corpus=CORPUS, index=tmp_path_factory.mktemp("index"))
    Indexer(settings).run()
    assistant = Assistant.open(settings)
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    measured = {line["id"] for line in lines if line["split"] == "test"}
    return [
        judge_outcome(case, assistant.reply(case.question, case.history), assistant.library)
        for case in read_questions(QUESTIONS)
        if case.id in measured
    ]


def test_the_line_is_held(outcomes: list[Outcome]) -> None:
    summary = summarise(outcomes)
    missed = [outcome.case.id for outcome in outcomes if not outcome.is_right]
    assert (summary.answerable, summary.unanswerable) == (27, 15)
    assert summary.inexact == 0
    assert summary.right >= 17, missed
    assert summary.declined >= 9, missed
