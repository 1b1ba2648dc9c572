"""A conversation as the browser keeps it: questions with their whole answers, as plain JSON.

The server forgets a conversation with its visitor. The browser keeps it and hands it back when
it is opened again, so whatever comes back is checked here as if it came from a stranger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from citewell.answering.answer import Answer, Citation
from citewell.documents import Article
from citewell.page import words
from citewell.page.export import answer_markdown, answer_plain
from citewell.page.links import link_to, place

MOST_TURNS = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what was answered."""

    question: str
    answer: Answer


_TURNS = TypeAdapter(list[Turn])


class ConversationUnreadable(ValueError):
    """What the browser handed back is no conversation of this version."""


def stored(turn: Turn) -> dict[str, Any]:
    """A turn as JSON for the browser: what it keeps, and its texts for the clipboard."""
    kept: dict[str, Any] = _TURNS.dump_python([turn], mode="json")[0]
    return {
        **kept,
        "plain": answer_plain(turn.answer),
        "markdown": answer_markdown(turn.answer),
    }


def restored(turns: object) -> list[Turn]:
    """The turns that a browser kept.

    Raises:
        ConversationUnreadable: they are not what `stored` gave out.
    """
    if not isinstance(turns, list) or len(turns) > MOST_TURNS:
        raise ConversationUnreadable
    try:
        found = _TURNS.validate_python(turns, strict=False)
    except ValidationError as error:
        raise ConversationUnreadable from error
    if any(_marks(turn.answer) - _numbers(turn.answer) for turn in found):
        raise ConversationUnreadable
    return found


def _marks(answer: Answer) -> set[int]:
    return {said.citation for voice in answer.voices for said in voice.statements}


def _numbers(answer: Answer) -> set[int]:
    return {citation.number for citation in answer.citations}


def changes_since(answer: Answer, article: Callable[[str], Article | None]) -> tuple[str, ...]:
    """What has become of the cited documents since: a line for each that changed or went."""
    return tuple(dict.fromkeys(_changes(answer.citations or answer.related, article)))


def _changes(
    citations: Sequence[Citation], article: Callable[[str], Article | None]
) -> Iterator[str]:
    for citation in citations:
        found = article(citation.document)
        if found is None:
            yield words.GONE_SINCE.format(title=citation.title)
        elif not place(link_to(citation)).stands_in(found):
            yield words.CHANGED_SINCE.format(title=citation.title)
