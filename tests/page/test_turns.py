from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from citewell.page.turns import Turns, take_turns


def event(host: str | None, name: str) -> Any:
    client = None if host is None else SimpleNamespace(host=host)
    return SimpleNamespace(request=SimpleNamespace(client=client), name=name)


class QueueDouble:
    """Hands out the first event of its one line, as Gradio's queue does."""

    def __init__(self, *events: Any) -> None:
        self.line = SimpleNamespace(queue=[*events])
        self.event_queue_per_concurrency_id = {"ask": self.line}

    def get_events(self) -> tuple[list[Any], bool, str] | None:
        return ([self.line.queue.pop(0)], False, "ask") if self.line.queue else None


def served(queue: QueueDouble) -> list[str]:
    taken = iter(queue.get_events, None)
    return [events[0].name for events, _, _ in taken]


def test_who_sends_many_questions_keeps_nobody_waiting() -> None:
    many = [event("a", f"a{number}") for number in range(4)]
    queue = QueueDouble(*many, event("b", "b0"), event("c", "c0"), event("b", "b1"))
    take_turns(queue)
    assert served(queue) == ["a0", "b0", "c0", "a1", "b1", "a2", "a3"]


def test_alone_it_is_first_come_first_served() -> None:
    queue = QueueDouble(*(event("a", str(number)) for number in range(5)))
    take_turns(queue)
    assert served(queue) == ["0", "1", "2", "3", "4"]


def test_who_is_new_comes_before_who_was_served() -> None:
    turns = Turns()
    turns.served(event("a", "before"))
    waiting = [event("a", "again"), event(None, "unknown"), event("b", "new")]
    turns.put_first(waiting)
    assert [each.name for each in waiting] == ["unknown", "again", "new"]
