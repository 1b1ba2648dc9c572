"""Bytes of a text file to the text whose characters are counted."""

from __future__ import annotations

import codecs
import re

from citewell.errors import DocumentUnreadable

_MARKS = (  # the longer first: one begins with the other
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TWO_BYTES_OR_MORE = re.compile(
    rb"[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}|[\xF0-\xF4][\x80-\xBF]{3}"
)
_BEYOND_ASCII = re.compile(rb"[\x80-\xFF]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0E-\x19\x1C-\x1F]")
# In English, and in most of what is written in Latin letters, few letters lie beyond ASCII. There
# a statistical guess has nothing to go by, and would read "½" of Windows-1252 as "˝".
_FEW = 0.3
_NUL = "it holds NUL characters, so it is not a text file"
_LOOKED_AT = 256 * 1024  # bytes that an encoding is guessed from


def decode_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file with `\\n` line ends, and what should be told of how it was read.

    Raises:
        DocumentUnreadable: it is no text in any encoding that can be told, or it is blank.
    """
    text, encoding = decode_bytes(data)
    if "\0" in text:  # where SQLite's functions take a text to end
        raise DocumentUnreadable(_NUL)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DocumentUnreadable("it is blank")
    is_certain = encoding.startswith("utf")
    return text, () if is_certain else (f"read as {encoding}; saved as UTF-8 it would be certain",)


def decode_bytes(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding, the byte order mark dropped.

    A byte order mark decides; else it is UTF-8 if it can be; else UTF-16 if every other byte is
    zero; else Windows-1252 if few bytes lie beyond ASCII; else what charset-normalizer finds.

    Raises:
        DocumentUnreadable: none of them fits, or it is UTF-8 with broken places.
    """
    if not data.strip():
        raise DocumentUnreadable("it is blank" if data else "it is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding.removesuffix("-sig")
    if b"\0" in data:
        if len(data) < 4:  # too few to tell which
            raise DocumentUnreadable(_NUL)
        return _decoded(data, _wide(data)), "utf-16"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    beyond = len(_BEYOND_ASCII.findall(data))
    well_formed = sum(map(len, _TWO_BYTES_OR_MORE.findall(data)))
    if well_formed * 2 >= beyond:
        line = data.count(b"\n", 0, broken.start) + 1
        raise DocumentUnreadable(
            f"it is UTF-8 text with a broken place (byte 0x{data[broken.start]:02X} in line"
            f" {line}); save it again as UTF-8"
        ) from broken
    if len(_CONTROLS.findall(data)) > len(data) // 1000:
        raise DocumentUnreadable("it is not a text file")
    return _guessed(data, beyond / len(data))


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentUnreadable(
            f"it is not the {encoding.upper()} text it says it is; save it as UTF-8"
        ) from error


def _wide(data: bytes) -> str:
    """Which UTF-16 it is: the upper halves of Latin letters are zero."""
    first, second = data[::2], data[1::2]
    if second.count(0) > len(second) // 2 and first.count(0) < len(first) // 20 + 1:
        return "utf-16-le"
    if first.count(0) > len(first) // 2 and second.count(0) < len(second) // 20 + 1:
        return "utf-16-be"
    raise DocumentUnreadable(_NUL)


def _guessed(data: bytes, beyond: float) -> tuple[str, str]:
    if beyond <= _FEW:
        try:
            return data.decode("cp1252"), "Windows-1252"
        except UnicodeDecodeError:
            pass  # it has one of the five bytes that Windows-1252 does not
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_LOOKED_AT]).best()
    if found is None:
        raise DocumentUnreadable("it is not text in an encoding that can be told; save it as UTF-8")
    return _decoded(data, found.encoding), found.encoding.replace("_", "-")
