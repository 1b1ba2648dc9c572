"""`citewell mcp`, talked to by the client of the protocol's own SDK."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from citewell.answering.answer import Answer, Citation
from citewell.cli.mcp import server_of
from citewell.errors import IndexMissing

mcp = pytest.importorskip("mcp", reason="the extra citewell[mcp] is not installed")
anyio = pytest.importorskip("anyio")

CITED = Citation(1, "tea.md", "Drying tea", "", 0, 9, "Green tea", 0.9, None)
ANSWER = Answer("q", "q", False, None, 0.9, "Green tea [1]", citations=(CITED,))


class AssistantDouble:
    def __init__(self, problem: Exception | None = None) -> None:
        self.library = self
        self.problem = problem
        self.asked: list[Any] = []

    def reply(self, *asked: Any) -> Answer:
        if self.problem:
            raise self.problem
        self.asked.append(asked)
        return ANSWER

    def documents(self) -> tuple[Any, ...]:
        return ()

    def article(self, name: str) -> Any:
        raise KeyError(name)


def talk(server: Any, *calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The tools that are offered, and the result of each call."""

    async def run() -> tuple[list[Any], list[Any]]:
        async with mcp.Client(server) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, given) for name, given in calls]

    # In a thread of its own: where browser tests run too, this one has an event loop already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, run).result()


def test_only_asking_reading_and_listing_are_offered_and_all_only_read() -> None:
    tools, _ = talk(server_of(AssistantDouble()))  # type: ignore[arg-type]
    assert sorted(tool.name for tool in tools) == ["ask", "documents", "read"]
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description for tool in tools)


def test_asking_gives_the_object_that_the_command_line_prints() -> None:
    assistant = AssistantDouble()
    given = {"question": "q", "history": ["earlier"], "documents": ["tea.md"]}
    _, [result] = talk(server_of(assistant), ("ask", given))  # type: ignore[arg-type]
    assert json.loads(result.content[0].text) == json.loads(json.dumps(ANSWER.to_json()))
    assert assistant.asked == [("q", ["earlier"], frozenset({"tea.md"}))]


def test_what_goes_wrong_is_told_in_one_line() -> None:
    from pathlib import Path

    broken = AssistantDouble(IndexMissing(Path("index")))
    calls = ("ask", {"question": "q"}), ("read", {"document": "../etc/passwd"})
    _, results = talk(server_of(broken), *calls)  # type: ignore[arg-type]
    assert [result.is_error for result in results] == [True, True]
    assert "There is no index in index yet." in results[0].content[0].text
    assert "There is no document ../etc/passwd in the library." in results[1].content[0].text


@pytest.mark.models
def test_the_command_speaks_over_standard_input_and_output(settings: Any) -> None:
    from citewell import Indexer

    Indexer(settings).run()
    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "citewell", "mcp", "--index", str(settings.index)],
        env={**os.environ, "CITEWELL_READER": "off", "CITEWELL_CONFIDENCE": "0"},
    )
    _, [listed, asked] = talk(
        server, ("documents", {}), ("ask", {"question": "How is green tea dried?"})
    )
    assert "tea.md" in "".join(part.text for part in listed.content)
    answer = json.loads(asked.content[0].text)
    assert not answer["declined"]
    assert {cited["document"] for cited in answer["citations"]} >= {"tea.md"}
