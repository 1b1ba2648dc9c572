"""The figures that the project is held to, on real articles that are no part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from citewell.answering.assistant import Assistant
from citewell.evaluating.questions import read_questions
from citewell.evaluating.score import judge_outcome, summarise
from citewell.ingest.build import Indexer
from citewell.settings import Settings

SHARED = Path(__file__).parents[2].parent / "shared"
SOURCES = SHARED / "sources"
QUESTIONS = SHARED / "eval" / "seed_questions.dev.jsonl"

pytestmark = pytest.mark.models


def test_seed_questions_on_the_real_articles(tmp_path: Path) -> None:
    if not (SOURCES.is_dir() and QUESTIONS.is_file()):
        pytest.skip(f"{SOURCES} and {QUESTIONS} are not here; they are no part of the project")
    settings = Settings(corpus=SOURCES, index=tmp_path / "index")
    assert Indexer(settings).run().documents == 4
    assistant = Assistant.open(settings)
    cases = read_questions(QUESTIONS)
    outcomes = [
        judge_outcome(case, assistant.reply(case.question, case.history), assistant.library)
        for case in cases
    ]
    summary = summarise(outcomes)
    missed = [outcome.case.id for outcome in outcomes if not outcome.is_right]
    assert summary.inexact == 0
    assert summary.right >= 24, missed
    assert summary.declined >= 9, missed
