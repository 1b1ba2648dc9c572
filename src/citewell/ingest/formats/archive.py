"""Documents that are zip archives (DOCX, PPTX, EPUB): opened if what they unpack to has measure."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from lxml import etree

from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.markup import Element

LARGEST_PART = 128 * 1024 * 1024  # bytes, unpacked
LARGEST_WHOLE = 512 * 1024 * 1024
MOST_PARTS = 20_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive in these bytes.

    Raises:
        DocumentUnreadable: it is broken, encrypted, or unpacks to more than a document can be.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except _BROKEN as error:
        raise DocumentUnreadable("it is damaged: its archive cannot be opened") from error
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentUnreadable("it is protected by a password")
    largest = max((part.file_size for part in parts), default=0)
    whole = sum(part.file_size for part in parts)
    if largest > LARGEST_PART or whole > LARGEST_WHOLE or len(parts) > MOST_PARTS:
        raise DocumentUnreadable(
            f"it unpacks to {whole // 1024 // 1024:,} MB in {len(parts):,} parts, which no document"
            " needs; it was not unpacked"
        )
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One file of the archive.

    Raises:
        DocumentUnreadable: it is not there, or broken.
    """
    try:
        return archive.read(name)
    except KeyError as error:
        raise DocumentUnreadable(f"it is damaged: {name} is missing in it") from error
    except (*_BROKEN, RuntimeError) as error:
        raise DocumentUnreadable(f"it is damaged: {name} in it cannot be read") from error


def read_xml(archive: zipfile.ZipFile, name: str) -> Element:
    """One file of the archive as a tree. Entities of its own are not resolved.

    Raises:
        DocumentUnreadable: it is not there, or no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(read_part(archive, name), parser)
    except etree.XMLSyntaxError as error:
        raise DocumentUnreadable(f"it is damaged: {name} in it is no XML") from error


def place_of(reference: str, base: str) -> str:
    """The name in the archive of what the part `base` refers to as `reference`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(reference)))
