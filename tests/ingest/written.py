"""Documents of every format, written by the tests themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pptx import Presentation
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

STYLES = getSampleStyleSheet()


# PDF


def title(text: str) -> Flowable:
    return Paragraph(text, STYLES["Title"])


def heading(text: str) -> Flowable:
    return Paragraph(text, STYLES["Heading2"])


def paragraph(text: str) -> Flowable:
    return Paragraph(text, STYLES["BodyText"])


def bullets(*items: str) -> Flowable:
    return ListFlowable([paragraph(item) for item in items], bulletType="bullet")


def page_break() -> Flowable:
    return PageBreak()


def column_break() -> Flowable:
    return FrameBreak()


def drawn_table(rows: Sequence[Sequence[Any]], widths: Sequence[int], grid: bool) -> Flowable:
    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if grid:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    else:
        style.append(("FONT", (0, 0), (-1, 0), "Helvetica-Bold"))
    return Table(rows, colWidths=widths, style=style, repeatRows=1)


def pdf(
    *parts: Flowable,
    columns: int = 1,
    head: str = "",
    foot: str = "",
    password: str = "",
    **properties: str,
) -> bytes:
    """A PDF file of these parts; `head` and `foot` run on every page, with its number for `#`."""
    file = io.BytesIO()
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    document = BaseDocTemplate(file, pagesize=A4, invariant=1, encrypt=encrypt, **properties)

    def decorate(canvas: Canvas, of: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 810, head.replace("#", str(of.page)))
        canvas.drawCentredString(300, 30, foot.replace("#", str(of.page)))

    gutter = 18
    width = (document.width - gutter * (columns - 1)) / columns
    frames = [
        Frame(
            document.leftMargin + at * (width + gutter),
            document.bottomMargin,
            width,
            document.height,
            id=f"column {at}",
        )
        for at in range(columns)
    ]
    document.addPageTemplates([PageTemplate("page", frames, onPage=decorate)])
    document.build(list(parts))
    return file.getvalue()


def drawn_pdf(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF file whose pages are drawn by these functions."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def scanned(canvas: Canvas) -> None:
    """A page that is a picture."""
    canvas.drawImage(ImageReader(picture()), 50, 50, 400, 600)


def picture() -> Any:
    from PIL import Image

    return Image.new("L", (40, 60), 200)


def written(
    *lines: str, left: int = 72, top: int = 760, size: int = 11
) -> Callable[[Canvas], None]:
    """A page with these lines on it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        for number, line in enumerate(lines):
            canvas.drawString(left, top - number * size * 1.2, line)

    return draw


# Word


def docx(write: Callable[[Any], None], **properties: str) -> bytes:
    """A Word document; `write` fills it."""
    document = Document()
    document.core_properties.author = ""
    document.core_properties.title = ""
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    write(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def tracked(paragraph: Any, kind: str, text: str) -> None:
    """Adds text that was inserted ("ins") or deleted ("del") while changes were tracked."""
    change, run = OxmlElement(f"w:{kind}"), OxmlElement("w:r")
    words = OxmlElement("w:delText" if kind == "del" else "w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


# Slides


def pptx(write: Callable[[Any], None]) -> bytes:
    """Slides; `write` fills them."""
    deck = Presentation()
    write(deck)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


# Books


def epub(*chapters: str, book: str = "Tea through the year") -> bytes:
    """A book of these chapters, each the inside of a body."""
    names = [f"chapter{number}.xhtml" for number in range(len(chapters))]
    items = "".join(
        f'<item id="c{n}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(names)
    )
    # The spine has them in another order than the list of parts: it is the one that counts.
    spine = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(names))))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>{book}</dc:title><dc:creator>Ada Example</dc:creator>"
        f"<dc:date>2024-03-05</dc:date></metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book/content.opf"/></rootfiles></container>'
    )
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "book/content.opf": package,
    }
    for name, chapter in zip(names, chapters, strict=True):
        parts[f"book/text/{name}"] = (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
            f"<body>{chapter}</body></html>"
        )
    return archive(parts)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return file.getvalue()


def changed(data: bytes, part: str, content: bytes | None) -> bytes:
    """An archive with another content of one of its parts, or without it."""
    opened = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: opened.read(name) for name in opened.namelist()}
    return archive({k: v for k, v in {**parts, part: content}.items() if v is not None})
