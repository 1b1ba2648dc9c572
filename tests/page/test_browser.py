"""The page in a real browser, as a visitor uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from page_doubles import BEACON_ROW, DOSE, ITEMS, AssistantDouble, IndexerDouble, LibraryDouble
from page_visits import Served, Visitor

from citewell.errors import IndexBusy, IndexMissing

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
SERVE = Callable[..., Served]
QUESTION = "What dose was used in dermatomyositis?"
LETTER = "Baricitinib for dermatomyositis of the skin"


def test_a_mark_opens_the_document_at_the_very_sentence(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    answer = visitor.ask(QUESTION)
    marks = answer.locator("a.cite")
    assert marks.all_inner_texts() == [f"[{number}]" for number in range(1, 7)]

    visitor.open(marks.nth(0))
    assert visitor.highlighted() == " ".join(DOSE.split())
    visitor.open(marks.nth(4))
    visitor.page.locator("li.around").wait_for()
    assert visitor.highlighted() == ITEMS[1]
    assert visitor.page.locator("mark.cited").first.is_visible()
    box = visitor.page.locator("mark.cited").bounding_box()
    assert 68 < box["y"] < 900  # scrolled into sight
    assert visitor.page.evaluate("document.activeElement.className") == "cited"
    assert visitor.errors == []


def test_marks_of_earlier_answers_go_on_working(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    first = visitor.ask(QUESTION)
    second = visitor.ask("And the ACR20 table?")
    assert "Understood as: And the ACR20 table in dermatomyositis?" in " ".join(
        second.inner_text().replace("“", "").replace("”", "").split()
    )
    visitor.open(second.locator("a.cite"))
    visitor.page.locator("tr.around").wait_for()
    cells = [cell.strip() for cell in BEACON_ROW.strip("|").split("|")]
    assert visitor.highlighted() == " ".join(cells)
    visitor.open(first.locator("a.cite").first)
    visitor.page.locator("p.around").wait_for()
    assert visitor.highlighted() == " ".join(DOSE.split())
    assert served.assistant.histories[-1] == (QUESTION,)


def test_tab_and_enter_are_enough(served: Served, visit: Visit) -> None:
    """Nothing is clicked, nothing is focused by the test, and no key of ours has to be known."""
    visitor = visit(served)
    keys, focused = visitor.page.keyboard, visitor.page.locator(":focus")
    keys.type("one")
    keys.press("Shift+Enter")
    assert focused.input_value() == "one\n"
    keys.press("Control+A")
    keys.type(QUESTION)
    keys.press("Enter")
    visitor.page.locator("#conversation .answer").wait_for()
    for _ in range(30):  # back over the follow-ups and the buttons of the answer
        keys.press("Shift+Tab")
        if focused.get_attribute("aria-label") == f"Citation 1: open “{LETTER}” at this sentence":
            break
    keys.press("Enter")
    assert visitor.highlighted() == " ".join(DOSE.split())
    visitor.page.locator("mark.cited:focus").wait_for()
    for _ in range(10):  # back over the document's own links to the button that closes it
        keys.press("Shift+Tab")
        if focused.get_attribute("aria-label") == "Close":
            break
    keys.press("Enter")
    visitor.page.locator("#conversation a.cite:focus").wait_for()


def test_a_refusal_looks_like_one_and_shows_what_is_near(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    refusal = visitor.ask("Who walked on the moon?").locator(".refusal")
    assert "These documents do not say." in refusal.inner_text()
    refusal.get_by_text("3 documents searched").click()
    assert "Baricitinib in practice" in refusal.inner_text()
    visitor.open(refusal.locator("a.cite"))
    assert visitor.highlighted() == "The authors call for a larger trial."


def test_an_example_is_asked_when_it_is_clicked(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    visitor.page.get_by_role("button", name=QUESTION).click()
    visitor.page.locator(".answer").wait_for()
    assert visitor.page.locator(".asked").inner_text() == QUESTION


def test_documents_and_questions_are_only_text(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    hostile = (
        '<img src=x onerror="window.pwned=1"> ![](http://evil.example/q.png) $$x$$ *a* # hostile'
    )
    answer = visitor.ask(hostile)
    assert visitor.page.locator(".asked").inner_text() == hostile
    said = answer.locator("blockquote").inner_text()
    assert "The tablet costs $$5$$ # and <script>window.pwned=1</script>" in said
    visitor.open(answer.locator("a.cite"))
    assert "<b>any</b> other: {{value}} ${1+1} {% x %}." in visitor.highlighted()
    visitor.page.get_by_role("tab", name="Library").click()
    assert visitor.page.locator("#library .library").is_visible()
    assert visitor.page.evaluate("window.pwned") is None
    assert visitor.page.locator(".prose img, #reading-room img, #library img").count() == 0
    elsewhere = [
        url for url in visitor.requests if not url.startswith((served.url, "data:", "blob:"))
    ]
    assert elsewhere == []


def test_two_visitors_share_no_conversation(served: Served, visit: Visit) -> None:
    one, other = visit(served), visit(served)
    one.ask(QUESTION)
    other.ask("And for the long list?")
    assert served.assistant.histories[-1] == ()
    assert other.page.locator(".user-row").count() == 1
    one.page.get_by_role("button", name="New conversation").click()
    one.page.locator(".welcome").wait_for()
    one.ask("And the ACR20 table?")
    assert served.assistant.histories[-1] == ()


def test_what_goes_wrong_is_said_in_one_line(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    problem = visitor.ask("fail").locator(".problem").inner_text()
    assert "Something unexpected went wrong" in problem
    assert "traceback" not in visitor.page.locator("body").inner_text()
    assert visitor.ask(QUESTION).locator(".answer").count() == 1


def test_stopping_leaves_the_page_ready(serve_other: SERVE, visit: Visit) -> None:
    visitor = visit(serve_other(AssistantDouble(pause=2), IndexerDouble()))
    message = visitor.ask("slow", wait=".stage")
    message.get_by_text("Searching 3 documents").wait_for()
    visitor.page.get_by_role("button", name="Stop").click()
    message.get_by_text("Stopped before there was an answer.").wait_for()
    assert visitor.page.locator("#question .submit-button").is_visible()


def test_reindexing_gives_an_account_and_a_new_table(serve_other: SERVE, visit: Visit) -> None:
    library = LibraryDouble()
    letter = library.shelf.pop("letter.txt")
    indexer = IndexerDouble(
        pause=0.4, before_end=lambda: library.shelf.update({"letter.txt": letter})
    )
    visitor = visit(serve_other(AssistantDouble(library), indexer))
    visitor.page.get_by_role("tab", name="Library").click()
    table = visitor.page.locator("#documents")
    assert "2 documents" in table.inner_text()
    visitor.page.get_by_role("button", name="Re-index").click()
    bar = visitor.page.get_by_role("progressbar")
    bar.wait_for(timeout=1500)
    visitor.page.get_by_text("Embedding passages").first.wait_for()
    account = visitor.page.locator(".account")
    account.wait_for()
    assert "1 added, 0 changed, 3 unchanged, 0 removed, 1 failed, in 1.2 s." in account.inner_text()
    assert "broken.md: it is not UTF-8 text" in account.inner_text()
    table.get_by_text("3 documents").wait_for()
    table.get_by_role("link", name="Baricitinib for dermatomyositis of the skin").click()
    assert "Three adults" in visitor.room().inner_text()


def test_without_an_index_the_page_says_so_and_can_build_one(
    serve_other: SERVE, visit: Visit
) -> None:
    library = LibraryDouble(problem=IndexMissing(Path("index")))
    indexer = IndexerDouble(before_end=lambda: setattr(library, "problem", None))
    visitor = visit(serve_other(AssistantDouble(library), indexer))
    assert "There is no index in index yet." in visitor.page.locator(".welcome").inner_text()
    problem = visitor.ask(QUESTION).locator(".problem")
    assert "Or press Re-index in the Library." in problem.inner_text()
    visitor.page.get_by_role("tab", name="Library").click()
    visitor.page.get_by_role("button", name="Re-index").click()
    visitor.page.locator("#documents").get_by_text("3 documents").wait_for()
    visitor.page.get_by_role("tab", name="Ask").click()
    assert visitor.ask(QUESTION).locator("a.cite").count() == 6


def test_a_busy_index_is_one_line(serve_other: SERVE, visit: Visit) -> None:
    busy, warm = IndexerDouble(problem=IndexBusy(Path("index"))), Event()
    visitor = visit(serve_other(AssistantDouble(warm_when=warm), busy))
    note = visitor.page.get_by_text("the models are loading")
    note.wait_for()
    visitor.page.get_by_role("tab", name="Library").click()
    visitor.page.get_by_role("button", name="Re-index").click()
    line = visitor.page.locator("#account .problem")
    line.wait_for()
    assert "Another indexing run is writing index." in line.inner_text()
    visitor.page.get_by_role("tab", name="Ask").click()
    warm.set()
    note.wait_for(state="detached")


def test_on_a_phone_the_reading_room_is_a_sheet(served: Served, visit: Visit) -> None:
    visitor = visit(served, width=390, height=844, query="?__theme=dark")
    width = "[document.documentElement.scrollWidth, window.innerWidth]"
    room = visitor.page.locator("#reading")
    assert not room.is_visible()
    answer = visitor.ask("And the ACR20 table?")
    visitor.open(answer.locator("a.cite"))
    visitor.page.wait_for_timeout(400)  # the sheet slides in
    assert visitor.page.locator("mark.cited").first.is_visible()
    assert visitor.page.evaluate(width) == [390, 390]
    visitor.page.get_by_role("button", name="Close").click()
    room.wait_for(state="hidden")
    visitor.open(answer.locator("a.cite"))
    visitor.page.wait_for_timeout(400)
    visitor.page.mouse.click(200, 20)  # beside the sheet
    room.wait_for(state="hidden")
    visitor.page.get_by_role("tab", name="Library").click()
    visitor.page.locator("#library .library").wait_for()
    assert visitor.page.evaluate(width) == [390, 390]
