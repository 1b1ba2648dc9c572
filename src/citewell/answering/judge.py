"""Which candidates answer, and whether the documents answer at all.

A reader (see `reader.py`) says of each candidate how likely it answers; its word is weighed with
everything else that is known, and stands back where it is plain whose dose, or whose story, a
candidate tells. The confidence that the documents answer is that of the best candidate, less what
it counts that something named in the question occurs nowhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np

from citewell.answering.announcing import announces, asks_of_the_text
from citewell.answering.answer_type import lacks_amount, lacks_checks
from citewell.answering.asked import forms_of, topic_of
from citewell.answering.bands import is_untold_for_minors, outside
from citewell.answering.circumstances import (
    is_of_another_arm,
    is_of_another_disease,
    is_of_another_diseases_document,
    is_of_another_value,
    names_disease_itself,
    untold,
    untold_disease,
    untold_states,
    untold_time,
)
from citewell.answering.comparing import speaks_of_one
from citewell.answering.effects import (
    is_of_another_medicine,
    untold_effect,
    untold_tolerance,
)
from citewell.answering.evidence import Candidate
from citewell.answering.features import term_set
from citewell.answering.how_often import is_of_another_frequency, seen_as_often
from citewell.answering.imprint import imprint_asked, not_of_it, of_those_titled, tells_imprint
from citewell.answering.labels import is_under_another_name
from citewell.answering.names import Unknown, spelled_out
from citewell.answering.question import Question, asks_for_number, is_medicine, tells_number
from citewell.answering.rank import Ranked
from citewell.answering.subject import (
    Numbered,
    asks_for_dose,
    has_dose,
    is_of_a_carrier,
    is_of_another,
    is_of_another_medicines_document,
    is_of_untold_medicine,
    numbered_in_candidate,
    states_dose,
)
from citewell.answering.synonyms import holds, in_words_of
from citewell.answering.weighing import Weighing
from citewell.terms import normalise

ANOTHERS = 5.0  # log-odds taken from what is said of another patient, or is another's dose
NUMBERED = {Numbered.ASKED: 0.0, Numbered.ANOTHER: ANOTHERS, Numbered.UNTOLD: 1.7}
STATED = 1.4  # log-odds given to the dose of the medicine, in the circumstances, asked for
NO_DOSE = 1.1  # log-odds taken from a sentence without any dose, or number, where one is asked for
NAMELESS = 1.0  # log-odds taken for each name of the question that only the best candidate has
UNKNOWN_NAME = 3.3  # log-odds taken if something named in the question occurs nowhere
RARE_WORD = 1.4  # the same for a rare word, which may be another word for what does
CIRCUMSTANCE = 1.5  # log-odds taken for each circumstance of a dose that a candidate does not tell
DISEASE = 2.0  # log-odds taken from a dose that is said to be for another disease only
EFFECT = 2.5  # log-odds taken where it is asked of an effect that a candidate does not name
SEEN = 4.0  # log-odds given to an effect in the list of those seen as often as is asked
ANNOUNCED = 2.0  # log-odds taken from a sentence that only tells what its text is about
HEADED = 1.5  # log-odds given to what stands under a heading of the topic asked about openly
NO_AMOUNT = 3.0  # log-odds taken from what has no amount of the one kind that answers
OUTSIDE = 5.0  # log-odds taken from what is said of people of another age or weight only
ORIGIN = 2.2  # log-odds given to what tells who wrote a document, or when, where that is asked
READ = 32  # candidates that the reader reads


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate and the log-odds that it answers."""

    candidate: Candidate
    odds: float

    @property
    def probability(self) -> float:
        """The same between 0 and 1."""
        return sigmoid(self.odds)


NOTHING_UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The candidates, likeliest first, and the confidence (0 to 1) that the documents answer.

    `unknown` is what the question names and no document has.
    """

    judged: tuple[Judged, ...]
    confidence: float
    unknown: Unknown = NOTHING_UNKNOWN


NOTHING_JUDGED = Verdict((), 0.0)


class Reads(Protocol):
    """Says of each candidate how strongly it answers: log-odds, one for each."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        """The log-odds that each candidate answers the question."""
        ...


def judge(
    question: Question,
    ranked: Sequence[Ranked],
    unknown: Unknown,
    reader: Reads | None,
    weighing: Weighing,
) -> Verdict:
    """Judge the best of the ranked candidates.

    Args:
        question: what is asked.
        ranked: candidates, best first.
        unknown: what the question names and no document has.
        reader: what gives log-odds; None leaves them to what is known without it.
        weighing: what the reader's word and everything else count.
    """
    some = _worth_reading(question, ranked)
    if not some:
        return Verdict((), 0.0, unknown)
    known = np.array([entry.known for entry in some])
    # The reader and what is cheap to know err differently; together they choose better.
    read = _read(question, some, reader) if reader else None
    odds = _guarded(question, some, [float(value) for value in weighing.odds(known, read)])
    odds = _of_the_named(question, some, odds)
    # Equal odds keep the order of the ranking.
    order = sorted(range(len(some)), key=lambda at: (-odds[at], at))
    judged = tuple(Judged(some[at].candidate, odds[at]) for at in order)
    unknown = spelled_out(unknown, question, judged[0].candidate.article.text)
    missing = UNKNOWN_NAME * bool(unknown.names) + RARE_WORD * bool(unknown.rare_words)
    return Verdict(judged, sigmoid(odds[order[0]] - missing), unknown)


def _read(question: Question, some: Sequence[Ranked], reader: Reads) -> list[float]:
    """The reader's log-odds of each; the mean where a question is put in more than one form."""
    candidates = [entry.candidate for entry in some]
    read = [_in_their_words(form, candidates, reader) for form in forms_of(question.text)]
    return [sum(values) / len(values) for values in zip(*read, strict=True)]


def _in_their_words(asked: str, candidates: Sequence[Candidate], reader: Reads) -> list[float]:
    """The reader's log-odds of each, as it is asked or, where that is more, with a candidate's own
    words for what is asked: "the damage on X-ray (radiographic)"."""
    odds = reader.read(asked, candidates)
    forms: dict[str, list[int]] = {}
    for at, candidate in enumerate(candidates):
        form = in_words_of(asked, partial(holds, normalise(candidate.told)))
        if form != asked:
            forms.setdefault(form, []).append(at)
    for form, places in forms.items():
        again = reader.read(form, [candidates[at] for at in places])
        for at, value in zip(places, again, strict=True):
            odds[at] = max(odds[at], value)
    return odds


def _worth_reading(question: Question, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The best candidates; those about another patient than the one asked for come last, those
    that tell the origin asked for first."""
    if imprint_asked(question):
        return sorted(ranked, key=lambda e: not tells_imprint(e.candidate, question))[:READ]
    if not question.numbered:
        return ranked[:READ]
    behind = [
        NUMBERED[numbered_in_candidate(entry.candidate, question.numbered)] for entry in ranked
    ]
    order = sorted(range(len(ranked)), key=lambda at: behind[at] - ranked[at].score)
    return [ranked[at] for at in order[:READ]]


# What a candidate may tell of instead of what is asked about.
OF_ANOTHER = (
    is_of_another_frequency,
    is_of_another_value,
    is_of_another_arm,
    is_under_another_name,
    is_of_another_medicines_document,
    is_of_another_medicine,
    speaks_of_one,
)


# Whose dose it may be instead.
OF_ANOTHERS_DOSE = (
    is_of_another,
    is_of_a_carrier,
    is_of_untold_medicine,
    is_of_another_diseases_document,
)


def _guarded(question: Question, some: Sequence[Ranked], odds: Sequence[float]) -> list[float]:
    """The odds, mended where it is plain whose dose, or whose story, a candidate tells."""
    of_what = _of_its_dose if asks_for_dose(question) else _of_its_story
    is_of_text = asks_of_the_text(question.text)
    topic = term_set(topic_of(question.text) or "")
    origin = _for_origin(question, some)
    guarded = []
    for entry, value, given in zip(some, odds, origin, strict=True):
        candidate = entry.candidate
        if question.numbered:
            value -= NUMBERED[numbered_in_candidate(candidate, question.numbered)]
        value -= OUTSIDE * outside(candidate, question)
        value -= ANOTHERS * any(is_another(candidate, question) for is_another in OF_ANOTHER)
        value -= NO_AMOUNT * lacks_amount(candidate, question)
        value -= NO_AMOUNT * lacks_checks(candidate, question)
        value -= CIRCUMSTANCE * untold_time(candidate, question)
        value -= ANNOUNCED * (not is_of_text and announces(candidate.told))
        value += HEADED * (bool(topic) and topic <= term_set(candidate.headings))
        guarded.append(value + given + of_what(candidate, question))
    return guarded


def _of_its_dose(candidate: Candidate, question: Question) -> float:
    """What is given to a candidate, or taken, where a dose is asked for."""
    given = -CIRCUMSTANCE * untold(candidate, question)
    given -= DISEASE * is_of_another_disease(candidate, question)
    given -= DISEASE * is_untold_for_minors(candidate, question)
    if any(is_anothers(candidate, question) for is_anothers in OF_ANOTHERS_DOSE):
        return given - ANOTHERS
    if states_dose(candidate, question):
        return given + STATED
    return given - NO_DOSE * (not has_dose(candidate, question))


def _of_its_story(candidate: Candidate, question: Question) -> float:
    """What is given to a candidate, or taken, where anything but a dose is asked for."""
    given = -CIRCUMSTANCE * untold_states(candidate, question)
    given -= EFFECT * untold_effect(candidate, question)
    given -= EFFECT * untold_tolerance(candidate, question)
    seen = seen_as_often(candidate, question)
    if seen is not None:
        return given + (SEEN if seen else -NO_AMOUNT)
    is_number = asks_for_number(question)
    of_a_disease = is_number or names_disease_itself(candidate)
    given -= NO_DOSE * (is_number and not tells_number(candidate.told))
    given -= DISEASE * (of_a_disease and untold_disease(candidate, question))
    of_others = is_of_another_diseases_document(candidate, question)
    return given - of_others * (ANOTHERS if of_a_disease else DISEASE)


def _for_origin(question: Question, some: Sequence[Ranked]) -> list[float]:
    """What is given to each, or taken, where it is asked who wrote a document, or when; else 0."""
    if not imprint_asked(question):
        return [0.0] * len(some)
    candidates = [entry.candidate for entry in some]
    return [
        (ORIGIN if tells_imprint(candidate, question) else -NO_AMOUNT)
        - ANOTHERS * (not is_titled)
        - OUTSIDE * not_of_it(candidate, question)
        for candidate, is_titled in zip(
            candidates, of_those_titled(question, candidates), strict=True
        )
    ]


def _of_the_named(question: Question, some: Sequence[Ranked], odds: Sequence[float]) -> list[float]:
    """The odds, less where a name of the question is missing that the best candidate has: who
    asks for one trial is not answered with the next. The best one's, the confidence, stay."""
    names = [name for name in question.names if not is_medicine(name)]
    if not names:
        return list(odds)
    told = [normalise(entry.candidate.in_full) for entry in some]
    best = max(range(len(some)), key=lambda at: odds[at])
    # As words: "dm" is not told by "and methotrexate" with its blank lost.
    words = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names]
    words = [word for word in words if word.search(told[best])]
    return [
        value - NAMELESS * sum(word.search(text) is None for word in words)
        for value, text in zip(odds, told, strict=True)
    ]


def sigmoid(value: float) -> float:
    """Log-odds to a probability."""
    if value < -60:
        return 0.0
    return 1.0 / (1.0 + math.exp(-value))
