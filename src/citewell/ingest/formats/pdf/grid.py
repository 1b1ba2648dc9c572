"""A table on a page of a PDF: its rows, by the lines drawn between them or by where text stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from citewell.ingest.formats.pdf.characters import Rule, Word
from citewell.ingest.formats.pdf.lines import Line, lines_of_words

ROW_GAP = 1.4  # times the usual distance of lines


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table: for each row the lines of each cell, and where its columns begin."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    columns: tuple[float, ...]
    page: int


def table_of(columns: Sequence[Sequence[Word]], rules: Sequence[Rule], number: int) -> Drawn:
    """The table that these columns of words are."""
    words = [word for column in columns for word in column]
    cells = [lines_of_words(column, number) for column in columns]
    rows = _ruled_rows(words, cells, rules) or _printed_rows(cells)
    return Drawn(
        tuple(tuple(tuple(cell) for cell in row) for row in rows),
        tuple(min(word.left for word in column) for column in columns),
        number,
    )


Cells = list[list[Line]]  # of one row: the lines of each of its cells


def _ruled_rows(
    words: Sequence[Word], columns: Sequence[Sequence[Line]], rules: Sequence[Rule]
) -> list[Cells]:
    """The rows between drawn lines, if every row has its own; else nothing.

    Three lines are drawn around the head and the foot of many a table whose rows have none.
    """
    drawn = levels(words, rules)
    if len(drawn) < 4:
        return []
    edges = [float("inf"), *drawn, float("-inf")]
    rows = [
        [[line for line in column if low <= line.base < high] for column in columns]
        for high, low in pairwise(edges)
    ]
    rows = [row for row in rows if any(row)]
    deepest = [max(map(len, row)) for row in rows]
    shallowest = [min(len(cell) for cell in row if cell) for row in rows]
    # A band in which all cells have several lines holds several rows.
    if any(
        low > 2 and len(columns) > 1 and low == high
        for low, high in zip(shallowest, deepest, strict=True)
    ):
        return []
    return rows


def _printed_rows(columns: Sequence[Sequence[Line]]) -> list[Cells]:
    """The rows of a table without lines: a line whose first cell is empty goes on from the one
    above it, if it stands no further from it than lines of one cell do."""
    lines = sorted((line for column in columns for line in column), key=lambda line: -line.base)
    rows: list[Cells] = []
    base = height = 0.0
    where = {id(line): at for at, column in enumerate(columns) for line in column}
    for line in lines:
        if not rows or base - line.base > 0.4 * height:
            rows.append([[] for _ in columns])
            base, height = line.base, line.height
        rows[-1][where[id(line)]].append(line)
    joined: list[Cells] = []
    for row in rows:
        if joined and not row[0] and joined[-1][0] and _is_near(joined[-1], row):
            for cell, more in zip(joined[-1], row, strict=True):
                cell += more
        else:
            joined.append(row)
    return joined


def _is_near(above: Cells, below: Cells) -> bool:
    low = min(line.base for cell in above for line in cell)
    high = max(line.base for cell in below for line in cell)
    tallest = max(line.height for cell in below for line in cell)
    return low - high < ROW_GAP * tallest


def levels(words: Sequence[Word], rules: Sequence[Rule]) -> list[float]:
    """Heights, from the top, at which lines are drawn across most of the words' width."""
    left, right = min(w.left for w in words), max(w.right for w in words)
    low = min(w.base for w in words) - 12
    high = max(w.base + w.height for w in words) + 12
    drawn: dict[int, float] = {}
    for rule in rules:
        if rule.is_across and low <= rule.bottom <= high:
            within = min(rule.right, right) - max(rule.left, left)
            at = round(rule.bottom / 2)
            drawn[at] = drawn.get(at, 0.0) + max(0.0, within)
    heights = sorted((2.0 * at for at, length in drawn.items() if length > 0.6 * (right - left)))
    merged: list[float] = []
    for level in heights:
        if not merged or level - merged[-1] > 4.0:
            merged.append(level)
    return merged[::-1]
