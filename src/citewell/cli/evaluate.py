"""`citewell evaluate`: how many of a person's own questions are answered right."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citewell.cli.options import places, settings_of
from citewell.cli.progress import progress_bar

if TYPE_CHECKING:
    from citewell.evaluating.compare import Comparison
    from citewell.evaluating.figures import Proportion
    from citewell.evaluating.questions import Case
    from citewell.evaluating.run import Evaluation
    from citewell.settings import Settings

BELOW = 1  # exit status when a line that was to be held is not
SHARE = click.FloatRange(0, 1)


def _writable(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """The path, if a file can be written there: told before the questions are asked, not after."""
    if path is not None and not os.access(path if path.exists() else path.parent, os.W_OK):
        raise click.BadParameter(f"{path} cannot be written.")
    return path


@click.command()
@places
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print figures and every outcome as JSON.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_writable,
    help="Write figures, curve and misses to this HTML file, which stands alone.",
)
@click.option(
    "--compare",
    "earlier",
    type=click.Path(path_type=Path),
    help="What --json printed before: say which questions changed, and show both curves.",
)
@click.option("--split", help='Ask only questions with this "split".')
@click.option("--at-least", type=SHARE, help="Exit 1 if a smaller share is right (0.9, say).")
@click.option("--declined-at-least", type=SHARE, help="The same for what has to be declined.")
def evaluate(
    corpus: Path | None,
    index: Path | None,
    questions: Path,
    as_json: bool,
    report: Path | None,
    earlier: Path | None,
    split: str | None,
    at_least: float | None,
    declined_at_least: float | None,
) -> None:
    """Ask every question of a JSONL file and say how many were answered right.

    QUESTIONS has one JSON object a line, in either of two forms:

    \b
      {"question": "...", "answerable": true, "facts": [["4 mg", "4mg"]],
       "evidence": [{"doc": "article", "quote": "4 mg daily"}]}
      {"question": "...", "answerable": true, "doc": "article",
       "quotes": ["She took 4 mg daily."], "near": ["He took 5 mg daily."]}

    A right answer holds one of each group of facts and cites a sentence that overlaps a quote in
    its document ("doc": the file's name, with or without suffix). What is {"answerable": false}
    has no quotes and has to be declined. "near" are lines that look right and are not. Every line
    may have an "id", a "kind", a "split", and a "history" of earlier questions.

    All but the seconds is the same from run to run, if CITEWELL_PRECISION is set. Exit status: 0;
    1 below a share that was to be held; 2 if nothing could be measured.
    """
    settings = settings_of(corpus, index)
    from citewell.evaluating.questions import read_questions
    from citewell.evaluating.run import read_evaluation

    cases = read_questions(questions, split)
    _require(cases, at_least, declined_at_least)
    before = None if earlier is None else read_evaluation(earlier)
    evaluation = _run(settings, questions.name, cases)
    _tell(evaluation, before, report, as_json)
    sys.exit(0 if _holds(evaluation, at_least, declined_at_least) else BELOW)


def _run(settings: Settings, name: str, cases: list[Case]) -> Evaluation:
    """The run, with a bar that shows how far it is."""
    from citewell.answering.assistant import Assistant
    from citewell.evaluating.run import evaluate as run
    from citewell.ingest.account import Progress

    assistant = Assistant.open(settings)
    assistant.library.snapshot()  # a missing index is told before models are loaded
    with progress_bar() as show:
        show(Progress("Loading models", 0, len(cases)))
        assistant.warm()
        return run(assistant, name, cases, lambda done, of: show(Progress("Asking", done, of)))


def _tell(
    evaluation: Evaluation, before: Evaluation | None, report: Path | None, as_json: bool
) -> None:
    """Write the report if one is wanted, and print the figures."""
    from citewell.evaluating.compare import compare
    from citewell.evaluating.report import write_report

    comparison = None if before is None else compare(before, evaluation)
    if report is not None:
        write_report(report, evaluation, comparison)
    _print(evaluation, comparison, as_json)


def _print(evaluation: Evaluation, comparison: Comparison | None, as_json: bool) -> None:
    from citewell.evaluating.words import in_words

    if as_json:
        changes = {} if comparison is None else {"changes": comparison.to_json()}
        click.echo(json.dumps({**evaluation.to_json(), **changes}, ensure_ascii=False))
        return
    for line in in_words(evaluation, comparison):
        click.echo(line)


def _require(cases: list[Case], at_least: float | None, declined_at_least: float | None) -> None:
    """See that there is something to hold each line against, before anything is asked."""
    for wanted, option, answerable in (
        (at_least, "--at-least", True),
        (declined_at_least, "--declined-at-least", False),
    ):
        if wanted is not None and not any(case.answerable is answerable for case in cases):
            kind = "answerable" if answerable else 'with "answerable": false'
            raise click.UsageError(f"{option} needs questions {kind}, and there are none.")


def _holds(evaluation: Evaluation, at_least: float | None, declined_at_least: float | None) -> bool:
    """Whether both shares are what was wanted; each that is not is told."""
    from citewell.evaluating.figures import figures_of

    figures = figures_of(evaluation.outcomes)
    held = [
        _is_held("right", figures.right, at_least),
        _is_held("rightly declined", figures.declined, declined_at_least),
    ]
    return all(held)


def _is_held(name: str, reached: Proportion, wanted: float | None) -> bool:
    """Whether the share is what was wanted; told if it is not."""
    if wanted is None or reached.share is None or reached.share >= wanted:
        return True
    click.echo(f"citewell: {name} {reached.hits} of {reached.of} is below {wanted:g}.", err=True)
    return False
