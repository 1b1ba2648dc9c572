"""Plain text: headings are short lines of their own, blocks are set apart by blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from dateutil import parser as date_parser

from citewell.documents import About, Article, Block, BlockKind, Span
from citewell.ingest.formats.decode import decode_text
from citewell.ingest.formats.lines import (
    BULLET,
    ends_sentence,
    introduces,
    lines_of,
    paragraph_blocks,
    unwrap,
)

LONGEST_HEADING = 100
BYLINE_LINES = 8
TITLE, SECTION, ENTRY = 1, 2, 3
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}\b"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b"
)
_AUTHOR = re.compile(r"^(?:written\s+by|author|by)\s*:?\s+(?P<name>\S.{2,60})$", re.IGNORECASE)
_SIGNED = re.compile(rf"^(?P<name>[A-Z]\S+(?: [A-Z]\S+){{1,3}}),? (?:{_DATE.pattern})")
_GAP = re.compile(r"\n[ \t]*\n")


def read_plain(name: str, data: bytes) -> Article:
    """The article in a `.txt` file.

    Raises:
        DocumentUnreadable: it is no text, or blank.
    """
    text, notes = decode_text(data)
    groups = [lines for span in _groups(text) if (lines := lines_of(text, span))]
    blocks = tuple(_blocks(text, groups))
    return Article(name, text, _about(name, text, blocks), blocks, notes=notes)


def _groups(text: str) -> Iterator[Span]:
    start = 0
    for gap in _GAP.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))


def _blocks(text: str, groups: Sequence[Sequence[Span]]) -> Iterator[Block]:
    levels = _HeadingLevels(text)
    for position, group in enumerate(groups):
        lines = [line for line in group if not levels.repeats_title(line)]
        if not lines:
            continue
        is_last = position == len(groups) - 1
        # A title set twice, or a title above its byline, stands in one group with other lines.
        if position == 0 and not is_last and _looks_like_heading(text, lines[0]):
            yield levels.heading(lines[0])
            yield from paragraph_blocks(text, unwrap(text, lines[1:]))
        elif len(lines) == 1 and not is_last and _is_heading(text, position, lines[0]):
            yield levels.heading(lines[0])
        else:
            yield from paragraph_blocks(text, unwrap(text, lines))
            levels.body(lines[-1])


def _is_heading(text: str, position: int, line: Span) -> bool:
    """Whether a line by itself is a heading; a byline near the top looks like one."""
    is_byline = position < BYLINE_LINES and _DATE.search(line.of(text)) is not None
    return not is_byline and _looks_like_heading(text, line)


def _looks_like_heading(text: str, line: Span) -> bool:
    words = line.of(text)
    if len(words) > LONGEST_HEADING or BULLET.match(text, line.start, line.end):
        return False
    if ends_sentence(text, line) and not words.endswith("?"):
        return False
    return words[0].isupper() or words[0].isdigit()


class _HeadingLevels:
    """Gives headings their level, which plain text does not mark.

    The first is the title. Headings that follow an introduction ("Side effects include:") or
    another heading directly are entries below it, until one that names the topic of the title
    again (an entry, "Gastrointestinal issues", does not).
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._title: Span | None = None
        self._in_entries = False
        self._last_was_section = False
        self._introduced = False

    def repeats_title(self, line: Span) -> bool:
        """Whether the line only says the title again."""
        return self._title is not None and line.of(self._text) == self._title.of(self._text)

    def heading(self, line: Span) -> Block:
        """The heading in `line`, with its level."""
        if self._title is None:
            self._title = line
            return Block(BlockKind.HEADING, line, level=TITLE)
        question = line.of(self._text).endswith("?")
        if self._in_entries and self._names_topic(line) and not question:
            self._in_entries = False
        elif self._introduced or (self._last_was_section and question):
            self._in_entries = True
        level = ENTRY if self._in_entries else SECTION
        self._introduced = False
        self._last_was_section = level == SECTION
        return Block(BlockKind.HEADING, line, level=level)

    def body(self, last_line: Span) -> None:
        """Note that text came after the last heading, and whether it introduces a list."""
        self._introduced = introduces(self._text, last_line)
        self._last_was_section = False

    def _names_topic(self, line: Span) -> bool:
        assert self._title is not None
        return bool(_long_words(line.of(self._text)) & _long_words(self._title.of(self._text)))


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 4}


def _about(name: str, text: str, blocks: Sequence[Block]) -> About:
    """Title from the first heading; author and date where a byline near the top has them."""
    heading = next((b for b in blocks if b.kind is BlockKind.HEADING), None)
    title = heading.span.of(text) if heading else PurePosixPath(name).stem
    top = [b.span.of(text) for b in blocks[:BYLINE_LINES] if b.span.end - b.span.start < 120]
    authors = (_AUTHOR.match(line) or _SIGNED.match(line) for line in top)
    author = next((match["name"].strip() for match in authors if match), "")
    dates = (_date(match[0]) for line in top if (match := _DATE.search(line)))
    return About(title=title, author=author, published=next((d for d in dates if d), ""))


def _date(written: str) -> str:
    """The date as `YYYY-MM-DD`, or "" if it only looked like one."""
    try:
        parsed: datetime = date_parser.parse(written)
    except (ValueError, OverflowError):
        return ""
    return parsed.date().isoformat()
