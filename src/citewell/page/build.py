"""The page put together: conversation, library and history on the left, reading room right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.page import words
from citewell.page.ask import Conversation, add_conversation, connect_conversation, emptiness
from citewell.page.endpoints import Page, add_endpoints
from citewell.page.history import add_history, add_keeper
from citewell.page.library_changes import LibraryChanges
from citewell.page.library_controls import add_controls
from citewell.page.library_tab import LibraryTab, add_library, documents_html, scope_of
from citewell.page.reading import add_reading_room
from citewell.page.suggestions import Suggestions
from citewell.page.warming import Warming, Warmth

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant
    from citewell.ingest.build import Indexer

_QUIETLY: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}


def build(
    assistant: Assistant,
    indexer: Indexer,
    warming: Warming | None = None,
    suggestions: Suggestions | None = None,
) -> Any:
    """The whole page as Gradio Blocks; `serve` puts it on the network.

    Args:
        assistant: answers the questions.
        indexer: brings the index up to date.
        warming: loads the assistant's models meanwhile, if anything does.
        suggestions: questions to start from and to go on with.
    """
    warming = warming or Warming(assistant)
    suggestions = suggestions or Suggestions(assistant)
    changes = LibraryChanges(indexer, assistant.settings)
    with Page(title=words.NAME, analytics_enabled=False, fill_width=True) as page:
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="desk"):
                gr.HTML(words.BRAND, elem_id="brand", apply_default_css=False)
                with gr.Tabs(elem_id="tabs"):
                    with gr.Tab(words.ASK, elem_id="ask"):
                        note = gr.HTML("", elem_id="loading-note", apply_default_css=False)
                        parts = add_conversation(assistant, suggestions)
                    with gr.Tab(words.LIBRARY, elem_id="books", render_children=True):
                        library = add_library(assistant)
                    with gr.Tab(words.HISTORY, elem_id="past", render_children=True):
                        add_history()
                keeper = add_keeper()
            with gr.Column(elem_id="reading"):
                add_reading_room(assistant.library)

        connect_conversation(assistant, warming, suggestions, parts, keeper, library.chosen)
        _connect_scope(assistant, library, parts)
        _keep_fresh(page, assistant, suggestions, changes, library, parts.chat)
        _add_loading_note(page, note, warming)
        _offer_when_ready(page, assistant, suggestions, parts.chat)
        add_endpoints(assistant)
    return page


def _connect_scope(assistant: Assistant, library: LibraryTab, parts: Conversation) -> None:
    """Let documents be chosen to be asked alone."""

    def choose(event: gr.EventData) -> tuple[Any, str]:
        return scope_of(assistant, event._data)

    library.table.choose(choose, None, [library.chosen, parts.scope], **_QUIETLY)


def _keep_fresh(
    page: Any,
    assistant: Assistant,
    suggestions: Suggestions,
    changes: LibraryChanges,
    library: LibraryTab,
    chat: Any,
) -> None:
    """Show the library as it is when the page is opened, and again after each change."""

    def refreshed() -> tuple[Any, str]:
        shown = documents_html(assistant, changes.last)
        return gr.update(**emptiness(assistant, suggestions)), shown

    def changed() -> tuple[Any, str]:
        suggestions.start()
        return refreshed()

    page.load(refreshed, None, [chat, library.table], **_QUIETLY)
    if assistant.settings.may_change:
        with library.changes:
            controls = add_controls(library.table, changes)
        for event in controls.finished:
            event.then(changed, None, [chat, library.table], **_QUIETLY)


def _add_loading_note(page: Any, note: Any, warming: Warming) -> None:
    """Say that the models are loading, and look every second whether they still are."""
    clock = gr.Timer(1, active=False)

    def look() -> tuple[str, Any]:
        loading = warming.state is Warmth.LOADING
        text = f'<p role="status">{words.LOADING_NOTE}</p>' if loading else ""
        return text, gr.Timer(active=loading)

    page.load(look, outputs=[note, clock], **_QUIETLY)
    clock.tick(look, outputs=[note, clock], **_QUIETLY)


def _offer_when_ready(page: Any, assistant: Assistant, suggestions: Suggestions, chat: Any) -> None:
    """Show the questions to start from as soon as they are known, if that is after loading."""
    clock = gr.Timer(2, active=False)

    def look() -> tuple[Any, Any]:
        waiting = not suggestions.is_ready
        return gr.update(**emptiness(assistant, suggestions)), gr.Timer(active=waiting)

    page.load(lambda: gr.Timer(active=not suggestions.is_ready), outputs=clock, **_QUIETLY)
    clock.tick(look, outputs=[chat, clock], **_QUIETLY)
