from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from page_doubles import (
    BEACON_ROW,
    CORPUS,
    DOSE,
    INHIBITOR,
    ITEMS,
    RECOMMENDED,
    articles,
)
from page_html import attributes, seen, seen_in, tags

from citewell.documents import About, Article, Block, BlockKind, Span
from citewell.page import render_article
from citewell.page.render_article import article_html

ARTICLES = articles()
CELLS = "inadequate response to biologics55%27%"
REVIEW = ARTICLES["baricitinib-in-practice.md"]


def open_at(name: str, quote: str) -> str:
    start = CORPUS[name].index(quote)
    return article_html(ARTICLES[name], Span(start, start + len(quote)))


@pytest.mark.parametrize(
    ("name", "quote", "read"),
    [
        ("letter.txt", DOSE, " ".join(DOSE.split())),
        ("baricitinib-in-practice.md", RECOMMENDED, RECOMMENDED),
        ("baricitinib-in-practice.md", ITEMS[1], ITEMS[1]),
        ("baricitinib-in-practice.md", INHIBITOR, INHIBITOR.replace("**", "")),
        ("baricitinib-in-practice.md", BEACON_ROW, "RA-BEACON" + CELLS),
    ],
)  # fmt: skip
def test_exactly_the_cited_words_are_highlighted(name: str, quote: str, read: str) -> None:
    assert seen_in(open_at(name, quote), "mark") == read


def test_the_paragraph_around_is_tinted_and_no_other() -> None:
    html = open_at("baricitinib-in-practice.md", RECOMMENDED)
    assert attributes(html, "p", "class").count("around") == 1
    assert "around" not in attributes(html, "li", "class")


def test_a_repeated_sentence_is_highlighted_where_it_was_cited() -> None:
    text = "Same words.\n\nSame words."
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, 11)), Block(BlockKind.PARAGRAPH, Span(13, 24)))
    html = article_html(Article("a.txt", text, About("A"), blocks), Span(13, 24))
    assert html.index("around") > html.index("Same words.")
    assert tags(html).count("mark") == 1


def test_pages_have_their_numbers() -> None:
    article = articles()["letter.txt"]
    middle = article.text.index("The authors")
    paged = replace(article, page_starts=(0, middle))
    text = seen(article_html(paged))
    assert text.index("Page 1") < text.index("Three adults") < text.index("Page 2")
    assert text.index("Page 2") < text.index("The authors call")
    assert "Page 1" not in seen(article_html(article))


def test_the_header_says_who_what_and_when() -> None:
    header = seen_in(article_html(REVIEW), "header")
    assert header.startswith("Baricitinib in practice")
    assert "Review articleexample.orgAda Example5 March 2024" in header
    assert "Original work: Example A. Baricitinib in practice. J Test Med 2024;12:1-9." in header


def test_front_matter_and_the_repeated_title_are_not_in_the_text() -> None:
    html = article_html(REVIEW)
    assert "kind:" not in seen(html)
    assert tags(html).count("h2") == 1
    assert seen(html).count("Baricitinib in practice") == 2  # in the header: title and source


def test_headings_keep_their_order_below_the_title() -> None:
    headings = [tag for tag in tags(article_html(REVIEW)) if tag in ("h2", "h3", "h4", "h5")]
    assert headings == ["h2", "h3", "h4", "h3", "h3"]


def test_lists_are_nested_and_numbered_as_written() -> None:
    html = article_html(REVIEW)
    assert seen_in(html, "ol").startswith("Pregnancy: it should not be used.Children:")
    assert "it has been studied" in seen_in(html, "ol")
    assert [value for value in attributes(html, "li", "value") if value] == ["1", "2"]


def test_a_list_may_change_its_kind_and_skip_levels() -> None:
    text = "abcdef"
    shapes = [(1, "•"), (3, "•"), (2, "1."), (1, "2."), (1, "•"), (2, "a.")]
    blocks = tuple(
        Block(BlockKind.ITEM, Span(at, at + 1), level, marker)
        for at, (level, marker) in enumerate(shapes)
    )
    html = article_html(Article("a.md", text, About("A"), blocks))
    assert seen_in(html, "li") == "abcdef"


def test_a_table_has_heads_and_rows() -> None:
    html = article_html(REVIEW)
    assert seen_in(html, "th") == "TrialPopulationACR20, 4 mgACR20, placebo"
    assert tags(html).count("tr") == 3


def test_rows_without_heads_are_a_table_of_cells() -> None:
    text = "a b"
    row = Block(BlockKind.ROW, Span(0, 3), cells=(Span(0, 1), Span(2, 3)))
    assert tags(article_html(Article("a.md", text, About("A"), (row,)))).count("td") == 2


def test_nothing_of_a_hostile_document_is_executed() -> None:
    html = article_html(ARTICLES["odd/hostile & strange.md"])
    assert not {"img", "script", "b"} & set(tags(html))
    assert "<script>window.pwned=1</script>" in seen(html)


def test_a_long_document_is_shown_around_the_cited_sentence(monkeypatch: Any) -> None:
    monkeypatch.setattr(render_article, "_MOST_BLOCKS", 10)
    text = "".join(f"p{n:02}." for n in range(100))
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(n * 4, n * 4 + 4)) for n in range(100))
    article = Article("a.txt", text, About("A"), blocks)
    html = article_html(article, blocks[50].span)
    assert seen_in(html, "mark") == "p50."
    assert tags(html).count("p") == 10 + 2 + 2  # blocks, notes, header
    assert "p00." in seen(article_html(article))
