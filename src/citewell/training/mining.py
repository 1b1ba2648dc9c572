"""For each question, the lines that answer it and the wrong ones that look right.

What a reader learns is decided by the wrong lines it is shown (Xiong et al., "Approximate
nearest neighbor negative contrastive learning for dense text retrieval", ICLR 2021): those that
a person marked as near misses, neighbours of the right ones, the best by words and by meaning,
and lines of other documents that would answer if only they were about the same thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from citewell.store.models import Vectors
from citewell.terms import words
from citewell.training.material import Line, Material
from citewell.training.questions import LabelledQuestion

DEPTH = 30  # lines of a document, best first, that wrong ones are drawn from
SAME_MEANING = 0.88  # cosine above which an unmarked line may well be right too
RIVALS = 8  # other documents looked into
RIVAL_LINES = 2  # lines of each


@dataclass(slots=True)
class Pool:
    """The lines one question is learnt from: right ones, and wrong ones by how they were found.

    `easy` are wrong lines that the reader has learnt to tell apart; they are not shown again.
    """

    question: LabelledQuestion
    right: list[Line]
    near: list[Line]
    neighbours: list[Line]
    best: list[Line]
    rivals: list[Line]
    easy: set[Line] = field(default_factory=set)


class Miner:
    """Finds the lines of each question among documents whose lines have vectors."""

    def __init__(self, documents: Mapping[str, Material]) -> None:
        self._documents = documents
        self._holders = Counter(word for d in documents.values() for word in d.words)
        names = list(documents)
        centres = np.stack([documents[name].vectors.mean(0) for name in names])
        centres /= np.linalg.norm(centres, axis=1, keepdims=True)
        nearest = np.argsort(-(centres @ centres.T), axis=1, kind="stable")[:, : RIVALS + 1]
        self._rivals = {
            name: [names[at] for at in row if names[at] != name]
            for name, row in zip(names, nearest, strict=True)
        }

    def pool(self, question: LabelledQuestion, vector: Vectors) -> Pool:
        """The lines to learn one question from; `vector` is the question's, of unit length."""
        document = self._documents[question.document]
        right = document.named_by(question.quotes) if question.answerable else []
        near = document.named_by(question.near)
        beside = [p + step for p in (*right, *near) for step in (-1, 1, -2, 2)]
        seen = set(right) | _alike(document, right)

        def take(positions: Iterable[int]) -> list[Line]:
            fresh = [p for p in dict.fromkeys(positions) if p not in seen]
            fresh = [p for p in fresh if 0 <= p < len(document.lines)]
            seen.update(fresh)
            return [document.lines[p] for p in fresh]

        return Pool(
            question,
            right=[document.lines[p] for p in right],
            near=take(near),
            neighbours=take(beside),
            best=take(document.ranked(question.text, vector)[:DEPTH]),
            rivals=self._rival_lines(question, vector),
        )

    def _rival_lines(self, question: LabelledQuestion, vector: Vectors) -> list[Line]:
        """The best lines of like documents that lack what the question names."""
        named = self._names_in(question)
        found: list[Line] = []
        for name in self._rivals[question.document] if named else ():
            rival = self._documents[name]
            if not any(word in rival.words for word in named):
                order = np.argsort(-(rival.vectors @ vector), kind="stable")[:RIVAL_LINES]
                found.extend(rival.lines[int(at)] for at in order)
        return found

    def _names_in(self, question: LabelledQuestion) -> list[str]:
        """The words of a question that belong to its document and to few others."""
        own = self._documents[question.document].words
        most = max(3, len(self._documents) // 50)
        long = [w for w in words(question.text) if len(w) > 4 and not w[0].isdigit()]
        return [w for w in long if own[w] >= 2 and self._holders[w] <= most]


def _alike(document: Material, right: Sequence[int]) -> set[int]:
    """The lines that say the same as a right one, unmarked: wrong to call them wrong."""
    if not right:
        return set()
    likeness = (document.vectors @ document.vectors[list(right)].T).max(axis=1)
    return {int(at) for at in np.flatnonzero(likeness > SAME_MEANING)}
