"""Candidates in the order in which they answer, by what is cheap to know of each.

The order decides what the reader reads; where there is no reader it decides what is cited. The
weights were set by hand; learning them is the next step.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from citewell.answering.evidence import Candidate
from citewell.answering.question import (
    DURATION,
    FREQUENCY,
    NUMBER,
    QUANTITY,
    Question,
    Wants,
)
from citewell.answering.subject import (
    asks_for_dose,
    has_dose,
    is_of_another,
    medicines_asked,
)
from citewell.documents import UnitKind
from citewell.store.library import Snapshot
from citewell.store.models import Encoder, Vectors
from citewell.terms import normalise, terms

MEMORY = 20_000  # sentences whose vectors are kept

# What each thing known of a candidate counts. Similarities are cosines, the rest is 0 to 1.
WEIGHTS = {
    "similarity": 2.2,
    "in_context": 1.2,
    "coverage": 1.6,
    "in_headings": 0.5,
    "kind_of_answer": 0.45,
    "retrieved": 0.6,
    "is_lead": -0.35,
}
FEATURES = tuple(WEIGHTS)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and its cosine with the question; `score` orders candidates of one question."""

    candidate: Candidate
    score: float
    similarity: float


class SentenceRanker:
    """Ranks candidates by similarity, by the words they share and by the kind of answer."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

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
        known = self.features(snapshot, question, vector, candidates)
        scores = known @ np.array([WEIGHTS[name] for name in FEATURES])
        similar = known[:, FEATURES.index("similarity")]
        ranked = [
            Ranked(candidate, float(score), float(similarity))
            for candidate, score, similarity in zip(candidates, scores, similar, strict=True)
        ]
        return sorted(
            ranked, key=lambda r: (-r.score, r.candidate.article.name, r.candidate.span.start)
        )

    def features(
        self,
        snapshot: Snapshot,
        question: Question,
        vector: Vectors,
        candidates: Sequence[Candidate],
    ) -> NDArray[np.float64]:
        """What is cheap to know of each candidate, shape (candidates, len(FEATURES))."""
        alone = [candidate.shown for candidate in candidates]
        around = [
            f"{c.passage.section[-1] if c.passage.section else ''} {c.before} {c.shown}"
            for c in candidates
        ]
        similar = self._encode(alone) @ vector
        in_context = self._encode(around) @ vector
        weights = {term: snapshot.words.rarity(term) for term in question.terms}
        best = max(candidate.retrieved for candidate in candidates) or 1.0
        return np.array(
            [
                (
                    similar[at],
                    in_context[at],
                    *_coverage(candidate, weights),
                    _is_of_kind(question, candidate),
                    candidate.retrieved / best,
                    alone[at].endswith(":"),
                )
                for at, candidate in enumerate(candidates)
            ],
            dtype=np.float64,
        )

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension); those of sentences read before are kept."""
        with self._lock:
            missing = sorted((t for t in dict.fromkeys(texts) if t not in self._vectors), key=len)
            self._vectors.update(zip(missing, self._encoder.encode(missing), strict=True))
            for text in texts:
                self._vectors.move_to_end(text)
            found = np.stack([self._vectors[text] for text in texts])
            while len(self._vectors) > MEMORY:
                self._vectors.popitem(last=False)
        return found


_GIVES_REASON = re.compile(r"\b(?:because|due to|since|owing|caused?|as a result|so that)\b")


@lru_cache(maxsize=20_000)
def _term_set(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def _coverage(candidate: Candidate, weights: dict[str, float]) -> tuple[float, float]:
    """The share of the question that stands in the candidate or before it, and in its headings."""
    total = sum(weights.values())
    if not total:
        return 0.0, 0.0
    own = _term_set(candidate.shown)
    before = _term_set(candidate.before)
    above = _term_set(candidate.headings)
    covered = sum(
        weight * (1.0 if term in own else 0.5 if term in before else 0.0)
        for term, weight in weights.items()
    )
    headed = sum(weight for term, weight in weights.items() if term in above and term not in own)
    return covered / total, headed / total


def _is_of_kind(question: Question, candidate: Candidate) -> float:
    """Whether the candidate holds words of the kind that the question wants: 1 if it does, 2 for
    a dose, which hardly any other sentence could answer with."""
    text = candidate.shown
    if asks_for_dose(question):
        is_it = has_dose(candidate, question) and not is_of_another(
            candidate, medicines_asked(question)
        )
        return 2.0 * is_it
    if question.wants is Wants.QUANTITY:
        return float(bool(QUANTITY.search(text) or NUMBER.search(text)))
    if question.wants is Wants.TIME:
        return float(bool(DURATION.search(text) or FREQUENCY.search(text)))
    if question.wants is Wants.REASON:
        return float(_GIVES_REASON.search(normalise(text)) is not None)
    return 0.0


def is_same_statement(first: Candidate, second: Candidate) -> bool:
    """Whether two candidates say the same in nearly the same words."""
    if first.unit.kind is UnitKind.ROW or second.unit.kind is UnitKind.ROW:
        return False
    one, other = _term_set(first.shown), _term_set(second.shown)
    return len(one & other) >= 0.9 * max(len(one | other), 1)
