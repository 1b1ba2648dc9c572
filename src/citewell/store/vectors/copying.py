"""Vectors to the next generation, while readers of the one before may be opening them.

Chroma writes into its database each time it opens it, so a copy of the file, byte by byte, may be
half of one state and half of another. SQLite's own backup is of one moment.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

from citewell.errors import IndexDamaged, IndexUnwritable

DATABASE = "chroma.sqlite3"


def copy_vectors(source: Path, target: Path) -> None:
    """Copy a folder of vectors.

    Raises:
        IndexDamaged: its database cannot be read.
        IndexUnwritable: the disk does not take the copy.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    index = source.parent.parent
    uri = f"{(source / DATABASE).absolute().as_uri()}?mode=ro"
    try:
        with (
            contextlib.closing(sqlite3.connect(uri, uri=True)) as old,
            contextlib.closing(sqlite3.connect(target / DATABASE)) as new,
        ):
            old.backup(new)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise IndexDamaged(index, f"vectors: {error}") from error
        raise IndexUnwritable(index, str(error)) from error
