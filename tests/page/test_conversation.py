from __future__ import annotations

import json
from dataclasses import replace

import pytest
from page_doubles import AssistantDouble, LibraryDouble
from page_html import seen, tags

from citewell.page.conversation import (
    ConversationUnreadable,
    Turn,
    changes_since,
    restored,
    stored,
)
from citewell.page.export import (
    answer_markdown,
    answer_plain,
    conversation_html,
    conversation_json,
    conversation_markdown,
)
from citewell.page.feedback import FILE, keep_feedback
from citewell.page.history import exported, finder, judged, reopened

ASSISTANT = AssistantDouble()
QUESTIONS = ("What dose was used in dermatomyositis?", "Who walked on the moon?", "hostile")
TURNS = [Turn(question, ASSISTANT.reply(question)) for question in QUESTIONS]
KEPT = json.loads(json.dumps([stored(turn) for turn in TURNS]))


def test_what_the_browser_keeps_comes_back_whole() -> None:
    assert restored(KEPT) == TURNS


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "turns",
        {},
        [None],
        [{"question": "q"}],
        [{"question": "q", "answer": {"text": "a"}}],
        [{**KEPT[0], "answer": {**KEPT[0]["answer"], "citations": []}}],
        [{**KEPT[0], "answer": {**KEPT[0]["answer"], "seconds": "<b>"}}],
        KEPT * 100,
    ],
)
def test_anything_else_is_refused(sent: object) -> None:
    with pytest.raises(ConversationUnreadable):
        restored(sent)
    messages, turns = reopened(ASSISTANT, {"turns": sent})
    assert "another version" in seen(messages[0]["content"])
    assert turns == []


def test_a_conversation_is_shown_again_as_it_was() -> None:
    messages, turns = reopened(ASSISTANT, {"turns": KEPT})
    assert [message["role"] for message in messages] == ["user", "assistant"] * 3
    assert seen(messages[0]["content"]) == QUESTIONS[0]
    assert "has changed since" not in "".join(message["content"] for message in messages)
    assert turns == TURNS


def test_a_document_that_changed_or_went_is_named_and_its_quotes_stay() -> None:
    library = LibraryDouble()
    changed = library.shelf["baricitinib-in-practice.md"]
    library.shelf["baricitinib-in-practice.md"] = replace(changed, text="x" + changed.text)
    del library.shelf["letter.txt"]
    assistant = AssistantDouble(library)
    assert changes_since(TURNS[0].answer, finder(assistant)) == (
        "“Baricitinib for dermatomyositis of the skin” is no longer in the library; "
        "what it said then is kept here.",
        "“Baricitinib in practice” has changed since; what it said then is kept here.",
    )
    messages, _ = reopened(assistant, {"turns": KEPT})
    assert "All of them received baricitinib 4 mg daily." in seen(messages[1]["content"])


def test_a_copied_answer_names_its_sources() -> None:
    text = answer_plain(TURNS[0].answer)
    assert "\n\n[1] “Baricitinib for dermatomyositis of the skin” · Dosing" in text
    citation = TURNS[0].answer.citations[0]
    assert f"letter.txt {citation.start}–{citation.end}" in text


def test_markdown_quotes_and_makes_footnotes_of_the_marks() -> None:
    text = answer_markdown(TURNS[0].answer)
    assert "> All of them received baricitinib 4 mg daily. [^1]" in text
    assert "> - patients aged 65 years and older; [^4]" in text
    assert "[^1]: “Baricitinib for dermatomyositis of the skin” · Dosing" in text


def test_an_export_holds_every_answer_and_runs_nothing() -> None:
    markdown, html, as_json = (
        export(TURNS) for export in (conversation_markdown, conversation_html, conversation_json)
    )
    assert "# What dose was used in dermatomyositis?" in markdown
    assert "[^3.1]" in markdown
    assert "<script>" not in markdown.replace("\\<script\\>", "")
    body = html.partition("<body>")[2].partition("</body>")[0]
    assert not {"script", "img"} & set(tags(body))
    assert "default-src 'none'" in html
    assert json.loads(as_json) == json.loads(json.dumps([t.answer.to_json() for t in TURNS]))


def test_the_page_exports_only_what_it_knows() -> None:
    assert exported({"turns": KEPT, "kind": "json"}) == conversation_json(TURNS)
    assert exported({"turns": KEPT, "kind": "exe"}) == ""
    assert "another version" in exported(["nothing", "md"])


def test_feedback_is_one_line_beside_the_index(tmp_path) -> None:
    index = tmp_path / "index"
    assert keep_feedback(index, TURNS[0], "bad", "not\nthe dose I meant" + "x" * 9000)
    assert keep_feedback(index, TURNS[1], "good", "")
    first, second = (json.loads(line) for line in (index / FILE).read_text("utf-8").splitlines())
    assert (first["verdict"], first["question"]) == ("bad", QUESTIONS[0])
    assert len(first["note"]) == 2000
    assert first["cited"][0][0] == "letter.txt"
    assert second["declined"]


def test_feedback_is_kept_only_for_answers_given_and_if_it_is_wanted(tmp_path) -> None:
    def told(sent: object, **settings: object) -> bool:
        assistant = AssistantDouble()
        assistant.settings = assistant.settings.model_copy(
            update={"index": tmp_path / "index", **settings}
        )
        judged(assistant, TURNS, sent)
        return (tmp_path / "index").exists()

    assert not told({"at": 0, "verdict": "good"}, feedback=False)
    for sent in (
        None,
        {},
        {"at": 9, "verdict": "good"},
        {"at": 0, "verdict": "rm -rf"},
        {"at": -1, "verdict": "good"},
    ):
        assert not told(sent)
    assert told({"at": 0, "verdict": "good", "note": None})
