"""Lines of running text: which belong together, and what kind of block each makes.

Files differ in what a line end means. In text wrapped at a width it means nothing; in text
copied from a page, where lists lose their bullets, every line is an item of its own. A line end
is taken for a wrap only where a writer who wraps would have had to break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from citewell.documents import Block, BlockKind, Span
from citewell.ingest.formats.outline import heading_in, tells_frequency, unglued
from citewell.ingest.formats.pressed import columns

BULLET = re.compile(r"[ \t]*(?P<marker>[-*+•‣◦▪·–—o](?=[ \t])|\d{1,3}[.)](?=[ \t])|•)[ \t]*")
WIDEST_WRAP = 120
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_CELL_GAP = re.compile(r"\t+| {3,}")


def lines_of(text: str, span: Span) -> list[Span]:
    """The non-blank lines of `span`, without the blanks around them."""
    found = []
    start = span.start
    for line in span.of(text).split("\n"):
        end = start + len(line)
        stripped = strip(text, Span(start, end))
        if stripped.start < stripped.end:
            found.append(stripped)
        start = end + 1
    return found


def strip(text: str, span: Span) -> Span:
    """The span without blanks at either end; an empty span at its start if it is all blank."""
    inner = span.of(text)
    left = len(inner) - len(inner.lstrip())
    if left == len(inner):
        return Span(span.start, span.start)
    return Span(span.start + left, span.start + len(inner.rstrip()))


def ends_sentence(text: str, span: Span) -> bool:
    """Whether the stretch closes with a mark that ends or introduces something."""
    return ends_as_sentence(span.of(text))


def ends_as_sentence(words: str) -> bool:
    """Whether the words close with a mark that ends or introduces something."""
    return _SENTENCE_END.search(words[-8:]) is not None


def introduces(text: str, span: Span) -> bool:
    """Whether what follows belongs to the stretch: it ends with a colon, or says how often."""
    words = span.of(text)
    return words.rstrip("*_ ").endswith((":", "：")) or tells_frequency(words)


def unwrap(text: str, lines: Sequence[Span]) -> list[Span]:
    """The lines, with those joined that were only broken to fit a width."""
    width = max((line.end - line.start for line in lines), default=0)
    starts = [0]
    if width <= WIDEST_WRAP:
        pairs = enumerate(pairwise(lines), start=1)
        starts += [at for at, (one, two) in pairs if not _is_wrap(text, one, two, width)]
    else:
        starts += range(1, len(lines))
    ends = [*starts[1:], len(lines)]
    return [
        Span(lines[a].start, lines[b - 1].end) for a, b in zip(starts, ends, strict=True) if b > a
    ]


def breaks_lines_on_purpose(lines: Sequence[Span]) -> bool:
    """Whether a line end means something in a document of these lines: who wraps text at a width
    leaves no line in ten wider than any width."""
    wide = sum(line.end - line.start > WIDEST_WRAP for line in lines)
    return wide >= 3 and wide * 10 >= len(lines)


def _is_wrap(text: str, before: Span, after: Span, width: int) -> bool:
    if ends_sentence(text, before):
        return False
    length = before.end - before.start
    next_word = after.of(text).split(None, 1)[0]
    return length >= 40 and length + 1 + len(next_word) > width - 2


def flow(text: str, lines: Sequence[Span]) -> list[Span]:
    """The lines, with those joined that make one sentence, however short they are.

    For formats in which a line end is a blank. Lines below an introduction, with bullets, or of
    which none ends a sentence are left as they are: there a writer meant the line ends.
    """
    found: list[Span] = []
    run: list[Span] = []
    led = False
    for line in lines:
        run.append(line)
        if introduces(text, line):
            led = True
        elif not ends_sentence(text, line) and not _is_hard(text, line):
            continue
        found += unwrap(text, run) if led or not _is_sentence(text, run) else _joined(run)
        run = []
    return [*found, *unwrap(text, run)]


def _joined(run: Sequence[Span]) -> list[Span]:
    return [Span(run[0].start, run[-1].end)]


def _is_sentence(text: str, run: Sequence[Span]) -> bool:
    return ends_sentence(text, run[-1]) and not any(
        BULLET.match(text, line.start, line.end) for line in run
    )


def _is_hard(text: str, line: Span) -> bool:
    """Whether Markdown breaks the line here: two blanks or a backslash at its end."""
    return text.startswith("  ", line.end) or text[line.start : line.end].endswith("\\")


def paragraph_blocks(text: str, lines: Sequence[Span], below: int | None = None) -> Iterator[Block]:
    """The blocks of a run of lines without blank lines between them, every line end meant.

    Lines that follow an introduction ("Side effects include:") and lines with a bullet are list
    items; three or more lines of which none ends a sentence are the rows of a table. With
    `below`, the level of the heading above, lines may be headings of the next level.
    """
    if _is_table(text, lines):
        yield from _table_rows(text, lines)
        return
    lines = list(unglued(text, lines))
    list_open = _List()
    for position, line in enumerate(lines):
        bullet = BULLET.match(text, line.start, line.end)
        heading = None if below is None else heading_in(text, lines, position)
        if bullet and bullet.end() < line.end:
            inner = Span(bullet.end(), line.end)
            yield Block(BlockKind.ITEM, inner, level=1, marker=bullet["marker"])
        elif introduces(text, line):
            list_open.begin()
            yield Block(BlockKind.PARAGRAPH, line)
        elif heading and below is not None:
            # "Do not take it", and below: "if you are allergic …"
            list_open.begin(if_small=True)
            yield Block(BlockKind.HEADING, heading, level=below + 1)
        elif list_open.takes(line.of(text)):
            yield Block(BlockKind.ITEM, line, level=1)
        else:
            yield Block(BlockKind.PARAGRAPH, line)


class _List:
    """Whether lines without bullets are the items of a list that was introduced."""

    def __init__(self) -> None:
        self._is_open = False
        self._small: bool | None = None
        self._all_stop = True

    def begin(self, *, if_small: bool = False) -> None:
        """A line that introduces a list, `if_small` one that goes on in small letters only."""
        self._is_open = True
        self._small = True if if_small else None
        self._all_stop = True

    def takes(self, words: str) -> bool:
        """Whether the next line is an item of the list.

        A list in small letters ends with the first line in capitals, and the other way round; one
        in capitals without full stops ends with the first sentence.
        """
        small, stops = words[0].islower(), ends_as_sentence(words)
        self._small = small if self._small is None else self._small
        self._is_open = self._is_open and small == self._small
        self._is_open = self._is_open and (self._all_stop or small or not stops)
        self._all_stop = self._all_stop and stops
        return self._is_open


def _is_table(text: str, lines: Sequence[Span]) -> bool:
    if len(lines) < 3 or any(BULLET.match(text, line.start, line.end) for line in lines):
        return False
    if all(_CELL_GAP.search(line.of(text)) for line in lines):
        return True
    if any(ends_sentence(text, line) for line in lines):
        return False
    # Short lines that are all capitalised are names below each other, not heads and cells.
    capitalised = [head_line(text, [line]) is not None for line in lines]
    return head_line(text, lines) is not None and not all(capitalised)


def head_line(text: str, lines: Sequence[Span]) -> int | None:
    """Which of the first two lines holds the column heads: short names only, all capitalised."""
    for position, line in enumerate(lines[:2]):
        words = line.of(text).split()
        if len(words) >= 2 and all(w[0].isupper() and not any(map(str.isdigit, w)) for w in words):
            return position
    return None


def _table_rows(text: str, lines: Sequence[Span]) -> Iterator[Block]:
    head = head_line(text, lines) or 0
    rows = lines[head + 1 :]
    heads, cells = _cells(text, lines[head]), [_cells(text, row) for row in rows]
    if len(heads) == 1 and all(len(each) == 1 for each in cells):
        heads, cells = columns(text, lines[head], rows) or (heads, cells)
    for line in lines[:head]:
        yield Block(BlockKind.PARAGRAPH, line)
    yield Block(BlockKind.ROW, lines[head], cells=heads)
    for row, own in zip(rows, cells, strict=True):
        yield Block(BlockKind.ROW, row, cells=own, heads=heads)


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    """The cells of a row whose columns are set apart by tabs or wide gaps; else one cell."""
    cells = []
    start = line.start
    for gap in _CELL_GAP.finditer(text, line.start, line.end):
        cells.append(Span(start, gap.start()))
        start = gap.end()
    return (*cells, Span(start, line.end))
