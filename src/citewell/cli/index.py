"""`citewell index`: brings the index up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citewell.cli.options import places, settings_of
from citewell.cli.progress import progress_bar

if TYPE_CHECKING:
    from citewell.ingest.build import Account

SOME_FAILED = 1  # exit status when a document failed


@click.command()
@places
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
@click.option("--allow-empty", is_flag=True, help="Empty the index if the folder is empty.")
@click.option("--rebuild", is_flag=True, help="Index everything anew.")
def index(
    corpus: Path | None, index: Path | None, as_json: bool, allow_empty: bool, rebuild: bool
) -> None:
    """Bring the index up to date with the corpus."""
    settings = settings_of(corpus, index)
    from citewell.ingest.build import Indexer

    with progress_bar() as report:
        account = Indexer(settings).run(report, allow_empty=allow_empty, rebuild=rebuild)
    if as_json:
        click.echo(json.dumps(account.to_json(), ensure_ascii=False))
    else:
        _print_account(account)
    sys.exit(SOME_FAILED if account.failed else 0)


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
