"""Abbreviations that a document introduces itself: "rheumatoid arthritis (RA)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text", Pacific Symposium on Biocomputing 2003: the letters of the short form are
looked for from the right in the words before the bracket, the first one at the start of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citewell.terms import HYPHENS

_BRACKET = re.compile(r"\s?\((?P<short>[A-Za-z][\w-]{1,9})s?\)")
_LOOKED_BACK = 120  # characters before a bracket
_BREAK = re.compile(r"[()\n]")


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """Pairs (short form, long form) in the order in which they are introduced."""
    text = text.translate(HYPHENS)
    # Brackets first and then back from each: a pattern that begins with what stands before them
    # is tried at every character of the text.
    for match in _BRACKET.finditer(text):
        short = match["short"]
        if sum(map(str.isupper, short)) < 2:
            continue
        before = text[max(0, match.start() - _LOOKED_BACK) : match.start()]
        long = _long_form(short, _BREAK.split(before)[-1])
        if long:
            yield short, long


def _long_form(short: str, before: str) -> str | None:
    """The words before the bracket that the short form stands for; None if it fits none."""
    words = before.split()
    room = " ".join(words[-min(len(short) + 5, len(short) * 2) :])
    at = len(room)
    for position, letter in enumerate(reversed(short.lower())):
        if not letter.isalnum():
            continue
        is_first = position == len(short) - 1
        at = room.lower().rfind(letter, 0, at)
        while at > 0 and is_first and room[at - 1].isalnum():
            at = room.lower().rfind(letter, 0, at)
        if at < 0:
            return None
    long = room[at:].strip()
    return long if len(long) > len(short) and short.lower() not in long.lower().split() else None
