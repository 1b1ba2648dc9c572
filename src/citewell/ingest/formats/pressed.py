"""The columns of a table whose cells stand in one line with single blanks between them.

Text copied from a page has lost them: "Approved for RA Yes (2 mg) Yes (5 mg) No". Whose dose is
which must not be guessed, so the columns are told only where the heads are one word each, and every
row of the table can be cut in one way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from citewell.documents import Span

MOST_WAYS = 200
_WORD = re.compile(r"\([^()]*\)|[^\s()]+")
_ANSWER = re.compile(r"(?:yes|no|none|n/a|unknown|[-–—])[,.;]?", re.IGNORECASE)

Cells = tuple[Span, ...]


def columns(text: str, head: Span, rows: Sequence[Span]) -> tuple[Cells, list[Cells]] | None:
    """The cells of the heads and of each row, as spans of `text`; None where they are not plain."""
    heads = _words(text, head)
    if len(heads) < 2 or len(rows) < 2:
        return None
    cut = [_cut(text, row, len(heads)) for row in rows]
    found = [cells for cells in cut if cells is not None]
    return (tuple(heads), found) if len(found) == len(rows) else None


def _cut(text: str, row: Span, count: int) -> Cells | None:
    """The one way to cut a row into so many cells; None if there is none, or more than one.

    A cell but the first begins with a capital, a figure or an answer ("yes"). Where there are more
    of such words than cells, all cells have to begin alike.
    """
    words = _words(text, row)
    begin = [word.start for word in words[1:] if _may_begin(word.of(text))]
    ways = list(combinations(begin, count - 1)) if len(begin) < 12 else []
    if len(ways) > MOST_WAYS:
        return None
    if len(ways) > 1:
        alike = [way for way in ways if len({_sort_of(text, start) for start in way}) == 1]
        ways = [way for way in alike if _sort_of(text, way[0]) != "word"]
    if len(ways) != 1:
        return None
    starts = (row.start, *ways[0])
    ends = (*ways[0], row.end)
    return tuple(
        Span(start, start + len(text[start:end].rstrip()))
        for start, end in zip(starts, ends, strict=True)
    )


def _words(text: str, line: Span) -> list[Span]:
    """The words of a line; what stands in brackets is one, and begins no cell."""
    return [Span(*found.span()) for found in _WORD.finditer(text, line.start, line.end)]


def _may_begin(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[0] in "<>≤≥~" or _is_answer(word)


def _is_answer(word: str) -> bool:
    return _ANSWER.fullmatch(word) is not None


def _sort_of(text: str, start: int) -> str:
    found = _WORD.match(text, start)
    word = found[0] if found else ""
    if _is_answer(word):
        return "answer"
    return "figure" if any(map(str.isdigit, word)) else "word"
