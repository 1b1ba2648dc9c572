"""What is new in a follow-up, in place of what it corresponds to in the question before.

"And patient 3?" takes the place of patient 2, "and with placebo?" that of the phrase that a
medicine ends.
"""

from __future__ import annotations

import re

from citewell.answering.mentions import Kind, mentions_in
from citewell.answering.pronouns import OF_SEVERAL
from citewell.documents import Span

VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|should|may|might|will|would|has|have|had|be|been|"
    r"happen\w*|take\w*|took|work\w*|help\w*|use[ds]?|give\w*|gave|mean\w*|start\w*|stop\w*|went|"
    r"go|goes|get|got|last(?:s|ed)?)\b",
    re.IGNORECASE,
)
PREPOSITION = r"(?:in|for|during|with|at|on|after|before|against|under|among|without|of|to|by)"
PHRASE = re.compile(rf"^{PREPOSITION}\s+", re.IGNORECASE)
_LISTED = re.compile(r"\([^()]*,[^()]*\)$")


def replaced(previous: str, fragment: str) -> str | None:
    """The question before with what the fragment names in place of the last of its kind."""
    for new in mentions_in(fragment):
        takes = {new.kind, Kind.MEDICINE} if new.kind is Kind.ARM else {new.kind}
        takes |= {Kind.ARM} if new.kind is Kind.MEDICINE else set()
        old = [m for m in mentions_in(previous) if m.kind in takes and m.kind is not Kind.NAME]
        if not old:
            continue
        if PHRASE.match(fragment):
            return _with_phrase(previous, old[-1].span, fragment)
        if OF_SEVERAL.search(previous) and _LISTED.search(previous):
            return _LISTED.sub(f"({fragment})", previous)
        return previous[: old[-1].span.start] + fragment + previous[old[-1].span.end :]
    if fragment.startswith("the other "):
        old = [m for m in mentions_in(previous) if m.kind is Kind.NUMBERED]
        if old:
            return previous[: old[-1].span.start] + fragment + previous[old[-1].span.end :]
    return None


def _with_phrase(previous: str, old: Span, phrase: str) -> str:
    """A phrase ("with placebo") in place of the one that the thing at `old` ends, or added."""
    own = f"{phrase[:1].lower()}{phrase[1:]}"
    preposition = re.search(
        rf"\s+(?:(?!of\b){PREPOSITION})\s+(?:the\s+)?$", previous[: old.start], re.I
    )
    if preposition is None:
        return f"{previous} {own}"
    return f"{previous[: preposition.start()]}{previous[old.end :]} {own}"
