"""The figures of a run of eight questions, each worked out by hand."""

from __future__ import annotations

import json

import pytest

from citewell.evaluating.figures import MEANINGS, NUMBERS, Figures, Proportion, figures_of
from citewell.evaluating.score import Expected, Outcome, Result, Shown
from evaluating.builders import outcome

ANSWERS = Shown("skin.md", "", "4 mg", answers=True, misleads=False)
BESIDE = Shown("skin.md", "", "healed", answers=False, misleads=False)
MISLEADS = Shown("skin.md", "", "14 mg", answers=False, misleads=True)
UNREAD = (Expected("skin", "4 mg", indexed=True, read=False, cited=False),)

OUTCOMES = (
    outcome("a", Result.RIGHT, 0.9, shown=(ANSWERS, BESIDE), has_near=True, seconds=0.2),
    outcome("b", Result.RIGHT, 0.8, shown=(ANSWERS, ANSWERS, MISLEADS), has_near=True, seconds=0.3),
    outcome("c", Result.RIGHT, 0.7, shown=(ANSWERS,), kind="risk", is_follow_up=True, seconds=0.1),
    outcome("d", Result.WRONG, 0.6, shown=(BESIDE, BESIDE), cites_right_document=True, seconds=0.4),
    outcome("e", Result.WRONGLY_DECLINED, 0.4, expected=UNREAD, inexact=1, seconds=0.5),
    outcome("f", Result.WRONGLY_DECLINED, 0.3, would_be_right=True, kind="", seconds=0.6),
    outcome("g", Result.WRONGLY_ANSWERED, 0.55, shown=(MISLEADS,), has_near=True, seconds=9.0),
    outcome("h", Result.RIGHTLY_DECLINED, 0.05, kind="risk", is_follow_up=True, seconds=0.7),
)


@pytest.fixture
def figures() -> Figures:
    return figures_of(OUTCOMES)


def test_proportions(figures: Figures) -> None:
    assert figures.proportions() == {
        "right": Proportion(3, 6),
        "right_document": Proportion(4, 6),
        "evidence_read": Proportion(5, 6),
        "evidence_cited": Proportion(3, 6),
        "wrong": Proportion(1, 6),
        "wrongly_declined": Proportion(2, 6),
        "declined": Proportion(1, 2),
        "wrongly_answered": Proportion(1, 2),
        "supported": Proportion(4, 8),
        "misled": Proportion(2, 3),
        "exact": Proportion(11, 12),
    }


def test_confidence(figures: Figures) -> None:
    # Of the pairs of an answerable and an open one, only (.4, .55) and (.3, .55) are out of order.
    assert figures.auroc == pytest.approx(10 / 12)
    # Distances of each bin: .05 (h), .7 (f), .6 (e), .55 (g), .4 (d), .3 (c), .2 (b), .1 (a)
    assert figures.calibration_error == pytest.approx(2.9 / 8)
    assert len(figures.bins) == 8


def test_risk_and_coverage(figures: Figures) -> None:
    # Surest first: a b c right, d g e wrong, f right if it were answered, h wrong
    risks = [0, 0, 0, 1 / 4, 2 / 5, 3 / 6, 3 / 7, 4 / 8]
    assert [point.risk for point in figures.curve] == pytest.approx(risks)
    assert figures.area == pytest.approx(sum(risks) / 8)
    assert (figures.coverage, figures.risk) == (5 / 8, 2 / 5)


def test_sorts_of_questions(figures: Figures) -> None:
    alone, follow_ups = figures.groups
    assert (alone.right, alone.declined) == (Proportion(2, 5), Proportion(0, 1))
    assert (follow_ups.right, follow_ups.declined) == (Proportion(1, 1), Proportion(1, 1))
    assert [(kind.name, kind.right, kind.declined) for kind in figures.kinds] == [
        ("dose", Proportion(2, 4), Proportion(0, 1)),
        ("risk", Proportion(1, 1), Proportion(1, 1)),
    ]


def test_seconds(figures: Figures) -> None:
    assert (figures.seconds_p50, figures.seconds_p95) == (0.4, 9.0)


def test_every_figure_has_its_meaning_and_is_given_as_json(figures: Figures) -> None:
    told = json.loads(json.dumps(figures.to_json()))
    assert list(told) == [*MEANINGS, *NUMBERS, "bins", "curve", "groups", "kinds"]
    assert told["right"] == {"hits": 3, "of": 6, "share": 0.5, "low": 0.1876, "high": 0.8124}


@pytest.mark.parametrize("only", [Result.RIGHT, Result.RIGHTLY_DECLINED])
def test_a_run_of_one_kind_leaves_out_what_cannot_be_measured(only: Result) -> None:
    figures = figures_of([outcome("a", only)])
    assert figures.auroc is None
    assert None in [proportion.share for proportion in figures.proportions().values()]
    assert json.dumps(figures.to_json())


def test_the_order_of_the_questions_does_not_count() -> None:
    def told(outcomes: tuple[Outcome, ...]) -> str:
        return json.dumps(figures_of(outcomes).to_json())

    assert told(OUTCOMES) == told(OUTCOMES[::-1])
