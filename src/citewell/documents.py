"""The nouns that both journeys share: a document, its blocks, its passages and their units.

All offsets count characters (Unicode code points) of a document's `text`: for text and Markdown
the file as decoded, without byte order mark, with `\\n` line ends; for every other format the text
that its reader wrote down, which is kept with the index. `text[start:end]` is always exactly what
is meant; nothing is ever searched for again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start` included and `end` not."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a stretch of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row, without its Markdown marker.

    `level` is the heading's level (1 is the title) or the nesting of a list item (1 is
    outermost). `marker` is what the list item began with ("•", "2."). A row has `cells`, and
    `heads` are the column heads of its table: none for the row of heads itself, and spans
    without characters where a column, or the whole table, has no head.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    marker: str = ""
    cells: tuple[Span, ...] = ()
    heads: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself; "" where it does not say."""

    title: str
    kind: str = ""
    site: str = ""
    author: str = ""
    published: str = ""
    original: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One document as read: `name` is its path relative to the corpus, with `/`.

    `page_starts` are the offsets at which its pages (of slides, the slides) begin, in order,
    those without text included; empty if the format has no pages. `notes` say what a reader of
    the account should know though the document could be read ("pages 3-5 are scans …").
    """

    name: str
    text: str
    about: About
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, on which the character at `offset` stands; None if the
        format has no pages."""
        return max(1, bisect_right(self.page_starts, offset)) if self.page_starts else None


class UnitKind(StrEnum):
    """What can be cited."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is cited: a sentence, a list item or a table row.

    `lead` is the sentence that introduces it ("Side effects include:"), for items of a list.
    `cells` and `heads` are those of a table row.
    """

    kind: UnitKind
    span: Span
    lead: Span | None = None
    cells: tuple[Span, ...] = ()
    heads: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document that fits the embedding model's window, with its units.

    `order` counts the passages of the document from 0. `section` is the chain of headings
    above it, outermost first, without the title.
    """

    document: str
    order: int
    span: Span
    section: tuple[str, ...]
    units: tuple[Unit, ...]

    @property
    def id(self) -> str:
        """The name of the passage in the index."""
        return f"{self.document}#{self.order}"
