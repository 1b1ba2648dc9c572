"""Questions to start from and to go on with, each of which the documents have been found to answer.

They are guessed from the documents (`openers.py`) and asked, in the background and one after
the other, once for each state of the library. Only what was answered is ever offered.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from threading import Lock, Thread
from typing import TYPE_CHECKING

from citewell.answering.answer import Answer
from citewell.errors import CitewellError
from citewell.page.openers import questions_of
from citewell.terms import terms

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant

STARTERS = 4
FOLLOW_UPS = 3
MOST_KEPT = 16
MOST_TRIED = 40
MOST_DOCUMENTS = 20  # read for guesses; a large library has enough in its first ones
_BREATH = 0.2  # seconds between two questions, so that visitors go first

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that was answered, and the documents that its answer cites."""

    question: str
    documents: frozenset[str]


class Suggestions:
    """Offers questions. Safe to share between threads; it asks in one of its own."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._found: tuple[Suggestion, ...] = ()
        self._library: tuple[str, ...] | None = None  # the state the questions were asked of
        self._lock = Lock()
        self.is_ready = False

    def start(self) -> None:
        """Begin to ask, in the background, if the library is not the one asked before."""
        Thread(target=self.prepare, name="citewell-suggestions", daemon=True).start()

    def prepare(self) -> None:
        """Ask what the documents seem to answer, and keep what they do answer."""
        with self._lock:
            try:
                state = tuple(record.sha256 for record in self._assistant.library.documents())
                if state != self._library:
                    self._found = ()
                    self._library = state
                    for suggestion in islice(self._answered(), MOST_KEPT):
                        self._found = (*self._found, suggestion)
            except CitewellError:
                self._library = None  # the page says what is wrong; here is only nothing to offer
            except Exception:
                _log.exception("questions to start from could not be found")
            self.is_ready = True

    def starters(self) -> tuple[str, ...]:
        """Questions to begin with, from different documents where there are several."""
        chosen: list[Suggestion] = []
        for suggestion in sorted(
            self._found, key=lambda one: sum(one.documents <= c.documents for c in chosen)
        ):
            if not any(_alike(suggestion.question, other.question) for other in chosen):
                chosen.append(suggestion)
        return tuple(suggestion.question for suggestion in chosen[:STARTERS])

    def follow_ups(self, answer: Answer, asked: Sequence[str]) -> tuple[str, ...]:
        """Questions that go on from an answer: nearest first, none that was asked already."""
        cited = frozenset(c.document for c in (answer.citations or answer.related))
        about = set(terms(f"{answer.understood} {answer.text}"))
        fresh = [
            suggestion
            for suggestion in self._found
            if not any(_alike(suggestion.question, earlier) for earlier in asked)
        ]
        nearest = sorted(
            fresh,
            key=lambda one: (
                not one.documents & cited,
                -len(about & set(terms(one.question))),
            ),
        )
        return tuple(one.question for one in nearest[:FOLLOW_UPS])

    def _answered(self) -> Iterator[Suggestion]:
        """The guesses that are answered from the document they were guessed from."""
        for name, question in islice(self._guesses(), MOST_TRIED):
            answer = self._assistant.reply(question)
            cited = frozenset(citation.document for citation in answer.citations)
            if not answer.declined and name in cited:
                yield Suggestion(question, cited)
            time.sleep(_BREATH)

    def _guesses(self) -> Iterator[tuple[str, str]]:
        """Questions with the document each was read off, documents by turns, no two alike."""
        library = self._assistant.library
        names = [record.name for record in library.documents()][:MOST_DOCUMENTS]
        columns = [[(name, q) for q in questions_of(library.article(name))] for name in names]
        seen: list[str] = []
        for guess in chain.from_iterable(zip_longest(*columns)):
            if guess and not any(_alike(guess[1], other) for other in seen):
                seen.append(guess[1])
                yield guess


def _alike(one: str, other: str) -> bool:
    """Whether two questions use the same words that carry meaning."""
    return set(terms(one)) == set(terms(other))
