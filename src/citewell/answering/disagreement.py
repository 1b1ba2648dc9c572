"""Where documents give different values for the same thing.

Two statements of different documents disagree if they speak of the same (the same patient, the
same names, most of the same words) and hold values of the kind that is asked for, none of which
is in both. "Less than 5 months" and "after 4 months" are two values; "2-4 weeks" and "2 to 4
weeks" are one. Lists of medicines disagree if most of one is in the other and something is not.
Nothing is decided or averaged: both are shown, and which is newer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from citewell.answering.answer import Citation, Disagreement, Statement
from citewell.answering.guards.quantities import Quantity, quantities_in
from citewell.answering.guards.units import MONTHS, PERCENT, TIME
from citewell.answering.guards.wording import read
from citewell.answering.judge import Judged
from citewell.answering.question import Question, Wants, names_in, numbered_in
from citewell.answering.subject import asks_for_dose, medicines_in
from citewell.terms import normalise, stem, terms

CLOSE = 1.7  # log-odds that a contradiction may be behind the best statement and still be shown
LEAST_ALIKE = 0.5  # share of the shorter statement's words that stand in the other
SHORTEST = 5  # letters of a stem that is looked for within words
_OF_TIME = frozenset(
    stem(word)
    for word in "takes taken until before after during patient patients long soon quickly".split()
)
_TIMES = frozenset({TIME, MONTHS})
_BOUND = re.compile(
    r"\b(?:(?:less|more|fewer) than|at (?:least|most)|up to|about|around|nearly|almost|over|under|"
    r"after|within|only)\s+$",
    re.IGNORECASE,
)
_DOSES = frozenset({"mass", "volume", "activity"})


def contradictions(
    question: Question, chosen: Sequence[Judged], judged: Sequence[Judged]
) -> list[Judged]:
    """What else should be cited, since another document says otherwise than what is chosen."""
    documents = {entry.candidate.article.name for entry in chosen}
    found: list[Judged] = []
    for entry in judged:
        name = entry.candidate.article.name
        if name in documents or not chosen or entry.odds < chosen[0].odds - CLOSE:
            continue
        own = entry.candidate.told
        if any(difference(question, one.candidate.told, own) for one in chosen):
            found.append(entry)
            documents.add(name)
    return found


def disagreements(
    question: Question, said: Sequence[tuple[Statement, Citation]]
) -> tuple[Disagreement, ...]:
    """The pairs of statements of different documents that give different values."""
    found = []
    for (one, cited), (other, against) in combinations(said, 2):
        if cited.document == against.document:
            continue
        values = difference(question, one.text, other.text)
        if values:
            found.append(
                Disagreement((cited.number, against.number), values, _newer(cited, against))
            )
    return tuple(found)


def _newer(one: Citation, other: Citation) -> int | None:
    """The number of the citation whose document is newer, where both tell their date."""
    if not one.published or not other.published or one.published == other.published:
        return None
    return one.number if one.published > other.published else other.number


def difference(question: Question, one: str, other: str) -> tuple[str, str] | None:
    """The values in which two statements differ, as they are written; None if they do not."""
    if not _is_of_the_same(question, one, other):
        return None
    values = _values(question, one), _values(question, other)
    if all(values) and not {_key(v) for v in values[0]} & {_key(v) for v in values[1]}:
        first, second = _nearest(question, one, values[0]), _nearest(question, other, values[1])
        return _written(one, first), _written(other, second)
    return _unlike_lists(one, other) if question.is_list or question.numbered else None


def _is_of_the_same(question: Question, one: str, other: str) -> bool:
    # Whom the question numbers, a statement need not name again: others were set apart before.
    numbered = set(numbered_in(one)), set(numbered_in(other))
    if numbered[0] - set(question.numbered) != numbered[1] - set(question.numbered):
        return False
    named, against = set(names_in(one)), set(names_in(other))
    if not _medicines(one) and named - against and against - named:
        return False
    words, others = _words(one), _words(other)
    shared = len(words & others)
    if shared >= 2 and shared >= LEAST_ALIKE * min(len(words), len(others)):
        return True
    return _tell_what_is_asked(question, one, other) and not _trials(one) ^ _trials(other)


def _tell_what_is_asked(question: Question, one: str, other: str) -> bool:
    """Whether both statements hold every word of a question that has several: then it is the same
    thing that they give the value of, however else they are worded."""
    asked = [term for term in question.terms if len(term) >= SHORTEST and term not in _OF_TIME]
    told, against = normalise(one), normalise(other)
    # Within words, since a PDF or a page may have lost the blank between two.
    return len(asked) >= 2 and all(term in told and term in against for term in asked)


def _trials(text: str) -> set[str]:
    return {name for name in names_in(text) if "-" in name}


def _words(text: str) -> set[str]:
    """The stems of a statement but for those of its values: two months of anything are alike."""
    for quantity in reversed(quantities_in(read(text))):
        text = f"{text[: quantity.span.start]} {text[quantity.span.end :]}"
    return {term for term in terms(text) if not term[0].isdigit()}


def _values(question: Question, text: str) -> list[Quantity]:
    """The quantities of the kind that is asked for."""
    if asks_for_dose(question):
        wanted = _DOSES
    elif question.wants is Wants.TIME:
        wanted = _TIMES
    elif question.wants is Wants.QUANTITY:
        wanted = frozenset({PERCENT, "people", ""})
    else:
        wanted = _TIMES | {PERCENT}
    return [quantity for quantity in quantities_in(read(text)) if quantity.dimension in wanted]


def _key(quantity: Quantity) -> tuple[object, ...]:
    return (quantity.dimension, quantity.low, quantity.high)


def _nearest(question: Question, text: str, values: Sequence[Quantity]) -> Quantity:
    """The value that stands nearest to a word of the question."""
    plain = text.lower()
    places = [m.start() for term in question.terms for m in re.finditer(re.escape(term), plain)]
    return min(
        values, key=lambda value: min((abs(value.span.start - at) for at in places), default=0)
    )


def _written(text: str, quantity: Quantity) -> str:
    """The value with the words before it that bound it: "less than 5 months"."""
    bound = _BOUND.search(text[: quantity.span.start])
    return f"{bound[0] if bound else ''}{quantity.span.of(text)}"


def _medicines(text: str) -> set[str]:
    return {name for name, _ in medicines_in(text)}


def _unlike_lists(one: str, other: str) -> tuple[str, str] | None:
    """What each of two lists of medicines names that the other, mostly alike, does not."""
    named, against = _medicines(one), _medicines(other)
    if len(named & against) < 2 or named == against:
        return None
    return _listed(named - against), _listed(against - named)


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names)) or "nothing more"
