"""Articles to index, in one run: scan, compare, read, split, embed, and swap in one step.

Nothing of the index that answers is touched. Whatever happens before the swap, a failure, a
crash or a cancelled run, leaves it whole.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from citewell.documents import Article
from citewell.errors import CorpusUnusable, DocumentUnreadable, IndexUnusable
from citewell.ingest.abbreviations import definitions
from citewell.ingest.formats import read_document
from citewell.ingest.plan import Plan, compare
from citewell.ingest.scan import Failure, Scan, scan
from citewell.ingest.split import embedding_texts, split
from citewell.settings import Settings
from citewell.store import generations
from citewell.store.catalogue import Catalogue, IndexedPassage
from citewell.store.generations import Stamp
from citewell.store.lexical import LexicalIndex
from citewell.store.models import Encoder, Vectors
from citewell.store.vectors import VectorIndex
from citewell.terms import terms

ENCODED_AT_ONCE = 1024  # passages between two reports of progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come: `done` of `total` files or passages."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Account:
    """What a run did, by name. `documents` and `passages` are in the index after it."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]
    documents: int
    passages: int
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The account as the command line gives it out."""
        return {**asdict(self), "seconds": round(self.seconds, 3)}


@dataclass(slots=True)
class _Parsed:
    """A document that was read and split, on its way into the index."""

    article: Article
    sha256: str
    passages: list[IndexedPassage]
    texts: list[str] = field(default_factory=list)


class Indexer:
    """Brings an index up to date with a folder of documents.

    Args:
        settings: where they are and how the index is shaped.
        encoder: the embedding model; by default the one the settings name.
    """

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self._settings = settings
        self._encoder = encoder or Encoder.of(settings)
        self.stamp = Stamp(self._encoder.id, settings.passage_tokens)

    def run(
        self,
        progress: Callable[[Progress], None] | None = None,
        allow_empty: bool = False,
    ) -> Account:
        """Index what has changed since the last run.

        Raises:
            IndexBusy: another process is indexing.
            CorpusUnusable: the folder is missing, or empty while the index is not.
            ModelUnavailable: the embedding model cannot be loaded.
        """
        report = progress or (lambda _: None)
        began = time.perf_counter()
        with generations.writing(self._settings.index):
            report(Progress("Looking for changes", 0, 1))
            found = scan(self._settings.corpus)
            base = self._base()
            indexed = _hashes(base)
            if indexed and not found.hashes and not found.failures and not allow_empty:
                raise CorpusUnusable(
                    f"There are no documents in {self._settings.corpus}, and the index holds "
                    f"{len(indexed)}. Nothing was changed. To empty the index, run: "
                    "citewell index --allow-empty"
                )
            failed = frozenset(failure.document for failure in found.failures)
            plan = compare(indexed, found.hashes, failed)
            return self._carry_out(plan, found, base, report, began)

    def _base(self) -> Path | None:
        """The generation that can be built upon: the current one, if it has the same stamp."""
        try:
            folder = generations.current(self._settings.index)
            return folder if folder and generations.read_stamp(folder) == self.stamp else None
        except IndexUnusable as damage:
            log.warning("%s It is built anew.", damage)
            return None

    def _carry_out(
        self,
        plan: Plan,
        found: Scan,
        base: Path | None,
        report: Callable[[Progress], None],
        began: float,
    ) -> Account:
        parsed, failures = self._read(plan, report)
        read = {entry.article.name for entry in parsed}
        done = Plan(
            added=tuple(name for name in plan.added if name in read),
            changed=tuple(name for name in plan.changed if name in read),
            renamed=plan.renamed,
            removed=plan.removed,
            unchanged=plan.unchanged,
        )
        folder = base
        if base is None or not done.is_empty:
            with generations.next_generation(self._settings.index, self.stamp) as part:
                self._write(part, base, done, parsed, report)
            folder = generations.require_current(self._settings.index)
        documents, passages = _sizes(folder)
        return Account(
            done.added,
            done.changed,
            done.renamed,
            done.removed,
            len(done.unchanged),
            tuple(sorted((*found.failures, *failures), key=lambda failure: failure.document)),
            documents,
            passages,
            time.perf_counter() - began,
        )

    def _read(
        self, plan: Plan, report: Callable[[Progress], None]
    ) -> tuple[list[_Parsed], list[Failure]]:
        """The files that are new or changed, split; one that cannot be read fails alone."""
        parsed: list[_Parsed] = []
        failures: list[Failure] = []
        for number, name in enumerate(plan.to_read):
            report(Progress("Reading", number, len(plan.to_read)))
            try:
                data = (self._settings.corpus / name).read_bytes()
                article = read_document(name, data)
                parsed.append(self._parse(article, hashlib.sha256(data).hexdigest()))
            except DocumentUnreadable as error:
                failures.append(Failure(name, error.reason))
            except OSError as error:
                failures.append(Failure(name, error.strerror or str(error)))
            except (ValueError, RecursionError, UnicodeError) as error:
                log.warning("%s could not be read", name, exc_info=error)
                failures.append(Failure(name, f"its structure could not be read ({error})"))
        report(Progress("Reading", len(plan.to_read), len(plan.to_read)))
        return parsed, failures

    def _parse(self, article: Article, sha256: str) -> _Parsed:
        encoder = self._encoder
        passages = split(
            article, encoder.count_tokens, self._settings.passage_tokens, encoder.window
        )
        texts = embedding_texts(article, passages, encoder.count_tokens)
        entries = [
            IndexedPassage(passage, hashlib.sha256(text.encode()).hexdigest()[:32], terms(text))
            for passage, text in zip(passages, texts, strict=True)
        ]
        return _Parsed(article, sha256, entries, texts)

    def _write(
        self,
        part: Path,
        base: Path | None,
        plan: Plan,
        parsed: Sequence[_Parsed],
        report: Callable[[Progress], None],
    ) -> None:
        """Make the generation in `part`: the one in `base` with the plan carried out."""
        if base is not None:
            shutil.copy2(base / "catalogue.sqlite", part / "catalogue.sqlite")
            shutil.copytree(base / "vectors", part / "vectors")
        catalogue = Catalogue.write(part / "catalogue.sqlite")
        vectors = VectorIndex.open(part / "vectors")
        try:
            known = self._known_vectors(catalogue, vectors, parsed)
            fresh = self._encode_new(known, parsed, report)
            report(Progress("Writing", 0, 1))
            for name in (*plan.removed, *plan.changed):
                vectors.remove(catalogue.remove(name))
            catalogue.rename(plan.renamed)
            for entry in parsed:
                keys = catalogue.add(
                    entry.article,
                    entry.sha256,
                    entry.passages,
                    list(dict.fromkeys(definitions(entry.article.text))),
                )
                rows = [known.get(p.digest, fresh.get(p.digest)) for p in entry.passages]
                if keys:
                    vectors.add(keys, np.stack([row for row in rows if row is not None]))
            catalogue.commit()
            pairs = list(catalogue.all_terms())
            LexicalIndex.build(part / "words", [k for k, _ in pairs], [t for _, t in pairs])
        finally:
            catalogue.close()
            vectors.close()
        report(Progress("Writing", 1, 1))

    @staticmethod
    def _known_vectors(
        catalogue: Catalogue, vectors: VectorIndex, parsed: Sequence[_Parsed]
    ) -> dict[str, Vectors]:
        """Vectors of the generation before for text that stayed the same, by digest."""
        digests = {p.digest for entry in parsed for p in entry.passages}
        keys = catalogue.keys_by_digest(digests)
        found = vectors.get(list(keys.values())) if keys else {}
        return {digest: found[key] for digest, key in keys.items() if key in found}

    def _encode_new(
        self,
        known: dict[str, Vectors],
        parsed: Sequence[_Parsed],
        report: Callable[[Progress], None],
    ) -> dict[str, Vectors]:
        """Vectors of all other passages, by digest; the same text is encoded once."""
        texts = {
            p.digest: text
            for entry in parsed
            for p, text in zip(entry.passages, entry.texts, strict=True)
            if p.digest not in known
        }
        # Texts of like length side by side waste no arithmetic on padding.
        digests = sorted(texts, key=lambda digest: len(texts[digest]), reverse=True)
        vectors: dict[str, Vectors] = {}
        for some in _slices(digests, ENCODED_AT_ONCE):
            report(Progress("Embedding", len(vectors), len(digests)))
            encoded = self._encoder.encode([texts[digest] for digest in some])
            vectors.update(zip(some, encoded, strict=True))
        report(Progress("Embedding", len(digests), len(digests)))
        return vectors


def _slices(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _hashes(folder: Path | None) -> dict[str, str]:
    if folder is None:
        return {}
    catalogue = Catalogue.read(folder / "catalogue.sqlite")
    try:
        return catalogue.hashes()
    finally:
        catalogue.close()


def _sizes(folder: Path | None) -> tuple[int, int]:
    """How many documents and passages a generation has."""
    if folder is None:
        return 0, 0
    catalogue = Catalogue.read(folder / "catalogue.sqlite")
    try:
        return len(catalogue.hashes()), catalogue.passage_count()
    finally:
        catalogue.close()
