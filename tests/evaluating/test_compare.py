"""What changed between two runs."""

from __future__ import annotations

from citewell.evaluating.compare import compare
from citewell.evaluating.score import Result
from evaluating.builders import evaluation, outcome

EARLIER = evaluation(
    outcome("same", Result.RIGHT),
    outcome("mended", Result.WRONG),
    outcome("broken", Result.RIGHTLY_DECLINED),
    outcome("otherwise", Result.WRONG),
    outcome("reworded", Result.RIGHT, question="How much?"),
    outcome("gone", Result.RIGHT),
    reader="off",
)
NOW = evaluation(
    outcome("same", Result.RIGHT, 0.9),
    outcome("mended", Result.RIGHT),
    outcome("broken", Result.WRONGLY_ANSWERED),
    outcome("otherwise", Result.WRONGLY_DECLINED),
    outcome("reworded", Result.WRONG, question="How many?"),
    reader="built-in",
)


def test_questions_that_came_out_otherwise_are_told() -> None:
    assert compare(EARLIER, NOW).to_json() == {
        "compared": 4,
        "only_before": 2,
        "only_now": 1,
        "other_conditions": ["reader"],
        "mended": ["mended"],
        "broken": ["broken"],
        "otherwise_wrong": ["otherwise"],
        "chance": 1.0,
    }


def test_other_conditions_are_told_as_they_were_and_are() -> None:
    assert compare(EARLIER, NOW).other_conditions == (("reader", "off", "built-in"),)


def test_nothing_changed() -> None:
    comparison = compare(NOW, NOW)
    assert (comparison.changes, comparison.compared, comparison.chance) == ((), 5, 1.0)
