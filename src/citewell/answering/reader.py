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
from citewell.answering.question import numbered_in
from citewell.answering.subject import goes_on_about
from citewell.answering.weighing import FILE, UNREAD, Weighing, load_weighing
from citewell.settings import Settings
from citewell.store.models import PairScorer

BUILT_IN = Path(__file__).parent / "weights"


def open_reader(settings: Settings) -> tuple[Reads | None, Weighing]:
    """The reader that the settings ask for, None if it is switched off; and how candidates are
    weighed with it.

    Raises:
        ModelUnavailable: its weighing cannot be read.
    """
    if settings.reader == "off":
        return None, UNREAD
    folder = BUILT_IN if settings.reader == "built-in" else Path(settings.reader)
    # A reader that comes with none is taken to speak on the scale of the built-in one.
    weighing = load_weighing(folder if (folder / FILE).exists() else BUILT_IN)
    path = str(folder) if settings.reader == "built-in" else settings.reader
    return Reader(PairScorer(path, settings.precision)), weighing


class Reader:
    """Reads candidates in their context, by a cross-encoder."""

    def __init__(self, scorer: PairScorer) -> None:
        self._scorer = scorer

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        """The log-odds that each candidate answers the question."""
        asked = numbered_in(question)
        return self._scorer.score(
            [(question, _told_of(c, asked) + in_context(c)) for c in candidates]
        )


def _told_of(candidate: Candidate, asked: Sequence[str]) -> str:
    """The patient asked for, where the sentence goes on with that one's story and names nobody."""
    told = goes_on_about(candidate, asked)
    return f"{told.capitalize()}: " if told else ""


def in_context(candidate: Candidate) -> str:
    """A candidate as the reader was trained to read it: itself first, so that what is cut off is
    only context; then its headings, then what it is read after."""
    return f"{candidate.shown} [SEP] {candidate.headings} [SEP] {candidate.before}"
