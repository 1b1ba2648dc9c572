"""The reader's side of the index: always the current generation, one whole one for each answer."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections import defaultdict
from functools import cached_property
from pathlib import Path

from citewell.documents import Article
from citewell.errors import IndexDamaged, IndexMissing, IndexOutdated, VectorsUnreachable
from citewell.settings import Settings
from citewell.store.catalogue import Catalogue, DocumentRecord
from citewell.store.generations import (
    Stamp,
    check_whole,
    earlier,
    hold,
    read_stamp,
    require_current,
)
from citewell.store.lexical import LexicalIndex
from citewell.store.models import Encoder
from citewell.store.vectors import VectorIndex, VectorsInFolders, VectorStore, vector_store
from citewell.terms import terms

__all__ = ["DocumentRecord", "Library", "Snapshot", "open_library"]

_ATTEMPTS = 5

log = logging.getLogger(__name__)


def open_library(settings: Settings) -> Library:
    """The library that the settings name. No model is loaded for it."""
    vectors = vector_store(settings)
    stamp = Stamp(Encoder.of(settings).id, settings.passage_tokens, vectors=vectors.place)
    return Library(settings.index, stamp, vectors)


class Snapshot:
    """One generation of the index, open for reading. It stays as it is while others are built."""

    def __init__(self, folder: Path, vectors: VectorStore) -> None:
        self.folder = folder
        self._store = vectors
        self._held = hold(folder)
        check_whole(folder)
        self.stamp = read_stamp(folder)
        self.catalogue = Catalogue.read(folder / "catalogue.sqlite")
        self.documents = self.catalogue.documents()
        self.passage_count = self.catalogue.passage_count()
        self.abbreviations = self.catalogue.abbreviations()
        self._lock = threading.Lock()
        weakref.finalize(self, self.catalogue.close)
        # What is damaged is told now, while an earlier generation can still answer in its place.
        _ = self._words
        if self.stamp.vectors == vectors.place:  # else it is outdated, and so told
            _ = self._vectors

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
        vectors = self._store.read(self.folder)
        # Closed with the last answer that uses this generation, not while one does.
        vectors.close_when_dropped()
        if len(vectors) != self.passage_count:
            raise IndexDamaged(self.folder.parent, "the vectors do not match the catalogue")
        some = self.catalogue.keys_of(record.name for record in self.documents[:1])[:1]
        for vector in vectors.get(some).values():
            vectors.search(vector, 1)  # Chroma looks into some of its files no sooner than now
        return vectors

    @cached_property
    def titles(self) -> dict[str, frozenset[str]]:
        """The names of the documents whose title has a term, for each term of a title."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for record in self.documents:
            for term in terms(record.about.title):
                found[term].add(record.name)
        return {term: frozenset(names) for term, names in found.items()}

    def opening_with(self, name: str) -> frozenset[str]:
        """The documents that have a name near their beginning."""
        return self.catalogue.opening_with(name)

    def with_word(self, word: str) -> int:
        """How many documents have a word anywhere."""
        return self.catalogue.with_word(word)

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
    """What is indexed in a folder. Sees a new generation as soon as it has been swapped in.

    If the current generation is found damaged, the one before it answers, and `damage` says so.

    Args:
        index: the folder of the index.
        stamp: what it has to be built with.
        vectors: where its vectors are; by default with the rest.
    """

    def __init__(self, index: Path, stamp: Stamp, vectors: VectorStore | None = None) -> None:
        self._index = index
        self._stamp = stamp
        self._vectors = vectors or VectorsInFolders()
        self._unreachable: tuple[float, VectorsUnreachable] | None = None
        self._open: Snapshot | None = None
        self._damage: IndexDamaged | None = None
        self._damaged_folder: Path | None = None
        self._lock = threading.Lock()

    @property
    def damage(self) -> str:
        """What is wrong with the newest index, if an earlier one answers; else ""."""
        return "" if self._damage is None else str(self._damage)

    def snapshot(self) -> Snapshot:
        """The generation that answers now.

        Raises:
            IndexMissing: nothing has been indexed yet.
            IndexOutdated: the index was built with other settings.
            IndexDamaged: files are missing or broken, and there is no earlier index.
            VectorsUnreachable: its vectors are on a server that does not answer.
        """
        asked = time.monotonic()
        with self._lock:
            if self._unreachable is not None and self._unreachable[0] > asked:
                # Found out while this caller waited: a server that hangs is waited for once.
                raise VectorsUnreachable(self._unreachable[1].url, self._unreachable[1].why)
            try:
                return self._checked(self._current())
            except VectorsUnreachable as error:
                self._unreachable = time.monotonic(), error
                raise

    def _current(self) -> Snapshot:
        for attempt in range(_ATTEMPTS):
            folder: Path | None = None
            try:
                folder = require_current(self._index)
                if self._open is None or folder not in (self._open.folder, self._damaged_folder):
                    self._open, self._damage = Snapshot(folder, self._vectors), None
            except (IndexMissing, VectorsUnreachable):
                raise
            except Exception as error:
                # Two swaps while it was being opened take the folder away.
                if folder is not None and attempt + 1 < _ATTEMPTS and not folder.exists():
                    continue
                self._open = self._earlier(folder, self._as_damage(folder, error))
            return self._open
        raise IndexMissing(self._index)

    def _as_damage(self, folder: Path | None, error: Exception) -> IndexDamaged:
        if isinstance(error, IndexDamaged):
            return error
        return IndexDamaged(self._index, f"{folder.name if folder else 'index'}: {error}")

    def _checked(self, snapshot: Snapshot) -> Snapshot:
        if snapshot.stamp != self._stamp:
            raise IndexOutdated(self._index, str(snapshot.stamp), str(self._stamp))
        return snapshot

    def _earlier(self, folder: Path | None, damage: IndexDamaged) -> Snapshot:
        """The newest earlier generation that is whole and was built with the same settings.

        Raises:
            IndexDamaged: there is none; it is the damage of the current one.
        """
        if self._damage is not None and self._open is not None and folder == self._damaged_folder:
            return self._open
        for candidate in earlier(self._index):
            try:
                snapshot = Snapshot(candidate, self._vectors)
            except (IndexDamaged, OSError):
                continue
            if snapshot.stamp == self._stamp:
                self._damage, self._damaged_folder = damage, folder
                log.warning("%s Until then the index before it answers.", damage)
                return snapshot
        raise damage

    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents that are indexed, by name. Raises what `snapshot` does."""
        return self.snapshot().documents

    def article(self, name: str) -> Article:
        """A document as it was indexed.

        Raises:
            KeyError: there is no document of that name; and what `snapshot` raises.
        """
        return self.snapshot().article(name)
