"""Are the amounts of a sentence those of its quote?

Only the quote can carry an amount of a medicine: "every quantity in an answer stands in the very
sentence it cites". Ages, weights, years and the like may also stand in the headings above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from citewell.answering.guards.changes import is_change_between, is_end_of_change
from citewell.answering.guards.comparison import Comparison
from citewell.answering.guards.finding import Finding, Kind, finding
from citewell.answering.guards.frequencies import Frequency, frequencies_in
from citewell.answering.guards.quantities import Quantity, quantities_in
from citewell.answering.guards.subjects import numbered_in
from citewell.answering.guards.units import MONTHS, PEOPLE, PERCENT, TIME
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

_C = Comparison
# Bounds that may be said for one another: within 5 months is in less than 5 months.
_ALIKE = {
    (_C.WITHIN, _C.EXACT),
    (_C.EXACT, _C.WITHIN),
    (_C.WITHIN, _C.LESS),
    (_C.LESS, _C.WITHIN),
    (_C.WITHIN, _C.AT_MOST),
    (_C.AT_MOST, _C.WITHIN),
}
_WITH_FIGURE = re.compile(r"(?<![^\W_])[^\W_]*\d[^\W_]*")
_CAN = re.compile(r"\b(?:can|may|could|keeps?|kept|stored?)\b")
_FROM = re.compile(r"\bfrom\s(?:(?:an?\s)?\w+\sof\s)?$")


_FORM = re.compile(
    r"[\s-](?:\w+[\s-]){0,2}(?:tablets?|capsules?|pills?|patch(?:es)?|sachets?|suppositor(?:y|ies)"
    r"|pens?|lozenges?)\b"
)
_CLEARANCE = re.compile(r"\b(?:clearance|e?gfr|filtration)\b")

_AFTERWARDS = re.compile(r"\bafter\s(?:(?:about|around|at least)\s)?$")
_ORDERED = re.compile(
    r"\b(?:may|can|should|must|take|give|repeat\w*|inject|start|restart|apply|use|change|remove)\b"
)
_BEFORE = re.compile(r"\s(?:before|after|earlier|later)\b(?=[.,;]| and\b|$)")
_SHOULD_BE = re.compile(
    r"\b(?:should|must|ought|aim\w*|targets?|keep|kept|needs? to|ha(?:s|ve) to|goal"
    r"|normal(?:ly)?)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:if|when|once|should)\s(?:it|they|this|that|these|the [\w ]{3,30}?)\s"
    r"(?:(?:is|are|be|goes|go|rises?|climbs?|gets?|falls?|drops?|stays?|remains?)\s)?"
    r"(?:(?P<up>higher|above|over|more|greater|longer|older|exceeds?|too high|heavier)"
    r"|(?P<down>lower|below|under|less|fewer|shorter|younger|too low|lighter))\b"
)
_BETWEEN = re.compile(r"\b(?:between|apart|intervals?|separat\w+|spaced)\b")

ONCE = (Fraction(1), Fraction(1))
HEAVY = 1_000_000  # mg: nobody takes that much, so it is the weight of a person
ROUGHLY = 5  # percentage points that "about half" may be off


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """The quantities and frequencies of a text; compared by identity, as it is."""

    reading: Reading
    quantities: tuple[Quantity, ...]
    frequencies: tuple[Frequency, ...]


def amounts_in(reading: Reading, taken: Sequence[Span] = ()) -> Amounts:
    """The quantities and frequencies of a text, save the numbers `taken` for something else."""
    frequencies = [f for f in frequencies_in(reading) if not any(f.span.overlaps(s) for s in taken)]
    spans = [*taken, *(frequency.span for frequency in frequencies)]
    return Amounts(reading, tuple(quantities_in(reading, spans)), tuple(frequencies))


def quantity_findings(said: Amounts, told: Amounts, above: Amounts) -> list[Finding]:
    """The quantities `said` that neither the quote nor, for some, the headings carry."""
    found = []
    for quantity in said.quantities:
        same = [t for t in told.quantities if is_same(quantity, t)]
        if not same and (
            _is_article(quantity, told)
            or _is_rate(quantity, said, told)
            or _is_interval(quantity, said, told)
            or _is_changed_so(quantity, said, told)
        ):
            continue
        if not same and _may_stand_above(quantity, said, told, above):
            same = [t for t in above.quantities if is_same(quantity, t)]
        if not same:
            found.append(_not_told(quantity, said, told))
        elif not any(_is_bound_alike(quantity, t, said, told) for t in same):
            found.append(_bound_otherwise(quantity, same[0], said, told))
    return found


def is_same(said: Quantity, told: Quantity) -> bool:
    """Whether two quantities are one, bounds aside."""
    if (said.low, said.high, said.dimension) == (told.low, told.high, told.dimension):
        return True
    if said.is_rough and told.dimension == said.dimension:
        return abs(said.low - told.low) <= ROUGHLY and told.low == told.high
    is_bare = not said.dimension or (not told.dimension and not _is_measured(said.dimension))
    return is_bare and said.written == told.written


def _is_article(quantity: Quantity, told: Amounts) -> bool:
    """Whether "one injection" is only "an injection": the quote does not count them."""
    is_one = quantity.is_spelled and set(quantity.written) == {1}
    others = {t.dimension for t in told.quantities}
    return is_one and not _is_measured(quantity.dimension) and quantity.dimension not in others


def _is_changed_so(quantity: Quantity, said: Amounts, told: Amounts) -> bool:
    """Whether it is the end of a change, or a change of which the quote tells both ends."""
    is_end = any(is_end_of_change(quantity, t, said.reading) for t in told.quantities)
    return is_end or is_change_between(quantity, told.quantities, told.reading)


def _is_rate(quantity: Quantity, said: Amounts, told: Amounts) -> bool:
    """Whether "14 days a month before" is no month before, but so many a month."""
    is_before = _BEFORE.match(said.reading.plain, quantity.span.end) is not None
    return is_before and any(
        (quantity.low, quantity.dimension) == (f.period[0], f.dimension) and not f.is_in_period
        for f in told.frequencies
    )


def _is_interval(quantity: Quantity, said: Amounts, told: Amounts) -> bool:
    """Whether "20 minutes between doses" is "every 20 minutes"."""
    flat, span = said.reading.plain, quantity.span
    clause = said.reading.clause_at(span.start)
    return _BETWEEN.search(flat, clause.start, clause.end) is not None and any(
        (f.times, f.period, f.dimension)
        == (ONCE, (quantity.low, quantity.high), quantity.dimension)
        and f.comparison is quantity.comparison
        for f in told.frequencies
    )


def _is_measured(dimension: str) -> bool:
    """Whether the unit is one of measure; tablets, puffs and patients are counted."""
    measured = (
        "mass",
        "volume",
        "activity",
        "amount",
        "length",
        "pressure",
        "energy",
        "points",
        "count",
    )
    return dimension.startswith((*measured, TIME, MONTHS, PERCENT, "temperature", "fahrenheit"))


def _may_stand_above(quantity: Quantity, said: Amounts, told: Amounts, above: Amounts) -> bool:
    """Whether headings may carry it: what tells whom or when, never how much is taken; and how
    strong a tablet is, where they name one strength and the quote none."""
    flat, dimension = said.reading.plain, quantity.dimension
    if dimension in ("", TIME, MONTHS, PEOPLE, "count", "pressure", "temperature", "length"):
        return True
    if dimension == "mass" and quantity.low >= HEAVY:
        return True
    if dimension == "volume per time":
        return _CLEARANCE.search(flat, 0, quantity.span.start) is not None
    strengths = {t.low for t in above.quantities if t.dimension == "mass"}
    is_told = any(t.dimension.startswith(("mass", "volume")) for t in told.quantities)
    is_strength = _FORM.match(flat, quantity.span.end) is not None
    return is_strength and len(strengths) == 1 and not is_told


def _is_bound_alike(said: Quantity, told: Quantity, sentence: Amounts, quote: Amounts) -> bool:
    pair = (said.comparison, told.comparison)
    if pair[0] is pair[1]:
        return True
    if pair == (_C.EXACT, _C.AT_LEAST) and _FROM.search(sentence.reading.plain, 0, said.span.start):
        return True  # "from 65 years"
    if pair == (_C.AT_LEAST, _C.EXACT) and _FROM.search(quote.reading.plain, 0, told.span.start):
        return True
    if pair in _ALIKE:
        return said.dimension in (TIME, MONTHS) and not _is_waiting(said, told, quote.reading)
    if pair == (_C.AT_MOST, _C.EXACT) and said.dimension in (TIME, MONTHS):
        # What can be done for 14 days can be done for up to 14 days.
        clause = quote.reading.clause_at(told.span.start)
        return _CAN.search(clause.of(quote.reading.plain)) is not None
    return _is_beyond(said, told, sentence.reading, quote.reading)


def _is_waiting(said: Quantity, told: Quantity, quote: Reading) -> bool:
    """Whether "within an hour" is made of "may be repeated after an hour"."""
    clause = quote.clause_at(told.span.start)
    is_after = _AFTERWARDS.search(quote.plain, clause.start, told.span.start) is not None
    is_order = _ORDERED.search(quote.plain, clause.start, clause.end) is not None
    return said.comparison is _C.WITHIN and is_after and is_order


def _is_beyond(said: Quantity, told: Quantity, sentence: Reading, quote: Reading) -> bool:
    """Whether "above 1 mg/L" is what "if it is higher" means after "should be below 1 mg/L"; no
    sentence may say that it should be so."""
    clause = sentence.clause_at(said.span.start)
    if _SHOULD_BE.search(sentence.plain, clause.start, said.span.start):
        return False
    otherwise = _OTHERWISE.search(quote.plain, told.span.end)
    if otherwise is None:
        return False
    way = "up" if told.comparison in (_C.LESS, _C.AT_MOST) else "down"
    beyond = (_C.MORE, _C.AT_LEAST) if way == "up" else (_C.LESS, _C.AT_MOST)
    return bool(otherwise[way]) and told.comparison is not _C.EXACT and said.comparison in beyond


def _not_told(quantity: Quantity, said: Amounts, told: Amounts) -> Finding:
    words = quantity.span.of(said.reading.text)
    alike = [t for t in told.quantities if t.dimension == quantity.dimension]
    rewritten = [t for t in told.quantities if t.written == quantity.written]
    instead = [t.span.of(told.reading.text) for t in (rewritten or alike)]
    kind = Kind.UNIT if rewritten and quantity.dimension else Kind.QUANTITY
    return finding(kind, words, quantity.span, " or ".join(dict.fromkeys(instead)) or None)


def _bound_otherwise(quantity: Quantity, other: Quantity, said: Amounts, told: Amounts) -> Finding:
    words = quantity.span.of(said.reading.text)
    here, there = (
        _bounded(q.comparison, w)
        for q, w in ((quantity, words), (other, other.span.of(told.reading.text)))
    )
    message = f"The sentence says “{here}”; the quote says “{there}”."
    return Finding(Kind.COMPARISON, words, quantity.span, there, message)


def _bounded(comparison: Comparison, words: str) -> str:
    return words if comparison is Comparison.EXACT else f"{comparison.value} {words}"


def figure_findings(said: Amounts, told: Amounts, above: Amounts) -> list[Finding]:
    """Codes, addresses and the like: what has a figure in it, is no amount, and is not there."""
    known = {m[0] for a in (told, above) for m in _WITH_FIGURE.finditer(a.reading.plain)}
    taken = [quantity.span for quantity in said.quantities]
    taken += [frequency.span for frequency in said.frequencies]
    taken += [name.span for name in numbered_in(said.reading)]
    return [
        finding(Kind.QUANTITY, match[0], Span(*match.span()), None)
        for match in _WITH_FIGURE.finditer(said.reading.plain)
        if match[0] not in known and not any(Span(*match.span()).overlaps(span) for span in taken)
    ]
