"""True sentences of our own with the quotes they rest on, and how they are split in two.

`pairs/*.txt`: a block has its headings ("@ Title > Heading"), its quote ("= …") and sentences that
say the same or less in other words ("- …"). They were made up for these tests, in the manner of
leaflets, trial news, blogs and tables, and are no medical advice. Every second block of `first`,
and all of `second`, were measured before they were looked at; then the guards were mended by them.
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


@cache
def all_pairs() -> tuple[Pair, ...]:
    """Every sentence of every block, the quote itself first."""
    found: list[Pair] = []
    for path in sorted(FOLDER.glob("*/*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            head, quote, *reworded = (line[2:] for line in block.splitlines())
            headings = tuple(head.split(" > "))
            found += [Pair(sentence, quote, headings) for sentence in (quote, *reworded)]
    return tuple(found)
