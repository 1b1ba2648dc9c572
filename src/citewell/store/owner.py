"""The name under which an index owns collections on a Chroma server that others use too.

It lies in the folder of the index. A copy of the folder is another index, which must not delete
what the original still uses: so the name is bound to the very file it was written into.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from citewell.store.generations import sync_folder

_FILE = "owner.json"


def of(index: Path) -> str | None:
    """The name of the index; None if it has none yet, or is a copy of the one that had it."""
    path = index / _FILE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        is_original = said["inode"] == path.stat().st_ino
        return str(said["name"]) if is_original else None
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def claim(index: Path) -> str:
    """The name of the index, given to it if it has none. Only for the one process that writes it.

    Raises:
        OSError: the disk does not take it.
    """
    name = of(index)
    if name is None:
        name = secrets.token_hex(8)
        fresh = index / f"{_FILE}.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"name": name, "inode": os.fstat(file.fileno()).st_ino}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(index / _FILE)
        sync_folder(index)
    return name
