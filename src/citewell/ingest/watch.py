"""The only door to watchfiles: follows the corpus and indexes what changes in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from citewell.errors import CorpusUnusable, IndexBusy, VectorsUnreachable
from citewell.ingest.account import Account
from citewell.ingest.build import Indexer
from citewell.settings import Settings
from citewell.store.generations import is_own

_SETTLED = 400  # milliseconds without a change, after which a run begins
_LOOKS = 1000  # milliseconds between two looks at whether to end


def follow(
    indexer: Indexer, settings: Settings, stop: threading.Event
) -> Iterator[Account | CorpusUnusable | IndexBusy | VectorsUnreachable]:
    """One run now and one after each change of the corpus, until `stop` is set: the account of
    each, or what kept it from being done.

    A change while a run is under way leads to another. A run that another process was in the
    way of, or a server that was away, is tried again; a corpus that goes is followed again when
    there is one in its place.

    Raises:
        CorpusUnusable: there is no such folder to begin with, or the system does not tell of it.
        CitewellError: what no waiting would mend (no model, a full disk).
    """
    if not settings.corpus.is_dir():
        raise CorpusUnusable(f"There is no folder {settings.corpus} to follow.")
    is_due = False
    for is_changed in _changes(settings, stop):
        if not (is_changed or is_due):
            continue
        try:
            yield indexer.run()
            is_due = False
        except (CorpusUnusable, IndexBusy, VectorsUnreachable) as problem:
            # An unmounted folder comes back, another indexer finishes, a server is started again.
            is_due = not isinstance(problem, CorpusUnusable)
            yield problem


def _changes(settings: Settings, stop: threading.Event) -> Iterator[bool]:
    """Whether there is something to do, each time that somebody looks: now, and after a change.

    The system tells of changes to a folder, not of those to a name: when the corpus is deleted
    and made again, or something is mounted in its place, the new one has to be followed anew.
    """
    from watchfiles import watch

    corpus, index = settings.corpus, settings.index.resolve()
    while not stop.is_set():
        followed, is_new = _identity(corpus), True
        if followed is None:
            stop.wait(_LOOKS / 1000)
            continue
        try:
            for changes in watch(
                corpus.resolve(),
                # An index that lies in the corpus must not be followed by a run upon each run.
                watch_filter=lambda _, path: not is_own(Path(path), index),
                stop_event=stop,
                step=_SETTLED,
                rust_timeout=_LOOKS,
                yield_on_timeout=True,
                raise_interrupt=True,
                ignore_permission_denied=True,
            ):
                yield bool(changes) or is_new
                is_new = False
                now = _identity(corpus)
                if now is None:
                    yield True  # so that it is told
                if now != followed:
                    break
        except FileNotFoundError:  # it went while it was about to be followed
            continue
        except OSError as error:
            raise CorpusUnusable(f"The folder {corpus} cannot be followed: {error}.") from error


def _identity(corpus: Path) -> tuple[int, int] | None:
    """Which folder it is; None if there is none."""
    try:
        status = corpus.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
