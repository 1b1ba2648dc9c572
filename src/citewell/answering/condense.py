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

from citewell.answering.asked import without_lead_in
from citewell.answering.mentions import Context, Kind, mentions_in
from citewell.answering.pronouns import (
    FILLER,
    OF_SEVERAL,
    PERSON,
    PLURAL,
    THING,
    is_of_medicine,
    named,
    ones,
)
from citewell.answering.replacing import PHRASE, PREPOSITION, VERB, replaced
from citewell.answering.subject import with_subject
from citewell.terms import STOPWORDS, normalise, terms, words

_OPENING = re.compile(
    r"^(?:(?:and|but|so|or|also|then|ok(?:ay)?|thanks?(?: you)?)\b[\s,:;.!-]*)+", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^(?:(?:what|how)\s+about|(?:(?:is|was|are|were)\s+(?:it|that|this|they)\s+)?(?:also\s+)?"
    r"(?:the\s+)?same\s+(?:for|with|in)|also\s+for"
    r"|(?:does|do|did)\s+(?:it|that|this)\s+(?:also\s+)?(?:apply|go|hold)\s+(?:to|for))\s+",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"^(?:why|when|where|who|how(?: \w+)?|which(?: \w+)?|how come|why not)$", re.I
)
_OBJECT = re.compile(
    r"^(?:do|does|did|can|could|may|will)\b.*\b(?:cause|give|bring|include)\s+", re.I
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(rf"^(?:the\s+)?({'|'.join(_ORDINALS)})(?:\s+(?:one|patient|case))?$", re.I)
_OTHERS = re.compile(r"^(?:the\s+)?others?(?:\s+(?:ones?|patients?|two|three))?$", re.IGNORECASE)
# What asks for a thing of its own, with no more than the topic to be told: "which dose?"
_ASKED = re.compile(
    rf"^(?:{PREPOSITION}\s+)?(?:which|what|any)\s+(?!ones?\b|others?\b|more\b)[\w-]+",
    re.IGNORECASE,
)
# A measure that leans on what was asked of before: "how many weeks beforehand?"
_LEANING_MEASURE = re.compile(
    r"(?:(?:about|roughly|exactly)\s+)?(?:how\s+(?:many|much|long|soon|far|often)"
    r"|(?:what|which)\s+(?:share|percentage|proportion|fraction|part|number|amount|interval|gap))"
    r"(?:\s+(?!\w+ed\b|(?:fell|rose|came|left|lost|felt|kept|grew)\b)[\w-]+){0,2}"
    r"\s+(?:beforehand|(?:before|after)(?:\s+(?:that|this))?|earlier|in\s+advance|ahead(?:\s+of\s+time)?"
    r"|prior|afterwards?|later|apart|for)",
    re.IGNORECASE,
)
# "How often does that happen?" of what was just asked about.
_HOW_SEEN = re.compile(
    r"(?P<how>how\s+(?:often|common|frequent(?:ly)?|likely|rare))\s+(?:is|was|does|do|would|will|can"
    r"|could)\s+(?:that|this|it)(?:\s+(?:happen|be|occur|seen))?",
    re.IGNORECASE,
)
_VAGUE = frozenset(["not", "else", "more", "again", "now", "further", "instead", "sure", "really"])

_DEMONSTRATIVE = re.compile(r"\b(?:this|that)\b", re.IGNORECASE)
# A thing that was spoken of before: "those dangers", "that check".
_THAT_THING = re.compile(
    r"\b(?:these|those|such|(?<!\bso )that|this)\s+(?:\w+\s+)?(?:(?:danger|risk|effect|problem"
    r"|check|test|symptom|complication|result|figure|finding|benefit|change|reaction|issue|dose|amount"
    r"|improvement|difference|precaution|warning|thing|response)s?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"^(?:did|was|were|had|how (?:long|old|many|much)\b.* (?:did|was|were|had))\b", re.I
)
# The same asked with what or which, and nothing in the present before the verb.
_WHAT_WAS = re.compile(
    r"^(?:(?:in|at|on|for|from|with|to)\s+)?(?:what|which)\b"
    r"(?:\s+(?!(?:is|are|am|do|does|has|have|can|could|may|might|should|will|would|must)\b)[\w-]+){0,4}?"
    r"\s+(?:did|was|were|had)\b",
    re.IGNORECASE,
)
# What befell others, or nobody: "which patients were included?", "was it approved?"
_OF_OTHERS = re.compile(
    r"\b(?:patients|people|participants|everyone|anyone|others|stud(?:y|ies)|trials?"
    r"|papers?|articles?|authors?|researchers?|report|countr\w*|compan\w*|approv\w*|licen[cs]\w*"
    r"|launch\w*|authori[sz]\w*|market\w*|discover\w*|invent\w*|publish\w*)\b",
    re.IGNORECASE,
)
_A_PATIENT = re.compile(r"(?:patient|case)\b", re.IGNORECASE)


def condense(question: str, history: Sequence[str], subject: str | None = None) -> str:
    """The question as it stands alone, given the earlier ones (oldest first).

    `subject` is the medicine that the documents are about, if they are about one.
    """
    context = Context(subject=subject)
    for earlier in [text for text in history if text.strip()]:
        context = context.after(_stand_alone(earlier, context))
    return _stand_alone(question, context)


def _stand_alone(question: str, context: Context) -> str:
    question = without_lead_in(question.strip())
    return with_subject(_resolve(question, context), context.subject)


def _resolve(question: str, context: Context) -> str:
    if not context.previous:
        return question
    opened = _OPENING.sub("", question)
    core = _ABOUT.sub("", opened)
    if _is_fragment(core, leans=core != question):
        return _complete(core.rstrip(" ?.!"), context, is_aside=core != opened)
    own = opened if VERB.search(core) else core
    resolved = named(own, context)
    if _of_patient(own, context):
        return _finish(_about(resolved, context, of_patient=True))
    leans = (
        core != question
        or len(terms(question)) <= 2
        or FILLER.search(question) is not None
        or _THAT_THING.search(question) is not None
        or _goes_on(question, context)
        or (OF_SEVERAL.search(question) is not None and bool(context.several))
    )
    if resolved == question and not leans:
        return question
    # What a word was found to stand for is what the question is about, a disease too.
    stood_for_thing = len(THING.findall(resolved)) < len(THING.findall(own))
    names_one = resolved != own and bool(mentions_in(resolved))
    is_told = _has_topic(resolved, context) or stood_for_thing or names_one
    return _finish(resolved if is_told else _about(resolved, context))


# A question reduced to what is new


def _is_fragment(core: str, *, leans: bool) -> bool:
    """Whether the question has no verb of its own and few words."""
    bare = core.rstrip(" ?.!")
    if _HOW_SEEN.fullmatch(bare):
        return True
    if VERB.search(bare) or len(bare.split()) > 6:
        return False
    if _LEANING_MEASURE.fullmatch(bare):
        return True
    if any(word.search(bare) for word in (PERSON, PLURAL, THING, _DEMONSTRATIVE)):
        return False
    opens_like_question = re.match(r"(?:what|which|who|how|when|where|why)\b", bare, re.IGNORECASE)
    return leans or not opens_like_question or _QUESTION_WORD.match(bare) is not None


def _complete(fragment: str, context: Context, *, is_aside: bool) -> str:
    """The question before, with the fragment in place of what it corresponds to.

    An aside ("what about …") that corresponds to nothing is a new topic: only the subject of the
    conversation stays with it.
    """
    previous = context.previous.rstrip(" ?.!")
    if not fragment:
        return _finish(previous)
    seen = _HOW_SEEN.fullmatch(fragment)
    if seen or _LEANING_MEASURE.fullmatch(fragment):
        return _finish(f"{seen['how'] if seen else fragment}: {_measured(previous)}")
    if _ASKED.match(fragment):
        return _finish(_about(fragment, context))
    fragment = re.sub(r"(?<=^which )ones$", lambda m: ones(context, m[0]), fragment, flags=re.I)
    if _QUESTION_WORD.match(fragment) or set(words(fragment)) <= STOPWORDS | _VAGUE:
        asked = previous.split()[0].lower() == fragment.split()[0].lower()
        return _finish(previous if asked else f"{fragment}: {previous}")
    fragment = _counted(fragment, context)
    instead = replaced(previous, fragment)
    if instead is not None:
        return _finish(instead)
    kinds = {mention.kind for mention in mentions_in(fragment)}
    if is_aside and not kinds - {Kind.NAME}:
        return _finish(_about(fragment, context))
    thing = _OBJECT.match(previous)
    if thing and not kinds:
        return _finish(previous[: thing.end()] + fragment)
    if PHRASE.match(fragment):
        return _finish(f"{previous} {fragment[:1].lower()}{fragment[1:]}")
    if Kind.GROUP in kinds:
        return _finish(f"{previous} in {fragment}")
    return _finish(f"{previous}: {fragment}")


def _measured(previous: str) -> str:
    """The question before as what a measure leans on, without a measure of its own."""
    measure, _, asked = previous.partition(": ")
    previous = asked if _LEANING_MEASURE.fullmatch(measure) else previous
    opening = previous.split()[0].lower()
    plain = opening in STOPWORDS and opening != "i"
    return f"{previous[:1].lower()}{previous[1:]}" if plain else previous


def _counted(fragment: str, context: Context) -> str:
    """What "the first one" or "the others" stand for, where things were counted."""
    known = context.latest(Kind.NUMBERED)
    ordinal = _ORDINAL.match(fragment)
    if known and ordinal:
        return f"{known.split()[0]} {_ORDINALS.index(ordinal[1].lower()) + 1}"
    if known and _OTHERS.match(fragment):
        return f"the other {known.split()[0]}s"
    return fragment


# What goes on about the same


def _goes_on(question: str, context: Context) -> bool:
    """Whether it asks on about what befell a patient: in the past, naming nobody."""
    if context.topic is None or context.topic != context.latest(Kind.NUMBERED):
        return False
    named = {mention.kind for mention in mentions_in(question)}
    return _PAST.match(question) is not None and named <= {Kind.CONDITION}


def _of_patient(question: str, context: Context) -> bool:
    """Whether it asks on about what was done for the patient of the conversation: in the past, of
    nobody else, and of no medicine that the question before did not name."""
    patient = context.topic
    if patient is None or not _A_PATIENT.match(patient) or _OF_OTHERS.search(question):
        return False
    if not _PAST.match(question) and not _WHAT_WAS.match(question):
        return False
    before = normalise(context.previous)
    return all(
        mention.kind is Kind.CONDITION
        or (mention.kind is Kind.MEDICINE and normalise(mention.text) in before)
        for mention in mentions_in(question)
    )


def _has_topic(question: str, context: Context) -> bool:
    """Whether it names what it is about: people and diseases are only its circumstances, and of
    what is asked of several of a kind, one is not all."""
    if OF_SEVERAL.search(question) and context.several:
        return False
    circumstances = {Kind.GROUP, Kind.CONDITION}
    return any(mention.kind not in circumstances for mention in mentions_in(question))


def _about(question: str, context: Context, *, of_patient: bool = False) -> str:
    """The question with what it is about in brackets."""
    topics = context.several if OF_SEVERAL.search(question) else ()
    medicine = context.latest(Kind.MEDICINE) if is_of_medicine(question) else None
    topic = medicine or context.topic
    topics = topics or ((topic,) if topic else ())
    if of_patient and context.topic and context.topic not in topics:
        topics = (*topics, context.topic)
    told = [each for each in topics if normalise(each) not in normalise(question)]
    return f"{question.rstrip(' ?.!')} ({', '.join(told)})" if told else question


def _finish(text: str) -> str:
    text = text.strip().rstrip(" ?.!")
    return text[:1].upper() + text[1:] + "?"
