"""The line that answers on the starter corpus are held to, on questions no threshold was chosen on.

`questions.jsonl` is split in two: the half "choose" may be looked at when thresholds are chosen;
the half "test" is only measured.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from citewell.answering.assistant import Assistant
from citewell.evaluating.figures import figures_of
from citewell.evaluating.questions import read_questions
from citewell.evaluating.run import Evaluation, evaluate
from citewell.ingest.build import Indexer
from citewell.settings import Settings

QUESTIONS = Path(__file__).parent / "questions.jsonl"
CORPUS = Path(__file__).parents[2] / "corpus"

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """What became of the questions of the half that is only measured."""
    settings = Settings(corpus=CORPUS, index=tmp_path_factory.mktemp("index"))
    Indexer(settings).run()
    cases = read_questions(QUESTIONS, split="test")
    return evaluate(Assistant.open(settings), QUESTIONS.name, cases)


def test_the_line_is_held(run: Evaluation) -> None:
    figures = figures_of(run.outcomes)
    missed = [outcome.id for outcome in run.misses]
    assert (figures.right.of, figures.declined.of) == (27, 15)
    assert run.not_indexed == []
    assert figures.exact.hits == figures.exact.of
    assert figures.right.hits >= 22, missed
    assert figures.declined.hits >= 13, missed
