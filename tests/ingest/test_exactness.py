"""Whatever a file says, every span is exactly the characters it claims, for any text at all."""

import string
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from citewell.documents import Article, Span
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import read_document
from doubles import WordEncoder
from ingest.reading import passages, quotes

PIECES = [
    *("Tea is dried.", "It is rolled", "leaf", "Uses include:", "80 °C", "Dr. Hill", "e.g. it"),
    *("# ", "## ", "- ", "* ", "1. ", "• ", "> ", "| ", " | ", "|---|---|", "```", "===", "---"),
    *("\n", "\n\n", "\n  ", "\n    ", "\t", "   ", " ", ". ", ": ", "! ", "“", "”", "**", "\\|"),
    *("\u00a0", "\u2028", "\x0c", "\u200b", "é", "e\u0301", "\U0001f375", "<b>", "&amp;", "[a]: b"),
    *("2024-03-05", "By Ada Example", "title: x", "\r", "\x85", "漢字。", "1.73 m²"),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=300),
)
SMALL = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
FORMATS = pytest.mark.parametrize("name", ["a.txt", "a.md"])


def read(name: str, text: str) -> Article:
    """The article; a text that is refused in words is no example."""
    try:
        return read_document(name, text.encode())
    except DocumentUnreadable:
        assume(False)
        raise


def blank_or_padded(article: Article, spans: list[Span]) -> list[str]:
    """The spans that are empty, outside the text or have blanks at an end."""
    text = article.text
    return [
        f"{span}: {span.of(text)!r}"
        for span in spans
        if not 0 <= span.start < span.end <= len(text) or span.of(text) != span.of(text).strip()
    ]


def out_of_order(spans: list[Span]) -> list[tuple[Span, Span]]:
    """Neighbours of which the second begins before the first has ended."""
    return [(a, b) for a, b in pairwise(spans) if b.start < a.end]


@FORMATS
@SMALL
@given(text=TEXTS)
def test_blocks_and_units_are_exact_and_in_order(name, text):
    article = read(name, text)
    found = passages(article, tokens=32)
    units = [unit.span for passage in found for unit in passage.units]
    blocks = [block.span for block in article.blocks]
    assert blank_or_padded(article, [*blocks, *units, *(p.span for p in found)]) == []
    assert out_of_order(blocks) == []
    assert out_of_order(units) == []


@FORMATS
@SMALL
@given(text=TEXTS)
def test_a_passage_holds_its_units_and_nothing_before_or_after(name, text):
    article = read(name, text)
    found = passages(article, tokens=32)
    held = [Span(p.units[0].span.start, p.units[-1].span.end) for p in found]
    assert [p.span for p in found] == held
    assert [p.order for p in found] == list(range(len(found)))


@FORMATS
@SMALL
@given(text=TEXTS)
def test_cells_lie_in_their_rows_and_leads_before_their_items(name, text):
    article = read(name, text)
    for unit in (unit for passage in passages(article) for unit in passage.units):
        within = [unit.span.start <= c.start <= c.end <= unit.span.end for c in unit.cells]
        assert False not in within
        assert unit.lead is None or unit.lead.end <= unit.span.start
        assert [c for c in unit.cells if c.of(article.text) != c.of(article.text).strip()] == []


SENTENCES = st.builds(
    lambda words: " ".join(words).capitalize() + ".",
    st.lists(
        st.text(alphabet=string.ascii_lowercase, min_size=3, max_size=9), min_size=3, max_size=12
    ),
)
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=5), min_size=1, max_size=6)


@FORMATS
@SMALL
@given(paragraphs=PARAGRAPHS)
def test_every_sentence_can_be_cited_as_it_was_written(name, paragraphs):
    article = read(name, "\n\n".join(" ".join(sentences) for sentences in paragraphs))
    assert quotes(article) == [s for sentences in paragraphs for s in sentences]


@FORMATS
@SMALL
@given(paragraphs=PARAGRAPHS, room=st.integers(32, 64))
def test_every_passage_fits_its_room(name, paragraphs, room):
    article = read(name, "\n\n".join(" ".join(sentences) for sentences in paragraphs))
    texts = [p.span.of(article.text) for p in passages(article, tokens=room)]
    assert texts
    assert max(WordEncoder().count_tokens(texts)) <= room


@FORMATS
@SMALL
@given(text=TEXTS)
def test_line_ends_are_made_one_and_nothing_else_is_changed(name, text):
    article = read(name, text)
    assert article.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
