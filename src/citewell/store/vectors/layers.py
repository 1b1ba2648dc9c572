"""A generation on a Chroma server as layers: collections that never change once they are complete.

What is new in a generation is one more collection; what was removed is remembered beside those it
lies in. So a small change stays small: a local Chroma server can neither copy a collection nor
give its files back when one is deleted. That searching stays quick, collections are merged as in
the logarithmic method (Bentley and Saxe, "Decomposable searching problems I", 1980).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from citewell.errors import IndexDamaged

GROWTH = 8  # a layer stays as it is while it holds more than so many times what is written
_RECORD = "collections.json"


@dataclass(frozen=True, slots=True)
class Layer:
    """A complete collection: its name, how many vectors it holds, and the keys of those among
    them that are no part of the generation any more."""

    collection: str
    vectors: int
    removed: frozenset[int] = frozenset()

    @property
    def live(self) -> int:
        """How many of its vectors are part of the generation."""
        return self.vectors - len(self.removed)


def write_layers(folder: Path, layers: Sequence[Layer]) -> None:
    """Write down of which collections the generation in `folder` consists."""
    record = [
        {"collection": layer.collection, "vectors": layer.vectors, "removed": sorted(layer.removed)}
        for layer in layers
    ]
    (folder / _RECORD).write_text(json.dumps(record), encoding="utf-8")


def read_layers(folder: Path) -> tuple[Layer, ...]:
    """Of which collections the generation in `folder` consists.

    Raises:
        IndexDamaged: the record is missing or not one of ours.
    """
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
        return tuple(
            Layer(str(one["collection"]), int(one["vectors"]), frozenset(map(int, one["removed"])))
            for one in record
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(folder.parent, f"{folder.name}/{_RECORD}: {error}") from error


def has_layers(folder: Path) -> bool:
    """Whether a generation has its vectors on a server."""
    return (folder / _RECORD).exists()


def to_merge(layers: Sequence[Layer], fresh: int) -> list[Layer]:
    """The layers that are written anew, together with so many fresh vectors.

    One of which more is removed than live always is, so that no search meets more removed
    vectors than live ones in any layer.
    """
    merged = [layer for layer in layers if len(layer.removed) > layer.live]
    size = fresh + sum(layer.live for layer in merged)
    others = [layer for layer in layers if layer not in merged]
    for layer in sorted(others, key=lambda layer: layer.live):
        if layer.live > GROWTH * size:
            break
        merged.append(layer)
        size += layer.live
    return merged
