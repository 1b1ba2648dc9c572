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
from collections.abc import Callable
from fnmatch import fnmatchcase
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from citewell import Settings
from citewell.errors import CitewellError
from citewell.store.library import Snapshot
from ingest.runs import contents, index, library, quoted, write


def context() -> ForkServerContext:
    """How to start such a process."""
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(["chromadb", "bm25s", "nltk", "citewell.ingest.build"])
    return chosen


def of_another_process(target: Callable[..., None], settings: Settings) -> Any:
    """What a function that is given the settings and a queue tells from a process of its own."""
    told = context().SimpleQueue()
    child = context().Process(target=target, args=(settings, told))
    child.start()
    found = told.get()
    child.join(120)
    return found


def index_and_die(settings: Settings, moment: tuple[str, str]) -> None:
    """Index until the moment, then be killed as by a power cut.

    A moment is the name of an audit event with a pattern of the last parts of the path it is about
    ("os.rename", "CURRENT.new"), or a stage of progress with its count ("Reading", "1/3").
    """
    parts = moment[1].count("/") + 1

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event == moment[0] and fnmatchcase(
            "/".join(Path(str(arguments[0])).parts[-parts:]), moment[1]
        ):
            os.kill(os.getpid(), signal.SIGKILL)

    def report(progress: Any) -> None:
        if (progress.stage, f"{progress.done}/{progress.total}") == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    index(settings, report)


_OF_A_RUN = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "subprocess.Popen"}
_OF_A_PLACE = {"open", "sqlite3.connect", "os.listdir", "os.scandir", "shutil.copyfile"}


class _Moments:
    """The moments of a run: what the interpreter does to its folders and to processes, and each
    report of progress."""

    def __init__(self, settings: Settings, fatal: int | None = None) -> None:
        self.count = 0
        self._fatal = fatal
        self._said: Any = None
        self._folders = (str(settings.index), str(settings.corpus))
        sys.addaudithook(self._look)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _OF_A_RUN or (
            event in _OF_A_PLACE and any(place in str(arguments[0]) for place in self._folders)
        ):
            self.pass_by()

    def report(self, now: Any) -> None:
        """A report that says nothing new is no moment: while a file is waited for, there are as
        many as that takes."""
        if now != self._said:
            self._said = now
            self.pass_by()

    def pass_by(self) -> None:
        self.count += 1
        if self.count == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def index_and_die_at(settings: Settings, number: int) -> None:
    """Index, and be killed at the moment of this number."""
    os.environ["CITEWELL_INDEX"] = str(settings.index)  # by which a reader of files is known
    index(settings, _Moments(settings, number + 1).report)


def _count(settings: Settings, told: Any) -> None:
    moments = _Moments(settings)
    index(settings, moments.report)
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
    """What a reader finds in the index, or the name of what keeps it from reading."""
    try:
        told.put(contents(library(settings).snapshot()))
    except CitewellError as error:
        told.put(type(error).__name__)


VERSIONS = 51  # swaps, and one more


def version(number: int) -> dict[str, str]:
    """The documents of a version, all of which name it; one of them is new in it."""
    return {
        "steady.md": f"# Steady\n\nThe count stands at number{number}.\n",
        f"only{number}.md": f"# Only\n\nThe guest of number{number} has come.\n",
    }


def seen(snapshot: Snapshot) -> int:
    """The number of the version in the snapshot, all of which must be that version's."""
    names = [record.name for record in snapshot.documents]
    number = int(names[0].removeprefix("only").removesuffix(".md"))
    texts = {name: snapshot.article(name).text for name in names}
    assert texts == version(number)
    expected = [f"The count stands at number{number}.", f"The guest of number{number} has come."]
    assert sorted(quoted(snapshot, "count guest")) == expected
    keys = [key for key, _ in snapshot.words.search(["count", "guest"], 5)]
    passages = snapshot.catalogue.passages(keys)
    assert sorted(p.span.of(texts[p.document]) for p in passages) == expected
    return number


def look_at_versions(settings: Settings, found: Any, looked: Any, ended: Any) -> None:
    """Look, again and again and once after the end, and write down each version found."""
    reader = library(settings)
    while True:
        is_last = ended.is_set()
        found.append(seen(reader.snapshot()))
        looked.set()
        if is_last:
            return


def index_versions(settings: Settings, looked: Any, last: int = VERSIONS) -> None:
    """Index one version after the other, each after a reader has looked again."""
    for number in range(2, last + 1):
        looked.clear()
        looked.wait(60)
        (settings.corpus / f"only{number - 1}.md").unlink()
        write(settings.corpus, version(number))
        index(settings)
