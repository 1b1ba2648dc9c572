"""The folder of documents as it is now: which files, and what is in them, by content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citewell.errors import CorpusUnusable
from citewell.ingest.formats import is_supported

LARGEST_FILE = 64 * 1024 * 1024  # bytes


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


def scan(corpus: Path) -> Scan:
    """Hash every file that has a reader. Names are relative to the corpus, with `/`.

    Hidden files and folders, and files without a reader, are passed over. Links that lead out
    of the corpus are failures, not documents.

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
        name = path.relative_to(corpus).as_posix()
        try:
            name.encode()  # a name in another encoding cannot be told or stored
            hashes[name] = _sha256(path, root)
        except UnicodeEncodeError:
            told = name.encode("utf-8", "replace").decode()
            failures.append(Failure(told, "its name is not UTF-8"))
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


def _files(corpus: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise CorpusUnusable(f"The folder {error.filename} cannot be read: {error.strerror}.")

    for folder, subfolders, names in os.walk(corpus, onerror=refuse):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and is_supported(name):
                yield Path(folder) / name


def _sha256(path: Path, root: Path) -> str:
    if not path.resolve().is_relative_to(root):
        raise OSError("it is a link to a file outside the corpus")
    if not path.is_file():
        raise OSError("it is not a file")
    if path.stat().st_size > LARGEST_FILE:
        raise OSError(f"it is larger than {LARGEST_FILE // 1024 // 1024} MB")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
