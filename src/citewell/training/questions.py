"""Questions whose answers are known, for training: one JSON object a line.

    {"doc": "file stem", "question": "…", "answerable": true,
     "quotes": ["the sentence that answers"], "near": ["one that only looks as if it did"]}

`quotes` and `near` are verbatim lines of the document, blanks of any kind being alike. The form
with `evidence` that `citewell evaluate` reads is understood too, if all of it is in one document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.errors import QuestionsUnusable


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """One question on one document; `quotes` answer it, `near` look right and are not."""

    document: str
    text: str
    answerable: bool
    quotes: tuple[str, ...]
    near: tuple[str, ...]


def read_labelled(path: Path) -> list[LabelledQuestion]:
    """The questions in a JSONL file.

    Raises:
        QuestionsUnusable: the file cannot be read, or a line is not of the form above.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsUnusable(f"The questions in {path} cannot be read: {error}.") from error
    return [_labelled(path, n, line) for n, line in enumerate(lines, start=1) if line.strip()]


def _labelled(path: Path, number: int, line: str) -> LabelledQuestion:
    try:
        given: Mapping[str, Any] = json.loads(line)
        return LabelledQuestion(
            document=str(given["doc"]),
            text=str(given["question"]),
            answerable=bool(given["answerable"]),
            quotes=tuple(map(str, given["quotes"])),
            near=tuple(map(str, given.get("near") or ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionsUnusable(
            f"Line {number} of {path} is not a labelled question ({type(error).__name__}: {error})."
        ) from error


def is_held_out(document: str, percent: int) -> bool:
    """Whether a document is kept for measuring; the same on every machine and in every run.

    All questions on a document fall on the same side, so that nothing measured was seen.
    """
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 100 < percent


def split_by_document(
    questions: list[LabelledQuestion], percent: int
) -> tuple[list[LabelledQuestion], list[LabelledQuestion]]:
    """The questions to train on, and those on the documents that are held out."""
    sides: tuple[list[LabelledQuestion], list[LabelledQuestion]] = ([], [])
    for question in questions:
        sides[is_held_out(question.document, percent)].append(question)
    return sides
