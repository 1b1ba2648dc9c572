"""Files are read in a process beside this one, which may end without taking the run with it."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from citewell import load_settings
from citewell.errors import DocumentUnreadable, RunCancelled
from citewell.ingest.reading import ReadingRoom, _send
from ingest.reading import outline
from ingest.written import paragraph, pdf, title

TEA = pdf(title("Tea"), paragraph("Tea is dried in pans."))
# A text that becomes many times as large in memory.
LARGE = b"<html><body>" + b"<p>x" * 6_000_000
# What is read of it is more than a pipe holds.
LONG = b"<html><body>" + b"<p>Tea is dried in pans.</p>" * 20_000


@pytest.fixture
def room():
    with ReadingRoom(load_settings()) as room:
        yield room


def halted(settings):
    """A room whose process stands still: to whoever waits, that of a file without end, on a
    machine of any speed."""
    room = ReadingRoom(settings)
    os.kill(room._start().pid, signal.SIGSTOP)
    return room


can_halt = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows cannot halt one")


def test_what_comes_back_is_what_was_read(room):
    article = room.read("a.pdf", TEA)
    assert outline(article) == ["h1: Tea", "p: Tea is dried in pans."]
    assert (article.page_starts, article.about.title) == ((0,), "Tea")


def test_a_file_that_cannot_be_read_fails_alone(room):
    with pytest.raises(DocumentUnreadable, match="it is damaged"):
        room.read("a.pdf", TEA[:300])
    assert room.read("b.pdf", TEA).text.startswith("Tea")


def test_text_needs_no_other_process(room):
    assert room.read("a.md", b"# Tea\n\nIt is dried.").about.title == "Tea"
    assert room._process is None


@can_halt
def test_a_file_that_takes_too_long_fails_alone():
    with halted(load_settings(file_seconds=3)) as room:
        with pytest.raises(DocumentUnreadable) as told:
            room.read("a.pdf", TEA)
        assert told.value.reason == "it took longer than 3 seconds to read (CITEWELL_FILE_SECONDS)"
        assert room._process is None
    with ReadingRoom(load_settings()) as room:
        assert room.read("b.pdf", TEA).text.startswith("Tea")


def test_a_file_that_takes_too_much_memory_fails_alone():
    with ReadingRoom(load_settings(file_memory=256)) as room:
        with pytest.raises(DocumentUnreadable, match="CITEWELL_FILE_MEMORY"):
            room.read("a.html", LARGE)
        assert room.read("b.pdf", TEA).text.startswith("Tea")


def test_a_reader_that_dies_is_started_anew(room):
    room.read("a.pdf", TEA)
    assert room._process is not None
    room._process.kill()
    room._process.wait()
    with pytest.raises(DocumentUnreadable, match="reading it came to a sudden end"):
        room.read("b.pdf", TEA)
    assert room.read("c.pdf", TEA).text.startswith("Tea")


@can_halt
def test_a_run_that_is_cancelled_does_not_wait_for_a_slow_file():
    cancel = threading.Event()
    threading.Timer(1.0, cancel.set).start()

    def waiting() -> None:
        if cancel.is_set():
            raise RunCancelled

    began = time.monotonic()
    with halted(load_settings()) as room, pytest.raises(RunCancelled):
        room.read("a.pdf", TEA, waiting)
    assert time.monotonic() - began < load_settings().file_seconds


def test_its_process_ends_with_the_room():
    with ReadingRoom(load_settings()) as room:
        room.read("a.pdf", TEA)
        assert room._process is not None
        number = room._process.pid
    assert not Path(f"/proc/{number}").exists()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such timers")
def test_a_slow_file_ends_its_process_though_nobody_waits_any_more():
    """As after a run that was killed: nobody takes the reply, so it is never told whole."""
    with ReadingRoom(load_settings(file_seconds=1)) as room:
        process = room._start()
        for part in (b"a.html", LONG):
            _send(process.stdin, part)
        process.stdin.flush()
        assert process.wait(60) == -signal.SIGALRM
