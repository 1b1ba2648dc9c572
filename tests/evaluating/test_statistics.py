"""Each statistic on cases that were worked out by hand, or are given where it was published."""

from __future__ import annotations

import pytest

from citewell.evaluating.statistics import (
    Bin,
    Point,
    auroc,
    calibration_error,
    percentile,
    reliability,
    risk_area,
    risk_coverage,
    sign_test,
    wilson,
)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
        # Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),  # mirrors none of 20
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_of_a_proportion(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_auroc_counts_pairs_in_the_right_order_and_ties_by_half() -> None:
    assert auroc([0.9, 0.4], [0.5, 0.1]) == 0.75
    assert auroc([0.5, 0.5], [0.5]) == 0.5
    assert auroc([0.1], [0.9]) == 0.0


def test_there_is_no_auroc_of_one_kind() -> None:
    assert auroc([0.9], []) is None
    assert auroc([], [0.9]) is None


def test_confidences_are_held_against_what_came_true_bin_by_bin() -> None:
    bins = reliability([1.0, 0.1, 0.25, 0.15, 0.95], [True, False, True, True, False])
    assert bins == (
        Bin(0.1, 0.2, 2, 0.125, 0.5),
        Bin(0.2, 0.3, 1, 0.25, 1.0),
        Bin(0.9, 1.0, 2, 0.975, 0.5),
    )
    # (2 x .375 + 1 x .75 + 2 x .475) / 5
    assert calibration_error(bins) == pytest.approx(0.49)


def test_there_is_no_calibration_error_of_nothing() -> None:
    assert calibration_error(reliability([], [])) is None


def test_risk_at_each_coverage_surest_first() -> None:
    curve = risk_coverage([0.2, 0.9, 0.6, 0.4], [True, False, True, False])
    assert curve == (
        Point(0.9, 0.25, 0.0),
        Point(0.6, 0.5, 0.5),
        Point(0.4, 0.75, pytest.approx(1 / 3)),
        Point(0.2, 1.0, 0.5),
    )
    assert risk_area([0.2, 0.9, 0.6, 0.4], [True, False, True, False]) == pytest.approx(
        (0 + 1 / 2 + 1 / 3 + 1 / 2) / 4
    )


@pytest.mark.parametrize("wrong", [[True, False, True], [False, True, True], [True, True, False]])
def test_what_is_equally_sure_is_one_step_in_any_order(wrong: list[bool]) -> None:
    assert risk_coverage([0.5, 0.5, 0.5], wrong) == (Point(0.5, 1.0, pytest.approx(2 / 3)),)
    assert risk_area([0.5, 0.5, 0.5], wrong) == pytest.approx(2 / 3)


def test_a_step_of_equals_spreads_its_failures() -> None:
    # One right alone, then two of which one is wrong: (0 + .5/2 + 1/3) / 3
    assert risk_area([0.9, 0.5, 0.5], [False, True, False]) == pytest.approx((0.25 + 1 / 3) / 3)


def test_there_is_no_curve_of_nothing() -> None:
    assert risk_coverage([], []) == ()
    assert risk_area([], []) is None


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([4.0, 1.0, 2.0, 3.0], 0.5) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0
    with pytest.raises(ValueError, match="needs values"):
        percentile([], 0.5)


@pytest.mark.parametrize(
    ("better", "worse", "chance"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (0, 5, 0.0625), (3, 1, 0.625), (4, 4, 1.0)],
)
def test_how_often_chance_parts_as_unevenly(better: int, worse: int, chance: float) -> None:
    assert sign_test(better, worse) == chance


def test_thousands_of_changes_are_not_too_many() -> None:
    assert 0 <= sign_test(2000, 1500) < 0.001
