"""The figures of a reader, on cases small enough to count by hand."""

import numpy as np
import pytest

from citewell.answering.rank import FEATURES
from citewell.training.measure import Asked, compare, weigh
from citewell.training.questions import LabelledQuestion


def asked(document, odds, right, similar=None):
    """A question whose lines differ in similarity and in the reader's log-odds only."""
    known = np.zeros((len(odds), len(FEATURES) + 1))
    known[:, FEATURES.index("similarity")] = similar or [0.5] * len(odds)
    known[:, -1] = odds
    question = LabelledQuestion(document, "?", any(right), (), ())
    return Asked(question, known, tuple(right))


CASES = [
    *(asked(f"a{n}", [3.0, 1.0, 0.0, -1.0], [True, False, False, False]) for n in range(6)),
    *(asked(f"b{n}", [3.0, 1.0, 0.0, -1.0], [False, True, False, False]) for n in range(3)),
    *(asked(f"c{n}", [3.0, 1.0, 0.0, -1.0], [False, False, False, True]) for n in range(3)),
    *(asked(f"d{n}", [-2.0, -3.0], [False, False]) for n in range(6)),
]


def test_a_right_line_first_and_among_the_first_three_is_counted():
    reached = compare(CASES)["reader"]
    assert (reached.answerable, reached.unanswerable) == (12, 6)
    assert reached.first == pytest.approx(6 / 12)
    assert reached.first_three == pytest.approx(9 / 12)


def test_the_best_score_tells_answerable_from_not():
    assert compare(CASES)["reader"].auroc == 1.0
    assert compare(CASES)["similarity"].auroc == 0.5


def test_what_is_weighed_follows_what_was_right():
    weights = weigh(CASES, [FEATURES.index("similarity"), len(FEATURES)])
    assert weights[1] > 0 == weights[0]
