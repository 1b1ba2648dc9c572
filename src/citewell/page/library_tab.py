"""The library: what is answered from, and the button that brings the index up to date."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.errors import CitewellError
from citewell.page import words
from citewell.page.inline import safe
from citewell.page.render_answer import problem_html
from citewell.page.render_library import account_html, table_html

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant
    from citewell.ingest.build import Indexer, Progress

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LibraryTab:
    """The parts that others have to refresh, and the event after which they do."""

    table: Any
    indexed: Any


def add_library(assistant: Assistant, indexer: Indexer) -> LibraryTab:
    """Put the library into the layout, with its button."""
    folder = safe(str(assistant.settings.corpus))
    with gr.Column(elem_id="library"):
        gr.HTML(
            f"<h2>{words.LIBRARY}</h2><p>{words.LIBRARY_LEAD.format(folder=folder)}</p>",
            apply_default_css=False,
        )
        with gr.Row(elem_id="reindex"):
            button = gr.Button(words.REINDEX, variant="primary", scale=0)
            gr.HTML(f"<p>{words.REINDEX_HINT}</p>", apply_default_css=False)
        account = gr.HTML("", elem_id="account", apply_default_css=False)
        table = gr.HTML(documents_html(assistant), elem_id="documents", apply_default_css=False)

    def reindex(progress: gr.Progress = gr.Progress()) -> str:  # noqa: B008 - Gradio's way
        progress(0, desc=words.REINDEX_STARTING)
        return _reindex(indexer, progress)

    # Indexing waits for its own turn, never for the conversations of others.
    indexed = button.click(
        reindex,
        outputs=account,
        concurrency_id="index",
        concurrency_limit=1,
        api_visibility="private",
    )
    return LibraryTab(table, indexed)


def _reindex(indexer: Indexer, progress: Any) -> str:
    def advance(now: Progress) -> None:
        progress((now.done, max(now.total, 1)), desc=now.stage, unit="")

    try:
        return account_html(indexer.run(advance))
    except CitewellError as error:
        return problem_html(str(error))
    except Exception:
        _log.exception("indexing failed")
        return problem_html(words.UNEXPECTED)


def documents_html(assistant: Assistant) -> str:
    """The table of documents, or one line about why there is none."""
    try:
        return table_html(assistant.library.documents())
    except CitewellError as error:
        return problem_html(str(error))
