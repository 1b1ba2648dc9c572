"""Writes the text of a document and notes what each stretch of it is, in one pass.

For formats whose file is no text (PDF, DOCX, HTML): the text that is written here is the document
from then on. Every span is taken while its characters are written, so none can be wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from citewell.documents import About, Article, Block, BlockKind, Span

_BLANKS = re.compile(r"\s+")
# Raised figures stay apart from the figure before them: "10⁹", not "109"; "4 mg¹", not "4 mg1".
RAISED = str.maketrans(
    "0123456789+-−()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)


def clean(text: str) -> str:
    """The text on one line, without characters that show nothing: controls, soft hyphens."""
    return _BLANKS.sub(" ", shown(text)).strip()


def shown(text: str) -> str:
    """The text without characters that show nothing."""
    return "".join(c for c in text if c.isspace() or not _shows_nothing(c))


def _shows_nothing(character: str) -> bool:
    if character in "\u00ad\u200b\u2060\ufeff":
        return True
    # Cs are halves of characters, which no file can hold; Cn are no characters.
    return unicodedata.category(character) in ("Cc", "Cs", "Cn")


class ArticleBuilder:
    """The text so far and its blocks. Blocks without any visible character are left out."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._page_starts: list[int] = []
        self._heads: tuple[Span, ...] = ()  # of the table that was written last

    @property
    def blocks(self) -> Sequence[Block]:
        """What was written so far."""
        return self._blocks

    def page(self) -> None:
        """A new page begins here."""
        self._page_starts.append(self._length)

    def heading(self, level: int, text: str) -> None:
        """A heading; level 1 is the title."""
        if span := self._write(clean(text), "\n\n"):
            self._blocks.append(Block(BlockKind.HEADING, span, level=level))

    def paragraph(self, text: str, on_next_pages: Sequence[str] = ()) -> None:
        """A paragraph; `on_next_pages` is how it goes on, on each page after this one."""
        if span := self._goes_on(self._write(clean(text), "\n\n"), on_next_pages):
            self._blocks.append(Block(BlockKind.PARAGRAPH, span))

    def item(self, level: int, marker: str, text: str, on_next_pages: Sequence[str] = ()) -> None:
        """An item of a list; `marker` is what it began with ("•", "2.")."""
        follows = bool(self._blocks) and self._blocks[-1].kind is BlockKind.ITEM
        span = self._write(clean(text), "\n" if follows else "\n\n", f"{marker or '•'} ")
        if span := self._goes_on(span, on_next_pages):
            self._blocks.append(Block(BlockKind.ITEM, span, level=level, marker=marker))

    def _goes_on(self, span: Span | None, on_next_pages: Sequence[str]) -> Span | None:
        for part in on_next_pages:
            # A word that is broken across pages keeps its hyphen.
            separator = "" if self._ends_in_hyphen() else " "
            if separator and clean(part):
                self._append(separator)
            self.page()
            added = self._write(clean(part), "")
            span = Span(span.start, added.end) if span and added else span or added
        return span

    def _ends_in_hyphen(self) -> bool:
        return bool(self._parts) and self._parts[-1].endswith("-")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table: the heads of its columns (none if it has no heads), and its rows."""
        self._heads = ()
        separator = "\n\n"
        if any(clean(head) for head in heads):
            row = self._row(heads, separator)
            self._blocks.append(Block(BlockKind.ROW, row[0], cells=row[1]))
            self._heads, separator = row[1], "\n"
        self._rows(rows, separator)

    def more_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Further rows of the table that was written last, on another page."""
        self._rows(rows, "\n")

    def heads_of_last_table(self) -> list[str]:
        """What the heads of the table say that was written last."""
        text = "".join(self._parts)
        return [head.of(text) for head in self._heads]

    def _rows(self, rows: Sequence[Sequence[str]], separator: str) -> None:
        for cells in rows:
            if not any(clean(cell) for cell in cells):
                continue
            span, spans = self._row(cells, separator)
            separator = "\n"
            missing = (Span(span.start, span.start),) * max(0, len(spans) - len(self._heads))
            known = self._heads[: len(spans)] + missing
            self._blocks.append(Block(BlockKind.ROW, span, cells=spans, heads=known))

    def _row(self, cells: Sequence[str], separator: str) -> tuple[Span, tuple[Span, ...]]:
        """One row as `| cell | cell |`."""
        self._separate(separator)
        start = self._length
        self._append("|")
        spans = []
        for cell in map(clean, cells):
            self._append(" ")
            spans.append(Span(self._length, self._length + len(cell)))
            self._append(f"{cell} |" if cell else "|")
        return Span(start, self._length), tuple(spans)

    def _write(self, text: str, separator: str, before: str = "") -> Span | None:
        if not text:
            return None
        self._separate(separator)
        self._append(before)
        span = Span(self._length, self._length + len(text))
        self._append(text)
        return span

    def _separate(self, separator: str) -> None:
        if self._length:
            self._append(separator)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def article(self, name: str, about: About | None = None, notes: Sequence[str] = ()) -> Article:
        """The document. Without a title of its own it has its first heading's, or its name's."""
        text = "".join(self._parts)
        said = about or About("")
        if not said.title:
            headings = [b for b in self._blocks if b.kind is BlockKind.HEADING]
            first = min(headings, key=lambda b: b.level, default=None)
            title = first.span.of(text) if first else PurePosixPath(name).stem
            said = About(title, said.kind, said.site, said.author, said.published)
        return Article(
            name, text, said, tuple(self._blocks), tuple(self._page_starts), tuple(notes)
        )
