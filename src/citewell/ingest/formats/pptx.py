"""Slides: each is a page, its title a heading, its lines a list, its notes below it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from citewell.documents import About, Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.archive import open_archive
from citewell.ingest.formats.builder import ArticleBuilder, clean
from citewell.ingest.formats.lines import ends_as_sentence
from citewell.ingest.formats.tables import Cell, add_table

_DEEPEST_GROUP = 20
_FURNITURE = (13, 15, 16)  # slide number, footer, date: PP_PLACEHOLDER of python-pptx


def read_pptx(name: str, data: bytes) -> Article:
    """The slides of a `.pptx` file.

    Raises:
        DocumentUnreadable: it is damaged or protected, or there is no text in it.
    """
    from pptx import Presentation

    open_archive(data)
    builder = ArticleBuilder()
    try:
        deck = Presentation(io.BytesIO(data))
        for slide in deck.slides:
            builder.page()
            _add_slide(builder, slide)
        title, author = deck.core_properties.title, deck.core_properties.author
    except Exception as error:  # whatever python-pptx meets in a broken file
        if isinstance(error, MemoryError | RecursionError):
            raise
        raise DocumentUnreadable(f"it is damaged ({type(error).__name__})") from error
    # What a program fills in names no talk.
    said = "" if clean(title or "").lower() in ("powerpoint presentation", "") else clean(title)
    return builder.article(name, About(said, author=author if " " in (author or "") else ""))


def _add_slide(builder: ArticleBuilder, slide: Any) -> None:
    title = slide.shapes.title
    if title is not None:
        builder.heading(2, title.text_frame.text)
    taken = None if title is None else title.shape_id
    # Shapes are stored in the order in which they were drawn; they are read from the top.
    _add_shapes(builder, [s for s in slide.shapes if s.shape_id != taken], 0)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            builder.paragraph(paragraph.text)


def _add_shapes(builder: ArticleBuilder, shapes: Iterable[Any], depth: int) -> None:
    for shape in sorted(shapes, key=lambda s: (s.top or 0, s.left or 0)):
        if shape.is_placeholder and shape.placeholder_format.type in _FURNITURE:
            continue
        if hasattr(shape, "shapes") and depth < _DEEPEST_GROUP:
            _add_shapes(builder, shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False) and shape.has_table:
            _add_table(builder, shape.table)
        elif shape.has_text_frame:
            _add_lines(builder, shape.text_frame.paragraphs)


def _add_lines(builder: ArticleBuilder, paragraphs: Iterable[Any]) -> None:
    said = [p for p in paragraphs if clean(p.text)]
    for paragraph in said:
        if len(said) > 1 and not (paragraph.level == 0 and ends_as_sentence(paragraph.text)):
            builder.item(paragraph.level + 1, "•", paragraph.text)
        else:
            builder.paragraph(paragraph.text)


def _add_table(builder: ArticleBuilder, table: Any) -> None:
    drawn = []
    for number, row in enumerate(table.rows):
        is_head = number == 0 and table.first_row
        drawn.append(
            [
                Cell(cell.text, cell.span_width, cell.span_height, is_head)
                if cell.is_merge_origin
                else Cell(cell.text, is_head=is_head)
                for cell in row.cells
                if not cell.is_spanned
            ]
        )
    add_table(builder, drawn)
