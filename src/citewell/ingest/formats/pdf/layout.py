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
from citewell.ingest.formats.pdf.grid import ROW_GAP, Drawn, levels, table_of
from citewell.ingest.formats.pdf.lines import Line, lines_of_words, rows_of

Strip = tuple[float, float]  # where a white strip begins and ends, from left to right

_NARROWEST = 0.85  # of the height of the words: the narrowest strip that divides
_MARKER = re.compile(r"[-*+•‣◦▪·–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]?|\[\d{1,3}\]")
_LEAST_LINES = 4  # of a column of running text
_LEAST_LETTERS = 18  # of its usual line
_FILLED = 0.6  # of the column's width, by its usual line
_MOST_STRIPS = 20


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of running text in one column."""

    lines: tuple[Line, ...]


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
                yield table_of(columns, rules, number)
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
        if len(levels(words, rules)) >= 3 or _has_common_rows(columns, rows):
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
    reach: Strip = (0.0, 0.0)  # from the first word of the run to its last
    for row in rows_of(words):
        own = _strips(row)
        is_whole = len(own) == 2
        if run and strips:
            common = _common(strips, own)
            wider = (min(reach[0], own[0][1]), max(reach[1], own[-1][0]))
            kept = _inner(common, wider)
            lost = len(_inner(strips, reach)) - len(kept)
            if kept and (lost <= 0 or not (is_whole or len(run) > 1)):
                run.append(row)
                strips, reach = common, wider
                continue
        if run:
            yield run, strips
        run, strips, reach = [row], [] if is_whole else own, (own[0][1], own[-1][0])
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


def _inner(strips: Sequence[Strip], reach: Strip) -> list[Strip]:
    """The strips that have words on both sides."""
    return [(start, end) for start, end in strips if reach[0] < start and end < reach[1]]


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


def _has_common_rows(columns: Sequence[Sequence[Word]], rows: Sequence[Sequence[Word]]) -> bool:
    """Whether wider gaps run through all columns at once, and text begins in all below them."""
    bases = [max(word.base for word in row) for row in rows]
    gaps = [a - b for a, b in pairwise(bases)]
    if len(gaps) < 3:
        return False
    usual = median(gaps)
    bands: list[list[Word]] = [[*rows[0]]]
    for gap, row in zip(gaps, rows[1:], strict=True):
        if gap > ROW_GAP * usual:
            bands.append([])
        bands[-1] += row
    members = [{id(word) for word in column} for column in columns]
    together = as_long = 0
    for band in bands:
        heights = [{round(w.base) for w in band if id(w) in member} for member in members]
        if all(heights):
            tops = [max(of) for of in heights]
            together += max(tops) - min(tops) < 2.0
            as_long += len({len(of) for of in heights}) == 1 and len(heights[0]) > 2
    # Long paragraphs that are each as long as their neighbour are a coincidence, and no rows.
    return len(bands) >= 3 and together >= 0.8 * len(bands) and as_long < 0.7 * together
