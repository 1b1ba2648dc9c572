"""What a question speaks of, by kind: patients, medicines, trials, diseases, groups of people.

A follow-up leans on the question before by kind: "and patient 3?" takes the place of patient 2,
"and with placebo?" that of the medicine, and "it" is a medicine or a trial but no patient.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from citewell.answering.question import is_medicine, names_in, numbered_in
from citewell.documents import Span
from citewell.terms import HYPHENS, normalise


class Kind(StrEnum):
    """What is spoken of. An arm is what others were given in a trial."""

    NUMBERED = "numbered"
    MEDICINE = "medicine"
    ARM = "arm"
    TRIAL = "trial"
    CONDITION = "condition"
    GROUP = "group"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a question that names something, as the person wrote it."""

    kind: Kind
    text: str
    span: Span


_ARM = re.compile(
    r"\b(?:placebo|control|comparison|comparator|untreated|standard[- ]care)"
    r"(?:[\s-](?:group|arm|patients))?\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:(?:healthy|older|elderly|younger|young|small|pregnant|male|female)\s+)?"
    r"(?:adults?|children|kids|child|babies|infants|adolescents?|teenagers?|teens|elderly|"
    r"seniors|women|men|pregnancy|breast[\s-]?feeding|"
    r"(?:people|patients|adults|those)\s+(?:over|under|above|below|aged)\s+\d+|"
    r"(?:kidney|renal|liver|hepatic|heart)\s+(?:problems?|disease|impairment|failure|trouble))\b",
    re.IGNORECASE,
)
# Endings of the names of diseases, and the commonest that have none.
_CONDITION = re.compile(
    r"\b(?:[a-z]+(?:oid|ic|ile|ous|iform|ary)\s+)?"
    r"(?:[a-z]{3,}(?:itis|(?<!diagn)(?<!progn)(?<!hypn)osis|oma|aemia|emia|opathy|algia|penia|"
    r"lepsy|rrhoea|rrhea)|asthma|eczema|lupus|alopecia|diabetes|migraines?|cancer|depression|"
    r"stroke|gout|[a-z]+['’]s\s+disease)\b",
    re.IGNORECASE,
)
_TRIAL_WORD = re.compile(r"\s+(?:trial|study|studies)\b", re.IGNORECASE)


def mentions_in(question: str) -> list[Mention]:
    """What the question names, in order; no stretch is taken twice."""
    found = [_at(question, Kind.NUMBERED, thing) for thing in numbered_in(question)]
    for kind, pattern in ((Kind.ARM, _ARM), (Kind.GROUP, _GROUP), (Kind.CONDITION, _CONDITION)):
        found += [Mention(kind, m[0], Span(*m.span())) for m in pattern.finditer(question)]
    for name in names_in(question):
        found.append(_at(question, _kind_of(question, name), name))
    kept: list[Mention] = []
    for mention in found:
        if mention.span.start >= 0 and not any(mention.span.overlaps(k.span) for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.span)


def _at(question: str, kind: Kind, name: str) -> Mention:
    """Where a name, given in small letters, is written; nowhere if its blanks differ."""
    start = question.translate(HYPHENS).lower().find(name)
    span = Span(start, start + len(name))
    return Mention(kind, span.of(question) if start >= 0 else name, span)


def _kind_of(question: str, name: str) -> Kind:
    if is_medicine(name):
        return Kind.MEDICINE
    after = normalise(question).partition(name)[2]
    is_trial = "-" in name or _TRIAL_WORD.match(after)
    return Kind.TRIAL if is_trial else Kind.NAME
