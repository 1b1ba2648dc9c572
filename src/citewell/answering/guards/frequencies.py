"""How often: so many times a period, or every so many hours, days or weeks.

"Once daily", "daily", "every day", "a day" and "q.d." are the same; so are "every other week" and
"every 2 weeks". "Twice daily" is "b.i.d." but not "every 12 hours": the one leaves the hours to
the patient, the other does not. So "every 12 hours" carries "twice daily", which says less
(`regularity`), and is not carried by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from citewell.answering.guards.comparison import Comparison, comparison_at
from citewell.answering.guards.numerals import NUMERAL, value_of
from citewell.answering.guards.units import spelled
from citewell.answering.guards.wording import Reading
from citewell.documents import Span


@dataclass(frozen=True, slots=True)
class Frequency:
    """`times` (low, high) in each `period`, which is (low, high) in seconds or in months.

    `is_once`: whether "once" is said, which "a day" after a daily total does not mean.
    `is_in_period`: whether it is said as "in a day", which may also be how long something took.
    """

    times: tuple[Fraction, Fraction]
    period: tuple[Fraction, Fraction]
    dimension: str
    comparison: Comparison
    is_once: bool
    is_in_period: bool
    span: Span


_N = r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
_PERIOD = r"(?:hours?|hourly|days?|weeks?|months?|years?|minutes?)"
_PART = r"(?:morning|evening|night|bedtime)s?"
_ADVERB = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "day",
    "everyday": "day",
    "weekly": "week",
    "fortnightly": "2 week",
    "monthly": "month",
    "quarterly": "3 month",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
}
_LATIN = {
    "qd": (1, "day"),
    "od": (1, "day"),
    "bid": (2, "day"),
    "tid": (3, "day"),
    "qid": (4, "day"),
    "qw": (1, "week"),
}
# "For a week" and "more than a day" say how long.
_NOT_HOW_LONG = "".join(
    f"(?<!{word} )"
    for word in "than for within after least over about lasts lasted takes most of half to".split()
)
_ADVERBS = "|".join(_ADVERB)
_TIMES = rf"(?:once|twice|thrice|(?P<low>{_N})(?:\s?(?:-|to|or)\s?(?P<high>{_N}))?[\s-]times?)"
_OFTEN = re.compile(
    rf"\b(?:(?P<times>{_TIMES})[\s-]+(?:(?:a|per|each|every|in a|in one)[\s-]+)?"
    rf"(?:(?P<count>{_N})[\s-]+)?(?P<of>day|week|month|year|hour|{_ADVERBS})s?\b"
    rf"|(?:(?P<one>once)\s+)?every\s+(?P<other>other|second)\s+(?P<alternate>{_PERIOD})\b"
    rf"|(?P<alternately>(?:on )?alternate days)"
    rf"|(?:(?P<once>once)\s+)?(?:every|each|at (?:about )?(?=[\w-]+ intervals)"
    rf"|at intervals of (?:about )?|intervals of (?:about )?)\s*(?:(?P<from>{_N})"
    rf"(?:\s?(?:-|to)\s?(?P<to>{_N}))?[\s-]+)?(?P<every>{_PERIOD}|{_PART})\b"
    rf"|(?P<spaced>{_N})-(?P<spacing>hour|day|week)ly? intervals?"
    rf"|(?P<adverb>{_ADVERBS})\b"
    rf"|(?P<latin>q\.?d|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|qw)\b\.?"
    rf"|q(?P<q>\d+)(?P<qunit>[hdwm])\b"
    rf"|(?P<rate>{_NOT_HOW_LONG}(?:a|per|in (?:a|any)|(?:with)?in (?:any )?(?:one|1"
    rf"|24))\s(?P<rated>day|week|month|year|hours)\b(?!'s)(?! (?:and a half|after|before|later"
    rf"|earlier|ago|from))))"
    r"|(?<=[a-z\d])\s?/\s?(?P<slash>day|d|week|month|24 ?h)\b"
)


def frequencies_in(reading: Reading) -> list[Frequency]:
    """Every frequency in a text, in order."""
    found = (_frequency(reading, match) for match in _OFTEN.finditer(reading.plain))
    return [frequency for frequency in found if frequency is not None]


def _frequency(reading: Reading, match: re.Match[str]) -> Frequency | None:
    span = Span(*match.span())
    times, period = _times(match), _period(match)
    if period is None:
        return None
    unit = spelled(period[2])
    if match["rated"] == "hours" and "24" not in match[0]:
        return None
    return Frequency(
        times=times,
        period=(period[0] * unit.factor, period[1] * unit.factor),
        dimension=unit.dimension,
        comparison=comparison_at(reading, span, is_far=False),
        is_once=re.match(r"once|one time|1 time", match[0]) is not None,
        is_in_period=match[0].startswith(("in ", "within ")),
        span=span,
    )


def _times(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    if match["latin"]:
        times = Fraction(_LATIN[match["latin"].replace(".", "")][0])
        return times, times
    said = match["times"] or "once"
    if match["low"]:
        low = _number(match["low"])
        return low, _number(match["high"]) if match["high"] else low
    times = Fraction({"once": 1, "twice": 2, "thrice": 3}[said])
    return times, times


def _period(match: re.Match[str]) -> tuple[Fraction, Fraction, str] | None:
    """The period from and to, and its unit."""
    one = Fraction(1)
    if match["of"]:
        count, unit = _named(match["of"])
        many = _number(match["count"]) if match["count"] else one
        return many * count, many * count, unit
    if match["alternate"] or match["alternately"]:
        return 2 * one, 2 * one, (match["alternate"] or "day").rstrip("s")
    if match["every"]:
        low = _number(match["from"]) if match["from"] else one
        high = _number(match["to"]) if match["to"] else low
        is_part = re.fullmatch(_PART, match["every"]) is not None
        return low, high, "day" if is_part else match["every"].replace("hourly", "hour")
    if match["spaced"]:
        many = _number(match["spaced"])
        return many, many, match["spacing"]
    return _short_period(match)


def _short_period(match: re.Match[str]) -> tuple[Fraction, Fraction, str] | None:
    one = Fraction(1)
    if match["adverb"]:
        count, unit = _named(match["adverb"])
        return count, count, unit
    if match["latin"]:
        return one, one, _LATIN[match["latin"].replace(".", "")][1]
    if match["q"]:
        many = Fraction(match["q"])
        return many, many, {"h": "hour", "d": "day", "w": "week", "m": "month"}[match["qunit"]]
    if match["rate"]:
        unit = match["rated"]
        return one, one, "day" if unit == "hours" else unit
    return (
        one,
        one,
        "week" if match["slash"] == "week" else "month" if match["slash"] == "month" else "day",
    )


def _named(name: str) -> tuple[Fraction, str]:
    count, _, unit = _ADVERB.get(name, name).rpartition(" ")
    return Fraction(count or 1), unit


def _number(text: str) -> Fraction:
    match = NUMERAL.fullmatch(text)
    return value_of(match) if match else Fraction(1)
