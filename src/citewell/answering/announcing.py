"""Sentences that tell what a text is about instead of telling it.

"The post covers the benefits and the side effects" is as alike to a question for the side effects
as a sentence can be, and answers nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citewell.answering.question import QUANTITY
from citewell.terms import normalise

TEXT = (
    r"(?:article|post|blog|blogger|report|page|chapter|section|leaflet|guide|text|paper|review"
    r"|summary)"
)
_COVERS = (
    r"(?:covers?|discuss(?:es)?|describes?|explains?|explores?|outlines?|summari[sz]es?|introduces?"
    r"|reviews?|presents?|lists?|deals? with|looks? at|walks? through|goes? over|touch(?:es)? on"
    r"|(?:provides?|gives?|offers?) (?:an?|the) (?:\w+ )?(?:overview|summary|introduction)"
    r"|is about)"
)
_ANNOUNCES = re.compile(
    rf"^(?:(?:in|on|below|here)\b[^,.]{{0,40}},? )?(?:the|this|our) (?:\w+ )?{TEXT}(?: \w+)? "
    rf"{_COVERS}\b(?! (?:that|one|two|three|four|five|six|some|several|\d+)\b)"
    rf"|\bin (?:this|the following) {TEXT},? (?:i|we|you)(?:'ll| will| shall| can)?\b"
    r"|\b(?:let's|let us|before we) (?:dive|delve|look|explore|discuss)\b"
)
_OF_THE_TEXT = re.compile(rf"\b{TEXT}s?\b|\bauthors?\b|\bcovers?\b|\bdocuments?\b")


@lru_cache(maxsize=20_000)
def announces(text: str) -> bool:
    """Whether a sentence only announces what a text holds; one with an amount tells it."""
    return _ANNOUNCES.search(normalise(text)) is not None and QUANTITY.search(text) is None


def asks_of_the_text(question: str) -> bool:
    """Whether a question is about the text itself: what an article covers, who wrote it."""
    return _OF_THE_TEXT.search(normalise(question)) is not None
