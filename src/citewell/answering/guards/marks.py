"""The things in a text that it may have several of, and its words as they are compared.

Doses, durations, frequencies, patients, medicines, organs, rises and falls: each is a mark of a
family.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from citewell.answering.guards.amounts import HEAVY, Amounts
from citewell.answering.guards.finding import Kind
from citewell.answering.guards.frequencies import Frequency
from citewell.answering.guards.negation import CUE, GENERAL, denials_in, is_denied
from citewell.answering.guards.polarity import turns_in
from citewell.answering.guards.population import groups_in
from citewell.answering.guards.quantities import Quantity
from citewell.answering.guards.states import states_in
from citewell.answering.guards.subjects import medicines_in, numbered_in
from citewell.answering.guards.units import MONTHS, TIME
from citewell.documents import Span

KEPT = 6  # letters by which a word is known again: pregnant, pregnancy

_TELLING_USES = frozenset("inject swallow inhal drink stor appli".split())
_EMPTY = (GENERAL - _TELLING_USES) | frozenset(
    "get becom see seen occur mean contain make say happen usual again"
    " less least more fewer older younger longer becaus sinc alway also age old".split()
)
UNCHANGED = "chang"  # "stays the same" is "is not changed"
_TURNED = {"stop": "continue", "gone": "continue", "there": "continue", "unchanged": UNCHANGED}
_TURNING = frozenset(("stop", "gone", "unchanged"))
_PLACING = re.compile(r"\b(?:before|after|until|first|last|only|later|earlier|instead)\b")
_AT_A_TIME = re.compile(r"at a time\b")
_RELATED = re.compile(r"^[^.;,]*\b(?P<how>before|after|than|switch\w* to)\s(?:the\s|with\s|on\s)?$")
_ORDER = re.compile(r"\b(?:(?P<before>before|prior to)|(?P<after>after|following))\b")
_OPENING = re.compile(
    r"(?:^|[;.]\s)after\s"
    r"(?:[^,;.]*,\s|(?:the\s)?(?:first\s)?[\w-]+\s(?:year|month|week|day|hour)s?\b)"
)
BARE = frozenset(("before", "after", "until", "later", "earlier", "instead", "only", "start"))


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a text may have several of, within a family of such things."""

    family: str
    kind: Kind
    value: Quantity | Frequency | str
    span: Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a mark as one, as it is compared; `is_word` is false for marks that are not
    left out where they are said again; `name` is its key, told apart where a word is denied;
    `is_turned`: whether the key is the opposite of what stands there, as "continue" of "stop"."""

    name: str
    key: str
    span: Span
    is_word: bool
    is_denied: bool
    is_turned: bool = False


@lru_cache(maxsize=16)
def marks_in(amounts: Amounts) -> tuple[Mark, ...]:
    """Every mark of a text."""
    reading = amounts.reading
    found = [Mark(_measured(q), Kind.ARM, q, q.span) for q in amounts.quantities]
    found += [Mark("frequency", Kind.FREQUENCY, f, f.span) for f in amounts.frequencies]
    for name in numbered_in(reading):
        found.append(Mark(name.name.split()[0], Kind.NUMBERED, name.name, name.span))
    found += [Mark("arm", Kind.SUBJECT, m.name, m.span) for m in medicines_in(reading)]
    for group in groups_in(reading):
        found.append(Mark(group.family, Kind.POPULATION, group.name, group.span))
    found += [Mark(t.family, Kind.DIRECTION, t.name, t.span) for t in turns_in(reading)]
    found += [
        Mark(s.family, Kind.CONDITION, s.name, s.span)
        for s in states_in(reading)
        if not CUE.search(s.span.of(reading.plain))
    ]
    return tuple(found)


def related_in(amounts: Amounts) -> list[tuple[Mark, str, Mark]]:
    """Two medicines, arms or patients and how the first stands to the second: after, than, to."""
    named = [m for m in marks_in(amounts) if m.family == "arm" or m.kind is Kind.NUMBERED]
    named.sort(key=lambda mark: mark.span)
    found = []
    for one, other in pairwise(named):
        between = amounts.reading.plain[one.span.end : other.span.start]
        how = _RELATED.search(between)
        if how is None or one.family != other.family:
            continue
        found.append((other, "after", one) if how["how"] == "before" else (one, how["how"], other))
    return found


def orders_in(amounts: Amounts) -> list[Mark]:
    """Before and after, as marks."""
    return [
        Mark("order", Kind.TIMING, match.lastgroup or "", Span(*match.span()))
        for match in _ORDER.finditer(amounts.reading.plain)
    ]


def bounds_in(amounts: Amounts) -> list[Mark]:
    """More than and less than one and the same amount, as marks."""
    return [
        Mark(f"bound {key_of(q)}", Kind.COMPARISON, q.comparison.value, q.span)
        for q in amounts.quantities
    ]


def _measured(quantity: Quantity) -> str:
    if quantity.dimension == "mass" and quantity.low >= HEAVY:
        return "body weight"
    if quantity.dimension in (TIME, MONTHS):
        return TIME
    return quantity.dimension.split(" per ")[0] or "number"


@lru_cache(maxsize=16)
def tokens_in(amounts: Amounts) -> tuple[Token, ...]:
    """The words that carry meaning, and each mark as one of them."""
    reading = amounts.reading
    marks = marks_in(amounts)
    denials = denials_in(reading)
    found = []
    for mark in marks:
        name, denied = key_of(mark.value), is_denied(mark.span, denials)
        key = _TURNED.get(name, name)
        is_turned = name in _TURNING
        found.append(Token(name, key, mark.span, _is_word(mark), denied, is_turned))
    for word in reading.words:
        is_looked_at = CUE.fullmatch(word.text) or _PLACING.fullmatch(word.text)
        is_idle = _AT_A_TIME.match(reading.plain, word.span.start - len("at a "))
        if is_looked_at or is_idle or word.stem in _EMPTY or _is_in(word.span, marks):
            continue
        key, denied = word.stem[:KEPT], is_denied(word.span, denials)
        found.append(Token(f"not {key}" if denied else key, key, word.span, True, denied))
    for match in _PLACING.finditer(reading.plain):
        span = Span(*match.span())
        if not _is_in(span, marks):
            found.append(Token(match[0], match[0], span, False, is_denied(span, denials)))
    return tuple(found)


def _is_in(span: Span, marks: Sequence[Mark]) -> bool:
    return any(span.overlaps(mark.span) for mark in marks)


def opening_names(amounts: Amounts) -> frozenset[str]:
    """What is named in "After the first three doses, …": the sentence is about what follows it."""
    openings = [Span(*m.span()) for m in _OPENING.finditer(amounts.reading.plain)]
    return frozenset(
        t.name for t in tokens_in(amounts) if any(t.span.overlaps(o) for o in openings)
    )


def _is_word(mark: Mark) -> bool:
    """Whether a mark may be left out the second time as a word may: what fell, and in what."""
    return mark.kind is Kind.DIRECTION or mark.family in ("disease", "symptom")


def key_of(value: Quantity | Frequency | str) -> str:
    """A value as a word: the same for the same value."""
    if isinstance(value, Quantity):
        return f"{value.low} {value.high} {value.dimension}"
    if isinstance(value, Frequency):
        return f"{value.times} every {value.period} {value.dimension}"
    return value
