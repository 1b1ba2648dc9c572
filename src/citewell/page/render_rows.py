"""Cited table rows as a small table with its heads, instead of a line of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citewell.answering.answer import Statement
from citewell.documents import Article, Block, BlockKind, Span
from citewell.page import words
from citewell.page.inline import Light, is_markdown, to_html

POINT = 'strong class="point"'  # the words that answer


def rows_of(article: Article) -> dict[tuple[int, int], Block]:
    """The rows of tables that have heads, by where they stand: what a citation may name."""
    return {
        (block.span.start, block.span.end): block
        for block in article.blocks
        if block.kind is BlockKind.ROW
        and len(block.cells) > 1
        and any(head.start < head.end for head in block.heads)
    }


def table_of(article: Article, rows: Sequence[tuple[Statement, Block, str]]) -> str:
    """The rows, which share their heads, as a table; each ends in its mark (HTML)."""
    heads = "".join(f"<th>{_cell(article, head)}</th>" for head in rows[0][1].heads)
    body = "".join(
        f"<tr>{''.join(_cells(article, said, row))}<td>{mark}</td></tr>" for said, row, mark in rows
    )
    # The frame scrolls, so whoever has only a keyboard must be able to focus it.
    return (
        f'<div class="table" tabindex="0"><table><thead><tr>{heads}'
        f'<th><span class="hidden-label">{words.CITED}</span></th></tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cells(article: Article, said: Statement, row: Block) -> Iterator[str]:
    """The cells as the document has them. What answers is lit in them where the statement,
    which names the cells in the same order, has them unchanged."""
    at = 0
    for number, cell in enumerate(row.cells):
        text = cell.of(article.text)
        found = said.text.find(text, at) if text.strip() else -1
        lit = []
        if found >= 0:
            at = found + len(text)
            lit = [
                Light(Span(start - found + cell.start, end - found + cell.start), POINT)
                for start, end in _overlaps(said.emphasis, Span(found, at))
            ]
        tag = "th" if number == 0 else "td"
        yield f"<{tag}>{_cell(article, cell, lit)}</{tag}>"


def _overlaps(spans: Sequence[Span], within: Span) -> Iterator[tuple[int, int]]:
    for span in spans:
        if span.overlaps(within):
            yield max(span.start, within.start), min(span.end, within.end)


def _cell(article: Article, cell: Span, lit: Sequence[Light] = ()) -> str:
    return to_html(article.text, cell, markdown=is_markdown(article.name), lit=lit)
