"""What the vectors of a generation can do, wherever they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from citewell.store.models import Vectors


class VectorIndex(Protocol):
    """The passages of one generation by meaning. It never changes."""

    def __len__(self) -> int: ...

    def get(self, keys: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of these passages, shape (dimension,), by key; unknown keys are left out."""

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
            VectorsUnreachable: they are on a server that does not answer.
        """

    def close_when_dropped(self) -> None:
        """Let go of what it holds as soon as nobody holds this object any more."""


class VectorWriter(Protocol):
    """The vectors of a generation that is being built: at first those of the one it builds upon."""

    def __len__(self) -> int: ...

    def get(self, keys: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of these passages, shape (dimension,), by key; unknown keys are left out."""

    def add(self, keys: Sequence[int], vectors: Vectors) -> None:
        """Enter the vectors of new passages."""

    def remove(self, keys: Sequence[int]) -> None:
        """Take passages out; unknown keys are no error."""

    def commit(self) -> None:
        """Make what was entered and removed lasting, so that the generation may be finished."""

    def close(self) -> None:
        """Let go of what it holds; what was not committed is no part of anything."""


class VectorStore(Protocol):
    """A place for the vectors of all generations of one index.

    `place` names it in the stamp: an index with its vectors elsewhere is another index.
    """

    place: str

    def read(self, folder: Path) -> VectorIndex:
        """The vectors of the finished generation in `folder`.

        Raises:
            IndexDamaged: they are missing or not those that were written.
            VectorsUnreachable: they are on a server that does not answer.
        """

    def write(self, part: Path, base: Path | None) -> VectorWriter:
        """The vectors of the generation that is built in `part`, upon the one in `base` if any.
        Raises what `read` does, of those in `base`."""

    def can_be_built_upon(self, folder: Path, passages: int) -> bool:
        """Whether the vectors of a generation of so many passages are all there. Raises
        VectorsUnreachable."""

    def sweep(self, index: Path) -> None:
        """Remove vectors of ours that belong to no generation any more; only the one process
        that writes the index may do so. Raises VectorsUnreachable."""


def nearest_of(rows: Mapping[int, Vectors], vector: Vectors, limit: int) -> list[tuple[int, float]]:
    """Keys and cosine similarities of the rows nearest to the vector, nearest first.

    Each is compared: a graph of all vectors may reach none of a chosen few.
    """
    keys = list(rows)
    matrix = np.stack([rows[key] for key in keys])
    norms = np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector)
    similarities = matrix @ vector / np.maximum(norms, 1e-12)
    order = np.argsort(-similarities, kind="stable")[:limit]
    return [(keys[at], float(similarities[at])) for at in order]
