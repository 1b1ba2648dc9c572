"""Plain text: what is a heading, a list, a table, a byline, though nothing marks them."""

import pytest

from citewell.documents import About
from ingest.reading import outline, plain, table


def test_headings_stand_alone_and_do_not_end_like_sentences():
    article = plain(
        "On tea\n\nTea is dried.\n\nHow is it rolled?\n\nBy hand.\n\n"
        "The end of it all\n\nIt is sold."
    )
    assert outline(article) == [
        "h1: On tea",
        "p: Tea is dried.",
        "h2: How is it rolled?",
        "p: By hand.",
        "h2: The end of it all",
        "p: It is sold.",
    ]


@pytest.mark.parametrize(
    "line",
    ["It is dried.", "uses of it", "• Uses", f"Uses {'of it ' * 20}", "(uses)"],
    ids=["a sentence", "in small letters", "an item", "too long", "in brackets"],
)
def test_is_no_heading(line):
    article = plain(f"On tea\n\n{line}\n\nTea is dried.")
    assert [kind for kind in outline(article) if kind.startswith("h")] == ["h1: On tea"]


def test_the_last_line_is_no_heading():
    assert outline(plain("On tea\n\nTea is dried.\n\nAda Example")) == [
        "h1: On tea",
        "p: Tea is dried.",
        "p: Ada Example",
    ]


def test_headings_below_an_introduction_are_entries():
    article = plain(
        "Side effects of tea\n\nCommon ones\n\nThey include:\n\nSleeplessness\n\nIt passes."
        "\n\nTrembling\n\nIt is rare.\n\nRare effects\n\nNone is known."
    )
    assert outline(article) == [
        "h1: Side effects of tea",
        "h2: Common ones",
        "p: They include:",
        "h3: Sleeplessness",
        "p: It passes.",
        "h3: Trembling",
        "p: It is rare.",
        "h2: Rare effects",
        "p: None is known.",
    ]


def test_the_title_said_again_is_left_out():
    article = plain("On tea\n\nOn tea\n\nTea is dried.\n\nOn tea\nIt is rolled.")
    assert outline(article) == ["h1: On tea", "p: Tea is dried.", "p: It is rolled."]


@pytest.mark.parametrize(
    "marker", ["-", "*", "•", "–", "1.", "12)", "o"], ids=lambda marker: f"[{marker}]"
)
def test_bullets_and_numbers_make_items(marker):
    article = plain(f"On tea\n\nTea is dried.\n{marker} by hand\n{marker} by fire")
    assert outline(article)[2:] == [f"item 1 {marker}: by hand", f"item 1 {marker}: by fire"]


def test_a_bullet_needs_no_blank():
    assert outline(plain("On tea\n\n•by hand\n•by fire"))[1:] == [
        "item 1 •: by hand",
        "item 1 •: by fire",
    ]


@pytest.mark.parametrize("line", ["-5 °C was measured.", "1.73 m² was measured."])
def test_a_number_is_no_bullet(line):
    assert outline(plain(f"On tea\n\n{line}"))[1:] == [f"p: {line}"]


def test_wrapped_lines_are_one_paragraph():
    text = (
        "The leaves are spread on a cloth in the shade for an hour and then\n"
        "turned by hand until they are soft; after that they are rolled into\n"
        "small balls."
    )
    assert outline(plain(f"On tea\n\n{text}")) == ["h1: On tea", f"p: {text}"]


def test_short_lines_after_an_introduction_are_items():
    article = plain("On tea\n\nTea is good for:\ndrinking\nbathing\nA sentence follows it.")
    assert outline(article)[1:] == [
        "p: Tea is good for:",
        "item 1: drinking",
        "item 1: bathing",
        "p: A sentence follows it.",
    ]


def test_short_lines_without_an_introduction_are_paragraphs():
    assert outline(plain("On tea\n\nIt is dried.\nIt is rolled."))[1:] == [
        "p: It is dried.",
        "p: It is rolled.",
    ]


@pytest.mark.parametrize("gap", ["\t", "    "], ids=["tabs", "wide gaps"])
def test_columns_make_a_table(gap):
    rows = ["Leaf | Heat", "young | 80 °C", "old leaf | 95 °C"]
    article = plain("On tea\n\n" + "\n".join(row.replace(" | ", gap) for row in rows))
    assert table(article) == [
        {"Leaf": "young", "Heat": "80 °C"},
        {"Leaf": "old leaf", "Heat": "95 °C"},
    ]


def test_lines_below_capitalised_heads_make_a_table():
    article = plain("On tea\n\nThe share of each kind\nLeaf Heat\nyoung 80 °C\nold 95 °C")
    assert outline(article)[1:] == [
        "p: The share of each kind",
        "heads: Leaf Heat",
        "row: young 80 °C",
        "row: old 95 °C",
    ]
    text = article.text
    assert [[cell.of(text) for cell in block.cells] for block in article.blocks[2:]] == [
        ["Leaf", "Heat"],
        ["young", "80 °C"],
        ["old", "95 °C"],
    ]


def test_where_the_columns_are_not_plain_a_row_is_one_cell():
    article = plain("On tea\n\nLeaf Heat\nyoung leaf or bud\nold 95 °C")
    assert outline(article)[1:] == ["heads: Leaf Heat", "row: young leaf or bud", "row: old 95 °C"]


@pytest.mark.parametrize(
    ("byline", "author", "published"),
    [
        ("By Ada Example", "Ada Example", ""),
        ("Written by: Ada Example", "Ada Example", ""),
        ("Author: Ada Example, MD", "Ada Example, MD", ""),
        ("2024-03-05", "", "2024-03-05"),
        ("March 5, 2024", "", "2024-03-05"),
        ("5 March 2024", "", "2024-03-05"),
        ("Updated on 5th Mar 2024", "", "2024-03-05"),
        ("Ada Example 5 March 2024 3 Comments", "Ada Example", "2024-03-05"),
        ("2024-13-45", "", ""),
        ("Version 12 of it", "", ""),
        ("By hand the leaves are turned, one after the other, until all of them are soft", "", ""),
    ],
)
def test_a_byline_says_who_and_when(byline, author, published):
    article = plain(f"On tea\n{byline}\n\nTea is dried.\n\nIt is rolled.")
    assert article.about == About(title="On tea", author=author, published=published)


def test_a_byline_is_no_heading_and_can_be_cited():
    article = plain("On tea\n\nAda Example 5 March 2024\n\nKinds of tea\n\nTea is dried.")
    assert outline(article)[1:3] == ["p: Ada Example 5 March 2024", "h2: Kinds of tea"]


def test_a_date_further_down_is_not_the_document_s():
    text = "On tea\n\n" + "Tea is dried.\n\n" * 10 + "It was sold on March 5, 2024."
    assert plain(text).about.published == ""


def test_a_day_without_a_month_is_no_date():
    assert plain("On tea\n\nSunday 12, 2023\n\nTea is dried.").about.published == ""


def test_without_a_heading_the_file_name_is_the_title():
    assert plain("Tea is dried.").about == About(title="a")
