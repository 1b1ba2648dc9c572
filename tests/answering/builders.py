"""Candidates and verdicts from Markdown, without an index or a model."""

from __future__ import annotations

from collections.abc import Sequence

from citewell.answering.evidence import Candidate
from citewell.answering.judge import Judged, Verdict
from citewell.documents import Article
from citewell.ingest.formats import read_document
from citewell.ingest.split import split


def words_counted(texts: Sequence[str]) -> list[int]:
    """Tokens as a model would count them, near enough: words."""
    return [len(text.split()) for text in texts]


def article(text: str, name: str = "article.md") -> Article:
    """An article read from Markdown."""
    return read_document(name, text.encode())


def candidates(text: str, name: str = "article.md") -> list[Candidate]:
    """Every unit of an article as a candidate, in reading order."""
    read = article(text, name)
    found = []
    for passage in split(read, words_counted, 100, 256):
        previous = None
        for unit in passage.units:
            found.append(Candidate(read, passage, unit, previous, 1.0))
            previous = unit
    return found


def verdict(judged: Sequence[tuple[Candidate, float]], confidence: float = 0.9) -> Verdict:
    """A verdict over candidates with these log-odds, best first."""
    ordered = sorted(judged, key=lambda pair: -pair[1])
    return Verdict(tuple(Judged(c, odds) for c, odds in ordered), confidence)
