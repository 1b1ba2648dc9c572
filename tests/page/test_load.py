"""Fifty visitors at once, through the endpoint that programs use. Bounded; nothing is timed."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Lock
from time import sleep
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from page_doubles import AssistantDouble, IndexerDouble
from page_visits import Served, serving

from citewell.answering.answer import Answer

VISITORS = 50


def ask(url: str, question: str) -> str:
    """The question that the answer says it answers."""
    body = json.dumps({"data": [question, []]}).encode()
    request = Request(f"{url}/gradio_api/call/ask", body, {"Content-Type": "application/json"})
    event = json.load(urlopen(request, timeout=60))["event_id"]
    said = urlopen(f"{url}/gradio_api/call/ask/{event}", timeout=120).read().decode()
    kind, data = said.strip().splitlines()[-2:]
    assert kind == "event: complete", said
    return str(json.loads(data.removeprefix("data: "))[0]["question"])


def test_fifty_visitors_at_once_all_get_their_own_answer(served: Served) -> None:
    questions = [f"What dose did visitor {number} ask about?" for number in range(VISITORS)]
    with ThreadPoolExecutor(VISITORS) as crowd:
        assert [*crowd.map(lambda question: ask(served.url, question), questions)] == questions


def test_who_asks_too_much_is_told_to_wait_and_others_are_not_kept_waiting() -> None:
    assistant = AssistantDouble()
    assistant.settings = assistant.settings.model_copy(update={"per_minute": 3})
    with serving(assistant, IndexerDouble()) as page:
        statuses = []
        for _ in range(5):
            try:
                ask(page.url, "What dose?")
                statuses.append(200)
            except HTTPError as error:
                statuses.append(error.code)
        assert statuses == [200, 200, 200, 429, 429]
        assert urlopen(f"{page.url}/healthz").status == 200


class Counting(AssistantDouble):
    """Answers one after the other, and remembers in which order."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []
        self.gate = Lock()

    def reply(self, question: str, *rest: Any) -> Answer:
        with self.gate:
            sleep(0.05)
            self.order.append(question)
            return super().reply(question, *rest)


def begin(url: str, question: str, address: str) -> None:
    """Send a question from an address of this machine, without waiting for its answer."""
    where = urlsplit(url)
    connection = HTTPConnection(where.hostname, where.port, source_address=(address, 0))
    body = json.dumps({"data": [question]})
    connection.request("POST", "/gradio_api/call/ask", body, {"Content-Type": "application/json"})
    assert connection.getresponse().status == 200
    connection.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere loopback is one address only")
def test_who_asks_much_does_not_keep_others_waiting() -> None:
    assistant = Counting()
    with serving(assistant, IndexerDouble()) as page:
        for number in range(30):
            begin(page.url, f"much {number}", "127.0.0.1")
        begin(page.url, "little", "127.0.0.2")
        waiting_then = 30 - len(assistant.order)
        ask(page.url, "the last")
        # What is being answered already when it comes is answered first: four, and as many more
        # as were finished until then. In the order of arrival it would be the 31st.
        assert len(assistant.order) == 32
        assert assistant.order.index("little") < 30 - waiting_then + 6
