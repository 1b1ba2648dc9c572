"""Blanks that were lost in a text, put back for those who read it: "waswell" is "was well".

Text taken from a page by its layout loses blanks where lines ended, and a glued word is none that
a reader, a guard or a search knows. What is quoted stays as it stands in the document; only who
reads it is given the words. A text is looked at as a whole: it counts as glued where small words
("of", "was") are glued again and again, so that a rare word in a clean text stays one word.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache, lru_cache
from pathlib import Path

from citewell.answering.guards.medicine_names import is_medicine_name
from citewell.documents import Span

# The words of English, by the vocabulary of a tokenizer (WordPiece; its pieces begin with "##").
_VOCABULARY = Path(__file__).parent / "weights" / "small" / "tokenizer.json"
_WORD = re.compile(r"[A-Za-z][a-z]{4,}")
_FIRST = frozenset(
    "the and with was were for from under after by of to that is are has had its this our their as"
    " at on or be been in".split()
)
_LAST = frozenset("in of the and with to was were for by from at on is are as or that".split())
# "inassociation" is "in association"; "inefficacy" is one word, and means the opposite.
_DENIES = re.compile(r"in\w*(?:able|ible|ive|al|ant|ent|ate|ic|ous|ed|acy|ence|ance|ity|ly)")
_FORMED = re.compile(r"[a-z]{3,}(?:ance|ence|tion|sion|ment|ity|ness)")  # a word, known or not
# Seen without a list of words: "ofIVIG", "CutaneousDermatomyositis", "Thereafter,it".
_PLAINLY = re.compile(
    r"(?<=\bof|\bin|\bto|\bby|\bon)(?=[A-Z]{2})|(?<=\band|\bthe|\bfor)(?=[A-Z]{2})"
    r"|(?<=\bwith|\bfrom)(?=[A-Z]{2})|(?<=[a-z]{3})(?=[A-Z][a-z]{3})|(?<=[a-z],)(?=[A-Za-z]{2})"
)
FEWEST = 5  # small words glued in a text that counts as glued
SHARE = 0.004  # and of its words, so many
COMMON = 3  # a word that occurs so often in its text is a word
_LONG = 5  # letters of a part that is English, and not in the text


def with_blanks(text: str, document: str) -> str:
    """The text, a part of a document, with the blanks that the document lost put back."""
    apart = glued_in(document)
    if not apart:
        return text
    return _WORD.sub(lambda match: apart.get(match[0], match[0]), _PLAINLY.sub(" ", text))


def without_blanks(span: Span, text: str, told: str) -> Span:
    """Where a span of `told`, which is `text` with blanks put back, is in the text."""
    places = [0]
    for letter in told:
        at = places[-1]
        places.append(at + (at < len(text) and text[at] == letter))
    return Span(places[span.start], places[span.end])


@lru_cache(maxsize=256)  # asked for every line of a document
def glued_in(document: str) -> Mapping[str, str]:
    """The glued words of a document, each taken apart; none if it is no glued text."""
    counts = Counter(re.findall(r"[a-z]+", document.lower()))
    known = _english() | {w for w, n in counts.items() if n >= COMMON and len(w) >= _LONG}
    found: dict[str, str] = {}
    small = 0
    for word in dict.fromkeys(_WORD.findall(document)):
        if word.lower() in known:
            continue
        cuts = [*_cuts(word.lower(), known, counts)]
        by_small = [at for at in cuts if _is_by_small(word[:at].lower(), word[at:])]
        cuts = by_small or [at for at in cuts if _are_words(word.lower(), at, counts)]
        if cuts:
            # Of several the one whose shorter part is longest: "as well", not "a swell".
            at = max(cuts, key=lambda at: min(at, len(word) - at))
            found[word] = f"{word[:at]} {word[at:]}"
            small += bool(by_small)
    is_glued = small >= FEWEST and small >= SHARE * sum(counts.values())
    return found if is_glued else {}


def _cuts(word: str, known: Set[str], counts: Mapping[str, int]) -> Iterator[int]:
    """Where a word could be two."""

    def is_word(part: str) -> bool:
        # "tofacitinib" is a medicine, "facitinib" is none; prednisolone stands elsewhere too.
        named = is_medicine_name(part) and (bool(counts[part]) or not is_medicine_name(word))
        return part in known or named

    for at in range(2, len(word) - 1):
        first, last = word[:at], word[at:]
        if not is_word(last) or (first == "in" and _DENIES.fullmatch(word)):
            continue
        if is_word(first) or (last in _LAST and _FORMED.fullmatch(first)):
            yield at


def _is_by_small(first: str, last: str) -> bool:
    """Whether one of the parts is a small word that often stands there."""
    return (first in _FIRST and len(last) > 2) or (last in _LAST and len(first) > 3)


def _are_words(word: str, at: int, counts: Mapping[str, int]) -> bool:
    """Whether both parts are words beyond doubt: "scarring" is no "scar ring"."""
    parts = word[:at], word[at:]
    return all(len(part) > 3 and (len(part) >= _LONG or counts[part]) for part in parts)


@cache
def _english() -> frozenset[str]:
    vocabulary = json.loads(_VOCABULARY.read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(word for word in vocabulary if len(word) > 1 and word.isalpha())
