"""Candidates in the order in which they answer, by what is cheap to know of each.

The order decides what the reader reads; where there is no reader it decides what is cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citewell.answering.evidence import Candidate
from citewell.answering.features import Features, term_set
from citewell.answering.question import Question
from citewell.answering.weighing import FEATURES, UNREAD
from citewell.documents import UnitKind
from citewell.store.library import Snapshot
from citewell.store.models import Encoder, Vectors


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with what is known of it (see `weighing.FEATURES`); `score` are its log-odds by
    that alone."""

    candidate: Candidate
    score: float
    known: tuple[float, ...]

    @property
    def similarity(self) -> float:
        """Its cosine with the question."""
        return self.known[FEATURES.index("similarity")]


class SentenceRanker:
    """Ranks candidates by similarity, by the words they share and by the kind of answer."""

    def __init__(self, encoder: Encoder) -> None:
        self._features = Features(encoder)

    def rank(
        self,
        snapshot: Snapshot,
        question: Question,
        vector: Vectors,
        candidates: Sequence[Candidate],
    ) -> list[Ranked]:
        """All candidates, best first.

        Args:
            snapshot: the generation they are from; it knows how rare a term is.
            question: what is asked.
            vector: its unit vector, shape (dimension,).
            candidates: what may answer.
        """
        if not candidates:
            return []
        known = self._features.of(snapshot, question, vector, candidates)
        ranked = [
            Ranked(candidate, float(score), tuple(map(float, row)))
            for candidate, score, row in zip(candidates, UNREAD.odds(known), known, strict=True)
        ]
        return sorted(
            ranked, key=lambda r: (-r.score, r.candidate.article.name, r.candidate.span.start)
        )


def is_same_statement(first: Candidate, second: Candidate) -> bool:
    """Whether two candidates say the same in nearly the same words."""
    if first.unit.kind is UnitKind.ROW or second.unit.kind is UnitKind.ROW:
        return False
    one, other = term_set(first.told), term_set(second.told)
    return len(one & other) >= 0.9 * max(len(one | other), 1)
