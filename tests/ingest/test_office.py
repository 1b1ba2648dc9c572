"""Word documents, slides and books, from files that the test writes."""

import pytest
from docx.enum.text import WD_BREAK
from pptx.util import Inches

from citewell.documents import About, Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import read_document
from ingest.reading import outline, table
from ingest.written import archive, changed, docx, docx_table, epub, pptx, tracked


def read_docx(write, **properties) -> Article:
    return read_document("a.docx", docx(write, **properties))


def read_pptx(write) -> Article:
    return read_document("a.pptx", pptx(write))


# Word


def test_headings_paragraphs_and_lists():
    def write(document):
        document.add_heading("Drying tea", 0)
        document.add_heading("Times", 1)
        document.add_paragraph("Tea is dried in pans.")
        document.add_paragraph("one", style="List Bullet")
        document.add_paragraph("two", style="List Number")
        document.add_heading("Wet weather", 2)
        document.add_paragraph("It takes longer.")

    article = read_docx(write)
    assert outline(article) == [
        "h1: Drying tea",
        "h1: Times",
        "p: Tea is dried in pans.",
        "item 1 •: one",
        "item 1 1.: two",
        "h2: Wet weather",
        "p: It takes longer.",
    ]
    assert article.about == About("Drying tea")


def test_the_rows_of_a_table_know_their_heads():
    rows = [["Leaf", "Heat"], ["young", "80 °C"], ["old", "95 °C"]]
    assert table(read_docx(lambda document: docx_table(document, rows))) == [
        {"Leaf": "young", "Heat": "80 °C"},
        {"Leaf": "old", "Heat": "95 °C"},
    ]


def test_merged_cells_are_said_in_every_row_they_cover():
    def write(document):
        rows = [["For", "Leaf", "Heat"], ["Adults", "young", "80"], ["", "old", "95"]]
        drawn = docx_table(document, rows)
        drawn.cell(1, 0).merge(drawn.cell(2, 0))

    assert table(read_docx(write)) == [
        {"For": "Adults", "Leaf": "young", "Heat": "80"},
        {"For": "Adults", "Leaf": "old", "Heat": "95"},
    ]


def test_what_was_inserted_counts_and_what_was_deleted_does_not():
    def write(document):
        paragraph = document.add_paragraph("Take")
        tracked(paragraph, "ins", " no more than")
        tracked(paragraph, "del", " 40 mg or")
        paragraph.add_run(" 4 mg")
        paragraph.add_run(" or 8 mg").font.strike = True
        paragraph.add_run(".")

    assert outline(read_docx(write)) == ["p: Take no more than 4 mg."]


def test_raised_figures_and_line_breaks():
    def write(document):
        paragraph = document.add_paragraph("It is 10")
        paragraph.add_run("9").font.superscript = True
        paragraph.add_run("/L.").add_break(WD_BREAK.LINE)
        paragraph.add_run("It rose.")

    assert outline(read_docx(write)) == ["p: It is 10⁹/L.", "p: It rose."]


def test_bold_lines_are_headings_and_contents_are_left_out():
    def write(document):
        document.add_paragraph().add_run("Doses").bold = True
        document.add_paragraph("Take 4 mg.")
        document.sections[0].header.paragraphs[0].text = "Confidential"
        document.sections[0].footer.paragraphs[0].text = "Page 1"

    assert outline(read_docx(write)) == ["h2: Doses", "p: Take 4 mg."]


def test_what_its_properties_say():
    def write(document):
        document.add_paragraph("Tea.")

    assert read_docx(write, title="Drying tea", author="Ada Example").about == About(
        "Drying tea", author="Ada Example"
    )
    assert read_docx(write, title="Word Document", author="user").about == About("a")


# Slides


def fill(slide, heading, *lines):
    slide.shapes.title.text = heading
    frame = slide.placeholders[1].text_frame
    frame.text = lines[0]
    for line in lines[1:]:
        frame.add_paragraph().text = line


def test_each_slide_is_a_page():
    def write(deck):
        for number in (1, 2):
            slide = deck.slides.add_slide(deck.slide_layouts[1])
            fill(slide, f"Slide number {number}", "Tea is dried.", "one", "two")
        slide.notes_slide.notes_text_frame.text = "Say it slowly."

    article = read_pptx(write)
    assert outline(article) == [
        "h2: Slide number 1",
        "p: Tea is dried.",
        "item 1 •: one",
        "item 1 •: two",
        "h2: Slide number 2",
        "p: Tea is dried.",
        "item 1 •: one",
        "item 1 •: two",
        "p: Say it slowly.",
    ]
    pages = [article.page_of(block.span.start) for block in article.blocks]
    assert pages == [1, 1, 1, 1, 2, 2, 2, 2, 2]


def test_a_table_on_a_slide():
    def write(deck):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        place = [Inches(1)] * 4
        drawn = slide.shapes.add_table(2, 2, *place).table
        for at, text in enumerate(["Leaf", "Heat", "young", "80 °C"]):
            drawn.cell(at // 2, at % 2).text = text

    assert table(read_pptx(write)) == [{"Leaf": "young", "Heat": "80 °C"}]


# Books


def test_chapters_are_read_in_the_order_of_the_book():
    article = read_document(
        "a.epub", epub("<h1>Two</h1><p>It is sold.</p>", "<h1>One</h1><p>Tea.</p>")
    )
    assert outline(article) == ["h1: One", "p: Tea.", "h1: Two", "p: It is sold."]
    assert article.about == About(
        "Tea through the year", author="Ada Example", published="2024-03-05"
    )


def test_a_chapter_that_is_missing_is_told():
    whole = epub("<p>It is sold.</p>", "<p>Tea.</p>")
    damaged = changed(whole, "book/text/chapter0.xhtml", None)
    article = read_document("a.epub", damaged)
    assert (outline(article), article.notes) == (
        ["p: Tea."],
        ("1 of its chapters could not be read",),
    )


# What cannot be read

PLAIN = docx(lambda document: document.add_paragraph("Tea."))
EMPTY = docx(lambda document: None)
BOMB = archive({"word/document.xml": b"\0" * (200 * 1024 * 1024)})
ENTITIES = archive(
    {
        "META-INF/container.xml": "<!DOCTYPE x ["
        + "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(12))
        + "<!ENTITY e0 'tea'>]><x>&e12;</x>"
    }
)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", EMPTY, "it has no text"),
        ("a.docx", b"", "it is empty"),
        ("a.docx", b"Tea.", "it is not a Word document, though its name says so"),
        ("a.docx", PLAIN[:900], "it is damaged: its archive cannot be opened"),
        (
            "a.docx",
            changed(PLAIN, "word/document.xml", b"<broken"),
            "it is damaged: its text cannot be read",
        ),
        (
            "a.docx",
            BOMB,
            "it unpacks to 200 MB in 1 parts, which no document needs; it was not unpacked",
        ),
        (
            "a.docx",
            archive({"xl/workbook.xml": b""}),
            "it is a spreadsheet, for which there is no reader",
        ),
        ("a.docx", archive({"a.txt": b""}), "it is an archive of files, not a document"),
        (
            "a.doc.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "it is of an old Office format; save it as .docx or .pptx",
        ),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "it is protected by a password",
        ),
        ("a.epub", ENTITIES, "it is damaged: META-INF/container.xml in it is no XML"),
        (
            "a.epub",
            archive({"META-INF/container.xml": b"<x"}),
            "it is damaged: META-INF/container.xml in it is no XML",
        ),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0", "it is a PNG picture"),
        ("a.txt", b"{\\rtf1 Tea.}", "it is RTF text; save it as .docx"),
    ],
)
def test_refuses_with_a_reason(name, data, reason):
    with pytest.raises(DocumentUnreadable) as told:
        read_document(name, data)
    assert told.value.reason == reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.pdf", "a.html"])
def test_a_file_is_read_as_what_it_is(name):
    article = read_document(name, PLAIN)
    assert (outline(article), article.notes) == (
        ["p: Tea."],
        ("read as a Word document, which it is",),
    )
