"""The reading room: the pane in which a document opens at the cited sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import gradio as gr

from citewell.documents import Article, Span
from citewell.errors import CitewellError
from citewell.page import words
from citewell.page.inline import safe
from citewell.page.links import LinkBroken, place
from citewell.page.look import asset
from citewell.page.render_answer import problem_html
from citewell.page.render_article import article_html
from citewell.page.render_library import shelf_html

if TYPE_CHECKING:
    from citewell.store.library import Library

_log = logging.getLogger(__name__)

_LONGEST_TRAIL = 200  # no answer cites more; the browser may send what it likes


def add_reading_room(library: Library) -> None:
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
        sent = event._data if isinstance(event._data, dict) else {}
        link, trail = sent.get("link"), sent.get("trail")
        trail = trail[:_LONGEST_TRAIL] if isinstance(trail, list) else []
        return framed(opened(library, link, trail), link, trail, title_of(library, link))

    room.cite(
        open_link,
        outputs=room,
        queue=False,
        show_progress="hidden",
        trigger_mode="multiple",  # reading.js asks again if the answers come out of order
        api_visibility="private",
    )
    room.shelve(
        lambda: framed(shelf(library)),
        outputs=room,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )


def framed(content: str, link: object = None, trail: Sequence[object] = (), title: str = "") -> str:
    """The content with the room's own heading and, when a document is open, its controls.

    `trail` are the links to all sentences that the answer cites, in order; `link` is the one
    that is open, None while nothing is; `title` is that of its document, and stays in sight.
    """
    is_open = link is not None
    name = safe(title) or words.READING_ROOM
    controls = _steps(link, trail) + _LINK_AND_CLOSE if is_open else ""
    return (
        f'<section class="room{" is-open" if is_open else ""}" '
        f'data-link="{safe(str(link)) if is_open else ""}" aria-label="{words.READING_ROOM}">'
        f'<div class="room-bar"><span class="room-name">{name}</span>{controls}'
        f'</div><div class="room-page" tabindex="0">{content}</div></section>'
    )


_LINK_AND_CLOSE = (
    f'<button type="button" class="quiet copy-link">{words.COPY_LINK}</button>'
    f'<button type="button" class="close" aria-label="{words.CLOSE}" title="{words.CLOSE} (Esc)">'
    '<span aria-hidden="true">×</span></button>'
)


def _steps(link: object, trail: Sequence[object]) -> str:
    """Where one is among the cited sentences, with the way to the one before and after."""
    if link not in trail or len(trail) < 2:
        return ""
    at = trail.index(link) + 1
    position = words.POSITION.format(at=at, total=len(trail))
    before, after = (
        f'<button type="button" class="step {name}" aria-label="{label}" title="{label} ({key})"'
        f'{" disabled" if is_end else ""}><span aria-hidden="true">{sign}</span></button>'
        for name, label, key, sign, is_end in (
            ("previous", words.PREVIOUS, "p", "‹", at == 1),
            ("next", words.NEXT, "n", "›", at == len(trail)),
        )
    )
    return (
        f'<div class="steps">{before}<span class="position" role="status">'
        f'<span class="hidden-label">{position}</span>'
        f'<span aria-hidden="true">{at} / {len(trail)}</span></span>{after}</div>'
    )


def opened(library: Library, link: object, trail: Sequence[object] = ()) -> str:
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
    return article_html(article, cited=target.span, also=[*_others(article, trail)])


def title_of(library: Library, link: object) -> str:
    """The title of the document that a link points into; "" if there is none."""
    try:
        return library.article(place(link).document).about.title
    except (LinkBroken, KeyError, CitewellError):
        return ""  # the room says why, where the document would be


def _others(article: Article, trail: Sequence[object]) -> Iterator[Span]:
    """The spans of the trail that still stand in this document."""
    for link in trail:
        try:
            other = place(link)
        except LinkBroken:
            continue
        if other.span and other.document == article.name and other.stands_in(article):
            yield other.span


def shelf(library: Library) -> str:
    """The documents to choose from while none is open."""
    try:
        return shelf_html(library.documents())
    except CitewellError:
        # The Library and the conversation say what is wrong; here it is only an empty shelf.
        return shelf_html(())
