"""Words that stand on one line, as that line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from citewell.ingest.formats.markup import raised
from citewell.ingest.formats.pdf.characters import Word

_SMALL = 0.92  # of the height of the line's other words: what may be raised
_RAISED = 0.12  # of that height: how far, at least


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed. `first_word` is how wide its first word is."""

    text: str
    left: float
    right: float
    base: float
    height: float
    is_bold: bool
    first_word: float
    page: int


def lines_of_words(words: Iterable[Word], page: int) -> list[Line]:
    """The lines from the top to the bottom, each with its words from left to right."""
    return [_line(group, page) for group in rows_of(words)]


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words in groups that overlap in height, from the top to the bottom.

    What is raised (a figure of a footnote, an exponent) stays with its line.
    """
    rows: list[list[Word]] = []
    low = 0.0
    for word in sorted(words, key=lambda word: (-word.top, word.left)):
        if rows and word.top > low:
            rows[-1].append(word)
            low = min(low, word.base)
        else:
            rows.append([word])
            low = word.base
    return rows


def _line(words: Sequence[Word], page: int) -> Line:
    ordered = sorted(words, key=lambda word: word.left)
    letters = sum(len(word.text) for word in ordered)
    height = median(word.height for word in ordered for _ in word.text)
    usual = [w for w in ordered if w.height > _SMALL * height] or ordered
    base = median(word.base for word in usual for _ in word.text)
    text = ""
    before: Word | None = None
    for word in ordered:
        is_raised = word.base > base + _RAISED * height
        said = raised(word.text) if is_raised else word.text
        # Without a visible gap a figure and its exponent, a word and its mark, are one.
        touches = before is not None and word.left - before.right < 0.1 * height
        text += said if before is None or touches else f" {said}"
        before = word
    return Line(
        text,
        ordered[0].left,
        max(word.right for word in ordered),
        base,
        height,
        sum(len(w.text) for w in ordered if w.is_bold) > 0.9 * letters,
        ordered[0].right - ordered[0].left,
        page,
    )
