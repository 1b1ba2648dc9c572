"""Questions with what a right answer must hold, one JSON object a line.

    {"question": "…", "history": ["earlier question"], "answerable": true,
     "facts": [["4 mg", "4mg"]], "evidence": [{"doc": "article", "quote": "4 mg daily"}]}

Of each group of `facts` one must stand in the answer. A right answer cites a unit that overlaps
an evidence quote of that document (`doc` is its name, with or without suffix). A question with
`"answerable": false` has to be declined.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.errors import QuestionsUnusable


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that answers, and the document it stands in."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what is expected of its answer."""

    id: str
    question: str
    history: tuple[str, ...]
    answerable: bool
    facts: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]


def read_questions(path: Path) -> list[Case]:
    """The questions in a JSONL file.

    Raises:
        QuestionsUnusable: the file cannot be read, or a line is not of the form above.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsUnusable(f"The questions in {path} cannot be read: {error}.") from error
    cases = list(_cases(path, lines))
    if not cases:
        raise QuestionsUnusable(f"There are no questions in {path}.")
    return cases


def _cases(path: Path, lines: list[str]) -> Iterator[Case]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _case(json.loads(line), number)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise QuestionsUnusable(
                f"Line {number} of {path} is not a question with what it expects "
                f"({type(error).__name__}: {error})."
            ) from error


def _case(given: dict[str, Any], number: int) -> Case:
    return Case(
        id=str(given.get("id", number)),
        question=str(given["question"]),
        history=tuple(map(str, given.get("history") or ())),
        answerable=bool(given["answerable"]),
        facts=tuple(tuple(map(str, group)) for group in given.get("facts") or ()),
        evidence=tuple(
            Evidence(str(e["doc"]), str(e["quote"])) for e in given.get("evidence") or ()
        ),
    )
