"""The run: every question asked, every answer held against what was expected."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from citewell.answering.assistant import Assistant
from citewell.errors import EvaluationUnusable, QuestionsUnusable
from citewell.evaluating.figures import figures_of
from citewell.evaluating.locate import Locator
from citewell.evaluating.questions import Case
from citewell.evaluating.score import Outcome, score
from citewell.store.models import own_precision

Report = Callable[[int, int], None]  # told after each question: how many are done, of how many


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a run was made on and with: figures are alike only where these are.

    `questions` is the name of the file and `questions_sha256` the digest of what was asked of it;
    `index` is how the index was built; answers are given from `confidence` on.
    """

    questions: str
    questions_sha256: str
    documents: int
    passages: int
    index: str
    passages_read: int
    reader: str
    precision: str
    confidence: float
    citewell: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished run: all of it is in the outcomes, and figures are made from them."""

    conditions: Conditions
    outcomes: tuple[Outcome, ...]

    @property
    def misses(self) -> list[Outcome]:
        """What is not as it should be, in the order asked."""
        return [outcome for outcome in self.outcomes if outcome.is_miss]

    @property
    def not_indexed(self) -> list[Outcome]:
        """Questions of which no evidence is in the documents: they cannot be answered right."""
        return [o for o in self.outcomes if o.answerable and not any(q.indexed for q in o.expected)]

    def to_json(self) -> dict[str, Any]:
        """The run as the command prints it. All but the seconds is the same from run to run."""
        return {
            "conditions": asdict(self.conditions),
            "figures": figures_of(self.outcomes).to_json(),
            "misses": [outcome.id for outcome in self.misses],
            "outcomes": [asdict(outcome) for outcome in self.outcomes],
        }


def evaluate(
    assistant: Assistant,
    name: str,
    cases: Sequence[Case],
    report: Report | None = None,
) -> Evaluation:
    """Ask every question and score its answer.

    What is declined is asked once more of an assistant that declines nothing: without that
    answer nobody could tell what declining is worth. Only the first counts for the seconds.

    Args:
        assistant: what is evaluated.
        name: what the questions are called.
        cases: the questions.
        report: told how far the run is, if anybody wants to know.

    Raises:
        QuestionsUnusable: none of the documents that the questions name is indexed.
        IndexUnusable, ModelUnavailable: what `Assistant.reply` raises.
    """
    locator = Locator(assistant.library.snapshot())
    _require_documents(cases, locator)
    conditions = _conditions(assistant, name, cases)
    undeclining = assistant.answering_from(0.0)
    outcomes = []
    for done, case in enumerate(cases, start=1):
        answer = assistant.reply(case.question, case.history)
        undeclined = undeclining.reply(case.question, case.history) if answer.declined else answer
        outcomes.append(score(case, answer, undeclined, locator))
        if report is not None:
            report(done, len(cases))
    return Evaluation(conditions, tuple(outcomes))


def _require_documents(cases: Sequence[Case], locator: Locator) -> None:
    named = sorted({quote.document for case in cases for quote in case.evidence})
    if named and not any(map(locator.knows, named)):
        raise QuestionsUnusable(
            f"None of the documents that the questions name is indexed ({named[0]!r}, for one). "
            "Name the folder and index that they are about with --corpus and --index."
        )


def _conditions(assistant: Assistant, name: str, cases: Sequence[Case]) -> Conditions:
    settings, snapshot = assistant.settings, assistant.library.snapshot()
    asked = json.dumps([asdict(case) for case in cases], ensure_ascii=False, sort_keys=True)
    precision = settings.precision
    return Conditions(
        questions=name,
        questions_sha256=hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest(),
        documents=len(snapshot.documents),
        passages=snapshot.passage_count,
        index=str(snapshot.stamp),
        passages_read=settings.passages_read,
        reader=settings.reader,
        precision=own_precision() if precision == "auto" else precision,
        confidence=settings.confidence,
        citewell=version("citewell"),
    )


def read_evaluation(path: Path) -> Evaluation:
    """A run that was printed with --json before.

    Raises:
        EvaluationUnusable: the file cannot be read, or is not one.
    """
    try:
        return TypeAdapter(Evaluation).validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationUnusable(f"The evaluation in {path} cannot be read: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise EvaluationUnusable(
            f"{path} is not what citewell evaluate --json prints ({place}: {first['msg']}). "
            "Make it anew with this version."
        ) from error
