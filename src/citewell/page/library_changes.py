"""What may change the library: adding, removing and re-indexing, each with its account."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from citewell.errors import CitewellError, RunCancelled
from citewell.ingest.corpus import add_document, remove_document, safe_name
from citewell.ingest.scan import names as names_in_folder
from citewell.page import words
from citewell.page.inline import safe
from citewell.page.render_answer import note_html, problem_html
from citewell.page.render_library import account_html

if TYPE_CHECKING:
    from citewell.ingest.account import Account
    from citewell.ingest.build import Indexer, Progress
    from citewell.settings import Settings

Report = Callable[["Progress"], None]

MOST_UPLOADED = 100  # files at a time

_log = logging.getLogger(__name__)


class LibraryChanges:
    """Carries out what visitors ask for, one change at a time, and tells what was done as HTML.

    `last` is the account of the last indexing run, `largest` what a file may have in megabytes.
    """

    def __init__(self, indexer: Indexer, settings: Settings) -> None:
        self._indexer = indexer
        self._corpus = settings.corpus
        self.largest = settings.file_size  # megabytes
        self._stop = Event()
        self.last: Account | None = None

    def get_ready(self) -> None:
        """Forget an earlier stop: a change has been asked for, and may be stopped from now on."""
        self._stop.clear()

    def stop(self) -> None:
        """Let the run that is going on end at its next step, without effect."""
        self._stop.set()

    def reindex(self, report: Report, allow_empty: bool = False) -> str:
        """Bring the index up to date."""
        try:
            self.last = self._indexer.run(report, allow_empty=allow_empty, cancel=self._stop)
        except RunCancelled as cancelled:
            return note_html(str(cancelled))
        except CitewellError as error:
            return problem_html(str(error))
        except Exception:
            _log.exception("indexing failed")
            return problem_html(words.UNEXPECTED)
        return account_html(self.last)

    def add(self, paths: Sequence[str], report: Report, replace: bool = False) -> str:
        """Put uploaded files into the folder and index them. Without `replace`, those whose name
        is `taken` are left out."""
        refused, is_changed = [], False
        for path in paths[:MOST_UPLOADED]:
            try:
                if replace or not self._is_there(path):
                    data = Path(path).read_bytes()
                    add_document(self._corpus, Path(path).name, data, self.largest, replace)
                    is_changed = True
            except (CitewellError, OSError) as error:
                refused.append(str(error))
        return _refused(refused) + (self.reindex(report) if is_changed else "")

    def taken(self, paths: Sequence[str]) -> list[str]:
        """Those uploaded files that would be written over another."""
        return [path for path in paths[:MOST_UPLOADED] if self._is_there(path)]

    def remove(self, names: Sequence[str], report: Report) -> str:
        """Take documents out of the folder and of the index."""
        refused = []
        for name in names:
            try:
                remove_document(self._corpus, name)
            except (CitewellError, OSError) as error:
                refused.append(str(error))
        if len(refused) == len(names):
            return _refused(refused)
        # An empty folder is a mistake, unless somebody has just emptied it.
        is_empty = not names_in_folder(self._corpus)
        return _refused(refused) + self.reindex(report, allow_empty=is_empty)

    def _is_there(self, path: str) -> bool:
        try:
            return os.path.lexists(self._corpus / safe_name(Path(path).name))
        except CitewellError:
            return False  # such a name is refused anyway


def _refused(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{safe(line)}</li>" for line in lines)
    return (
        f'<div class="account" role="status"><p class="label failed">{words.ADDED_NOT}</p>'
        f"<ul>{items}</ul></div>"
    )
