"""A page in a process of its own, as a user starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

CORPUS = Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True)
class Started:
    url: str
    began: float  # by perf_counter
    pid: int


@contextmanager
def started(index: Path) -> Iterator[Started]:
    """A page in a process of its own, from the moment that it says where it is."""
    own = {"CITEWELL_CORPUS": str(CORPUS), "CITEWELL_INDEX": str(index), "CITEWELL_PORT": "0"}
    began = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "citewell", "serve"],
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, "it did not say where it is"
        yield Started(found[0], began, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)
