"""The conversation: a question goes in, stages and then the answer come out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.answering.answer import Answer
from citewell.answering.question import LONGEST_QUESTION
from citewell.errors import CitewellError, IndexUnusable
from citewell.page import words
from citewell.page.render_answer import (
    answer_html,
    note_html,
    problem_html,
    question_html,
    stage_html,
)
from citewell.page.warming import Warming, Warmth

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant

_log = logging.getLogger(__name__)

Message = dict[str, Any]


def add_conversation(assistant: Assistant, warming: Warming) -> Any:
    """Put the conversation into the layout, and give back its chat, for others to refresh."""
    asked = gr.State([])  # the earlier questions of this visitor, oldest first
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
        **emptiness(assistant),
    )
    with gr.Column(elem_id="composer"):
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
    _connect(assistant, warming, chat, box, asked, anew)
    return chat


def emptiness(assistant: Assistant) -> dict[str, Any]:
    """What the chat shows before the first question, from the titles in the library."""
    try:
        documents = assistant.library.documents()
    except CitewellError as error:
        line = problem_html(str(error), words.REINDEX_REMEDY)
        documents = ()
    else:
        line = f"<p>{words.PROMISE}</p>"
    examples = words.examples([document.about.title for document in documents])
    return {
        "placeholder": f'<div class="welcome"><h2>{words.WELCOME}</h2>{line}</div>',
        "examples": [{"text": question} for question in examples],
    }


def _connect(
    assistant: Assistant, warming: Warming, chat: Any, box: Any, asked: Any, anew: Any
) -> None:
    def converse(
        typed: str, shown: list[Message], earlier: list[str], event: gr.EventData
    ) -> Iterator[tuple[Any, Any, Any]]:
        question = _chosen_example(event) or typed.strip()
        if not question:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        shown = [*shown, _said("user", question_html(question)), _said("assistant", "")]
        waiting = warming.state is Warmth.LOADING
        first = words.MODELS_LOADING if waiting else words.STARTING
        shown[-1] = _said("assistant", stage_html(first))
        yield shown, gr.skip(), gr.update(value="", submit_btn=False, stop_btn=words.STOP)
        remembered = earlier
        for html, is_answer in _steps(assistant, question, earlier):
            shown[-1] = _said("assistant", html)
            remembered = [*earlier, question] if is_answer else earlier
            yield shown, remembered, gr.skip()
        yield shown, remembered, gr.update(submit_btn=words.SEND, stop_btn=False)

    # One event for both ways to ask, so that a second question cannot overtake the first.
    run = gr.on(
        [box.submit, chat.example_select],
        converse,
        [box, chat, asked],
        [chat, asked, box],
        show_progress="hidden",
        api_visibility="private",
    )
    box.stop(
        _stopped, chat, [chat, box], cancels=run, queue=False,
        show_progress="hidden", api_visibility="private",
    )  # fmt: skip
    anew.click(
        lambda: ([], [], gr.update(value="", submit_btn=words.SEND, stop_btn=False)),
        None, [chat, asked, box], cancels=run, queue=False,
        show_progress="hidden", api_visibility="private",
    )  # fmt: skip


def _steps(assistant: Assistant, question: str, earlier: list[str]) -> Iterator[tuple[str, bool]]:
    """Each stage as HTML, at last the answer, or one line about why there is none."""
    try:
        for step in assistant.stages(question, earlier):
            if isinstance(step, Answer):
                yield answer_html(step), True
            else:
                yield stage_html(step.text), False
    except IndexUnusable as error:
        yield problem_html(str(error), words.REINDEX_REMEDY), False
    except CitewellError as error:
        yield problem_html(str(error)), False
    except Exception:
        _log.exception("a question could not be answered")
        yield problem_html(words.UNEXPECTED), False


def _stopped(shown: list[Message]) -> tuple[list[Message], Any]:
    # The answer may have arrived while the button was being pressed; then it stays.
    if shown and '<div class="stage">' in str(shown[-1]["content"]):
        shown = [*shown[:-1], _said("assistant", note_html(words.STOPPED))]
    return shown, gr.update(submit_btn=words.SEND, stop_btn=False)


def _chosen_example(event: gr.EventData) -> str:
    data = event._data if isinstance(event._data, dict) else {}
    value = data.get("value")
    return str(value.get("text", "")) if isinstance(value, dict) else ""


def _said(role: str, html: str) -> Message:
    return {"role": role, "content": html}
