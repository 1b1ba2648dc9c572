"""Does the sentence deny what its quote denies, and nothing else?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.negation import (
    CUE,
    EITHER,
    USE,
    Denial,
    denials_in,
    depth,
    depths,
    reached_words,
    telling_words,
)
from citewell.answering.guards.wording import Reading, Word, are_kin, root
from citewell.documents import Span
from citewell.terms import words

# Words that deny in their own way; where one stands, leaving out "not" may be right.
_OTHERWISE = re.compile(
    r"\b(?:fail\w*|un(?:safe|known|clear|likely|changed|able)"
    r"|in(?:effective|appropriate|sufficient)|non-?\w+|stop\w*|discontinu\w+|wait\w*"
    r"|withh\w+|dangerous|harm\w+|exclu\w+|instead|same|remains?|stays?|stayed|little|hardly"
    r"|rather|too|sooner|rul(?:es?|ed) out|refrain\w*|warn\w*|until|taper\w*|except\w*)\b"
)
_ASKING = frozenset("ask talk speak consult check discuss contact tell see advic approv".split())
_BEFORE = re.compile(r"\bbefore\b")
_ONLY = re.compile(r"\bonly\b")
_LIFTED = re.compile(r"\b(?:unless|until|except|without|other than)\b")
_ORDERED = re.compile(
    r"\b(?:should|must|recommended|advised|(?:has|have|needs?) to)\b|\bdo (?!not)[a-z]"
)
_EXCEPTED = re.compile(r"\b(?:unless|except|only if)\b")
_FASTING = re.compile(r"\b(?:empty stomach|fasting)\b")
_UNDONE = re.compile(
    r"\bnot\s(?:\w+\s){0,3}at most\b|\bnot\s(?:\w+\s){0,1}(?:free of|without|unsuitable"
    r"|advised against|absent|lacking)\b"
    r"|\bneither\b[^.;,]{0,200}\bnor\b[^.;,]{0,200}\bnot\b"
)
_TWICE = re.compile(
    r"\b(?:avoid\w*|withh[eo]ld\w*|forbidden|prohibited|not|never|cannot|\w+n't|no|nobody"
    r"|nothing|no one|(?<=keep )(?:\w+ )?(?:\w+ )?away from|contra-?indicat(?:ed|es|ions?))\b"
)


def negation_findings(said: Reading, told: Reading) -> list[Finding]:
    """What the sentence denies and the quote does not, and the other way round."""
    ours, theirs = denials_in(said), denials_in(told)
    found = [_added(denial, said, told, ours, theirs) for denial in ours]
    found += [_dropped(denial, said, told, ours, theirs) for denial in theirs]
    is_done = not ours and any(_is_done_before(denial, said, told, theirs) for denial in theirs)
    if theirs and not any(found) and not is_done:
        found.append(_undone(said, told, ours, theirs))
    return list(dict.fromkeys(f for f in found if f is not None))


def _added(
    denial: Denial, said: Reading, told: Reading, ours: Sequence[Denial], theirs: Sequence[Denial]
) -> Finding | None:
    if _is_denied_within_word(denial, told) or _is_left_open(denial, told):
        return None
    if not theirs:
        return _finding(denial, said, "and the quote denies nothing")
    if denial.cue == "without" and _EXCEPTED.search(told.plain):
        return None
    if any(depths(w, told, theirs) == {1} for w in denial.focus if w.stem in USE):
        return None
    agree = differ = 0
    telling = telling_words(denial, said)
    for denied in (telling, reached_words(denial, said), said.words_in(denial.reach)):
        if not agree and not differ:
            is_strict = denial.is_subordinate and set(denied) <= set(denial.focus)
            agree, differ = _compared(denied, told, ours, theirs, is_strict)
    is_one_more = len(ours) > len(theirs) and agree == 0
    if differ > agree or is_one_more:
        return _finding(denial, said, "which the quote does not deny")
    return None


def _compared(
    words_denied: list[Word],
    told: Reading,
    ours: Sequence[Denial],
    theirs: Sequence[Denial],
    is_strict: bool,
) -> tuple[int, int]:
    """How many words that the sentence denies the quote denies, and does not; `is_strict`: only
    what the quote denies first counts, not all that its denials reach."""
    agree = differ = 0
    for word in words_denied:
        there = depths(word, told, theirs)
        if is_strict and there and not _is_denied_first(word.stem, theirs):
            there = {0}
        if there:
            is_alike = bool(there & {depth(word, ours)}) or (depth(word, ours) > 1 and 1 in there)
            agree, differ = agree + is_alike, differ + (not is_alike)
    return agree, differ


def _is_left_open(denial: Denial, told: Reading) -> bool:
    """ "Food is not required" where the quote has "with or without food"."""
    if denial.cue == "without" and _FASTING.search(told.plain):
        return any(word.stem in ("food", "meal", "eat") for word in denial.focus)
    is_need = any(w.stem in ("requir", "need", "necessari", "matter") for w in denial.focus)
    return is_need and EITHER.search(told.plain) is not None


def _is_denied_first(stem: str, theirs: Sequence[Denial]) -> bool:
    return any(are_kin(stem, word.stem) for denial in theirs for word in denial.focus)


def _is_denied_within_word(denial: Denial, told: Reading) -> bool:
    """ "Not controlled" is "uncontrolled", "does not harm" is "harmless"."""
    prefixed = {f"{p}{w.stem}" for w in denial.focus for p in ("un", "in", "im", "non")}
    without = {f"{w.text}less" for w in denial.focus}
    return any(w.stem in prefixed or w.text in without for w in told.words)


def _dropped(
    denial: Denial, said: Reading, told: Reading, ours: Sequence[Denial], theirs: Sequence[Denial]
) -> Finding | None:
    agree = differ = 0
    telling = telling_words(denial, told)
    if any(are_kin(w.stem, o.stem) for d in ours for w in d.focus for o in denial.focus):
        return None
    if any(f"{w.text}-free" in said.plain or f"non-{w.text}" in said.plain for w in denial.focus):
        return None
    if not ours and _is_done_before(denial, said, told, theirs):
        return None
    if not telling:
        return None
    for word in telling:
        here = depths(word, said, ours)
        if here:
            own = depths(word, told, theirs)
            if denial.is_subordinate:
                # In a condition it counts whether the condition itself is denied.
                here = {bool(depth(w, ours)) for w in _kin(word, said)}
                own = {bool(depth(w, theirs)) for w in _kin(word, told)}
            agree, differ = agree + bool(here & own), differ + (not here & own)
    # A word or two of a whole clause may stand in another: they must be half of it.
    is_enough = 2 * (agree + differ) >= len(telling) or _orders_use(said, _uses(told), theirs)
    is_enough = is_enough or telling[0] in denial.focus
    if differ > agree and is_enough and not denies_otherwise(said, told):
        return _left_out(denial)
    return None


def _is_done_before(denial: Denial, said: Reading, told: Reading, theirs: Sequence[Denial]) -> bool:
    """ "Do not stop without asking" is "ask before you stop"."""
    clause = told.clause_at(denial.span.start)
    inside = [d for d in theirs if clause.start <= d.span.start < clause.end]
    without = next((d for d in inside if d.cue == "without"), None)
    before = _BEFORE.search(said.plain)
    if len(inside) < 2 or without is None or before is None or not without.focus:
        return False
    is_asking = without.focus[0].stem in _ASKING
    first = [
        w
        for w in said.words
        if are_kin(w.stem, without.focus[0].stem) or (is_asking and w.stem in _ASKING)
    ]
    return any(word.span.end <= before.start() for word in first)


def _kin(word: Word, reading: Reading) -> list[Word]:
    return [other for other in reading.words if are_kin(word.stem, other.stem)]


def denies_otherwise(said: Reading, told: Reading) -> bool:
    """Whether the sentence has a word of its own that denies: "stop", "the same", "unsafe"."""
    if _ONLY.search(said.plain) and _LIFTED.search(told.plain):
        return True  # "only if" is "not unless"
    here = {m[0] for m in _OTHERWISE.finditer(said.plain)}
    there = [root(word) for word in words(told.plain)]
    return any(not any(are_kin(root(word), other) for other in there) for word in here)


def _undone(
    said: Reading, told: Reading, ours: Sequence[Denial], theirs: Sequence[Denial]
) -> Finding | None:
    """The finding where the sentence denies nothing, and all it has of the quote is denied there;
    or where it orders a use and the quote only forbids one."""
    if ours or denies_otherwise(said, told) or CUE.search(said.plain):
        return None
    shared = [there for there in (depths(w, told, theirs) for w in said.words) if there]
    if shared and not any(0 in there for there in shared):
        return _left_out(theirs[0])
    uses = [w for w in told.words if w.stem in USE]
    is_allowed = any(0 in depths(w, told, theirs) for w in uses)
    if not is_allowed and _orders_use(said, _uses(told), theirs):
        return _left_out(theirs[0])
    return None


def _uses(told: Reading) -> set[str]:
    return {word.stem for word in told.words if word.stem in USE}


def _orders_use(said: Reading, forbidden: set[str], theirs: Sequence[Denial]) -> bool:
    """Whether the sentence orders the use, or one of the uses, that the quote forbids."""
    is_any = any(d.cue.startswith(("avoid", "contra", "withh")) for d in theirs)
    if forbidden & {"take", "use", "give"}:
        forbidden = forbidden | {"take", "use", "give", "have", "start", "begin"}
    used = [w for w in said.words if w.stem in USE and (is_any or w.stem in forbidden)]
    is_imperative = any(w.span.start == 0 for w in used)
    return bool(used) and (is_imperative or _ORDERED.search(said.plain) is not None)


def twice_denied_finding(said: Reading, told: Reading) -> Finding | None:
    """The finding where two denials of a clause undo each other, and none of the quote does."""
    undone = _UNDONE.search(said.plain)
    if undone and not _UNDONE.search(told.plain):
        return _twice(said, Span(*undone.span()))
    if _most_denials(told) > 1:
        return None
    for clause in said.clauses:
        cues = list(_TWICE.finditer(said.plain, clause.start, clause.end))
        if len(cues) > 1:
            return _twice(said, Span(*cues[1].span()))
    return None


def _twice(said: Reading, span: Span) -> Finding:
    words = span.of(said.text)
    message = f"The sentence denies twice (“{words}”); the quote does not."
    return Finding(Kind.NEGATION, words, span, None, message)


def _most_denials(told: Reading) -> int:
    return max((len(_TWICE.findall(clause.of(told.plain))) for clause in told.clauses), default=0)


def _left_out(denial: Denial) -> Finding:
    instead = " ".join((denial.cue, *(word.text for word in denial.focus)))
    message = f"The quote says “{instead}”; the sentence leaves the denial out."
    return Finding(Kind.NEGATION, "", Span(0, 0), instead, message)


def _finding(denial: Denial, said: Reading, because: str) -> Finding:
    words = denial.span.of(said.text)
    shown = " ".join((words, *(word.text for word in denial.focus)))
    message = f"The sentence says “{shown}”, {because}."
    return Finding(Kind.NEGATION, words, denial.span, None, message)
