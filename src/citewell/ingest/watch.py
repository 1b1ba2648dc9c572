"""The only door to watchfiles: follows the corpus and indexes what changes in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from citewell.errors import CorpusUnusable, IndexBusy, VectorsUnreachable
from citewell.ingest.account import Account
from citewell.ingest.build import Indexer
from citewell.settings import Settings

_SETTLED = 400  # milliseconds without a change, after which a run begins
_LOOKS = 1000  # milliseconds between two looks at whether to end


def follow(
    indexer: Indexer, settings: Settings, stop: threading.Event
) -> Iterator[Account | CorpusUnusable | IndexBusy | VectorsUnreachable]:
    """One run now and one after each change of the corpus, until `stop` is set: the account of
    each, or what kept it from being done.

    A change while a run is under way leads to another. A run that another process was in the
    way of, or a server that was away, is tried again.

    Raises:
        CorpusUnusable: there is no such folder to begin with.
        CitewellError: what no waiting would mend (no model, a full disk).
    """
    from watchfiles import watch

    corpus = settings.corpus
    if not corpus.is_dir():
        raise CorpusUnusable(f"There is no folder {corpus} to follow.")
    changes = watch(
        corpus,
        stop_event=stop,
        step=_SETTLED,
        rust_timeout=_LOOKS,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    is_due = True
    for changed in changes:
        if not (changed or is_due):
            continue
        try:
            yield indexer.run()
            is_due = False
        except (CorpusUnusable, IndexBusy, VectorsUnreachable) as problem:
            # An unmounted folder comes back, another indexer finishes, a server is started again.
            is_due = not isinstance(problem, CorpusUnusable)
            yield problem
