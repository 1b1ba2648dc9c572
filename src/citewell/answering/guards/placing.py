"""Which words of a text stand beside each of its marks of one family.

A sentence or half-sentence with one mark of a family belongs to it wholly; where there are
several, it is cut between them, at a conjunction rather than at a comma. "By 4.2 with 120 mg and
by 4.7 with 240 mg": what the later part leaves out it shares with the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from citewell.answering.guards.amounts import Amounts
from citewell.answering.guards.marks import Mark, Token, marks_in
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

_UNIT = re.compile(r";\s|[.?!]\s(?=\S)")
_CONJUNCTION = re.compile(
    r"(?:,\s)?\b(?:and(?!\s(?:older|over|above|more)\b)"
    r"|or(?!\s(?:older|over|more|above|less|lower)\b)"
    r"|vs\b\.?|versus|whereas|while|but|compared (?:with|to)|because(?!\sof)|until"
    r"|followed by)\b|:\s"
)
_COMMA = re.compile(r",\s(?!\d{3}\b)|\s-\s|\s?\((?=[^)]*\))")
_PREPOSED = re.compile(r"\b(?:to|with|on|of|by|for|after|from|than)\s(?:the\s|an?\s)?$")
_THAN = re.compile(r"\bthan\s(?:\w+\s){0,2}$")
_AGAINST = re.compile(r"\b(?:than|compared (?:with|to))\s(?:\w+\s){0,2}$")
_REFERS = re.compile(r"\b(?:it|they|them|this|these)\b")
_LISTED = re.compile(r"\s?(?:,|/|,?\s?(?:and|or|to))\s?(?:(?:the|an?|about|with|in)\s)?")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with the words beside it, those it takes over from its neighbours, and those that
    are said of it later on: with an "it", or at the end of the sentence after a comma."""

    mark: Mark
    beside: frozenset[str]
    shared: frozenset[str]
    later: frozenset[str]


def placed(amounts: Amounts, marks: Sequence[Mark], tokens: Sequence[Token]) -> list[Placed]:
    """Each mark of one family with the words of its part of the text."""
    reading = amounts.reading
    joints = _joints(amounts)
    found: list[Placed] = []
    for unit in _units(reading):
        inside = [m for m in marks if unit.start <= m.span.start < unit.end]
        inside.sort(key=lambda mark: mark.span)
        regions = _regions(reading.plain, unit, inside, joints)
        sides = [
            _sides(mark, region, tokens, reading)
            for mark, region in zip(inside, regions, strict=True)
        ]
        for at, mark in enumerate(inside):
            beside = frozenset(t.name for side in sides[at] for t in side)
            later = _later(reading, unit, inside[at:], regions[at:], tokens)
            if at and _is_compared(reading, regions[at], mark, sides[at]):
                later |= {t.name for side in sides[at - 1] for t in side}
            shared = _shared(at, sides) | _announced(reading, unit, mark, tokens)
            found.append(Placed(mark, beside, shared, later))
    return found


def _is_compared(
    reading: Reading, region: Span, mark: Mark, sides: tuple[list[Token], list[Token]]
) -> bool:
    """Whether a mark is only what another is held against: "9 minutes less than with placebo"."""
    told = reading.plain[region.start : mark.span.start]
    return _AGAINST.search(told) is not None and not any(not t.is_word for t in sides[0])


def _shared(at: int, sides: Sequence[tuple[list[Token], list[Token]]]) -> frozenset[str]:
    before, after = sides[at]
    return frozenset(
        _taken_over(before, [b for b, _ in reversed(sides[:at])])
        | (set() if after else _taken_over(after, [a for _, a in sides[at + 1 :]]))
    )


def _announced(reading: Reading, unit: Span, mark: Mark, tokens: Sequence[Token]) -> frozenset[str]:
    """What stands before the colon that a mark stands behind: "18 withdrew: 11 because of …"."""
    colon = reading.plain.rfind(": ", unit.start, mark.span.start)
    if colon < 0 or reading.label.end:
        return frozenset()
    before = [t for t in tokens if unit.start <= t.span.start < colon and t.is_word]
    return frozenset(token.name for token in before)


def _taken_over(own: Sequence[Token], others: Sequence[Sequence[Token]]) -> set[str]:
    """What stands on that side of the next mark which has anything there: all of it where this
    one has nothing, its words where it only has marks."""
    if any(token.is_word for token in own):
        return set()
    nearest = next((o for o in others if any(t.is_word or not own for t in o)), [])
    return {token.name for token in nearest if token.is_word or not own}


def _later(
    reading: Reading,
    unit: Span,
    marks: Sequence[Mark],
    regions: Sequence[Span],
    tokens: Sequence[Token],
) -> frozenset[str]:
    if len(marks) < 2:
        return frozenset()
    following = Span(regions[1].start, marks[1].span.start)
    refers = _REFERS.search(reading.plain, following.start, following.end)
    spans = [Span(following.start, refers.end())] if refers else []
    if _THAN.search(reading.plain, following.start, following.end):
        spans.append(regions[1])  # what is compared is said of both
    comma = reading.plain.find(", ", marks[-1].span.end, unit.end)
    spans += [Span(comma, unit.end)] if comma >= 0 else []
    return frozenset(t.name for t in tokens for s in spans if s.start <= t.span.start < s.end)


def _joints(amounts: Amounts) -> list[Span]:
    """Where marks of one family are listed, and in marks: what joins them parts nothing."""
    marks = sorted(marks_in(amounts), key=lambda mark: mark.span)
    between = [
        Span(one.span.end, other.span.start)
        for one, other in pairwise(marks)
        if one.span.end < other.span.start and one.family == other.family
    ]
    listed = [span for span in between if _LISTED.fullmatch(span.of(amounts.reading.plain))]
    return [*listed, *(mark.span for mark in marks)]


def _units(reading: Reading) -> list[Span]:
    """Sentences and their halves, and the cells of a row."""
    cuts = [m.end() for m in _UNIT.finditer(reading.plain)]
    return [Span(s, e) for s, e in zip([0, *cuts], [*cuts, len(reading.plain)], strict=True)]


def _regions(flat: str, unit: Span, marks: Sequence[Mark], joints: Sequence[Span]) -> list[Span]:
    """The part of the unit that belongs to each mark; marks of one part have all of it, save
    medicines, which have what leads up to each."""
    cuts = [_cut(flat, one, other, joints) for one, other in pairwise(marks)]
    starts = [unit.start, *(cut if cut is not None else -1 for cut in cuts)]
    ends = [*(cut if cut is not None else -1 for cut in cuts), unit.end]
    for at in range(1, len(starts)):
        starts[at] = starts[at] if starts[at] >= 0 else starts[at - 1]
    for at in range(len(ends) - 2, -1, -1):
        ends[at] = ends[at] if ends[at] >= 0 else ends[at + 1]
    return [Span(s, e) for s, e in zip(starts, ends, strict=True)][: len(marks)]


def _cut(flat: str, one: Mark, other: Mark, joints: Sequence[Span]) -> int | None:
    if other.span.start < one.span.end:
        return None
    for pattern in (_CONJUNCTION, _COMMA):
        cuts = [
            found
            for found in pattern.finditer(flat, one.span.end, other.span.start)
            if not any(Span(*found.span()).overlaps(joint) for joint in joints)
        ]
        if cuts:
            return min(cuts, key=lambda found: (found[0][0] not in ",:", found.start())).start()
    is_led_up_to = one.family == "arm" and _PREPOSED.search(flat, 0, other.span.start)
    return one.span.end if is_led_up_to else None


def _sides(
    mark: Mark, region: Span, tokens: Sequence[Token], reading: Reading
) -> tuple[list[Token], list[Token]]:
    near = [t for t in tokens if region.start <= t.span.start and t.span.end <= region.end]
    near = [t for t in near if not t.span.overlaps(mark.span)]
    before = [t for t in near if t.span.start < mark.span.start]
    after = [t for t in near if t.span.start > mark.span.start]
    label = reading.label
    if region.start > label.start:
        before += [t for t in tokens if t.span.end <= label.end]
    return before, after
