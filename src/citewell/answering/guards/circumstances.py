"""When in the day, before or after what, and whether something rises or falls."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.negation import denials_in, is_denied
from citewell.answering.guards.polarity import OPPOSITES, Turn, turns_in
from citewell.answering.guards.wording import Reading, are_kin
from citewell.documents import Span

_MEAL = r"(?:meals?|food|eating|breakfast|lunch|dinner|supper)"
_TIMES = {
    "morning": r"mornings?|a\.m\.",
    "evening": r"evenings?|nightly|at night|bedtime|p\.m\.",
    "midday": r"midday|noon|lunchtime",
    "on an empty stomach": r"empty stomach|fasting",
}
_TIME_PATTERNS = {name: re.compile(rf"\b(?:{words})\b") for name, words in _TIMES.items()}
_WITH = re.compile(rf"\b(?P<how>with|without|before|after)\s(?:(?:a|an|each|your|any)\s)?{_MEAL}\b")
_NEAR_MEAL = {
    how: re.compile(rf"\b(?:hours?|minutes?) {how}\b|\b{how}\b(?:\s[\w-]+){{0,6}}?\s{_MEAL}\b")
    for how in ("before", "after")
}
_EITHER = re.compile(r"\bwith (?:or|and) without\b")
_ORDER = re.compile(
    r"\b(?P<how>before|prior to|after|following|during|while|once)\s(?:(?!before"
    r"|after)[\w-]+\s){0,4}?"
    r"(?P<what>[a-z]{4,})"
)
_BESIDE = re.compile(r"\b(?:together )?with\s(?:(?:the|a|an|your|any)\s)?(?P<what>[a-z]{4,})")
_FIRST = re.compile(r"\b(?:first|beforehand|in advance)(?=[.,;]|$)")
_AFTER = re.compile(r"\b(?:after(?:wards?)?|following|later|subsequently)\b")
# What is "not gone" is there, and what is "not longer" may be shorter.
_NOT_TURNED = frozenset(("presence", "length", "wearing", "posture"))
_ORDER_NAMES = {"prior to": "before", "following": "after", "once": "after", "while": "during"}


def timing_findings(said: Reading, told: Reading) -> list[Finding]:
    """Times of day, meals, and before for after."""
    found = []
    told_times = {name for name, pattern in _TIME_PATTERNS.items() if pattern.search(told.plain)}
    for name, pattern in _TIME_PATTERNS.items():
        match = pattern.search(said.plain)
        if match and name not in told_times:
            found.append(_finding(Kind.TIMING, said, Span(*match.span()), sorted(told_times)))
    found += _meals(said, told)
    return found + _order(said, told)


def _meals(said: Reading, told: Reading) -> list[Finding]:
    """With, without, before or after food, where the quote has another of them."""
    theirs = {match["how"] for match in _WITH.finditer(told.plain)}
    if _TIME_PATTERNS["on an empty stomach"].search(told.plain):
        theirs.add("without")
    if theirs:  # "an hour before or two hours after a meal"
        theirs |= {how for how, pattern in _NEAR_MEAL.items() if pattern.search(told.plain)}
    if _EITHER.search(told.plain):
        # Either way is no licence to say one of them only, but asking about one is not saying it.
        theirs |= {"with", "without"} if _EITHER.search(said.plain) else {"with"}
    return [
        _finding(Kind.TIMING, said, Span(*match.span()), sorted(theirs))
        for match in _WITH.finditer(said.plain)
        if theirs and match["how"] not in theirs
    ]


def _order(said: Reading, told: Reading) -> list[Finding]:
    """Before for after, of the same thing."""
    theirs = _orders(told)
    found = [*_together(said, told, theirs), *_not_first(said, told)]
    for match in _ORDER.finditer(said.plain):
        how, what = _how(match), match["what"]
        told_of_it = {h for h, w in theirs if are_kin(w, what)}
        is_said = any(other == how for other, _ in theirs) or re.search(rf"\b{how}\b", told.plain)
        if not is_said and _is_opposite(how, told_of_it):
            found.append(_finding(Kind.TIMING, said, Span(*match.span()), sorted(told_of_it)))
    return found


def _together(said: Reading, told: Reading, theirs: set[tuple[str, str]]) -> list[Finding]:
    """With, of what the quote only has before or after."""
    beside = [match["what"] for match in _BESIDE.finditer(told.plain)]
    found = []
    for match in _BESIDE.finditer(said.plain):
        what = match["what"]
        apart = {how for how, w in theirs if how in ("before", "after") and are_kin(w, what)}
        if apart and not any(are_kin(what, other) for other in beside):
            found.append(_finding(Kind.TIMING, said, Span(*match.span()), sorted(apart)))
    return found


def _not_first(said: Reading, told: Reading) -> list[Finding]:
    """After, of what the quote says is to be done first."""
    first, after = _FIRST.search(told.plain), _AFTER.search(said.plain)
    if first is None or after is None or _AFTER.search(told.plain):
        return []
    here = {w.stem for w in said.words_in(Span(0, after.start()))}
    there = {w.stem for w in told.words_in(told.clause_at(first.start()))}
    if not here & there:
        return []
    return [_finding(Kind.TIMING, said, Span(*after.span()), [first[0]])]


def _orders(reading: Reading) -> set[tuple[str, str]]:
    return {(_how(match), match["what"]) for match in _ORDER.finditer(reading.plain)}


def _how(match: re.Match[str]) -> str:
    return _ORDER_NAMES.get(match["how"], match["how"])


def _is_opposite(how: str, told: set[str]) -> bool:
    return (how == "before" and told == {"after"}) or (how == "after" and told == {"before"})


def direction_findings(said: Reading, told: Reading) -> list[Finding]:
    """A rise where the quote only has a fall, and the like."""
    ours, theirs = turns_in(said), turns_in(told)
    here, there = _ways(ours, said), _ways(theirs, told)
    denials, denied = denials_in(said), denials_in(told)
    found = []
    for turn in ours:
        opposite = OPPOSITES.get(turn.name, set())
        instead = [
            t.span.of(told.text)
            for t in theirs
            if t.name in opposite and not (t.family in _NOT_TURNED and is_denied(t.span, denied))
        ]
        is_undone = turn.family != "use" and is_denied(turn.span, denials)
        if instead and turn.name not in there and not here & opposite and not is_undone:
            found.append(_finding(Kind.DIRECTION, said, turn.span, instead[:1]))
    return found


def _ways(turns: Sequence[Turn], reading: Reading) -> set[str]:
    """The ways a text names; what is "not stopped" goes on, and what does not go on is stopped."""
    names = {turn.name for turn in turns}
    denials = denials_in(reading)
    for turn in turns:
        if turn.family == "use" and is_denied(turn.span, denials):
            names |= {"stop", "continue"}
    return names


def _finding(kind: Kind, said: Reading, span: Span, instead: list[str]) -> Finding:
    words = span.of(said.text)
    there = f"the quote has “{', '.join(instead)}”" if instead else "the quote does not"
    return Finding(
        kind, words, span, ", ".join(instead) or None, f"The sentence says “{words}”; {there}."
    )
