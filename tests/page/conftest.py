"""A page that is served once for all tests, and one browser for all visits."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from page_doubles import AssistantDouble, IndexerDouble
from page_visits import Served, Visitor, serving

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="package")
def served() -> Iterator[Served]:
    """A page whose answers come quickly and always the same."""
    with serving(AssistantDouble(), IndexerDouble()) as page:
        yield page


@pytest.fixture
def serve_other() -> Iterator[Callable[..., Served]]:
    """Serves a page of its own, for tests in which something is slow or broken."""
    with ExitStack() as stack:
        yield lambda *parts: stack.enter_context(serving(*parts))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """One browser for the tests of this folder; its event loop must not outlive them."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no Chromium: install it, or name it in CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=_ARGUMENTS)
        context = browser.new_context()
        context.set_default_timeout(30_000)
        yield context
        browser.close()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Visitor]]:
    """Opens the page in a new tab; whatever it asks of any host is noted.

    The tabs share the browser's cache, which is half of the time, and what it has kept of
    conversations, unless the visitor `keeps` what was there before, is thrown away first.
    """
    tabs = []

    def come(
        served: Served, width: int = 1440, height: int = 900, query: str = "", keeps: bool = False
    ) -> Visitor:
        visitor = Visitor(chromium.new_page())
        tabs.append(visitor.page)
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.on("request", lambda request: visitor.requests.append(request.url))
        visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        if not keeps:
            visitor.page.goto(f"{served.url}/healthz")
            visitor.page.evaluate("localStorage.clear()")
            visitor.requests.clear()
        visitor.page.goto(f"{served.url}/{query}")
        visitor.page.locator("#conversation .welcome").wait_for()
        return visitor

    yield come
    for tab in tabs:
        tab.close()
