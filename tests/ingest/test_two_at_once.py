"""Two that index at once, and files that change while they are read."""

from __future__ import annotations

import itertools
import os
import sys
import threading
from pathlib import Path
from typing import Any

from citewell import Settings
from citewell.errors import IndexBusy
from ingest.children import context
from ingest.runs import contents, index, library, write

ROUNDS = 12


def index_often(settings: Settings, together: Any, told: Any) -> None:
    """Index so many times, with changes of its own in between; tell how often that was done and
    how often another process was in the way."""
    done = busy = 0
    together.wait(60)
    own = settings.corpus / f"own{os.getpid()}.md"
    for number in itertools.count():
        own.write_text(f"# Own\n\nThe number is {number}.\n", encoding="utf-8")
        try:
            index(settings)
            done += 1
        except IndexBusy:
            busy += 1
        if done >= ROUNDS:
            break
    told.put((done, busy))


def test_two_processes_that_index_never_write_at_once(settings):
    told, together = context().SimpleQueue(), context().Barrier(2)
    arguments = (settings, together, told)
    children = [context().Process(target=index_often, args=arguments) for _ in range(2)]
    for child in children:
        child.start()
    counts = [told.get() for _ in children]
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0]
    assert [done for done, _ in counts] == [ROUNDS, ROUNDS]
    assert sum(busy for _, busy in counts) > 0
    index(settings)
    fresh = settings.model_copy(update={"index": settings.index.with_name("fresh")})
    index(fresh)
    assert contents(library(settings).snapshot()) == contents(library(fresh).snapshot())


class _Interruption:
    """Does something once, right after a file is opened and before it is read."""

    def __init__(self, path: Path, action: Any) -> None:
        self._path, self._action = str(path), action
        self._thread = threading.get_ident()
        sys.addaudithook(self._look)  # there is no taking it away: it acts once

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]) == self._path and self._action:
            if threading.get_ident() != self._thread:
                return
            action, self._action = self._action, None
            action()


def test_a_file_that_grows_as_it_is_opened_is_read_as_it_is_then(settings):
    path = settings.corpus / "tea.md"

    def grow() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("\nThe last line came late.\n")

    def report(now: Any) -> None:
        if (now.stage, now.done) == ("Reading", 0):
            _Interruption(path, grow)

    index(settings, report)
    article = library(settings).snapshot().article("tea.md")
    assert article.text.endswith("The last line came late.\n")
    assert index(settings).account.unchanged == 3


def test_a_file_that_is_replaced_again_and_again_is_never_read_by_halves(settings):
    """A program that saves the proper way: beside, and then in its place."""
    path = settings.corpus / "long.md"
    versions = [f"# Long\n\n{f'It is version{n}. ' * 20_000}\n" for n in range(2)]
    write(settings.corpus, {"long.md": versions[0]})
    stop = threading.Event()

    def replace() -> None:
        for number in itertools.count():
            if stop.is_set():
                return
            beside = path.with_name(".beside")
            beside.write_text(versions[number % 2], encoding="utf-8")
            beside.replace(path)

    writer = threading.Thread(target=replace)
    writer.start()
    try:
        for _ in range(3):
            account = index(settings).account
            reasons = {failure.reason for failure in account.failed}
            assert reasons <= {"it changed while it was read; it is read again next time"}
            names = [record.name for record in library(settings).documents()]
            if "long.md" in names:
                assert library(settings).article("long.md").text in versions
    finally:
        stop.set()
        writer.join()
    index(settings)
    assert library(settings).article("long.md").text == path.read_text(encoding="utf-8")
