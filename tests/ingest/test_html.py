"""Saved web pages: the article and what the page says of it, none of what stands around it."""

import json

import pytest

from citewell.documents import About, Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import read_document
from ingest.reading import outline, quotes, table


def read(text: str, encoding: str = "utf-8") -> Article:
    return read_document("a.html", text.encode(encoding))


def body(html: str) -> Article:
    return read(f"<!doctype html><html><head><title>Tea</title></head><body>{html}</body></html>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Tea</h1><h3>Leaf</h3>", ["h1: Tea", "h3: Leaf"]),
        (
            "<p>Tea is <b>dried</b> in\n  pans.</p>It is rolled.",
            ["p: Tea is dried in pans.", "p: It is rolled."],
        ),
        ("<p><b>Doses</b></p><p>Tea.</p>", ["h2: Doses", "p: Tea."]),
        ("<p><b>Take it hot.</b></p>", ["p: Take it hot."]),
        (
            "<ul><li>one<ul><li>two</li></ul></li><li>three</ul>",
            ["item 1 •: one", "item 2 •: two", "item 1 •: three"],
        ),
        ("<ol start=3><li>one<li>two</ol>", ["item 1 3.: one", "item 1 4.: two"]),
        ("<ul><li><p>one</p><p>more</p></li></ul>", ["item 1 •: one", "p: more"]),
        (
            "<p>Uses include:<br>drink<br>dye</p>",
            ["p: Uses include:", "item 1: drink", "item 1: dye"],
        ),
        ("<p>10<sup>9</sup>/L, 4<sup>1</sup> mg, H<sub>2</sub>O</p>", ["p: 10⁹/L, 4¹ mg, H2O"]),
        ("<p>Take <del>40 mg</del> <ins>4 mg</ins>.</p>", ["p: Take 4 mg."]),
        ("<p>Take 4&nbsp;mg&#173;.</p><p> </p>", ["p: Take 4 mg."]),
        ("<p>Tea.<!-- not shown --> Hot.</p><script>x()</script>", ["p: Tea. Hot."]),
        ("<p>Tea.</p><p style='display: none'>Hidden.</p><p hidden>Hidden.</p>", ["p: Tea."]),
        (
            "<dl><dt>Adults<dd>4 mg<dt>Children<dd>2 mg</dl>",
            ["row: | Adults | 4 mg |", "row: | Children | 2 mg |"],
        ),
        ("<blockquote><p>Tea.</p></blockquote><pre>one\ntwo</pre>", ["p: Tea.", "p: one two"]),
    ],
)
def test_blocks(html, expected):
    assert outline(body(html)) == expected


def test_the_cells_of_a_table_know_their_heads():
    article = body(
        "<table><caption>Heat</caption><thead><tr><th>Leaf<th>Heat</thead>"
        "<tr><td>young<td>80 °C<tr><td>old<td></table>"
    )
    assert outline(article)[0] == "p: Heat"
    assert table(article) == [{"Leaf": "young", "Heat": "80 °C"}, {"Leaf": "old", "Heat": ""}]


def test_a_row_says_what_spans_it_and_which_group_it_is_in():
    article = body(
        "<table><tr><th rowspan=2>Medicine<th colspan=2>Dose<tr><th>Day 1<th>Later"
        "<tr><td colspan=3>Children<tr><td rowspan=2>Tea<td>1 g<td>2 g<tr><td>3 g<td>4 g"
        "<tr><td colspan=3>Adults<tr><td>Tea<td>5 g<td>6 g</table>"
    )
    assert table(article) == [
        {"": group, "Medicine": "Tea", "Dose, Day 1": first, "Dose, Later": later}
        for group, first, later in (
            ("Children", "1 g", "2 g"),
            ("Children", "3 g", "4 g"),
            ("Adults", "5 g", "6 g"),
        )
    ]


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ("<tr><td>Leaf<td>Heat<tr><td>young<td>80<tr><td>old<td>95", "heads: | Leaf | Heat |"),
        ("<tr><td>young<td>80<tr><td>old<td>95", "row: | young | 80 |"),
        ("<tr><td>Route<td>by mouth<tr><td>Leaf<td>green", "row: | Route | by mouth |"),
    ],
    ids=["names above amounts", "amounts from the first row on", "no amounts"],
)
def test_a_table_without_marked_heads(rows, heads):
    assert outline(body(f"<table>{rows}</table>"))[0] == heads


def test_a_table_that_arranges_the_page_is_none():
    article = body("<table><tr><td><a href=/>Home</a><td><h1>Tea</h1><p>It is dried.</table>")
    assert outline(article) == ["p: Home", "h1: Tea", "p: It is dried."]


AROUND = """
<header class="site-header"><a href="/">Example</a></header>
<nav><ul><li><a href="/a">Menu</a></li></ul></nav>
<div id="cookie-notice"><p>This site uses cookies.</p></div>
<div class="onetrust-banner">Accept all cookies</div>
<div class="breadcrumbs"><span>Home > Tea</span></div>
{article}
<div class="share-buttons">Share this</div>
<aside>Also read this.</aside>
<section id="comments"><article class="comment"><p>I took 400 mg.</p></article></section>
<div class="related-posts"><h2>Related</h2><p>Coffee is roasted.</p></div>
<div><a href="/1">One</a> <a href="/2">Two</a> <a href="/3">Three</a></div>
<form class="newsletter"><p>Subscribe to our letter.</p></form>
<footer><p>Copyright Example</p></footer>
"""
ARTICLE = """
<h1>Drying tea</h1><p>Tea is dried over a low fire in pans of iron that are as wide as a table.</p>
<section id="infusion-related-reactions"><h2>Reactions</h2><p>Some sneeze.</p></section>
<div class="recommended-dose"><p>Take one cup.</p></div>
"""


@pytest.mark.parametrize(
    "wrapped",
    [
        f"<main><article>{ARTICLE}<aside><p>Warning: it is hot.</p></aside></article></main>",
        f"<article>{ARTICLE}<aside><p>Warning: it is hot.</p></aside></article>",
        f'<div class="content-with-sidebar">{ARTICLE}<p>Warning: it is hot.</p></div>',
    ],
    ids=["main", "article", "neither"],
)
def test_only_the_article_is_read(wrapped):
    assert outline(body(AROUND.format(article=wrapped))) == [
        "h1: Drying tea",
        "p: Tea is dried over a low fire in pans of iron that are as wide as a table.",
        "h2: Reactions",
        "p: Some sneeze.",
        "p: Take one cup.",
        "p: Warning: it is hot.",
    ]


def test_a_page_that_is_one_form_is_read():
    assert quotes(body(f"<form id=aspnetForm>{ARTICLE}</form>"))[0].startswith("Tea is dried")


LINKED = json.dumps(
    {
        "@graph": [
            {"@type": "WebSite", "name": "Example"},
            {
                "@type": "Article",
                "headline": "Drying tea",
                "datePublished": "2024-03-05T09:00:00+01:00",
                "author": [{"name": "Ada Example"}, {"name": "Ben Example"}],
                "publisher": {"name": "Example"},
            },
        ]
    }
)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "<title>Drying tea | Example</title><meta property='og:site_name' content='Example'>",
            About("Drying tea", site="Example"),
        ),
        (
            f"<script type='application/ld+json'>{LINKED}</script>",
            About(
                "Drying tea",
                site="Example",
                author="Ada Example, Ben Example",
                published="2024-03-05",
            ),
        ),
        (
            "<meta name=citation_title content='Drying tea'>"
            "<meta name=citation_author content='Ada Example'>"
            "<meta name=citation_publication_date content='2024/03'>"
            "<meta name=citation_doi content='10.1/x'>",
            About("Drying tea", author="Ada Example", published="2024-03", doi="10.1/x"),
        ),
        (
            "<title>x</title><meta property='og:title' content='Drying tea'>"
            "<meta name=author content='Ada Example'>"
            "<meta property='article:published_time' content='2024-03-05T10:00:00Z'>",
            About("Drying tea", author="Ada Example", published="2024-03-05"),
        ),
        (
            "<title>Drying tea</title><meta name=author content=admin>"
            "<meta name=date content=soon>",
            About("Drying tea"),
        ),
        ("<script type='application/ld+json'>{broken</script>", About("Tea")),
    ],
    ids=["title", "JSON-LD", "journal", "Open Graph", "nothing of use", "broken"],
)
def test_what_the_page_says_of_itself(head, expected):
    article = read(f"<html><head>{head}</head><body><h1>Tea</h1><h1>Two</h1><p>It.</p></body>")
    assert article.about == expected


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("<meta charset=windows-1252><p>Größe – 1½</p>", "cp1252"),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"
            "<p>Größe – 1½</p>",
            "cp1252",
        ),
        ("<meta charset=shift_jis><p>Größe – 1½</p>".replace("Größe – 1½", "茶"), "shift_jis"),
        ("<meta charset=utf-8><p>Größe – 1½</p>", "utf-8"),
        ("<p>Größe – 1½</p>", "utf-16"),
        ("<meta charset=utf-8><p>It is a long text in English, says Größe.</p>", "cp1252"),
        ("<meta charset=nonsense><p>Größe – 1½</p>", "utf-8"),
        ("<?xml version='1.0' encoding='utf-8'?><html><p>Größe – 1½</p>", "utf-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares_or_has(text, encoding):
    shown = text[text.index("<p>") + 3 : text.index("</p>")]
    assert read(text, encoding).text == shown


@pytest.mark.parametrize("text", ["<html></html>", "<p> </p>", "<script>x()</script>"])
def test_a_page_without_text_is_told(text):
    with pytest.raises(DocumentUnreadable):
        read(text)


def test_elements_nested_very_deeply_are_read():
    assert quotes(body("<div>" * 240 + "Tea is dried." + "</div>" * 240)) == ["Tea is dried."]


def test_elements_nested_too_deeply_are_told():
    with pytest.raises(DocumentUnreadable, match="its parts are nested too deeply"):
        body("<div>" * 3000 + "Tea is dried." + "</div>" * 3000)
