"""Starts the page: `python app.py`."""

from __future__ import annotations

import sys

import click

from citewell.errors import CitewellError
from citewell.page.serve import serve
from citewell.settings import load_settings

if __name__ == "__main__":
    try:
        serve(load_settings())
    except CitewellError as error:
        click.echo(f"citewell: {error}", err=True)
        sys.exit(2)
