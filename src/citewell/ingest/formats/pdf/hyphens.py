"""Words that were broken at the end of a line, made whole again.

A hyphen may be the word's own ("once-daily") or the break's ("treat-ment"), and a dash between
figures is a range ("2-4 weeks"): only letters are ever joined, and the document's other words
say which of the two it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_END = re.compile(r"([^\W\d_]+)[-‐]$")
_BEGINNING = re.compile(r"[^\W\d_]+")
# Words that are written with a hyphen before another, in a document that says neither alone.
_FIRST = frozenset(
    "once twice thrice one two three four five six seven eight nine ten single double triple half"
    " low high long short well self all non cross full first second third early late open".split()
)


def words_in(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document in small letters, with and without hyphens, but none that stands
    broken at the end of a line."""
    found: set[str] = set()
    for line in lines:
        whole = _END.sub("", line)
        found.update(match[0].lower().replace("‐", "-") for match in _WORD.finditer(whole))
    return frozenset(found)


def joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """The lines of a paragraph as one line."""
    text = ""
    for line in lines:
        end, beginning = _END.search(text), _BEGINNING.match(line)
        if not text or end is None or beginning is None or not beginning[0][0].islower():
            # What goes on in figures or capitals keeps its hyphen: "2-" "4", "JAK-" "STAT".
            is_broken = text.endswith(("-", "‐", "–")) and bool(text[-2:-1].strip())
            text += line if is_broken or not text else f" {line}"
            continue
        keeps = _is_own(end[1].lower(), beginning[0].lower(), known)
        text = (text if keeps else text[:-1]) + line
    return text


def _is_own(first: str, second: str, known: frozenset[str]) -> bool:
    """Whether the hyphen between two parts of a word is the word's own."""
    if first + second in known:
        return False
    if f"{first}-{second}" in known or first in _FIRST:
        return True
    return first in known and second in known
