"""A document as an article to read, with the cited sentence highlighted where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from citewell.documents import About, Article, Block, BlockKind, Span
from citewell.page import words
from citewell.page.files import address_of_file
from citewell.page.inline import Light, is_markdown, safe, to_html

# More blocks than this make a browser slow; of a longer document the part around the cited
# sentence is shown.
_MOST_BLOCKS = 3000
_CITED = 'mark class="cited" tabindex="-1"'
_ALSO = 'mark class="also"'


def article_html(
    article: Article, cited: Span | None = None, also: Sequence[Span] = (), note: str = ""
) -> str:
    """The whole document; `cited` is highlighted and its surrounding paragraph tinted.

    `also` are the other sentences that the same answer cites, marked faintly.
    """
    page = _Page(article, cited, [span for span in also if not cited or not span.overlaps(cited)])
    before, shown, after = _window(_without_title(article), cited)
    body = "".join(page.blocks(shown))
    remark = f'<p class="remark" role="status">{safe(note)}</p>' if note else ""
    return (
        f'<article class="document" aria-labelledby="reading-title">'
        f"{header_html(article.about, article.name)}{remark}"
        f'<div class="body">{_cut_note(before, words.CUT_BEFORE)}{body}'
        f"{_cut_note(after, words.CUT_AFTER)}</div></article>"
    )


def header_html(about: About, name: str) -> str:
    """What the document says of itself: title, kind, site, author, date, original work."""
    published = words.day(about.published) or words.NO_DATE
    said = (words.sentence_case(about.kind), about.site, about.author, published)
    facts = "".join(f"<span>{safe(fact)}</span>" for fact in said if fact)
    original = ""
    if about.original or about.doi:
        doi = f" doi:{safe(about.doi)}" if about.doi and about.doi not in about.original else ""
        original = f'<p class="original">{words.ORIGINAL}: {safe(about.original)}{doi}</p>'
    return (
        f'<header><h2 id="reading-title" tabindex="-1">{safe(about.title)}</h2>'
        f'<p class="facts">{facts}</p>{original}'
        f'<p class="file">{safe(name)} <a href="{address_of_file(name)}" target="_blank" '
        f'rel="noopener">{words.OPEN_FILE}</a></p></header>'
    )


class _Page:
    """The blocks of one document as HTML, with the same spans lit in all of them."""

    def __init__(self, article: Article, cited: Span | None, also: Sequence[Span]) -> None:
        self._text = article.text
        self._page_of = article.page_of
        self._markdown = is_markdown(article.name)
        self._cited = cited
        self._lit = [Light(span, _ALSO) for span in also]
        if cited:
            self._lit.append(Light(cited, _CITED))

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The blocks as HTML, each page under its number if the document has pages."""
        for page, on_page in groupby(blocks, key=lambda block: self._page_of(block.span.start)):
            if page is not None:
                yield f'<p class="page">{words.PAGE.format(number=page)}</p>'
            yield from self._of_a_page([*on_page])

    def _of_a_page(self, blocks: Sequence[Block]) -> Iterator[str]:
        for kind, group in groupby(blocks, key=lambda block: block.kind):
            if kind is BlockKind.ITEM:
                yield self._list([*group])
            elif kind is BlockKind.ROW:
                yield from self._tables([*group])
            else:
                yield from (self._paragraph(block) for block in group)

    def _inline(self, span: Span) -> str:
        return to_html(self._text, span, markdown=self._markdown, lit=self._lit)

    def _around(self, block: Block) -> str:
        is_around = self._cited is not None and block.span.overlaps(self._cited)
        return ' class="around"' if is_around else ""

    def _paragraph(self, block: Block) -> str:
        # The document's title is h2 here, below the page's own h1.
        level = min(6, max(3, block.level + 1))
        tag = f"h{level}" if block.kind is BlockKind.HEADING else "p"
        return f"<{tag}{self._around(block)}>{self._inline(block.span)}</{tag}>"

    def _list(self, items: Sequence[Block]) -> str:
        """The items as nested lists; a level that is skipped opens only one list."""
        html: list[str] = []
        open_lists: list[tuple[int, str]] = []
        for item in items:
            tag = "ol" if item.marker[:1].isalnum() else "ul"
            while open_lists and open_lists[-1][0] > item.level:
                html.append(f"</li></{open_lists.pop()[1]}>")
            if open_lists and open_lists[-1] == (item.level, tag):
                html.append("</li>")
            else:
                if open_lists and open_lists[-1][0] == item.level:
                    html.append(f"</li></{open_lists.pop()[1]}>")
                html.append(f"<{tag}>")
                open_lists.append((item.level, tag))
            html.append(f"<li{_value(item.marker)}{self._around(item)}>{self._inline(item.span)}")
        html.extend(f"</li></{tag}>" for _, tag in reversed(open_lists))
        return "".join(html)

    def _tables(self, rows: Sequence[Block]) -> Iterator[str]:
        """One table for each row of heads; rows that come without one make a table too."""
        table: list[str] = []
        for row in rows:
            is_head = not row.heads
            if is_head and table:
                yield _table(table)
                table = []
            table.append(self._row(row, "th" if is_head and len(rows) > 1 else "td"))
        yield _table(table)

    def _row(self, row: Block, tag: str) -> str:
        cells = row.cells or (row.span,)
        html = "".join(f"<{tag}>{self._inline(cell)}</{tag}>" for cell in cells)
        return f"<tr{self._around(row)}>{html}</tr>"


def _table(rows: Sequence[str]) -> str:
    # Tables scroll by themselves, so that a wide one does not widen the page; whoever has only
    # a keyboard can reach what is cut off because the frame takes the focus.
    return f'<div class="table" tabindex="0"><table>{"".join(rows)}</table></div>'


def _value(marker: str) -> str:
    number = marker.rstrip(".)")
    return f' value="{int(number)}"' if number.isdecimal() and len(number) < 7 else ""


def _without_title(article: Article) -> Sequence[Block]:
    """The blocks below the title, if the document begins with the title its header shows."""
    blocks = article.blocks
    if not blocks or blocks[0].kind is not BlockKind.HEADING:
        return blocks
    heading = " ".join(blocks[0].span.of(article.text).split())
    return blocks[1:] if heading == " ".join(article.about.title.split()) else blocks


def _window(blocks: Sequence[Block], cited: Span | None) -> tuple[bool, Sequence[Block], bool]:
    """The blocks to show, and whether some before and after them are left out."""
    if len(blocks) <= _MOST_BLOCKS:
        return False, blocks, False
    hits = (at for at, block in enumerate(blocks) if cited and block.span.overlaps(cited))
    start = max(0, min(next(hits, 0) - _MOST_BLOCKS // 2, len(blocks) - _MOST_BLOCKS))
    end = start + _MOST_BLOCKS
    return start > 0, blocks[start:end], end < len(blocks)


def _cut_note(is_cut: bool, line: str) -> str:
    return f'<p class="remark">{line}</p>' if is_cut else ""
