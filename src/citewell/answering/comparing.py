"""Questions that set two things against each other, and whether a candidate speaks of both.

"What sets dermatomyositis apart from polymyositis?" is not answered by what one of them is, nor
"is it better than adalimumab?" by what it did against placebo.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citewell.answering.evidence import Candidate
from citewell.answering.mentions import Kind, mentions_in
from citewell.answering.question import Question
from citewell.answering.synonyms import holds, other_words
from citewell.terms import normalise

_COMPARES = re.compile(
    r"\b(?:differen(?:ces?|t|tly)|differs?|compar(?:e|es|ed|isons?)|versus|vs|apart from"
    r"|head-to-head|(?:better|worse|safer|stronger|weaker|faster|slower|superior|inferior"
    r"|preferable)\b.*\b(?:than|to|or)"
    r"|(?:more|less|as|fewer) [a-z]+ (?:than|as))\b"
)
_BOTH = re.compile(r"\b(?:both|each|either|neither|two|all (?:three|four))\b")
_KINDS = (Kind.MEDICINE, Kind.CONDITION)


def speaks_of_one(candidate: Candidate, question: Question) -> bool:
    """Whether two things are set against each other, and the candidate leaves one of them out.
    One of them may be told by the title alone, what the document is about."""
    asked = _set_against(question)
    if not asked:
        return False
    near = (*candidate.passage.section, candidate.introduction, candidate.spelled_out)
    own = normalise(" ".join(near))
    named = sum(any(holds(own, form) for form in _forms(name)) for name in asked)
    above = normalise(candidate.headings)
    titled = sum(any(holds(f"{above} {own}", form) for form in _forms(name)) for name in asked)
    is_of_both = named >= len(asked) - 1 or _BOTH.search(own) is not None
    return titled < len(asked) or not is_of_both


def _forms(name: str) -> tuple[str, ...]:
    return (name, *other_words(name))


@lru_cache(maxsize=512)  # asked for every candidate of a question
def _set_against(question: Question) -> tuple[str, ...]:
    """The two or more things of one kind that a question compares; none where it does not."""
    if not _COMPARES.search(normalise(question.text)):
        return ()
    mentions = mentions_in(question.text)
    for kind in _KINDS:
        found = dict.fromkeys(normalise(m.text) for m in mentions if m.kind is kind)
        if len(found) > 1:
            return tuple(found)
    return ()
