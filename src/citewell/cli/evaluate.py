"""`citewell evaluate`: how many of a person's own questions are answered right."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citewell.cli.options import places, settings_of

if TYPE_CHECKING:
    from citewell.evaluating.score import Outcome, Summary


@click.command()
@places
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures and misses as JSON.")
def evaluate(corpus: Path | None, index: Path | None, questions: Path, as_json: bool) -> None:
    """Ask every question of a JSONL file and say how many were answered right."""
    settings = settings_of(corpus, index)
    from citewell.answering.assistant import Assistant
    from citewell.evaluating.questions import read_questions
    from citewell.evaluating.score import judge_outcome, summarise

    cases = read_questions(questions)
    assistant = Assistant.open(settings)
    assistant.library.snapshot()
    assistant.warm()
    outcomes = []
    with click.progressbar(cases, label="Asking", file=sys.stderr) as bar:
        for case in bar:
            answer = assistant.reply(case.question, case.history)
            outcomes.append(judge_outcome(case, answer, assistant.library))
    _print_outcomes(outcomes, summarise(outcomes), as_json)


def _print_outcomes(outcomes: Sequence[Outcome], summary: Summary, as_json: bool) -> None:
    misses = [outcome for outcome in outcomes if not outcome.is_right]
    if as_json:
        listed = [{"id": miss.case.id, **miss.answer.to_json()} for miss in misses]
        click.echo(json.dumps({**summary.to_json(), "misses": listed}, ensure_ascii=False))
        return
    for miss in misses:
        expected = "an answer" if miss.case.answerable else "a refusal"
        click.echo(f"✗ {miss.case.id}: {miss.answer.understood}  (expected {expected})")
        for cited in miss.answer.citations or miss.answer.related:
            click.echo(f"    {cited.document}: {' '.join(cited.quote.split())[:110]}")
    auroc = "not measurable" if summary.auroc is None else f"{summary.auroc:.2f}"
    click.echo(
        f"right {summary.right} of {summary.answerable}"
        f" ({summary.wrongly_declined} wrongly declined), "
        f"declined {summary.declined} of {summary.unanswerable} that are not answerable; "
        f"citations: {summary.supported} of {summary.citations} overlap evidence, "
        f"{summary.inexact} inexact; AUROC of the confidence {auroc}; "
        f"seconds p50 {summary.seconds_p50:.2f}, p95 {summary.seconds_p95:.2f}"
    )
