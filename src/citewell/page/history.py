"""The history: conversations are kept in the browser; here they are given out and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.errors import CitewellError
from citewell.page import words
from citewell.page.conversation import (
    ConversationUnreadable,
    Turn,
    changes_since,
    restored,
    stored,
)
from citewell.page.export import FORMATS
from citewell.page.feedback import VERDICTS, keep_feedback
from citewell.page.look import asset
from citewell.page.render_answer import answer_html, problem_html, question_html

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant
    from citewell.documents import Article

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What the browser is told to keep: its first `base` turns, then `turns`.

    `state` is "new" when a conversation begins, "restored" when it is one that was kept.
    """

    base: int
    turns: tuple[Turn, ...] = ()
    state: str = "more"

    def to_json(self) -> dict[str, Any]:
        """As history.js reads it."""
        return {
            "base": self.base,
            "turns": [stored(turn) for turn in self.turns],
            "state": self.state,
        }


def add_keeper() -> Any:
    """Put what keeps the conversations into the layout: it shows nothing but a dialog."""
    return gr.HTML(
        Given(0, state="new").to_json(),
        html_template=_DIALOG,
        elem_id="keeper",
        js_on_load=asset("history.js"),
        server_functions=[exported],
        apply_default_css=False,
    )


def add_history() -> None:
    """Put the list of conversations into the layout; history.js fills it."""
    gr.HTML(
        f'<section id="history"><h2>{words.HISTORY}</h2><p>{words.HISTORY_LEAD}</p>'
        '<div class="history-bar" hidden><label class="hidden-label" for="history-search">'
        f'{words.HISTORY_SEARCH}</label><input id="history-search" type="search" '
        f'placeholder="{words.HISTORY_SEARCH}" autocomplete="off">'
        f'<button type="button" class="quiet delete-all">{words.DELETE_ALL}</button></div>'
        f'<ul class="conversations" hidden></ul><p class="remark none">{words.NO_HISTORY}</p>'
        "</section>",
        apply_default_css=False,
    )


def exported(sent: object) -> str:
    """A conversation as a text to take along: its `turns`, as the browser kept them, and the
    `kind` of text."""
    asked = sent if isinstance(sent, dict) else {}
    kind = str(asked.get("kind"))
    try:
        found = restored(asked.get("turns"))
    except ConversationUnreadable:
        return words.HISTORY_UNREADABLE
    return FORMATS[kind](found) if kind in FORMATS else ""


def reopened(assistant: Assistant, sent: object) -> tuple[list[Message], list[Turn]]:
    """The messages and turns of a conversation that the browser has kept.

    Its quotes are shown as they were given; a document that has changed since is named.
    """
    try:
        turns = restored(sent.get("turns") if isinstance(sent, dict) else None)
    except ConversationUnreadable:
        problem = problem_html(words.HISTORY_UNREADABLE)
        return [{"role": "assistant", "content": problem}], []
    find = finder(assistant)
    messages = []
    for turn in turns:
        notes = changes_since(turn.answer, find)
        messages += [
            {"role": "user", "content": question_html(turn.question)},
            {"role": "assistant", "content": answer_html(turn.answer, find, notes)},
        ]
    return messages, turns


def finder(assistant: Assistant) -> Callable[[str], Article | None]:
    """Finds a document by name, each once; None if it is not there (any more)."""
    found: dict[str, Article | None] = {}

    def find(name: str) -> Article | None:
        if name not in found:
            try:
                found[name] = assistant.library.article(name)
            except (KeyError, CitewellError):
                found[name] = None
        return found[name]

    return find


def judged(assistant: Assistant, turns: list[Turn], sent: object) -> None:
    """Keep what a reader thinks of an answer, if the settings allow it."""
    told = sent if isinstance(sent, dict) else {}
    at, verdict, note = told.get("at"), told.get("verdict"), told.get("note")
    if not assistant.settings.feedback or verdict not in VERDICTS:
        return
    if isinstance(at, int) and 0 <= at < len(turns):
        keep_feedback(assistant.settings.index, turns[at], verdict, str(note or ""))


_DIALOG = (
    '<dialog id="judging" aria-labelledby="judging-title"><form method="dialog">'
    f'<h2 id="judging-title">{words.JUDGING}</h2><p>{words.JUDGING_LEAD}</p>'
    f'<label for="judging-note">{words.NOTE}</label>'
    '<textarea id="judging-note" rows="3" maxlength="2000"></textarea>'
    f'<div class="actions"><button value="cancel" formnovalidate>{words.CANCEL}</button>'
    f'<button value="send" class="primary">{words.KEEP}</button></div></form></dialog>'
)
