"""In every format every span is exactly what it claims, and whatever bytes come, nothing breaks."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from citewell.documents import Article, Span
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import FORMATS, read_document
from ingest.reading import passages
from ingest.written import (
    bullets,
    changed,
    docx,
    docx_table,
    drawn_table,
    epub,
    heading,
    paragraph,
    pdf,
    pptx,
    title,
)

SMALL = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def word_file(document) -> None:
    document.add_heading("Drying tea", 0)
    document.add_paragraph("Tea is dried in pans. It is rolled.")
    document.add_paragraph("one", style="List Bullet")
    docx_table(document, [["Leaf", "Heat"], ["young", "80 °C"]])


def slides(deck) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Drying tea"
    slide.placeholders[1].text_frame.text = "Tea is dried in pans. It is rolled."


PAGE = (
    "<!doctype html><html><head><title>Drying tea</title></head><body><main><h1>Drying tea</h1>"
    "<p>Tea is dried in pans. It is rolled.<ul><li>one<li>two</ul>"
    "<table><tr><th>Leaf<th>Heat<tr><td>young<td>80 °C</table></main></body></html>"
)
EXAMPLES = {
    "a.md": b"# Drying tea\n\nTea is dried in pans. It is rolled.\n\n|A|B|\n|-|-|\n|1|2|\n",
    "a.txt": b"Drying tea\n\nTea is dried in pans. It is rolled.\n",
    "a.html": PAGE.encode(),
    "a.docx": docx(word_file),
    "a.pptx": pptx(slides),
    "a.epub": epub("<h1>Drying tea</h1><p>Tea is dried in pans. It is rolled.</p>"),
    "a.pdf": pdf(
        title("Drying tea"),
        heading("Pans"),
        paragraph("Tea is dried in pans. It is rolled."),
        bullets("one", "two"),
        drawn_table([["Leaf", "Heat"], ["young", "80 °C"], ["old", "95 °C"]], [90, 90], True),
    ),
}
EVERY = pytest.mark.parametrize("name", EXAMPLES)


def wrong(article: Article) -> list[str]:
    """What is empty, outside the text, padded with blanks or out of order."""
    text = article.text
    found = passages(article, tokens=32)
    units = [unit.span for passage in found for unit in passage.units]
    blocks = [block.span for block in article.blocks]
    spans = [*blocks, *units, *(passage.span for passage in found)]
    bad = [
        f"{s}: {s.of(text)!r}" for s in spans if not s.of(text) or s.of(text) != s.of(text).strip()
    ]
    bad += [f"{s} ends outside" for s in spans if not 0 <= s.start < s.end <= len(text)]
    bad += [f"{a}, {b}" for row in (blocks, units) for a, b in pairwise(row) if b.start < a.end]
    for block in article.blocks:
        within = [Span(c.start, c.end) for c in block.cells]
        bad += [
            f"cell {c}"
            for c in within
            if not block.span.start <= c.start <= c.end <= block.span.end
        ]
        bad += [f"cell {c}" for c in within if c.of(text) != c.of(text).strip()]
    starts = article.page_starts
    bad += [f"page {a} {b}" for a, b in pairwise(starts) if a > b]
    bad += [f"page {start}" for start in starts if not 0 <= start <= len(text)]
    text.encode()  # a text with halves of characters could not be stored
    return bad


def wrong_or_refused(name: str, data: bytes) -> list[str]:
    """What is wrong with the document; nothing if it is refused with a reason."""
    try:
        return wrong(read_document(name, data))
    except DocumentUnreadable as refused:
        return [] if refused.reason else ["refused without a reason"]


def test_there_is_an_example_of_every_format():
    endings = {ending for known in FORMATS.values() for ending in known.endings[:1]}
    assert {f".{name.split('.')[1]}" for name in EXAMPLES} == endings


@EVERY
def test_every_format_reads_the_same_sentences_exactly(name):
    article = read_document(name, EXAMPLES[name])
    assert wrong(article) == []
    quotes = [u.span.of(article.text) for p in passages(article) for u in p.units]
    assert quotes[:2] == ["Tea is dried in pans.", "It is rolled."]
    assert article.about.title in ("Drying tea", "Tea through the year")


@EVERY
@SMALL
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(name, data):
    assert wrong_or_refused(name, data) == []


@EVERY
@SMALL
@given(places=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=6))
def test_any_damage_is_read_or_refused_in_words(name, places):
    data = bytearray(EXAMPLES[name])
    for place, put in places:
        at = int(place * len(data))
        data[at : at + len(put)] = put
    assert wrong_or_refused(name, bytes(data)) == []


TAGS = ["p", "div", "b", "ul", "li", "ol", "table", "tr", "td", "th", "dl", "dt", "dd", "h1", "h3"]
TAGS += ["sup", "br", "nav", "article", "span", "del", "a href=x", "td colspan=3", "th rowspan=2"]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS]),
    st.sampled_from([f"</{tag.split()[0]}>" for tag in TAGS]),
    st.sampled_from(["Tea is dried.", " ", "4 mg", "&nbsp;", "\n", "&#x200b;", "&#xad;", "é", ":"]),
    st.text(st.characters(codec="utf-8"), max_size=5),
)


@SMALL
@given(pieces=st.lists(PIECES, max_size=60))
def test_any_markup_is_exact(pieces):
    try:
        article = read_document("a.html", ("<html><body>" + "".join(pieces)).encode())
    except DocumentUnreadable:
        assume(False)
    assert wrong(article) == []


@SMALL
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1))
def test_any_text_of_a_book_is_exact(text):
    body = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    try:
        article = read_document(
            "a.epub", changed(EXAMPLES["a.epub"], "book/text/chapter0.xhtml", body.encode())
        )
    except DocumentUnreadable:
        assume(False)
    assert wrong(article) == []
