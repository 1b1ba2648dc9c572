"""The page served from a thread, and a visitor who does what people do with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic, sleep
from typing import Any

from page_doubles import SuggestionsDouble

from citewell.page.serve import PageServer, application, listen, url_of
from citewell.page.warming import Warming


@dataclass
class Served:
    url: str
    assistant: Any
    indexer: Any


@contextmanager
def serving(assistant: Any, indexer: Any, suggestions: Any = None) -> Iterator[Served]:
    listener = listen("127.0.0.1", 0)
    warming = Warming(assistant)
    suggestions = suggestions or SuggestionsDouble()
    server = PageServer(application(assistant, indexer, warming, suggestions), warming)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        until = monotonic() + 30
        while not server.started and monotonic() < until:
            sleep(0.05)
        yield Served(url_of(listener), assistant, indexer)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listener.close()


@dataclass
class Visitor:
    """One person with a browser of their own, and what a person does with this page."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str, wait: str = ".answer, .refusal, .problem") -> Any:
        """Send a question, and give back the message that answers it."""
        messages = self.page.locator("#conversation .bot-row")
        before = messages.count()
        box = self.page.get_by_label("Your question")
        box.fill(question)
        box.press("Enter")
        message = messages.nth(before)
        message.locator(wait).first.wait_for()
        return message

    def open(self, mark: Any) -> Any:
        """Click a mark, and give back the reading room when it shows the document."""
        mark.click()
        return self.room()

    def room(self) -> Any:
        """The reading room, once a document is open in it."""
        room = self.page.locator("#reading-room .room.is-open")
        room.locator("article, .problem").first.wait_for()
        return room

    def highlighted(self) -> str:
        """The highlighted words of the open document."""
        return " ".join(" ".join(self.room().locator("mark.cited").all_inner_texts()).split())
