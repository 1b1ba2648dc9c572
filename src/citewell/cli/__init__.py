"""The command line. Everything heavy is imported inside the commands, so that help is instant."""

from citewell.cli.commands import main

__all__ = ["main"]
