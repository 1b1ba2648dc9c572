"""Passages: what stands in one, how large it may be, and what its units know."""

import pytest

from citewell.documents import Span
from citewell.ingest.split import HEADING_TOKENS, LONGEST_UNIT, embedding_texts
from doubles import WordEncoder
from ingest.reading import markdown, passages, plain, quotes, units

ROOM = 160


def tokens(texts: list[str]) -> list[int]:
    return WordEncoder().count_tokens(texts)


def sentence(words: int, start: str = "Tea") -> str:
    """A sentence of so many tokens."""
    return f"{start} {'is ' * (words - 3)}dried."


SECTIONS = markdown(
    "Before all.\n\n# Tea\n\nIt is dried.\n\n## Leaf\n\nIt is green.\n\n### Young  *leaf*\n\n"
    "It is soft.\n\n## Trade\n\nIt is sold.\n\n# Second part\n\nIt ends."
)


def test_a_passage_never_crosses_a_heading():
    assert [(p.order, p.section, p.span.of(SECTIONS.text), p.id) for p in passages(SECTIONS)] == [
        (0, (), "Before all.", "a.md#0"),
        (1, (), "It is dried.", "a.md#1"),
        (2, ("Leaf",), "It is green.", "a.md#2"),
        (3, ("Leaf", "Young *leaf*"), "It is soft.", "a.md#3"),
        (4, ("Trade",), "It is sold.", "a.md#4"),
        (5, ("Second part",), "It ends.", "a.md#5"),
    ]


def test_sentences_share_a_passage_while_they_fit():
    article = plain(" ".join([sentence(20)] * 10))
    assert [len(p.units) for p in passages(article, tokens=64)] == [3, 3, 3, 1]
    assert [len(p.units) for p in passages(article, tokens=32)] == [1] * 10


def test_the_window_bounds_a_passage_too():
    article = plain(" ".join([sentence(20)] * 10))
    window = HEADING_TOKENS + 2 + 64
    assert passages(article, tokens=2048, window=window) == passages(article, tokens=64)


def test_a_sentence_is_never_cut_if_it_fits_the_room():
    article = plain(f"{sentence(30)} {sentence(ROOM)} {sentence(30)}")
    assert [len(p.units) for p in passages(article, tokens=ROOM)] == [1, 1, 1]


def test_a_sentence_longer_than_the_room_is_cut_at_blanks():
    article = plain(sentence(400))
    pieces = quotes(article, ROOM)
    assert " ".join(pieces) == article.text
    assert len(pieces) > 2
    assert max(tokens(pieces)) <= ROOM


@pytest.mark.parametrize("letter", ["x", "ä", "漢", "\U0001f375"])
def test_text_without_any_break_is_cut_into_pieces(letter):
    article = plain(letter * 300_000)
    pieces = quotes(article)
    assert "".join(pieces) == article.text
    assert max(map(len, pieces)) <= LONGEST_UNIT
    assert max(tokens(pieces)) <= ROOM


def test_text_without_any_full_stop_is_cut_at_blanks():
    article = plain("leaf " * 60_000)
    assert " ".join(quotes(article)) == article.text.strip()
    assert max(tokens([p.span.of(article.text) for p in passages(article)])) <= ROOM


def test_pieces_have_no_blanks_around_them():
    article = plain("leaf   " * 2000)
    assert [q for q in quotes(article) if q != q.strip()] == []


def test_no_piece_is_blank():
    article = plain(f"leaf{' ' * 5000}bud.")
    assert [q for q in quotes(article) if not q.strip()] == []


def test_items_know_the_sentence_that_introduces_them():
    article = markdown(
        "Tea is dried. It is good for:\n\n- drinking\n- bathing\n\nThat is all.\n\n- cooking"
    )
    text = article.text
    lead = Span(14, 29)
    assert lead.of(text) == "It is good for:"
    assert [(u.kind.value, u.span.of(text), u.lead) for u in units(article)] == [
        ("sentence", "Tea is dried.", None),
        ("sentence", "It is good for:", None),
        ("item", "drinking", lead),
        ("item", "bathing", lead),
        ("sentence", "That is all.", None),
        ("item", "cooking", None),
    ]


def test_an_introduction_ends_with_its_section():
    article = markdown("# Tea\n\nIt is good for:\n\n## Uses\n\n- drinking")
    assert [u.lead for u in units(article)] == [None, None]


def test_an_item_of_two_sentences_is_two_units():
    article = markdown("- It is dried. It is rolled.\n- It is sold.")
    assert [(u.kind.value, u.span.of(article.text)) for u in units(article)] == [
        ("item", "It is dried."),
        ("item", "It is rolled."),
        ("item", "It is sold."),
    ]


def test_rows_are_units_and_know_their_heads():
    article = markdown("| Leaf | Heat |\n|---|---|\n| young | 80 °C |\n| old | 95 °C |")
    text = article.text
    found = [
        (u.kind.value, [c.of(text) for c in u.cells], [h.of(text) for h in u.heads])
        for u in units(article)
    ]
    assert found == [
        ("row", ["young", "80 °C"], ["Leaf", "Heat"]),
        ("row", ["old", "95 °C"], ["Leaf", "Heat"]),
    ]


def test_heads_are_not_cited_themselves():
    article = markdown("| Leaf | Heat |\n|---|---|\n| young | 80 °C |")
    assert quotes(article) == ["| young | 80 °C |"]


UNCOUNTED = [
    pytest.param(
        "\n\n".join(f"| A | B |\n|{'-' * 40}|{'-' * 40}|\n| {n} | is dried |" for n in range(9)),
        id="heads of tables",
    ),
    pytest.param(
        "\n\n".join(f"Tea is dried.\n\n[{n}]: http://example.org/a/b/c?d={n}" for n in range(40)),
        id="definitions of links",
    ),
    pytest.param("\n".join(f"{n}. no" for n in range(100, 200)), id="numbers of items"),
    pytest.param("\n>\n".join(["> > > > > Tea is dried."] * 40), id="marks of quotes"),
]


@pytest.mark.parametrize("text", UNCOUNTED)
def test_a_passage_fits_its_room_with_all_that_stands_in_it(text):
    article = markdown(text)
    sizes = tokens([p.span.of(article.text) for p in passages(article, tokens=ROOM)])
    assert [size for size in sizes if size > ROOM] == []


# What is embedded


def embedded(article, count=None) -> list[str]:
    return embedding_texts(article, passages(article), count or WordEncoder().count_tokens)


def test_a_passage_is_embedded_below_its_title_and_headings():
    assert embedded(SECTIONS)[2:4] == [
        "Tea > Leaf\nIt is green.",
        "Tea > Leaf > Young *leaf*\nIt is soft.",
    ]


def test_headings_that_are_too_long_are_left_out_outermost_first():
    long = "leaf " * (HEADING_TOKENS + 1)
    article = markdown(f"# {long}\n\n## {long}\n\n### Bud\n\nIt is green.")
    assert embedded(article) == ["Bud\nIt is green."]


def test_one_heading_too_long_is_cut():
    article = markdown(f"# {'leaf ' * (HEADING_TOKENS + 1)}\n\nIt is green.")
    assert embedded(article) == [f"{('leaf ' * 13)[:HEADING_TOKENS]}\nIt is green."]


def test_what_is_embedded_fits_the_window():
    heading = "leaf " * (HEADING_TOKENS - 1)
    article = markdown(f"# {heading}\n\n{sentence(20)} {'Tea is dried. ' * 400}")
    assert max(tokens(embedded(article))) <= 256 - 2
