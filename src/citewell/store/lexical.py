"""The only door to bm25s: passages by their words, built once for each generation.

Okapi BM25 in the variant of Lucene (Kamphuis et al., "Which BM25 do you mean?", ECIR 2020).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KEYS = "keys.npy"


class LexicalIndex:
    """Scores of passages for the terms of a question."""

    def __init__(self, scorer: Any, keys: NDArray[np.int64]) -> None:
        self._scorer = scorer
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    @staticmethod
    def build(folder: Path, passages: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Write the index of passages, each with its key and its terms, into `folder`."""
        import bm25s

        folder.mkdir(parents=True)
        numbers: dict[str, int] = {}
        keys: list[int] = []
        numbered: list[list[int]] = []  # a term is kept once, however many passages have it
        for key, terms in passages:
            keys.append(key)
            numbered.append([numbers.setdefault(term, len(numbers)) for term in terms])
        np.save(folder / _KEYS, np.asarray(keys, dtype=np.int64))
        if numbers:
            scorer = bm25s.BM25(method="lucene")
            scorer.index((numbered, numbers), show_progress=False)
            scorer.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index that `build` wrote."""
        import bm25s

        keys = np.load(folder / _KEYS)
        has_words = (folder / "params.index.json").exists()
        return cls(bm25s.BM25.load(str(folder)) if has_words else None, keys)

    def search(
        self, terms: Sequence[str], limit: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Keys and scores of the best passages that share a term, best first.

        `among` are the keys of the passages to choose from; None means all.
        """
        known = [] if self._scorer is None else [t for t in terms if t in self._scorer.vocab_dict]
        if not known:
            return []
        scores = self._scorer.get_scores(known)
        if among is not None:
            scores = np.where(np.isin(self._keys, list(among)), scores, 0.0)
        hits = np.flatnonzero(scores)
        if len(hits) > limit:  # all that score as high as the last one wanted, to be sorted
            least = np.partition(scores[hits], len(hits) - limit)[len(hits) - limit]
            hits = hits[scores[hits] >= least]
        order = hits[np.argsort(-scores[hits], kind="stable")][:limit]
        return [(int(self._keys[at]), float(scores[at])) for at in order]

    def rarity(self, term: str) -> float:
        """How rare a term is among the passages: 0 in all of them, 1 in none."""
        total = max(len(self._keys), 1)
        return float(np.log((total + 1) / (self.frequency(term) + 1)) / np.log(total + 1))

    def nearest(self, term: str) -> str | None:
        """A known term that differs by one letter at most (optimal string alignment); none for
        short terms and numbers, where one letter makes another word."""
        if self._scorer is None or len(term) < 6 or any(map(str.isdigit, term)):
            return None
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        found = extractOne(
            term, self._scorer.vocab_dict.keys(), scorer=OSA.distance, score_cutoff=1
        )
        return str(found[0]) if found else None

    def frequency(self, term: str) -> int:
        """In how many passages the term stands."""
        if self._scorer is None:
            return 0
        column = self._scorer.vocab_dict.get(term)
        if column is None:
            return 0
        starts = self._scorer.scores["indptr"]
        return int(starts[column + 1] - starts[column])
