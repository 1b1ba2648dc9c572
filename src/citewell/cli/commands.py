"""The group of commands, and how an error is told."""

from __future__ import annotations

from typing import Any

import click

from citewell.cli.ask import ask
from citewell.cli.documents import documents
from citewell.cli.evaluate import evaluate
from citewell.cli.index import index
from citewell.cli.login import login
from citewell.cli.mcp import mcp
from citewell.cli.serve import serve
from citewell.cli.train import train
from citewell.errors import CitewellError

CANNOT = 2  # exit status when nothing could be done


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


@click.group(cls=_OneLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="citewell")
def main() -> None:
    """Ask a folder of documents; every sentence of the answer is a citation."""


for command in (index, ask, documents, evaluate, train, serve, login, mcp):
    main.add_command(command)
