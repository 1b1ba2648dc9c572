"""The reading room: the pane in which a document opens at the cited sentence."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.errors import CitewellError
from citewell.page import words
from citewell.page.links import LinkBroken, place
from citewell.page.look import asset
from citewell.page.render_answer import problem_html
from citewell.page.render_article import article_html
from citewell.page.render_library import shelf_html

if TYPE_CHECKING:
    from citewell.store.library import Library

_log = logging.getLogger(__name__)


def add_reading_room(library: Library) -> Any:
    """Put the reading room into the layout and let it answer the links of the whole page.

    `assets/reading.js` listens for clicks on any link into a document, wherever it stands, and
    raises the event `cite` here with the link; `shelve` is raised when the document is closed.
    """
    room = gr.HTML(
        framed(shelf(library)),
        elem_id="reading-room",
        js_on_load=asset("reading.js"),
        apply_default_css=False,
    )

    def open_link(event: gr.EventData) -> str:
        # The browser sends it, so it may be anything; `opened` says what is no link.
        link = event._data.get("link") if isinstance(event._data, dict) else None
        return framed(opened(library, link), is_open=True)

    room.cite(
        open_link,
        outputs=room,
        queue=False,
        show_progress="hidden",
        trigger_mode="always_last",
        api_visibility="private",
    )
    room.shelve(
        lambda: framed(shelf(library)),
        outputs=room,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )
    return room


def framed(content: str, is_open: bool = False) -> str:
    """The content with the room's own heading and, when a document is open, its close button."""
    close = (
        f'<button type="button" class="close" title="{words.CLOSE} (Esc)">'
        f'<span aria-hidden="true">×</span><span class="hidden-label">{words.CLOSE}</span></button>'
    )
    state = "room is-open" if is_open else "room"
    return (
        f'<section class="{state}" aria-label="{words.READING_ROOM}">'
        f'<div class="room-bar"><span>{words.READING_ROOM}</span>{close if is_open else ""}</div>'
        f'<div class="room-page" tabindex="-1">{content}</div></section>'
    )


def opened(library: Library, link: object) -> str:
    """The document that a link points into, or one line about why it cannot be shown."""
    try:
        target = place(link)
        article = library.article(target.document)
    except LinkBroken:
        return problem_html(words.LINK_BROKEN)
    except KeyError:
        return problem_html(words.DOCUMENT_GONE)
    except CitewellError as error:
        return problem_html(str(error))
    except Exception:
        _log.exception("a document could not be opened")
        return problem_html(words.UNEXPECTED)
    if target.span is None:
        return article_html(article)
    if not target.stands_in(article):
        return article_html(article, note=words.ANSWER_GONE)
    return article_html(article, cited=target.span)


def shelf(library: Library) -> str:
    """The documents to choose from while none is open."""
    try:
        return shelf_html(library.documents())
    except CitewellError:
        # The Library and the conversation say what is wrong; here it is only an empty shelf.
        return shelf_html(())
