"""Amounts that are said in words: "half a litre", "an hour and a half", "1 in 10", "for a week"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from citewell.answering.guards.numerals import NUMERAL, value_of
from citewell.answering.guards.units import MONTHS, PEOPLE, PERCENT, UNIT, Unit, spelled, unit_of
from citewell.documents import Span


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a unit: `number` are the words for how much, `span` has those of the unit too;
    `is_rough` tells "about half" from half."""

    value: Fraction
    unit: Unit | None
    number: Span
    span: Span
    is_rough: bool = False


_ONE_OF = re.compile(
    r"\b(?P<few>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:in|out of)\s(?:every\s)?"
    r"(?P<many>[1-9]\d{0,2}(?:,\d{3})+|\d+|ten|twenty|hundred|a hundred)\b"
    r"(?!\s?(?:%|(?:mg|ml|g|µg|mcg|percent|hours?|days?|weeks?|months?|years?|minutes?)\b))"
)
_SHARES = {"half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4)}
_MANY = {"": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_WHOLE = r"(?:one|two|three|four|five|six)"
# "Half a litre", "half-tablets", "a quarter of an hour", "three quarters of a tablet".
_OF_ONE = re.compile(
    r"\b(?:(?:(?P<times>an?|one|two|three)\s)?(?P<share>half|third|quarter)s?\s(?:of\s)?an?\b"
    r"|(?P<before>half)(?=[\s-](?:tablets?|pills?|capsules?|patch|sachets?|doses?|hours?)\b))"
)
# "One and a half tablets"; "an hour and a half".
_AND_HALF = re.compile(rf"\b(?P<whole>{_WHOLE}) and a half\b")
_ONE_UNIT = re.compile(rf"\b(?P<whole>an?|{_WHOLE})(?=[\s-][a-z])")
_AND_A_HALF = re.compile(r"\sand a half\b")
_FRACTION = re.compile(
    r"\b(?:(?P<half_year>half a year)|(?P<dozen>half a dozen)|(?P<thirds>two[\s-]thirds)"
    r"|(?P<quarters>three[\s-]quarters)|(?P<third>(?:a|one) third)"
    r"|(?P<part>half (?:a|of a|the)\s(?!of|as))"
    r"|(?P<about>(?:about|around|roughly|nearly|almost) half\b(?! (?:a|an)\b))"
    r"|(?P<half>half(?!-| of a|-?li[fv]e)\b|halved|halves|halving))"
)
_PERCENTAGES = {
    "thirds": Fraction(200, 3),
    "quarters": Fraction(75),
    "third": Fraction(100, 3),
    "about": Fraction(50),
    "half": Fraction(50),
}
_ARTICLE = re.compile(
    r"\b(?:for|after|within|in|over|about|lasts?|lasting|takes?|than|least|first|of|by|to)\s"
    r"(?:about |around )?(?P<one>an?)\s(?P<unit>minute|hour|day|week|fortnight|month|year|decade)\b"
    r"|\b(?P<an>an?)\s(?P<later>minute|hour|day|week|month|year)"
    r"(?=\s(?:after|before|later|earlier|ago)\b)"
)


def parts_in(flat: str) -> list[Part]:
    """Every such amount of a plain text; none overlaps another."""
    found: list[Part] = []
    for part in (*_in_many(flat), *_of_units(flat), *_fractions(flat), *_articles(flat)):
        if not any(part.span.overlaps(other.span) for other in found):
            found.append(part)
    return found


def _in_many(flat: str) -> list[Part]:
    """ "1 in 10" as a percentage."""
    found = []
    for match in _ONE_OF.finditer(flat):
        few, many = (_number(match[name]) for name in ("few", "many"))
        if many and few <= many and not 1900 <= many <= 2100:
            found.append(_whole(Fraction(100) * few / many, _percent(), match))
    return found


def _of_units(flat: str) -> list[Part]:
    """Parts of a unit, and units and a half."""
    found = []
    for match in _OF_ONE.finditer(flat):
        value = _SHARES[match["share"] or "half"] * _MANY[match["times"] or ""]
        found += _with_unit(flat, match, value)
    for match in _AND_HALF.finditer(flat):
        value = _MANY[match["whole"]] + Fraction(1, 2)
        found += _with_unit(flat, match, value) or [_whole(value, None, match)]
    for match in _ONE_UNIT.finditer(flat):
        unit = UNIT.match(flat, match.end())
        half = _AND_A_HALF.match(flat, unit.end()) if unit else None
        if unit and half:
            value = _MANY[match["whole"]] + Fraction(1, 2)
            number, span = Span(match.start(), unit.start()), Span(match.start(), half.end())
            found.append(Part(value, unit_of(unit), number, span))
    return found


def _with_unit(flat: str, match: re.Match[str], value: Fraction) -> list[Part]:
    unit = UNIT.match(flat, match.end())
    if unit is None or unit_of(unit).dimension == PEOPLE:
        return []
    number, span = Span(*match.span()), Span(match.start(), unit.end())
    return [Part(value, unit_of(unit), number, span)]


def _fractions(flat: str) -> list[Part]:
    """ "Half" and "a third" as percentages, where no unit follows."""
    found = []
    for match in _FRACTION.finditer(flat):
        name = match.lastgroup or ""
        if name in _PERCENTAGES:
            whole = _whole(_PERCENTAGES[name], _percent(), match)
            is_rough = name == "about"
            found.append(Part(whole.value, whole.unit, whole.number, whole.span, is_rough))
        elif name == "half_year":
            found.append(_whole(Fraction(6), Unit(MONTHS, Fraction(1)), match))
        else:
            found.append(_whole(Fraction(6) if name == "dozen" else Fraction(1, 2), None, match))
    return found


def _articles(flat: str) -> list[Part]:
    """ "For a week"."""
    found = []
    for match in _ARTICLE.finditer(flat):
        name = match["unit"] or match["later"]
        unit = spelled("week" if name == "fortnight" else name)
        value = Fraction(2 if name == "fortnight" else 1)
        which = "one" if match["one"] else "an"
        number = Span(*match.span(which))
        found.append(Part(value, unit, number, Span(number.start, match.end())))
    return found


def _whole(value: Fraction, unit: Unit | None, match: re.Match[str]) -> Part:
    span = Span(*match.span())
    return Part(value, unit, span, span)


def _percent() -> Unit:
    return Unit(PERCENT, Fraction(1))


def _number(text: str) -> Fraction:
    match = NUMERAL.fullmatch(text)
    return value_of(match) if match else Fraction(100)  # "hundred" and "a hundred"
