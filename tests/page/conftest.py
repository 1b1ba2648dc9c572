"""The page served to a real browser, from a thread of the tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
from page_doubles import AssistantDouble, IndexerDouble

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@dataclass
class Served:
    url: str
    assistant: AssistantDouble
    indexer: IndexerDouble


@contextmanager
def serving(assistant: AssistantDouble, indexer: IndexerDouble) -> Iterator[Served]:
    from citewell.page.serve import PageServer, application, listen, url_of
    from citewell.page.warming import Warming

    listener = listen("127.0.0.1", 0)
    warming = Warming(assistant)
    server = PageServer(application(assistant, indexer, warming), warming)
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


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """A page whose answers come quickly and always the same."""
    with serving(AssistantDouble(), IndexerDouble()) as page:
        yield page


@pytest.fixture
def serve_other() -> Iterator[Callable[..., Served]]:
    """Serves a page of its own, for tests in which something is slow or broken."""
    with ExitStack() as stack:
        yield lambda assistant, indexer: stack.enter_context(serving(assistant, indexer))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no Chromium: install it, or name it in CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=_ARGUMENTS)
        context = browser.new_context()
        context.set_default_timeout(10_000)
        yield context
        browser.close()


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


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Visitor]]:
    """Opens the page in a new tab; whatever it asks of any host is noted.

    The tabs share the browser's cache, which is half of the time, and nothing else: a
    conversation lives in its tab.
    """
    tabs = []

    def come(served: Served, width: int = 1440, height: int = 900, query: str = "") -> Visitor:
        visitor = Visitor(chromium.new_page())
        tabs.append(visitor.page)
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.on("request", lambda request: visitor.requests.append(request.url))
        visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        visitor.page.goto(f"{served.url}/{query}")
        visitor.page.locator("#conversation .welcome").wait_for()
        return visitor

    yield come
    for tab in tabs:
        tab.close()
