"""What documents say and are called, as it can be shown in a terminal."""

from __future__ import annotations


def visible(text: str) -> str:
    """The text with every character that a terminal would act on, or not show, written out: the
    name of a file may hold commands to the terminal, and so may a document."""
    return "".join(c if c.isprintable() or c in "\n\u00a0\u202f" else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
