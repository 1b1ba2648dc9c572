"""Amounts: a number or a range with its unit and its bound, in base units.

1,200 mg, 1200 mg and 1.2 g are one amount, 0.5 mg and 5 mg are two, and "2-4 weeks" is a range
that neither 2 nor 4 weeks carries. A number that shares the unit of the next one has it too:
"2 or 4 mg", "weeks 0, 4 and 8".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from citewell.answering.guards.comparison import Comparison, comparison_at
from citewell.answering.guards.numerals import NUMERAL, is_spelled, value_of
from citewell.answering.guards.parts import Part, parts_in
from citewell.answering.guards.units import UNIT, Unit, spelled, unit_of
from citewell.answering.guards.wording import Reading
from citewell.documents import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """From `low` to `high` base units of `dimension` ("" for a bare number).

    `written` is the number as it stands before the unit, from and to; `is_spelled` tells "one"
    from 1, `is_rough` "about half" from half, `is_change` "fell from 14 to 6" from "5 to 10".
    """

    low: Fraction
    high: Fraction
    dimension: str
    written: tuple[Fraction, Fraction]
    comparison: Comparison
    is_spelled: bool
    span: Span
    is_rough: bool = False
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """A number on its way to a quantity: its unit may stand with a later one."""

    low: Fraction
    high: Fraction
    unit: Unit | None
    is_spelled: bool
    number: Span
    end: int  # of the unit, or of the number where there is none
    is_part: bool = False
    is_rough: bool = False
    is_change: bool = False


_RANGE = re.compile(r"(?:-\s)?\s?(?:-|to|through|to less than|to under|to below)\s?")
_LISTED = re.compile(r"\s?(?:,?\s?(?:and|or|vs\.?|versus)|/)\s?(?:about |with )?")
_COMMA = re.compile(r",\s?")
_BEFORE = re.compile(r"\b(?P<unit>weeks?|days?|months?|hours?)[:]?\s$")
_AGED = re.compile(
    r"\b(?:(?:age of|aged?|ages)\s(?:(?:under|over|below|above|at least|from|between)\s)?"
    r"|(?:under|over)-|(?:child|children|adults|adolescents|people|patients|women|men|those)\s"
    r"(?:under|over|below|above|younger than|older than|from)\s)$"
)
_IN_BRACKETS = re.compile(r"\((?P<unit>[^()\d]{1,12})\)\s?:\s?$")
_BETWEEN = re.compile(r"\bbetween\s(?:the ages of\s)?$")
_BETWEEN_TWO = re.compile(r"\bbetween (?:the )?two$")
_NEAR = 40  # characters before a number in which its unit, or whose age it is, may stand
_CHANGED = re.compile(
    r"\b(?:f[ae]ll\w*|dropp?\w*|declin\w+|decreas\w+|reduc\w+|lower\w*|cut|went|go(?:es|ing)?"
    r"|ris\w+|rose|increas\w+|rais\w+|grew|climb\w*|improv\w+|worsen\w*|chang\w+|mov\w+|switch\w*"
    r"|shorten\w*|lengthen\w*|taper\w*|titrat\w+|step\w*|doubl\w+|halv\w+)\b[^.;]{0,60}\bfrom\s"
    r"(?:(?:about|around|an?|the|mean|median|average|of)\s){0,4}$"
)


def quantities_in(reading: Reading, taken: Sequence[Span] = ()) -> list[Quantity]:
    """The quantities of a text in order, save those in the spans already `taken`."""
    parts = [part for part in parts_in(reading.plain) if not _is_in(part.span, taken)]
    taken = [*taken, *(part.span for part in parts)]
    numbers = [*_numbers(reading.plain, taken), *map(_of_part, parts)]
    numbers = _ranges(reading.plain, sorted(numbers, key=lambda number: number.number))
    numbers = _forward(reading.plain, _backward(reading.plain, numbers))
    return [_quantity(reading, number) for number in numbers if _is_counted(number)]


def _of_part(part: Part) -> _Number:
    return _Number(
        part.value, part.value, part.unit, True, part.number, part.span.end, True, part.is_rough
    )


def _numbers(flat: str, taken: Sequence[Span]) -> list[_Number]:
    found = []
    for match in NUMERAL.finditer(flat):
        span = Span(*match.span())
        near = max(0, span.start - _NEAR)
        if _is_in(span, taken) or _BETWEEN_TWO.search(flat, near, span.end):
            continue
        value = value_of(match)
        unit = UNIT.match(flat, match.end())
        is_taken = unit is not None and _is_in(Span(*unit.span("unit")), taken)
        # The end of "under-12s" is no second.
        if is_taken or flat[max(0, match.start() - 6) : match.start()].endswith(
            ("under-", "over-")
        ):
            unit = None
        meant = unit_of(unit) if unit else _unit_before(flat, match.start())
        end = unit.end() if unit else match.end()
        found.append(_Number(value, value, meant, is_spelled(match), span, end))
    return found


def _unit_before(flat: str, start: int) -> Unit | None:
    """ "Week 12" is after 12 weeks; "Dose (mg): 5" has its unit at the head of its column."""
    near = max(0, start - _NEAR)
    if _AGED.search(flat, near, start):
        return spelled("years")
    found = _BEFORE.search(flat, near, start) or _IN_BRACKETS.search(flat, near, start)
    try:
        return spelled(found["unit"]) if found else None
    except KeyError:
        return None


def _ranges(flat: str, numbers: Sequence[_Number]) -> list[_Number]:
    joined: list[_Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and last.low == last.high and _is_range(flat, last, number):
            unit = last.unit or number.unit
            scale = _rescaled(last, number)
            low = last.low * scale
            joined[-1] = replace(
                number,
                low=low,
                number=Span(last.number.start, number.number.end),
                is_change=low > number.high or _is_changed(flat, last),
            )
            if number.unit is None:
                joined[-1] = replace(joined[-1], unit=unit)
            continue
        joined.append(number)
    return joined


def _rescaled(low: _Number, high: _Number) -> Fraction:
    """What the lower number has to be multiplied by to be in the unit of the upper one."""
    is_written = low.end > low.number.end  # and not only meant, as in "aged 12 to 24 months"
    if is_written and low.unit and high.unit and low.unit.dimension == high.unit.dimension:
        return low.unit.factor / high.unit.factor
    return Fraction(1)


def _is_changed(flat: str, first: _Number) -> bool:
    start = first.number.start
    return _CHANGED.search(flat, max(0, start - 2 * _NEAR), start) is not None


def _is_range(flat: str, low: _Number, high: _Number) -> bool:
    between = flat[low.end : high.number.start]
    if (low.is_part or high.is_part) and (low.unit is None or high.unit is None):
        return False
    if low.unit and high.unit and low.unit.dimension != high.unit.dimension:
        return False
    if _RANGE.fullmatch(between):
        return True
    return (
        between.strip() == "and"
        and _BETWEEN.search(flat, max(0, low.number.start - _NEAR), low.number.start) is not None
    )


def _backward(flat: str, numbers: Sequence[_Number]) -> list[_Number]:
    """Units handed from a number to those listed before it: "2 or 4 mg"."""
    given = list(numbers)
    is_list = False
    for at in range(len(given) - 2, -1, -1):
        one, after = given[at], given[at + 1]
        between = flat[one.end : after.number.start]
        is_listed = _LISTED.fullmatch(between) is not None
        is_list = is_listed or (is_list and _COMMA.fullmatch(between) is not None)
        if one.unit is None and after.unit and is_list and not after.is_part:
            given[at] = replace(one, unit=after.unit)
    return given


def _forward(flat: str, numbers: Sequence[_Number]) -> list[_Number]:
    """Units handed on to those listed after it: "weeks 0, 4 and 8"."""
    given = list(numbers)
    for at in range(1, len(given)):
        before, one = given[at - 1], given[at]
        between = flat[before.end : one.number.start]
        is_after_unit = before.end == before.number.end and before.unit is not None
        is_listed = _LISTED.fullmatch(between) or _COMMA.fullmatch(between)
        if one.unit is None and is_after_unit and is_listed:
            given[at] = replace(one, unit=before.unit)
    return given


def _is_counted(number: _Number) -> bool:
    """A lone "one" is a pronoun as often as a number: "a serious one", "one of the trials"."""
    return not (number.is_spelled and number.high <= 1 and number.unit is None)


def _quantity(reading: Reading, number: _Number) -> Quantity:
    factor = number.unit.factor if number.unit else Fraction(1)
    dimension = number.unit.dimension if number.unit else ""
    span = Span(number.number.start, number.end)
    return Quantity(
        low=number.low * factor,
        high=number.high * factor,
        dimension=dimension,
        written=(number.low, number.high),
        comparison=comparison_at(reading, span),
        is_spelled=number.is_spelled,
        span=span,
        is_rough=number.is_rough,
        is_change=number.is_change,
    )


def _is_in(span: Span, taken: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in taken)
