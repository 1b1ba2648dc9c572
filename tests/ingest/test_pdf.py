"""PDF: reading order, pages, tables and lists, from files that the test writes."""

import pytest

from citewell.documents import About, Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import read_document
from ingest.reading import outline, quotes, table
from ingest.written import (
    bullets,
    column_break,
    drawn_pdf,
    drawn_table,
    heading,
    page_break,
    paragraph,
    pdf,
    scanned,
    title,
    written,
)


def read(data: bytes) -> Article:
    return read_document("a.pdf", data)


def sentences(subject: str, count: int = 6) -> str:
    return " ".join(
        f"In {subject} number {n} the leaves are dried over a low fire for {n + 20} minutes."
        for n in range(count)
    )


def pages(article: Article) -> list[int | None]:
    return [article.page_of(block.span.start) for block in article.blocks]


def test_headings_paragraphs_and_lists():
    article = read(
        pdf(
            title("Drying tea"),
            heading("Times"),
            paragraph(sentences("spring")),
            paragraph("Uses include:"),
            bullets(
                "the drink, which is taken hot or cold in most countries of the world today", "dye"
            ),
        )
    )
    assert outline(article) == [
        "h1: Drying tea",
        "h2: Times",
        f"p: {sentences('spring')}",
        "p: Uses include:",
        "item 1 •: the drink, which is taken hot or cold in most countries of the world today",
        "item 1 •: dye",
    ]
    assert article.about == About("Drying tea")


def test_a_sentence_is_on_the_page_where_it_begins():
    article = read(
        pdf(
            paragraph("Tea is dried."),
            page_break(),
            paragraph("It is rolled."),
            page_break(),
            paragraph("It is sold."),
        )
    )
    assert list(zip(quotes(article), pages(article), strict=True)) == [
        ("Tea is dried.", 1),
        ("It is rolled.", 2),
        ("It is sold.", 3),
    ]


def test_a_sentence_goes_on_across_a_page():
    article = read(
        drawn_pdf(
            written("Tea is dried in pans. The heat is low, since the leaves that are young would"),
            written("burn on a fire that is any higher. They are turned by hand."),
        )
    )
    assert quotes(article) == [
        "Tea is dried in pans.",
        "The heat is low, since the leaves that are young would burn on a fire that is any higher.",
        "They are turned by hand.",
    ]
    text = article.text
    found = [article.page_of(text.index(word)) for word in ("The heat", "would", "burn", "They")]
    assert found == [1, 1, 2, 2]


def test_a_page_without_text_is_counted():
    article = read(drawn_pdf(written("Tea is dried."), scanned, written("It is sold.")))
    assert pages(article) == [1, 3]
    assert article.notes == ("page 2 without text, probably scanned: not indexed",)


def test_two_columns_are_read_one_after_the_other():
    parts = [paragraph(sentences(f"year {n}")) for n in range(1, 16)]
    article = read(pdf(*parts, columns=2))
    assert [q for q in quotes(article) if "number 0" in q] == [
        f"In year {n} number 0 the leaves are dried over a low fire for 20 minutes."
        for n in range(1, 16)
    ]
    assert quotes(article) == [
        s + "." for n in range(1, 16) for s in sentences(f"year {n}").rstrip(".").split(". ")
    ]


def test_a_short_last_column_is_a_column_too():
    full = [paragraph(sentences(f"year {n}", 5 + n % 3)) for n in range(1, 12)]
    last = [paragraph(sentences(f"year {n}")) for n in range(12, 15)]
    sold = paragraph("It is sold in May.")
    article = read(pdf(*full, page_break(), *last, column_break(), sold, columns=2))
    assert quotes(article)[-2:] == [sentences("year 14").split(". ")[-1], "It is sold in May."]
    assert table(article) == []


ROWS = [
    ["Medicine", "Dose", "How often"],
    ["Tofacitinib", "5 mg", "twice daily"],
    [
        "Baricitinib",
        "4 mg, and 2 mg in patients over 75 years of age or with infections",
        "once daily",
    ],
    ["Upadacitinib", "15 mg", "once daily"],
]


@pytest.mark.parametrize("grid", [True, False], ids=["ruled", "not ruled"])
def test_a_dose_stays_in_the_row_of_its_medicine(grid):
    wrapped = [[r[0], r[1] if at == 0 else paragraph(r[1]), r[2]] for at, r in enumerate(ROWS)]
    article = read(
        pdf(
            paragraph("The doses are in the table below."),
            drawn_table(wrapped, [110, 150, 110], grid),
            paragraph(sentences("spring", 2)),
        )
    )
    assert table(article) == [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    assert outline(article)[0] == "p: The doses are in the table below."
    assert outline(article)[-1] == f"p: {sentences('spring', 2)}"


@pytest.mark.parametrize("grid", [True, False], ids=["ruled", "not ruled"])
def test_a_table_goes_on_across_pages_with_its_heads(grid):
    rows = [["Leaf", "Heat"], *([f"leaf {n}", f"{n + 40} degrees"] for n in range(60))]
    article = read(pdf(drawn_table(rows, [120, 120], grid)))
    assert table(article) == [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert len(article.page_starts) == 2
    assert [line for line in outline(article) if line.startswith("heads")] == [
        "heads: | Leaf | Heat |"
    ]


def test_heads_and_feet_that_run_are_no_content():
    article = read(
        pdf(
            *[part for n in range(4) for part in (paragraph(sentences(f"year {n}")), page_break())],
            head="Journal of Tea, volume 3",
            foot="Page #",
        )
    )
    assert "Journal" not in article.text
    assert "Page" not in article.text
    assert len(quotes(article)) == 24


def test_what_stands_at_the_top_of_one_page_is_content():
    article = read(drawn_pdf(written("Take 4 mg daily.", top=800), written("Tea is dried.")))
    assert quotes(article) == ["Take 4 mg daily.", "Tea is dried."]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The treat-", "ment was given."], "The treatment was given."),
        (["It is taken once-", "daily by mouth."], "It is taken once-daily by mouth."),
        (["The dose is 2-", "4 mg by mouth."], "The dose is 2-4 mg by mouth."),
        (["This is a JAK-", "STAT inhibitor."], "This is a JAK-STAT inhibitor."),
        (
            ["The follow-", "up took years, and follow-up is dear."],
            "The follow-up took years, and follow-up is dear.",
        ),
    ],
    ids=["broken", "own", "range", "capitals", "own elsewhere"],
)
def test_words_broken_at_the_end_of_a_line(lines, expected):
    assert read(drawn_pdf(written(*lines))).text == expected


@pytest.mark.parametrize("size", [6, 8, 9])
def test_a_raised_figure_is_not_a_digit_of_the_one_before(size):
    def draw(canvas):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 700, "The dose is 4")
        right = 72 + canvas.stringWidth("The dose is 4")
        canvas.setFont("Helvetica", size)
        canvas.drawString(right, 704, "1")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(right + 8, 700, "mg daily.")

    assert read(drawn_pdf(draw)).text == "The dose is 4¹ mg daily."


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_may_be_turned(turn):
    def draw(canvas):
        canvas.translate(300, 400)
        canvas.rotate(turn)
        written("Tea is dried in pans over a low fire,", "and it is rolled.", left=-150, top=0)(
            canvas
        )

    assert read(drawn_pdf(draw)).text == "Tea is dried in pans over a low fire, and it is rolled."


def test_what_its_properties_say():
    article = read(pdf(paragraph("Tea."), title="Drying tea", author="Ada Example"))
    assert article.about == About("Drying tea", author="Ada Example")
    junk = read(pdf(paragraph("Tea."), title="Microsoft Word - tea.doc", author="user1"))
    assert junk.about == About("a")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            drawn_pdf(scanned, scanned),
            "it is a scan without text (2 pages); run text recognition (OCR) on it first",
        ),
        (drawn_pdf(lambda canvas: None), "it has no text (1 page)"),
        (pdf(paragraph("Tea."), password="secret"), "it is protected by a password"),
        (b"%PDF-1.7\nbroken", "it is damaged: it cannot be opened as PDF"),
        (pdf(paragraph("Tea."))[:400], "it is damaged: it cannot be opened as PDF"),
        (b"Tea is dried.", "it is not PDF, though its name says so"),
    ],
    ids=["scan", "empty pages", "password", "broken", "cut off", "not one"],
)
def test_refuses_with_a_reason(data, reason):
    with pytest.raises(DocumentUnreadable) as told:
        read(data)
    assert told.value.reason == reason
