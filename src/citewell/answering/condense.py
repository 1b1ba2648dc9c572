"""A follow-up to a question that stands alone, from the earlier questions and without a model.

A question leans on what came before in four ways, each mended in its own manner:

* it is reduced to what is new ("and patient 3?", "with placebo?"): the question before, with the
  new thing in place of the one of its kind;
* it stands for a name with a word ("how often is it taken?", "had they recovered?"): the latest
  thing that the word can stand for;
* it leaves a noun out ("are there any rare ones?"): the noun of the question before;
* it goes on about the same ("did the rash come back?"): what is spoken of is added in brackets.

A question that stands alone is left as it is. A new topic is not answered from the old one: "what
about with alcohol?" keeps the medicine, not what was asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.answering.mentions import Kind, Mention, mentions_in
from citewell.documents import Span
from citewell.terms import STOPWORDS, normalise, terms, words

_OPENING = re.compile(
    r"^(?:(?:and|but|so|or|also|then|ok(?:ay)?|thanks?(?: you)?)\b[\s,:;.!-]*)+", re.IGNORECASE
)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+|^(?:same|also)\s+for\s+", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|should|may|might|will|would|has|have|had|be|been|"
    r"happen\w*|take\w*|took|work\w*|help\w*|use[ds]?|give\w*|gave|mean\w*|start\w*|stop\w*|went|"
    r"go|goes|get|got|last(?:s|ed)?)\b",
    re.IGNORECASE,
)
_PREPOSITION = r"(?:in|for|during|with|at|on|after|before|against|under|among|without|of|to|by)"
_PHRASE = re.compile(rf"^{_PREPOSITION}\s+", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"^(?:why|when|where|who|how(?: \w+)?|which(?: \w+)?|how come|why not)$", re.I
)
_OBJECT = re.compile(
    r"^(?:do|does|did|can|could|may|will)\b.*\b(?:cause|give|bring|include)\s+", re.I
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(rf"^(?:the\s+)?({'|'.join(_ORDINALS)})(?:\s+(?:one|patient|case))?$", re.I)
_OTHERS = re.compile(r"^(?:the\s+)?others?(?:\s+(?:ones?|patients?|two|three))?$", re.IGNORECASE)
_VAGUE = frozenset(["not", "else", "more", "again", "now", "further", "instead", "sure", "really"])

_PERSON = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:they|them|their|those|these)\b", re.IGNORECASE)
_IN_IT = re.compile(r"(?<=\bin )(?:it|that|this)\b|\b(?:the|that|this) (?:trial|study)\b", re.I)
_THING = re.compile(r"\b(?:it|its)\b", re.IGNORECASE)
_DETERMINED = re.compile(
    r"\b(?:this|that|these|those|the|same)\s+(?:drug|medicine|medication|treatment|therapy|tablet|pill|"
    r"substance|compound)s?\b",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(r"\b(?:this|that)\b", re.IGNORECASE)
_FILLER = re.compile(
    r"\bit\s+(?:take|safe|possible|ok|okay|true|necessary|important|better|best)\b.*\bto\b", re.I
)
_COMPARE = re.compile(r"\bcompared?\b(?!\s+(?:with|to|against))", re.IGNORECASE)
_PAST = re.compile(
    r"^(?:did|was|were|had|how (?:long|old|many|much)\b.* (?:did|was|were|had))\b", re.I
)
_ONES = re.compile(r"\bones\b|(?<=^which)(?=\s+(?:is|are|was|were|go|goes|went)\b)", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?:(?:side|adverse|unwanted)\s+)?(?:effects|reactions|trials|studies|tests|symptoms|"
    r"benefits|risks|drugs|medicines|treatments|diseases|conditions|genes|doses|patients|"
    r"vaccines|infections|warnings|uses|interactions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Context:
    """The question before, as it was understood, and what was spoken of, the latest first."""

    previous: str = ""
    spoken_of: tuple[Mention, ...] = ()

    def latest(self, *kinds: Kind) -> str | None:
        """The latest thing of the first of these kinds that was spoken of at all."""
        for kind in kinds:
            for mention in self.spoken_of:
                if mention.kind is kind:
                    return mention.text
        return None

    @property
    def topic(self) -> str | None:
        """What the conversation is about: a patient, else a medicine, else whatever was named
        in the last question that named something."""
        kinds = (Kind.NUMBERED, Kind.MEDICINE, Kind.TRIAL, Kind.CONDITION, Kind.NAME)
        named = {mention.kind for mention in mentions_in(self.previous)} & set(kinds)
        return self.latest(*(kind for kind in kinds if kind in named)) or self.latest(*kinds)


def condense(question: str, history: Sequence[str]) -> str:
    """The question as it stands alone, given the earlier ones (oldest first)."""
    context = _Context()
    for earlier in [text for text in history if text.strip()]:
        understood = _resolve(earlier.strip(), context)
        spoken_of = (*mentions_in(understood), *context.spoken_of)
        latest = {(m.kind, normalise(m.text)): m for m in reversed(spoken_of)}
        kept = sorted(latest.values(), key=spoken_of.index)
        context = _Context(understood, tuple(kept))
    return _resolve(question.strip(), context)


def _resolve(question: str, context: _Context) -> str:
    if not context.previous:
        return question
    opened = _OPENING.sub("", question)
    core = _ABOUT.sub("", opened)
    if _is_fragment(core, leans=core != question):
        return _complete(core.rstrip(" ?.!"), context, is_aside=core != opened)
    resolved = _named(opened if _VERB.search(core) else core, context)
    leans = (
        core != question
        or len(terms(question)) <= 2
        or _FILLER.search(question) is not None
        or _goes_on(question, context)
    )
    if resolved == question and not leans:
        return question
    return _finish(resolved if _has_topic(resolved) else _about(resolved, context))


# A question reduced to what is new


def _is_fragment(core: str, *, leans: bool) -> bool:
    """Whether the question has no verb of its own and few words."""
    bare = core.rstrip(" ?.!")
    if _VERB.search(bare) or len(bare.split()) > 6:
        return False
    if any(word.search(bare) for word in (_PERSON, _PLURAL, _THING, _DEMONSTRATIVE)):
        return False
    opens_like_question = re.match(r"(?:what|which|who|how|when|where|why)\b", bare, re.IGNORECASE)
    return leans or not opens_like_question or _QUESTION_WORD.match(bare) is not None


def _complete(fragment: str, context: _Context, *, is_aside: bool) -> str:
    """The question before, with the fragment in place of what it corresponds to.

    An aside ("what about …") that corresponds to nothing is a new topic: only the subject of the
    conversation stays with it.
    """
    previous = context.previous.rstrip(" ?.!")
    if not fragment:
        return _finish(previous)
    if _QUESTION_WORD.match(fragment) or set(words(fragment)) <= STOPWORDS | _VAGUE:
        asked = previous.split()[0].lower() == fragment.split()[0].lower()
        return _finish(previous if asked else f"{fragment}: {previous}")
    fragment = _counted(fragment, context)
    replaced = _replaced(previous, fragment)
    if replaced is not None:
        return _finish(replaced)
    kinds = {mention.kind for mention in mentions_in(fragment)}
    if is_aside and not kinds - {Kind.NAME}:
        return _finish(_about(fragment, context))
    thing = _OBJECT.match(previous)
    if thing and not kinds:
        return _finish(previous[: thing.end()] + fragment)
    if _PHRASE.match(fragment):
        return _finish(f"{previous} {fragment[:1].lower()}{fragment[1:]}")
    if Kind.GROUP in kinds:
        return _finish(f"{previous} in {fragment}")
    return _finish(f"{previous}: {fragment}")


def _counted(fragment: str, context: _Context) -> str:
    """What "the first one" or "the others" stand for, where things were counted."""
    known = context.latest(Kind.NUMBERED)
    ordinal = _ORDINAL.match(fragment)
    if known and ordinal:
        return f"{known.split()[0]} {_ORDINALS.index(ordinal[1].lower()) + 1}"
    if known and _OTHERS.match(fragment):
        return f"the other {known.split()[0]}s"
    return fragment


def _replaced(previous: str, fragment: str) -> str | None:
    """The question before with what the fragment names in place of the last of its kind."""
    for new in mentions_in(fragment):
        takes = {new.kind, Kind.MEDICINE} if new.kind is Kind.ARM else {new.kind}
        takes |= {Kind.ARM} if new.kind is Kind.MEDICINE else set()
        old = [m for m in mentions_in(previous) if m.kind in takes and m.kind is not Kind.NAME]
        if not old:
            continue
        if _PHRASE.match(fragment):
            return _with_phrase(previous, old[-1].span, fragment)
        return previous[: old[-1].span.start] + fragment + previous[old[-1].span.end :]
    if fragment.startswith("the other "):
        old = [m for m in mentions_in(previous) if m.kind is Kind.NUMBERED]
        if old:
            return previous[: old[-1].span.start] + fragment + previous[old[-1].span.end :]
    return None


def _with_phrase(previous: str, old: Span, phrase: str) -> str:
    """A phrase ("with placebo") in place of the one that the thing at `old` ends, or added."""
    own = f"{phrase[:1].lower()}{phrase[1:]}"
    preposition = re.search(
        rf"\s+(?:(?!of\b){_PREPOSITION})\s+(?:the\s+)?$", previous[: old.start], re.I
    )
    if preposition is None:
        return f"{previous} {own}"
    return f"{previous[: preposition.start()]}{previous[old.end :]} {own}"


# Words that stand for a name


def _named(question: str, context: _Context) -> str:
    """The question with words that stand for a name replaced by it."""
    question = _ONES.sub(lambda m: _noun(context, m[0]), question)
    own = {mention.kind for mention in mentions_in(question)}
    trial = context.latest(Kind.TRIAL)
    if trial and Kind.TRIAL not in own and _IN_IT.search(question):
        return _IN_IT.sub(trial, question, count=1)
    patient = context.latest(Kind.NUMBERED)
    if _PERSON.search(question) and Kind.NUMBERED not in own:
        return _stand_in(_PERSON, question, patient) if patient else question
    if _PLURAL.search(question) and not own:
        plural = _NOUN.search(context.previous)
        things = f"the {plural[0].lower()}" if plural else None
        return _stand_in(_PLURAL, question, patient or things or context.topic)
    kinds = (Kind.MEDICINE, Kind.TRIAL, Kind.CONDITION, Kind.NAME)
    thing = context.latest(*(kind for kind in kinds if kind not in own)) if own else None
    return _thing_named(question, thing or (None if own else _latest_thing(context)), context)


def _latest_thing(context: _Context) -> str | None:
    """What "it" stands for: the medicine or trial of the question before, else an earlier one."""
    kinds = (Kind.MEDICINE, Kind.TRIAL, Kind.CONDITION, Kind.NAME)
    recent = [m for m in mentions_in(context.previous) if m.kind in kinds]
    ranked = sorted(recent, key=lambda mention: kinds.index(mention.kind))
    return ranked[0].text if ranked else context.latest(*kinds)


def _thing_named(question: str, thing: str | None, context: _Context) -> str:
    medicine = context.latest(Kind.MEDICINE)
    if medicine and _COMPARE.search(question) and medicine.lower() not in question.lower():
        return _COMPARE.sub(lambda m: f"{m[0]} with {medicine}", question, count=1)
    if thing is None:
        return question
    if _DETERMINED.search(question):
        return _DETERMINED.sub(medicine or thing, question)
    if _FILLER.search(question):
        return question
    return _stand_in(_THING, question, thing)


def _stand_in(word: re.Pattern[str], question: str, name: str | None) -> str:
    """The first such word replaced by the name, with an apostrophe where it says whose."""
    match = word.search(question)
    if match is None or name is None:
        return question
    before_noun = re.match(r"\s+[a-z]", question[match.end() :], re.IGNORECASE) is not None
    owns = match[0].lower() in ("its", "their", "his") or (
        match[0].lower() == "her" and before_noun
    )
    if match[0].lower() in ("those", "these") and before_noun:
        return question
    return (
        f"{question[: match.start()]}{name}{chr(39) + 's' if owns else ''}{question[match.end() :]}"
    )


def _noun(context: _Context, word: str) -> str:
    """The noun that the question before asked for, in place of "ones" or of nothing."""
    noun = _NOUN.search(context.previous)
    if noun is None:
        return word
    return noun[0].lower() if word else f" {noun[0].lower()}"


# What goes on about the same


def _goes_on(question: str, context: _Context) -> bool:
    """Whether it asks on about what befell a patient: in the past, naming nobody."""
    if context.topic is None or context.topic != context.latest(Kind.NUMBERED):
        return False
    return _PAST.match(question) is not None and not mentions_in(question)


def _has_topic(question: str) -> bool:
    """Whether it names what it is about: people and diseases are only its circumstances."""
    circumstances = {Kind.GROUP, Kind.CONDITION}
    return any(mention.kind not in circumstances for mention in mentions_in(question))


def _about(question: str, context: _Context) -> str:
    """The question with what it is about in brackets."""
    if context.topic is None or normalise(context.topic) in normalise(question):
        return question
    return f"{question.rstrip(' ?.!')} ({context.topic})"


def _finish(text: str) -> str:
    text = text.strip().rstrip(" ?.!")
    return text[:1].upper() + text[1:] + "?"
