"""The figures of a run, made from its outcomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from citewell.evaluating.score import Outcome, Result
from citewell.evaluating.statistics import (
    Bin,
    Point,
    auroc,
    calibration_error,
    percentile,
    reliability,
    risk_area,
    risk_coverage,
    wilson,
)


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95 % interval (Wilson), as two shares."""
        return wilson(self.hits, self.of)

    def to_json(self) -> dict[str, Any]:
        """The counts, the share and its interval."""
        low, high = self.interval
        share = self.share
        return {
            "hits": self.hits,
            "of": self.of,
            "share": None if share is None else round(share, 4),
            "low": round(low, 4),
            "high": round(high, 4),
        }


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one sort: those answered right, those declined that had to be."""

    name: str
    right: Proportion
    declined: Proportion


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a run. `MEANINGS` says of each proportion what it counts.

    `auroc`, `calibration_error` and `bins` hold the confidence against its meaning, that the
    documents answer; `curve` and `area` against the answer being right, over all questions.
    `coverage` and `risk` are where on it the run stands: the share answered, and of those not
    right. Seconds are for one question.
    """

    right: Proportion
    right_document: Proportion
    evidence_read: Proportion
    evidence_cited: Proportion
    wrong: Proportion
    wrongly_declined: Proportion
    declined: Proportion
    wrongly_answered: Proportion
    supported: Proportion
    misled: Proportion
    exact: Proportion
    auroc: float | None
    calibration_error: float | None
    bins: tuple[Bin, ...]
    curve: tuple[Point, ...]
    area: float | None
    coverage: float
    risk: float
    groups: tuple[Group, ...]
    kinds: tuple[Group, ...]
    seconds_p50: float
    seconds_p95: float

    def proportions(self) -> dict[str, Proportion]:
        """The proportions, by name."""
        return {name: getattr(self, name) for name in MEANINGS}

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return {
            **{name: proportion.to_json() for name, proportion in self.proportions().items()},
            **{name: _rounded(getattr(self, name)) for name in NUMBERS},
            "bins": [_all_rounded(each) for each in self.bins],
            "curve": [_all_rounded(each) for each in self.curve],
            "groups": [_group_json(group) for group in self.groups],
            "kinds": [_group_json(group) for group in self.kinds],
        }


# What each proportion is called, and what it counts.
MEANINGS = {
    "right": ("right", "answerable questions: every fact stands in the answer, evidence is cited"),
    "right_document": ("right document", "answerable: a document that holds evidence is cited"),
    "evidence_read": ("evidence read", "answerable: evidence is among the passages read"),
    "evidence_cited": ("evidence cited", "answerable: evidence is cited"),
    "wrong": ("answered, not right", "answerable: answered without a fact, or without evidence"),
    "wrongly_declined": ("wrongly declined", "answerable: declined"),
    "declined": ("rightly declined", "questions that the documents leave open: declined"),
    "wrongly_answered": ("wrongly answered", "questions that the documents leave open: answered"),
    "supported": ("citations that answer", "citations of answerable questions that are evidence"),
    "misled": ("near miss cited", "answers that cite a line marked as looking right, where one is"),
    "exact": ("exact quotes", "sentences shown that are the document's text between their offsets"),
}
NUMBERS = {
    "auroc": "how well the confidence tells answerable questions from open ones: 1 always, 0.5 not",
    "calibration_error": "how far the confidence is, on average, from the share answerable: 0 best",
    "area": "risk, averaged over all coverages, if the least sure were declined first: 0 best",
    "coverage": "share of all questions that was answered",
    "risk": "share of the answers that is not right",
    "seconds_p50": "half of the questions took no longer",
    "seconds_p95": "95 % of the questions took no longer",
}


def figures_of(outcomes: Sequence[Outcome]) -> Figures:
    """Sum up the outcomes of a run, of which there must be some."""
    asked = [o for o in outcomes if o.answerable]
    open_ones = [o for o in outcomes if not o.answerable]
    answered = [o for o in outcomes if not o.declined]
    cited = [c for o in asked for c in o.citations]
    misleadable = [o for o in answered if o.has_near]
    sure = [o.confidence for o in outcomes]
    wrong = [not o.would_be_right for o in outcomes]
    bins = reliability(sure, [o.answerable for o in outcomes])
    return Figures(
        right=_count(asked, lambda o: o.result is Result.RIGHT),
        right_document=_count(asked, lambda o: o.cites_right_document),
        evidence_read=_count(asked, lambda o: o.evidence_read),
        evidence_cited=_count(asked, lambda o: o.evidence_cited),
        wrong=_count(asked, lambda o: o.result is Result.WRONG),
        wrongly_declined=_count(asked, lambda o: o.declined),
        declined=_count(open_ones, lambda o: o.declined),
        wrongly_answered=_count(open_ones, lambda o: not o.declined),
        supported=Proportion(sum(c.answers for c in cited), len(cited)),
        misled=_count(misleadable, lambda o: any(c.misleads for c in o.citations)),
        exact=_exact(outcomes),
        auroc=auroc([o.confidence for o in asked], [o.confidence for o in open_ones]),
        calibration_error=calibration_error(bins),
        bins=bins,
        curve=risk_coverage(sure, wrong),
        area=risk_area(sure, wrong),
        coverage=len(answered) / len(outcomes),
        risk=sum(o.is_miss for o in answered) / len(answered) if answered else 0.0,
        groups=(
            _group("standing alone", [o for o in outcomes if not o.is_follow_up]),
            _group("follow-ups", [o for o in outcomes if o.is_follow_up]),
        ),
        kinds=tuple(
            _group(kind, [o for o in outcomes if o.kind == kind])
            for kind in sorted({o.kind for o in outcomes} - {""})
        ),
        seconds_p50=percentile([o.seconds for o in outcomes], 0.5),
        seconds_p95=percentile([o.seconds for o in outcomes], 0.95),
    )


def _count(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> Proportion:
    return Proportion(sum(map(holds, outcomes)), len(outcomes))


def _exact(outcomes: Sequence[Outcome]) -> Proportion:
    shown = sum(len(o.shown) for o in outcomes)
    return Proportion(shown - sum(o.inexact for o in outcomes), shown)


def _group(name: str, outcomes: Sequence[Outcome]) -> Group:
    return Group(
        name,
        _count([o for o in outcomes if o.answerable], lambda o: o.result is Result.RIGHT),
        _count([o for o in outcomes if not o.answerable], lambda o: o.declined),
    )


def _group_json(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "right": group.right.to_json(),
        "declined": group.declined.to_json(),
    }


def _all_rounded(record: Bin | Point) -> dict[str, Any]:
    return {name: _rounded(value) for name, value in asdict(record).items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
