"""What is new in a follow-up, in place of what it corresponds to in the question before.

"And patient 3?" takes the place of patient 2, "and with placebo?" that of the phrase that a
medicine ends, "and before an operation?" that of another time, "and the death rate?" that of
another result.
"""

from __future__ import annotations

import re

from citewell.answering.mentions import Kind, mentions_in
from citewell.answering.pronouns import OF_SEVERAL
from citewell.documents import Span

VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|should|may|might|will|would|has|have|had|be|been|"
    r"happen\w*|take\w*|took|work\w*|help\w*|use[ds]?|give\w*|gave|mean\w*|start\w*|stop\w*|went|"
    r"go|goes|get|got|last(?:s|ed)?)\b",
    re.IGNORECASE,
)
PREPOSITION = r"(?:in|for|during|with|at|on|after|before|against|under|among|without|of|to|by)"
PHRASE = re.compile(rf"^{PREPOSITION}\s+", re.IGNORECASE)
_LISTED = re.compile(r"\([^()]*,[^()]*\)$")

# A circumstance of time that a question ends in: "two weeks before an operation".
_IN_TIME = re.compile(
    r"(?<!\band)(?<!\bor)(?:\s+(?:shortly|soon|right|just|immediately"
    r"|(?:an?|the|\d+|one|two|three|four|six|several|a\s+few)\s+(?:hour|day|week|month|year)s?))?"
    r"\s+(?P<phrase>(?:before|after|during)(?:\s+(?!(?:before|after|during)\b)[^\s,]+){1,4})$",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    # "at night", "at 12 weeks", not "at 4 mg".
    r"(?:before|after|during|while|at(?!\s+[\d.,]+(?!\s+(?:hour|day|week|month|year)s?\b)))"
    r"(?:\s+(?!(?:in|with|among)\b)[^\s,]+){1,4}",
    re.IGNORECASE,
)
# What goes on behind a circumstance of time, and is none itself: "after a year in Japan".
_GOES_ON = re.compile(r"\b(?:in|with|on|among|under|for|to|by|from|without|and|or)\b", re.I)
_RESULT = (
    r"(?:(?:respons|rat|scor|chang|shar|siz|dos|declin|incidenc|prevalenc"
    r"|differenc|increas|decreas|averag|percentag|temperatur|tim)es?|frequenc(?:y|ies)|mortality"
    r"|(?:remission|progression|improvement|reduction|survival|risk|level|count|proportion|number|duration"
    r"|amount|ratio|yield|weight|strength|cost|price)s?)"
)
_RESULT_ASKED = re.compile(
    r"(?P<asks>what|how\s+(?:high|low|large|big|small|good|great))\s+(?P<be>is|are|was|were)\s+"
    rf"(?P<the>the\s+)?(?P<result>(?:(?!(?:in|on|with|at)\b)[\w-]+\s+){{0,4}}?{_RESULT}"
    # "the risk of falls"
    r"(?:\s+of(?:\s+[\w-]+){1,3}?)?)"
    r"(?P<where>\s+(?:in|on|with|among|after|at|during|for)\s+.+)",
    re.IGNORECASE,
)
_ANOTHER_RESULT = re.compile(
    rf"(?P<article>(?:the|an?)\s+)?(?:(?!(?:in|on|with|without|among|for)\b)[\w-]+\s+){{0,3}}{_RESULT}",
    re.IGNORECASE,
)


def replaced(previous: str, fragment: str) -> str | None:
    """The question before with the fragment in place of what it corresponds to, if anything."""
    return (
        _at_another_time(previous, fragment)
        or _of_another_result(previous, fragment)
        or _of_another_kind(previous, fragment)
    )


def _at_another_time(previous: str, fragment: str) -> str | None:
    """The question before with the time of the fragment in place of the one that it ends in.

    A medicine that goes with the old time ("before starting baricitinib") is told in brackets.
    """
    time = _IN_TIME.search(previous)
    if time is None or _ANOTHER_TIME.fullmatch(fragment) is None:
        return None
    phrase = time["phrase"]
    if VERB.search(re.sub(r"\w+ing\b", "", phrase)) or _GOES_ON.search(phrase):
        return None
    gone = mentions_in(phrase)
    if any(mention.kind is Kind.TRIAL for mention in gone):
        return None
    text = f"{previous[: time.start()]} {fragment[:1].lower()}{fragment[1:]}"
    medicines = [mention.text for mention in gone if mention.kind is Kind.MEDICINE]
    of_its_own = {mention.kind for mention in mentions_in(text)} & {Kind.MEDICINE, Kind.ARM}
    return f"{text} ({', '.join(medicines)})" if medicines and not of_its_own else text


def _of_another_result(previous: str, fragment: str) -> str | None:
    """The question before, for one result, asked for the one that the fragment names."""
    asked, new = _RESULT_ASKED.fullmatch(previous), _ANOTHER_RESULT.fullmatch(fragment)
    if asked is None or new is None or PHRASE.match(fragment):
        return None
    # "the placebo response" is not only another result, but of others too.
    whose = {m.kind for text in (asked["result"], fragment) for m in mentions_in(text)}
    if whose - {Kind.NAME, Kind.CONDITION}:
        return None
    past = asked["be"].lower() in ("was", "were")
    several = fragment.endswith("s")
    be = ("were" if several else "was") if past else ("are" if several else "is")
    article = asked["the"] or "" if new["article"] is None else ""
    own = fragment[:1].lower() + fragment[1:] if fragment[1:2].islower() else fragment
    return f"{asked['asks']} {be} {article}{own}{asked['where']}"


def _of_another_kind(previous: str, fragment: str) -> str | None:
    """The question before with what the fragment names in place of the last of its kind."""
    for new in mentions_in(fragment):
        takes = {new.kind, Kind.MEDICINE} if new.kind is Kind.ARM else {new.kind}
        takes |= {Kind.ARM} if new.kind is Kind.MEDICINE else set()
        old = [m for m in mentions_in(previous) if m.kind in takes and m.kind is not Kind.NAME]
        if not old:
            continue
        if PHRASE.match(fragment):
            return _with_phrase(previous, old[-1].span, fragment)
        if OF_SEVERAL.search(previous) and _LISTED.search(previous):
            return _LISTED.sub(f"({fragment})", previous)
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
        rf"\s+(?:(?!of\b){PREPOSITION})\s+(?:the\s+)?$", previous[: old.start], re.I
    )
    if preposition is None:
        return f"{previous} {own}"
    return f"{previous[: preposition.start()]}{previous[old.end :]} {own}"
