"""How time and memory grow with the folder: 1,000, 10,000 and 100,000 passages.

Building is done with an encoder that costs nothing, so that the times are the pipeline's own;
asking is done with the real models. Each size is built in a process of its own, whose memory is
that of it and of its children together. One hundred thousand take about ten minutes.
"""

from __future__ import annotations

import multiprocessing
import statistics
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import Any

import pytest
from hashed import HashedEncoder
from synthetic import write_corpus

from citewell.answering.assistant import Assistant
from citewell.ingest.build import Indexer
from citewell.settings import Settings

pytestmark = [pytest.mark.benchmark, pytest.mark.models]

SIZES = (1_000, 10_000, 100_000)
MOST_MEMORY = 2048  # megabytes, at 100,000 passages
ASKED = 100  # questions at each size


@dataclass(frozen=True)
class Figures:
    """Of one size: CPU seconds of the pipeline alone, wall seconds of answers, megabytes."""

    documents: int
    passages: int
    build: float
    one_changed: float
    unchanged: float
    build_memory: int
    asking: tuple[float, ...]
    asking_memory: int

    @property
    def median(self) -> float:
        return statistics.median(self.asking)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.asking, n=20)[-1]

    def __str__(self) -> str:
        return (
            f"{self.passages:,} passages of {self.documents:,} documents: without encoding built "
            f"in {self.build:.1f} s of CPU, one changed {self.one_changed:.2f} s, unchanged "
            f"{self.unchanged:.2f} s, at most {self.build_memory} MB; asked: median "
            f"{self.median * 1000:.0f} ms, p95 {self.p95 * 1000:.0f} ms, {self.asking_memory} MB"
        )


def resident() -> int:
    """Megabytes that this process and those below it have in memory (Linux)."""
    kilobytes, waiting = 0, [Path("/proc/self")]
    while waiting:
        process = waiting.pop()
        try:
            status = (process / "status").read_text()
            children = "".join(p.read_text() for p in (process / "task").glob("*/children"))
        except OSError:
            continue  # it has just ended
        waiting += [Path("/proc") / child for child in children.split()]
        kilobytes += next((int(s.split()[1]) for s in status.splitlines() if "VmRSS" in s), 0)
    return kilobytes // 1024


class Memory:
    """The most memory that was seen, looked at twenty times a second."""

    def __init__(self) -> None:
        self.most = 0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            self.most = max(self.most, resident())
            sleep(0.05)


def cpu(settings: Settings, encoder: HashedEncoder) -> tuple[float, Any]:
    """CPU seconds of a run, and its account."""
    began = process_time()
    account = Indexer(settings, encoder).run()
    return process_time() - began, account


def build(settings: Settings, told: Any) -> None:
    """Build, change one file, change nothing."""
    from sentence_transformers import SentenceTransformer  # noqa: F401 - what a real run has loaded

    memory, encoder = Memory(), HashedEncoder()
    whole, account = cpu(settings, encoder)
    changed = min(settings.corpus.rglob("*.md"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\nOne more line.\n")
    one, changes = cpu(settings, encoder)
    assert len(changes.changed) == 1
    nothing, _ = cpu(settings, encoder)
    told.put((account.documents, account.passages, whole, one, nothing, memory.most))


def ask(settings: Settings, names: list[str], told: Any) -> None:
    """Questions by name and without, each asked once, after a few that are not counted."""
    memory, assistant = Memory(), Assistant.open(settings)
    assistant.warm()
    questions = [
        shape.format(names[number * 7919 % len(names)])
        for number in range(ASKED // 2 + 4)
        for shape in ("How many mg of {} are given?", "Why is it so in winter, and for {} hours?")
    ]
    seconds = []
    for question in questions:
        began = perf_counter()
        assistant.reply(question)
        seconds.append(perf_counter() - began)
    told.put((tuple(seconds[8:]), memory.most))


def in_a_process(target: Any, *arguments: Any) -> Any:
    context = multiprocessing.get_context("spawn")
    told = context.SimpleQueue()
    process = context.Process(target=target, args=(*arguments, told))
    process.start()
    found = told.get()
    process.join()
    return found


def measured(place: Path, size: int) -> Figures:
    settings = Settings(corpus=place / "corpus", index=place / "index")
    names = write_corpus(settings.corpus, size)
    built = in_a_process(build, settings)
    asking, memory = in_a_process(ask, settings, names)
    return Figures(*built, asking=asking, asking_memory=memory)


def test_how_it_grows(tmp_path: Path) -> None:
    found = []
    for size in SIZES:
        found.append(measured(tmp_path / str(size), size))
        print(f"\n{found[-1]}", flush=True)
    smallest, largest = found[0], found[-1]
    print(f"p95 of asking: {largest.p95 / smallest.p95:.2f} times")
    assert largest.p95 <= 1.5 * smallest.p95
    assert max(largest.build_memory, largest.asking_memory) <= MOST_MEMORY
    assert largest.build < 150 * smallest.build * largest.passages / smallest.passages / 100
