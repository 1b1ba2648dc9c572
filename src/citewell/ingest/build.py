"""Articles to index, in one run: scan, compare, read, split, embed, and swap in one step.

Nothing of the index that answers is touched. Whatever happens before the swap, a failure, a
crash or a cancelled run, leaves it whole.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from citewell.documents import Article
from citewell.errors import (
    CitewellError,
    CorpusUnusable,
    DocumentUnreadable,
    IndexUnusable,
    IndexUnwritable,
)
from citewell.ingest.account import Account, Progress
from citewell.ingest.assemble import Parsed, assemble
from citewell.ingest.formats import read_document
from citewell.ingest.plan import Plan, compare
from citewell.ingest.scan import Failure, Scan, scan
from citewell.ingest.split import embedding_texts, split
from citewell.settings import Settings
from citewell.store import generations
from citewell.store.catalogue import Catalogue, IndexedPassage
from citewell.store.generations import Stamp
from citewell.store.models import Encoder
from citewell.terms import terms

__all__ = ["Account", "Indexer", "Progress"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Before:
    """What the index held before the run.

    `base` is the generation that can be built upon: the current one, if it is whole and has the
    same stamp. `hashes` are the SHA-256 of the documents it holds, by name; `folder` is where
    they lie, also if it cannot be built upon.
    """

    folder: Path | None
    base: Path | None
    hashes: dict[str, str]

    @classmethod
    def of(cls, index: Path, stamp: Stamp) -> _Before:
        """What the index holds; nothing if it cannot be read, which is logged."""
        try:
            folder = generations.current(index)
            if folder is None:
                return cls(None, None, {})
            catalogue = Catalogue.read(folder / "catalogue.sqlite")
            try:
                hashes = catalogue.hashes()
            finally:
                catalogue.close()
            is_base = generations.read_stamp(folder) == stamp and generations.is_whole(folder)
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
        rebuild: bool = False,
    ) -> Account:
        """Index what has changed since the last run.

        Args:
            progress: told how far the run has come.
            allow_empty: empty the index if the folder is empty, instead of refusing.
            rebuild: index everything, whatever the index holds.

        Raises:
            IndexBusy: another process is indexing.
            IndexUnwritable: the next index cannot be written.
            CorpusUnusable: the folder is missing, or empty while the index is not.
            ModelUnavailable: the embedding model cannot be loaded.
        """
        report = progress or (lambda _: None)
        began = time.perf_counter()
        try:
            with generations.writing(self._settings.index):
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
        found = scan(self._settings.corpus)
        before = _Before.of(self._settings.index, self.stamp)
        if before.hashes and not found.hashes and not found.failures and not allow_empty:
            raise CorpusUnusable(
                f"There are no documents in {self._settings.corpus}, and the index holds "
                f"{len(before.hashes)}. Nothing was changed. To empty the index, run: "
                "citewell index --allow-empty"
            )
        base = None if rebuild else before.base
        failed = frozenset(failure.document for failure in found.failures)
        # Where nothing can be built upon, every document that stays has to be done again.
        indexed = before.hashes if base else dict.fromkeys(before.hashes, "")
        plan = compare(indexed, found.hashes, failed)
        return self._carry_out(plan, found, before, base, report, began)

    def _carry_out(
        self,
        plan: Plan,
        found: Scan,
        before: _Before,
        base: Path | None,
        report: Callable[[Progress], None],
        began: float,
    ) -> Account:
        parsed, failures = self._read(plan.to_read, report)
        failures += found.failures
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
            moved = before.need_rereading(done.renamed) if base else []
            if moved:
                done = self._read_moved(moved, done, parsed, failures, report)
            if base is None:
                parsed += self._kept(before, {failure.document for failure in failures})
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
        read, lost = self._read([new for _, new in moved], report)
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
        with generations.next_generation(self._settings.index, self.stamp) as part:
            assemble(part, base, work, parsed, self._encoder, report)

    def _kept(self, before: _Before, failed: set[str]) -> Iterator[Parsed]:
        """Documents that cannot be read now, as the index before has them."""
        for name in sorted(failed & before.hashes.keys()):
            article = before.article(name)
            if article is not None:
                yield self._parse(article, before.hashes[name])

    def _read(
        self, names: Sequence[str], report: Callable[[Progress], None]
    ) -> tuple[list[Parsed], list[Failure]]:
        """The files that are new or changed, split; one that cannot be read fails alone."""
        parsed: list[Parsed] = []
        failures: list[Failure] = []
        for number, name in enumerate(names):
            report(Progress("Reading", number, len(names)))
            try:
                data = (self._settings.corpus / name).read_bytes()
                article = read_document(name, data)
                parsed.append(self._parse(article, hashlib.sha256(data).hexdigest()))
            except DocumentUnreadable as error:
                failures.append(Failure(name, error.reason))
            except OSError as error:
                failures.append(Failure(name, error.strerror or str(error)))
            except CitewellError:
                raise  # no model, say: it would fail for every file
            except Exception as error:  # one odd file must not stop the others
                log.warning("%s could not be read", name, exc_info=error)
                failures.append(Failure(name, f"its structure could not be read ({error})"))
        report(Progress("Reading", len(names), len(names)))
        return parsed, failures

    def _parse(self, article: Article, sha256: str) -> Parsed:
        encoder = self._encoder
        passages = split(
            article, encoder.count_tokens, self._settings.passage_tokens, encoder.window
        )
        if not passages:
            raise DocumentUnreadable("it has no text that could be cited")
        texts = embedding_texts(article, passages, encoder.count_tokens)
        entries = [
            IndexedPassage(passage, hashlib.sha256(text.encode()).hexdigest()[:32], terms(text))
            for passage, text in zip(passages, texts, strict=True)
        ]
        return Parsed(article, sha256, entries, texts)


def _sizes(folder: Path | None) -> tuple[int, int]:
    """How many documents and passages a generation has."""
    if folder is None:
        return 0, 0
    catalogue = Catalogue.read(folder / "catalogue.sqlite")
    try:
        return len(catalogue.hashes()), catalogue.passage_count()
    finally:
        catalogue.close()
