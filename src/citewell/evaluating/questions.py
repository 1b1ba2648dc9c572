"""Questions with what a right answer must hold, one JSON object a line, in either of two forms.

    {"question": "…", "history": ["earlier question"], "answerable": true,
     "facts": [["4 mg", "4mg"]], "evidence": [{"doc": "article", "quote": "4 mg daily"}]}

    {"question": "…", "answerable": true, "doc": "article",
     "quotes": ["She took 4 mg daily."], "near": ["He took 5 mg daily."]}

Of each group of `facts` one must stand in the answer. A right answer cites a unit that overlaps a
quote of `evidence`, or of `quotes`, in its document (`doc` is the file's name, with or without
suffix and folder). `near` are lines that look right and are not. A question with
`"answerable": false` has no evidence and has to be declined. `history`, `facts` and `near` may be
missing; so may `id` (the number of the line stands in for it), `kind` and `split`, which name the
groups that a question belongs to. Other keys are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from citewell.errors import QuestionsUnusable


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote, and the document it stands in."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what is expected of its answer; `near` looks like evidence and is none.

    `document` is the one it is asked of, where its line names just one.
    """

    id: str
    question: str
    answerable: bool
    history: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    near: tuple[Evidence, ...] = ()
    kind: str = ""
    split: str = ""
    document: str = ""


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Quote(BaseModel):
    model_config = ConfigDict(strict=True)
    doc: _Text
    quote: _Text


class _Line(BaseModel):
    """A line as it is written: what the two forms share, then what each has of its own."""

    model_config = ConfigDict(strict=True)
    id: str | int | None = None
    kind: str | None = None
    split: str | None = None
    question: _Text
    history: list[str] | None = None
    answerable: bool
    facts: list[Annotated[list[_Text], Field(min_length=1)]] | None = None
    evidence: list[_Quote] | None = None
    doc: _Text | None = None
    quotes: list[_Text] | None = None
    near: list[_Text] | None = None

    def case(self, number: int) -> Case:
        """What the line says, whichever form it has.

        Raises:
            ValueError: its parts do not go together.
        """
        if (self.quotes or self.near) and self.doc is None:
            raise ValueError('"quotes" and "near" need the "doc" that they stand in')
        evidence = [Evidence(given.doc, given.quote) for given in self.evidence or ()]
        evidence += [Evidence(self.doc or "", quote) for quote in self.quotes or ()]
        if self.answerable and not evidence:
            raise ValueError('an answerable question needs "evidence", or "doc" and "quotes"')
        if not self.answerable and evidence:
            raise ValueError('a question with evidence cannot be "answerable": false')
        return Case(
            id=str(number if self.id is None else self.id),
            question=self.question,
            answerable=self.answerable,
            history=tuple(self.history or ()),
            facts=tuple(tuple(group) for group in self.facts or ()),
            evidence=tuple(evidence),
            near=tuple(Evidence(self.doc or "", quote) for quote in self.near or ()),
            kind=self.kind or "",
            split=self.split or "",
            document=self.doc or _only(quote.document for quote in evidence),
        )


def _only(names: Iterable[str]) -> str:
    """The name, if all are the same."""
    different = set(names)
    return different.pop() if len(different) == 1 else ""


def read_questions(path: Path, split: str | None = None) -> list[Case]:
    """The questions in a JSONL file, or those of one `split` of it.

    Raises:
        QuestionsUnusable: the file cannot be read, a line is of neither form, two questions have
            the same id, or none are left; lines are named by their number.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsUnusable(f"The questions in {path} cannot be read: {error}.") from error
    # Not splitlines: JSON may hold other line separators of Unicode as they are.
    cases = list(_cases(path, text.split("\n")))
    if split is not None:
        cases = [case for case in cases if case.split == split]
    if not cases:
        which = "" if split is None else f' with "split": "{split}"'
        raise QuestionsUnusable(f"There are no questions{which} in {path}.")
    return cases


def _cases(path: Path, lines: list[str]) -> Iterator[Case]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = _Line.model_validate_json(line).case(number)
        except ValidationError as error:
            raise _unusable(path, number, _first(error)) from error
        except ValueError as error:
            raise _unusable(path, number, str(error)) from error
        if case.id in seen:
            raise _unusable(path, number, f"line {seen[case.id]} has the id {case.id!r} too")
        seen[case.id] = number
        yield case


def _unusable(path: Path, number: int, why: str) -> QuestionsUnusable:
    return QuestionsUnusable(
        f"Line {number} of {path} is not a question with what it expects: {why}. "
        "The form is told by: citewell evaluate --help"
    )


def _first(error: ValidationError) -> str:
    """The first thing that is wrong with a line, and where in it."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    reason = " ".join(first["msg"].split())
    return f"{place}: {reason}" if place else reason
