"""The kind of amount that a question asks for, and whether a candidate holds one.

Who asks for millilitres is not answered with milligrams, nor how long with a list, however much
else a line shares with the question (the expected answer type of question answering: Li and Roth,
"Learning question classifiers", COLING 2002). Only kinds that show in a unit are looked at: what
else a question may want is not told apart surely enough to turn a line down.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from citewell.answering.evidence import Candidate
from citewell.answering.guards.units import UNIT, spelled, unit_of
from citewell.answering.question import Question
from citewell.terms import normalise


class Amount(StrEnum):
    """A kind of amount that is told by its unit; the measures are named as in `guards/units.py`."""

    MASS = "mass"
    VOLUME = "volume"
    ACTIVITY = "activity"
    MONEY = "money"
    TIME = "time"
    SHARE = "share"


_MEASURES = (Amount.MASS, Amount.VOLUME, Amount.ACTIVITY)
_ASKED = {
    Amount.MONEY: r"\bhow many (?:dollars|euros|pounds\b.*\b(?:costs?|pay|price|fee))\b"
    r"|\b(?:what|which) (?:price|fee)\b"
    r"|\bhow much\b.*\b(?:costs?|pay|paid|price|charged?|fee|tickets?|dollars?|euros?)\b"
    r"|\bwhat (?:do|does|did|will|would) .*\bcosts?\b",
    Amount.TIME: r"\bhow (?:long|soon)\b(?! (?:is|was|are|were) (?:the|a|an|your|its)\b)"
    r"|\bhow many (?:seconds|minutes|hours|days|nights|weeks|months|years)\b|\bhalf-?life\b",
    Amount.SHARE: r"\b(?:what|which) (?:percent\w*|per cent|proportion|share|fraction)\b",
}
_HOW_MANY = re.compile(r"\bhow (?:many|much)\s(?P<unit>[a-z]+)\b")
_TOLD = {
    Amount.MONEY: r"[£$€¥]\s?\d|\d\s?(?:[£$€¥]|p\b)|\bfree\b|\bwithout charge\b"
    r"|\b(?:euros?|pounds?|dollars?|cents?|pence|francs?|crowns?|kroner|usd|eur|gbp|fee)\b",
    # A time may be told without a number: "until it has healed", "for life".
    Amount.TIME: r"\b(?:(?:second|minute|hour|day|night|week|month|year|decade)s?|centur\w+|daily"
    r"|weekly|monthly|today|tomorrow|morning|evening|bedtime|overnight|childhood|infancy|adulthood"
    r"|life|lives|age|life-?long|lifetime|forever|until|as long as|no longer|longer|long|short\w*"
    r"|indefinite\w*|permanent\w*|immediately|straight|at once|right away|then|next|first|soon"
    r"|never|always|quick\w*|rapid\w*|slow\w*|count|gone|h|min|s|(?:1[5-9]|20)\d\d)\b|\dh\b",
    Amount.SHARE: r"%|\bper ?cent|\b(?:half|thirds?|quarters?|none|all|most|nobody|majority"
    r"|minority)\b|\b(?:one|\d+) in (?:every )?(?:\d|ten|a hundred)|\bin (?:every )?\d"
    r"|\d\s?(?:/|of|out of)\s?(?:the |every )?\d|\brates?\b.*\d",
}


@lru_cache(maxsize=512)  # asked for every candidate of a question
def amount_asked(question: Question) -> Amount | None:
    """The kind of amount that alone answers; None where there is none, or it is not plain."""
    plain = normalise(question.text)
    counted = _HOW_MANY.search(plain)
    measure = _measure(counted["unit"]) if counted else None
    told = next((a for a, asked in _ASKED.items() if re.search(asked, plain)), None)
    # Pounds are a mass and a currency.
    return told if told is Amount.MONEY else measure or told


_CHECKS = r"\b(?:test|check|monitor|measure|scan|sampl|screen|examin|inspect|visit|appointment)\w*"
_HOW_OFTEN = re.compile(rf"\bhow (?:often|frequent\w*)\b.*{_CHECKS}")
_CHECKED = re.compile(
    rf"{_CHECKS}|\b(?:blood|urine|eyes?|count|level|value|pressure|determin|perform|control)\w*"
)


def lacks_checks(candidate: Candidate, question: Question) -> bool:
    """Whether it is asked how often something is checked, and the candidate, with its headings and
    what it is read after, speaks of no check: a medicine may be taken daily, and the blood tested
    once a year."""
    return _asks_of_checks(question) and _CHECKED.search(normalise(candidate.in_full)) is None


@lru_cache(maxsize=512)  # asked for every candidate of a question
def _asks_of_checks(question: Question) -> bool:
    return _HOW_OFTEN.search(normalise(question.text)) is not None


def lacks_amount(candidate: Candidate, question: Question) -> bool:
    """Whether only an amount of one kind answers, and neither the candidate nor what it is read
    after, nor the heading above, holds any of that kind."""
    asked = amount_asked(question)
    if asked is None:
        return False
    heading = candidate.passage.section[-1:]
    told = normalise(" ".join((*heading, candidate.introduction, candidate.told)))
    if asked in _MEASURES:
        return not any(asked.value in dimension for dimension in _dimensions(told))
    return re.search(_TOLD[asked], told) is None


def _measure(word: str) -> Amount | None:
    """The measure that a word is a unit of, if it is one of those looked at."""
    try:
        dimension = spelled(word).dimension
    except KeyError:
        return None
    return Amount(dimension) if dimension in {each.value for each in _MEASURES} else None


@lru_cache(maxsize=20_000)
def _dimensions(plain: str) -> frozenset[str]:
    """What the units in a text measure: "mass", "mass per mass"."""
    return frozenset(
        unit_of(match).dimension
        for match in UNIT.finditer(plain)
        if not plain[: match.start("unit")][-1:].isalpha()
    )
