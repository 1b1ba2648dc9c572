"""A tree of HTML elements to a document: headings, paragraphs, lists and tables, in their order.

Saved web pages, the chapters of an EPUB and what becomes of a DOCX all come through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.builder import RAISED, ArticleBuilder, clean
from citewell.ingest.formats.lines import ends_as_sentence
from citewell.ingest.formats.tables import Cell, add_table

Element = Any  # lxml is not typed
LONGEST_BOLD_HEADING = 100
LONGEST_CELL = 3000  # characters; a table with longer ones arranges a page, it tables nothing
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form header hgroup hr html legend li main nav ol option p pre"
    " section summary table tbody td tfoot th thead tr ul".split()
) | frozenset(HEADINGS)
# What is no text, and what was struck out: a dose that was deleted must not be cited.
UNREAD = frozenset(
    "script style noscript template head iframe object embed svg canvas audio video select button"
    " input textarea datalist map area del s strike".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = ("b", "strong")


def parse(text: str) -> Element | None:
    """The tree of an HTML text, however broken it is; None if there is nothing in it.

    Raises:
        DocumentUnreadable: its elements are nested so deeply that text would be lost.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        # As bytes: a text that declares an encoding of its own would be refused.
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    # The parser gives back what it has when it stops; half a document must not pass for a whole.
    fatal = parser.error_log.filter_from_fatals()
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in fatal):
        raise MemoryError
    if any("Excessive depth" in entry.message for entry in fatal):
        raise DocumentUnreadable("its parts are nested too deeply")
    return root


def is_hidden(element: Element) -> bool:
    """Whether the page does not show it."""
    if element.get("hidden") is not None:
        return True
    return _HIDDEN.search(element.get("style") or "") is not None


def tag_of(element: Element) -> str:
    """Its name in small letters, without a namespace; "" if it is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def add_markup(builder: ArticleBuilder, root: Element) -> None:
    """Write down everything below `root` that is shown."""
    _Walk(builder).walk(root)


class _Walk:
    """One pass over a tree; text is gathered until an element ends the paragraph."""

    def __init__(self, builder: ArticleBuilder) -> None:
        self._builder = builder
        self._text: list[str] = []
        self._is_bold = True  # whether all of the text gathered is
        self._bold_depth = 0
        self._heading: int | None = None
        self._last_level = 1
        self._lists: list[list[int | None]] = []  # the next number of each open list
        self._item: tuple[int, str] | None = None

    def walk(self, root: Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = tag_of(element)
            if event == "end":
                self._close(tag)
                if element is not root:
                    self._add(element.tail)
            elif tag in UNREAD or not tag or is_hidden(element):
                walker.skip_subtree()
            elif tag == "table" and not _arranges(element):
                self._flush()
                self._table(element)
                walker.skip_subtree()
            elif tag == "dl":
                self._flush()
                self._definitions(element)
                walker.skip_subtree()
            elif tag == "sup":
                self._add(raised(_text_of(element)))
                walker.skip_subtree()
            else:
                self._open(tag, element)
                self._add(element.text)
        self._flush()

    def _open(self, tag: str, element: Element) -> None:
        if tag in BLOCKS:
            self._flush()
        if tag in HEADINGS:
            self._heading = HEADINGS[tag]
        elif tag in ("ul", "menu"):
            self._lists.append([None])
        elif tag == "ol":
            self._lists.append([_number(element.get("start"), 1)])
        elif tag == "li":
            self._item = (max(1, len(self._lists)), self._marker(element))
        elif tag == "br":
            self._text.append("\n")
        elif tag in _BOLD:
            self._bold_depth += 1

    def _close(self, tag: str) -> None:
        if tag in BLOCKS:
            self._flush()
        if tag in HEADINGS:
            self._heading = None
        elif tag in ("ul", "ol", "menu") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._item = None
        elif tag in _BOLD:
            self._bold_depth = max(0, self._bold_depth - 1)

    def _marker(self, element: Element) -> str:
        if not self._lists or self._lists[-1][0] is None:
            return "•"
        number = _number(element.get("value"), self._lists[-1][0])
        self._lists[-1][0] = number + 1
        return f"{number}."

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text.replace("\n", " "))
            self._is_bold = self._is_bold and (self._bold_depth > 0 or not text.strip())

    def _flush(self) -> None:
        """What was gathered, as what it is."""
        lines = [line for part in "".join(self._text).split("\n") if (line := clean(part))]
        is_bold = self._is_bold
        self._text, self._is_bold = [], True
        if not lines:
            return
        if self._heading is not None:
            self._builder.heading(self._heading, " ".join(lines))
            self._last_level, self._item = self._heading, None
        elif self._item is not None:
            self._builder.item(*self._item, " ".join(lines))
            self._item = None
        elif is_bold and len(lines) == 1 and _is_heading(lines[0]) and not self._lists:
            self._builder.heading(min(6, self._last_level + 1), lines[0])
        else:
            self._paragraphs(lines)

    def _paragraphs(self, lines: list[str]) -> None:
        """Lines set apart by line breaks: after a colon a list, otherwise paragraphs."""
        led = False
        for line in lines:
            if led and not line.endswith(":"):
                self._builder.item(1, "", line)
            else:
                self._builder.paragraph(line)
                led = line.endswith(":") and len(lines) > 1

    def _table(self, table: Element) -> None:
        for caption in table.iterchildren("caption"):
            self._builder.paragraph(_text_of(caption))
        add_table(self._builder, [[*_cells(row)] for row in _rows(table)])

    def _definitions(self, element: Element) -> None:
        """Terms and what they mean, as rows of two cells."""
        rows: list[list[str]] = []
        term = ""
        for child in element.iter("dt", "dd"):
            text = clean(_text_of(child))
            if tag_of(child) == "dt":
                if term:
                    rows.append([term])
                term = text
            else:
                rows.append([term, text])
                term = ""
        self._builder.table([], [*rows, *([[term]] if term else [])])


def _is_heading(line: str) -> bool:
    """Whether a line that is all bold is set above what follows, not stressed within it."""
    return len(line) <= LONGEST_BOLD_HEADING and not ends_as_sentence(line)


def _number(said: str | None, otherwise: int | None) -> int:
    try:
        return int((said or "")[:9])
    except ValueError:
        return otherwise or 0


def raised(text: str) -> str:
    """Raised figures and letters as characters that are raised by themselves, if all can be."""
    stripped = text.strip()
    translated = stripped.translate(RAISED)
    is_whole = all(before != after for before, after in zip(stripped, translated, strict=True))
    return translated if is_whole else text


def _text_of(element: Element) -> str:
    """All that is shown below an element, with blanks where lines and blocks end."""
    return "".join(_pieces(element))


def _pieces(root: Element) -> Iterator[str]:
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = tag_of(element)
        if event == "end":
            if element is not root:
                yield " " if tag in BLOCKS or tag == "br" else ""
                yield element.tail or ""
        elif tag in UNREAD or not tag or is_hidden(element):
            walker.skip_subtree()
        elif tag == "sup" and element is not root:
            yield raised("".join(element.itertext()))
            walker.skip_subtree()
        else:
            yield " " if tag in BLOCKS and element is not root else ""
            yield element.text or ""


def _rows(table: Element) -> Iterator[Element]:
    """The rows of the table itself: those of its head first, of its foot last."""
    parts = {"thead": 0, "tfoot": 2}
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    yield from sorted(rows, key=lambda row: parts.get(tag_of(row.getparent()), 1))


def _cells(row: Element) -> Iterator[Cell]:
    in_head = tag_of(row.getparent()) == "thead"
    for cell in row.iterchildren("td", "th"):
        if is_hidden(cell):
            continue
        yield Cell(
            clean(_text_of(cell)),
            max(1, _number(cell.get("colspan"), 1)),
            max(1, _number(cell.get("rowspan"), 1)),
            in_head or cell.tag == "th",
        )


def _arranges(table: Element) -> bool:
    """Whether the table only arranges a page: others, or headings, or whole articles lie in it."""
    if table.get("role") in ("presentation", "none"):
        return True
    if any(element is not table for element in table.iter("table", *HEADINGS)):
        return True
    rows = list(table.iter("tr"))
    cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
    if max((len(row) for row in rows), default=0) < 2:
        return True
    return any(sum(map(len, cell.itertext())) > LONGEST_CELL for cell in cells)
