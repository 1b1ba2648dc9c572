"""The command line. Everything heavy is imported inside the commands, so that help is instant."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from citewell.errors import CitewellError, QuestionsUnusable

if TYPE_CHECKING:
    from citewell.answering.answer import Answer
    from citewell.answering.assistant import Assistant
    from citewell.evaluating.score import Outcome, Summary
    from citewell.ingest.build import Account, Progress
    from citewell.settings import Settings

CANNOT = 2  # exit status when nothing could be done
SOME_FAILED = 1  # exit status when a document failed

Command = TypeVar("Command", bound=Callable[..., Any])


class _OneLine(click.Group):
    """Shows errors as one line on stderr, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CitewellError as error:
            click.echo(f"citewell: {error}", err=True)
            ctx.exit(CANNOT)
        except KeyboardInterrupt:
            click.echo("citewell: stopped.", err=True)
            ctx.exit(130)


def _places(command: Command) -> Command:
    """Adds --corpus and --index, which every command has."""
    index = click.option(
        "--index", type=click.Path(path_type=Path), help="Where the index is kept. [CITEWELL_INDEX]"
    )
    corpus = click.option(
        "--corpus",
        type=click.Path(path_type=Path),
        help="The folder of documents. [CITEWELL_CORPUS]",
    )
    return corpus(index(command))


def _settings(corpus: Path | None, index: Path | None, **more: Any) -> Settings:
    from citewell.settings import load_settings

    return load_settings(corpus=corpus, index=index, **more)


@click.group(cls=_OneLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="citewell")
def main() -> None:
    """Ask a folder of documents; every sentence of the answer is a citation."""


@main.command()
@_places
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
@click.option("--allow-empty", is_flag=True, help="Empty the index if the folder is empty.")
@click.option("--rebuild", is_flag=True, help="Index everything anew.")
def index(
    corpus: Path | None, index: Path | None, as_json: bool, allow_empty: bool, rebuild: bool
) -> None:
    """Bring the index up to date with the corpus."""
    settings = _settings(corpus, index)
    from citewell.ingest.build import Indexer

    with _progress_bar() as report:
        account = Indexer(settings).run(report, allow_empty=allow_empty, rebuild=rebuild)
    if as_json:
        click.echo(json.dumps(account.to_json(), ensure_ascii=False))
    else:
        _print_account(account)
    sys.exit(SOME_FAILED if account.failed else 0)


@main.command()
@_places
@click.argument("question", required=False)
@click.option("--history", multiple=True, help="An earlier question, oldest first; may repeat.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line, answer one a line.")
def ask(
    corpus: Path | None,
    index: Path | None,
    question: str | None,
    history: tuple[str, ...],
    as_json: bool,
    jsonl: bool,
) -> None:
    """Answer QUESTION from the documents, or say that they do not say."""
    if jsonl == (question is not None):
        raise click.UsageError("Give a question, or --jsonl and questions on standard input.")
    settings = _settings(corpus, index)
    from citewell.answering.assistant import Assistant

    assistant = Assistant.open(settings)
    assistant.library.snapshot()  # a missing index is told before models are loaded
    assistant.warm()
    if jsonl:
        for line in _answer_lines(assistant, sys.stdin.buffer):
            click.echo(line)
        return
    answer = assistant.reply(question or "", history)
    if as_json:
        click.echo(json.dumps(answer.to_json(), ensure_ascii=False))
    else:
        _print_answer(answer)


@main.command()
@_places
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def documents(corpus: Path | None, index: Path | None, as_json: bool) -> None:
    """List what is indexed."""
    settings = _settings(corpus, index)
    from dataclasses import asdict

    from citewell.store.library import open_library

    records = open_library(settings).documents()
    if as_json:
        rows = [
            {"document": r.name, **asdict(r.about), "passages": r.passages, "sha256": r.sha256}
            for r in records
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for record in records:
        details = " · ".join(filter(None, (record.about.kind, record.about.published)))
        click.echo(f"{record.name}\n    {record.about.title}")
        click.echo(f"    {details + ' · ' if details else ''}{record.passages} passages")


@main.command()
@_places
@click.option("--host", help="The address to listen on. [CITEWELL_HOST]")
@click.option("--port", type=int, help="The port to listen on. [CITEWELL_PORT]")
def serve(corpus: Path | None, index: Path | None, host: str | None, port: int | None) -> None:
    """Start the page."""
    settings = _settings(corpus, index, host=host, port=port)
    from citewell.page.serve import serve as start

    start(settings)


@main.command()
@_places
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures and misses as JSON.")
def evaluate(corpus: Path | None, index: Path | None, questions: Path, as_json: bool) -> None:
    """Ask every question of a JSONL file and say how many were answered right."""
    settings = _settings(corpus, index)
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


def _answer_lines(assistant: Assistant, lines: BinaryIO) -> Iterator[str]:
    """One answer as JSON for each line read, in order."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            question, history = asked["question"], asked.get("history") or []
            if not isinstance(history, list) or not all(
                isinstance(text, str) for text in (question, *history)
            ):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            shown = line.strip().decode("utf-8", "replace")[:80]
            raise QuestionsUnusable(
                f'Line {number} is not {{"id", "question", "history"}}: {shown}'
            ) from error
        answer = assistant.reply(question, history)
        yield json.dumps({"id": asked.get("id"), **answer.to_json()}, ensure_ascii=False)


class _progress_bar:  # noqa: N801 - used as a function
    """A bar on stderr while there is a person to see it; nothing in a pipe."""

    def __enter__(self) -> Callable[[Progress], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._bar.start()
        task = self._bar.add_task("")
        return lambda p: self._bar.update(
            task, description=p.stage, completed=p.done, total=max(p.total, 1)
        )

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _print_account(account: Account) -> None:
    click.echo(
        f"{len(account.added)} added, {len(account.changed)} changed, "
        f"{account.unchanged} unchanged, {len(account.removed)} removed, "
        f"{len(account.failed)} failed"
        + (f", {len(account.renamed)} renamed" if account.renamed else "")
        + f", in {account.seconds:.1f} seconds. "
        f"The index holds {account.documents} documents in {account.passages} passages."
    )
    for failure in account.failed:
        click.echo(f"  failed: {failure.document}: {failure.reason}", err=True)


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


def _print_answer(answer: Answer) -> None:
    if answer.understood != answer.question:
        click.echo(f"Understood as: {answer.understood}\n")
    click.echo(answer.text)
    if answer.declined:
        if answer.searched:
            click.echo(f"\nSearched: {'; '.join(answer.searched)}")
        if answer.related:
            click.echo("\nNearest, but they do not answer:")
        for near in answer.related:
            click.echo(f"  {near.document} {near.start}-{near.end}: {' '.join(near.quote.split())}")
        return
    click.echo("")
    for cited in answer.citations:
        place = f" · {cited.section}" if cited.section else ""
        click.echo(f"[{cited.number}] {cited.document} {cited.start}-{cited.end}{place}")
