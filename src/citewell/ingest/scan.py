"""The folder of documents as it is now: which files, and what is in them, by content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

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
    """The files of a corpus: the SHA-256 of each by name, and those that cannot be read."""

    hashes: dict[str, str]
    failures: tuple[Failure, ...]


def scan(corpus: Path, largest: int = 64) -> Scan:
    """Hash every file that has a reader. Names are relative to the corpus, with `/`.

    Hidden files and folders, and files without a reader, are passed over, and so is the folder
    that a browser puts beside a web page it saves. Links that lead out of the corpus are
    failures, not documents.

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
    for path in _files(corpus):
        if path.is_dir():
            if not _is_within(path, root):
                failures.append(Failure(_told(path.relative_to(corpus)), _OUTSIDE))
            continue
        name = path.relative_to(corpus).as_posix()
        try:
            name.encode()  # a name in another encoding cannot be told or stored
            hashes[name] = sha256_of(path, root, largest)
        except UnicodeEncodeError:
            failures.append(Failure(_told(path.relative_to(corpus)), "its name is not UTF-8"))
        except OSError as error:
            failures.append(Failure(name, error.strerror or str(error)))
        except RuntimeError:  # what Python before 3.13 says of links in a circle
            failures.append(Failure(name, "its link leads in a circle"))
    return Scan(hashes, tuple(failures))


def names(corpus: Path) -> list[str]:
    """The names of all files that have a reader, without looking into them.

    Raises:
        CorpusUnusable: the folder cannot be listed.
    """
    return [path.relative_to(corpus).as_posix() for path in _files(corpus)]


def _told(path: Path) -> str:
    """The name of a file as it can be told, whatever bytes it is made of."""
    return path.as_posix().encode("utf-8", "replace").decode()


def _files(corpus: Path) -> Iterator[Path]:
    """The files that have a reader, and the folders that are links."""

    def refuse(error: OSError) -> None:
        raise CorpusUnusable(f"The folder {error.filename} cannot be read: {error.strerror}.")

    for folder, subfolders, names in os.walk(corpus, onerror=refuse):
        pages = {PurePath(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
        subfolders[:] = sorted(
            name
            for name in subfolders
            if not name.startswith(".") and not _is_saved_with(name, pages)
        )
        yield from (path for name in subfolders if (path := Path(folder) / name).is_symlink())
        for name in sorted(names):
            # "~$" begins what Word puts beside a document while it is open.
            if not name.startswith((".", "~$")) and is_supported(name):
                yield Path(folder) / name


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
