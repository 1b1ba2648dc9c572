"""What many visitors cost: latency of fifty as a ratio to one, memory over 2,000 questions.

Through the endpoint that programs use, on loopback, with the real index and models. For memory the
reader is left out, which takes most of the time of an answer and remembers a fixed number of pairs.
"""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from urllib.request import Request, urlopen

import pytest
from running import CORPUS, Started, started

from citewell.ingest.build import Indexer
from citewell.settings import Settings

pytestmark = [pytest.mark.benchmark, pytest.mark.models]

VISITORS = 50
QUESTIONS = 2_000
KIND = (
    "What dose was used in patient {}?",
    "What is the half-life of baricitinib in group {}?",
    "What happened after {} weeks?",
    "How many patients were in trial {}?",
)


@contextmanager
def visited(folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: str) -> Iterator[Started]:
    """A page over the corpus that has answered its first question."""
    Indexer(Settings(corpus=CORPUS, index=folder / "index")).run()
    for name, value in {"per_minute": "0", **settings}.items():
        monkeypatch.setenv(f"CITEWELL_{name.upper()}", value)
    with started(folder / "index") as page:
        ask(page, "What is baricitinib?")
        yield page


def ask(page: Started, question: str) -> float:
    """Seconds from question to answer."""
    began = perf_counter()
    body = json.dumps({"question": question}).encode()
    where = f"{page.url}/gradio_api/call/v2/ask"
    event = json.load(urlopen(Request(where, body, {"Content-Type": "application/json"})))
    said = urlopen(f"{where}/{event['event_id']}").read().decode().strip().splitlines()
    assert said[-2] == "event: complete", said
    assert json.loads(said[-1].removeprefix("data: "))[0]["question"] == question
    return perf_counter() - began


def question(number: int) -> str:
    """None is asked twice, so that nothing is answered from memory."""
    return KIND[number % len(KIND)].format(number)


def test_fifty_visitors_against_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with visited(tmp_path, monkeypatch) as page:
        alone = statistics.median(ask(page, question(number)) for number in range(20))
        with ThreadPoolExecutor(VISITORS) as crowd:
            took = sorted(crowd.map(lambda n: ask(page, question(1000 + n)), range(VISITORS)))
    median, worst = statistics.median(took), took[-1]
    print(
        f"\none visitor {alone * 1000:.0f} ms; fifty at once: median {median / alone:.0f} times, "
        f"the last {worst / alone:.0f} times"
    )
    # One core does the work of all: fifty questions take fifty times one, the middle one half.
    assert worst < 2 * VISITORS * alone


def resident(page: Started) -> float:
    """Megabytes of memory that the process of the page holds."""
    statm = Path(f"/proc/{page.pid}/statm")
    if not statm.exists():
        pytest.skip("there is no /proc to read it from")
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def test_memory_is_flat_over_two_thousand_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    with visited(tmp_path, monkeypatch, reader="off", confidence="0.0") as page:
        for number in range(QUESTIONS):
            ask(page, question(number))
            if (number + 1) % (QUESTIONS // 8) == 0:
                held.append(resident(page))
    print("\nmegabytes after each 250 questions: " + ", ".join(f"{each:.0f}" for each in held))
    # The first questions fill what has a limit: what is remembered, the allocator's free pages.
    assert held[-1] < 1.03 * max(held[1], held[2])
