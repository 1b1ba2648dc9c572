"""Articles to index, in one run: scan, compare, read, split, embed, and swap in one step.

Nothing of the index that answers is touched. Whatever happens before the swap, a failure, a
crash or a cancelled run, leaves it whole.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from citewell.errors import CorpusUnusable, IndexUnwritable, RunCancelled, VectorsUnreachable
from citewell.ingest.account import Account, Note, Progress
from citewell.ingest.assemble import Parsed, assemble
from citewell.ingest.before import Before
from citewell.ingest.parse import Parser
from citewell.ingest.plan import Plan, compare
from citewell.ingest.scan import Failure, Scan, failed_among, scan
from citewell.settings import Settings
from citewell.store import generations
from citewell.store.catalogue import Catalogue
from citewell.store.generations import Stamp
from citewell.store.models import Encoder
from citewell.store.vectors import vector_store

__all__ = ["Account", "Indexer", "Progress"]

log = logging.getLogger(__name__)


class Indexer:
    """Brings an index up to date with a folder of documents.

    Args:
        settings: where they are and how the index is shaped.
        encoder: the embedding model; by default the one the settings name.
    """

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self._settings = settings
        self._encoder = encoder or Encoder.of(settings)
        self._parser = Parser(settings, self._encoder)
        self._vectors = vector_store(settings)
        self.stamp = Stamp(self._encoder.id, settings.passage_tokens, vectors=self._vectors.place)

    def run(
        self,
        progress: Callable[[Progress], None] | None = None,
        allow_empty: bool = False,
        rebuild: bool = False,
        cancel: threading.Event | None = None,
    ) -> Account:
        """Index what has changed since the last run.

        Args:
            progress: told how far the run has come.
            allow_empty: empty the index if the folder is empty, instead of refusing.
            rebuild: index everything, whatever the index holds.
            cancel: set by another thread, it ends the run within a moment.

        Raises:
            IndexBusy: another process is indexing.
            IndexUnwritable: the next index cannot be written.
            CorpusUnusable: the folder is missing, or empty while the index is not, or has nothing
                in common with the one that the index was built from.
            ModelUnavailable: the embedding model cannot be loaded.
            VectorsUnreachable: the vectors are on a server that does not answer.
            RunCancelled: `cancel` was set in time; nothing was changed.
        """
        report = _reporter(progress, cancel)
        began = time.perf_counter()
        try:
            with generations.writing(self._settings.index):
                self._vectors.sweep(self._settings.index)
                return self._run(report, allow_empty, rebuild, began)
        except OSError as error:
            why = getattr(error, "strerror", None) or str(error)
            raise IndexUnwritable(self._settings.index, why) from error

    def _run(
        self,
        report: Callable[[Progress], None],
        allow_empty: bool,
        rebuild: bool,
        began: float,
    ) -> Account:
        report(Progress("Looking for changes", 0, 1))
        found = scan(self._settings.corpus, self._settings.file_size)
        before = Before.of(self._settings.index, self.stamp, self._vectors)
        base = None if rebuild else before.base
        failed = failed_among(before.hashes, found.failures)
        # Where nothing can be built upon, every document that stays has to be done again.
        indexed = before.hashes if base else dict.fromkeys(before.hashes, "")
        plan = compare(indexed, found.hashes, failed)
        if plan.removed and not found.hashes and not allow_empty:
            raise CorpusUnusable(
                f"There are no documents in {self._settings.corpus}, and the index holds "
                f"{len(before.hashes)}. Nothing was changed. To empty the index, run: "
                "citewell index --allow-empty"
            )
        if not rebuild and not allow_empty:
            self._refuse_another(before, found)
        return self._carry_out(plan, found, before, base, report, began)

    def _refuse_another(self, before: Before, found: Scan) -> None:
        """An index that was built from another folder is not replaced unasked."""
        corpus = self._settings.corpus
        has_none = before.hashes and set(before.hashes.values()).isdisjoint(found.hashes.values())
        if has_none and before.corpus not in ("", str(corpus.resolve())):
            raise CorpusUnusable(
                f"The index in {self._settings.index} was built from {before.corpus}, and {corpus} "
                "holds none of those documents. Nothing was changed. Name another index with "
                "--index, or, to give this one up, run: citewell index --rebuild"
            )

    def _carry_out(
        self,
        plan: Plan,
        found: Scan,
        before: Before,
        base: Path | None,
        report: Callable[[Progress], None],
        began: float,
    ) -> Account:
        parsed, failures = self._parser.parse(plan.to_read, report)
        failures += found.failures
        read = {entry.article.name for entry in parsed}
        done = replace(
            plan,
            added=tuple(name for name in plan.added if name in read),
            changed=tuple(name for name in plan.changed if name in read),
        )
        folder = base
        if base is None or not before.is_current or not done.is_empty:
            moved = before.need_rereading(done.renamed) if base else []
            if moved:
                done = self._read_moved(moved, done, parsed, failures, report)
            if base is None:
                parsed += self._kept(before, failures)
            self._build(base, done, moved, parsed, report)
            folder = generations.require_current(self._settings.index)
        documents, passages = _sizes(folder)
        return Account(
            done.added,
            done.changed,
            done.renamed,
            done.removed,
            len(done.unchanged),
            tuple(sorted(failures, key=lambda failure: failure.document)),
            documents,
            passages,
            time.perf_counter() - began,
            _notes(parsed),
        )

    def _read_moved(
        self,
        moved: Sequence[tuple[str, str]],
        done: Plan,
        parsed: list[Parsed],
        failures: list[Failure],
        report: Callable[[Progress], None],
    ) -> Plan:
        """Read documents again whose new name tells another way to read them; one that cannot be
        read so is gone from the plan's renamed and among its removed."""
        read, lost = self._parser.parse([new for _, new in moved], report)
        parsed += read
        failures += lost
        unread = {failure.document for failure in lost}
        gone = [old for old, new in moved if new in unread]
        return replace(
            done,
            renamed=tuple(pair for pair in done.renamed if pair[1] not in unread),
            removed=tuple(sorted((*done.removed, *gone))),
        )

    def _build(
        self,
        base: Path | None,
        done: Plan,
        moved: Sequence[tuple[str, str]],
        parsed: Sequence[Parsed],
        report: Callable[[Progress], None],
    ) -> None:
        """Build the next generation and make it the current one."""
        work = replace(
            done,
            renamed=tuple(pair for pair in done.renamed if pair not in moved),
            removed=tuple({*done.removed, *(old for old, _ in moved)}),
        )
        index, corpus = self._settings.index, str(self._settings.corpus.resolve())
        with generations.next_generation(index, self.stamp, corpus) as part:
            assemble(part, base, work, parsed, self._encoder, self._vectors, report)
        try:
            self._vectors.sweep(self._settings.index)
        except VectorsUnreachable as error:
            log.warning("The new index answers; the old one is cleared away later. %s", error)

    def _kept(self, before: Before, failures: Sequence[Failure]) -> Iterator[Parsed]:
        """Documents that cannot be read now, as the index before has them."""
        for name in sorted(failed_among(before.hashes, failures)):
            article = before.article(name)
            if article is not None:
                yield self._parser.split(article, before.hashes[name])


def _reporter(
    progress: Callable[[Progress], None] | None, cancel: threading.Event | None
) -> Callable[[Progress], None]:
    """Tells `progress`, and ends the run if it was cancelled."""

    def report(now: Progress) -> None:
        if cancel is not None and cancel.is_set():
            raise RunCancelled
        if progress is not None:
            progress(now)

    return report


def _notes(parsed: Sequence[Parsed]) -> tuple[Note, ...]:
    """What the readers remarked on the documents of this run, by document."""
    found = (Note(entry.article.name, note) for entry in parsed for note in entry.article.notes)
    return tuple(sorted(found, key=lambda note: note.document))


def _sizes(folder: Path | None) -> tuple[int, int]:
    """How many documents and passages a generation has."""
    if folder is None:
        return 0, 0
    catalogue = Catalogue.read(folder / "catalogue.sqlite")
    try:
        return len(catalogue.hashes()), catalogue.passage_count()
    finally:
        catalogue.close()
