"""Markdown: the blocks are those of CommonMark, cut from the file as it is."""

import re

import pytest

from citewell.documents import About
from ingest.reading import markdown, outline, quotes, table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# Tea\n\n### Leaf", ["h1: Tea", "h3: Leaf"], id="with hashes"),
        pytest.param("## Tea ##\n#", ["h2: Tea"], id="closed with hashes"),
        pytest.param("# # 1 tea", ["h1: # 1 tea"], id="with a hash in it"),
        pytest.param("Tea\n===\n\nLeaf\n---", ["h1: Tea", "h2: Leaf"], id="underlined"),
        pytest.param("#Tea", ["p: #Tea"], id="without a blank it is none"),
        pytest.param("> # Tea", ["h1: Tea"], id="in a quote"),
        pytest.param("- one\n* two", ["item 1 -: one", "item 1 *: two"], id="bullets"),
        pytest.param("1. one\n2. two", ["item 1 1.: one", "item 1 2.: two"], id="numbers"),
        pytest.param(
            "- one\n  - two\n    1. three\n- four",
            ["item 1 -: one", "item 2 -: two", "item 3 1.: three", "item 1 -: four"],
            id="nested lists",
        ),
        pytest.param("- 1. one", ["item 2 1.: one"], id="two lists on one line"),
        pytest.param(
            "- one\n\n  more of it", ["item 1 -: one", "p: more of it"], id="item of two paragraphs"
        ),
        pytest.param("- one\n  and more", ["item 1 -: one\n  and more"], id="item of two lines"),
        pytest.param(
            "> Tea is dried.\n> It is rolled.",
            ["p: Tea is dried.", "p: It is rolled."],
            id="quote",
        ),
        pytest.param("> > Tea.", ["p: Tea."], id="quote in a quote"),
        pytest.param("Tea **is** `dried`.", ["p: Tea **is** `dried`."], id="marks are kept"),
        pytest.param("    Tea.", ["p: Tea."], id="indented code"),
        pytest.param("Tea.\n\n---\n\nLeaf.", ["p: Tea.", "p: Leaf."], id="a line across"),
        pytest.param("Tea.\n\n[a]: http://x.example", ["p: Tea."], id="definitions of links"),
    ],
)
def test_blocks(text, expected):
    assert outline(markdown(text)) == expected


def test_the_cells_of_a_table_know_their_heads():
    article = markdown("| Leaf | Heat |\n|---|:-:|\n| young | 80 °C |\n| old | |\n")
    assert outline(article) == [
        "heads: | Leaf | Heat |",
        "row: | young | 80 °C |",
        "row: | old | |",
    ]
    assert table(article) == [{"Leaf": "young", "Heat": "80 °C"}, {"Leaf": "old", "Heat": ""}]


def test_a_table_may_stand_without_outer_pipes():
    assert table(markdown("Leaf | Heat\n---|---\nyoung | 80 °C")) == [
        {"Leaf": "young", "Heat": "80 °C"}
    ]


def test_an_escaped_pipe_is_part_of_its_cell():
    assert table(markdown("| Leaf\\|Bud | Heat |\n|---|---|\n| a \\| b | 80 °C |")) == [
        {"Leaf\\|Bud": "a \\| b", "Heat": "80 °C"}
    ]


def test_two_tables_have_heads_of_their_own():
    article = markdown("|A|B|\n|---|---|\n|1|2|\n\n|C|D|\n|---|---|\n|3|4|")
    assert table(article) == [{"A": "1", "B": "2"}, {"C": "3", "D": "4"}]


FRONT = """\
---
title: Drying  tea
kind: review
site: example.org
author: Ada Example
date: 2024-03-05
cites: Example A. Tea. 2024.
doi: 10.1/x
tags: [a, b]
---
# A heading
"""


def test_front_matter_says_what_the_document_is():
    assert markdown(FRONT).about == About(
        title="Drying tea",
        kind="review",
        site="example.org",
        author="Ada Example",
        published="2024-03-05",
        original="Example A. Tea. 2024.",
        doi="10.1/x",
    )


def test_front_matter_is_not_part_of_the_text_that_is_cited():
    assert outline(markdown(FRONT)) == ["h1: A heading"]


@pytest.mark.parametrize("unknown", ["", "none", "not stated", "Unknown", "null"])
def test_an_unknown_author_is_none(unknown):
    assert markdown(f"---\nauthor: {unknown}\n---\n# Tea\n").about == About(title="Tea")


@pytest.mark.parametrize(
    "front",
    ["title: [broken", "title: a: b", "- a list", "\ttab: 1", "just words", "!!python/none x"],
)
def test_broken_front_matter_is_passed_over(front):
    article = markdown(f"---\n{front}\n---\n# Tea\n\nIt is dried.")
    assert (article.about, outline(article)) == (
        About(title="Tea"),
        ["h1: Tea", "p: It is dried."],
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [("## Leaf\n\n# Tea", "Tea"), ("Tea is dried.", "a"), ("## Leaf", "a")],
    ids=["the first heading of level 1", "the file name", "not a lower heading"],
)
def test_without_front_matter_the_title_is(text, title):
    assert markdown(text).about == About(title=title)


# What is lost or left over

IN_CONTAINERS = [
    pytest.param(
        "Drying tea\nby hand\n===", ["h1: Drying tea\nby hand"], id="heading of two lines"
    ),
    pytest.param("> Tea\n> ===", ["h1: Tea"], id="underlined heading in a quote"),
    pytest.param("- # Tea", ["h1: Tea"], id="heading in an item"),
    pytest.param("> - one\n> - two", ["item 1 -: one", "item 1 -: two"], id="items in a quote"),
    pytest.param("- > one", ["item 1 -: one"], id="quote in an item"),
    pytest.param("```\nx = 1\n```", ["p: x = 1"], id="fenced code"),
    pytest.param("Tea.\n\n<!-- not shown -->", ["p: Tea."], id="comment"),
    pytest.param("<!-- not shown -->\nTea.", ["p: Tea."], id="comment above"),
    pytest.param(
        "<!-- not shown --> Tea.",
        ["p: Tea."],
        id="comment before",
    ),
    pytest.param(
        "<!-- a\nb --> Tea is dried. <!-- c --> It is rolled.",
        ["p: Tea is dried.", "p: It is rolled."],
        id="comments between",
    ),
    pytest.param(
        "````\n```tea\nx = 1\n````",
        ["p: ```tea", "p: x = 1"],
        id="fence in a fence",
    ),
    pytest.param("- o one", ["item 1 -: o one"], id="item that begins with a letter"),
]


@pytest.mark.parametrize(("text", "expected"), IN_CONTAINERS)
def test_blocks_within_blocks(text, expected):
    assert outline(markdown(text)) == expected


def test_a_table_in_a_quote_has_its_own_cells_only():
    assert table(markdown("> | Leaf | Heat |\n> |---|---|\n> | young | 80 °C |")) == [
        {"Leaf": "young", "Heat": "80 °C"}
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was dried\nover a low fire\nfor an hour.", 1),
        ("The dose of\nBaricitinib is\n4 mg.", 1),
        ("It was dried.\nIt was rolled\nby hand.", 2),
        ("It was dried  \nby hand.", 2),
        ("Uses include:\nthe drink\ndye.", 3),
    ],
    ids=["short lines", "capitals and figures", "two sentences", "a hard break", "a list"],
)
def test_a_line_end_is_only_a_blank(text, expected):
    assert len(quotes(markdown(text))) == expected
    assert "".join(quotes(markdown(text))).replace("\n", "") == re.sub(" *\n", "", text)


def test_every_line_of_a_paragraph_can_be_cited():
    assert "Ada Example" in "\n".join(quotes(markdown("Ada Example\nBen Example\nCy Example")))
