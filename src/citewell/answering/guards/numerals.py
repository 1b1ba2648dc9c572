"""Numbers as they are written, to exact values: 1,200 and 1200, 0.5 and 0,5, twelve, ½.

A comma before exactly three figures groups thousands (1,200), unless a nought stands before it
(0,125) or figures without groups follow; every other comma is a decimal one (2,5).
"""

from __future__ import annotations

import re
from fractions import Fraction

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_WORDS = {word: value for value, word in enumerate(_SMALL)} | _TENS
_PARTS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

_TENS_WORD = "|".join(_TENS)
_SMALL_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
NUMERAL = re.compile(
    r"(?<![\w.])(?<!\d,)(?:(?<![a-z]-)|(?<=under-)|(?<=over-))"
    r"(?:(?P<figures>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:[.,]\d+)?)?(?P<part>[½¼¾])?"
    rf"(?<=[\d½¼¾])|(?P<words>(?:{_TENS_WORD})(?:[ -](?:{_SMALL_WORD}))?|{_SMALL_WORD})\b)"
    r"(?P<ordinal>(?:st|nd|rd|th)\b)?(?:\s(?P<scale>hundred|thousand|million)\b)?"
)


def value_of(match: re.Match[str]) -> Fraction:
    """The value of a match of `NUMERAL`."""
    value = _of_words(match["words"]) if match["words"] else _of_figures(match["figures"] or "0")
    value += _PARTS.get(match["part"] or "", Fraction(0))
    return value * _SCALES.get(match["scale"] or "", 1)


def is_spelled(match: re.Match[str]) -> bool:
    """Whether a match of `NUMERAL` is a word."""
    return match["words"] is not None


def _of_figures(figures: str) -> Fraction:
    if _GROUPED.fullmatch(figures):
        return Fraction(figures.replace(",", ""))
    return Fraction(figures.replace(",", "."))


def _of_words(text: str) -> Fraction:
    return Fraction(sum(_WORDS[word] for word in re.split(r"[ -]", text)))
