"""Tables as they are drawn to rows that can be cited: every row stands for itself.

A cell that spans rows is said again in each of them, and a line across the whole table ("Children")
becomes the first cell of the rows below it: a dose never stands without the group it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citewell.ingest.formats.builder import ArticleBuilder, clean

MOST_CELLS = 20_000  # of one table; what claims more is broken or means harm
MOST_COLUMNS = 200
_SAYS_AN_AMOUNT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as drawn: `across` and `down` are how many columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1
    is_head: bool = False


def add_table(builder: ArticleBuilder, drawn: Sequence[Sequence[Cell]]) -> None:
    """Write a table down: its heads, in one row however many they were in, and its rows."""
    grid = _grid(drawn)
    width = max((len(row) for row in grid), default=0)
    if width == 0:
        return
    depth = _head_depth(drawn, grid)
    heads = [
        _joined([row[at].text for row in grid[:depth] if at < len(row)]) for at in range(width)
    ]
    rows = [[clean(cell.text) for cell in row] for row in grid[depth:]]
    if width == 1:
        builder.table(heads, rows)
        return
    builder.table(*_grouped(heads, rows, [_crosses(row, width) for row in grid[depth:]]))


def continue_table(builder: ArticleBuilder, rows: Sequence[Sequence[str]]) -> None:
    """Write down how a table goes on after a page break; heads said again are left out."""
    heads = [clean(head) for head in builder.heads_of_last_table()]
    again = bool(rows) and [clean(cell) for cell in rows[0]] == heads
    builder.more_rows(rows[1:] if again else rows)


def _grid(drawn: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows with a cell in every column: what spans is said again."""
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # by column: the cell from above, rows it still has
    count = 0
    for cells in drawn:
        row: list[Cell] = []
        waiting = iter(cells)
        cell = next(waiting, None)
        while cell is not None or len(row) in hanging:
            if len(row) in hanging:
                above, left = hanging.pop(len(row))
                if left > 1:
                    hanging[len(row)] = (above, left - 1)
                row.append(above)
                continue
            assert cell is not None
            across = max(1, min(cell.across, MOST_COLUMNS - len(row)))
            for _ in range(across):
                if cell.down > 1:
                    hanging[len(row)] = (cell, cell.down - 1)
                row.append(cell)
            cell = next(waiting, None) if len(row) < MOST_COLUMNS else None
        count += len(row)
        if count > MOST_CELLS:
            break
        grid.append(row)
    return grid


def _head_depth(drawn: Sequence[Sequence[Cell]], grid: Sequence[Sequence[Cell]]) -> int:
    """How many of the first rows are column heads."""
    marked = 0
    for row in grid[:-1]:
        if not row or not all(cell.is_head or not clean(cell.text) for cell in row):
            break
        if not any(cell.is_head for cell in row):
            break
        marked += 1
    if marked or len(grid) < 2 or any(cell.is_head for row in drawn for cell in row):
        return marked
    # Nothing is marked: a first row of names above rows with amounts is one of heads.
    first, rest = grid[0], grid[1:]
    names = [clean(cell.text) for cell in first]
    if len(first) < 2 or not all(names[1:]) or len(set(names)) < len(names):
        return 0
    if any(_SAYS_AN_AMOUNT.search(name) or len(name) > 60 for name in names):
        return 0
    return 1 if any(_SAYS_AN_AMOUNT.search(cell.text) for row in rest for cell in row) else 0


def _joined(heads: Sequence[str]) -> str:
    """Heads above each other in one: "Dose" above "Children" is "Dose, Children"."""
    return ", ".join(dict.fromkeys(text for head in heads if (text := clean(head))))


def _crosses(row: Sequence[Cell], width: int) -> bool:
    """Whether the row is one cell across the whole table."""
    return len(row) == width > 1 and all(cell is row[0] for cell in row)


def _grouped(
    heads: Sequence[str], rows: Sequence[list[str]], crossing: Sequence[bool]
) -> tuple[list[str], list[list[str]]]:
    """The rows below a line across the table with that line as their first cell."""
    if not any(crossing):
        return list(heads), list(rows)
    return (["", *heads] if any(heads) else []), list(_with_groups(rows, crossing))


def _with_groups(rows: Sequence[list[str]], crossing: Sequence[bool]) -> Iterator[list[str]]:
    group, has_rows = "", True
    for row, crosses in zip(rows, crossing, strict=True):
        if crosses:
            if not has_rows:  # two lines below each other: the first is a remark
                yield [group]
            group, has_rows = row[0], False
        else:
            has_rows = True
            yield [group, *row]
    if not has_rows:
        yield [group]
