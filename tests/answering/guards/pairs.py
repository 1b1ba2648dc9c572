"""True sentences of our own with the quotes they rest on, and how they are split in two.

`pairs/*.txt`: a block has its headings ("@ Title > Heading"), its quote ("= …"), sentences that
say the same or less in other words ("- …", or "~ …" where the guards reject them all the same),
and false ones written by hand ("! kind: …"). They were made up for these tests, in the manner of
leaflets, trial news, blogs, guidelines and tables, and are no medical advice. Every second block
of `first`, and all of `second`, `third`, `fourth` and `fifth`, were measured before they were
looked at; then the guards were mended by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "pairs"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence that its quote, under its headings, carries."""

    sentence: str
    quote: str
    headings: tuple[str, ...]

    @property
    def is_reworded(self) -> bool:
        """Whether it is not the quote itself."""
        return self.sentence != self.quote


@dataclass(frozen=True, slots=True)
class Block:
    """A quote under its headings, with what rests on it and what does not."""

    headings: tuple[str, ...]
    quote: str
    reworded: tuple[str, ...]
    rejected: tuple[str, ...]
    false: tuple[tuple[str, str], ...]


@cache
def all_blocks() -> tuple[Block, ...]:
    """Every block of every file."""
    return tuple(
        _block(text)
        for path in sorted(FOLDER.glob("*/*.txt"))
        for text in path.read_text(encoding="utf-8").strip().split("\n\n")
    )


def _block(text: str) -> Block:
    head, quote, *lines = text.splitlines()
    marked = {mark: [line[2:] for line in lines if line[0] == mark] for mark in "-~!"}
    false = [line.split(": ", 1) for line in marked["!"]]
    return Block(
        headings=tuple(head[2:].split(" > ")),
        quote=quote[2:],
        reworded=tuple(marked["-"]),
        rejected=tuple(marked["~"]),
        false=tuple((kind, sentence) for kind, sentence in false),
    )


@cache
def all_pairs() -> tuple[Pair, ...]:
    """Every true sentence of every block that is not known to be rejected, the quote first."""
    return tuple(
        Pair(sentence, block.quote, block.headings)
        for block in all_blocks()
        for sentence in (block.quote, *block.reworded)
    )


@cache
def rejected_pairs() -> tuple[Pair, ...]:
    """The true sentences that are rejected."""
    return tuple(
        Pair(sentence, block.quote, block.headings)
        for block in all_blocks()
        for sentence in block.rejected
    )


@cache
def false_pairs() -> tuple[tuple[str, Pair], ...]:
    """The false sentences written by hand, each after its kind."""
    return tuple(
        (kind, Pair(sentence, block.quote, block.headings))
        for block in all_blocks()
        for kind, sentence in block.false
    )
