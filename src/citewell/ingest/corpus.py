"""Documents into the corpus and out of it, from a place that may be used by anyone.

A name is never a way out of the folder, and no file is ever overwritten unasked.
"""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from pathlib import Path, PurePosixPath

from citewell.errors import DocumentRefused, DocumentUnreadable
from citewell.ingest.formats import FORMATS, format_for, is_supported
from citewell.ingest.scan import MEGABYTE
from citewell.store.generations import sync_folder

_LONGEST_NAME = 180  # bytes; most file systems take 255, with room for what marks a copy
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')  # on one system or another
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe_name(given: str) -> str:
    """The name under which an uploaded file can lie in the corpus: its last part, visible
    characters only.

    Raises:
        DocumentRefused: nothing of it is left, or there is no reader for such files.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", given))[-1]
    visible = "".join(c for c in last if c.isprintable() and not _FORBIDDEN.match(c))
    path = PurePosixPath(" ".join(visible.split()).lstrip(".~ "))
    stem, ending = path.stem.rstrip(". "), path.suffix
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    name = f"{stem}{ending}"
    if not stem or _RESERVED.match(name):
        raise DocumentRefused(f"A document cannot be named {last!r}. Give it another name.")
    if not is_supported(name):
        endings = ", ".join(ending for known in FORMATS.values() for ending in known.endings)
        raise DocumentRefused(f"There is no reader for {name}. These can be read: {endings}.")
    return name


def add_document(
    corpus: Path, given: str, data: bytes, largest: int = 64, replace: bool = False
) -> str:
    """Put a document into the corpus, whole or not at all; gives back its name there.

    Args:
        corpus: the folder of documents.
        given: the name of the file where it came from.
        data: what is in it.
        largest: size of the largest file that is taken, in megabytes.
        replace: put it in the place of a document of that name, if there is one.

    Raises:
        DocumentRefused: saying why: its name, its size, what it is, or that there is one already.
        OSError: the folder cannot be written.
    """
    name = safe_name(given)
    if len(data) > largest * MEGABYTE:
        raise DocumentRefused(f"{name} is larger than {largest} MB.")
    try:
        format_for(name, data)
    except DocumentUnreadable as error:
        raise DocumentRefused(f"{name} was not added: {error.reason}.") from error
    part = corpus / f".{secrets.token_hex(6)}.part"  # hidden: never taken for a document
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _place(part, corpus / name, replace)
        sync_folder(corpus)
    finally:
        part.unlink(missing_ok=True)
    return name


def _place(part: Path, target: Path, replace: bool) -> None:
    if replace:
        os.replace(part, target)
        return
    try:
        os.link(part, target)  # one step, which fails if there is a file of that name
    except FileExistsError as error:
        raise DocumentRefused(
            f"There is a document {target.name} already. Replace it, or give this one another name."
        ) from error
    except OSError:  # a file system without links
        if target.exists():
            raise DocumentRefused(f"There is a document {target.name} already.") from None
        os.replace(part, target)


def remove_document(corpus: Path, name: str) -> None:
    """Delete a document from the corpus, for good: no copy is kept, so that what must not be there
    any more is gone. Of a link only the link.

    Args:
        corpus: the folder of documents.
        name: the document, as the index names it: relative to the corpus, with `/`.

    Raises:
        DocumentRefused: it is not a document of the corpus.
        OSError: the folder cannot be written.
    """
    parts = PurePosixPath(name).parts
    path = corpus.joinpath(*parts)
    is_inside = (
        bool(parts)
        and not PurePosixPath(name).is_absolute()
        and not any(part.startswith(".") for part in parts)
        and path.parent.resolve().is_relative_to(corpus.resolve())
    )
    if not is_inside or not is_supported(name) or not (path.is_file() or path.is_symlink()):
        raise DocumentRefused(f"There is no document {name!r} in the corpus.")
    path.unlink()
