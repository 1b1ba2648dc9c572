"""The index as it was before the run: what can be built upon, and what it holds."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from citewell.documents import Article
from citewell.errors import IndexUnusable
from citewell.store import generations
from citewell.store.catalogue import Catalogue
from citewell.store.generations import Stamp
from citewell.store.vectors import VectorStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Before:
    """What the index held before the run.

    `base` is the generation that can be built upon: the current one, if it is whole and has the
    same stamp. `hashes` are the SHA-256 of the documents it holds, by name; `folder` is where
    they lie, also if it cannot be built upon.
    """

    folder: Path | None
    base: Path | None
    hashes: dict[str, str]

    @classmethod
    def of(cls, index: Path, stamp: Stamp, vectors: VectorStore) -> Before:
        """What the index holds; nothing if it cannot be read, which is logged.

        Raises:
            VectorsUnreachable: whether its vectors are there cannot be said.
        """
        try:
            folder = generations.current(index)
            if folder is None:
                return cls(None, None, {})
            catalogue = Catalogue.read(folder / "catalogue.sqlite")
            try:
                hashes, passages = catalogue.hashes(), catalogue.passage_count()
            finally:
                catalogue.close()
            is_base = (
                generations.read_stamp(folder) == stamp
                and generations.is_whole(folder)
                and vectors.can_be_built_upon(folder, passages)
            )
            return cls(folder, folder if is_base else None, hashes)
        except IndexUnusable as damage:
            log.warning("%s It is built anew.", damage)
            return cls(None, None, {})

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
            if article is None or was.suffix != now.suffix or article.about.title == was.stem:
                found.append((old, new))
        return found
