"""Words as they are compared: the same for the index, the question and the sentences.

Hyphens and blanks of every kind are made one, letters small and unaccented forms of
compatibility characters plain (Unicode NFKC), endings removed by the English Snowball stemmer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'")
_QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"')
_TYPOGRAPHY = {**HYPHENS, **_APOSTROPHES, **_QUOTES, 0x00AD: None, 0x200B: None}
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?\d*")

# Words that carry no topic. Negations and modal verbs are among them: they change what a sentence
# says, not what it is about, and are looked at apart.
STOPWORDS = frozenset(
    """a about after all also am an and any are as at be been before being both but by can could
    did do does doing done for from had has have having he her here hers him his how i if in into
    is it its itself just many may me might more most much must my no nor not of off on once one
    only or other our out over own per please same shall she should so some such tell than that
    the their them then there these they this those through to too under until up upon us very
    was we were what when where which while who whom whose why will with within without would
    you your yours i'm it's don't doesn't didn't isn't aren't what's""".split()
)


def normalise(text: str) -> str:
    """The text with one kind of hyphen, quote and blank, in small letters."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY).lower().split())


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without its English ending; numbers without thousands separators."""
    if word[0].isdigit():
        return re.sub(r",(?=\d{3}\b)", "", word)
    return str(_stemmer().stemWord(word.removesuffix("'s")))


def words(text: str) -> list[str]:
    """All words and numbers of the text in order, in small letters, unstemmed."""
    return _WORD.findall(normalise(text))


def terms(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order, with repeats."""
    return [stem(word) for word in words(text) if word not in STOPWORDS]
