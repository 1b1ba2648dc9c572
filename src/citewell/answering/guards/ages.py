"""Children, adults and old people by their ages in figures.

"Aged 6 to 23 months" are children though the quote has no such word. Months and years are ages
where the text says so; a bare "12 months" of the quote may be an age or a course of treatment, so
it counts only where the sentence says whose age it is and the quote does not say how long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citewell.answering.guards.comparison import Comparison
from citewell.answering.guards.quantities import Quantity
from citewell.answering.guards.units import MONTHS, TIME
from citewell.answering.guards.wording import Reading

_YEAR = 12  # months
_DAYS = 86400 * 30  # seconds in a month, nearly
_PEOPLE = (
    r"(?:child|children|infants?|bab(?:y|ies)|toddlers?|newborns?|boys?|girls?|adolescents?"
    r"|teenagers?|adults?|people|patients?|those|women|men|anyone)"
)
_AGED = re.compile(
    r"\b(?:aged?|ages(?: of)?|age of|older than|younger than"
    rf"|{_PEOPLE} (?:of|from|under|over|above|below|at|between))\s"
    r"(?:(?:about|the|ages of|from|of|between|under|over|above|below|at|least|most|up|to)\s){0,3}$"
)
_OLD = re.compile(r"[\s-]?(?:olds?|of age)\b")
_HOW_LONG = re.compile(
    r"\b(?:for|after|within|over|every|last\w*|in|than|another|next|first|by|until|of treatment"
    r"|week|month|year|day)\s(?:(?:about|around|the|a|at|least|up|to|more|less|than)\s){0,3}$"
)
_THEN = re.compile(r"\s?(?:later|after|before|apart|ago|of treatment|of therapy|course|long)\b")


def groups_of_ages(reading: Reading, quantities: Sequence[Quantity]) -> set[str]:
    """The age groups that a text gives as ages in figures."""
    found: set[str] = set()
    for quantity in quantities:
        if _is_age(reading, quantity):
            found |= _groups_of(quantity)
    return found


def groups_of_shared_ages(
    said: Reading, ours: Sequence[Quantity], told: Reading, theirs: Sequence[Quantity]
) -> set[str]:
    """The age groups of the ages that the sentence names as such and the quote has too."""
    found: set[str] = set()
    for mine in ours:
        if _is_age(said, mine) and any(_may_be(told, t, mine) for t in theirs):
            found |= _groups_of(mine)
    return found


def _is_age(reading: Reading, quantity: Quantity) -> bool:
    if quantity.dimension not in (MONTHS, TIME):
        return False
    flat, span = reading.plain, quantity.span
    is_aged = _AGED.search(flat, 0, span.start) is not None
    return is_aged or _OLD.match(flat, span.end) is not None


def _may_be(told: Reading, quantity: Quantity, age: Quantity) -> bool:
    """Whether a quantity of the quote may be this very age, and is no duration."""
    is_same = (quantity.low, quantity.high, quantity.dimension) == (
        age.low,
        age.high,
        age.dimension,
    )
    flat, span = told.plain, quantity.span
    is_long = _HOW_LONG.search(flat, 0, span.start) or _THEN.match(flat, span.end)
    return is_same and is_long is None


def _groups_of(quantity: Quantity) -> set[str]:
    scale = 1 if quantity.dimension == MONTHS else _DAYS
    low, high = quantity.low / scale, quantity.high / scale
    if quantity.comparison in (Comparison.AT_LEAST, Comparison.MORE):
        return {n for n, least in (("adults", 18), ("elderly people", 60)) if low >= least * _YEAR}
    is_open = quantity.comparison in (Comparison.LESS, Comparison.AT_MOST)
    low = low * (not is_open)
    found = {"children"} if high <= 18 * _YEAR else set()
    found |= {"babies"} if high <= 2 * _YEAR else set()
    found |= {"newborns"} if high <= 1 else set()
    found |= {"adolescents"} if low >= 10 * _YEAR and high < 20 * _YEAR else set()
    return found | ({"adults"} if low >= 18 * _YEAR else set())
