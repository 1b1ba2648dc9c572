"""How long something takes."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter, process_time
from typing import TypeVar

Result = TypeVar("Result")


def seconds(action: Callable[[], object], rounds: int = 1) -> float:
    """The shortest of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        began = perf_counter()
        action()
        times.append(perf_counter() - began)
    return min(times)


def cpu_seconds(action: Callable[[], Result], rounds: int = 1) -> tuple[float, Result]:
    """The least CPU seconds of this process in some rounds, and what the last gave back.

    CPU seconds hardly depend on what else the machine is doing; torch should have one thread.
    """
    times = []
    for _ in range(rounds):
        began = process_time()
        result = action()
        times.append(process_time() - began)
    return min(times), result
