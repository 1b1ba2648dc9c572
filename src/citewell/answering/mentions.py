"""What a question speaks of, by kind: patients, medicines, trials, diseases, groups of people.

A follow-up leans on the question before by kind: "and patient 3?" takes the place of patient 2,
"and with placebo?" that of the medicine, and "it" is a medicine or a trial but no patient.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from citewell.answering.question import is_medicine, names_in, numbered_at
from citewell.documents import Span
from citewell.terms import HYPHENS, normalise

MOST_NAMED = 4  # things that "which of them" is taken to stand for


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
    r"stroke|gout|pneumonia|shingles|cold\s+sores?|rash(?:es)?|headaches?|nausea|diarrh(?:o)?ea|"
    r"(?:chest\s+|urinary\s+|skin\s+)?infections?|(?:blood\s+)?clots?|fever|cough|[a-z]+['’]s\s+disease)\b"
    r"(?!\s+(?:study|studies|trial|trials|paper|report|articles?)\b)",
    re.IGNORECASE,
)
_TRIAL_WORD = re.compile(r"\s+(?:trial|study|studies)\b", re.IGNORECASE)


def mentions_in(question: str) -> list[Mention]:
    """What the question names, in order; no stretch is taken twice."""
    last = {thing: span for span, thing in numbered_at(question)}
    found = [Mention(Kind.NUMBERED, thing, span) for thing, span in last.items()]
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


@dataclass(frozen=True, slots=True)
class Context:
    """The question before, as it was understood, and what was spoken of, the latest first.

    `subject` is the medicine that the documents are about, if they are about one.
    """

    previous: str = ""
    spoken_of: tuple[Mention, ...] = ()
    subject: str | None = None

    def after(self, understood: str) -> Context:
        """What comes after a question that was understood so."""
        spoken_of = (*mentions_in(understood), *self.spoken_of)
        latest = {(m.kind, normalise(m.text)): m for m in reversed(spoken_of)}
        kept = tuple(sorted(latest.values(), key=spoken_of.index))
        return Context(understood, kept, self.subject)

    def latest(self, *kinds: Kind) -> str | None:
        """The latest thing of the first of these kinds that was spoken of at all."""
        for kind in kinds:
            for mention in self.spoken_of:
                if mention.kind is kind:
                    return mention.text
        return None

    def latest_of(self, *kinds: Kind) -> str | None:
        """The latest thing of any of these kinds."""
        return next((m.text for m in self.spoken_of if m.kind in kinds), None)

    @property
    def medicine(self) -> str | None:
        """The latest medicine, or the one that the documents are about."""
        return self.latest(Kind.MEDICINE) or self.subject

    @property
    def topic(self) -> str | None:
        """What the conversation is about: a patient, else a medicine, else whatever was named
        in the last question that named something."""
        kinds = (Kind.NUMBERED, Kind.MEDICINE, Kind.TRIAL, Kind.CONDITION, Kind.NAME)
        named = {mention.kind for mention in mentions_in(self.previous)} & set(kinds)
        return self.latest(*(kind for kind in kinds if kind in named)) or self.latest(*kinds)

    @property
    def several(self) -> tuple[str, ...]:
        """The things of one kind that were spoken of, if more than one: those of the question
        before, else all of them."""
        spoken_before = mentions_in(self.previous)
        for mentions in (spoken_before, self.spoken_of):
            for kind in (Kind.MEDICINE, Kind.NUMBERED, Kind.TRIAL, Kind.CONDITION):
                found = tuple(dict.fromkeys(m.text for m in mentions if m.kind is kind))
                if len(found) > 1:
                    return found[:MOST_NAMED]
        return ()
