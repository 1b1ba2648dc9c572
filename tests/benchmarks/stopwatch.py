"""How long something takes."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter


def seconds(action: Callable[[], object], rounds: int = 1) -> float:
    """The shortest of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        began = perf_counter()
        action()
        times.append(perf_counter() - began)
    return min(times)
