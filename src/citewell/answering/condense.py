"""A follow-up to a question that stands alone, from the earlier questions and without a model.

Three things make a question lean on what came before: a pronoun in place of a name ("how often
is it taken?"), a question reduced to what is new in it ("and patient 3?"), and an opening that
goes on ("and …", "what about …"). Each is mended with the names and words of the question
before, as that one was understood. A question that stands alone is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.answering.question import names_in, numbered_in
from citewell.terms import STOPWORDS, normalise, terms, words

_OPENING = re.compile(
    r"^(?:(?:and|but|so|or|also|then|ok(?:ay)?|thanks?(?: you)?)\b[\s,:;.!-]*)+", re.IGNORECASE
)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+|^(?:same|also)\s+for\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her)\b(?=\s+\w)", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they|them|this|that|these|those|he|she|him|her)\b", re.IGNORECASE)
_DEMONSTRATIVE = re.compile(r"this|that|these|those", re.IGNORECASE)
_DETERMINED = re.compile(
    r"\b(?:this|that|these|those|the|same)\s+(?:drug|medicine|medication|treatment|therapy|tablet|pill|"
    r"substance|compound)s?\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|should|may|might|will|would|has|have|had|be|been|"
    r"happen\w*|take\w*|took|work\w*|help\w*|use[ds]?|give\w*|gave|mean\w*|start\w*|stop\w*)\b",
    re.IGNORECASE,
)
_PREPOSITION = r"(?:in|for|during|with|at|on|after|before|against|under|among|without|of|to|by)"
_PHRASE = re.compile(rf"^{_PREPOSITION}\s+", re.IGNORECASE)
_LAST_PHRASE = re.compile(rf"\s+{_PREPOSITION}\s+(?:(?!\b{_PREPOSITION}\b).)+$", re.IGNORECASE)
_QUESTION_WORD = re.compile(r"^(?:why|when|where|who|how(?: \w+)?|which(?: \w+)?|how come)$", re.I)
_FILLER = re.compile(
    r"\s+(?:take|safe|possible|ok|okay|true|necessary|important|better|best)\b.*\bto\b"
)
_VAGUE = frozenset(["not", "else", "more", "again", "now", "further", "instead", "sure", "really"])


@dataclass(frozen=True, slots=True)
class _Context:
    """What the conversation is about before a question: the last one, and the names in play."""

    previous: str
    topics: tuple[str, ...]


def condense(question: str, history: Sequence[str]) -> str:
    """The question as it stands alone, given the earlier ones (oldest first)."""
    context = _Context("", ())
    for earlier in [text for text in history if text.strip()]:
        understood = _resolve(earlier.strip(), context)
        context = _Context(understood, _topics(understood) or context.topics)
    return _resolve(question.strip(), context)


def _resolve(question: str, context: _Context) -> str:
    if not context.previous:
        return question
    opened = _OPENING.sub("", question)
    core = _ABOUT.sub("", opened)
    leans = core != question
    if _is_fragment(core, leans):
        return _complete(core.rstrip(" ?.!"), context)
    resolved = _replace_pronouns(opened if _VERB.search(core) else core, context)
    if resolved == question and not leans and len(terms(question)) > 2:
        return question
    return _finish(_with_topic(resolved, context))


def _is_fragment(core: str, leans: bool) -> bool:
    """Whether the question is reduced to what is new: no verb of its own, and few words."""
    bare = core.rstrip(" ?.!")
    if _VERB.search(bare) or len(bare.split()) > 6:
        return False
    if _PRONOUN.search(bare) or _POSSESSIVE.search(bare):
        return False
    opens_like_question = re.match(r"(?:what|which|who|how|when|where|why)\b", bare, re.IGNORECASE)
    return leans or not opens_like_question or _QUESTION_WORD.match(bare) is not None


def _complete(fragment: str, context: _Context) -> str:
    """The question before, with the fragment in place of what it corresponds to."""
    previous = context.previous.rstrip(" ?.!")
    if not fragment or not previous:
        return _finish(previous or fragment)
    if _QUESTION_WORD.match(fragment) or set(words(fragment)) <= STOPWORDS | _VAGUE:
        asked = previous.split()[0].lower() == fragment.split()[0].lower()
        return _finish(previous if asked else f"{fragment}: {previous}")
    numbered, before = numbered_in(fragment), numbered_in(previous)
    if numbered and before and numbered[0].split()[0] == before[0].split()[0]:
        return _finish(_swap(previous, before[0], fragment))
    names, names_before = names_in(fragment), names_in(previous)
    if names and names_before and len(words(fragment)) <= len(names) + 1:
        return _finish(_swap(previous, names_before[0], fragment))
    if _PHRASE.match(fragment):
        last = _LAST_PHRASE.search(previous)
        keeps_topic = last and not any(topic in normalise(last[0]) for topic in context.topics[:1])
        kept = previous[: last.start()] if last and keeps_topic else previous
        return _finish(f"{kept} {fragment[:1].lower()}{fragment[1:]}")
    return _finish(f"{previous}: {fragment}")


def _swap(text: str, old: str, new: str) -> str:
    return re.sub(re.escape(old), lambda _: new, text, count=1, flags=re.IGNORECASE)


def _replace_pronouns(question: str, context: _Context) -> str:
    """Pronouns replaced by the topic, unless the question names what they stand for itself."""
    if not context.topics or names_in(question) or numbered_in(question):
        return question
    topic = context.topics[0]
    replaced = _DETERMINED.sub(topic, question)
    replaced = _POSSESSIVE.sub(f"{topic}'s", replaced, count=1)
    if replaced != question:
        return replaced
    match = _PRONOUN.search(question)
    if match is None:
        return question
    if _is_filler(question, match) or _DEMONSTRATIVE.fullmatch(match[0]):
        return _with_topic(question, context)
    return question[: match.start()] + topic + question[match.end() :]


def _is_filler(question: str, match: re.Match[str]) -> bool:
    """Whether "it" stands for nothing: "how long does it take to …", "is it safe to …"."""
    after = question[match.end() :].lower()
    return match[0].lower() == "it" and _FILLER.match(after) is not None


def _with_topic(question: str, context: _Context) -> str:
    """The question with what it is about added, unless it says so itself."""
    plain = normalise(question)
    if names_in(question) or not context.topics or context.topics[0] in plain:
        return question
    return f"{question.rstrip(' ?.!')} ({context.topics[0]})"


def _topics(understood: str) -> tuple[str, ...]:
    """The names a question is about, most likely first: what is counted, then what is named."""
    return (*numbered_in(understood), *_written(understood, names_in(understood)))


def _written(text: str, names: Sequence[str]) -> list[str]:
    """The names as the person wrote them."""
    plain = normalise(text)
    found = []
    for name in names:
        at = plain.find(name)
        squashed = " ".join(text.split())
        is_aligned = at >= 0 and len(squashed) == len(plain)
        found.append(squashed[at : at + len(name)] if is_aligned else name)
    return found


def _finish(text: str) -> str:
    text = text.strip().rstrip(" ?.!")
    return text[:1].upper() + text[1:] + "?"
