"""The words of a page in reading order: what stands in columns, what in a table, what in neither.

White strips that run down a page between words are found by sweeping over its rows (in the spirit
of Breuel, "Two geometric algorithms for layout analysis", DAS 2002). What they divide is columns of
running text, read one after the other, or a table, read row by row. To take the one for the other
would put a dose beside another medicine, so a table has to show that it is none of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from citewell.ingest.formats.pdf.characters import Page, Rule, Word
from citewell.ingest.formats.pdf.lines import Line, lines_of_words, rows_of

Strip = tuple[float, float]  # where a white strip begins and ends, from left to right

_NARROWEST = 0.85  # of the height of the words: the narrowest strip that divides
_MARKER = re.compile(r"[-*+•‣◦▪·–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]?|\[\d{1,3}\]")
_LEAST_LINES = 4  # of a column of running text
_LEAST_LETTERS = 18  # of its usual line
_FILLED = 0.6  # of the column's width, by its usual line
_ROW_GAP = 1.4  # times the usual distance of lines
_MOST_STRIPS = 20


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of running text in one column."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table: for each row the lines of each cell, and where its columns begin."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    columns: tuple[float, ...]
    page: int


Layout = tuple[float, ...]  # where the columns of running text begin


class Reader:
    """Takes the pages of one document apart. It remembers how its text is set: a last page whose
    second column has but a line is set like the pages before it."""

    def __init__(self) -> None:
        self._known: set[Layout] = set()

    def read(self, page: Page, number: int, words: Sequence[Word]) -> Iterator[Text | Drawn]:
        """The parts of a page in reading order; `words` are those of it that are to be read."""
        yield from self._parts([*words], page.rules, number, 0)

    def _parts(
        self, words: Sequence[Word], rules: Sequence[Rule], number: int, depth: int
    ) -> Iterator[Text | Drawn]:
        plain: list[list[Word]] = []
        for rows, strips in _divided(words):
            columns = _columns([word for row in rows for word in row], strips)
            is_line = all(len(lines_of_words(column, number)) == 1 for column in columns)
            if len(columns) < 2 or is_line or depth > 3:
                plain += rows
                continue
            is_text = self._is_running_text(columns, rows, rules, number)
            if is_text:
                columns = _with_rows_above(columns, plain)
            if plain:
                yield _text(plain, number)
                plain = []
            if not is_text:
                yield _table(columns, rules, number)
                continue
            for column in columns:
                yield from self._parts(column, rules, number, depth + 1)
        if plain:
            yield _text(plain, number)

    def _is_running_text(
        self,
        columns: Sequence[Sequence[Word]],
        rows: Sequence[Sequence[Word]],
        rules: Sequence[Rule],
        number: int,
    ) -> bool:
        words = [word for column in columns for word in column]
        if len(_levels(words, rules)) >= 3 or _has_common_rows(columns, rows):
            return False
        layout = tuple(float(round(min(w.left for w in column))) for column in columns)
        if all(_is_filled(column, number) for column in columns):
            self._known.add(layout)
            return True
        return any(
            len(known) >= len(layout) and all(min(abs(k - x) for k in known) <= 14 for x in layout)
            for known in self._known
        ) and any(_is_filled(column, number) for column in columns)


def _text(rows: Sequence[Sequence[Word]], number: int) -> Text:
    return Text(tuple(lines_of_words([word for row in rows for word in row], number)))


def _is_filled(column: Sequence[Word], number: int) -> bool:
    """Whether most lines of a column are as long as it is wide, as those of running text are."""
    lines = lines_of_words(column, number)
    width = max(line.right for line in lines) - min(line.left for line in lines)
    usual = median(line.right - line.left for line in lines)
    letters = median(len(line.text) for line in lines)
    return len(lines) >= _LEAST_LINES and letters >= _LEAST_LETTERS and usual >= _FILLED * width


def _with_rows_above(columns: Sequence[list[Word]], plain: list[list[Word]]) -> list[list[Word]]:
    """The columns with the rows right above them that only one of them has; those are taken from
    the end of `plain`."""
    found = [[*column] for column in columns]
    edges = [(min(w.left for w in c) - 3, max(w.right for w in c) + 3) for c in columns]
    while plain:
        row = plain[-1]
        left, right = min(w.left for w in row), max(w.right for w in row)
        homes = [at for at, (low, high) in enumerate(edges) if low <= left and right <= high]
        highest = max(word.base for word in (w for c in found for w in c))
        far = min(w.base for w in row) - highest > 4 * max(w.height for w in row)
        if len(homes) != 1 or far:
            break
        found[homes[0]] = [*plain.pop(), *found[homes[0]]]
    return found


def _divided(words: Sequence[Word]) -> Iterator[tuple[list[list[Word]], list[Strip]]]:
    """Runs of rows with the white strips that all of a run have in common; those between runs
    have none.

    A row that is whole (a heading, a line of text) ends a run if it stands in one of its strips.
    """
    run: list[list[Word]] = []
    strips: list[Strip] = []
    for row in rows_of(words):
        own = _strips(row)
        is_whole = len(own) == 2
        if run and strips:
            common = _common(strips, own)
            kept = _inner(common, [*run, row])
            lost = len(_inner(strips, run)) - len(kept)
            if kept and (lost <= 0 or not (is_whole or len(run) > 1)):
                run.append(row)
                strips = common
                continue
        if run:
            yield run, strips
        run, strips = [row], [] if is_whole else own
    if run:
        yield run, strips


def _strips(row: Sequence[Word]) -> list[Strip]:
    """The white strips of one row, those at its sides without end."""
    found: list[Strip] = []
    right = float("-inf")
    narrowest = _NARROWEST * median(word.height for word in row)
    for word in sorted(row, key=lambda word: word.left):
        if word.left - right >= narrowest:
            found.append((right, word.left))
        right = max(right, word.right)
    return [*found, (right, float("inf"))]


def _common(some: Sequence[Strip], others: Sequence[Strip]) -> list[Strip]:
    found = []
    for a, b in some:
        for c, d in others:
            start, end = max(a, c), min(b, d)
            if end - start >= 4.0:
                found.append((start, end))
    return found


def _inner(strips: Sequence[Strip], rows: Sequence[Sequence[Word]]) -> list[Strip]:
    """The strips that have words on both sides."""
    left = min(word.left for row in rows for word in row)
    right = max(word.right for row in rows for word in row)
    return [(start, end) for start, end in strips if left < start and end < right]


def _columns(words: Sequence[Word], strips: Sequence[Strip]) -> list[list[Word]]:
    """The words between the strips; marks of a list are no column, but belong to what follows."""
    cuts = sorted((a + b) / 2 for a, b in strips if a > float("-inf") and b < float("inf"))
    edges = [float("-inf"), *cuts[:_MOST_STRIPS], float("inf")]
    columns: list[list[Word]] = []
    pending: list[Word] = []
    for start, end in pairwise(edges):
        inside = [word for word in words if start <= (word.left + word.right) / 2 < end]
        if not inside:
            continue
        column = [*pending, *inside]
        pending = []
        if all(_MARKER.fullmatch(word.text) for word in inside) and end < float("inf"):
            pending = column
        else:
            columns.append(column)
    if pending:
        columns.append(pending)
    return columns


def _levels(words: Sequence[Word], rules: Sequence[Rule]) -> list[float]:
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
    levels = sorted((2.0 * at for at, length in drawn.items() if length > 0.6 * (right - left)))
    merged: list[float] = []
    for level in levels:
        if not merged or level - merged[-1] > 4.0:
            merged.append(level)
    return merged[::-1]


def _has_common_rows(columns: Sequence[Sequence[Word]], rows: Sequence[Sequence[Word]]) -> bool:
    """Whether wider gaps run through all columns at once, and text begins in all below them."""
    bases = [max(word.base for word in row) for row in rows]
    gaps = [a - b for a, b in pairwise(bases)]
    if len(gaps) < 3:
        return False
    usual = median(gaps)
    bands: list[list[Word]] = [[*rows[0]]]
    for gap, row in zip(gaps, rows[1:], strict=True):
        if gap > _ROW_GAP * usual:
            bands.append([])
        bands[-1] += row
    members = [{id(word) for word in column} for column in columns]
    begin_together = 0
    for band in bands:
        tops = [
            max((word.base for word in band if id(word) in member), default=None)
            for member in members
        ]
        known = [top for top in tops if top is not None]
        begin_together += len(known) == len(columns) and max(known) - min(known) < 2.0
    return len(bands) >= 3 and begin_together >= 0.8 * len(bands)


def _table(columns: Sequence[Sequence[Word]], rules: Sequence[Rule], number: int) -> Drawn:
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
    levels = _levels(words, rules)
    if len(levels) < 4:
        return []
    edges = [float("inf"), *levels, float("-inf")]
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
    return low - high < _ROW_GAP * tallest
