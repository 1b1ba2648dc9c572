"""Markdown: markdown-it finds the blocks and their lines, the spans are cut from those lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from citewell.documents import About, Article, Block, BlockKind, Span
from citewell.ingest.formats.decode import decode_text
from citewell.ingest.formats.lines import (
    breaks_lines_on_purpose,
    flow,
    lines_of,
    paragraph_blocks,
    strip,
    unwrap,
)

# What may stand before the text of a line: the marks of block quotes and of list items.
_MARKS = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
_QUOTE_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)*")
_HASHES = re.compile(r"#{1,6}[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")


def read_markdown(name: str, data: bytes) -> Article:
    """The article in a `.md` file; its front matter says what it is.

    Raises:
        DocumentUnreadable: it is no text, or blank.
    """
    text, notes = decode_text(data)
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    parser.core.ruler.disable("inline")  # only the blocks are wanted
    tokens = parser.parse(text)
    blocks = tuple(_Walk(text, tokens).blocks())
    return Article(name, text, _about(name, text, tokens, blocks), blocks, notes=notes)


class _Walk:
    """One pass over the tokens, with the offsets at which the lines of the text begin."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        running = [t for t in tokens if t.type == "paragraph_open"]
        self._paragraphs = {id(token): self._content_lines(token) for token in running}
        lines = [line for some in self._paragraphs.values() for line in some]
        self._breaks_on_purpose = breaks_lines_on_purpose(lines)
        self._level = 1

    def blocks(self) -> Iterator[Block]:
        """The blocks of the text, in order."""
        tokens = self._tokens
        depth, marker, at_item_start = 0, "", False
        heads: tuple[Span, ...] = ()
        for position, token in enumerate(tokens):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                depth -= 1
            elif token.type == "list_item_open":
                marker = token.info + token.markup
                at_item_start = True
            elif token.type == "heading_open":
                yield from self._heading(token)
            elif token.type == "paragraph_open":
                if depth and at_item_start:
                    yield Block(BlockKind.ITEM, self._item(token), level=depth, marker=marker)
                    at_item_start = False
                else:
                    yield from self._running(self._paragraphs[id(token)])
            elif token.type == "html_block":
                yield from self._running([*self._beside_comments(token)])
            elif token.type == "code_block":
                yield from self._verbatim(self._content_lines(token))
            elif token.type == "fence":
                yield from self._verbatim(self._inside_fence(token))
            elif token.type == "tr_open":
                row = self._row(self._row_number(tokens, position), heads)
                yield row
                heads = heads or row.cells
            elif token.type == "table_close":
                heads = ()

    def _running(self, lines: Sequence[Span]) -> Iterator[Block]:
        """Running text. In Markdown a line end is a blank, but not every file keeps to that."""
        if self._breaks_on_purpose:
            yield from paragraph_blocks(self._text, lines, below=self._level)
        else:
            yield from paragraph_blocks(self._text, flow(self._text, lines))

    def _verbatim(self, lines: Sequence[Span]) -> Iterator[Block]:
        """Text set as code, in which nothing but a width breaks a line."""
        yield from paragraph_blocks(self._text, unwrap(self._text, lines))

    def _line(self, number: int) -> Span:
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(self._text)
        return Span(self._starts[number], max(end, self._starts[number]))

    def _lines(self, token: Token) -> Span:
        first, after = token.map or (0, 0)
        return Span(self._line(first).start, self._line(max(first, after - 1)).end)

    def _content_lines(self, token: Token) -> list[Span]:
        """The lines of a paragraph without the marks of a block quote around it."""
        found = []
        for line in lines_of(self._text, self._lines(token)):
            marks = _QUOTE_MARKS.match(self._text, line.start, line.end)
            inner = strip(self._text, Span(marks.end() if marks else line.start, line.end))
            if inner.start < inner.end:
                found.append(inner)
        return found

    def _beside_comments(self, token: Token) -> Iterator[Span]:
        """The lines of a block of HTML, without its comments."""
        whole = self._lines(token)
        start = whole.start
        for comment in _COMMENT.finditer(self._text, whole.start, whole.end):
            yield from lines_of(self._text, Span(start, comment.start()))
            start = comment.end()
        yield from lines_of(self._text, Span(start, whole.end))

    def _inside_fence(self, token: Token) -> list[Span]:
        """The lines of a block of code without those that open and close it."""
        lines = self._content_lines(token)
        is_closed = len(lines) > 1 and lines[-1].of(self._text).startswith(token.markup)
        return lines[1:-1] if is_closed else lines[1:]

    def _heading(self, token: Token) -> Iterator[Block]:
        first, after = token.map or (0, 1)
        is_underlined = token.markup in ("=", "-")
        line = self._line(first)
        end = self._line(after - 2 if is_underlined else first).end
        start = self._after_marks(line)
        if not is_underlined:
            hashes = _HASHES.match(self._text, start, end)
            start = hashes.end() if hashes else start
            closing = _CLOSING_HASHES.search(self._text[start:end])
            end = start + closing.start() if closing else end
        span = strip(self._text, Span(start, max(start, end)))
        if span.start < span.end:
            self._level = int(token.tag[1])
            yield Block(BlockKind.HEADING, span, level=self._level)

    def _item(self, token: Token) -> Span:
        """The text of a list item: from after its marker to the end of its first paragraph."""
        span = strip(self._text, self._lines(token))
        return Span(min(self._after_marks(span), span.end), span.end)

    def _after_marks(self, line: Span) -> int:
        marks = _MARKS.match(self._text, line.start, line.end)
        return marks.end() if marks and marks.end() < line.end else line.start

    def _row(self, number: int, heads: tuple[Span, ...]) -> Block:
        line = self._line(number)
        line = strip(self._text, Span(self._after_marks(line), line.end))
        cuts = [match.start() for match in _PIPE.finditer(self._text, line.start, line.end)]
        edges = sorted({line.start - 1, *cuts, line.end})
        if cuts and cuts[0] == line.start:
            edges = edges[1:]
        if cuts and cuts[-1] == line.end - 1:
            edges = edges[:-1]
        pairs = pairwise(edges)
        cells = tuple(strip(self._text, Span(a + 1, b)) for a, b in pairs)
        return Block(BlockKind.ROW, line, cells=cells, heads=heads)

    @staticmethod
    def _row_number(tokens: Sequence[Token], position: int) -> int:
        """The line of a table row: its own, or that of its first cell's text."""
        while position < len(tokens) - 1 and not tokens[position].map:
            position += 1
        return (tokens[position].map or [0])[0]


def _about(name: str, text: str, tokens: Sequence[Token], blocks: Sequence[Block]) -> About:
    front = next((token for token in tokens if token.type == "front_matter"), None)
    fields = _front_matter(front.content if front else "")
    heading = next((b for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), None)
    title = fields.get("title") or (heading.span.of(text) if heading else "")
    return About(
        title=title or PurePosixPath(name).stem,
        kind=fields.get("kind", ""),
        site=fields.get("site") or fields.get("publisher", ""),
        author=fields.get("author", ""),
        published=fields.get("date", ""),
        original=fields.get("cites") or fields.get("original", ""),
        doi=fields.get("doi", ""),
    )


def _front_matter(content: str) -> dict[str, str]:
    """The fields as strings; none if it is not YAML, since the text below is what matters."""
    try:
        # An alias may stand for ever more aliases, which as a string would fill the memory.
        if "*" in content and any(
            isinstance(event, yaml.AliasEvent) for event in yaml.parse(content, yaml.SafeLoader)
        ):
            return {}
        fields: Any = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(fields, dict):
        return {}
    # An author who is "not stated" is no author.
    unknown = ("", "none", "not stated", "unknown")
    texts = {str(key): " ".join(str(value).split()) for key, value in fields.items()}
    return {key: value for key, value in texts.items() if value.lower() not in unknown}
