"""Documents added to the folder and taken out of it, on behalf of someone at the page.

Nothing is ever lost by it: a file is not written over unless that was asked for, and what is
taken out, or replaced, lies in the hidden folder `.removed` of the corpus, which is not indexed.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from citewell.errors import ChangeRefused, CorpusUnusable, DocumentUnreadable
from citewell.ingest.formats import READERS, is_supported, read_document
from citewell.ingest.scan import LARGEST_FILE

REMOVED = ".removed"
LONGEST_NAME = 150  # characters; file systems allow 255 bytes
# What some system or shell reads as more than a name, and characters that cannot be seen or
# that turn the reading direction, so that a name shows as another one.
_UNSAFE = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]'
)


def is_there(corpus: Path, name: str) -> bool:
    """Whether a document of this name would be written over."""
    return os.path.lexists(corpus / checked_name(name))


def add_document(corpus: Path, name: str, data: bytes, replace: bool = False) -> None:
    """Write a document into the folder, in one step and only if it can be read.

    Args:
        corpus: the folder.
        name: the name of the file, without folders.
        data: its bytes.
        replace: put it in place of the one of that name, which is kept in `.removed`.

    Raises:
        ChangeRefused: the name, the size or the content will not do, or the name is taken.
        CorpusUnusable: there is no such folder, or it cannot be written.
    """
    name = checked_name(name)
    if len(data) > LARGEST_FILE:
        raise ChangeRefused(name, f"it is larger than {LARGEST_FILE // 1024 // 1024} MB")
    try:
        read_document(name, data)
    except DocumentUnreadable as error:
        raise ChangeRefused(name, error.reason) from error
    target = corpus / name
    if os.path.lexists(target) and not replace:
        raise ChangeRefused(name, "there is a document of that name already")
    try:
        _write(corpus, target, data, replace)
    except FileExistsError as error:
        raise ChangeRefused(name, "there is a document of that name already") from error
    except OSError as error:
        raise CorpusUnusable(f"The folder {corpus} cannot be written: {error.strerror}.") from error


def remove_document(corpus: Path, name: str) -> None:
    """Move a document out of the way, into `.removed`.

    Raises:
        ChangeRefused: it is no document of the folder.
        CorpusUnusable: the folder cannot be written.
    """
    target = corpus / name
    inside = (corpus.resolve() / name).resolve().is_relative_to(corpus.resolve())
    hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
    if not inside or hidden or not is_supported(name) or not target.is_file():
        raise ChangeRefused(name, "there is no such document in the folder")
    try:
        _put_aside(corpus, target)
    except OSError as error:
        raise CorpusUnusable(f"The folder {corpus} cannot be written: {error.strerror}.") from error


def checked_name(name: str) -> str:
    """The name, if a document may have it.

    Raises:
        ChangeRefused: it may not, and why.
    """
    if not name or name != name.strip() or name.startswith(".") or len(name) > LONGEST_NAME:
        raise ChangeRefused(name[:LONGEST_NAME], "a document cannot be named so")
    if _UNSAFE.search(name):
        raise ChangeRefused(_UNSAFE.sub("·", name), "its name has characters that are not safe")
    if not is_supported(name):
        known = ", ".join(sorted(READERS))
        raise ChangeRefused(name, f"only these can be read: {known}")
    return name


def _write(corpus: Path, target: Path, data: bytes, replace: bool) -> None:
    if not corpus.is_dir():
        raise CorpusUnusable(f"There is no folder {corpus}. Make it first.")
    handle, part = tempfile.mkstemp(prefix=".upload-", dir=corpus)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(0o644)
        if replace and target.is_file():
            _put_aside(corpus, target)
        os.link(part, target)  # fails if somebody was faster, which a rename does not
    finally:
        Path(part).unlink(missing_ok=True)


def _put_aside(corpus: Path, target: Path) -> None:
    folder = corpus / REMOVED
    folder.mkdir(exist_ok=True)
    when = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    shutil.move(target, folder / f"{when} {target.name}")
