"""What is given back for a question: one object for the page, the shell and programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from citewell.documents import Passage, Span


class Reason(StrEnum):
    """Why nothing was answered."""

    NOT_IN_DOCUMENTS = "not-in-documents"
    NO_DOCUMENTS = "no-documents"
    EMPTY_QUESTION = "empty-question"


@dataclass(frozen=True, slots=True)
class Citation:
    """One sentence, list item or table row of a document: `quote` is its `text[start:end]`.

    `page` is where the quote begins, counted from 1; None for documents without pages.
    """

    number: int
    document: str
    title: str
    section: str
    start: int
    end: int
    quote: str
    score: float
    published: str | None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of an answer, bound to its evidence.

    `text` is what is shown: the quote itself or, for a table row, its cells with their column
    heads. `emphasis` are the words of `text` that answer. `citation` is the number of its mark.
    """

    text: str
    citation: int
    emphasis: tuple[Span, ...] = ()
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """What one document says: who says it and when, then its statements in reading order."""

    document: str
    introduction: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two citations of different documents that give different values for the same thing.

    `values` are as the two documents write them; `newer` is the number of the citation whose
    document is the newer, None where it cannot be told.
    """

    citations: tuple[int, int]
    values: tuple[str, str]
    newer: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the refusal to give one.

    `understood` is the question as it was searched (a follow-up made to stand alone).
    `confidence` is between 0 and 1: how sure it is that the documents answer. `related` are
    the nearest passages' best sentences when nothing answers; they do not answer. `missing` are
    the parts of the question, as understood, that are left open while others are answered.
    `searched` are the titles of the documents that were looked through, `read` the passages of
    which every sentence was a candidate; like `searched` they are not given out as JSON.
    """

    question: str
    understood: str
    declined: bool
    reason: str | None
    confidence: float
    text: str
    voices: tuple[Voice, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    searched: tuple[str, ...] = ()
    read: tuple[Passage, ...] = ()
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The answer as the command line and the endpoint give it out."""
        return {
            "question": self.question,
            "understood": self.understood,
            "declined": self.declined,
            "reason": self.reason,
            "confidence": round(self.confidence, 4),
            "text": self.text,
            "citations": [asdict(citation) for citation in self.citations],
            "related": [asdict(citation) for citation in self.related],
            "missing": list(self.missing),
            "disagreements": [asdict(one) for one in self.disagreements],
            "seconds": round(self.seconds, 4),
        }
