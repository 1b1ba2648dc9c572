"""Running heads and feet: what stands at the edge of page after page and belongs to none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from citewell.ingest.formats.pdf.characters import Page, Word
from citewell.ingest.formats.pdf.lines import rows_of

_EDGE = 0.13  # of the height of the page, at its head and at its foot
_ROWS = 3  # how many rows at each edge may be furniture
_SET_APART = 1.25  # heights between what runs and what is read
_SHARE = 0.3  # of the pages
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite)?\W*(?:\d{1,4}|[ivxl]{1,6})(?:\W*(?:of|/|von|\|)\W*\d{1,4})?\W*",
    re.IGNORECASE,
)


def without_furniture(pages: Sequence[Page]) -> list[list[Word]]:
    """The words of each page, without heads and feet that run and without page numbers."""
    edges = [[*_edge_rows(page)] for page in pages]
    counted = Counter(key for rows in edges for key in {key for key, _, _ in rows})
    least = max(2, round(_SHARE * len(pages)))
    found = []
    for page, rows in zip(pages, edges, strict=True):
        gone = {
            id(word)
            for key, row, is_outermost in rows
            for word in row
            if counted[key] >= least or (is_outermost and _NUMBER.fullmatch(_text(row)))
        }
        found.append([word for word in page.words if id(word) not in gone])
    return found


def _edge_rows(page: Page) -> Iterator[tuple[str, list[Word], bool]]:
    """The rows at the head and the foot that are set apart, each with what it is known by on
    other pages, and whether it is the outermost."""
    rows = rows_of(page.words)
    bottom = min((word.base for word in page.words), default=0.0)
    top = max((word.base for word in page.words), default=0.0)
    height = max(page.height, page.width, top)
    low = min(0.0, bottom)
    for name, edge in (("head", rows[:_ROWS]), ("foot", rows[::-1][:_ROWS])):
        others = rows if name == "head" else rows[::-1]
        candidates = []
        for at, row in enumerate(edge):
            base = max(word.base for word in row) - low
            near = base > (1 - _EDGE) * height if name == "head" else base < _EDGE * height
            if not near:
                break
            candidates.append(row)
            if at + 1 == len(others) or _distance(row, others[at + 1]) > _SET_APART:
                for place, kept in enumerate(candidates):
                    text = _FIGURES.sub("#", _text(kept).lower())
                    yield f"{name} {text}", kept, place == 0
                break


def _distance(row: Sequence[Word], other: Sequence[Word]) -> float:
    """The white between two rows, in heights of their words."""
    upper, lower = (row, other) if row[0].base > other[0].base else (other, row)
    white = min(word.base for word in upper) - max(word.base + word.height for word in lower)
    return white / max(1.0, min(word.height for word in (*row, *other))) + 0.2


def _text(row: Sequence[Word]) -> str:
    return " ".join(word.text for word in sorted(row, key=lambda word: word.left))
