"""Generations: each finished index is a folder that never changes again; a file names the current.

    index/
        CURRENT           the name of the generation that answers, replaced in one step
        writer.lock       held by the one process that is indexing
        owner.json        the name of this index on a Chroma server, if its vectors are on one
        gen-000007-1f3a9c/       stamp.json  corpus  files.json  catalogue.sqlite  words/  in-use,
                                 and vectors/, or collections.json for those on a server
        gen-000008-70be21.part/  one being built; left by a crash, it is swept by the next run

No two generations ever have the same name, also after the folder was emptied: readers know them
by it. A reader holds a shared lock on `in-use` and keeps its generation as long as it wants; the
one before the current is kept anyway, for readers that are just opening it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import portalocker
from filelock import FileLock, Timeout

from citewell.errors import IndexBusy, IndexDamaged, IndexMissing

FORMAT = 3  # raise it when what is written changes its meaning
SPLITTER = 3  # raise it when the same file would be cut differently
KEPT = 2

_POINTER = "CURRENT"
_IN_USE = "in-use"
_BESIDE = (_POINTER, "writer.lock", "owner.json", "feedback.jsonl")
_FILES = "files.json"
_CORPUS = "corpus"  # no ending: the index may lie in a folder of documents
_VECTORS = "vectors/"
_CHROMA_DATABASE = "chroma.sqlite3"  # Chroma writes into it each time it opens it
_CHROMA_SAVED = "index_metadata.pickle"  # beside vectors that Chroma has written for good
_NAME = re.compile(r"gen-(\d{6,})-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What shaped an index besides the documents, and where its vectors are (`VectorStore.place`).
    Another stamp means another index."""

    model: str
    passage_tokens: int
    splitter: int = SPLITTER
    format: int = FORMAT
    vectors: str = "in folders"

    def __str__(self) -> str:
        return (
            f"model {self.model}, passages of {self.passage_tokens} tokens,"
            f" splitter {self.splitter}, format {self.format}, vectors {self.vectors}"
        )


def current(index: Path) -> Path | None:
    """The folder of the generation that answers; None if there is no index yet.

    Raises:
        IndexDamaged: the pointer names something that is not there.
    """
    try:
        name = (index / _POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(index, f"{_POINTER} cannot be read: {error}") from error
    folder = index / name
    if not _NAME.fullmatch(name) or not folder.is_dir():
        raise IndexDamaged(index, f"{_POINTER} names {name!r}, which is not there")
    return folder


def require_current(index: Path) -> Path:
    """The folder of the generation that answers.

    Raises:
        IndexMissing: there is none yet.
        IndexDamaged: the pointer names something that is not there.
    """
    folder = current(index)
    if folder is None:
        raise IndexMissing(index)
    return folder


def read_stamp(folder: Path) -> Stamp:
    """What the generation in `folder` was built with.

    Raises:
        IndexDamaged: the stamp is missing or not one of ours.
    """
    try:
        return Stamp(**json.loads((folder / "stamp.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(folder.parent, f"{folder.name}/stamp.json: {error}") from error


def read_corpus(folder: Path) -> str:
    """Where the documents lay that the generation in `folder` was built from; "" if it does not
    say."""
    try:
        return (folder / _CORPUS).read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""


def check_whole(folder: Path) -> None:
    """Compare the files of a generation with those that were written, byte by byte (SHA-256).

    Raises:
        IndexDamaged: one is missing or is not what it was.
    """
    try:
        written: dict[str, str] = json.loads((folder / _FILES).read_text(encoding="utf-8"))
        for part, digest in written.items():
            (folder / part).stat()  # it is there
            if digest and _digest(folder / part) != digest:
                raise IndexDamaged(folder.parent, f"{folder.name}/{part} is not as it was written")
    except (OSError, ValueError, AttributeError) as error:
        raise IndexDamaged(folder.parent, f"{folder.name} is not whole: {error}") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_digests(folder: Path) -> None:
    parts = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = {
        path.relative_to(folder).as_posix(): _digest(path) if _stays(path, folder) else ""
        for path in parts
    }
    (folder / _FILES).write_text(json.dumps(digests), encoding="utf-8")


def _stays(path: Path, folder: Path) -> bool:
    """Whether a file is never written again: all are, but some of Chroma's own."""
    if not path.relative_to(folder).as_posix().startswith(_VECTORS):
        return True
    return path.name != _CHROMA_DATABASE and (path.parent / _CHROMA_SAVED).exists()


def earlier(index: Path) -> list[Path]:
    """The finished generations that are still there and not the current one, newest first."""
    try:
        answering = current(index)
    except IndexDamaged:
        answering = None
    return [path for path in reversed(finished(index)) if path != answering]


def is_own(path: Path, index: Path) -> bool:
    """Whether a path is the index folder, or something that lies there because it is one."""
    if not path.is_relative_to(index):
        return False
    first = path.relative_to(index).parts[:1]
    return not first or _NAME.match(first[0]) is not None or first[0].startswith(_BESIDE)


def finished(index: Path) -> list[Path]:
    """The folders of all finished generations that are still there, oldest first."""
    return sorted(path for path in index.iterdir() if _NAME.fullmatch(path.name))


@contextlib.contextmanager
def writing(index: Path) -> Iterator[None]:
    """Be the one process that writes this index; the lock dies with the process.

    Raises:
        IndexBusy: another process is writing it.
    """
    index.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(index / "writer.lock", timeout=0, thread_local=False):
            _sweep(index)
            yield
    except Timeout as error:
        raise IndexBusy(index) from error


@contextlib.contextmanager
def next_generation(index: Path, stamp: Stamp, corpus: str = "") -> Iterator[Path]:
    """A folder to build the next generation in; it becomes the current one if nothing is raised.

    Args:
        index: the folder of the index.
        stamp: what it is built with.
        corpus: where the documents lie that it is built from.
    """
    whole = index / f"gen-{_newest(index) + 1:06d}-{secrets.token_hex(3)}"
    part = whole.with_name(f"{whole.name}.part")
    part.mkdir()
    try:
        (part / _IN_USE).touch()
        yield part
        (part / "stamp.json").write_text(json.dumps(asdict(stamp)), encoding="utf-8")
        (part / _CORPUS).write_bytes(corpus.encode("utf-8", "surrogateescape"))
        _write_digests(part)
        _make_lasting(part)
        part.rename(whole)
        sync_folder(index)  # its name has to last before the pointer says it
    except BaseException:
        # Now, and not with the next run: it may be what has filled the disk.
        shutil.rmtree(part, ignore_errors=True)
        raise
    _point_at(index, whole.name)
    _sweep(index)


def _newest(index: Path) -> int:
    numbers = [int(match[1]) for path in index.iterdir() if (match := _NAME.match(path.name))]
    return max(numbers, default=0)


def _point_at(index: Path, name: str) -> None:
    """The swap: readers see the old name or the new one, never half of it."""
    fresh = index / f"{_POINTER}.new"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(index / _POINTER)
    sync_folder(index)


def _make_lasting(folder: Path) -> None:
    """Put everything below `folder` on the disk itself, before anything points at it."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    for path in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        sync_folder(path)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk itself."""
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(index: Path) -> None:
    """Remove what a crash left behind, and generations that no reader is opening any more."""
    for path in index.glob("gen-*.part"):
        shutil.rmtree(path, ignore_errors=True)
    there = finished(index)
    try:
        answering = current(index)
    except IndexDamaged:
        answering = None
    kept = {answering, *there[-KEPT:]}
    for path in there:
        if path not in kept and not _is_in_use(path):
            shutil.rmtree(path, ignore_errors=True)


def hold(folder: Path) -> IO[bytes]:
    """Keep a generation on disk for as long as the file given back stays open.

    Raises:
        OSError: the generation is gone.
    """
    file = (folder / _IN_USE).open("rb")
    portalocker.lock(file, portalocker.LockFlags.SHARED | portalocker.LockFlags.NON_BLOCKING)
    return file


def _is_in_use(folder: Path) -> bool:
    try:
        # On NFS an exclusive lock is only given on what is open for writing.
        with (folder / _IN_USE).open("r+b") as file:
            flags = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
            portalocker.lock(file, flags)
            portalocker.unlock(file)
    except FileNotFoundError:
        return False
    except (portalocker.LockException, OSError):
        return True  # or nobody can say, and then it stays
    return False
