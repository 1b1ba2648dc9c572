"""The index as it was before the run: what it holds, and what can be built upon."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from citewell.documents import Article
from citewell.errors import IndexUnusable
from citewell.ingest.formats import named
from citewell.store import generations
from citewell.store.catalogue import Catalogue
from citewell.store.generations import Stamp
from citewell.store.vectors import VectorStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Before:
    """What the index held before the run.

    `folder` is the newest generation that is whole: the current one, or, if that is damaged, one
    before it; nothing is ever taken over from one that is not. `hashes` are the SHA-256 of the
    documents it holds, by name, and `corpus` is where they lay. `base` is the same generation if
    it can be built upon, that is, has the same stamp and its vectors; `is_current` says whether it
    is the one that answers.
    """

    folder: Path | None
    base: Path | None
    hashes: dict[str, str]
    corpus: str
    is_current: bool

    @classmethod
    def of(cls, index: Path, stamp: Stamp, vectors: VectorStore) -> Before:
        """What the index holds; nothing if no generation is whole. Damage is logged.

        Raises:
            VectorsUnreachable: whether its vectors are there cannot be said.
        """
        current = None
        try:
            current = generations.current(index)
        except IndexUnusable as damage:
            log.warning("%s This run mends it.", damage)
        for folder in filter(None, (current, *generations.earlier(index))):
            try:
                generations.check_whole(folder)
                catalogue = Catalogue.read(folder / "catalogue.sqlite")
                try:
                    hashes, passages = catalogue.hashes(), catalogue.passage_count()
                finally:
                    catalogue.close()
                is_base = generations.read_stamp(folder) == stamp and vectors.can_be_built_upon(
                    folder, passages
                )
            except IndexUnusable as damage:
                log.warning("%s This run mends it.", damage)
                continue
            corpus = generations.read_corpus(folder)
            return cls(folder, folder if is_base else None, hashes, corpus, folder == current)
        return cls(None, None, {}, "", False)

    def article(self, name: str) -> Article | None:
        """A document as the index before has it; None if it cannot be had."""
        if self.folder is None:
            return None
        try:
            catalogue = Catalogue.read(self.folder / "catalogue.sqlite")
            try:
                return catalogue.article(name)
            finally:
                catalogue.close()
        except (IndexUnusable, KeyError, ValueError, TypeError):
            return None

    def need_rereading(self, moves: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of the renamed documents whose name told how to read them, or what they are."""
        found = []
        for old, new in moves:
            article = self.article(old)
            was, now = PurePosixPath(old), PurePosixPath(new)
            if article is None or was.suffix != now.suffix or article.about.title == named(old):
                found.append((old, new))
        return found
