"""`citewell documents`: what is indexed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from citewell.cli.options import places, settings_of
from citewell.cli.terminal import visible


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
            {
                "document": r.name,
                **asdict(r.about),
                "pages": r.pages or None,
                "passages": r.passages,
                "sha256": r.sha256,
                "notes": r.notes,
            }
            for r in records
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for record in records:
        details = " · ".join(filter(None, (record.about.kind, record.about.published)))
        click.echo(visible(f"{record.name}\n    {record.about.title}"))
        pages = f"{record.pages} pages · " if record.pages else ""
        click.echo(
            visible(f"    {details + ' · ' if details else ''}{pages}{record.passages} passages")
        )
        for note in record.notes:
            click.echo(visible(f"    note: {note}"))
