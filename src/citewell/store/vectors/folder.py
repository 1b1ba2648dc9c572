"""The only door to chromadb: the vectors of each generation in a folder of their own.

A folder is written by one process, closed, and only read afterwards; Chroma neither locks out a
second writer nor shows it to a process that has already searched.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from citewell.errors import IndexDamaged, IndexUnwritable
from citewell.store.models import Vectors
from citewell.store.vectors.copying import DATABASE, copy_vectors
from citewell.store.vectors.index import nearest_of

log = logging.getLogger(__name__)

_FOLDER = "vectors"
_COLLECTION = "passages"
_LARGEST_BATCH = 5000  # Chroma refuses more than 5461 in one call
_CONFIGURATION: Any = {"hnsw": {"space": "cosine", "ef_search": 200}}


class VectorsInFolders:
    """A folder of vectors in the folder of each generation."""

    place = "in folders"

    def read(self, folder: Path) -> FolderVectors:
        """The vectors of the finished generation in `folder`; a copy of them where they may be
        read and not written, since Chroma writes into its database each time it opens it."""
        vectors = folder / _FOLDER
        if os.access(vectors, os.W_OK) and os.access(vectors / DATABASE, os.W_OK):
            return FolderVectors.open(vectors)
        place = tempfile.TemporaryDirectory(prefix="citewell-", ignore_cleanup_errors=True)
        copy = Path(place.name) / folder.name / _FOLDER
        copy_vectors(vectors, copy)
        return FolderVectors.open(copy, folder.parent, place)

    def write(self, part: Path, base: Path | None) -> FolderVectors:
        """A copy of the vectors in `base`, or none, to be changed."""
        if base is not None:
            copy_vectors(base / _FOLDER, part / _FOLDER)
        return FolderVectors.open(part / _FOLDER)

    def can_be_built_upon(self, folder: Path, passages: int) -> bool:
        """Whether there are so many; their files were found whole with the others."""
        try:
            vectors = self.read(folder)
            try:
                return len(vectors) == passages
            finally:
                vectors.close()
        except IndexDamaged as damage:
            log.warning("%s It is built anew.", damage)
            return False

    def sweep(self, index: Path) -> None:
        """They go with the folder of their generation."""


class FolderVectors:
    """Passages by meaning. Close it when done, so that the files are let go."""

    def __init__(self, client: Any, collection: Any, index: Path, place: Any = None) -> None:
        self._client = client
        self._collection = collection
        self._index = index
        self._place = place

    @classmethod
    def open(cls, folder: Path, index: Path | None = None, place: Any = None) -> FolderVectors:
        """Open the vectors in `folder`, made if they are not there.

        Args:
            folder: where they lie.
            index: the folder of the index; by default that in which `folder` is.
            place: what is deleted when it is let go, after the vectors.
        """
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        import chromadb

        index = index or folder.parent.parent
        with _told(index, IndexDamaged):
            client = chromadb.PersistentClient(str(folder), settings=_settings().model_copy())
            collection = client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration=_CONFIGURATION
            )
        return cls(client, collection, index, place)

    def __len__(self) -> int:
        return int(self._collection.count())

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def close_when_dropped(self) -> None:
        """Let go of the files as soon as nobody holds this object any more."""
        weakref.finalize(self, self._client.close)

    def commit(self) -> None:
        """Chroma has written every change already."""

    def add(self, keys: Sequence[int], vectors: Vectors) -> None:
        """Enter the vectors of new passages."""
        for start in range(0, len(keys), _LARGEST_BATCH):
            some = slice(start, start + _LARGEST_BATCH)
            ids = [str(key) for key in keys[some]]
            with _told(self._index, IndexUnwritable):
                self._collection.add(ids=ids, embeddings=vectors[some])

    def remove(self, keys: Sequence[int]) -> None:
        """Take passages out."""
        for start in range(0, len(keys), _LARGEST_BATCH):
            ids = [str(key) for key in keys[start : start + _LARGEST_BATCH]]
            with _told(self._index, IndexUnwritable):
                self._collection.delete(ids=ids)

    def get(self, keys: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of these passages, shape (dimension,), by key."""
        found: dict[int, Vectors] = {}
        with _told(self._index, IndexDamaged):
            for start in range(0, len(keys), _LARGEST_BATCH):
                ids = [str(key) for key in keys[start : start + _LARGEST_BATCH]]
                rows = self._collection.get(ids=ids, include=["embeddings"])
                pairs = zip(rows["ids"], rows["embeddings"], strict=True)
                found.update({int(key): np.asarray(row, dtype=np.float32) for key, row in pairs})
        return found

    def search(
        self, vector: Vectors, limit: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Keys and cosine similarities of the nearest passages, nearest first."""
        wanted = min(limit, len(self) if among is None else len(among))
        if wanted == 0:
            return []
        if among is not None:
            return self._compare(among, vector, wanted)
        with _told(self._index, IndexDamaged):
            found = self._collection.query(
                query_embeddings=[vector], n_results=wanted, include=["distances"]
            )
        keys = [int(key) for key in found["ids"][0]]
        if len(keys) < wanted:
            # Among many texts that are nearly the same the graph does not lead to each.
            return self._compare(self._all_keys(), vector, wanted)
        # Chroma gives the distance 1 - cosine.
        return [(key, 1.0 - float(d)) for key, d in zip(keys, found["distances"][0], strict=True)]

    def _all_keys(self) -> list[int]:
        with _told(self._index, IndexDamaged):
            return [int(key) for key in self._collection.get(include=[])["ids"]]

    def _compare(
        self, keys: Sequence[int], vector: Vectors, wanted: int
    ) -> list[tuple[int, float]]:
        rows = self.get(keys)
        if len(rows) < max(wanted, len(set(keys))):
            raise IndexDamaged(self._index, "vectors are missing")
        return nearest_of(rows, vector, wanted)


@cache
def _settings() -> Any:
    """Chroma's settings, which it takes longer to put together than to open its database."""
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


@contextlib.contextmanager
def _told(index: Path, as_error: type[IndexDamaged] | type[IndexUnwritable]) -> Iterator[None]:
    """Chroma's own errors end here; they have no tree of their own to name."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise as_error(index, reason) from error
