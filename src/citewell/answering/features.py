"""What is cheap to know of a candidate: how alike it is, which words it shares, what it holds."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

import numpy as np

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
)
from citewell.answering.weighing import Numbers
from citewell.store.library import Snapshot
from citewell.store.models import Encoder, Vectors
from citewell.terms import normalise, terms

MEMORY = 20_000  # sentences whose vectors are kept


class Features:
    """The features of candidates (`weighing.FEATURES`). Safe to share between threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def of(
        self,
        snapshot: Snapshot,
        question: Question,
        vector: Vectors,
        candidates: Sequence[Candidate],
    ) -> Numbers:
        """What is known of each candidate, shape (candidates, len(FEATURES)).

        Args:
            snapshot: the generation they are from; it knows how rare a term is.
            question: what is asked.
            vector: its unit vector, shape (dimension,).
            candidates: what may answer; at least one.
        """
        alone = [candidate.told for candidate in candidates]
        around = [
            f"{c.passage.section[-1] if c.passage.section else ''} {c.before} {c.told}"
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
def term_set(text: str) -> frozenset[str]:
    """The different stems of a text."""
    return frozenset(terms(text))


def _coverage(candidate: Candidate, weights: dict[str, float]) -> tuple[float, float]:
    """The share of the question that stands in the candidate or before it, and in its headings."""
    total = sum(weights.values())
    if not total:
        return 0.0, 0.0
    own = term_set(candidate.told)
    before = term_set(candidate.before)
    above = term_set(candidate.headings)
    covered = sum(
        weight * (1.0 if term in own else 0.5 if term in before else 0.0)
        for term, weight in weights.items()
    )
    headed = sum(weight for term, weight in weights.items() if term in above and term not in own)
    return covered / total, headed / total


def _is_of_kind(question: Question, candidate: Candidate) -> float:
    """Whether the candidate holds words of the kind that the question wants: 1 if it does, 2 for
    a dose, which hardly any other sentence could answer with."""
    text = candidate.told
    if asks_for_dose(question):
        return 2.0 * (has_dose(candidate, question) and not is_of_another(candidate, question))
    if question.wants is Wants.QUANTITY:
        return float(bool(QUANTITY.search(text) or NUMBER.search(text)))
    if question.wants is Wants.TIME:
        return float(bool(DURATION.search(text) or FREQUENCY.search(text)))
    if question.wants is Wants.REASON:
        return float(_GIVES_REASON.search(normalise(text)) is not None)
    return 0.0
