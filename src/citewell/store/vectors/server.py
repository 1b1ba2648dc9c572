"""The vectors of an index on a Chroma server, under the same guarantees as in folders.

Everything else stays in files, above all the pointer that decides which generation answers: two
places that each swap would not swap in one step. What a generation consists of on the server is
written in its folder (`layers.py`), and no collection ever changes once a generation has it. So a
reader sees one whole generation, or is told that it is gone.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from citewell.errors import IndexDamaged, IndexUnwritable
from citewell.store import generations, owner
from citewell.store.models import Vectors
from citewell.store.vectors.chroma import ChromaServer, Collection, CollectionMissing
from citewell.store.vectors.index import nearest_of
from citewell.store.vectors.layers import Layer, has_layers, read_layers, to_merge, write_layers

log = logging.getLogger(__name__)

_SENT_AT_ONCE = 4000  # vectors, so that they are not all in memory twice


class VectorsOnServer:
    """Collections on a Chroma server, named after the index and the generation they came with."""

    place = "on a Chroma server"

    def __init__(self, index: Path, server: ChromaServer) -> None:
        self._index = index
        self._server = server

    def read(self, folder: Path) -> ServerVectors:
        """The vectors of the finished generation in `folder`, after their number was compared."""
        with _missing_as_damage(self._index, self._server):
            opened = [(layer, self._found(layer)) for layer in read_layers(folder)]
        return ServerVectors(self._index, self._server, opened)

    def _found(self, layer: Layer) -> Collection:
        collection = self._server.find(layer.collection)
        count = self._server.count(collection)
        told = collection.metadata.get("citewell"), collection.metadata.get("vectors")
        if (*told, count) != (layer.collection, layer.vectors, layer.vectors):
            what = f"collection {layer.collection} at {self._server.url} is not as it was written"
            raise IndexDamaged(self._index, what)
        return collection

    def write(self, part: Path, base: Path | None) -> ServerWriter:
        """What the generation in `base` consists of, to be changed for the one in `part`."""
        name = f"{_prefix(owner.claim(self._index))}{part.name.removesuffix('.part')}"
        upon = self.read(base) if base else ServerVectors(self._index, self._server, [])
        return ServerWriter(part, name, upon, self._server)

    def can_be_built_upon(self, folder: Path, passages: int) -> bool:
        """Whether all its collections are there, and have so many vectors that count."""
        try:
            return len(self.read(folder)) == passages
        except IndexDamaged as damage:
            log.warning("%s It is built anew.", damage)
            return False

    def sweep(self, index: Path) -> None:
        """Delete the collections of this index that no generation consists of any more.

        Nothing is deleted if what a generation consists of cannot be read.
        """
        names = self._server.names()
        ours = owner.of(index)
        if ours is None:
            return
        folders = [path for path in generations.finished(index) if has_layers(path)]
        try:
            used = {layer.collection for folder in folders for layer in read_layers(folder)}
        except IndexDamaged as damage:
            log.warning("Nothing is cleared away at %s. %s", self._server.url, damage)
            return
        for name in names:
            if name.startswith(_prefix(ours)) and name not in used:
                with contextlib.suppress(CollectionMissing):
                    self._server.delete(name)


class ServerVectors:
    """The vectors of one generation: those of its layers that were not removed."""

    def __init__(
        self, index: Path, server: ChromaServer, layers: Sequence[tuple[Layer, Collection]]
    ) -> None:
        self._index = index
        self._server = server
        self.layers = list(layers)

    def __len__(self) -> int:
        return sum(layer.live for layer, _ in self.layers)

    def close_when_dropped(self) -> None:
        """Nothing is held: the connections belong to the server, and serve all generations."""

    def get(self, keys: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of these passages, shape (dimension,), by key."""
        found: dict[int, Vectors] = {}
        with _missing_as_damage(self._index, self._server):
            for layer, collection in self.layers:
                wanted = [key for key in keys if key not in found and key not in layer.removed]
                if wanted:
                    found |= self._server.get(collection, wanted)
        return found

    def search(
        self, vector: Vectors, limit: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Keys and cosine similarities of the nearest passages, nearest first."""
        wanted = min(limit, len(self) if among is None else len(among))
        if wanted == 0:
            return []
        if among is not None:
            rows = self.get(among)
            if len(rows) < len(set(among)):
                raise self._missing()
            return nearest_of(rows, vector, wanted)
        with _missing_as_damage(self._index, self._server):
            found = [
                hit
                for layer, collection in self.layers
                for hit in self._nearest_in(layer, collection, vector, min(wanted, layer.live))
            ]
        return sorted(found, key=lambda hit: -hit[1])[:wanted]

    def _nearest_in(
        self, layer: Layer, collection: Collection, vector: Vectors, wanted: int
    ) -> list[tuple[int, float]]:
        """The nearest of a layer; where removed ones are in the way, more are asked for."""
        asked = min(wanted, layer.vectors)
        while asked:
            found = self._server.query(collection, vector, asked)
            live = [hit for hit in found if hit[0] not in layer.removed]
            if len(live) >= wanted:
                return live[:wanted]
            if len(found) < asked or asked == layer.vectors:
                # Among many texts that are nearly the same the graph does not lead to each.
                return self._compare(layer, collection, vector, wanted)
            asked = min(4 * asked, layer.vectors)
        return []

    def _compare(
        self, layer: Layer, collection: Collection, vector: Vectors, wanted: int
    ) -> list[tuple[int, float]]:
        """The nearest of a layer, found by comparing with each."""
        best: list[tuple[int, float]] = []
        count = 0
        for rows in self._server.all(collection):
            live = {key: row for key, row in rows.items() if key not in layer.removed}
            count += len(live)
            if live:
                best = sorted(best + nearest_of(live, vector, wanted), key=lambda hit: -hit[1])
                best = best[:wanted]
        if count != layer.live:
            raise self._missing()
        return best

    def _missing(self) -> IndexDamaged:
        return IndexDamaged(self._index, f"vectors are missing at {self._server.url}")


class ServerWriter:
    """The next generation of vectors. Nothing is sent before `commit`, and nothing that an earlier
    generation consists of is touched."""

    def __init__(self, part: Path, name: str, base: ServerVectors, server: ChromaServer) -> None:
        self._part = part
        self._name = name
        self._base = base
        self._server = server
        self._removed: set[int] = set()
        self._fresh: dict[int, Vectors] = {}

    def __len__(self) -> int:
        return sum(layer.live for layer, _ in self._reduced()) + len(self._fresh)

    def get(self, keys: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of these passages, shape (dimension,), by key."""
        fresh = {key: self._fresh[key] for key in keys if key in self._fresh}
        return fresh | self._base.get(
            [k for k in keys if k not in fresh and k not in self._removed]
        )

    def add(self, keys: Sequence[int], vectors: Vectors) -> None:
        """Enter the vectors of new passages."""
        self._fresh |= dict(zip(keys, vectors, strict=True))

    def remove(self, keys: Sequence[int]) -> None:
        """Take passages out."""
        fresh = {key for key in keys if self._fresh.pop(key, None) is not None}
        self._removed |= set(keys) - fresh

    def commit(self) -> None:
        """Send what is new as one collection, with small layers merged into it, and write down
        of which collections the generation consists.

        Raises:
            IndexDamaged: vectors of the generation built upon have been lost.
            IndexUnwritable: the server did not take all of it.
        """
        layers = dict(self._reduced())
        merged = to_merge(list(layers), len(self._fresh))
        record = [layer for layer in layers if layer not in merged]
        total = len(self._fresh) + sum(layer.live for layer in merged)
        if total:
            self._send(total, [(layer, layers[layer]) for layer in merged])
            record.append(Layer(self._name, total))
        write_layers(self._part, record)

    def _reduced(self) -> Iterator[tuple[Layer, Collection]]:
        """The layers of the base with what is removed now."""
        with _missing_as_damage(self._part.parent, self._server):
            for layer, collection in self._base.layers:
                here = self._server.present(collection, sorted(self._removed - layer.removed))
                yield replace(layer, removed=layer.removed | here), collection

    def _send(self, total: int, merged: Sequence[tuple[Layer, Collection]]) -> None:
        index, server = self._part.parent, self._server
        try:
            collection = server.create(self._name, {"citewell": self._name, "vectors": total})
            keys = list(self._fresh)
            for start in range(0, len(keys), _SENT_AT_ONCE):
                some = keys[start : start + _SENT_AT_ONCE]
                server.add(collection, some, np.stack([self._fresh[key] for key in some]))
            for layer, source in merged:
                self._copy(layer, source, collection)
            if server.count(collection) != total:
                raise IndexUnwritable(index, f"{server.url} did not take all vectors")
        except CollectionMissing as error:
            why = f"a collection was deleted at {server.url} while it was used: {error}"
            raise IndexUnwritable(index, why) from error

    def _copy(self, layer: Layer, source: Collection, target: Collection) -> None:
        copied = 0
        for rows in self._server.all(source):
            live = {key: row for key, row in rows.items() if key not in layer.removed}
            if live:
                self._server.add(target, list(live), np.stack(list(live.values())))
            copied += len(live)
        if copied != layer.live:
            what = f"collection {layer.collection} at {self._server.url} has lost vectors"
            raise IndexDamaged(self._part.parent, what)

    def close(self) -> None:
        """What was not committed lies nowhere; a collection begun is swept by the next run."""


def _prefix(owner_id: str) -> str:
    return f"citewell-{owner_id}-"


@contextlib.contextmanager
def _missing_as_damage(index: Path, server: ChromaServer) -> Iterator[None]:
    try:
        yield
    except CollectionMissing as error:
        raise IndexDamaged(index, f"{error} at {server.url}") from error
