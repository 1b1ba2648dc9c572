"""The folder of documents as it is now: which files, and what is in them, by content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from citewell.errors import CorpusUnusable
from citewell.ingest.formats import is_supported

MEGABYTE = 1024 * 1024
_OUTSIDE = "it is a link that leads out of the corpus"


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be indexed, and why."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """The files of a corpus: the SHA-256 of each by name, and the files and folders that cannot
    be read."""

    hashes: dict[str, str]
    failures: tuple[Failure, ...]


def failed_among(names: Iterable[str], failures: Iterable[Failure]) -> frozenset[str]:
    """Those of the documents that failed, or lie in a folder that did."""
    failed = {failure.document for failure in failures}
    return frozenset(
        name
        for name in names
        if name in failed or any(str(above) in failed for above in PurePosixPath(name).parents)
    )


def scan(corpus: Path, largest: int = 64) -> Scan:
    """Hash every file that has a reader. Names are relative to the corpus, with `/`.

    Hidden files and folders, and files without a reader, are passed over, and so is the folder
    that a browser puts beside a web page it saves. Links that lead out of the corpus are
    failures, not documents, and so are folders that cannot be listed.

    Args:
        corpus: the folder of documents.
        largest: size of the largest file that is read, in megabytes.

    Raises:
        CorpusUnusable: there is no such folder, or it cannot be listed.
    """
    if not corpus.is_dir():
        raise CorpusUnusable(
            f"There is no folder {corpus}. Make it and put documents in, or name another with "
            "--corpus."
        )
    root = corpus.resolve()
    hashes: dict[str, str] = {}
    failures: list[Failure] = []
    for path, hindrance in _walk(corpus):
        name = path.relative_to(corpus).as_posix()
        if hindrance:
            failures.append(Failure(_told(name), hindrance))
            continue
        try:
            name.encode()  # a name in another encoding cannot be told or stored
            hashes[name] = sha256_of(path, root, largest)
        except UnicodeEncodeError:
            failures.append(Failure(_told(name), "its name is not UTF-8"))
        except OSError as error:
            failures.append(Failure(name, error.strerror or str(error)))
        except RuntimeError:  # what Python before 3.13 says of links in a circle
            failures.append(Failure(name, "its link leads in a circle"))
    return Scan(hashes, tuple(failures))


def names(corpus: Path) -> list[str]:
    """The names of all files that have a reader, as they can be told, without looking into them.

    Raises:
        CorpusUnusable: the folder cannot be listed.
    """
    files = (path for path, hindrance in _walk(corpus) if not hindrance)
    return [_told(path.relative_to(corpus).as_posix()) for path in files]


def _told(name: str) -> str:
    """The name of a file as it can be told, whatever bytes it is made of."""
    return name.encode("utf-8", "replace").decode()


def _walk(corpus: Path) -> Iterator[tuple[Path, str]]:
    """The files that have a reader, and the folders that are not entered, with the reason."""
    root = corpus.resolve()
    unlisted: list[OSError] = []
    for folder, subfolders, names in os.walk(corpus, onerror=unlisted.append):
        pages = {PurePath(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
        subfolders[:] = sorted(
            name
            for name in subfolders
            if not name.startswith(".") and not _is_saved_with(name, pages)
        )
        for path in (Path(folder) / name for name in subfolders):
            # A link to elsewhere in the corpus is passed over: what it leads to is read there.
            if path.is_symlink() and not _is_within(path, root):
                yield path, _OUTSIDE
        for name in sorted(names):
            # "~$" begins what Word puts beside a document while it is open.
            if not name.startswith((".", "~$")) and is_supported(name):
                yield Path(folder) / name, ""
    for error in unlisted:
        reason = error.strerror or str(error)
        if Path(error.filename) == corpus:
            raise CorpusUnusable(f"The folder {corpus} cannot be read: {reason}.") from error
        if not isinstance(error, FileNotFoundError):  # else it was deleted a moment ago
            yield Path(error.filename), reason


def _is_saved_with(folder: str, pages: set[str]) -> bool:
    """Whether a folder holds the pictures and frames of a saved page, not documents."""
    return any(folder in (f"{page}_files", f"{page}-Dateien") for page in pages)


def _is_within(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def sha256_of(path: Path, root: Path, largest: int) -> str:
    """The SHA-256 of a file of the corpus `root`, of at most `largest` megabytes.

    Raises:
        OSError: it cannot be read, or should not be.
        RuntimeError: it is a link that leads in a circle.
    """
    check_readable(path, root, largest)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_readable(path: Path, root: Path, largest: int) -> None:
    """Whether a file may be read: it lies in the corpus `root` and is a file that is not too large.

    Raises:
        OSError: saying why not.
        RuntimeError: it is a link that leads in a circle.
    """
    if not path.resolve().is_relative_to(root):
        raise OSError(_OUTSIDE)
    if not path.is_file():
        raise OSError("it is not a file")
    size = path.stat().st_size
    if size > largest * MEGABYTE:
        raise OSError(
            f"it is larger than {largest} MB: {size / MEGABYTE:,.0f} MB (CITEWELL_FILE_SIZE)"
        )
