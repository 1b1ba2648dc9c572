"""The library: what is answered from, which of it to ask, and, where allowed, its changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.errors import CitewellError
from citewell.ingest.scan import names as names_in_folder
from citewell.page import words
from citewell.page.inline import safe
from citewell.page.look import asset
from citewell.page.render_answer import problem_html
from citewell.page.render_library import table_html

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant
    from citewell.ingest.account import Account


@dataclass(frozen=True, slots=True)
class LibraryTab:
    """The parts of the tab. `chosen` is the state that holds the names of the documents to ask,
    None for all; `changes` is where `library_changes.py` puts what may change the library."""

    table: Any
    chosen: Any
    changes: Any


def add_library(assistant: Assistant) -> LibraryTab:
    """Put the library into the layout."""
    folder = safe(str(assistant.settings.corpus))
    chosen = gr.State(None)
    with gr.Column(elem_id="library"):
        gr.HTML(
            f"<h2>{words.LIBRARY}</h2><p>{words.LIBRARY_LEAD.format(folder=folder)}</p>",
            apply_default_css=False,
        )
        changes = gr.Column(elem_id="changes")
        gr.HTML(_tools(assistant), elem_id="library-tools", apply_default_css=False)
        table = gr.HTML(
            documents_html(assistant),
            elem_id="documents",
            js_on_load=asset("library.js"),
            apply_default_css=False,
        )
    return LibraryTab(table, chosen, changes)


def _tools(assistant: Assistant) -> str:
    remove = (
        f'<button type="button" class="quiet discard">{words.REMOVE_THESE}</button>'
        if assistant.settings.may_change
        else ""
    )
    return (
        f'<label class="hidden-label" for="library-search">{words.LIBRARY_SEARCH}</label>'
        f'<input id="library-search" type="search" placeholder="{words.LIBRARY_SEARCH}" '
        'autocomplete="off"><span id="library-shown" role="status"></span>'
        '<div id="library-picked" hidden><span class="count" role="status"></span>'
        f'<button type="button" class="quiet ask-these">{words.ASK_THESE}</button>{remove}</div>'
    )


def documents_html(assistant: Assistant, last: Account | None = None) -> str:
    """The table of documents, or one line about why there is none.

    `last` is the account of the last indexing run, which says what could not be read.
    """
    try:
        documents = assistant.library.documents()
    except CitewellError as error:
        return problem_html(str(error))
    indexed = {document.name for document in documents}
    states = dict(_states(assistant, indexed))
    for failure in last.failed if last else ():
        states[failure.document] = words.NOT_READ.format(reason=failure.reason)
    return table_html(documents, states)


def _states(assistant: Assistant, indexed: set[str]) -> Iterator[tuple[str, str]]:
    """What differs between the folder and the index, by name."""
    try:
        there = set(names_in_folder(assistant.settings.corpus))
    except CitewellError:
        return  # without a folder there is nothing to compare with
    if not assistant.settings.corpus.is_dir():
        return
    for name in indexed - there:
        yield name, words.FILE_GONE
    for name in there - indexed:
        yield name, words.NOT_INDEXED


def scope_of(assistant: Assistant, sent: object) -> tuple[list[str] | None, str]:
    """The documents to ask that the browser names, None for all, and the line that says so."""
    wanted = sent.get("names") if isinstance(sent, dict) else None
    try:
        known = [document.name for document in assistant.library.documents()]
    except CitewellError:
        return None, ""
    names = [name for name in known if isinstance(wanted, list) and name in wanted]
    if not names or len(names) == len(known):
        return None, ""
    line = words.SCOPE.format(
        chosen=f"{len(names):,}", documents=words.count(len(known), "document")
    )
    button = f'<button type="button" class="quiet ask-all">{words.ASK_ALL}</button>'
    return names, f'<p role="status">{line} {button}</p>'
