"""The only door to chromadb: the vectors of the passages, in a folder of their own.

A folder is written by one process, closed, and only read afterwards; Chroma neither locks out a
second writer nor shows it to a process that has already searched.
"""

from __future__ import annotations

import contextlib
import os
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from citewell.errors import IndexDamaged, IndexUnwritable
from citewell.store.models import Vectors

_COLLECTION = "passages"
_LARGEST_BATCH = 5000  # Chroma refuses more than 5461 in one call
_CONFIGURATION: Any = {"hnsw": {"space": "cosine", "ef_search": 200}}


class VectorIndex:
    """Passages by meaning. Close it when done, so that the files are let go."""

    def __init__(self, client: Any, collection: Any, folder: Path) -> None:
        self._client = client
        self._collection = collection
        self._folder = folder

    @classmethod
    def open(cls, folder: Path) -> VectorIndex:
        """Open the vectors in `folder`, made if they are not there."""
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        with _told(folder, IndexDamaged):
            client = chromadb.PersistentClient(
                str(folder), settings=ChromaSettings(anonymized_telemetry=False)
            )
            collection = client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration=_CONFIGURATION
            )
        return cls(client, collection, folder)

    def __len__(self) -> int:
        return int(self._collection.count())

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def close_when_dropped(self) -> None:
        """Let go of the files as soon as nobody holds this object any more."""
        weakref.finalize(self, self._client.close)

    def add(self, keys: Sequence[int], vectors: Vectors) -> None:
        """Enter the vectors of new passages."""
        for start in range(0, len(keys), _LARGEST_BATCH):
            some = slice(start, start + _LARGEST_BATCH)
            ids = [str(key) for key in keys[some]]
            with _told(self._folder, IndexUnwritable):
                self._collection.add(ids=ids, embeddings=vectors[some])

    def remove(self, keys: Sequence[int]) -> None:
        """Take passages out."""
        for start in range(0, len(keys), _LARGEST_BATCH):
            ids = [str(key) for key in keys[start : start + _LARGEST_BATCH]]
            with _told(self._folder, IndexUnwritable):
                self._collection.delete(ids=ids)

    def get(self, keys: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of these passages, shape (dimension,), by key."""
        found: dict[int, Vectors] = {}
        with _told(self._folder, IndexDamaged):
            for start in range(0, len(keys), _LARGEST_BATCH):
                ids = [str(key) for key in keys[start : start + _LARGEST_BATCH]]
                rows = self._collection.get(ids=ids, include=["embeddings"])
                pairs = zip(rows["ids"], rows["embeddings"], strict=True)
                found.update({int(key): np.asarray(row, dtype=np.float32) for key, row in pairs})
        return found

    def search(
        self, vector: Vectors, limit: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Keys and cosine similarities of the nearest passages, nearest first.

        Args:
            vector: what they are to be near to, shape (dimension,).
            limit: how many at most.
            among: only passages with these keys; None means any.

        Raises:
            IndexDamaged: there are fewer than there were, so vectors have been lost.
        """
        wanted = min(limit, len(self) if among is None else len(among))
        if wanted == 0:
            return []
        if among is not None:
            return self._search_few(vector, wanted, among)
        with _told(self._folder, IndexDamaged):
            found = self._collection.query(
                query_embeddings=[vector], n_results=wanted, include=["distances"]
            )
        keys = [int(key) for key in found["ids"][0]]
        if len(keys) < wanted:
            # Among many texts that are nearly the same the graph does not lead to each.
            return self._search_few(vector, wanted, self._all_keys())
        # Chroma gives the distance 1 - cosine.
        return [(key, 1.0 - float(d)) for key, d in zip(keys, found["distances"][0], strict=True)]

    def _all_keys(self) -> list[int]:
        with _told(self._folder, IndexDamaged):
            return [int(key) for key in self._collection.get(include=[])["ids"]]

    def _search_few(
        self, vector: Vectors, wanted: int, among: Sequence[int]
    ) -> list[tuple[int, float]]:
        """Compare with each: a graph of all vectors may reach none of a chosen few."""
        found = self.get(among)
        if len(found) < len(set(among)):
            raise IndexDamaged(self._folder.parent.parent, "vectors are missing")
        keys = list(found)
        rows = np.stack([found[key] for key in keys])
        norms = np.linalg.norm(rows, axis=1) * np.linalg.norm(vector)
        similarities = rows @ vector / np.maximum(norms, 1e-12)
        order = np.argsort(-similarities, kind="stable")[:wanted]
        return [(keys[at], float(similarities[at])) for at in order]


@contextlib.contextmanager
def _told(folder: Path, as_error: type[IndexDamaged] | type[IndexUnwritable]) -> Iterator[None]:
    """Chroma's own errors end here; they have no tree of their own to name."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise as_error(folder.parent.parent, reason) from error
