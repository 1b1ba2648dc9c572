"""Indexing in processes of their own, which may be killed at a moment of one's choice.

The processes are forked from a server that has the heavy libraries loaded, so that each starts
in an instant. A moment is what the interpreter is about to do, as its audit events tell it, or a
report of progress: no function of ours is replaced.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from fnmatch import fnmatchcase
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from citewell import Settings
from citewell.errors import CitewellError
from ingest.runs import contents, index, library, write


def context() -> ForkServerContext:
    """How to start such a process."""
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(["chromadb", "bm25s", "nltk", "citewell.ingest.build"])
    return chosen


def index_and_die(settings: Settings, moment: tuple[str, str]) -> None:
    """Index until the moment, then be killed as by a power cut.

    A moment is the name of an audit event with a pattern of the last part of the path it is about
    ("os.rename", "CURRENT.new"), or a stage of progress with its count ("Reading", "1/3").
    """

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event == moment[0] and fnmatchcase(Path(os.fsdecode(arguments[0])).name, moment[1]):
            os.kill(os.getpid(), signal.SIGKILL)

    def report(progress: Any) -> None:
        if (progress.stage, f"{progress.done}/{progress.total}") == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    index(settings, report)


class _Moments:
    """The moments of a run: whatever the interpreter does to files and processes, and each report
    of progress. What belongs to no run, like the reading of our own sources, is none."""

    def __init__(self, fatal: int | None = None) -> None:
        self.count = 0
        self._fatal = fatal
        sys.addaudithook(self._look)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        kind, _, _ = event.partition(".")
        if event == "open" or kind in ("os", "shutil", "sqlite3", "subprocess", "fcntl"):
            if event == "open" and str(arguments[0]).endswith((".py", ".pyc")):
                return
            self.pass_by()

    def pass_by(self, _: Any = None) -> None:
        self.count += 1
        if self.count == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def index_and_die_at(settings: Settings, number: int) -> None:
    """Index, and be killed at the moment of this number."""
    os.environ["CITEWELL_INDEX"] = str(settings.index)  # by which a reader of files is known
    index(settings, _Moments(number + 1).pass_by)


def _count(settings: Settings, told: Any) -> None:
    moments = _Moments()
    index(settings, moments.pass_by)
    told.put(moments.count)


def count_moments(settings: Settings) -> int:
    """Index in another process; gives back how many moments that had."""
    told = context().SimpleQueue()
    child = context().Process(target=_count, args=(settings, told))
    child.start()
    found = told.get()
    child.join(60)
    return int(found)


def tell_contents(settings: Settings, told: Any) -> None:
    """What a reader finds in the index, or what keeps it from reading."""
    try:
        told.put(contents(library(settings).snapshot()))
    except CitewellError as error:
        told.put(error)


VERSIONS = 51


def version(number: int) -> dict[str, str]:
    """The documents of a version, all of which name it; one of them is new in it."""
    return {
        "steady.md": f"# Steady\n\nThe count stands at number{number}.\n",
        f"only{number}.md": f"# Only\n\nThe guest of number{number} has come.\n",
    }


def index_versions(settings: Settings, looked: Any) -> None:
    """Index one version after the other, each after the reader has looked again."""
    for number in range(2, VERSIONS + 1):
        looked.clear()
        looked.wait(60)
        (settings.corpus / f"only{number - 1}.md").unlink()
        write(settings.corpus, version(number))
        index(settings)
