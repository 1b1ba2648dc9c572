"""Fifty visitors at once, through the endpoint that programs use. Bounded; nothing is timed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from page_doubles import AssistantDouble, IndexerDouble
from page_visits import Served, serving

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
