"""Whose question is answered next, when more are waiting than can be answered at once.

Gradio answers in the order of arrival, so that whoever sends a hundred questions is served before
everybody who comes a second later. Here the next question is that of the address that has waited
longest for its turn; among the questions of one address, and where nobody else waits, it is the
order of arrival. (Round robin, as in Nagle, "On packet switches with infinite storage",
RFC 970, 1985.)
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

_REMEMBERED = 10_000  # addresses


def take_turns(queue: Any) -> None:
    """Let addresses take turns in a queue of Gradio's, which hands out what stands first."""
    turns = Turns()
    in_order = queue.get_events

    def get_events() -> Any:
        for waiting in queue.event_queue_per_concurrency_id.values():
            turns.put_first(waiting.queue)
        picked = in_order()
        if picked is not None:
            turns.served(picked[0][0])
        return picked

    queue.get_events = get_events


class Turns:
    """Remembers in which order the addresses were served."""

    def __init__(self) -> None:
        self._served: OrderedDict[str, int] = OrderedDict()  # address to the number of its turn
        self._count = 0

    def put_first(self, waiting: list[Any]) -> None:
        """Move the event whose address was served longest ago to the front."""
        if len(waiting) > 1:
            at = min(
                range(len(waiting)), key=lambda i: (self._served.get(_address(waiting[i]), 0), i)
            )
            waiting.insert(0, waiting.pop(at))

    def served(self, event: Any) -> None:
        """Note that an address has had its turn."""
        self._count += 1
        self._served.pop(_address(event), None)
        self._served[_address(event)] = self._count
        while len(self._served) > _REMEMBERED:
            self._served.popitem(last=False)


def _address(event: Any) -> str:
    client = event.request.client
    return client.host if client else "?"
