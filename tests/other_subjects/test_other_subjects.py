"""What was built for medicine works for bread, bicycles and a museum too."""

from __future__ import annotations

from pathlib import Path

import pytest

from citewell.answering.assistant import Assistant
from citewell.evaluating.figures import figures_of
from citewell.evaluating.questions import read_questions
from citewell.evaluating.run import evaluate
from citewell.ingest.build import Indexer
from citewell.settings import Settings

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.jsonl"

pytestmark = pytest.mark.models


def test_the_line_is_held_on_other_subjects(tmp_path: Path) -> None:
    settings = Settings(corpus=HERE / "corpus", index=tmp_path / "index")
    assert Indexer(settings).run().documents == 6
    run = evaluate(Assistant.open(settings), QUESTIONS.name, read_questions(QUESTIONS))
    figures = figures_of(run.outcomes)
    missed = [outcome.id for outcome in run.misses]
    assert figures.exact.hits == figures.exact.of
    assert figures.right.hits >= 20, missed
    assert figures.declined.hits >= 4, missed
