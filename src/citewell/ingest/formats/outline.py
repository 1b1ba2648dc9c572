"""The outline that lines keep when a page is copied: headings without marks, lists without bullets.

Where a writer breaks lines on purpose, a short line that ends in no mark, between the end of one
sentence and the beginning of the next, is a heading; and how often a side effect is seen ("Common
(may affect up to 1 in 10 people)", the wording that European package leaflets are held to by the
QRD template of the European Medicines Agency) introduces the effects below it. A line that is
taken for a heading is still read: it stands above everything cited from below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citewell.documents import Span

LONGEST_HEADING = 70
MOST_WORDS = 6  # of a heading; one that opens like those below may be longer
_OPENS_HEADING = re.compile(r"(?:if|how|what|when|where|before|after|while|do not|use in)\b", re.I)
_EMPHASISED = re.compile(r"(?P<marks>\*{1,3}|_{1,3})(?P<words>[^*_\s][^*_]*[^*_\s])(?P=marks)")
_END = re.compile(r"[.!?][\"'”’)\]]*$")
_GRADE = r"(?:very\s+common|common|uncommon|very\s+rare|rare|(?:frequency\s+)?not\s+known)"
_TOLD = r"(?:may|might|can|could|affects?|occurs?|seen|frequency|in|more|less|fewer|up|at)\b"
_SHARE = r"\b1\s+(?:in|of|out\s+of)\s+(?:every\s+)?[\d,. ]*\d"
_GRADED = re.compile(
    rf"(?<![\w-]){_GRADE}(?:\s+[\w-]+){{0,4}}\s*[:,]?\s*\(\s*{_TOLD}[^()]*\)\s*[:.]?$",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"(?<![\w-]){_GRADE}(?:\s+side\s+effects)?\s*[:,(–-]\s*[^.;:]*{_SHARE}[^.;]*$", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?:may|can|might|could)\s+(?:affect|occur|be\s+seen)\b[^.;]*{_SHARE}[^.;]*$", re.IGNORECASE
)
_GRADE_ALONE = re.compile(rf"(?:{_GRADE}\s+side\s+effects|{_GRADE})\W*", re.IGNORECASE)


def tells_frequency(words: str) -> bool:
    """Whether a line only says how often what stands below it is seen."""
    plain = words.strip("*_ ")
    return any(pattern.match(plain) for pattern in (_GRADED, _PLAIN, _BARE))


def unglued(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines, with those cut in two to whose end the frequency of the next ones was glued, and
    those made one in which a frequency and what it means stand below each other."""
    pieces = [piece for line in lines for piece in _cut(text, line)]
    at = 0
    while at < len(pieces):
        line = pieces[at]
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following and _GRADE_ALONE.fullmatch(line.of(text)) and _BARE.match(following.of(text)):
            line = Span(line.start, following.end)
            at += 1
        yield line
        at += 1


def _cut(text: str, line: Span) -> list[Span]:
    graded = _GRADED.search(line.of(text)) or _PLAIN.search(line.of(text))
    if not graded or not graded.start():
        return [line]
    before = line.of(text)[: graded.start()].rstrip()
    # "… which are very common (may affect …)" is one sentence: a heading begins in capitals.
    if not before or not graded[0][0].isupper():
        return [line]
    return [Span(line.start, line.start + len(before)), Span(line.start + graded.start(), line.end)]


def heading_in(text: str, lines: Sequence[Span], position: int) -> Span | None:
    """The words of the line at `position`, without marks of emphasis, if it is the heading of
    what follows it."""
    if position + 1 == len(lines):
        return None
    line, after = lines[position : position + 2]
    before = lines[position - 1] if position else None
    marked = _EMPHASISED.fullmatch(line.of(text))
    if marked and len(marked["words"]) <= LONGEST_HEADING:
        return Span(line.start + marked.start("words"), line.start + marked.end("words"))
    return line if _reads_as_heading(text, before, line, after) else None


def _reads_as_heading(text: str, before: Span | None, line: Span, after: Span) -> bool:
    words = line.of(text)
    if not words[0].isupper() or len(words) > LONGEST_HEADING:
        return False
    if words[-1] in ".!?;:,…" or "@" in words or tells_frequency(words):
        return False
    if len(words.split()) > MOST_WORDS and not _OPENS_HEADING.match(words):
        return False  # an instruction without its full stop, more likely
    if before is not None and not _END.search(before.of(text)[-8:]):
        # Below a list in small letters, capitals begin something new.
        last = before.of(text)
        if not last[0].islower() or last.endswith((":", ",")):
            return False
    following = after.of(text)
    return (
        following[0].islower()
        or (_END.search(following[-8:]) is not None and len(following.split()) > 3)
        or following.endswith(":")
    )
