"""For whom and what a dose is asked, and whether a candidate says so.

A dose for adults answers nobody who asks about a child, that for one disease nobody who has the
other, and what is taken alone need not hold beside another medicine (the first one named is the
one whose dose it is: see `subject.py`). A circumstance counts as told if any of its words stands in
the candidate, before it or in the headings above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from citewell.answering.evidence import Candidate
from citewell.answering.guards.comparison import Comparison
from citewell.answering.guards.population import (
    CANCER,
    groups_in,
    names_disease,
    organ_before,
)
from citewell.answering.guards.quantities import quantities_in
from citewell.answering.guards.wording import read
from citewell.answering.mentions import Kind, mentions_in
from citewell.answering.question import Question
from citewell.answering.synonyms import other_words
from citewell.terms import HYPHENS, normalise, terms

_SHORT_FORM = re.compile(r"\s*\(([^()]*)\)")
_SHORT_BEFORE = re.compile(r"(?P<short>\S+)\s+\($")  # "RA (" before "rheumatoid arthritis)"
# What is told apart by a number that is part of its name (error E20, ACR50), a year, a temperature:
# none of them a measurement that the person who asks may bring along.
_CODE = re.compile(r"(?<![\w.])(?P<kind>[a-z]+)-?(?P<number>\d+[a-z]?)(?![\w%]|[.,]\d)")
_YEAR = re.compile(
    r"(?<![\w.,])(?:1[5-9]|20)\d\d(?![\w%]|[.,]\d|\s?(?:mg|ml|g|patients|units|people)\b)"
)
_HEAT = ("temperature", "fahrenheit")
_IN_ARM = re.compile(
    r"\b(?:placebo|control|comparator|comparison|sham|untreated|(?:usual|standard)[- ]care)[- ]"
    r"(?:group|arm|patients|recipients|participants)\b"
    r"|\b(?:on|got|given|taking|took|receiving|received|under) (?:a )?placebo\b"
)
_OTHER_ARM = re.compile(
    r"\b(?:placebo|controls?\b|compar|sham|versus|vs\b|untreated|without\b|(?:usual|standard)"
    r" care|dummy|no (?:treatment|drug)|others?\b|each (?:group|arm)|both\b|neither\b"
    r"|inactive|groups?\b)"
)
# What may stand between two words of one disease's name: "juvenile idiopathic arthritis".
_ONE_NAME = re.compile(r"[\s-]+(?:(?!(?:and|or|with|without|in|of|to|from|plus)\b)[a-z-]+\s+)?")
# "Before an operation"; not "before I start it", nor "after 4 weeks", told in many ways.
_AT_A_TIME = re.compile(
    r"\b(?:before|after|during)\s+(?:(?:an?|the|my|his|her|their|our|any|having|getting)\s+)+"
    r"(?P<what>(?:(?!(?:and|or|but|if|when|while|in|with|on|for|at|to|is|was|do|does|did|can|should)\b)"
    r"[a-z-]+\s?){1,3})"
)
_OF_ANY_TIME = frozenset(
    terms(
        "it that this them start starting stop stopping take taking took use using used treatment"
        " therapy medicine dose dosing drug week weeks month months year years day days hour hours"
        " minutes first second last next long many much soon same time begin beginning end ending"
        " study trial follow-up baseline injection infusion tablet patient being"
    )
)
_STATES = ("organ", "state")
_STATED = frozenset({"pregnancy", "breast-feeding"})
_KINDS = frozenset({Kind.GROUP, Kind.CONDITION, Kind.MEDICINE})


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Something that a dose depends on: the stems of its words, and the groups that they tell."""

    stems: frozenset[str]
    groups: frozenset[str]


@lru_cache(maxsize=512)  # asked for every candidate of a question
def circumstances(question: Question) -> tuple[Circumstance, ...]:
    """Each circumstance that the question names, with its short form, and each organ or state that
    it speaks of in words of its own ("my kidneys aren't great")."""
    found = []
    read = 0
    mentions = mentions_in(question.text)
    subject = next((mention for mention in mentions if mention.kind is Kind.MEDICINE), None)
    for mention in mentions:
        if mention.kind in _KINDS and mention != subject and mention.span.start >= read:
            short = _SHORT_FORM.match(question.text, mention.span.end)
            read = short.end() if short else mention.span.end
            first = _SHORT_BEFORE.search(question.text[: mention.span.start])
            forms = (match[1] for match in (short, first) if match)
            text = " ".join((mention.text, *forms))
            found.append(Circumstance(frozenset(terms(text)), _groups(text)))
    others = _states(question.text).difference(*(each.groups for each in found))
    found += [Circumstance(frozenset(), frozenset([name])) for name in sorted(others)]
    return tuple(each for each in found if each.stems or each.groups)


@lru_cache(maxsize=20_000)
def _states(text: str) -> frozenset[str]:
    """The organs and states that a text speaks of, whatever their words: "kidneys" for eGFR."""
    return frozenset(group.name for group in groups_in(read(text)) if group.family in _STATES)


@lru_cache(maxsize=512)  # asked for every candidate of a question
def in_two_forms(question: Question) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The stems of each name that the question gives in two forms, those in brackets second:
    "rheumatoid arthritis (RA)"."""
    mentions = mentions_in(question.text)
    found = [
        (frozenset(terms(mention.text)), frozenset(terms(other[1])))
        for mention in mentions
        if (other := _SHORT_FORM.match(question.text, mention.span.end))
    ]
    found += [
        (frozenset(terms(first[1])), frozenset(terms(mention.text)))
        for mention in mentions
        if (first := _SHORT_BEFORE.search(question.text[: mention.span.start]))
    ]
    return tuple(forms for forms in found if all(forms))


def untold(candidate: Candidate, question: Question) -> int:
    """How many circumstances of the question are not told with the candidate."""
    asked = circumstances(question)
    if not asked:
        return 0
    text = f"{candidate.in_full} {candidate.spelled_out}"
    told, groups = set(terms(text)), _groups(text)
    return sum(not each.stems & told and not each.groups & groups for each in asked)


def untold_states(candidate: Candidate, question: Question) -> int:
    """How many states of the question, pregnancy or breast-feeding, are not told with the
    candidate: what holds then is always said of them."""
    asked = _states(question.text) & _STATED
    return len(asked - _states(candidate.in_full)) if asked else 0


def untold_time(candidate: Candidate, question: Question) -> bool:
    """Whether it is asked what holds before, during or after something, and nothing with the
    candidate, nor in its passage, speaks of that."""
    asked = _times(question)
    if not asked:
        return False
    passage = candidate.passage.span.of(candidate.article.text)
    return not asked & set(terms(f"{candidate.in_full} {passage}"))


@lru_cache(maxsize=512)  # asked for every candidate of a question
def _times(question: Question) -> frozenset[str]:
    """The stems of what gives a time, with other words for it, if that is a thing of its own."""
    found: set[str] = set()
    for match in _AT_A_TIME.finditer(normalise(question.text)):
        what = match["what"].strip()
        own = set(terms(what))
        if not own or own & _OF_ANY_TIME or mentions_in(what):
            continue
        found |= own | set(terms(" ".join(o for word in what.split() for o in other_words(word))))
    return frozenset(found)


def is_of_another_disease(candidate: Candidate, question: Question) -> bool:
    """Whether the candidate names diseases, and none of those that the question names."""
    asked = _diseases(question.text)
    if not asked:
        return False
    told = _diseases(candidate.spelled_out) or _diseases(candidate.introduction)
    return bool(told) and not _may_be_one(asked, told)


def untold_disease(candidate: Candidate, question: Question) -> bool:
    """Whether the question names diseases, and neither the candidate nor what its passage says
    before it names any of them: what was reached in one is not what was reached in another."""
    asked = _diseases(question.text)
    if not asked:
        return False
    text = candidate.article.text[candidate.passage.span.start : candidate.span.start]
    told = _diseases(f"{candidate.headings}. {candidate.introduction}. {text}")
    return not _may_be_one(asked, told | _diseases(candidate.spelled_out))


def is_of_another_diseases_document(candidate: Candidate, question: Question) -> bool:
    """Whether the question names diseases, and the document none of them anywhere: what it says,
    its doses above all, is of others."""
    asked = _disease_names(question.text)
    text = candidate.article.text
    return bool(asked) and not any(_is_named(text, disease) for disease in asked)


def names_disease_itself(candidate: Candidate) -> bool:
    """Whether the candidate, or what stands above it, names any disease."""
    return bool(_diseases(candidate.spelled_out) or _diseases(candidate.headings))


@lru_cache(maxsize=512)  # asked for every line of a document
def _is_named(text: str, disease: str) -> bool:
    return names_disease(normalise(text), disease)


def is_of_another_value(candidate: Candidate, question: Question) -> bool:
    """Whether the question tells something apart by a number, and the candidate has only others:
    error E12 for E20, what was reached in 2023 for 2024, the row of 40 °C for that of 60 °C."""
    asked = _values(question.text)
    if not asked:
        return False
    own = _values(candidate.told)
    near = own | _values(_above(candidate))
    return any(value not in near and any(value[0] == kind for kind, _ in own) for value in asked)


def is_of_another_arm(candidate: Candidate, question: Question) -> bool:
    """Whether the question is about those who were given placebo, or were the controls, and
    nothing with the candidate speaks of any such."""
    if not _IN_ARM.search(normalise(question.text)):
        return False
    # The title is left out: what a document compares, each of its lines does not.
    lead = candidate.before if candidate.unit.lead else ""
    told = normalise(" ".join((*candidate.passage.section, lead, candidate.told)))
    return _OTHER_ARM.search(told) is None


def _above(candidate: Candidate) -> str:
    """The headings, and what introduces the candidate; not a sentence, or a row, that only happens
    to stand before it."""
    return f"{candidate.headings} {candidate.before if candidate.unit.lead else ''}"


@lru_cache(maxsize=20_000)
def _values(text: str) -> frozenset[tuple[str, str]]:
    """What a text tells apart by number, as pairs of kind and number; bounded temperatures ("below
    25 °C") hold for many, and are left out with all others."""
    plain = normalise(text.translate(HYPHENS))
    found = {(match["kind"], match["number"]) for match in _CODE.finditer(plain)}
    found |= {("year", match[0]) for match in _YEAR.finditer(plain)}
    has_heat = "°" in plain or "degree" in plain
    heats = [q for q in quantities_in(read(text)) if q.dimension in _HEAT] if has_heat else []
    if all(q.comparison is Comparison.EXACT and q.low == q.high for q in heats):
        found |= {(q.dimension, str(q.low)) for q in heats}
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _diseases(text: str) -> frozenset[frozenset[str]]:
    """The diseases that a text names, each as the words that tell it, of one spelling."""
    found: list[set[str]] = []
    end = -1
    reading = read(text)
    for group in groups_in(reading):
        if group.family != "disease":
            continue
        if found and _ONE_NAME.fullmatch(reading.plain, end, group.span.start):
            found[-1].add(group.name)
        else:
            organ = organ_before(reading.plain, group.span.start) if group.name == CANCER else None
            found.append({group.name, *([organ] if organ else [])})
        end = group.span.end
    return frozenset(map(frozenset, found))


def _disease_names(text: str) -> frozenset[str]:
    """Every word that tells a disease in a text."""
    return frozenset().union(*_diseases(text))


def _groups(text: str) -> frozenset[str]:
    """The organs, states and diseases that a text speaks of."""
    return _states(text) | _disease_names(text)


def _may_be_one(asked: frozenset[frozenset[str]], told: frozenset[frozenset[str]]) -> bool:
    """Whether one name says no more than another: "arthritis" and "psoriatic arthritis" may be
    one, that and "rheumatoid arthritis" are not."""
    return any(one <= other or other <= one for one in asked for other in told)
