"""A question that asks several things, as the things it asks.

Each part is answered, or declined, by itself: "how is it stored, and how long does it keep after
opening?" may find the one and not the other, and the answer has to say which.
"""

from __future__ import annotations

import re

MOST_PARTS = 3
SHORTEST = 3  # words; "… and why?" asks on about the same

_END = re.compile(r"(?<=\?)\s+")
_ASKS = r"(?:what|which|who|whom|whose|how|when|where|why)\b(?!\s+of\b)"
_VERB = r"(?:is|are|was|were|do|does|did|can|could|should|will|would|must|may|has|have|had)"
_SUBJECT = (
    r"(?:it|they|he|she|i|we|you|there|the|this|that|these|those|my|any|an?|patients?"
    r"|people)"
)
_AND = re.compile(
    rf",?\s+(?:and|but|or)(?:\s+also)?\s+(?=(?:{_ASKS}|{_VERB}\s+{_SUBJECT}\b))", re.IGNORECASE
)
_OPENS = re.compile(rf"\b{_ASKS}|\b{_VERB}\s+\S+", re.IGNORECASE)

# "in pregnancy and in older people": where the preposition is said again, each is asked about.
_EACH = re.compile(
    r"(?P<stem>.*\S)\s+(?P<where>in|for|during|with|after|against|at)\s+(?P<first>[^,]+?)"
    r"\s+and\s+(?:also\s+)?(?P=where)\s+(?P<second>[^,]+)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:differ\w*|compar\w*|between|both|same|versus|vs)\b", re.IGNORECASE)

# "Who published it, and where?" asks the second of the same deed.
_WHO_DID = re.compile(
    r"who\s+(?P<did>\w+ed)\s+(?P<what>.+?),?\s+and\s+(?P<asks>where|when)", re.IGNORECASE
)


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that a question consists of, in order; itself if it is one.

    What is told before a question ("I am 70. May I take it?") stays with it.
    """
    found: list[str] = []
    told = ""
    for sentence in _END.split(question.strip()):
        if not sentence.endswith("?"):
            told += sentence + " "
            continue
        found += _clauses(told + sentence)
        told = ""
    if told or not found or len(found) > MOST_PARTS:
        return (question,)
    return tuple(found)


def _clauses(sentence: str) -> list[str]:
    """The clauses that ask something each, if every one of them can stand as a question."""
    clauses = _AND.split(sentence.rstrip(" ?"))
    stand = all(_OPENS.search(c) and len(c.split()) >= SHORTEST for c in clauses)
    if len(clauses) == 1 or not stand:
        return _each_of(sentence)
    return [f"{clause[:1].upper()}{clause[1:]}?" for clause in clauses]


def _each_of(sentence: str) -> list[str]:
    """The question of each of the two things that it asks about; itself where it asks of one, or of
    both together."""
    deed = _WHO_DID.fullmatch(sentence.rstrip(" ?"))
    if deed:
        was = f"{deed['asks'].capitalize()} was {deed['what']} {deed['did']}?"
        return [f"Who {deed['did']} {deed['what']}?", was]
    told = _EACH.fullmatch(sentence.rstrip(" ?"))
    if told is None or _TOGETHER.search(sentence) or not _OPENS.search(told["stem"]):
        return [sentence]
    return [f"{told['stem']} {told['where']} {told[each]}?" for each in ("first", "second")]
