"""What the commands share: where the corpus and the index are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from citewell.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def places(command: Command) -> Command:
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


def settings_of(corpus: Path | None, index: Path | None, **more: Any) -> Settings:
    """The settings, with what was given on the command line taking precedence."""
    from citewell.settings import load_settings

    return load_settings(corpus=corpus, index=index, **more)
