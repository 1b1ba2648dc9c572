"""The figures that the project is held to, on real articles that are no part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from citewell.answering.assistant import Assistant
from citewell.evaluating.figures import figures_of
from citewell.evaluating.questions import read_questions
from citewell.evaluating.run import evaluate
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
    run = evaluate(Assistant.open(settings), QUESTIONS.name, read_questions(QUESTIONS))
    figures = figures_of(run.outcomes)
    missed = [outcome.id for outcome in run.misses]
    assert figures.exact.hits == figures.exact.of
    assert figures.right.hits >= 24, missed
    assert figures.declined.hits >= 9, missed
