"""The page put together: conversation and library on the left, reading room on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.errors import CitewellError
from citewell.page import words
from citewell.page.ask import add_conversation, emptiness
from citewell.page.library_tab import add_library, documents_html
from citewell.page.reading import add_reading_room, framed, shelf
from citewell.page.warming import Warming, Warmth

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant
    from citewell.ingest.build import Indexer


def build(assistant: Assistant, indexer: Indexer, warming: Warming | None = None) -> Any:
    """The whole page as Gradio Blocks; `serve` puts it on the network.

    Args:
        assistant: answers the questions.
        indexer: brings the index up to date.
        warming: loads the assistant's models meanwhile, if anything does.
    """
    warming = warming or Warming(assistant)
    with gr.Blocks(title=words.NAME, analytics_enabled=False, fill_width=True) as page:
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="desk"):
                gr.HTML(words.BRAND, elem_id="brand", apply_default_css=False)
                with gr.Tabs(elem_id="tabs"):
                    with gr.Tab(words.ASK, elem_id="ask"):
                        note = gr.HTML("", elem_id="loading-note", apply_default_css=False)
                        chat = add_conversation(assistant, warming)
                    with gr.Tab(words.LIBRARY):
                        library = add_library(assistant, indexer)
            with gr.Column(elem_id="reading"):
                room = add_reading_room(assistant.library)

        def refreshed() -> tuple[Any, str, str]:
            shown = documents_html(assistant)
            return gr.update(**emptiness(assistant)), shown, framed(shelf(assistant.library))

        refresh: dict[str, Any] = {
            "fn": refreshed,
            "outputs": [chat, library.table, room],
            "queue": False,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        # The page is built once; who opens it later sees the library of that moment.
        page.load(**refresh)
        library.indexed.then(**refresh)
        _add_loading_note(page, note, warming)
        _add_endpoint(assistant)
    return page


def _add_loading_note(page: Any, note: Any, warming: Warming) -> None:
    """Say that the models are loading, and look every second whether they still are."""
    clock = gr.Timer(1, active=False)

    def look() -> tuple[str, Any]:
        loading = warming.state is Warmth.LOADING
        text = f'<p role="status">{words.LOADING_NOTE}</p>' if loading else ""
        return text, gr.Timer(active=loading)

    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page.load(look, outputs=[note, clock], queue=False, **quietly)
    clock.tick(look, outputs=[note, clock], queue=False, **quietly)


def _add_endpoint(assistant: Assistant) -> None:
    """Offer the answers to programs too, as the same object that the page shows."""

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        try:
            earlier = [str(each) for each in history or ()]
            return assistant.reply(str(question), earlier).to_json()
        except CitewellError as error:
            raise gr.Error(str(error), print_exception=False) from error

    gr.api(
        ask,
        api_name="ask",
        api_description="The answer to `question`, in which every statement carries citations. "
        "`history` are the earlier questions of the conversation, oldest first.",
    )
