"""Files are read where they can do no harm: in a process beside this one, with limits.

A file may make a parser loop, eat all memory or crash. What it takes down is that process, which
is ended and started anew; the file fails alone, with its reason, and all others are read. Text and
Markdown are read by our own code, in steps that grow with the text and no faster, and need none.

What comes back is data (JSON), never objects: a parser that was taken over has nothing to say
here but text and numbers, and those are checked.
"""

from __future__ import annotations

import contextlib
import json
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from dataclasses import asdict
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from citewell.documents import About, Article, Block
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import format_for, read_document
from citewell.store.structure import dump_blocks, load_blocks

if TYPE_CHECKING:  # the process beside this one starts the sooner, the less it imports
    from citewell.settings import Settings

_LENGTH = struct.Struct(">Q")
_LARGEST_REPLY = 1 << 30
_GRACE = 5.0  # seconds, in which the process that waits has ended the one beside it
_LOOK_UP = 0.2  # seconds between two looks at whether the run was cancelled


class ReadingRoom:
    """Reads documents for one run. Leave it (`with`), so that its process is ended.

    Args:
        settings: how long a file may take and how much memory; the process is started by the
            first file that needs it.
    """

    def __init__(self, settings: Settings) -> None:
        self._seconds = settings.file_seconds
        self._megabytes = settings.file_memory
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1, "reading")

    def __enter__(self) -> ReadingRoom:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()
        self._thread.shutdown(wait=True)

    def read(self, name: str, data: bytes, waiting: Callable[[], None] = lambda: None) -> Article:
        """The document that the bytes of the file `name` hold.

        Args:
            name: of the file, relative to the corpus.
            data: what is in it.
            waiting: called several times a second; what it raises ends the reading.

        Raises:
            DocumentUnreadable: with the reason: also if it took too long or too much memory.
        """
        if format_for(name, data).is_own:
            return read_document(name, data)
        process = self._process or self._start()
        exchange = self._thread.submit(_exchange, process, name, data)
        try:
            reply = self._wait(exchange, waiting)
        except TooLong as error:
            self._end()
            raise DocumentUnreadable(
                f"it took longer than {self._seconds:g} seconds to read (CITEWELL_FILE_SECONDS)"
            ) from error
        except (OSError, EOFError, ValueError) as error:
            self._end()
            raise DocumentUnreadable(
                "reading it came to a sudden end: it is damaged, or needs more than"
                f" {self._megabytes} MB (CITEWELL_FILE_MEMORY)"
            ) from error
        except BaseException:  # interrupted: nothing half read may answer the next file
            self._end()
            raise
        return _article(name, reply)

    def _wait(
        self, exchange: Future[dict[str, Any]], waiting: Callable[[], None]
    ) -> dict[str, Any]:
        until = time.monotonic() + self._seconds
        while True:
            try:
                return exchange.result(max(0.0, min(_LOOK_UP, until - time.monotonic())))
            except TooLong:
                if exchange.done() or time.monotonic() >= until:
                    raise
            waiting()

    def _start(self) -> subprocess.Popen[bytes]:
        limits = str(self._megabytes), str(self._seconds)
        command = [sys.executable, "-P", "-m", "citewell.ingest.reading", *limits]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                # What it was still to be told is of no interest any more.
                with contextlib.suppress(OSError):
                    pipe.close()


def _exchange(process: subprocess.Popen[bytes], name: str, data: bytes) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    _send(process.stdin, name.encode())
    _send(process.stdin, data)
    process.stdin.flush()
    reply: dict[str, Any] = json.loads(_receive(process.stdout, _LARGEST_REPLY))
    return reply


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)


def _receive(pipe: IO[bytes], most: int) -> bytes:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise EOFError
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _article(name: str, reply: dict[str, Any]) -> Article:
    """The article of a reply, once everything in it is within its text."""
    if "failed" in reply:
        raise DocumentUnreadable(str(reply["failed"]))
    try:
        article = Article(
            name,
            str(reply["text"]),
            About(**{key: str(value) for key, value in reply["about"].items()}),
            load_blocks(reply["blocks"]),
            tuple(int(start) for start in reply["page_starts"]),
            tuple(str(note) for note in reply["notes"]),
        )
        inside = all(_is_inside(block, len(article.text)) for block in article.blocks)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DocumentUnreadable("its structure could not be read") from error
    if not inside:
        raise DocumentUnreadable("its structure could not be read")
    return article


def _is_inside(block: Block, length: int) -> bool:
    return all(
        0 <= span.start <= span.end <= length for span in (block.span, *block.cells, *block.heads)
    )


def _serve(megabytes: int, seconds: float) -> None:
    """The other side: read one file after the other until there are no more."""
    _limit_memory(megabytes)
    # What a library prints must not get between the replies.
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    while True:
        try:
            name = _receive(sys.stdin.buffer, 1 << 20).decode()
            data = _receive(sys.stdin.buffer, 1 << 32)
        except EOFError:
            return
        _end_in(seconds + _GRACE)
        _send(answers, json.dumps(_reply(name, data, megabytes)).encode())
        answers.flush()
        _end_in(0)


def _reply(name: str, data: bytes, megabytes: int) -> dict[str, Any]:
    try:
        article = read_document(name, data)
    except DocumentUnreadable as error:
        return {"failed": error.reason}
    except MemoryError:
        return {"failed": f"it needs more than {megabytes} MB to be read (CITEWELL_FILE_MEMORY)"}
    except RecursionError:
        return {"failed": "its parts are nested too deeply"}
    except Exception as error:  # one odd file must not stop the others
        return {
            "failed": f"its structure could not be read ({type(error).__name__}: {error})"[:300]
        }
    return {
        "text": article.text,
        "about": asdict(article.about),
        "blocks": dump_blocks(article.blocks),
        "page_starts": article.page_starts,
        "notes": article.notes,
    }


def _end_in(seconds: float) -> None:
    """End this process then, unless called again; 0 means not at all. The one that waits for it
    does so earlier, unless it was killed: then nobody else would. Windows cannot."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(megabytes: int) -> None:
    """Where the system can: Windows cannot."""
    try:
        import resource
    except ImportError:
        return
    most = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _serve(int(sys.argv[1]), float(sys.argv[2]))
