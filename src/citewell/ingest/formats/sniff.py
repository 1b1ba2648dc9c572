"""What a file is by what is in it, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from citewell.errors import DocumentUnreadable

_PAGE = re.compile(
    rb"(?:\xEF\xBB\xBF)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_LOOKED_AT = 4096
_PARTS = {  # what the archives of office programs and books have in them
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "META-INF/container.xml": "epub",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"{\\rtf": "RTF text; save it as .docx",
    b"%!PS": "PostScript; save it as PDF",
    b"SQLite format 3": "a database",
}


def format_of(data: bytes) -> str | None:
    """The format that the bytes show ("pdf", "docx", "pptx", "epub", "html"); None if they look
    like text.

    Raises:
        DocumentUnreadable: they are of a kind for which there is no reader.
    """
    start = data[:_LOOKED_AT]
    if b"%PDF-" in start[:1024] and not _PAGE.match(start):
        return "pdf"
    if start.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise DocumentUnreadable("it is protected by a password")
        raise DocumentUnreadable("it is of an old Office format; save it as .docx or .pptx")
    if start.startswith(b"PK\x03\x04"):
        return _archived(data)
    for mark, kind in _OTHERS.items():
        if start.startswith(mark) and not (mark == b"MZ" and b"\0" not in start):
            raise DocumentUnreadable(f"it is {kind}")
    return "html" if _PAGE.match(start) else None


def _archived(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DocumentUnreadable("it is damaged: its archive cannot be opened") from error
    for part, kind in _PARTS.items():
        if part in names:
            return kind
    if "xl/workbook.xml" in names:
        raise DocumentUnreadable("it is a spreadsheet, for which there is no reader")
    if "content.xml" in names:
        raise DocumentUnreadable("it is an OpenDocument file; save it as .docx or PDF")
    raise DocumentUnreadable("it is an archive of files, not a document")
