"""The conversation: a question goes in, stages and then the answer come out."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.answering.answer import Answer
from citewell.answering.question import LONGEST_QUESTION
from citewell.errors import CitewellError, IndexUnusable
from citewell.page import words
from citewell.page.conversation import MOST_TURNS, Turn
from citewell.page.history import Given, finder, judged, reopened
from citewell.page.render_answer import (
    answer_html,
    follow_ups_html,
    note_html,
    problem_html,
    question_html,
    stage_html,
)
from citewell.page.suggestions import Suggestions
from citewell.page.warming import Warming, Warmth

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant

_log = logging.getLogger(__name__)

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conversation:
    """The parts of the conversation, for the events that connect them with the rest."""

    chat: Any
    box: Any
    anew: Any
    turns: Any
    scope: Any


def add_conversation(assistant: Assistant, suggestions: Suggestions) -> Conversation:
    """Put the conversation into the layout."""
    turns = gr.State([])  # the turns of this visitor, oldest first
    chat = gr.Chatbot(
        label=words.CONVERSATION,
        show_label=False,
        container=False,
        elem_id="conversation",
        height="auto",
        autoscroll=False,  # page.js keeps the question in sight instead of the answer's end
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        group_consecutive_messages=False,
        **emptiness(assistant, suggestions),
    )
    with gr.Column(elem_id="composer"):
        scope = gr.HTML("", elem_id="scope", apply_default_css=False)
        box = gr.Textbox(
            label=words.QUESTION_LABEL,
            placeholder=words.QUESTION_HINT,
            show_label=False,
            container=False,
            lines=1,
            max_lines=6,
            max_length=LONGEST_QUESTION,
            autofocus=True,
            submit_btn=words.SEND,
            elem_id="question",
            html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
        )
        with gr.Row(elem_id="small-print"):
            anew = gr.Button(words.NEW_CONVERSATION, size="sm", elem_id="anew")
            gr.HTML(f"<p>{words.SMALL_PRINT}</p>", apply_default_css=False)
    return Conversation(chat, box, anew, turns, scope)


def emptiness(assistant: Assistant, suggestions: Suggestions) -> dict[str, Any]:
    """What the chat shows before the first question."""
    try:
        documents = assistant.library.documents()
    except CitewellError as error:
        line = problem_html(str(error), words.REINDEX_REMEDY)
        examples: tuple[str, ...] = ()
    else:
        line = f"<p>{words.PROMISE}</p>" if documents else f"<p>{words.NO_DOCUMENTS_YET}</p>"
        examples = suggestions.starters()
    return {
        "placeholder": f'<div class="welcome"><h2>{words.WELCOME}</h2>{line}</div>',
        "examples": [{"text": question} for question in examples],
    }


def connect_conversation(
    assistant: Assistant,
    warming: Warming,
    suggestions: Suggestions,
    parts: Conversation,
    keeper: Any,
    chosen: Any,
) -> None:
    """Let questions be asked, stopped, begun anew, taken from the history, and judged.

    `chosen` is the state that holds the names of the documents to ask, None for all.
    """
    whole = [parts.chat, parts.turns, parts.box, keeper]
    # One event for all ways to ask, so that a second question cannot overtake the first.
    run = gr.on(
        [parts.box.submit, parts.chat.example_select],
        _Conversing(assistant, warming, suggestions).steps,
        [parts.box, parts.chat, parts.turns, chosen],
        whole,
        **_PRIVATELY,
    )
    at_once = {"queue": False, **_PRIVATELY}
    parts.box.stop(_stopped, parts.chat, [parts.chat, parts.box], cancels=run, **at_once)

    def begin_anew() -> tuple[Any, Any, Any, Any]:
        return [], [], _ready(), Given(0, state="new").to_json()

    def reopen(event: gr.EventData) -> tuple[Any, Any, Any, Any]:
        messages, found = reopened(assistant, event._data)
        return messages, found, _ready(), Given(0, tuple(found), "restored").to_json()

    def judge(given: list[Turn], event: gr.EventData) -> None:
        judged(assistant, given, event._data)

    parts.anew.click(begin_anew, None, whole, cancels=run, **at_once)
    keeper.restore(reopen, None, whole, cancels=run, **at_once)
    keeper.judge(judge, parts.turns, None, **at_once)


_PRIVATELY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_Shown = tuple[Any, Any, Any, Any]  # the messages, the turns, the box, what the browser keeps


@dataclass(frozen=True, slots=True)
class _Conversing:
    """One question asked on the page, from the moment it is sent to its answer."""

    assistant: Assistant
    warming: Warming
    suggestions: Suggestions

    def steps(
        self,
        typed: str,
        shown: list[Message],
        turns: list[Turn],
        documents: list[str] | None,
        event: gr.EventData,
    ) -> Iterator[_Shown]:
        """What the page shows, one step after the other."""
        question = _offered(event) or typed.strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        shown = [*shown, _said("user", question_html(question)), _said("bot", self._first_stage())]
        stoppable = gr.update(value="", submit_btn=False, stop_btn=words.STOP)
        yield shown, gr.skip(), stoppable, gr.skip()
        earlier = [turn.question for turn in turns]
        among = None if documents is None else frozenset(documents)
        given: Any = gr.skip()
        for html, answer in _steps(self.assistant, question, earlier, among):
            if answer is not None:
                turns, given = _with_turn(turns, question, answer)
                follow_ups = self.suggestions.follow_ups(answer, [*earlier, question])
                html += follow_ups_html(follow_ups)
            shown[-1] = _said("bot", html)
            yield shown, turns, gr.skip(), given
        yield shown, turns, gr.update(submit_btn=words.SEND, stop_btn=False), gr.skip()

    def _first_stage(self) -> str:
        waiting = self.warming.state is Warmth.LOADING
        return stage_html(words.MODELS_LOADING if waiting else words.STARTING)


def _with_turn(turns: list[Turn], question: str, answer: Answer) -> tuple[list[Turn], Any]:
    """The turns with a new one, and what the browser is told to keep."""
    turn = Turn(question, replace(answer, read=()))  # what was read is not kept
    base = min(len(turns), MOST_TURNS - 1)
    return [*turns[:base], turn], Given(base, (turn,)).to_json()


def _ready() -> Any:
    return gr.update(value="", submit_btn=words.SEND, stop_btn=False)


def _steps(
    assistant: Assistant,
    question: str,
    earlier: Sequence[str],
    documents: frozenset[str] | None,
) -> Iterator[tuple[str, Answer | None]]:
    """Each stage as HTML, at last the answer, or one line about why there is none."""
    try:
        for step in assistant.stages(question, earlier, documents):
            if isinstance(step, Answer):
                yield answer_html(step, finder(assistant)), step
            else:
                yield stage_html(step.text), None
    except IndexUnusable as error:
        yield problem_html(str(error), words.REINDEX_REMEDY), None
    except CitewellError as error:
        yield problem_html(str(error)), None
    except Exception:
        _log.exception("a question could not be answered")
        yield problem_html(words.UNEXPECTED), None


def _stopped(shown: list[Message]) -> tuple[list[Message], Any]:
    # The answer may have arrived while the button was being pressed; then it stays.
    if shown and '<div class="stage">' in str(shown[-1]["content"]):
        shown = [*shown[:-1], _said("bot", note_html(words.STOPPED))]
    return shown, gr.update(submit_btn=words.SEND, stop_btn=False)


def _offered(event: gr.EventData) -> str:
    """The question of the button that was pressed; "" if it was typed instead."""
    data = event._data if isinstance(event._data, dict) else {}
    value = data.get("value")
    return str(value.get("text", "")) if isinstance(value, dict) else ""


def _said(who: str, html: str) -> Message:
    return {"role": "user" if who == "user" else "assistant", "content": html}
