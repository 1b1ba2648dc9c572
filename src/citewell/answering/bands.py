"""People of which age and weight a candidate speaks of, and whether the person asked about is one.

A dose is given in bands ("from 12 years", "10 to less than 20 kg"). Who says how old, or how heavy,
the person is who asks is not answered with the line of another band, however alike the lines are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from citewell.answering.evidence import Candidate
from citewell.answering.guards.population import groups_in
from citewell.answering.guards.wording import read
from citewell.answering.question import Question
from citewell.terms import normalise

ADULT, OLD = 18.0, 65.0  # years, as package leaflets use the words
_N = r"(?P<{0}>\d{{1,3}}(?:[.,]\d+)?)"
_FROM, _TO = (_N.format(name) for name in ("low", "high"))
_YEARS = r"(?P<unit>years?|yrs?|months?)"
_KG = r"(?P<unit>kg|kilos?|kilograms?)(?!\s?(?:/|per\b))"
_AND = r"\s?(?:to\s(?:less\sthan|under|below)|up\sto|to|-|and|through|until)\s?"
_AT_LEAST = r"(?:at\sleast|more\sthan|greater\sthan|heavier\sthan|older\sthan|from|over|above|[≥>])"
_AT_MOST = r"(?:less\sthan|lighter\sthan|younger\sthan|fewer\sthan|under|below|up\sto|[<≤])"
_OR_MORE = r"(?:and|or)\s(?:older|over|above|more|heavier|upwards?)|upwards?|\+"
_OR_LESS = r"(?:and|or)\s(?:younger|under|below|less|lighter)"
_OLD = r"(?:\s?(?:of\sage|old))?"
_AGE_OF = r"(?:the\s)?(?:age(?:s|d)?\s(?:of\s)?|aged\s)?"


def _band(unit: str, of: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:between|from)\s)?{of}{_FROM}\s?(?:{unit.replace('unit', 'first')}{after})?"
        rf"{_AND}{of}{_TO}\s?{unit}{after}"
        rf"|{_AT_LEAST}\s?{of}{_N.format('over')}\s?{unit.replace('unit', 'u2')}{after}"
        rf"|{_AT_MOST}\s?{of}{_N.format('under')}\s?{unit.replace('unit', 'u3')}{after}"
        rf"|{_N.format('more')}\s?{unit.replace('unit', 'u4')}{after}\s(?:{_OR_MORE})"
        rf"|{_N.format('fewer')}\s?{unit.replace('unit', 'u5')}{after}\s(?:{_OR_LESS})"
    )


_AGES = _band(_YEARS, _AGE_OF, _OLD)
_WEIGHTS = _band(_KG)
# Years are an age, and not how long something lasts, beside one of these words.
_OF_AGE = re.compile(
    r"\bage[ds]?\b|\bold\b|\bolder\b|\byounger\b|\bchild|\badolescen|\badult|\bteen|\binfant|\bbab"
    r"|\bwom[ae]n\b|\bmen\b|\bpeople\b|\bpatients\b|\bpersons?\b|\bpaediatric|\bpediatric|\bboys?\b"
    r"|\bgirls?\b|\bthose\b"
)
_GROUPS = {
    r"adults?|grown-ups?": (ADULT, math.inf),
    r"child(?:ren)?|pa?ediatric|boys?|girls?": (0.0, ADULT),
    r"adolescents?|teenagers?": (12.0, ADULT),
    r"infants?|bab(?:y|ies)|newborns?": (0.0, 2.0),
    r"elderly|older (?:people|patients|adults)": (OLD, math.inf),
}
_KIN = (
    r"son|daughter|child|kid|boy|girl|bab(?:y|ies)|toddler|father|mother|dad|mum|mom|husband|wife"
    r"|grand\w+|gran|nan|patient|brother|sister|uncle|aunt|partner|man|woman|lad|teenager"
)
_MINORS = frozenset({"children", "adolescents", "babies", "newborns"})
_BIRTH = re.compile(r"\b(?:from\s)?birth(?=\s(?:to|through|until|up\sto)\s)")
_THEIR_AGE = re.compile(
    r"\b(?P<old>\d{1,3})\s?-?\s?(?P<unit>years?|yrs?|y|months?|mths?)\.?\s?-?\s?(?:olds?|of\sage|/?o)\b"
    rf"|\b(?:i\sam|i'm|im|(?:he|she)(?:\sis|'s)|(?:{_KIN})(?:\s(?!weigh)[\w']+){{0,3}}?\sis|aged?|turned"
    r"|turning)\s(?:only\s|just\s|now\s|already\s|about\s|over\s)?(?P<told>\d{1,3})\b"
    r"(?!\s?(?:kg|kilos?|mg|ml|%|weeks?|days?|hours?|cm|st\b|lb|percent|months?\s(?:pregnant|into)"
    r"|weeks?\spregnant))(?:\s(?P<months>months))?"
    # "our boy (5 years, 18 kg)"
    rf"|\b(?:{_KIN})\s?[(,]\s?(?P<beside>\d{{1,3}})\s?-?\s?(?P<unit2>years?|yrs?|y|months?|mths?)\b"
)
_THEIR_WEIGHT = re.compile(
    r"\bweigh(?:s|ing|t(?:\sis|\sof)?)?\s(?:only\s|just\s|now\s|about\s|around\s)?"
    r"(?P<told>\d{1,3}(?:[.,]\d+)?)\s?(?:kg|kilos?|kilograms?)\b"
    rf"|\b(?:{_KIN})\s(?:of|at|with)\s(?P<of>\d{{1,3}}(?:[.,]\d+)?)\s?(?:kg|kilos?|kilograms?)\b"
    rf"|\b(?P<before>\d{{1,3}}(?:[.,]\d+)?)\s?-?(?:kg|kilo)\s(?:{_KIN})\b"
    r"|\b(?:years?|yrs?|y|months?|mths?)(?:\sold)?,?\s(?:and\s)?(?P<beside>\d{1,3}(?:[.,]\d+)?)\s?"
    r"(?:kg|kilos?)\b(?=\s?[),.;?]|\s(?:and|gets?|has|is|with)\b)"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asked about: years and kilograms; None where the question does not say."""

    age: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high` years or kilograms, both included."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether somebody of this age or weight belongs to it."""
        return self.low <= value <= self.high


@lru_cache(maxsize=512)  # asked for every candidate of a question
def person_in(text: str) -> Person:
    """The person that a question is about; nobody's age if it names two."""
    plain = normalise(text)
    ages = {_years(match) for match in _THEIR_AGE.finditer(plain)}
    weights = {
        _number(next(value for value in match.groups() if value))
        for match in _THEIR_WEIGHT.finditer(plain)
    }
    return Person(
        ages.pop() if len(ages) == 1 else None, weights.pop() if len(weights) == 1 else None
    )


def outside(candidate: Candidate, question: Question) -> int:
    """In how many ways, age and weight, the candidate is only about others than the person."""
    person = person_in(question.text)
    minors = _of_minors(question.text) if person.age is None else None
    if person == Person() and minors is None:
        return 0
    # What stands nearest counts: the line, what introduces it, the headings from the inside out.
    told = (candidate.told, candidate.introduction, *reversed(candidate.passage.section))
    named = next((found for text in told if (found := _of_minors(text)) is not None), minors)
    return (minors is not None and named is not minors) + sum(
        value is not None and _excluded(value, told, bands)
        for value, bands in ((person.age, ages_in), (person.weight, weights_in))
    )


def is_untold_for_minors(candidate: Candidate, question: Question) -> bool:
    """Whether it is asked about a minor, and neither the candidate nor its passage names any: a
    dose without a word on whom it is for is that for adults."""
    age = person_in(question.text).age
    if not (_of_minors(question.text) if age is None else age < ADULT):
        return False
    passage = candidate.passage.span.of(candidate.article.text)
    told = f"{candidate.in_full} {passage}"
    names_one = any(group.name in _MINORS for group in groups_in(read(told)))
    return not names_one and not any(band.low < ADULT for band in ages_in(told))


@lru_cache(maxsize=20_000)
def _of_minors(text: str) -> bool | None:
    """Whether a text speaks of minors alone, of grown-ups alone (False), or not plainly of either;
    who asks about breast-feeding names a child, and asks for herself."""
    groups = groups_in(read(text))
    if any(group.family == "state" for group in groups):
        return None
    kinds = {group.name in _MINORS for group in groups if group.family == "age"}
    return kinds.pop() if len(kinds) == 1 else None


def _excluded(
    value: float, told: tuple[str, ...], bands: Callable[[str], tuple[Band, ...]]
) -> bool:
    nearest = next((found for text in told if (found := bands(text))), ())
    return bool(nearest) and not any(band.holds(value) for band in nearest)


@lru_cache(maxsize=20_000)
def ages_in(text: str) -> tuple[Band, ...]:
    """The bands of age that a text names, in years; those in figures, else those in words."""
    plain = _BIRTH.sub("age 0", normalise(text))
    found = []
    for match in _AGES.finditer(plain):
        around = plain[max(0, match.start() - 40) : match.end() + 25]
        if _OF_AGE.search(around):
            found.append(_read(match))
    if found:
        return tuple(found)
    return tuple(
        Band(*band) for words, band in _GROUPS.items() if re.search(rf"\b(?:{words})\b", plain)
    )


@lru_cache(maxsize=20_000)
def weights_in(text: str) -> tuple[Band, ...]:
    """The bands of body weight that a text names, in kilograms."""
    return tuple(_read(match) for match in _WEIGHTS.finditer(normalise(text)))


def _read(match: re.Match[str]) -> Band:
    def scaled(name: str, unit: str) -> float:
        return _number(match[name]) / (12 if (match[unit] or "").startswith("m") else 1)

    if match["low"]:
        low_unit = "first" if match["first"] else "unit"
        return Band(scaled("low", low_unit), _top(scaled("high", "unit"), match["unit"]))
    if match["over"]:
        return Band(scaled("over", "u2"), math.inf)
    if match["more"]:
        return Band(scaled("more", "u4"), math.inf)
    # "Under 12 years" leaves out who is 12; "up to 12" and "12 or younger" do not.
    if match["under"]:
        most = scaled("under", "u3")
        return Band(0.0, _top(most, match["u3"]) if "up to" in match[0] else most - 1e-6)
    return Band(0.0, _top(scaled("fewer", "u5"), match["u5"]))


def _top(value: float, unit: str) -> float:
    """Who is 11 stays so until the day before turning 12."""
    return value + 0.99 if unit.startswith("y") and value == int(value) else value


def _years(match: re.Match[str]) -> float:
    for age, unit in (("old", "unit"), ("beside", "unit2")):
        if match[age]:
            return _number(match[age]) / (12 if match[unit].startswith("m") else 1)
    return _number(match["told"]) / (12 if match["months"] else 1)


def _number(written: str) -> float:
    return float(written.replace(",", "."))
