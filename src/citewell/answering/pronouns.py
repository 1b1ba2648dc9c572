"""Words that stand for a name, with the name in their place: "it", "she", "the drug", "the trial".

What is done with a thing tells of which kind it is: what is taken, given or stored is a medicine,
what is diagnosed is a disease, and those who recover are patients. A word whose kind was never
spoken of is left as it stands, rather than made to stand for something else.
"""

from __future__ import annotations

import re

from citewell.answering.imprint import imprint_asked, text_in
from citewell.answering.mentions import Context, Kind, mentions_in
from citewell.answering.question import analyse
from citewell.terms import STOPWORDS

PERSON = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
PLURAL = re.compile(r"\b(?:they|them|their|those|these)\b", re.IGNORECASE)
THING = re.compile(r"\b(?:it|its)\b", re.IGNORECASE)
FILLER = re.compile(
    r"\bit\s+(?:take|safe|possible|ok|okay|true|necessary|important|better|best)\b.*\bto\b", re.I
)
OF_SEVERAL = re.compile(
    r"\b(?:each|both|neither|either)\b|\bwhich one\b|\bwhich of (?:them|these|those)\b"
    r"|\bthe (?:two|three)\b(?=\W*$)",
    re.IGNORECASE,
)
_IN_IT = re.compile(r"(?<=\bin )(?:it|that|this)\b|\b(?:the|that|this) (?:trial|study)\b", re.I)
_DETERMINED = re.compile(
    r"\b(?:this|that|these|those|the|same)\s+(?:drug|medicine|medication|treatment|therapy|tablet|pill|"
    r"substance|compound)s?\b",
    re.IGNORECASE,
)
_ILLNESS = re.compile(
    r"\b(?:this|that|the|same)\s+(?:disease|illness|condition|disorder)\b", re.IGNORECASE
)
_COMPARE = re.compile(r"\bcompared?\b(?!\s+(?:with|to|against))", re.IGNORECASE)
_ONES = re.compile(r"\bones\b|(?<=^which)(?=\s+(?:is|are|was|were|go|goes|went)\b)", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?:(?:side|adverse|unwanted)\s+)?(?:effects|reactions|trials|studies|tests|symptoms|"
    r"benefits|risks|drugs|medicines|treatments|diseases|conditions|genes|doses|patients|"
    r"vaccines|infections|warnings|uses|interactions)\b",
    re.IGNORECASE,
)
_PLURAL_NOUN = re.compile(
    r"\b(?:which|what|how many|the|are|were)\s+(?:[a-z-]+\s+)??(?P<noun>[a-z-]{3,}[^\Wsui]s)\b",
    re.IGNORECASE,
)
_NOUN_PHRASE = re.compile(r"\b(?:the|an?|this|my)\s+((?:[a-z-]+\s*){1,3})", re.IGNORECASE)
_NO_NOUN = re.compile(r"\w+(?:ed|ing|ly|est)", re.IGNORECASE)
_BE = re.compile(r"\s+(?:is|are|was|were|do|does|did|has|have|had|can|may|should)\b", re.IGNORECASE)
# What is done with a medicine, and what only a medicine has.
_TAKEN = re.compile(
    r"\b(?:taken|(?:taking|takes|took|take(?!\s+(?:to|for|until|before|long))"
    r"|giv(?:e|ing)|swallow|inject|prescrib(?:e|ing)|crush|chew|store|keep)\s+(?:it|them|this|that)"
    r"|given|swallowed|injected|administered|prescribed|licen[cs]ed|dosed|stored|kept|crushed"
    r"|dos(?:e|es|age|ages|ing)|(?:side|adverse|unwanted) (?:effects|reactions)|overdose|tablets?"
    r"|interact\w*|contraindicat\w*)\b",
    re.IGNORECASE,
)
# What is done about a disease.
_TREATED = re.compile(
    r"\b(?:treated|treatable|diagnos\w+|cured|curable|contagious|hereditary|inherited)\b"
    r"|\b(?:treat|treats|cure|cures|prevent|against|for) (?:it|this|that)\b"
    # What a disease does by itself.
    r"|\bit\s+(?:\w+\s+){0,2}?(?:heal|resolv|recur|spread|relaps|flare)\w*"
    r"|\bit\s+(?:\w+\s+){0,2}?(?:clear(?:ed|s)?\s+up|c[oa]mes?\s+back|go(?:es)?\s+away|gone|went\s+away)\b",
    re.IGNORECASE,
)
# Those who treat, whom no question names: "would they give me something?"
_CARERS = re.compile(
    r"\bthey\s+(?:\w+\s+)?(?:give|tell|ask|check|test|offer|prescribe|advise|want|let|put|send|start"
    r"|stop|switch|operate)\s+(?:on\s+)?(?:me|us|you|my|our|your|him|her|someone|anyone|people|patients)\b",
    re.IGNORECASE,
)
# What is brought down, or kept low, is something measured, and no medicine.
_MEASURED = re.compile(
    r"\b(?:bring|brings|brought|get|keep|push)\s+it\s+(?:back\s+)?(?:down|up|low)\b"
    r"|\b(?:lower|raise|measure|reduce)\s+it\b",
    re.IGNORECASE,
)
# A place, not that there is something: "how large was the response there?"
_THERE = re.compile(
    r"(?<!\b(?:is|be) )(?<!\b(?:are|was|can) )(?<!\b(?:were|will) )(?<!\bmight )\bthere\b"
    r"(?=\W*$|,|\s(?:and|or|then)\b)",
    re.IGNORECASE,
)
_PATIENTS = re.compile(
    r"\bthey\s+(?:\w+\s+)?(?:recover|improve|respond|tolerate|relapse|die|suffer|feel"
    r"|get better)\w*",
    re.IGNORECASE,
)
# What one gets is a disease or an effect: "how many patients get that?"
_GOT = re.compile(
    r"\b(?P<got>(?:get|gets|got|getting|have|has|had|having|develop(?:s|ed|ing)?"
    r"|experienc(?:e|es|ed|ing)|suffer(?:s|ed|ing)?\s+from)\s+)(?P<thing>that|this)"
    r"(?=\W*$|[,;:]|\s+(?:and|or|but|when|while|if|with|on|after|during)\b)",
    re.IGNORECASE,
)
# What is got against a disease is not the disease: "a vaccine against shingles".
_AGAINST_IT = re.compile(
    r"\b(?:vaccin\w*|jabs?|shots?|tests?|tested|scans?|treat\w*|medicines?|operations?|surgery)\b",
    re.IGNORECASE,
)
_CAUSED = re.compile(r"\b(?:caus|trigger|lead|led|giv|bring|provok)\w*", re.IGNORECASE)
# What a trial is said to have done is done by no patient in it: "what did they find?"
_OF_RESEARCH = re.compile(
    r"\b(?:find|found|show\w*|conclud\w*|report\w*|measur\w*|compar\w*|publish\w*|test(?:ed)?"
    r"|stud(?:y|ied)|run|do|done|last\w*|design\w*|fund\w*|blind\w*|enrol\w*|recruit\w*|includ\w*"
    r"|randomi[sz]e|look\w*|call\w*|agree|differ\w*)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:people|persons?|patients?|participants?|volunteers?|subjects?|adults?|women|men|children)\b",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(r"\b(?:patient|case|group|arm)\s+\d", re.IGNORECASE)
_THINGS = (Kind.MEDICINE, Kind.TRIAL, Kind.CONDITION, Kind.NAME)


def named(question: str, context: Context) -> str:
    """The question with words that stand for a name replaced by it."""
    question = _ONES.sub(lambda m: ones(context, m[0]), question)
    question = _GOT.sub(lambda m: m["got"] + (_condition_of(context) or m["thing"]), question)
    own = {mention.kind for mention in mentions_in(question)}
    trial = context.latest(Kind.TRIAL)
    if trial and Kind.TRIAL not in own and _IN_IT.search(question):
        return _IN_IT.sub(trial, question, count=1)
    patient = context.latest(Kind.NUMBERED)
    place = context.latest_of(Kind.TRIAL, Kind.CONDITION, Kind.NUMBERED)
    if place and not own and _THERE.search(question):
        return _THERE.sub(f"in {place}", question)
    if PERSON.search(question) and Kind.NUMBERED not in own:
        return _stand_in(PERSON, question, patient) if patient else question
    if OF_SEVERAL.search(question) and context.several:
        return question  # which they are is told in brackets
    if PLURAL.search(question) and not own and not _CARERS.search(question):
        return _stand_in(PLURAL, question, _those(question, context))
    return _thing_named(question, _kinds_of(question, own), context)


def ones(context: Context, word: str) -> str:
    """The noun that the question before asked for, in place of "ones" or of nothing."""
    noun = plural_of(context.previous)
    if noun is None:
        return word
    return noun if word else f" {noun}"


def plural_of(question: str) -> str | None:
    """The things that a question asks for, or about: "which side effects", "what genes"."""
    known = _NOUN.search(question)
    if known:
        return known[0].lower()
    other = _PLURAL_NOUN.search(question)
    return other["noun"].lower() if other else None


def is_of_medicine(question: str) -> bool:
    """Whether it asks what can only be asked of a medicine: its dose, its side effects."""
    return _TAKEN.search(question) is not None and _TREATED.search(question) is None


def _condition_of(context: Context) -> str | None:
    """The disease or effect that the question before is about: what is caused, else the last."""
    previous = context.previous
    found = [m for m in mentions_in(previous) if m.kind is Kind.CONDITION]
    if not found or _AGAINST_IT.search(previous):
        return None
    cause = _CAUSED.search(previous)
    caused = [m.text for m in found if cause and m.span.start >= cause.end()]
    return caused[0] if caused else found[-1].text


def _those(question: str, context: Context) -> str | None:
    trial = _trial_of_people(question, context)
    if trial:
        return f"those in {trial}"
    patient = context.latest(Kind.NUMBERED)
    if patient:
        return patient
    if _PATIENTS.search(question):
        return "the patients"
    plural = plural_of(context.previous)
    return f"the {plural}" if plural else context.topic


def _trial_of_people(question: str, context: Context) -> str | None:
    """The trial whose patients "they" are: that of the question before, if it was about people
    or about nothing else, and what is asked is nothing that researchers do."""
    previous = context.previous
    named = [mention.text for mention in mentions_in(previous) if mention.kind is Kind.TRIAL]
    if len(named) != 1 or _ONE_OF_THEM.search(previous):
        return None
    if _OF_RESEARCH.search(question) or re.search(r"\btheir\b", question, re.IGNORECASE):
        return None
    asked = plural_of(previous)
    of_people = _PEOPLE.search(asked or previous) is not None
    is_of_trial = asked is None and context.topic == named[0]
    return named[0] if of_people or is_of_trial else None


def _kinds_of(question: str, own: set[Kind]) -> tuple[Kind, ...]:
    """The kinds of thing that "it" may stand for, the likeliest first."""
    if _TREATED.search(question):
        return (Kind.CONDITION, Kind.NAME)
    if is_of_medicine(question) and Kind.MEDICINE not in own:
        return (Kind.MEDICINE,)
    return tuple(kind for kind in _THINGS if kind not in own)


def _thing_named(question: str, kinds: tuple[Kind, ...], context: Context) -> str:
    medicine = context.medicine
    if medicine and _COMPARE.search(question) and medicine.lower() not in question.lower():
        return _COMPARE.sub(lambda m: f"{m[0]} with {medicine}", question, count=1)
    if medicine and _DETERMINED.search(question):
        return _DETERMINED.sub(medicine, question)
    illness = context.latest(Kind.CONDITION)
    if illness and _ILLNESS.search(question):
        return _ILLNESS.sub(illness, question)
    if FILLER.search(question):
        return question
    if imprint_asked(analyse(question)):
        return _stand_in(THING, question, text_in(context.previous))
    if _MEASURED.search(question):
        return _stand_in(THING, question, _phrase_of(context.previous))
    return _stand_in(THING, question, _latest_thing(kinds, context))


def _latest_thing(kinds: tuple[Kind, ...], context: Context) -> str | None:
    """What "it" stands for: a thing of the question before, else an earlier one; what has no name
    ("the report") is taken from the question before."""
    if THING.search(context.previous) and not FILLER.search(context.previous):
        # The same that "it" stood for then: the medicine of the conversation, or what nobody named.
        return context.medicine if Kind.MEDICINE in kinds else None
    recent = [m for m in mentions_in(context.previous) if m.kind in kinds]
    if recent:
        return min(recent, key=lambda mention: kinds.index(mention.kind)).text
    if kinds == (Kind.MEDICINE,):
        return context.medicine
    return context.latest(*kinds) or (_phrase_of(context.previous) if kinds == _THINGS else None)


def _phrase_of(question: str) -> str | None:
    """The thing without a name that a question is about, with its article: "the report"."""
    for match in _NOUN_PHRASE.finditer(question):
        phrase: list[str] = []
        for word in match[1].split():
            if word.lower() in STOPWORDS or _NO_NOUN.fullmatch(word):
                break
            phrase.append(word)
        if phrase and not phrase[-1].lower().endswith("s"):
            return f"the {' '.join(phrase)}"
    return None


def _stand_in(word: re.Pattern[str], question: str, name: str | None) -> str:
    """The first such word replaced by the name, with an apostrophe where it says whose."""
    match = word.search(question)
    if match is None or name is None:
        return question
    after = question[match.end() :]
    before_noun = re.match(r"\s+[a-z]", after, re.IGNORECASE) is not None and not _BE.match(after)
    owns = match[0].lower() in ("its", "their", "his") or (
        match[0].lower() == "her" and before_noun
    )
    if match[0].lower() in ("those", "these") and before_noun:
        return question
    own = "'" if name.endswith("s") and name.startswith("the ") else "'s"
    return f"{question[: match.start()]}{name}{own if owns else ''}{after}"
