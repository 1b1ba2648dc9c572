"""Is what a sentence says of a thing what its quote says of it, and not of another?

"Toenail infections are treated for 6 weeks" has only words and numbers of "fingernail infections
for 6 weeks and toenail infections for 12 weeks", and is false. Wherever a quote has several values
of one family (durations, doses, frequencies, patients, medicines, organs, rises and falls), the
words beside a value in the sentence are held against those beside each of them in the quote:
where they stand beside another value, and none of them beside the value itself, it is exchanged.
"""

from __future__ import annotations

from collections.abc import Sequence

from citewell.answering.guards.amounts import Amounts, is_same
from citewell.answering.guards.company import is_company
from citewell.answering.guards.finding import Finding
from citewell.answering.guards.frequencies import Frequency
from citewell.answering.guards.marks import (
    BARE,
    Mark,
    bounds_in,
    marks_in,
    opening_names,
    orders_in,
    related_in,
    tokens_in,
)
from citewell.answering.guards.placing import Placed, placed
from citewell.answering.guards.quantities import Quantity
from citewell.answering.guards.regularity import is_as_often, is_spread
from citewell.answering.guards.wording import Reading


def binding_findings(
    said: Amounts, told: Amounts, subjects: frozenset[str] = frozenset()
) -> list[Finding]:
    """The marks of the sentence that the quote has, but beside other words.

    `subjects`: the medicines of the headings, which a quote may leave out where it names others
    that are taken with them.
    """
    ours, theirs = (
        [*marks_in(amounts), *orders_in(amounts), *bounds_in(amounts)] for amounts in (said, told)
    )
    words, other_words = tokens_in(said), tokens_in(told)
    passed = opening_names(said)
    found = []
    for family in dict.fromkeys(mark.family for mark in ours):
        there = placed(told, [m for m in theirs if m.family == family], other_words)
        if len(there) < 2:
            continue
        for mine in placed(said, [m for m in ours if m.family == family], words):
            instead = _exchanged(mine, there, passed)
            if instead is not None and not _is_beside(mine, instead, there, said, told, subjects):
                found.append(_finding(mine.mark, instead.mark, said.reading, told.reading))
    return found + _turned_round(said, told)


def _is_beside(
    mine: Placed,
    instead: Placed,
    theirs: Sequence[Placed],
    said: Amounts,
    told: Amounts,
    subjects: frozenset[str],
) -> bool:
    """Whether a medicine is company here and there, or is the one of the headings and the other
    its company."""
    if mine.mark.family != "arm":
        return False
    own = [t for t in theirs if _is_one(mine.mark, t.mark)]
    is_there = all(_is_company(told, t.mark) for t in own)
    if _is_company(said, mine.mark) and is_there:
        return True
    beside = {m.value for m in marks_in(said) if m.family == "arm" and _is_company(said, m)}
    is_its_company = _is_company(told, instead.mark) and beside <= {instead.mark.value}
    return mine.mark.value in subjects and is_its_company


def _is_company(amounts: Amounts, mark: Mark) -> bool:
    return is_company(amounts.reading, mark.span)


def _turned_round(said: Amounts, told: Amounts) -> list[Finding]:
    """The finding for "A after B" or "A better than B" where the quote has it the other way."""
    theirs = {(one.value, how, other.value): one for one, how, other in related_in(told)}
    found = []
    for one, how, other in related_in(said):
        turned = theirs.get((other.value, how, one.value))
        if turned and (one.value, how, other.value) not in theirs:
            found.append(_finding(one, turned, said.reading, told.reading))
    return found


def _exchanged(mine: Placed, theirs: Sequence[Placed], passed: frozenset[str]) -> Placed | None:
    """The mark of the quote that has this one's words, where this one itself has none of them."""
    own = [t for t in theirs if _is_one(mine.mark, t.mark)]
    others = [t for t in theirs if not _is_one(mine.mark, t.mark)]
    rivals = [[r for r in others if _is_rather(mine, r, o, passed)] for o in own]
    return rivals[0][0] if rivals and all(rivals) else None


def _is_rather(mine: Placed, rival: Placed, own: Placed, passed: frozenset[str]) -> bool:
    words = mine.beside
    for_own = words & (own.beside - rival.beside - rival.shared)
    for_rival = words & (rival.beside - own.beside - own.shared - own.later)
    return bool(own.beside and for_rival - BARE - passed) and not for_own


def _is_one(one: Mark, other: Mark) -> bool:
    mine, theirs = one.value, other.value
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
        return is_same(mine, theirs)
    if isinstance(mine, Frequency) and isinstance(theirs, Frequency):
        return is_as_often(mine, theirs) or is_spread(mine, theirs)
    return mine == theirs


def _finding(mark: Mark, other: Mark, said: Reading, told: Reading) -> Finding:
    words, instead = mark.span.of(said.text), other.span.of(told.text)
    message = f"The sentence says “{words}” of what the quote says “{instead}” of."
    return Finding(mark.kind, words, mark.span, instead, message)
