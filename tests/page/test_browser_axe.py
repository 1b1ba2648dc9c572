"""axe-core finds nothing to mend, in every state of the page, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_doubles import AssistantDouble, IndexerDouble, LibraryDouble
from page_visits import Served, Visitor

from citewell.errors import IndexMissing

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
WAYS = {
    "wide and light": {"width": 1440, "height": 900, "query": ""},
    "narrow and dark": {"width": 390, "height": 844, "query": "?__theme=dark"},
}


def violations(page: Any) -> list[str]:
    """What axe-core finds: the rule, the element and what is wrong with it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core")
    page.wait_for_timeout(350)  # what slides or fades has come to rest
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def tab(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("tab", name=name).click()
    visitor.page.wait_for_timeout(100)


@pytest.mark.parametrize("way", WAYS)
def test_no_state_of_a_conversation_has_a_violation(served: Served, visit: Visit, way: str) -> None:
    visitor = visit(served, **WAYS[way])
    found = {"empty": violations(visitor.page)}
    visitor.ask("What dose was used in dermatomyositis?")
    found["answer"] = violations(visitor.page)
    visitor.open(visitor.page.locator("a.cite").first)
    found["reading room"] = violations(visitor.page)
    visitor.page.keyboard.press("Escape")
    table = visitor.ask("And the ACR20 table?")
    found["table"] = violations(visitor.page)
    visitor.open(table.locator("a.cite"))
    found["table in the reading room"] = violations(visitor.page)
    visitor.page.keyboard.press("Escape")
    visitor.ask("Where do they differ?").locator(".differ").wait_for()
    found["disagreement"] = violations(visitor.page)
    visitor.ask("And the long list?")
    found["list"] = violations(visitor.page)
    refusal = visitor.ask("Who walked on the moon?")
    refusal.locator("summary").click()
    found["refusal"] = violations(visitor.page)
    refusal.locator("button.bad").click()
    found["dialog"] = violations(visitor.page)
    visitor.page.keyboard.press("Escape")
    visitor.ask("fail")
    found["problem"] = violations(visitor.page)
    assert found == {state: [] for state in found}


@pytest.mark.parametrize("way", WAYS)
def test_no_state_of_the_library_or_the_history_has_a_violation(
    served: Served, visit: Visit, way: str
) -> None:
    visitor = visit(served, **WAYS[way])
    tab(visitor, "History")
    found = {"no history": violations(visitor.page)}
    tab(visitor, "Ask")
    visitor.ask("What dose was used in dermatomyositis?")
    tab(visitor, "History")
    visitor.page.locator("#history li").first.wait_for()
    found["history"] = violations(visitor.page)
    tab(visitor, "Library")
    found["library"] = violations(visitor.page)
    visitor.page.get_by_role("checkbox").first.check()
    visitor.page.get_by_role("button", name="Remove…").click()
    visitor.page.get_by_text("Remove 1 document from the folder?").wait_for()
    found["asking before removing"] = violations(visitor.page)
    visitor.page.get_by_role("button", name="Re-index").click()
    visitor.page.locator(".account").wait_for()
    found["account"] = violations(visitor.page)
    assert found == {state: [] for state in found}


def test_a_page_without_an_index_has_no_violation(
    serve_other: Callable[..., Served], visit: Visit
) -> None:
    library = LibraryDouble(problem=IndexMissing(Path("index")))
    visitor = visit(serve_other(AssistantDouble(library), IndexerDouble()))
    found = {"empty": violations(visitor.page)}
    tab(visitor, "Library")
    found["library"] = violations(visitor.page)
    assert found == {state: [] for state in found}
