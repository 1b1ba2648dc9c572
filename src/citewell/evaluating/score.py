"""One answer held against what was expected, and many of them summed up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from citewell.answering.answer import Answer, Citation
from citewell.evaluating.questions import Case
from citewell.store.library import Library
from citewell.terms import normalise


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    `supported` counts the citations that overlap an evidence quote; `inexact` those whose
    quote is not the text between their offsets, which must be none.
    """

    case: Case
    answer: Answer
    missing_facts: tuple[tuple[str, ...], ...]
    supported: int
    inexact: int

    @property
    def is_right(self) -> bool:
        """Declined what is not in the documents, or answered with every fact and evidence."""
        if not self.case.answerable:
            return self.answer.declined
        return not self.answer.declined and not self.missing_facts and self.supported > 0


def judge_outcome(case: Case, answer: Answer, library: Library) -> Outcome:
    """Hold an answer against its case."""
    said = normalise(answer.text)
    missing = tuple(
        group for group in case.facts if not any(normalise(fact) in said for fact in group)
    )
    texts = {c.document: library.article(c.document).text for c in answer.citations}
    supported = sum(_is_evidence(c, case, texts[c.document]) for c in answer.citations)
    inexact = sum(texts[c.document][c.start : c.end] != c.quote for c in answer.citations)
    return Outcome(case, answer, missing, supported, inexact)


def _is_evidence(cited: Citation, case: Case, text: str) -> bool:
    """Whether the citation overlaps an evidence quote, blanks of any kind being alike."""
    for evidence in case.evidence:
        names = (cited.document, str(PurePosixPath(cited.document).with_suffix("")))
        if evidence.document not in names:
            continue
        pattern = r"\s+".join(map(re.escape, evidence.quote.split()))
        for match in re.finditer(pattern, text):
            if cited.start < match.end() and match.start() < cited.end:
                return True
    return False


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run over many questions."""

    answerable: int
    right: int
    wrongly_declined: int
    unanswerable: int
    declined: int
    citations: int
    supported: int
    inexact: int
    auroc: float | None
    seconds_p50: float
    seconds_p95: float

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def summarise(outcomes: Sequence[Outcome]) -> Summary:
    """Sum up the outcomes of a run."""
    asked = [o for o in outcomes if o.case.answerable]
    open_ones = [o for o in outcomes if not o.case.answerable]
    answered = [o for o in asked if not o.answer.declined]
    seconds = sorted(o.answer.seconds for o in outcomes)
    return Summary(
        answerable=len(asked),
        right=sum(o.is_right for o in asked),
        wrongly_declined=sum(o.answer.declined for o in asked),
        unanswerable=len(open_ones),
        declined=sum(o.answer.declined for o in open_ones),
        citations=sum(len(o.answer.citations) for o in answered),
        supported=sum(o.supported for o in answered),
        inexact=sum(o.inexact for o in outcomes),
        auroc=auroc([o.answer.confidence for o in asked], [o.answer.confidence for o in open_ones]),
        seconds_p50=round(seconds[len(seconds) // 2], 3),
        seconds_p95=round(seconds[int(len(seconds) * 0.95)], 3),
    )


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, ties counting half (Hanley and McNeil,
    "The meaning and use of the area under a ROC curve", Radiology 143, 1982)."""
    if not positives or not negatives:
        return None
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return round(float(wins) / (len(positives) * len(negatives)), 4)
