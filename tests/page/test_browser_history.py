"""Conversations kept in the browser, and what can be done with an answer, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from page_doubles import DOSE, FOLLOW_UP, AssistantDouble, IndexerDouble
from page_visits import Served, Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
QUESTION = "What dose was used in dermatomyositis?"


def tab(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("tab", name=name).click()


def test_a_conversation_survives_a_reload_with_its_citations(
    serve_other: Callable[..., Served], visit: Visit
) -> None:
    served = serve_other(AssistantDouble(), IndexerDouble())
    visitor = visit(served)
    visitor.ask(QUESTION)
    visitor.ask("And the ACR20 table?")
    visitor.page.reload()
    answers = visitor.page.locator(".answer")
    answers.nth(1).wait_for()
    visitor.open(answers.first.locator("a.cite").first)
    assert visitor.highlighted() == " ".join(DOSE.split())
    visitor.page.keyboard.press("Escape")
    visitor.ask("And the long list?")
    assert served.assistant.histories[-1] == (QUESTION, "And the ACR20 table?")
    del served.assistant.library.shelf["letter.txt"]
    visitor.page.reload()
    answers.nth(2).wait_for()
    assert "is no longer in the library" in answers.first.inner_text()
    assert "baricitinib 4 mg daily" in answers.first.inner_text()
    assert visitor.errors == []


def test_conversations_are_named_searched_opened_and_deleted(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    page = visitor.page
    tab(visitor, "History")
    page.get_by_text("Nothing has been asked in this browser yet.").wait_for()
    tab(visitor, "Ask")
    visitor.ask(QUESTION)
    page.get_by_role("button", name="New conversation").click()
    page.locator(".welcome").wait_for()
    visitor.ask("Who walked on the moon?")
    tab(visitor, "History")
    names = page.locator("#history .name")
    assert names.all_inner_texts() == ["Who walked on the moon?", QUESTION]
    page.get_by_label("Search conversations").fill("chronic infections")
    page.get_by_text("No conversation holds these words.").wait_for()
    page.get_by_label("Search conversations").fill("recurrent infections")
    assert names.all_inner_texts() == [QUESTION]
    names.first.click()
    page.locator(".answer").wait_for()
    assert page.locator(".asked").all_inner_texts() == [QUESTION]
    tab(visitor, "History")
    page.get_by_role("button", name=f"Delete “{QUESTION}”").click()
    page.locator("#history").get_by_text("Really delete?").click()
    page.get_by_label("Search conversations").fill("")
    assert names.all_inner_texts() == ["Who walked on the moon?"]
    page.get_by_role("button", name="Delete all").click()
    page.locator("#history").get_by_text("Really delete?").click()
    page.get_by_text("Nothing has been asked in this browser yet.").wait_for()


def test_a_conversation_is_exported_in_every_format(
    served: Served, visit: Visit, tmp_path: Path
) -> None:
    visitor = visit(served)
    visitor.ask(QUESTION)
    tab(visitor, "History")
    found = {}
    for name in ("Markdown", "HTML", "JSON"):
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("button", name=f"Export “{QUESTION}” as {name}").click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        found[path.name] = path.read_text("utf-8")
    stem = "What-dose-was-used-in-dermatomyositis"
    assert sorted(found) == [f"{stem}.html", f"{stem}.json", f"{stem}.md"]
    assert "> All of them received baricitinib 4 mg daily. [^1.1]" in found[f"{stem}.md"]
    assert found[f"{stem}.html"].startswith("<!doctype html>")
    assert json.loads(found[f"{stem}.json"])[0]["question"] == QUESTION


def test_an_answer_is_copied_with_its_sources(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.url)
    answer = visitor.ask("And the ACR20 table?")
    answer.get_by_role("button", name="Copy", exact=True).click()
    answer.locator("button.copy").filter(has_text="Copied").wait_for()
    plain = visitor.page.evaluate("navigator.clipboard.readText()")
    assert plain.splitlines()[0] == "Trial: RA-BEACON; ACR20, 4 mg: 55%; ACR20, placebo: 27%"
    assert plain.splitlines()[-1].startswith("[1] “Baricitinib in practice” · Response · 5 March")
    answer.get_by_role("button", name="Copy as Markdown").click()
    answer.locator("button.copy-markdown").filter(has_text="Copied").wait_for()
    markdown = visitor.page.evaluate("navigator.clipboard.readText()")
    assert "ACR20, 4 mg: 55%; ACR20, placebo: 27% [^1]" in markdown


def test_what_one_thinks_of_an_answer_is_kept_beside_the_index(
    serve_other: Callable[..., Served], visit: Visit, tmp_path: Path
) -> None:
    assistant = AssistantDouble()
    assistant.settings = assistant.settings.model_copy(update={"index": tmp_path})
    visitor = visit(serve_other(assistant, IndexerDouble()))
    answer = visitor.ask(QUESTION)
    answer.get_by_role("button", name="Not helpful").click()
    visitor.page.get_by_label("A note, if you like").fill("the wrong trial")
    visitor.page.get_by_role("button", name="Keep").click()
    visitor.page.get_by_text("Kept, thank you").first.wait_for()
    visitor.page.wait_for_timeout(300)
    [line] = (tmp_path / "feedback.jsonl").read_text("utf-8").splitlines()
    assert (json.loads(line)["verdict"], json.loads(line)["note"]) == ("bad", "the wrong trial")


def test_a_follow_up_is_asked_and_the_understanding_edited(served: Served, visit: Visit) -> None:
    visitor = visit(served)
    visitor.ask(QUESTION)
    visitor.page.get_by_role("button", name=FOLLOW_UP).click()
    second = visitor.page.locator("#conversation .bot-row").nth(1)
    second.locator(".answer").wait_for()
    assert visitor.page.locator(".asked").nth(1).inner_text() == FOLLOW_UP
    assert visitor.page.get_by_role("button", name=FOLLOW_UP).count() == 0
    second.get_by_role("button", name="Edit").click()
    box = visitor.page.get_by_label("Your question")
    assert box.input_value() == "And the long list in dermatomyositis?"
    box.press("Enter")
    visitor.page.locator("#conversation .bot-row").nth(2).locator(".answer").wait_for()
    assert visitor.page.locator(".asked").nth(2).inner_text() == (
        "And the long list in dermatomyositis?"
    )
