"""A question in the forms in which a reader is asked it.

A reader was trained on plain questions. What is told around one ("I'm a GP.", "Examples please"),
an order ("List the benefits") or a topic alone ("Tell me about storage") make it unsure of
sentences that answer.
"""

from __future__ import annotations

import re

from citewell.answering.mentions import mentions_in
from citewell.terms import terms

_OPEN = re.compile(
    r"^(?:please\s+)?(?:"
    r"(?:can|could|would|will)\s+you\s+(?:please\s+)?(?:tell\s+me|explain)\s+(?:more\s+|something\s+|anything\s+)?(?:about|on)"
    r"|(?:tell|inform)\s+me\s+(?:more\s+|something\s+|everything\s+)?(?:about|on|of)"
    r"|what\s+(?:is|was)\s+(?:said|known|written|told|mentioned|reported)\s+(?:about|on|of)"
    r"|what\s+(?:do|does|did)\s+(?:the\s+|these\s+)?(?:\w+\s+)?(?:documents?|articles?|texts?|leaflets?|they|it)\s+say\s+(?:about|on)"
    r"|what\s+(?:can|could)\s+you\s+(?:say|tell\s+me)\s+(?:about|on)"
    r"|(?:what|how)\s+about|(?:give\s+me\s+)?(?:some\s+|more\s+|any\s+)?(?:information|info|details)\s+(?:about|on)"
    r"|(?:is\s+there\s+)?anything\s+(?:said\s+)?(?:about|on))\s+(?P<topic>[^?!.]+?)[\s?!.]*$",
    re.IGNORECASE,
)
_LONGEST_TOPIC = 6  # words
_ORDER = re.compile(
    r"^(?:please\s+)?(?:list|name|give(?:\s+me)?|enumerate)\s+(?:(?:all|some)\s+)?(?:of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"^(?:please[,\s]+)?(?:(?:can|could|would)\s+you\s+(?:please\s+)?tell\s+me|do\s+you\s+know"
    r"|i(?:\s+would|'d)\s+like\s+to\s+know|please\s+tell\s+me|tell\s+me)[,\s]+"
    r"(?=(?:what|which|who|how|when|where|why|if|whether)\b)",
    re.IGNORECASE,
)
FEWEST_TERMS = 3  # of a question that is understood without what is told around it
_LEANS = re.compile(
    r"\b(?:it|its|he|she|him|his|her|they|them|their|this|that|these|those|one|ones|next|second)\b",
    re.IGNORECASE,
)
# Who asks, and what for: "Student here: what do they do?"; not what befell them.
_LEAD_IN = re.compile(
    r"^(?=[^?:]*\b(?:here|asking|question|curious|curiosity|wondering|writing|reporting|revising|exam"
    r"|students?|nurses?|doctors?|gps?|pharmacists?|journalists?|reporters?|carers?|teachers?|editors?"
    r"|authors?|bloggers?|colleagues?|hello|hi|dear|please|quick|quickly|reminder)\b)[^?:]{2,80}:\s+"
    r"(?=(?:what|which|who|whom|whose|how|when|where|why|is|are|was|were|do|does|did|can|could|should"
    r"|may|might|will|would|has|have|had|in which|at which|on which|for whom)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


def without_lead_in(question: str) -> str:
    """The question without what is told before it, if that names nothing it could be about."""
    lead = _LEAD_IN.match(question)
    if lead is None or re.search(r"\d", lead[0]) or mentions_in(lead[0]):
        return question
    asked = question[lead.end() :]
    return asked[:1].upper() + asked[1:] if _stands_alone(asked) else question


def topic_of(question: str) -> str | None:
    """The topic that is asked about openly ("tell me about storage"), None if more is asked."""
    match = _OPEN.match(question.strip())
    if match is None or len(match["topic"].split()) > _LONGEST_TOPIC or not terms(match["topic"]):
        return None
    return match["topic"]


def forms_of(question: str) -> tuple[str, ...]:
    """The question in plain forms, at least one; what is told around it is in one of them."""
    topic = topic_of(question)
    if topic:
        return (f"What about {topic}?",)
    plain = _POLITE.sub("", question)
    plain = _ORDER.sub("What are the ", plain) if _ORDER.match(plain) else plain
    asking = asking_sentences(plain)
    alone = asking[-1] if len(asking) == 1 else plain
    return (plain, alone) if alone != plain and _stands_alone(alone) else (plain,)


def asking_sentences(text: str) -> list[str]:
    """The sentences that end with a question mark; the others are told beside the question."""
    return [each for each in _SENTENCE.split(text.strip()) if each.endswith("?")]


def _stands_alone(question: str) -> bool:
    return len(set(terms(question))) >= FEWEST_TERMS and _LEANS.search(question) is None
