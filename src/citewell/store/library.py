"""The reader's side of the index: always the current generation, one whole one for each answer."""

from __future__ import annotations

import threading
import weakref
from functools import cached_property
from pathlib import Path

from citewell.documents import Article
from citewell.errors import IndexDamaged, IndexMissing, IndexOutdated
from citewell.settings import Settings
from citewell.store.catalogue import Catalogue, DocumentRecord
from citewell.store.generations import Stamp, hold, read_stamp, require_current
from citewell.store.lexical import LexicalIndex
from citewell.store.models import Encoder
from citewell.store.vectors import VectorIndex

__all__ = ["DocumentRecord", "Library", "Snapshot", "open_library"]

_ATTEMPTS = 5


def open_library(settings: Settings) -> Library:
    """The library that the settings name. No model is loaded for it."""
    return Library(settings.index, Stamp(Encoder.of(settings).id, settings.passage_tokens))


class Snapshot:
    """One generation of the index, open for reading. It stays as it is while others are built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held = hold(folder)
        self.stamp = read_stamp(folder)
        self.catalogue = Catalogue.read(folder / "catalogue.sqlite")
        self.documents = self.catalogue.documents()
        self.passage_count = self.catalogue.passage_count()
        self.abbreviations = self.catalogue.abbreviations()
        self._lock = threading.Lock()
        weakref.finalize(self, self.catalogue.close)

    @cached_property
    def _words(self) -> LexicalIndex:
        try:
            words = LexicalIndex.load(self.folder / "words")
        except (OSError, ValueError, KeyError) as error:
            raise IndexDamaged(self.folder.parent, f"words: {error}") from error
        if len(words) != self.passage_count:
            raise IndexDamaged(self.folder.parent, "the word index does not match the catalogue")
        return words

    @cached_property
    def _vectors(self) -> VectorIndex:
        vectors = VectorIndex.open(self.folder / "vectors")
        # Closed with the last answer that uses this generation, not while one does.
        vectors.close_when_dropped()
        if len(vectors) != self.passage_count:
            raise IndexDamaged(self.folder.parent, "the vectors do not match the catalogue")
        return vectors

    @property
    def words(self) -> LexicalIndex:
        """The passages by their words."""
        with self._lock:
            return self._words

    @property
    def vectors(self) -> VectorIndex:
        """The passages by meaning."""
        with self._lock:
            return self._vectors

    def article(self, name: str) -> Article:
        """A document as it was indexed.

        Raises:
            KeyError: there is no document of that name.
        """
        return self.catalogue.article(name)


class Library:
    """What is indexed in a folder. Sees a new generation as soon as it has been swapped in."""

    def __init__(self, index: Path, stamp: Stamp) -> None:
        self._index = index
        self._stamp = stamp
        self._open: Snapshot | None = None
        self._lock = threading.Lock()

    def snapshot(self) -> Snapshot:
        """The generation that answers now.

        Raises:
            IndexMissing: nothing has been indexed yet.
            IndexOutdated: the index was built with other settings.
            IndexDamaged: files are missing or broken.
        """
        with self._lock:
            for attempt in range(_ATTEMPTS):
                folder = require_current(self._index)
                if self._open is None or self._open.folder != folder:
                    try:
                        self._open = Snapshot(folder)
                    except Exception as error:
                        # Two swaps while it was being opened take the folder away.
                        if attempt + 1 < _ATTEMPTS and not folder.exists():
                            continue
                        if isinstance(error, IndexDamaged):
                            raise
                        raise IndexDamaged(self._index, f"{folder.name}: {error}") from error
                if self._open.stamp != self._stamp:
                    built, wanted = str(self._open.stamp), str(self._stamp)
                    raise IndexOutdated(self._index, built, wanted)
                return self._open
        raise IndexMissing(self._index)

    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents that are indexed, by name. Raises what `snapshot` does."""
        return self.snapshot().documents

    def article(self, name: str) -> Article:
        """A document as it was indexed.

        Raises:
            KeyError: there is no document of that name; and what `snapshot` raises.
        """
        return self.snapshot().article(name)
