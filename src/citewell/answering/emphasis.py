"""The words of a statement that answer: the dose, the duration, the name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from citewell.answering.blanks import without_blanks
from citewell.answering.evidence import Candidate
from citewell.answering.question import (
    DURATION,
    FREQUENCY,
    NUMBER,
    QUANTITY,
    Question,
    Wants,
    names_in,
)
from citewell.answering.subject import asks_for_dose, doses_for, medicines_asked
from citewell.documents import Span
from citewell.terms import normalise

_PATTERNS: dict[Wants, tuple[re.Pattern[str], ...]] = {
    Wants.QUANTITY: (QUANTITY, FREQUENCY, DURATION),
    Wants.TIME: (DURATION, FREQUENCY),
}


def emphasis(question: Question, candidate: Candidate) -> tuple[Span, ...]:
    """The spans of what is shown that hold the kind of words the question wants.

    Where a dose is asked for, only those of the medicine asked for.
    """
    text = candidate.shown
    asked = medicines_asked(question)
    if asked and asks_for_dose(question):
        doses = doses_for(candidate, question)
        own = [span for owner, span in doses if owner is None or owner in asked]
        return _apart(without_blanks(span, text, candidate.told) for span in own)
    spans = [
        Span(*match.span())
        for pattern in _PATTERNS.get(question.wants, ())
        for match in pattern.finditer(text)
    ]
    if question.wants is Wants.QUANTITY and not spans:
        spans = [Span(*match.span()) for match in NUMBER.finditer(text)]
    if question.wants is Wants.NAME:
        spans = list(_new_names(question, text))
    return _apart(spans)


def _new_names(question: Question, text: str) -> Iterable[Span]:
    """The names in the text that the question does not say itself."""
    asked = normalise(question.text)
    for name in names_in(text):
        if name in asked:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            yield Span(*match.span())


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch or overlap joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
