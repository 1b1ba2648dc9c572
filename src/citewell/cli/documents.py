"""`citewell documents`: what is indexed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from citewell.cli.options import places, settings_of


@click.command()
@places
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def documents(corpus: Path | None, index: Path | None, as_json: bool) -> None:
    """List what is indexed."""
    settings = settings_of(corpus, index)
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
