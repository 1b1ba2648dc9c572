"""`citewell serve`: the page."""

from __future__ import annotations

from pathlib import Path

import click

from citewell.cli.options import places, settings_of


@click.command()
@places
@click.option("--host", help="The address to listen on. [CITEWELL_HOST]")
@click.option("--port", type=int, help="The port to listen on. [CITEWELL_PORT]")
def serve(corpus: Path | None, index: Path | None, host: str | None, port: int | None) -> None:
    """Start the page."""
    settings = settings_of(corpus, index, host=host, port=port)
    from citewell.page.serve import serve as start

    start(settings)
