"""Questions to train on: each on one document, with lines that answer and lines that do not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from citewell.errors import QuestionsUnusable
from citewell.evaluating.questions import Case, read_questions


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """One question on one document; `quotes` answer it, `near` look right and are not."""

    document: str
    text: str
    answerable: bool
    quotes: tuple[str, ...]
    near: tuple[str, ...]


def read_labelled(path: Path) -> list[LabelledQuestion]:
    """The questions in a JSONL file, in either form that `citewell evaluate` reads.

    Raises:
        QuestionsUnusable: what `read_questions` raises, or a question names no one document.
    """
    return [_labelled(path, case) for case in read_questions(path)]


def _labelled(path: Path, case: Case) -> LabelledQuestion:
    if not case.document:
        raise QuestionsUnusable(
            f"The question {case.id} in {path} is not of one document. To train on it, give it "
            'the "doc" that it is asked of.'
        )
    return LabelledQuestion(
        document=case.document,
        text=case.question,
        answerable=case.answerable,
        quotes=tuple(evidence.quote for evidence in case.evidence),
        near=tuple(evidence.quote for evidence in case.near),
    )


def is_held_out(document: str, percent: int) -> bool:
    """Whether a document is kept for measuring; the same on every machine and in every run.

    All questions on a document fall on the same side, so that nothing measured was seen.
    """
    stem = PurePosixPath(document).stem
    return int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 100 < percent


def split_by_document(
    questions: Sequence[LabelledQuestion], percent: int
) -> tuple[list[LabelledQuestion], list[LabelledQuestion]]:
    """The questions to train on, and those on the documents that are held out."""
    sides: tuple[list[LabelledQuestion], list[LabelledQuestion]] = ([], [])
    for question in questions:
        sides[is_held_out(question.document, percent)].append(question)
    return sides
