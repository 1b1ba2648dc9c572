"""What a sentence says that the quote it cites does not carry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from citewell.documents import Span


class Kind(StrEnum):
    """What sort of thing is not carried."""

    QUANTITY = "quantity"
    UNIT = "unit"
    COMPARISON = "comparison"
    FREQUENCY = "frequency"
    TIMING = "timing"
    ROUTE = "route"
    NEGATION = "negation"
    MODALITY = "modality"
    DIRECTION = "direction"
    POPULATION = "population"
    CONDITION = "condition"
    NUMBERED = "numbered"
    ARM = "arm"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in a sentence that its quote does not carry.

    `words` are the words of the sentence at `span` (empty where it leaves something out that it
    must not leave out); `instead` is what the quote has in their place, if anything; `message` is
    one line for a person.
    """

    kind: Kind
    words: str
    span: Span
    instead: str | None
    message: str


def finding(kind: Kind, words: str, span: Span, instead: str | None) -> Finding:
    """A finding with the message that says it."""
    there = f"the quote has “{instead}”" if instead else "the quote has nothing of the kind"
    return Finding(kind, words, span, instead, f"The sentence says “{words}”; {there}.")
