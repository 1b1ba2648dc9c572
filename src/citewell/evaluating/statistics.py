"""The statistics of an evaluation: pure functions over what happened, each with its source."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

NORMAL_95 = 1.959964  # two-sided 95 % of the standard normal distribution
BINS = 10


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion, as two shares; (0, 1) of nothing.

    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927).
    """
    if of == 0:
        return 0.0, 1.0
    z2 = NORMAL_95**2
    share = hits / of
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) * NORMAL_95 / (1 + z2 / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, ties counting half; None of nothing.

    Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic
    (ROC) curve", Radiology 143 (1982).
    """
    if not positives or not negatives:
        return None
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return float(wins) / (len(positives) * len(negatives))


@dataclass(frozen=True, slots=True)
class Bin:
    """Confidences between `low` and `high`: how many, their mean, the share that came true."""

    low: float
    high: float
    count: int
    confidence: float
    share: float


def reliability(confidences: Sequence[float], came_true: Sequence[bool]) -> tuple[Bin, ...]:
    """What was foretold against what came true, in ten bins of equal width; empty ones left out."""
    pairs = sorted(zip(confidences, came_true, strict=True))
    bins = []
    for at, group in groupby(pairs, key=lambda pair: min(int(pair[0] * BINS), BINS - 1)):
        members = list(group)
        count = len(members)
        mean = math.fsum(confidence for confidence, _ in members) / count
        bins.append(
            Bin(at / BINS, (at + 1) / BINS, count, mean, sum(true for _, true in members) / count)
        )
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error: how far, on average, confidence and truth lie apart.

    Pakdaman Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using
    Bayesian binning", AAAI 2015; with bins of equal width.
    """
    total = sum(each.count for each in bins)
    if not total:
        return None
    return math.fsum(each.count * abs(each.share - each.confidence) for each in bins) / total


@dataclass(frozen=True, slots=True)
class Point:
    """If all were answered from this confidence on: the share answered, and of those wrong."""

    confidence: float
    coverage: float
    risk: float


def risk_coverage(confidences: Sequence[float], wrong: Sequence[bool]) -> tuple[Point, ...]:
    """The risk at each coverage, surest first; what is equally sure is one step.

    El-Yaniv and Wiener, "On the foundations of noise-free selective classification", Journal of
    Machine Learning Research 11 (2010).
    """
    points, covered, failed = [], 0, 0
    for confidence, count, count_wrong in _steps(confidences, wrong):
        covered += count
        failed += count_wrong
        points.append(Point(confidence, covered / len(confidences), failed / covered))
    return tuple(points)


def risk_area(confidences: Sequence[float], wrong: Sequence[bool]) -> float | None:
    """The area under the risk-coverage curve: the mean of the risk over all coverages. 0 is best.

    Geifman, Uziel and El-Yaniv, "Bias-reduced uncertainty estimation for deep neural
    classifiers", ICLR 2019. Within a step failures are spread evenly, so that the order in which
    questions are asked does not count. None of nothing.
    """
    risks: list[float] = []
    covered, failed = 0, 0
    for _, count, count_wrong in _steps(confidences, wrong):
        risks += [
            (failed + count_wrong * taken / count) / (covered + taken)
            for taken in range(1, count + 1)
        ]
        covered += count
        failed += count_wrong
    return math.fsum(risks) / len(risks) if risks else None


def _steps(confidences: Sequence[float], wrong: Sequence[bool]) -> Iterator[tuple[float, int, int]]:
    """Each confidence, surest first, with how many have it and how many of those are wrong."""
    pairs = sorted(zip(confidences, wrong, strict=True), key=lambda pair: -pair[0])
    for confidence, group in groupby(pairs, key=lambda pair: pair[0]):
        members = [is_wrong for _, is_wrong in group]
        yield confidence, len(members), sum(members)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed.

    Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50
    (1996), definition 1.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("a percentile needs values")
    return sorted(values)[max(0, math.ceil(round(share * len(values), 9)) - 1)]


def sign_test(better: int, worse: int) -> float:
    """How often chance alone would part so many changes as unevenly, or more: two-sided, exact.

    McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", Psychometrika 12 (1947), with the binomial distribution in place of its
    approximation.
    """
    changed = better + worse
    tail = sum(math.comb(changed, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / (1 << changed))
