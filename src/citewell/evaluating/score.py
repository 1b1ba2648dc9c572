"""One answer held against what was expected of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from citewell.answering.answer import Answer, Citation
from citewell.documents import Span
from citewell.evaluating.locate import Locator, Place
from citewell.evaluating.questions import Case, Evidence
from citewell.terms import normalise

_MARK = re.compile(r"\s?\[\d+\](?=\n|$)")  # of a citation in the text of an answer


class Result(StrEnum):
    """What became of a question: the first two are as they should be."""

    RIGHT = "right"
    RIGHTLY_DECLINED = "rightly declined"
    WRONG = "answered, but not right"
    WRONGLY_DECLINED = "wrongly declined"
    WRONGLY_ANSWERED = "answered what should be declined"


@dataclass(frozen=True, slots=True)
class Expected:
    """A quote that answers: whether it is in the documents, among the passages read, and cited."""

    document: str
    quote: str
    indexed: bool
    read: bool
    cited: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence shown to the reader: whether it answers, or looks as if it did and does not."""

    document: str
    section: str
    quote: str
    answers: bool
    misleads: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question. It holds all that figures and reports are made of.

    `shown` are the citations, or the nearest sentences where it was declined; `inexact` counts
    those that are not the text between their offsets, which must be none. `would_be_right` says
    whether the answer is right that is given when nothing is declined. `confidence` is between
    0 and 1.
    """

    id: str
    kind: str
    question: str
    understood: str
    is_follow_up: bool
    answerable: bool
    result: Result
    would_be_right: bool
    confidence: float
    missing_facts: tuple[tuple[str, ...], ...]
    expected: tuple[Expected, ...]
    has_near: bool
    cites_right_document: bool
    shown: tuple[Shown, ...]
    inexact: int
    seconds: float

    @property
    def is_miss(self) -> bool:
        """Whether it is not as it should be."""
        return self.result not in (Result.RIGHT, Result.RIGHTLY_DECLINED)

    @property
    def declined(self) -> bool:
        """Whether nothing was answered."""
        return self.result in (Result.RIGHTLY_DECLINED, Result.WRONGLY_DECLINED)

    @property
    def citations(self) -> tuple[Shown, ...]:
        """What an answer rests on; nothing for one that was declined."""
        return () if self.declined else self.shown

    @property
    def evidence_read(self) -> bool:
        """Whether evidence was among the passages read."""
        return any(quote.read for quote in self.expected)

    @property
    def evidence_cited(self) -> bool:
        """Whether evidence was cited."""
        return any(quote.cited for quote in self.expected)


def score(case: Case, answer: Answer, undeclined: Answer, locator: Locator) -> Outcome:
    """Hold an answer against its case.

    Args:
        case: the question and what it expects.
        answer: what was answered.
        undeclined: the answer that is given when nothing is declined; `answer` itself if it is one.
        locator: finds quotes in the documents that were answered from.
    """
    cited = _places(answer.citations)
    read = [Place(passage.document, passage.span) for passage in answer.read]
    evidence = {quote: locator.places([quote]) for quote in case.evidence}
    places = [place for found in evidence.values() for place in found]
    near = locator.places(case.near)
    shown = answer.related if answer.declined else answer.citations
    missing = missing_facts(case, answer)
    return Outcome(
        id=case.id,
        kind=case.kind,
        question=case.question,
        understood=answer.understood,
        is_follow_up=bool(case.history),
        answerable=case.answerable,
        result=_result(case, answer, places),
        would_be_right=_is_right(case, undeclined, places),
        confidence=round(answer.confidence, 6),
        missing_facts=missing,
        expected=tuple(_expected(quote, found, read, cited) for quote, found in evidence.items()),
        has_near=bool(near),
        cites_right_document=any(place.document in {p.document for p in places} for place in cited),
        shown=tuple(_shown(citation, places, near) for citation in shown),
        inexact=sum(locator.text(c.document)[c.start : c.end] != c.quote for c in shown),
        seconds=round(answer.seconds, 4),
    )


def missing_facts(case: Case, answer: Answer) -> tuple[tuple[str, ...], ...]:
    """The groups of facts of which none stands in the answer; "4 mg" does not stand in "14 mg"."""
    said = normalise(_MARK.sub("", answer.text))
    return tuple(group for group in case.facts if not any(_stands_in(said, f) for f in group))


def _stands_in(said: str, fact: str) -> bool:
    """Whether the fact is said, and not as the end or the beginning of another number."""
    plain = normalise(fact)
    before = r"(?<!\d)(?<!\d[.,])" if plain[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if plain[-1:].isdigit() else ""
    return re.search(f"{before}{re.escape(plain)}{after}", said) is not None


def _result(case: Case, answer: Answer, places: Sequence[Place]) -> Result:
    if not case.answerable:
        return Result.RIGHTLY_DECLINED if answer.declined else Result.WRONGLY_ANSWERED
    if answer.declined:
        return Result.WRONGLY_DECLINED
    return Result.RIGHT if _is_right(case, answer, places) else Result.WRONG


def _is_right(case: Case, answer: Answer, places: Sequence[Place]) -> bool:
    """Whether it answers what can be answered, with every fact and on evidence."""
    on_evidence = any(place.meets(places) for place in _places(answer.citations))
    return not answer.declined and on_evidence and not missing_facts(case, answer)


def _places(citations: Sequence[Citation]) -> list[Place]:
    return [Place(cited.document, Span(cited.start, cited.end)) for cited in citations]


def _expected(
    quote: Evidence, found: Sequence[Place], read: Sequence[Place], cited: Sequence[Place]
) -> Expected:
    return Expected(
        document=quote.document,
        quote=quote.quote,
        indexed=bool(found),
        read=any(place.meets(read) for place in found),
        cited=any(place.meets(cited) for place in found),
    )


def _shown(cited: Citation, places: Sequence[Place], near: Sequence[Place]) -> Shown:
    (place,) = _places([cited])
    answers = place.meets(places)
    return Shown(
        document=cited.document,
        section=cited.section,
        quote=cited.quote,
        answers=answers,
        misleads=not answers and place.meets(near),
    )
