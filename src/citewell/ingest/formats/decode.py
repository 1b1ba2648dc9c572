"""Bytes of a text file to the text whose characters are counted."""

from __future__ import annotations

import codecs

from citewell.errors import DocumentUnreadable

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def decode_text(data: bytes) -> str:
    """The text of a UTF-8 file: byte order mark dropped, line ends as `\\n`.

    Raises:
        DocumentUnreadable: the bytes are not UTF-8 text, or there is nothing but blanks.
    """
    if data.startswith(_WIDE_MARKS):
        raise DocumentUnreadable("it is UTF-16 or UTF-32 text; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentUnreadable(
            f"it is not UTF-8 text (byte 0x{data[error.start]:02X} in line {line});"
            " save it as UTF-8"
        ) from error
    if "\0" in text:
        raise DocumentUnreadable("it holds NUL characters, so it is not a text file")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise DocumentUnreadable("it is blank")
    return text
