"""From one value to another: the value before and the value after, told together or apart.

"Fell from 14 to 6" carries "14 at the start" and "6 after treatment", and is carried by "14 at
baseline and 6 at week 12"; it carries neither "6 at the start" nor "fell from 6 to 14".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citewell.answering.guards.quantities import Quantity
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

_BEFORE = re.compile(
    r"\b(?:before(?:hand)?|baseline|at (?:the )?(?:start|beginning|outset|first|entry|admission)"
    r"|initial(?:ly)?|original(?:ly)?|previous(?:ly)?|to begin with|start(?:ed|ing)?|began|used to"
    r"|had been|from)\b"
)
_AFTER = re.compile(
    r"\b(?:after(?:wards)?|then|later|by|at (?:the end|(?:week|month|day|year|visit)s?)"
    r"|final(?:ly)?"
    r"|in the end|eventually|now|end(?:ed|s)?|reach\w*|to|in|with|on|under|during|following"
    r"|since)\b"
)
_PART = re.compile(r"[,;:]\s|[.?!]\s|\b(?:and|but|then|while|whereas)\b")


def is_end_of_change(said: Quantity, told: Quantity, sentence: Reading) -> bool:
    """Whether the sentence has the first or the last value of a change that the quote tells, and
    says which of the two it is."""
    if not told.is_change or said.low != said.high or not _is_of(said, told):
        return False
    part = _part_of(sentence, said.span).of(sentence.plain)
    is_first, is_last = (_is_value(said, told, end) for end in (0, 1))
    return (is_first and _BEFORE.search(part) is not None) or (
        is_last and _BEFORE.search(part) is None and _AFTER.search(part) is not None
    )


def is_change_between(said: Quantity, told: Sequence[Quantity], quote: Reading) -> bool:
    """Whether the quote tells the two values of a change apart, the first of them as the first."""
    if not said.is_change:
        return False
    ends = [[t for t in told if t.low == t.high and _is_end(said, t, end)] for end in (0, 1)]
    return any(
        first.span < last.span and _BEFORE.search(_part_of(quote, first.span).of(quote.plain))
        for first in ends[0]
        for last in ends[1]
    )


def _is_end(change: Quantity, single: Quantity, end: int) -> bool:
    return _is_of(single, change) and _is_value(single, change, end)


def _is_of(single: Quantity, change: Quantity) -> bool:
    """Whether both are of one unit; a number may stand without the other's."""
    return single.dimension == change.dimension or "" in (single.dimension, change.dimension)


def _is_value(single: Quantity, change: Quantity, end: int) -> bool:
    if single.dimension == change.dimension:
        return single.low == (change.low, change.high)[end]
    return single.written[0] == change.written[end]


def _part_of(reading: Reading, span: Span) -> Span:
    cuts = list(_PART.finditer(reading.plain))
    starts = [cut.end() for cut in cuts if cut.end() <= span.start]
    ends = [cut.start() for cut in cuts if cut.start() >= span.end]
    return Span(starts[-1] if starts else 0, ends[0] if ends else len(reading.plain))
