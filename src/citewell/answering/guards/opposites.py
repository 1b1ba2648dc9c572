"""Is what the sentence says of a thing the opposite of what the quote says of that very thing?

"If it is higher, lengthen the interval": both ways stand in the quote, and only the words beside
them tell "shorten the interval" from it. A word with an opposite is held against the clause of the
quote that has it, or its opposite, beside the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citewell.answering.guards.amounts import Amounts
from citewell.answering.guards.denied import denies_otherwise
from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.marks import tokens_in
from citewell.answering.guards.negation import denials_in, is_denied
from citewell.answering.guards.polarity import OPPOSITES, Turn, turns_in
from citewell.answering.guards.states import states_in
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

# Their words stand beside so many things that one word shared with the right clause is enough.
_WIDE = frozenset(("amount", "use"))
_LEFT_ASIDE = frozenset(("incidence",))


@dataclass(frozen=True, slots=True)
class _Turned:
    """A word with an opposite, the words that stand beside it, and whether it is denied."""

    turn: Turn
    beside: frozenset[str]
    is_denied: bool


def opposite_findings(said: Amounts, told: Amounts) -> list[Finding]:
    """The words of the sentence whose opposite the quote has beside the same words."""
    theirs = _turned_in(told)
    is_otherwise = denies_otherwise(said.reading, told.reading)
    found = []
    for mine in _turned_in(said):
        # "Do not stop without asking" denies stopping and forbids nothing.
        is_unsure = is_otherwise or mine.turn.family == "use"
        if mine.is_denied or mine.turn.family in _LEFT_ASIDE:
            continue
        same = [t for t in theirs if t.turn.name == mine.turn.name and not t.is_denied]
        other = [t for t in theirs if _is_opposite(mine, t) and not (t.is_denied and is_unsure)]
        as_same, as_other = _most(mine, same), _most(mine, other)
        is_wide = mine.turn.family in _WIDE or mine.turn.name not in OPPOSITES
        if as_other > (as_same * (as_same + as_other) if is_wide else as_same):
            instead = max(other, key=lambda t: len(t.beside & mine.beside)).turn.span
            found.append(_finding(mine.turn, said.reading, instead.of(told.reading.text)))
    return found


def _is_opposite(mine: _Turned, other: _Turned) -> bool:
    """Whether the quote has the opposite, or the thing itself denied."""
    if other.is_denied:
        return other.turn.name == mine.turn.name
    is_state = mine.turn.name not in OPPOSITES and mine.turn.family == other.turn.family
    return other.turn.name in OPPOSITES.get(mine.turn.name, set()) or (
        is_state and mine.turn.name != other.turn.name
    )


def _most(mine: _Turned, theirs: Sequence[_Turned]) -> int:
    return max((len(mine.beside & other.beside) for other in theirs), default=0)


def _turned_in(amounts: Amounts) -> list[_Turned]:
    reading, denials = amounts.reading, denials_in(amounts.reading)
    turned = [
        _Turned(turn, _beside(amounts, turn), is_denied(turn.span, denials))
        for turn in turns_in(reading)
    ]
    # A state that is denied is already the other one.
    states = [Turn(state.family, state.name, state.span) for state in states_in(reading)]
    return turned + [_Turned(s, _beside(amounts, s, is_told_apart=True), False) for s in states]


def _beside(amounts: Amounts, turn: Turn, *, is_told_apart: bool = False) -> frozenset[str]:
    """The words of the clause, up to "as" and "than" where the turn is what is compared;
    `is_told_apart`: the denied ones told apart."""
    clause = amounts.reading.clause_at(turn.span.start)
    end = _end_of_comparison(amounts.reading, turn, clause)
    return frozenset(
        token.name if is_told_apart else token.key
        for token in tokens_in(amounts)
        if clause.start <= token.span.start < end and not token.span.overlaps(turn.span)
    )


def _end_of_comparison(reading: Reading, turn: Turn, clause: Span) -> int:
    ends = [
        at
        for word in (" as ", " than ", " from ")
        if (at := reading.plain.find(word, turn.span.end, clause.end)) >= 0
    ]
    return min(ends, default=clause.end)


def _finding(turn: Turn, said: Reading, instead: str) -> Finding:
    words = turn.span.of(said.text)
    message = f"The sentence says “{words}”; the quote says “{instead}” of that."
    return Finding(Kind.DIRECTION, words, turn.span, instead, message)
