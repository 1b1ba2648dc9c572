"""What each way to choose among twenty-five lines costs, against encoding the question.

The ways are those of the reader's card: similarity alone, everything cheap that is known of a
line, the small reader alone, both readers, and both with the rest. Nothing that one of them
remembers of a line is left from the time before.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from stopwatch import seconds

from citewell.answering.evidence import Candidate, candidates_of
from citewell.answering.features import Features
from citewell.answering.question import analyse
from citewell.answering.reader import open_reader
from citewell.ingest.build import Indexer
from citewell.settings import Settings
from citewell.store.library import Snapshot, open_library
from citewell.store.models import Encoder

pytestmark = [pytest.mark.benchmark, pytest.mark.models]

QUESTION = "How much baricitinib is taken, and how often?"
LINES = 25
ROUNDS = 8


def groups(snapshot: Snapshot) -> Iterator[list[Candidate]]:
    """Lines of the starter corpus, so many at a time, none of them twice."""
    lines = [
        line
        for document in snapshot.catalogue.documents()
        for line in candidates_of(
            snapshot.article(document.name), snapshot.catalogue.passages_of(document.name), 1.0
        )
    ]
    for start in range(0, len(lines) - LINES, LINES):
        yield lines[start : start + LINES]


def test_each_way_to_choose_against_encoding_the_question(tmp_path: Path) -> None:
    settings = Settings(corpus=Path(__file__).parents[2] / "corpus", index=tmp_path / "index")
    encoder = Encoder.of(settings)
    Indexer(settings, encoder).run()
    snapshot, question = open_library(settings).snapshot(), analyse(QUESTION)
    vector = encoder.encode([QUESTION])[0]
    small, _ = open_reader(settings.model_copy(update={"reader": "small"}))
    both, _ = open_reader(settings)
    assert small is not None
    assert both is not None
    for reader in (small, both):
        reader.read(QUESTION, [])

    def similarity(lines: list[Candidate]) -> object:
        return encoder.encode([line.shown for line in lines]) @ vector

    def features(lines: list[Candidate]) -> object:
        return Features(encoder).of(snapshot, question, vector, lines)

    def everything(lines: list[Candidate]) -> object:
        return features(lines), both.read(QUESTION, lines)

    ways: dict[str, Callable[[list[Candidate]], object]] = {
        "similarity": similarity,
        "features": features,
        "small reader": lambda lines: small.read(QUESTION, lines),
        "both readers": lambda lines: both.read(QUESTION, lines),
        "both and features": everything,
    }
    some = list(groups(snapshot))[:ROUNDS]
    floor = statistics.median(seconds(lambda: encoder.encode([QUESTION])) for _ in range(ROUNDS))
    print(f"\nencoding the question: {floor * 1000:.0f} ms")
    for name, choose in ways.items():
        for lines in some:  # the arithmetic library compiles its kernels as they are needed
            choose(lines)
        taken = statistics.median(seconds(partial(choose, lines)) for lines in some)
        print(f"{name}: {taken * 1000:.0f} ms for {LINES} lines, {taken / floor:.1f} times")
        assert taken < 200 * floor
