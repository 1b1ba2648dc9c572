"""Whose value it is: which arm, medicine, age group or patient each number of a text belongs to.

"77 % vs. 38 % for placebo": 38 % is placebo's, and 77 % is not. A value belongs to the owner named
right before it ("baricitinib 4 mg"), else to the next one in its part of the sentence ("38 % for
placebo"), else to the last one before it. "10 and 15 days with A and B, respectively" goes in
order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.answering.guards.amounts import HEAVY, Amounts, is_same
from citewell.answering.guards.company import is_company
from citewell.answering.guards.comparison import Comparison
from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.frequencies import Frequency
from citewell.answering.guards.population import groups_in
from citewell.answering.guards.quantities import Quantity
from citewell.answering.guards.regularity import is_as_often
from citewell.answering.guards.subjects import medicines_in, numbered_in
from citewell.answering.guards.units import MONTHS, PEOPLE, TIME
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

_PART = re.compile(
    r";|\bvs\b\.?|\bversus\b|\b(?:whereas|while|but|compared with|compared to|against|than)\b"
    r"|,\s(?!\d{3}\b)|\band\b(?!\s(?:older|over|above|more)\b)|\bor\b(?!\s(?:older|over|more"
    r"|above)\b)|[.?!]\s"
)
_JOINED = re.compile(r"\s?(?:/|,|,? and|,? or)\s?")
_DOSE_AS_ARM = re.compile(r"\b(?:on|with|of|the|taking|given)\s$")
_AGED = re.compile(
    r"\b(?:aged?|ages|children|infants|babies|adolescents|adults|people|patients|those)\s"
    r"(?:(?:of|under|over|below|above|from|aged|younger than|older than|at least)\s){0,2}$"
)
_BEYOND = {Comparison.MORE, Comparison.AT_LEAST}, {Comparison.LESS, Comparison.AT_MOST}
_ARM_AFTER = re.compile(r"\s(?:group|arm|dose)\b")


@dataclass(frozen=True, slots=True)
class Owner:
    """What may own a value: `family` is arm, age or a numbered kind ("patient")."""

    family: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Owned:
    """A value and its owner of one family; `owner` is "" where the text leaves it open."""

    value: Quantity | Frequency
    family: str
    owner: str


def owners_in(amounts: Amounts) -> list[Owner]:
    """Everything in a text that may own a value, in order."""
    reading = amounts.reading
    found = [Owner("arm", name.name, name.span) for name in medicines_in(reading)]
    found += [Owner(n.name.split()[0], n.name, n.span) for n in numbered_in(reading)]
    for group in groups_in(reading):
        if group.family in ("arm", "age"):
            found.append(Owner(group.family, group.name, group.span))
    found += [
        Owner("dose", f"{q.dimension} {q.low}", q.span)
        for q in amounts.quantities
        if q.dimension == "mass" and _is_dose_as_arm(reading, q.span)
    ]
    return sorted(found, key=lambda owner: owner.span)


def _is_dose_as_arm(reading: Reading, span: Span) -> bool:
    before, after = reading.plain[: span.start], reading.plain[span.end :]
    return bool(_ARM_AFTER.match(after)) or _DOSE_AS_ARM.search(before) is not None


def owned_in(amounts: Amounts) -> list[Owned]:
    """Each value of a text with its owner, once for each family that the text names."""
    owners = owners_in(amounts)
    # Patients are counted, not owned; bare numbers may be anything.
    quantities = [
        q
        for q in amounts.quantities
        if q.dimension not in ("", PEOPLE) and not _is_of_whom(amounts.reading, q)
    ]
    values: list[Quantity | Frequency] = [*quantities, *amounts.frequencies]
    values = sorted(values, key=lambda value: value.span)
    found: list[Owned] = []
    for family in dict.fromkeys(owner.family for owner in owners):
        own = [owner for owner in owners if owner.family == family]
        doses = {owner.span for owner in own} if family == "dose" else set()
        others = [value for value in values if value.span not in doses]
        found += _respectively(amounts, others, own) or [
            Owned(value, family, name)
            for value in others
            for name in _owners_of(amounts.reading, value.span, own, owners)
        ]
    return found


def _is_of_whom(reading: Reading, quantity: Quantity) -> bool:
    """Whether it says whom: how old or heavy people are belongs to no medicine."""
    before = reading.plain[: quantity.span.start]
    if quantity.dimension == "mass" and quantity.low >= HEAVY:
        return True
    return quantity.dimension in (TIME, MONTHS) and _AGED.search(before) is not None


def _respectively(
    amounts: Amounts, values: Sequence[Quantity | Frequency], owners: Sequence[Owner]
) -> list[Owned]:
    if "respectively" not in amounts.reading.plain or not owners:
        return []
    for dimension in dict.fromkeys(value.dimension for value in values):
        listed = [v for v in values if v.dimension == dimension and isinstance(v, Quantity)]
        if len(listed) == len(owners) > 1:
            pairs = zip(listed, owners, strict=True)
            return [Owned(value, owner.family, owner.name) for value, owner in pairs]
    return []


def _owners_of(
    reading: Reading, span: Span, owners: Sequence[Owner], everyone: Sequence[Owner]
) -> list[str]:
    """The names of those the value at a span belongs to: several, where they are named as one."""
    part = _part_at(reading.plain, span)
    before = [at for at, owner in enumerate(owners) if owner.span.end <= span.start]
    if before:
        last = before[-1]
        if reading.plain[owners[last].span.end : span.start].strip(" :(") == "":
            return _together(reading, owners, last)
    after: list[int] = [
        at for at, o in enumerate(owners) if o.span.start >= span.end and o.span.start < part.end
    ]
    if after:
        return _together(reading, owners, after[0])
    if owners[0].family == "dose" and any(span.end <= o.span.start < part.end for o in everyone):
        return [""]  # "22 % on 2 mg and 6 % on placebo": 6 % belongs to no dose
    return _together(reading, owners, before[-1]) if before else [""]


def _together(reading: Reading, owners: Sequence[Owner], at: int) -> list[str]:
    """An owner with those it is named in one breath with: "A/B", "A and B", "A or B"."""
    first = last = at
    while first > 0 and _is_joined(reading, owners[first - 1], owners[first]):
        first -= 1
    while last + 1 < len(owners) and _is_joined(reading, owners[last], owners[last + 1]):
        last += 1
    return [owner.name for owner in owners[first : last + 1]]


def _is_joined(reading: Reading, one: Owner, other: Owner) -> bool:
    return _JOINED.fullmatch(reading.plain[one.span.end : other.span.start]) is not None


def _part_at(flat: str, span: Span) -> Span:
    starts = [m.end() for m in _PART.finditer(flat) if m.end() <= span.start]
    ends = [m.start() for m in _PART.finditer(flat) if m.start() >= span.end]
    return Span(starts[-1] if starts else 0, ends[0] if ends else len(flat))


def ownership_findings(
    said: Amounts, told: Amounts, subjects: frozenset[str] = frozenset()
) -> list[Finding]:
    """The values of the sentence that its quote gives to another owner; what it gives to mere
    company, as in "20 mg with amlodipine", may be that of one of the `subjects` of its headings."""
    theirs = owned_in(told)
    beside, company = (
        {o.name for o in owners_in(amounts) if is_company(amounts.reading, o.span)}
        for amounts in (said, told)
    )
    named = {(owner.family, owner.name) for owner in owners_in(told)}
    found = []
    for mine in owned_in(said):
        if (mine.family, mine.owner) not in named or _is_only_time(mine.value, told):
            continue
        of_value = {t.owner for t in theirs if t.family == mine.family and _is_alike(mine, t)}
        if _is_beyond(mine.value, told):
            continue  # "above 1 mg/L" where the quote goes on from "below 1 mg/L": a threshold
        if mine.owner in subjects and beside <= of_value <= company:
            continue
        if of_value and mine.owner not in of_value and _has_other(mine, theirs, of_value):
            found.append(_finding(said.reading, mine, sorted(of_value - {""})))
    return found + _paired_otherwise(said, told)


def _paired_otherwise(said: Amounts, told: Amounts) -> list[Finding]:
    """A dose with the frequency of another: "25 mg twice a week or 50 mg once a week"."""
    theirs = _doses_with_frequency(told)
    found = []
    for dose, often in _doses_with_frequency(said):
        with_dose = [f for d, f in theirs if is_same(dose, d)]
        is_elsewhere = any(is_as_often(often, f) for _, f in theirs)
        if is_elsewhere and with_dose and not any(is_as_often(often, f) for f in with_dose):
            words = Span(min(dose.span, often.span).start, max(dose.span.end, often.span.end))
            instead = with_dose[0].span.of(told.reading.text)
            shown = words.of(said.reading.text)
            message = f"The sentence says “{shown}”; the quote has “{instead}” with that dose."
            found.append(Finding(Kind.FREQUENCY, shown, words, instead, message))
    return found


def _doses_with_frequency(amounts: Amounts) -> list[tuple[Quantity, Frequency]]:
    """Each frequency with the dose before it, or else after it, in the same part of the text."""
    doses = [
        q for q in amounts.quantities if q.dimension.startswith(("mass", "volume", "activity"))
    ]
    found = []
    for often in amounts.frequencies:
        last = max((f.span.end for f in amounts.frequencies if f.span < often.span), default=0)
        before = [d for d in doses if last <= d.span.start and d.span.end <= often.span.start]
        part = _part_at(amounts.reading.plain, often.span)
        after = [d for d in doses if often.span.end <= d.span.start < part.end]
        if before or after:
            found.append((before[-1] if before else after[0], often))
    return found


def _is_beyond(value: Quantity | Frequency, told: Amounts) -> bool:
    """Whether the quote only has the value bounded the other way round."""
    bounds = {
        q.comparison for q in told.quantities if isinstance(value, Quantity) and is_same(value, q)
    }
    return any(
        value.comparison in here and bounds and bounds <= there
        for here, there in (_BEYOND, _BEYOND[::-1])
    )


def _is_only_time(value: Quantity | Frequency, told: Amounts) -> bool:
    """Whether it is the only time that the quote gives: "after 12 weeks" then holds for all."""
    if isinstance(value, Frequency):
        return len({(f.times, f.period, f.dimension) for f in told.frequencies}) == 1
    if value.dimension not in (TIME, MONTHS):
        return False
    times = {(q.low, q.high) for q in told.quantities if q.dimension == value.dimension}
    return len(times) == 1


def _has_other(mine: Owned, theirs: Sequence[Owned], of_value: set[str]) -> bool:
    """Whether the quote gives the owner another such value, or this one to another for sure."""
    own = [t for t in theirs if t.family == mine.family and t.owner == mine.owner]
    return bool(of_value - {""}) or any(
        t.value.dimension == mine.value.dimension and type(t.value) is type(mine.value) for t in own
    )


def _is_alike(mine: Owned, told: Owned) -> bool:
    one, other = mine.value, told.value
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return is_same(one, other)
    return isinstance(one, Frequency) and isinstance(other, Frequency) and is_as_often(one, other)


def _finding(said: Reading, mine: Owned, owners: Sequence[str]) -> Finding:
    words = mine.value.span.of(said.text)
    instead = " and ".join(owners) or None
    there = f"the quote gives it to {instead}" if instead else "the quote gives another one"
    message = f"The sentence gives “{words}” to {mine.owner}; {there}."
    return Finding(Kind.ARM, words, mine.value.span, instead, message)
