"""Short ways to read a text and to say what came of it."""

from __future__ import annotations

from citewell.documents import Article, Block, BlockKind, Passage, Unit
from citewell.ingest.formats import read_document
from citewell.ingest.split import split
from doubles import WordEncoder


def plain(text: str) -> Article:
    return read_document("a.txt", text.encode())


def markdown(text: str) -> Article:
    return read_document("a.md", text.encode())


def outline(article: Article) -> list[str]:
    """Each block in one line: its kind, with level and marker where it has them, and its text."""
    return [f"{_kind(block)}: {block.span.of(article.text)}" for block in article.blocks]


def _kind(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"h{block.level}"
    if block.kind is BlockKind.ITEM:
        return f"item {block.level}{block.marker and ' ' + block.marker}"
    if block.kind is BlockKind.ROW:
        return "row" if block.heads else "heads"
    return "p"


def table(article: Article) -> list[dict[str, str]]:
    """Each row of the article's tables, its cells by the head of their column."""
    text = article.text
    return [
        {h.of(text): c.of(text) for h, c in zip(block.heads, block.cells, strict=True)}
        for block in article.blocks
        if block.heads
    ]


def passages(article: Article, tokens: int = 160, window: int = 256) -> list[Passage]:
    return split(article, WordEncoder().count_tokens, tokens, window)


def units(article: Article, tokens: int = 160) -> list[Unit]:
    return [unit for passage in passages(article, tokens) for unit in passage.units]


def quotes(article: Article, tokens: int = 160) -> list[str]:
    """The text of everything that can be cited."""
    return [unit.span.of(article.text) for unit in units(article, tokens)]
