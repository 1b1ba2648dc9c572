"""`citewell ask`: one question, or one a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from citewell.cli.options import places, settings_of
from citewell.cli.terminal import visible
from citewell.errors import QuestionsUnusable

if TYPE_CHECKING:
    from citewell.answering.answer import Answer
    from citewell.answering.assistant import Assistant


@click.command()
@places
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
    settings = settings_of(corpus, index)
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


def _print_answer(answer: Answer) -> None:
    if answer.understood != answer.question:
        click.echo(f"Understood as: {answer.understood}\n")
    click.echo(visible(answer.text))
    if answer.declined:
        if answer.searched:
            click.echo(visible(f"\nSearched: {'; '.join(answer.searched)}"))
        if answer.related:
            click.echo("\nNearest, but they do not answer:")
        for near in answer.related:
            quote = " ".join(near.quote.split())
            click.echo(visible(f"  {near.document} {near.start}-{near.end}: {quote}"))
        return
    click.echo("")
    for cited in answer.citations:
        page = f" · page {cited.page}" if cited.page else ""
        place = f" · {cited.section}" if cited.section else ""
        where = f"{cited.document} {cited.start}-{cited.end}{page}{place}"
        click.echo(visible(f"[{cited.number}] {where}"))
