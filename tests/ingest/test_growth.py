"""The time to read a document grows as the document does, not as its square."""

import time

import pytest

from citewell.ingest.formats import read_document

LINE = "It is a long paragraph that comes to no end and goes on and on until about here\n"
ROW = "| young | 80 °C | a minute | once |\n"
HEADS = "| Leaf | Heat | Time | Turned |\n|---|---|---|---|\n"


def seconds(name: str, text: str) -> float:
    """The best of three, which noise disturbs least."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        assert read_document(name, text.encode()).blocks
        times.append(time.perf_counter() - began)
    return min(times)


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("name", "before", "piece", "count"),
    [("a.txt", "", LINE, 1500), ("a.md", HEADS, ROW, 750)],
    ids=["wrapped lines", "rows of a table"],
)
def test_four_times_the_text_takes_about_four_times_as_long(name, before, piece, count):
    once, four_times = (seconds(name, before + piece * n) for n in (count, 4 * count))
    assert four_times / once < 7
