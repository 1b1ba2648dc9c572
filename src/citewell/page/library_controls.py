"""The buttons of the library: drop files, re-index, stop, and asking before anything is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.ingest.formats import FORMATS
from citewell.page import words
from citewell.page.inline import safe
from citewell.page.library_changes import LibraryChanges, Report

if TYPE_CHECKING:
    from citewell.ingest.build import Progress

_QUIETLY: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class _AskFirst:
    """A question with its two answers, shown when there is something to lose."""

    row: Any
    line: Any
    yes: Any
    no: Any
    about: Any  # the state that holds what it is about


@dataclass(frozen=True, slots=True)
class Controls:
    """The parts, and the events after which the library may have changed."""

    account: Any
    finished: tuple[Any, ...]


def add_controls(table: Any, changes: LibraryChanges) -> Controls:
    """Put the controls into the layout and connect them with the table of documents."""
    files = _add_drop_zone(changes.largest)
    with gr.Row(elem_id="reindex"):
        button = gr.Button(words.REINDEX, variant="primary", scale=0)
        stop = gr.Button(words.STOP_INDEXING, scale=0, visible=False, elem_id="stop-indexing")
        gr.HTML(f"<p>{words.REINDEX_HINT}</p>", apply_default_css=False)
    removal = _ask_first(words.REMOVE, words.CANCEL, "removal")
    replacement = _ask_first(words.REPLACE, words.KEEP_AS_IS, "replacement")
    account = gr.HTML("", elem_id="account", apply_default_css=False)

    def begin() -> Any:
        changes.get_ready()
        return gr.update(visible=True)

    # The button to stop is there before the change begins.
    asked, uploaded, replaced, removed = (
        listen(begin, None, stop, **_QUIETLY)
        for listen in (button.click, files.upload, replacement.yes.click, removal.yes.click)
    )
    finished = (
        _on_reindex(asked, changes, account),
        _on_upload(uploaded, files, changes, account, replacement),
        _on_replacement(replaced, changes, account, replacement),
        _on_removal(removed, changes, account, removal),
    )
    _on_discard(table, removal)
    for event in finished:
        event.then(lambda: gr.update(visible=False), None, stop, **_QUIETLY)
    stop.click(changes.stop, None, None, **_QUIETLY)
    return Controls(account, finished)


def _add_drop_zone(largest: int) -> Any:
    """The place to drop files on, in our words: Gradio's own cannot be set."""
    which = words.ADD_WHICH.format(formats=words.FORMATS, largest=largest)
    with gr.Column(elem_id="drop"):
        files = gr.File(
            label=words.ADD_DOCUMENTS,
            file_count="multiple",
            file_types=[ending for known in FORMATS.values() for ending in known.endings],
            elem_id="upload",
            show_label=False,
            height=84,
        )
        gr.HTML(
            f'<p aria-hidden="true">{words.ADD_DOCUMENTS}</p><p>{which}</p>',
            elem_id="drop-hint",
            apply_default_css=False,
        )
    return files


def _ask_first(yes: str, no: str, name: str) -> _AskFirst:
    with gr.Row(visible=False, elem_id=name, elem_classes="ask-first") as row:
        line = gr.HTML("", apply_default_css=False)
        buttons = gr.Button(yes, variant="stop", scale=0), gr.Button(no, scale=0)
    about = gr.State([])
    buttons[1].click(lambda: ([], gr.update(visible=False)), None, [about, row], **_QUIETLY)
    return _AskFirst(row, line, *buttons, about)


def _slowly(account: Any) -> dict[str, Any]:
    """How a change runs: one after the other, never in the way of the conversations of others."""
    return {
        "concurrency_id": "index",
        "concurrency_limit": 1,
        "api_visibility": "private",
        "show_progress_on": account,
    }


def _on_reindex(begun: Any, changes: LibraryChanges, account: Any) -> Any:
    def reindex(progress: gr.Progress = gr.Progress()) -> str:  # noqa: B008 - Gradio's way
        return changes.reindex(_shown_on(progress))

    return begun.then(reindex, None, account, **_slowly(account))


def _on_upload(
    begun: Any, files: Any, changes: LibraryChanges, account: Any, ask: _AskFirst
) -> Any:
    def upload(
        paths: list[str] | None,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        given = [str(path) for path in paths or ()]
        taken = changes.taken(given)
        told = changes.add([path for path in given if path not in taken], _shown_on(progress))
        names = ", ".join(safe(Path(path).name) for path in taken)
        line = f'<p role="status">{words.REPLACE_LEAD.format(names=names)}</p>'
        return told, None, taken, gr.update(visible=bool(taken)), line if taken else ""

    outputs = [account, files, ask.about, ask.row, ask.line]
    return begun.then(upload, files, outputs, **_slowly(account))


def _on_replacement(begun: Any, changes: LibraryChanges, account: Any, ask: _AskFirst) -> Any:
    def replace(
        paths: list[str],
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        told = changes.add(paths, _shown_on(progress), replace=True)
        return told, [], gr.update(visible=False)

    outputs = [account, ask.about, ask.row]
    return begun.then(replace, ask.about, outputs, **_slowly(account))


def _on_discard(table: Any, ask: _AskFirst) -> None:
    def ask_first(event: gr.EventData) -> tuple[Any, ...]:
        sent = event._data if isinstance(event._data, dict) else {}
        names = sent.get("names")
        names = [str(name) for name in names] if isinstance(names, list) else []
        line = words.REALLY_REMOVE.format(documents=words.count(len(names), "document"))
        return names, gr.update(visible=bool(names)), f'<p role="status">{line}</p>'

    table.discard(ask_first, None, [ask.about, ask.row, ask.line], **_QUIETLY)


def _on_removal(begun: Any, changes: LibraryChanges, account: Any, ask: _AskFirst) -> Any:
    def remove(
        names: list[str],
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        return changes.remove(names, _shown_on(progress)), [], gr.update(visible=False)

    return begun.then(remove, ask.about, [account, ask.about, ask.row], **_slowly(account))


def _shown_on(progress: Callable[..., None]) -> Report:
    progress(0, desc=words.REINDEX_STARTING)

    def advance(now: Progress) -> None:
        progress((now.done, max(now.total, 1)), desc=now.stage, unit="")

    return advance
