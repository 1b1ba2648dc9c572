"""The reader: a small cross-encoder that says whether a sentence answers a question.

A sentence encoder knows what a sentence is about; a reader sees question and sentence together
and was trained on sentences that answer against those that only look as if they did (Nogueira
and Cho, "Passage re-ranking with BERT", arXiv:1901.04085).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from citewell.answering.evidence import Candidate
from citewell.answering.judge import Reads
from citewell.answering.weighing import FILE, Weighings, load_weighings
from citewell.settings import Settings
from citewell.store.models import PairScorer

BUILT_IN = Path(__file__).parent / "weights"


def open_reader(settings: Settings) -> tuple[Reads | None, Weighings]:
    """The reader that the settings ask for, None if it is switched off; and how candidates are
    weighed with it.

    Raises:
        ModelUnavailable: its weighing cannot be read.
    """
    built_in = load_weighings(BUILT_IN)
    if settings.reader == "off":
        return None, built_in
    if settings.reader == "built-in":
        return Reader(PairScorer(str(BUILT_IN), settings.precision)), built_in
    folder = Path(settings.reader)
    # A reader that comes with none is taken to speak on the scale of the built-in one.
    weighings = load_weighings(folder) if (folder / FILE).exists() else built_in
    return Reader(PairScorer(settings.reader, settings.precision)), weighings


class Reader:
    """Reads candidates in their context, by a cross-encoder."""

    def __init__(self, scorer: PairScorer) -> None:
        self._scorer = scorer

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        """The log-odds that each candidate answers the question."""
        return self._scorer.score([(question, in_context(c)) for c in candidates])


def in_context(candidate: Candidate) -> str:
    """A candidate as the reader was trained to read it: itself first, so that what is cut off is
    only context; then its headings, then what it is read after."""
    return f"{candidate.shown} [SEP] {candidate.headings} [SEP] {candidate.before}"
