"""The things in a text that it may have several of, and the words that stand beside each.

Doses, durations, frequencies, patients, medicines, organs, rises and falls: each is a mark of a
family. A sentence or half-sentence with one mark of a family belongs to it wholly; where there are
several, it is cut between them, at a conjunction rather than at a comma. "By 4.2 with 120 mg and
by 4.7 with 240 mg": what the later part leaves out it shares with the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from citewell.answering.guards.amounts import Amounts
from citewell.answering.guards.finding import Kind
from citewell.answering.guards.frequencies import Frequency
from citewell.answering.guards.negation import CUE, GENERAL, denials_in, is_denied
from citewell.answering.guards.polarity import turns_in
from citewell.answering.guards.population import groups_in
from citewell.answering.guards.quantities import Quantity
from citewell.answering.guards.subjects import medicines_in, numbered_in
from citewell.answering.guards.units import MONTHS, TIME
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

KEPT = 6  # letters by which a word is known again: pregnant, pregnancy
KILOGRAM = 1_000_000  # mg: nobody takes that much

_TELLING_USES = frozenset("inject swallow inhal drink stor appli".split())
_EMPTY = (GENERAL - _TELLING_USES) | frozenset(
    "get becom see seen occur mean contain make say happen usual again"
    " less least more fewer older younger longer becaus sinc alway also".split()
)
UNCHANGED = "chang"  # "stays the same" is "is not changed"
_TURNED = {"stop": "continue", "same": UNCHANGED}
_UNIT = re.compile(r";\s|[.?!]\s(?=\S)")
_CONJUNCTION = re.compile(
    r"(?:,\s)?\b(?:and(?!\s(?:older|over|above|more)\b)|or(?!\s(?:older|over|more|above|less|lower)\b)"
    r"|vs\b\.?|versus|whereas|while|but|compared (?:with|to)|because(?!\sof)|until|followed by)\b|:\s"
)
_COMMA = re.compile(r",\s(?!\d{3}\b)|\s-\s|\s?\((?=[^)]*\))")
_PLACING = re.compile(r"\b(?:before|after|until|first|last|only|later|earlier|instead)\b")
_PREPOSED = re.compile(r"\b(?:to|with|on|of|by|for|after|from|than)\s(?:the\s|an?\s)?$")
_THAN = re.compile(r"\bthan\s(?:\w+\s){0,2}$")
_AGAINST = re.compile(r"\b(?:than|compared (?:with|to))\s(?:\w+\s){0,2}$")
_REFERS = re.compile(r"\b(?:it|they|them|this|these)\b")
_RELATED = re.compile(r"^[^.;,]*\b(?P<how>before|after|than|switch\w* to)\s(?:the\s|with\s|on\s)?$")
_LISTED = re.compile(r"\s?(?:,|/|,?\s?(?:and|or|to))\s?(?:(?:the|an?|about|with|in)\s)?")
_ORDER = re.compile(r"\b(?:(?P<before>before|prior to)|(?P<after>after|following))\b")
_OPENING = re.compile(r"(?:^|[;.]\s)after\s[^,;.]*,\s")
BARE = frozenset(("before", "after", "until", "later", "earlier", "instead", "only", "start"))


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a text may have several of, within a family of such things."""

    family: str
    kind: Kind
    value: Quantity | Frequency | str
    span: Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with the words beside it, those it takes over from its neighbours, and those that
    are said of it later on: with an "it", or at the end of the sentence after a comma."""

    mark: Mark
    beside: frozenset[str]
    shared: frozenset[str]
    later: frozenset[str]


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
    return tuple(found)


def related_in(amounts: Amounts) -> list[tuple[Mark, str, Mark]]:
    """Two medicines, arms or patients and how the first stands to the second: after, than, to."""
    named = [m for m in marks_in(amounts) if m.family == "arm" or m.kind is Kind.NUMBERED]
    named.sort(key=lambda mark: mark.span)
    found = []
    for one, other in zip(named, named[1:], strict=False):
        between = amounts.reading.plain[one.span.end : other.span.start]
        how = _RELATED.search(between)
        if how is None or one.family != other.family:
            continue
        found.append(
            (other, "after", one) if how["how"] == "before" else (one, how["how"], other)
        )
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
    if quantity.dimension == "mass" and quantity.low >= KILOGRAM:
        return "body weight"
    if quantity.dimension in (TIME, MONTHS):
        return TIME
    return quantity.dimension.split(" per ")[0] or "number"


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
        | _taken_over(after, [a for _, a in sides[at + 1 :]])
    )


def _announced(
    reading: Reading, unit: Span, mark: Mark, tokens: Sequence[Token]
) -> frozenset[str]:
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
    """Where marks of one family are listed: what joins them parts nothing."""
    marks = sorted(marks_in(amounts), key=lambda mark: mark.span)
    between = [
        Span(one.span.end, other.span.start)
        for one, other in zip(marks, marks[1:], strict=False)
        if one.span.end < other.span.start and one.family == other.family
    ]
    return [span for span in between if _LISTED.fullmatch(span.of(amounts.reading.plain))]


def _units(reading: Reading) -> list[Span]:
    """Sentences and their halves, and the cells of a row."""
    cuts = [m.end() for m in _UNIT.finditer(reading.plain)]
    return [Span(s, e) for s, e in zip([0, *cuts], [*cuts, len(reading.plain)], strict=True)]


def _regions(
    flat: str, unit: Span, marks: Sequence[Mark], joints: Sequence[Span]
) -> list[Span]:
    """The part of the unit that belongs to each mark; marks of one part have all of it, save
    medicines, which have what leads up to each."""
    cuts = [_cut(flat, one, other, joints) for one, other in zip(marks, marks[1:], strict=False)]
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
        found.append(Token(name, key, mark.span, _is_word(mark), denied, key != name))
    for word in reading.words:
        is_looked_at = CUE.fullmatch(word.text) or _PLACING.fullmatch(word.text)
        if is_looked_at or word.stem in _EMPTY or _is_in(word.span, marks):
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
    return frozenset(t.name for t in tokens_in(amounts) if any(t.span.overlaps(o) for o in openings))


def _is_word(mark: Mark) -> bool:
    """Whether a mark may be left out the second time as a word may: what fell, and in what."""
    return mark.kind is Kind.DIRECTION or mark.family == "disease"


def key_of(value: Quantity | Frequency | str) -> str:
    """A value as a word: the same for the same value."""
    if isinstance(value, Quantity):
        return f"{value.low} {value.high} {value.dimension}"
    if isinstance(value, Frequency):
        return f"{value.times} every {value.period} {value.dimension}"
    return value
