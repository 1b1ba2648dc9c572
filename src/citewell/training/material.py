"""Documents as lines that can be cited, and which lines a quote names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

import numpy as np

from citewell.answering.evidence import Candidate, candidates_of
from citewell.answering.reader import in_context
from citewell.documents import Span
from citewell.errors import QuestionsUnusable
from citewell.store.library import Snapshot
from citewell.store.models import Encoder, Vectors
from citewell.terms import normalise, terms, words

LEAST_SHARED = 12  # characters that a line and a quote must share, unless one is shorter
FUSION = 20  # the constant of reciprocal rank fusion: few lines, so the first ones count more
SATURATION, LENGTH = 1.2, 0.75  # k1 and b of BM25


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One unit of a document as the reader reads it: `text` is the second half of the pair."""

    candidate: Candidate
    text: str


class Material:
    """The lines of one document, ranked for a question by words and by meaning."""

    def __init__(self, snapshot: Snapshot, name: str) -> None:
        article = snapshot.article(name)
        self.name = name
        self.text = article.text
        self.lines = [
            Line(candidate, in_context(candidate))
            for candidate in candidates_of(article, snapshot.catalogue.passages_of(name))
        ]
        self.vectors: Vectors = np.zeros((0, 0), dtype=np.float32)

    def embed(self, encoder: Encoder) -> None:
        """Give every line its unit vector, rows of `vectors`."""
        self.vectors = encoder.encode([line.candidate.told for line in self.lines])

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands in the lines and the headings above them."""
        headings = {line.candidate.headings for line in self.lines}
        texts = [*headings, *(line.candidate.told for line in self.lines)]
        return Counter(word for text in texts for word in words(text))

    @cached_property
    def _bags(self) -> list[Counter[str]]:
        return [Counter(terms(line.candidate.told)) for line in self.lines]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        found = Counter(term for bag in self._bags for term in bag)
        total = len(self._bags)
        return {t: float(np.log(1 + (total - n + 0.5) / (n + 0.5))) for t, n in found.items()}

    def by_words(self, question: str) -> Vectors:
        """The BM25 score of each line among the lines of this document, shape (lines,)."""
        sizes = np.array([bag.total() for bag in self._bags], dtype=np.float32)
        weight = SATURATION * (1 - LENGTH + LENGTH * sizes / max(float(sizes.mean()), 1.0))
        scores = np.zeros(len(self._bags), dtype=np.float32)
        for term in set(terms(question)) & self._rarity.keys():
            counts = np.array([bag[term] for bag in self._bags], dtype=np.float32)
            scores += self._rarity[term] * counts * (SATURATION + 1) / (counts + weight)
        return scores

    def ranked(self, question: str, vector: Vectors) -> list[int]:
        """The positions of all lines, best first, by words and meaning fused."""
        score = np.zeros(len(self.lines))
        for values in (self.by_words(question), self.vectors @ vector):
            places = np.empty(len(values))
            places[np.argsort(-values, kind="stable")] = np.arange(len(values))
            score += 1 / (FUSION + places)
        return [int(at) for at in np.argsort(-score, kind="stable")]

    def named_by(self, quotes: Iterable[str]) -> list[int]:
        """The positions of the lines that share text with a quote, blanks being alike."""
        found: set[int] = set()
        for quote in quotes:
            pattern = r"\s+".join(map(re.escape, normalise(quote).split()))
            for match in re.finditer(pattern, self._plain) if pattern else ():
                found.update(self._touching(Span(match.start(), match.end())))
        return sorted(found)

    @cached_property
    def _plain(self) -> str:
        """The text with one kind of hyphen and blank, in small letters; as long as the text."""
        return "".join(
            small if len(small := normalise(letter) or " ") == 1 else letter for letter in self.text
        )

    def _touching(self, span: Span) -> Iterator[int]:
        for position, line in enumerate(self.lines):
            own = line.candidate.span
            shared = min(own.end, span.end) - max(own.start, span.start)
            smaller = min(own.end - own.start, span.end - span.start)
            if shared > 0 and shared >= min(LEAST_SHARED, smaller / 2):
                yield position


def names_by_stem(snapshot: Snapshot) -> dict[str, list[str]]:
    """The documents of an index by every name that questions may call them: path or file stem."""
    names: dict[str, list[str]] = {}
    for record in snapshot.documents:
        path = PurePosixPath(record.name)
        for called in {record.name, str(path.with_suffix("")), path.stem}:
            names.setdefault(called, []).append(record.name)
    return names


def document_called(names: dict[str, list[str]], called: str) -> str:
    """The one document of that name.

    Raises:
        QuestionsUnusable: none, or several, are called so.
    """
    found = names.get(called, [])
    if len(found) == 1:
        return found[0]
    what = "no document is" if not found else f"{len(found)} documents are"
    raise QuestionsUnusable(f"A question is about “{called}”, and {what} called so in the index.")


def load_material(
    snapshot: Snapshot, names: Sequence[str], encoder: Encoder
) -> dict[str, Material]:
    """The lines of the documents of these names, with their vectors."""
    found = {name: Material(snapshot, name) for name in names}
    for material in found.values():
        material.embed(encoder)
    return found
