"""The reader: a cross-encoder that says whether a sentence answers a question.

A sentence encoder knows what a sentence is about; a reader sees question and sentence together
and was trained on sentences that answer against those that only look as if they did (Nogueira
and Cho, "Passage re-ranking with BERT", arXiv:1901.04085). The built-in one is two: a small one
reads every candidate, and a larger one reads the best of them again (Nogueira, Yang, Cho and Lin,
"Multi-stage document ranking with BERT", arXiv:1910.14424).
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

SMALL = Path(__file__).parent / "weights" / "small"
LARGE = SMALL.with_name("large")
AGAIN = 8  # candidates that are read again; twice as many take half a second, for 3 answers of 550
LARGER = 0.7  # what the larger one's log-odds count, against the small one's, which errs elsewhere


def open_reader(settings: Settings) -> tuple[Reads | None, Weighing]:
    """The reader that the settings ask for, None if it is switched off; and how candidates are
    weighed with it.

    Raises:
        ModelUnavailable: its weighing cannot be read.
    """
    match settings.reader:
        case "off":
            return None, UNREAD
        case "built-in":
            scorers = [PairScorer(str(path), settings.precision) for path in (SMALL, LARGE)]
            return Reader(*scorers), load_weighing(SMALL)  # both speak on one scale
        case "small":
            return Reader(PairScorer(str(SMALL), settings.precision)), load_weighing(SMALL)
        case path:
            # So is a reader taken to that comes without any.
            weighing = load_weighing(Path(path) if (Path(path) / FILE).exists() else SMALL)
            return Reader(PairScorer(path, settings.precision)), weighing


class Reader:
    """Reads candidates in their context, by a cross-encoder; the best again by a larger one."""

    def __init__(self, scorer: PairScorer, larger: PairScorer | None = None) -> None:
        self._scorer = scorer
        self._larger = larger

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        """The log-odds that each candidate answers the question."""
        asked = numbered_in(question)
        pairs = [(question, _told_of(c, asked) + in_context(c)) for c in candidates]
        odds = self._scorer.score(pairs)
        if self._larger:
            best = sorted(range(len(odds)), key=lambda at: (-odds[at], at))[:AGAIN]
            again = self._larger.score([pairs[at] for at in best])
            for at, value in zip(best, again, strict=True):
                odds[at] += LARGER * (value - odds[at])
        return odds


def _told_of(candidate: Candidate, asked: Sequence[str]) -> str:
    """The patient asked for, where the sentence goes on with that one's story and names nobody."""
    told = goes_on_about(candidate, asked)
    return f"{told.capitalize()}: " if told else ""


def in_context(candidate: Candidate) -> str:
    """A candidate as the reader was trained to read it: itself first, so that what is cut off is
    only context; then its headings, then what it is read after."""
    return f"{candidate.told} [SEP] {candidate.headings} [SEP] {candidate.before}"
