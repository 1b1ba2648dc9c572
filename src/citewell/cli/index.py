"""`citewell index`: brings the index up to date."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citewell.cli.options import places, settings_of
from citewell.cli.progress import progress_bar
from citewell.cli.terminal import visible

if TYPE_CHECKING:
    from citewell.ingest.build import Account
    from citewell.settings import Settings

SOME_FAILED = 1  # exit status when a document failed


@click.command()
@places
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
@click.option("--allow-empty", is_flag=True, help="Empty the index if the folder is empty.")
@click.option("--rebuild", is_flag=True, help="Index everything anew.")
@click.option("--watch", is_flag=True, help="Follow the folder until interrupted.")
def index(
    corpus: Path | None,
    index: Path | None,
    as_json: bool,
    allow_empty: bool,
    rebuild: bool,
    watch: bool,
) -> None:
    """Bring the index up to date with the corpus."""
    if watch and (allow_empty or rebuild):
        raise click.UsageError("--watch goes with neither --allow-empty nor --rebuild.")
    settings = settings_of(corpus, index)
    from citewell.ingest.build import Indexer

    if watch:
        _follow(settings, as_json)
        return
    with progress_bar() as report:
        account = Indexer(settings).run(report, allow_empty=allow_empty, rebuild=rebuild)
    _print_account(account, as_json)
    sys.exit(SOME_FAILED if account.failed else 0)


def _follow(settings: Settings, as_json: bool) -> None:
    """Tell of each run in which something was done, until interrupted."""
    from citewell.ingest.account import Account
    from citewell.ingest.build import Indexer
    from citewell.ingest.watch import follow

    before, problem = None, ""
    with contextlib.suppress(KeyboardInterrupt):
        for told in follow(Indexer(settings), settings, threading.Event()):
            if not isinstance(told, Account):
                if str(told) != problem:  # it is tried every second
                    click.echo(visible(str(told)), err=True)
                problem = str(told)
                continue
            problem = ""
            if told.is_change or told.failed != before:
                _print_account(told, as_json)
                before = told.failed


def _print_account(account: Account, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(account.to_json(), ensure_ascii=False))
        return
    click.echo(
        f"{len(account.added)} added, {len(account.changed)} changed, "
        f"{account.unchanged} unchanged, {len(account.removed)} removed, "
        f"{len(account.failed)} failed"
        + (f", {len(account.renamed)} renamed" if account.renamed else "")
        + f", in {account.seconds:.1f} seconds. "
        f"The index holds {account.documents} documents in {account.passages} passages."
    )
    for failure in account.failed:
        click.echo(visible(f"  failed: {failure.document}: {failure.reason}"), err=True)
    for note in account.notes:
        click.echo(visible(f"  note: {note.document}: {note.text}"), err=True)
