"""PDF: words with their places to a text in reading order that knows its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from citewell.documents import About, Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.builder import ArticleBuilder, clean
from citewell.ingest.formats.lines import ends_as_sentence
from citewell.ingest.formats.pdf.characters import Page, Printed, open_pdf
from citewell.ingest.formats.pdf.furniture import without_furniture
from citewell.ingest.formats.pdf.grid import Drawn
from citewell.ingest.formats.pdf.hyphens import joined, words_in
from citewell.ingest.formats.pdf.layout import Reader, Text
from citewell.ingest.formats.pdf.lines import Line
from citewell.ingest.formats.pdf.paragraphs import Kind, Run, runs_of
from citewell.ingest.formats.tables import Cell, add_table, continue_table

_MOST_UNMAPPED = 0.1  # of a page's characters; above, what is read is not what is printed
_JUNK = ("untitled", "microsoft", "word", ".doc", ".tex", ".indd", ".pdf", "powerpoint")

Part = Run | Drawn


def read_pdf(name: str, data: bytes) -> Article:
    """The document in a PDF file; each of its pages is one, also those without text.

    Raises:
        DocumentUnreadable: it is damaged or protected, or it is a scan without text.
    """
    printed = open_pdf(data)
    readable = [
        page if page.unmapped <= _MOST_UNMAPPED else _emptied(page) for page in printed.pages
    ]
    notes = [*_notes(printed.pages)]
    if not any(page.words for page in readable):
        raise DocumentUnreadable(_why_empty(printed.pages))
    reader = Reader()
    laid_out = [
        [*reader.read(page, number, words)]
        for number, (page, words) in enumerate(
            zip(readable, without_furniture(readable), strict=True)
        )
    ]
    parts = [*_across_pages(_runs(laid_out))]
    builder = ArticleBuilder()
    _Writer(builder, laid_out, parts).write(len(readable))
    return builder.article(name, _about(printed), notes)


def _emptied(page: Page) -> Page:
    return Page(page.width, page.height, (), (), page.unmapped, page.has_pictures)


def _why_empty(pages: Sequence[Page]) -> str:
    count = f"{len(pages)} page" + ("s" if len(pages) != 1 else "")
    if any(page.words for page in pages):
        return f"its fonts do not tell which characters they print ({count}); print it to PDF again"
    if any(page.has_pictures for page in pages):
        return f"it is a scan without text ({count}); run text recognition (OCR) on it first"
    return f"it has no text ({count})"


def _notes(pages: Sequence[Page]) -> Iterator[str]:
    scans = [n for n, page in enumerate(pages, 1) if not page.words and page.has_pictures]
    garbled = [
        n for n, page in enumerate(pages, 1) if page.words and page.unmapped > _MOST_UNMAPPED
    ]
    if scans:
        yield f"{_numbered(scans)} without text, probably scanned: not indexed"
    if garbled:
        yield f"{_numbered(garbled)} in fonts that cannot be read: not indexed"


def _numbered(pages: Sequence[int]) -> str:
    """ "pages 1, 3-5" """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)
    return f"page{'s' if len(pages) > 1 else ''} {said}"


def _runs(laid_out: Sequence[Sequence[Text | Drawn]]) -> Iterator[Part]:
    body = _body_height(laid_out)
    for part in (part for page in laid_out for part in page):
        if isinstance(part, Drawn):
            yield part
        else:
            yield from runs_of(part.lines, body)


def _body_height(laid_out: Sequence[Sequence[Text | Drawn]]) -> float:
    """The height in which most of the text is set."""
    counted: Counter[float] = Counter()
    for line in _lines(part for page in laid_out for part in page):
        counted[round(line.height, 1)] += len(line.text)
    return counted.most_common(1)[0][0] if counted else 1.0


def _lines(parts: Iterable[Text | Drawn]) -> Iterator[Line]:
    for part in parts:
        if isinstance(part, Text):
            yield from part.lines
        else:
            yield from (line for row in part.rows for cell in row for line in cell)


def _across_pages(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, with paragraphs made whole that go on in the next column or on the next page."""
    waiting: Part | None = None
    for part in parts:
        if isinstance(waiting, Run) and isinstance(part, Run) and _goes_on(waiting, part):
            waiting.lines += part.lines
            waiting.texts += part.texts
            continue
        if waiting is not None:
            yield waiting
        waiting = part
    if waiting is not None:
        yield waiting


def _goes_on(above: Run, below: Run) -> bool:
    if above.kind is Kind.HEADING or below.kind is not Kind.PARAGRAPH:
        return False
    last, first = above.lines[-1], below.lines[0]
    is_elsewhere = first.page != last.page or first.base > last.base
    same_size = abs(first.height - last.height) < 0.08 * last.height
    begins_small = first.text[:1].islower() or (
        first.text[:1].isdigit() and not ends_as_sentence(last.text)
    )
    return is_elsewhere and same_size and begins_small and not ends_as_sentence(last.text)


class _Writer:
    """Writes the parts down, page by page."""

    def __init__(
        self,
        builder: ArticleBuilder,
        laid_out: Sequence[Sequence[Text | Drawn]],
        parts: Sequence[Part],
    ) -> None:
        self._builder = builder
        self._parts = parts
        self._known = words_in(line.text for page in laid_out for line in _lines(page))
        self._levels = _levels(parts)
        self._page = -1

    def write(self, pages: int) -> None:
        before: Part | None = None
        for part in self._parts:
            self._turn_to(part.page if isinstance(part, Drawn) else part.lines[0].page)
            if isinstance(part, Drawn):
                self._table(part, before)
            else:
                self._run(part)
            before = part
        self._turn_to(pages - 1)

    def _turn_to(self, page: int) -> None:
        while self._page < page:
            self._builder.page()
            self._page += 1

    def _run(self, run: Run) -> None:
        by_page = [
            joined([text for _, text in group], self._known)
            for _, group in groupby(
                zip(run.lines, run.texts, strict=True), key=lambda pair: pair[0].page
            )
        ]
        pages = [page for page, _ in groupby(line.page for line in run.lines)]
        if run.kind is Kind.HEADING:
            self._builder.heading(self._levels[_style(run)], " ".join(by_page))
        elif run.kind is Kind.ITEM:
            self._builder.item(1, run.marker, by_page[0], _spread(pages, by_page))
        else:
            self._builder.paragraph(by_page[0], _spread(pages, by_page))
        self._page = max(self._page, pages[-1])

    def _table(self, table: Drawn, before: Part | None) -> None:
        rows = [[self._cell(lines) for lines in row] for row in table.rows]
        if isinstance(before, Drawn) and _same_columns(before, table):
            continue_table(self._builder, rows)
            return
        # A first row in bold, above others that are not, is one of heads.
        bold = [all(line.is_bold for cell in row for line in cell) for row in table.rows]
        has_heads = bold[0] and not all(bold) and len(rows) > 1
        drawn = [
            _grouping(row, len(row), is_bold and at > 0)
            if not (at == 0 and has_heads)
            else [Cell(text, is_head=True) for text in row]
            for at, (row, is_bold) in enumerate(zip(rows, bold, strict=True))
        ]
        add_table(self._builder, drawn)

    def _cell(self, lines: Sequence[Line]) -> str:
        return joined([line.text for line in lines], self._known)


def _spread(pages: Sequence[int], texts: Sequence[str]) -> list[str]:
    """The parts on further pages, with an empty one for each page between that has none of it."""
    found: list[str] = []
    for (page, following), text in zip(pairwise(pages), texts[1:], strict=True):
        found += [""] * (following - page - 1) + [text]
    return found


def _grouping(row: Sequence[str], width: int, is_bold: bool) -> list[Cell]:
    """A row; one of which only the first cell says something, in bold, is a line across."""
    if is_bold and row[0] and not any(row[1:]):
        return [Cell(row[0], across=width)]
    return [Cell(text) for text in row]


def _same_columns(one: Drawn, other: Drawn) -> bool:
    """Whether a table on the next page is the one before, gone on."""
    if other.page != one.page + 1 or len(one.columns) != len(other.columns):
        return False
    return all(abs(a - b) < 12 for a, b in zip(one.columns, other.columns, strict=True))


def _style(run: Run) -> tuple[float, bool]:
    return round(run.lines[0].height), run.lines[0].is_bold


def _levels(parts: Iterable[Part]) -> dict[tuple[float, bool], int]:
    """The level of each way in which headings are set: the larger and bolder, the higher."""
    styles = {_style(part) for part in parts if isinstance(part, Run) and part.kind is Kind.HEADING}
    ordered = sorted(styles, reverse=True)
    return {style: min(6, level) for level, style in enumerate(ordered, start=1)}


def _about(printed: Printed) -> About:
    """What the file's properties say, where a person wrote it and not a program."""
    title, author = clean(printed.title), clean(printed.author)
    if any(junk in title.lower() for junk in _JUNK) or " " not in title:
        title = ""
    is_name = " " in author and not any(c.isdigit() for c in author) and "anonymous" not in author
    return About(title, author=author if is_name else "")
