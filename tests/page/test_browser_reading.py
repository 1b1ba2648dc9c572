"""The reading room, and the way through the page without a mouse, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from page_doubles import DOSE, INHIBITOR, ITEMS, RECOMMENDED
from page_visits import Served, Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
QUESTION = "What dose was used in dermatomyositis?"


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.className || document.activeElement.tagName"))


def lines(text: str) -> str:
    return " ".join(text.replace("*", "").split())


def test_from_load_to_source_and_back_without_a_mouse(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    page, keys = visitor.page, visitor.page.keyboard
    assert focused(page) == page.get_by_label("Your question").get_attribute("class")
    keys.type(QUESTION)
    keys.press("Enter")
    page.locator(".answer").wait_for()
    keys.press("Escape")  # from the box to the answer
    assert focused(page) == "answer"
    keys.press("2")
    page.locator("article").filter(has_text="Baricitinib in practice").wait_for()
    page.locator("mark.cited").wait_for()
    assert visitor.highlighted() == lines(INHIBITOR)
    assert focused(page) == "cited"
    keys.press("n")
    page.locator("mark.cited").filter(has_text="The recommended dose").wait_for()
    assert visitor.highlighted() == lines(RECOMMENDED)
    keys.press("p")
    keys.press("p")
    page.locator("mark.cited").filter(has_text="All of them").wait_for()
    assert page.get_by_role("button", name="Previous cited sentence").is_disabled()
    keys.press("Escape")  # back to the mark
    page.get_by_text("Cited sentences open here").wait_for()
    assert page.evaluate("document.activeElement.firstChild.textContent") == "[1]"
    keys.press("Escape")  # its preview closes
    keys.press("Escape")  # and from the answer back to the box
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert visitor.errors == []


def test_the_room_shows_where_one_is_and_what_else_is_cited(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    answer = visitor.ask(QUESTION)
    room = visitor.open(answer.locator("a.cite").nth(2))
    assert room.locator(".position").inner_text().endswith("3 / 6")
    assert visitor.highlighted() == RECOMMENDED
    also = [lines(text) for text in room.locator("mark.also").all_inner_texts()]
    assert also == [lines(INHIBITOR), *ITEMS]
    header = room.locator("header").inner_text()
    for fact in ("Review article", "Ada Example", "5 March 2024", "Original work: Example A."):
        assert fact in header
    visitor.open(answer.locator("a.cite").first)
    visitor.page.locator("mark.cited").filter(has_text="All of them").wait_for()
    visitor.page.get_by_role("button", name="Next cited sentence").click()
    visitor.page.locator("mark.cited").filter(has_text="selective").wait_for()
    assert answer.locator("a.cite.is-open").first.inner_text() == "[2]"


def test_a_document_without_a_date_says_so(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    visitor.open(visitor.ask("hostile").locator("a.cite"))
    assert "no date found" in visitor.room().locator("header").inner_text()


def test_a_mark_previews_its_quote_under_the_mouse_and_the_focus(
    served: Served, visit: Visit
) -> None:
    visitor = visit(served)
    mark = visitor.ask(QUESTION).locator("a.cite").first
    mark.hover()
    preview = visitor.page.get_by_role("tooltip")
    preview.wait_for()
    assert " ".join(DOSE.split()) in preview.inner_text()
    assert "Baricitinib for dermatomyositis of the skin · Dosing" in preview.inner_text()
    visitor.page.mouse.move(5, 5)
    preview.wait_for(state="hidden")
    visitor.page.get_by_label("Your question").focus()
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("Tab")
    preview.wait_for()
    assert mark.get_attribute("aria-label").startswith("Citation 1: open “Baricitinib for")
    assert mark.get_attribute("aria-describedby") == "preview"
    visitor.page.keyboard.press("Escape")
    preview.wait_for(state="hidden")


def test_a_link_to_a_sentence_can_be_copied_and_opens_it(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    context = visitor.page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.url)
    visitor.open(visitor.ask(QUESTION).locator("a.cite").nth(4))
    visitor.page.locator("li.around").wait_for()
    visitor.page.get_by_role("button", name="Copy link").click()
    visitor.page.get_by_text("Copied").first.wait_for()
    link = visitor.page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{served.url}/?doc=baricitinib-in-practice.md&start=")
    other = visit(served, query=link.removeprefix(f"{served.url}/"), keeps=True)
    other.page.locator("li.around").wait_for()
    assert other.highlighted() == ITEMS[1]
    broken = visit(served, query="?doc=letter.txt&start=1&end=9&seal=000000000000", keeps=True)
    broken.page.get_by_text("This document has changed").wait_for()
    gone = visit(served, query="?doc=../../etc/passwd", keeps=True)
    gone.page.get_by_text("no longer in the library").wait_for()


def test_the_back_button_closes_the_document(served: Served, visit: Visit) -> None:
    visitor = visit(served, query="?__theme=dark")
    visitor.open(visitor.ask(QUESTION).locator("a.cite").first)
    assert "doc=letter.txt" in visitor.page.url
    visitor.page.go_back()
    visitor.page.get_by_text("Cited sentences open here").wait_for()
    assert visitor.page.url.endswith("/?__theme=dark")
    visitor.page.go_forward()
    visitor.page.locator("mark.cited").wait_for()


def test_the_sheet_on_a_phone_keeps_the_focus(served: Served, visit: Visit) -> None:
    visitor = visit(served, width=390, height=844)
    visitor.open(visitor.ask(QUESTION).locator("a.cite").nth(1))
    assert visitor.page.get_by_role("dialog", name="Reading room").is_visible()
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        inside = "!document.activeElement.closest('#desk')"
        assert visitor.page.evaluate(inside)
    visitor.page.keyboard.press("Escape")
    visitor.page.locator("#reading").wait_for(state="hidden")
    assert visitor.page.evaluate("document.activeElement.firstChild.textContent") == "[2]"


def test_at_twice_the_size_nothing_is_cut_off(served: Served, visit: Visit) -> None:
    visitor = visit(served, width=640, height=400)  # 1280 x 800 at 200 %
    visitor.ask("And the long list?")
    visitor.page.get_by_role("tab", name="Library").click()
    width = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert width == 640
    visitor.page.get_by_role("tab", name="Ask").click()
    assert visitor.page.get_by_label("Your question").is_visible()


def test_the_file_opens_as_text_that_can_do_nothing(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    room = visitor.open(visitor.ask(QUESTION).locator("a.cite").first)
    link = room.get_by_role("link", name="Open the file")
    assert link.get_attribute("href") == "/file/letter.txt"
    assert link.get_attribute("target") == "_blank"


def test_a_sentence_that_is_marked_twice_is_one_of_the_cited_ones(
    served: Served, visit: Visit
) -> None:
    visitor = visit(served)
    answer = visitor.ask("Where do they differ?")
    values = answer.locator(".differ li")
    assert [text.split("\xa0")[0] for text in values.all_inner_texts()] == [
        "4 mg daily",
        "2 mg once daily",
    ]
    visitor.open(values.nth(1).locator("a.cite"))
    visitor.page.locator("#reading-room .position").get_by_text("2 / 2").wait_for()
    name = visitor.page.locator("#reading-room .room-name")
    assert name.inner_text() == "Baricitinib in practice"
