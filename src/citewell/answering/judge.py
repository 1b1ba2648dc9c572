"""Which candidates answer, and whether the documents answer at all.

A reader (see `reader.py`) gives each candidate a probability; without one, similarity stands in
for it. The confidence that the documents answer is not the best probability alone: it also
weighs whether everything named in the question occurs in the documents at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from citewell.answering.evidence import Candidate
from citewell.answering.names import Unknown
from citewell.answering.question import Question
from citewell.answering.rank import Ranked
from citewell.answering.subject import (
    Numbered,
    asks_for_dose,
    has_dose,
    is_of_another,
    medicines_asked,
    numbered_in_candidate,
    states_dose,
)

ANOTHERS = 8.0  # log-odds taken from what is said of another patient, or is another's dose
NUMBERED = {Numbered.ASKED: 0.0, Numbered.ANOTHER: ANOTHERS, Numbered.UNTOLD: 3.0}
STATED = 2.5  # log-odds given to the dose of the medicine, in the circumstances, asked for
NO_DOSE = 2.0  # log-odds taken from a sentence without any dose, where a dose is asked for
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


class Reads(Protocol):
    """Says of each candidate how strongly it answers: log-odds, one for each."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        """The log-odds that each candidate answers the question."""
        ...


@dataclass(frozen=True, slots=True)
class Curve:
    """The log-odds that the documents answer: a weighted sum of what is known.

    `best` are the log-odds of the best candidate; `unknown_name` counts if something named in
    the question occurs nowhere, `rare_word` if only a rare word does not.
    """

    intercept: float
    best: float
    unknown_name: float
    rare_word: float

    def at(self, best: float, unknown: Unknown) -> float:
        """The probability for these values."""
        return sigmoid(
            self.intercept
            + self.best * best
            + self.unknown_name * bool(unknown.names)
            + self.rare_word * bool(unknown.rare_words)
        )


# Chosen on questions about the articles, a third of which they leave open: the half "choose" of
# tests/golden and the seed questions. At .5 the two kinds of mistake are about as frequent.
WITH_READER = Curve(intercept=1.1, best=0.55, unknown_name=-3.3, rare_word=-1.4)
WITHOUT_READER = Curve(intercept=0.45, best=0.75, unknown_name=-4.5, rare_word=-1.9)
SIMILARITY_MIDDLE = 3.2  # the ranking score at which a candidate answers as likely as not
SIMILARITY_STEEPNESS = 1.6
AGREEMENT = 1.0  # weight of the ranking score beside the reader's log-odds


def judge(
    question: Question, ranked: Sequence[Ranked], unknown: Unknown, reader: Reads | None
) -> Verdict:
    """Judge the best of the ranked candidates.

    Args:
        question: what is asked.
        ranked: candidates, best first.
        unknown: what the question names and no document has.
        reader: what gives log-odds; None leaves them to similarity.
    """
    some = ranked[:READ]
    if not some:
        return Verdict((), 0.0, unknown)
    if reader is None:
        odds = [SIMILARITY_STEEPNESS * (entry.score - SIMILARITY_MIDDLE) for entry in some]
    else:
        read = reader.read(question.text, [entry.candidate for entry in some])
        # The two err differently; together they choose better than either.
        best = some[0].score
        odds = [o + AGREEMENT * (e.score - best) for o, e in zip(read, some, strict=True)]
    odds = _guarded(question, some, odds)
    # Equal odds keep the order of the ranking.
    order = sorted(range(len(some)), key=lambda at: (-odds[at], at))
    judged = tuple(Judged(some[at].candidate, odds[at]) for at in order)
    curve = WITHOUT_READER if reader is None else WITH_READER
    return Verdict(judged, curve.at(odds[order[0]], unknown), unknown)


def _guarded(question: Question, some: Sequence[Ranked], odds: Sequence[float]) -> list[float]:
    """The odds, mended where it is plain whose dose, or whose story, a candidate tells."""
    asked = medicines_asked(question)
    is_dose = asks_for_dose(question)
    guarded = []
    for entry, value in zip(some, odds, strict=True):
        if question.numbered:
            value -= NUMBERED[numbered_in_candidate(entry.candidate, question.numbered)]
        if is_dose and is_of_another(entry.candidate, asked):
            value -= ANOTHERS
        elif is_dose and states_dose(entry.candidate, question):
            value += STATED
        elif is_dose and not has_dose(entry.candidate, question):
            value -= NO_DOSE
        guarded.append(value)
    return guarded


def sigmoid(value: float) -> float:
    """Log-odds to a probability."""
    if value < -60:
        return 0.0
    return 1.0 / (1.0 + math.exp(-value))
