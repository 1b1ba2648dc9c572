"""The only door to PDFium: a PDF file to pages of words, each with its place, and ruled lines.

Coordinates are in points, from the lower left corner of the page, turned so that most of its text
runs from left to right.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from citewell.errors import DocumentUnreadable

MOST_PAGES = 5000
MOST_CHARACTERS = 200_000  # of one page
MOST_PATHS = 5000
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\u2022\u25cf\uf02d", "•")
_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
_MAPPED = str.maketrans({**_LIGATURES, **_BULLETS, _HYPHEN: "-", "\ufffe": "-"})
_WIDE_GAP = 0.3  # of the height: between two words, also without a blank


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank between them. `base` is the line they stand on."""

    text: str
    left: float
    right: float
    base: float
    height: float
    is_bold: bool

    @property
    def top(self) -> float:
        """Where small letters end: lines never overlap up to there."""
        return self.base + 0.45 * self.height


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, or the edge of a box: across if it is wider than high."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return self.right - self.left > self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """What is on one page. `unmapped` is the share of its characters that cannot be told."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    unmapped: float
    has_pictures: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF file: its pages and what its properties say."""

    pages: tuple[Page, ...]
    title: str
    author: str


def open_pdf(data: bytes) -> Printed:
    """The pages of a PDF file.

    Raises:
        DocumentUnreadable: it is damaged, protected by a password, or has no pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentUnreadable("it is protected by a password") from error
        raise DocumentUnreadable("it is damaged: it cannot be opened as PDF") from error
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise DocumentUnreadable(f"it has {len(document):,} pages")
        said = document.get_metadata_dict()
        pages = tuple(_page(document, number) for number in range(len(document)))
        return Printed(pages, said.get("Title", ""), said.get("Author", ""))
    finally:
        document.close()


def _page(document: Any, number: int) -> Page:
    """One page; an empty one if it is damaged, as others may be whole."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return Page(1.0, 1.0, (), (), 1.0, True)
    try:
        text = page.get_textpage()
        glyphs = [*_glyphs(raw, text.raw)]
        unmapped = sum(glyph.is_unmapped for glyph in glyphs) / max(1, len(glyphs))
        turn = _main_turn(glyphs)
        words = [*_words(raw, text.raw, [g for g in glyphs if g.turn == turn], turn)]
        rules, has_pictures = _drawn(raw, page)
        text.close()
        return Page(
            page.get_width(),
            page.get_height(),
            tuple(words),
            tuple(rules) if turn == 0 else (),
            unmapped,
            has_pictures,
        )
    finally:
        page.close()


@dataclass(slots=True)
class _Glyph:
    index: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    x: float
    y: float
    turn: int  # quarters of a circle
    is_unmapped: bool
    breaks: bool  # whether a blank stood before it


def _glyphs(raw: Any, text: Any) -> Iterator[_Glyph]:
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    breaks = True
    high = 0
    for index in range(min(raw.FPDFText_CountChars(text), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        character = chr(code)
        if character.isspace() or code == 0:
            breaks = True
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        turn = round(raw.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4
        is_unmapped = raw.FPDFText_HasUnicodeMapError(text, index) == 1 or code == 0xFFFD
        yield _Glyph(
            index,
            character.translate(_MAPPED),
            *(box.left, box.right, box.bottom, box.top),
            *(x.value, y.value),
            turn,
            is_unmapped,
            breaks,
        )
        breaks = False


def _main_turn(glyphs: Sequence[_Glyph]) -> int:
    counted = Counter(glyph.turn for glyph in glyphs)
    return counted.most_common(1)[0][0] if counted else 0


def _turned(glyph: _Glyph, turn: int) -> tuple[float, float, float, float]:
    """Left, right, base and height of a glyph when the page is turned so that it stands upright."""
    if turn == 3:
        return glyph.bottom, glyph.top, -glyph.x, glyph.right - glyph.left
    if turn == 2:
        return -glyph.right, -glyph.left, -glyph.y, glyph.top - glyph.bottom
    if turn == 1:
        return -glyph.top, -glyph.bottom, glyph.x, glyph.right - glyph.left
    return glyph.left, glyph.right, glyph.y, glyph.top - glyph.bottom


def _words(raw: Any, text: Any, glyphs: Sequence[_Glyph], turn: int) -> Iterator[Word]:
    letters: list[str] = []
    first: _Glyph | None = None
    left = right = base = height = 0.0
    for glyph in glyphs:
        a, b, line, tall = _turned(glyph, turn)
        gap = a - right
        continues = (
            first is not None
            and not glyph.breaks
            and abs(line - base) < 0.1 * max(height, tall)
            and abs(tall - height) < 0.2 * height
            and -0.5 * height < gap < _WIDE_GAP * height
        )
        if continues:
            letters.append(glyph.text)
            left, right = min(left, a), max(right, b)
            continue
        if first is not None:
            yield Word("".join(letters), left, right, base, height, _is_bold(raw, text, first))
        first, letters = glyph, [glyph.text]
        left, right, base, height = a, b, line, max(tall, 0.1)
    if first is not None:
        yield Word("".join(letters), left, right, base, height, _is_bold(raw, text, first))


def _is_bold(raw: Any, text: Any, glyph: _Glyph) -> bool:
    if raw.FPDFText_GetFontWeight(text, glyph.index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, glyph.index, name, 128, ctypes.c_int())
    return any(mark in name.value.lower() for mark in (b"bold", b"black", b"heavy"))


def _drawn(raw: Any, page: Any) -> tuple[list[Rule], bool]:
    """Lines and the edges of boxes; and whether there are pictures."""
    rules: list[Rule] = []
    has_pictures = False
    for count, drawn in enumerate(page.get_objects(max_depth=3)):
        if count > MOST_PATHS:
            break
        has_pictures = has_pictures or drawn.type == raw.FPDF_PAGEOBJ_IMAGE
        if drawn.type == raw.FPDF_PAGEOBJ_PATH:
            left, bottom, right, top = drawn.get_bounds()
            rules += _edges(left, right, bottom, top)
    return rules, has_pictures


def _edges(left: float, right: float, bottom: float, top: float) -> Iterator[Rule]:
    thin = 3.0
    if top - bottom <= thin or right - left <= thin:
        yield Rule(left, right, bottom, top)
        return
    yield Rule(left, right, bottom, bottom)
    yield Rule(left, right, top, top)
    yield Rule(left, left, bottom, top)
    yield Rule(right, right, bottom, top)
