from __future__ import annotations

import pytest

from citewell.page import words


@pytest.mark.parametrize(
    ("duration", "said"),
    [(0.0, "under 0.01 s"), (0.042, "0.04 s"), (1.23, "1.2 s"), (75.2, "75 s")],
)
def test_seconds(duration: float, said: str) -> None:
    assert words.seconds(duration) == said


def test_dates_are_written_out_and_others_left_alone() -> None:
    assert words.day("2022-12-30") == "30 December 2022"
    assert words.day("spring 2021") == "spring 2021"
    assert words.day("") == ""


def test_counts() -> None:
    assert words.count(1, "document") == "1 document"
    assert words.count(1200, "document") == "1,200 documents"
