"""`citewell login`: the setting that asks for a name and password."""

from __future__ import annotations

import click


@click.command()
@click.argument("name")
@click.password_option(help="Asked for if not given, so that it need not be seen.")
def login(name: str, password: str) -> None:
    """Print the setting with which the page asks for NAME and a password."""
    from citewell.page.login import hashed

    click.echo(f"CITEWELL_LOGIN='{hashed(name, password)}'")
