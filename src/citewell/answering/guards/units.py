"""Units of medicine, what they measure, and how many of the base unit they are.

A table rather than a library of units: pint, the best kept one, reads "1 U" as an enzyme's unit of
catalysis and "units" as a brightness, makes seconds of months, and knows neither IU nor tablets
nor puffs; what is left of it would be the factors below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

PEOPLE = "people"
TIME = "time"
MONTHS = "months"  # a month has no fixed number of days
PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, and how many base units it is."""

    dimension: str
    factor: Fraction


_MEASURES = {
    "mass": {
        "kg|kilograms?|kilos?": "1000000",
        "g|grams?|gramme?s?": "1000",
        "mg|milligrams?|milligrammes?": "1",
        "µg|mcg|ug|micrograms?|microgrammes?": "0.001",
        "ng|nanograms?": "0.000001",
        "lbs?|pounds?": "453592.37",
        "oz|ounces?": "28349.523125",
        "stones?": "6350293.18",
    },
    "volume": {
        "l|lit(?:re|er)s?": "1000",
        "dl|decilit(?:re|er)s?": "100",
        "ml|millilit(?:re|er)s?": "1",
        "µl|microlit(?:re|er)s?": "0.001",
    },
    "activity": {"iu|i\\.u\\.|international units?|units?": "1"},
    "amount": {"mol": "1000", "mmol": "1", "µmol|micromol": "0.001", "nmol": "0.000001"},
    "length": {
        "km|kilomet(?:re|er)s?": "1000000",
        "m|met(?:re|er)s?": "1000",
        "cm|centimet(?:re|er)s?": "10",
        "mm|millimet(?:re|er)s?": "1",
        "inch(?:es)?": "25.4",
        "feet|foot|ft": "304.8",
    },
    "area": {"m²|m2|square met(?:re|er)s?": "1"},
    # Cells: a plain text has 109 for ten to the ninth.
    "count": {
        r"[x×]\s?10\^?9\s?(?:/\s?l|per lit(?:re|er))": "1",
        r"[x×]\s?10\^?12\s?(?:/\s?l|per lit(?:re|er))": "1000",
        r"[x×]\s?10\^?6\s?(?:/\s?l|per lit(?:re|er))": "0.001",
        r"(?:cells\s?)?(?:/\s?|per )(?:mm³|mm3|cubic millimet(?:re|er)|µl|microlit(?:re"
        r"|er))": "0.001",
    },
    "pressure": {"mmhg|mm hg": "1"},
    "temperature": {"°\\s?c|degrees? c(?:elsius)?|degrees?": "1"},
    "fahrenheit": {"°\\s?f|degrees? f(?:ahrenheit)?": "1"},
    "energy": {"kcal|calories": "1", "kj": "0.239"},
    PERCENT: {"%|percent|per cent": "1"},
    "points": {"(?:percentage )?points?": "1"},
    "folds": {"-?folds?": "1"},
    TIME: {
        "seconds?|secs?|s": "1",
        "minutes?|mins?": "60",
        "hours?|hrs?|h": "3600",
        "days?": "86400",
        "weeks?": "604800",
    },
    MONTHS: {"months?": "1", "years?|yrs?": "12", "decades?": "120"},
    PEOPLE: {
        "patients?|people|persons?|participants?|subjects|volunteers|adults|children|infants"
        "|adolescents|women|men|girls|boys": "1"
    },
}
_COUNTED = (
    "tablet capsule pill puff drop spray sachet vial ampoule pen patch(?:es) suppositor(?:y|ies)"
    " injection infusion dose teaspoon tablespoon spoonful"
).split()


def _table() -> dict[str, Unit]:
    table = {
        spelling: Unit(dimension, Fraction(factor))
        for dimension, spellings in _MEASURES.items()
        for spelling, factor in spellings.items()
    }
    for counted in _COUNTED:
        name = re.sub(r"\W.*", "", counted)
        plural = "" if counted.endswith(")") else "s?"
        spelling = counted.replace("patch(?:es)", "patch(?:es)?")
        table[f"{spelling}{plural}"] = Unit(name, Fraction(1))
    return table


_TABLE = _table()
_PATTERNS = [(re.compile(spelling), unit) for spelling, unit in _TABLE.items()]
SPELLED = "|".join(sorted((f"(?:{spelling})" for spelling in _TABLE), key=len, reverse=True))
# "mg/kg", "mg per kilogram", "mg for each kilogram", "mL/min": a time other than minute and hour
# says how often, and is not part of the unit.
_EACH = r"\s?(?:/|per\s|a\s(?=kilo|minute|hour)|for each\s|for every\s|in each\s)\s?"
UNIT = re.compile(
    rf"[\s-]?(?P<unit>{SPELLED})(?![a-z0-9²])"
    rf"(?:{_EACH}(?P<per>kg|kilograms?|ml|l|dl|m²|m2|square met(?:re|er)s?|min|minutes?|h|hours?"
    r"|lit(?:re|er)s?|millilit(?:re|er)s?)(?![a-z0-9]))?"
    r"(?:(?:/|\sper\s)(?P<area>1\.73 ?m[²2]))?"
)


def unit_of(match: re.Match[str]) -> Unit:
    """The unit that a match of `UNIT` spells."""
    unit = spelled(match["unit"])
    if match["per"]:
        per = spelled(match["per"])
        return Unit(f"{unit.dimension} per {per.dimension}", unit.factor / per.factor)
    return unit


def spelled(text: str) -> Unit:
    """The unit that is spelled so. Raises KeyError where there is none."""
    for pattern, unit in _PATTERNS:
        if pattern.fullmatch(text):
            return unit
    raise KeyError(text)
