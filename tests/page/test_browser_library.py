"""The library in a real browser: found, sorted, chosen from, added to and taken from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_doubles import CORPUS, AssistantDouble, IndexerDouble, LibraryDouble, articles
from page_visits import Served, Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
Serve = Callable[..., Served]


def library(visitor: Visitor) -> Any:
    visitor.page.get_by_role("tab", name="Library").click()
    visitor.page.locator("#library .library").wait_for()
    return visitor.page.locator("#library .library tbody tr:visible")


def test_the_table_is_searched_and_sorted(serve_other: Serve, visit: Visit) -> None:
    forty = {f"doc-{n:02}.md": f"# Title {n}\n\nText {n}.\n" for n in range(37)}
    shelf = articles({**CORPUS, **forty})
    visitor = visit(serve_other(AssistantDouble(LibraryDouble(shelf)), IndexerDouble()))
    rows = library(visitor)
    assert rows.count() == 40
    visitor.page.get_by_label("Search documents").fill("dermatomyositis skin")
    visitor.page.get_by_text("1 of 40 shown").wait_for()
    assert "letter.txt" in rows.first.inner_text()
    visitor.page.get_by_label("Search documents").fill("review article")
    visitor.page.get_by_text("1 of 40 shown").wait_for()
    assert "Review article" in rows.filter(visible=True).inner_text()  # its kind, however wide
    visitor.page.get_by_label("Search documents").fill("")
    head = visitor.page.get_by_role("columnheader", name="Published")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    dates = visitor.page.locator("#library tbody td.date").all_inner_texts()
    assert dates[:3] == ["30 December 2022", "5 March 2024", "no date found"]
    head.get_by_role("button").click()
    dates = visitor.page.locator("#library tbody td.date").all_inner_texts()
    assert dates[:3] == ["5 March 2024", "30 December 2022", "no date found"]
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == 1440


def test_only_chosen_documents_are_asked(serve_other: Serve, visit: Visit) -> None:
    served = serve_other(AssistantDouble(), IndexerDouble())
    visitor = visit(served)
    library(visitor)
    visitor.page.get_by_label("Choose “Baricitinib in practice”").check()
    visitor.page.get_by_text("1 chosen").wait_for()
    visitor.page.get_by_role("button", name="Ask only these").click()
    visitor.page.get_by_text("Asking 1 of 3 documents.").wait_for()
    visitor.ask("And the ACR20 table?")
    assert served.assistant.scopes[-1] == frozenset({"baricitinib-in-practice.md"})
    visitor.page.get_by_role("button", name="Ask all").click()
    visitor.page.get_by_text("Asking 1 of 3 documents.").wait_for(state="detached")
    visitor.ask("And the ACR20 table?")
    assert served.assistant.scopes[-1] is None


def test_files_are_added_replaced_only_when_asked_and_removed_only_when_sure(
    serve_other: Serve, visit: Visit, tmp_path: Path
) -> None:
    corpus, incoming = tmp_path / "corpus", tmp_path / "incoming"
    corpus.mkdir()
    incoming.mkdir()
    (corpus / "letter.txt").write_text("the letter of before", "utf-8")
    for name, text in {
        "letter.txt": "another letter",
        "new.md": "# New\n\nText.",
        "bad.md": " ",
    }.items():
        (incoming / name).write_text(text, "utf-8")
    assistant = AssistantDouble()
    assistant.settings = assistant.settings.model_copy(update={"corpus": corpus})
    visitor = visit(serve_other(assistant, IndexerDouble()))
    page = visitor.page
    library(visitor)
    page.locator("#upload input[type=file]").set_input_files(sorted(incoming.iterdir()))
    page.get_by_text("Already in the library: letter.txt.").wait_for()
    assert (corpus / "new.md").read_text("utf-8") == "# New\n\nText."
    assert (corpus / "letter.txt").read_text("utf-8") == "the letter of before"
    page.get_by_text("bad.md was not added").wait_for()
    page.get_by_role("button", name="Replace").click()
    page.get_by_text("Already in the library").wait_for(state="hidden")
    page.locator("#documents").get_by_text("not indexed yet").wait_for()
    assert (corpus / "letter.txt").read_text("utf-8") == "another letter"
    page.get_by_label("Choose “Baricitinib for dermatomyositis of the skin”").check()
    page.get_by_role("button", name="Remove…").click()
    page.get_by_text("Remove 1 document from the folder?").wait_for()
    page.locator("#removal").get_by_role("button", name="Cancel").click()
    page.get_by_text("Remove 1 document from the folder?").wait_for(state="hidden")
    assert (corpus / "letter.txt").exists()
    page.get_by_role("button", name="Remove…").click()
    page.locator("#removal").get_by_role("button", name="Remove", exact=True).click()
    page.get_by_text("Remove 1 document from the folder?").wait_for(state="hidden")
    assert not (corpus / "letter.txt").exists()


def test_who_may_not_change_the_library_sees_no_way_to(serve_other: Serve, visit: Visit) -> None:
    assistant = AssistantDouble()
    assistant.settings = assistant.settings.model_copy(update={"changes": "off"})
    visitor = visit(serve_other(assistant, IndexerDouble()))
    library(visitor)
    assert visitor.page.locator("#library").get_by_role("button", name="Re-index").count() == 0
    visitor.page.get_by_label("Choose “Baricitinib in practice”").check()
    assert visitor.page.get_by_role("button", name="Remove…").count() == 0
    status = visitor.page.evaluate(
        "fetch('/gradio_api/upload', {method: 'POST', body: new FormData()}).then(r => r.status)"
    )
    assert status == 413


def test_a_run_can_be_stopped(serve_other: Serve, visit: Visit) -> None:
    visitor = visit(serve_other(AssistantDouble(), IndexerDouble(pause=1.0)))
    library(visitor)
    visitor.page.get_by_role("button", name="Re-index").click()
    visitor.page.get_by_role("button", name="Stop").click()
    visitor.page.get_by_text("Cancelled. Nothing was changed").wait_for()
    visitor.page.get_by_role("button", name="Stop").wait_for(state="hidden")
