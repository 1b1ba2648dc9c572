"""How firmly a thing is said: may, should and must, and the exceptions "unless" and "except".

What a quote says may happen, a sentence must not say does; what it says should be done, a
sentence must not say can be. Denials are left aside: "must not", "should not" and "do not" forbid
alike. The plainest forms carry one another: "take", "is taken" and "should be taken".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.negation import (
    CONDITION,
    CUE,
    EITHER,
    USE,
    denials_in,
    is_denied,
    is_general,
)
from citewell.answering.guards.wording import Reading, Word, are_kin, root
from citewell.documents import Span


class Strength(IntEnum):
    """How firmly: it can or may, it should, it must, it will."""

    CAN = 1
    SHOULD = 2
    MUST = 3
    WILL = 4


_CUES = {
    Strength.CAN: r"may|might|can|could|possibl[ey]|perhaps|possibility|allowed|permitted",
    Strength.SHOULD: r"should|ought to|recommended|advised|advisable",
    Strength.MUST: r"must|(?:has|have|need|needs) to(?= be| take| stop| tell)|required|mandatory"
    r"|compulsory|obligatory",
    Strength.WILL: r"will|always|certainly|definitely|guaranteed|invariably",
}
_PATTERNS = {strength: re.compile(rf"\b(?:{words})\b") for strength, words in _CUES.items()}
_LEFTWARD = re.compile(
    r"possibl[ey]|allowed|permitted|recommended|advised|advisable|required|mandatory"
)
_HEDGED = re.compile(
    r"\b(?:some|sometimes|rarely|rare|common(?:ly)?|often|occasionally|risk|risks|uncommon(?:ly)?"
    r"|possibl[ey]|potential(?:ly)?|likely|up to|reported|include|includes|in \d+|seldom"
    r"|suggests?)\b"
)
_VERB = re.compile(
    r"\s(?:(?:be|been|also|only|then|still|have|has|usually|sometimes|first|both|very|commonly"
    r"|rarely|often)\s)*(?P<verb>[a-z]{2,})"
)
_OPENING = re.compile(
    r"(?:^|[,;.:]\s|\band\s)(?P<verb>tell|contact|ask|talk|see|call|seek|check|measure|monitor"
    r"|wait|stop"
    r"|inform|report|replace|remove|discard|throw|review|stay|repeat|examine|wear|wash|rinse|shake"
    r"|taper|avoid)\b"
)
_UNIVERSAL = re.compile(
    r"\b(?:always|invariably|without exception|in (?:all|every) cases?|everyone|everybody|(?:all"
    r"|every)"
    r" (?:\w+ )?(?:patients?|people|person|women|men|child(?:ren)?|participants?|infants?|adults?"
    r"|users?)"
    r"|(?:certain|sure|bound|guaranteed) to)\b"
)
_PARTIAL = re.compile(
    r"\b(?:often|usually|mostly|generally|commonly|frequently|sometimes|occasionally|rarely|most"
    r"|some"
    r"|many|few|a minority|a majority|normally|typically|half|nearly all|almost all|\d+ (?:in|of"
    r"|out)"
    r" |\d+(?:\.\d+)?\s?%)"
)
_NEEDED = re.compile(r"\b(?:required|necessary|needed|does matter|matters|essential)\b")
_OPTIONAL = re.compile(
    r"\b(?:may|might|can|could) (?:be )?avoid|\b(?:optional(?:ly)?|voluntary|discretionary|merely"
    r" suggested|a matter of (?:choice|preference)|up to (?:you|them|him|her|the (?:patient|parents"
    r"|person|doctor))\b|at (?:your|their|his|her|the \w+'s) (?:own )?discretion)"
    r"|\b(?:if|as|when(?:ever)?|unless) (?:you|they|he|she|one|(?:the )?(?:patient|women|people"
    r"|person"
    r"|parent|child|user)s?) (?:so )?(?:wish|prefer|want|like|choose|feel like|fancy)\w*"
)
_PAST = re.compile(r"\b(?:was|were|took|received|had|got)\b")
_ADVISING = re.compile(
    r"\b(?:should|must|recommend\w*|advis\w*|dose|need\w*|requir\w*|ought|contra-?indicated|avoid"
    r"|usual\w*|(?:is|are) (?:\w+ )?\w+(?:ed|en)|is|are)\b"
)
_EXCEPTIONS = re.compile(
    r"\b(?:unless|except(?: for| when| if| in)?|(?<!hours )(?<!minutes )(?<!days )apart from"
    r"|other than|aside from|with the exception of)\b"
)
_UNLESS = re.compile(r"\bunless\b")
_ONLY = re.compile(r"\bonly\b")
_IF = re.compile(r"\b(?:if|when)\b")
_CARRIES_EXCEPTION = re.compile(
    r"\b(?:unless|except\w*|apart from|other than|aside from|exception|without|only|otherwise"
    r"|if not)\b"
)


@dataclass(frozen=True, slots=True)
class Modal:
    """A word for how firmly, and the word that it is said of."""

    strength: Strength
    span: Span
    of: Word


def modals_in(reading: Reading) -> list[Modal]:
    """The modal words of a text that stand in no denial, in order."""
    denied = [clause for clause in reading.clauses if CUE.search(clause.of(reading.plain))]
    found = []
    for strength, pattern in _PATTERNS.items():
        for match in pattern.finditer(reading.plain):
            span = Span(*match.span())
            if any(reach.start <= span.start < reach.end for reach in denied):
                continue
            word = _said_of(reading, span, match[0])
            if word is not None:
                found.append(Modal(strength, span, word))
    return sorted(found, key=lambda modal: modal.span)


def _said_of(reading: Reading, span: Span, cue: str) -> Word | None:
    clause = reading.clause_at(span.start)
    left = reading.words_in(Span(clause.start, span.start))
    if _LEFTWARD.fullmatch(cue) and left:
        return left[-1]
    next_word = _VERB.match(reading.plain, span.end, clause.end)
    if next_word is None:
        return None
    return Word(next_word["verb"], root(next_word["verb"]), Span(*next_word.span("verb")))


def modality_findings(said: Reading, told: Reading) -> list[Finding]:
    """What the sentence says more, or less, firmly than the quote; exceptions that differ."""
    ours, theirs = modals_in(said), modals_in(told)
    found = [_changed(modal, said, told, theirs) for modal in ours]
    found += [_left_out(modal, said, told, ours) for modal in theirs]
    found += [
        _exception(said, told),
        _made_condition(said, told),
        _made_optional(said, told),
        _made_needed(said, told),
        _made_universal(said, told),
    ]
    return [finding for finding in found if finding is not None]


def _changed(modal: Modal, said: Reading, told: Reading, theirs: list[Modal]) -> Finding | None:
    """The finding for a modal of the sentence that the quote does not carry."""
    same = [m for m in theirs if are_kin(m.of.stem, modal.of.stem)]
    if any(m.strength is modal.strength for m in same):
        return None
    if same:
        return _finding(said, modal.span, same[0].span.of(told.text))
    is_sure = modal.strength is Strength.WILL
    if is_sure and theirs and all(m.strength is Strength.CAN for m in theirs):
        return _finding(said, modal.span, theirs[0].span.of(told.text))
    if modal.strength is Strength.CAN and theirs and _shares_clause(modal, said, told, theirs):
        return _finding(said, modal.span, theirs[0].span.of(told.text))
    if modal.strength is Strength.CAN and _is_ordered(modal.of, told):
        return _finding(said, modal.span, modal.of.text)
    is_order = modal.strength in (Strength.SHOULD, Strength.MUST)
    if is_order and _PAST.search(told.plain) and not _ADVISING.search(told.plain):
        return _finding(said, modal.span, None)
    return None


def _shares_clause(modal: Modal, said: Reading, told: Reading, theirs: list[Modal]) -> bool:
    """Whether the clause that may be is one that should or must be in the quote."""
    if any(m.strength not in (Strength.SHOULD, Strength.MUST) for m in theirs):
        return False
    here = said.words_in(said.clause_at(modal.span.start))
    there = [w for m in theirs for w in told.words_in(told.clause_at(m.span.start))]
    return any(are_kin(w.stem, o.stem) for w in here for o in there)


def _is_ordered(word: Word, told: Reading) -> bool:
    """Whether the quote tells one to do it: a clause that begins with the very verb."""
    opening = [root(match["verb"]) for match in _OPENING.finditer(told.plain)]
    return word.stem not in USE and word.stem in opening


def _made_optional(said: Reading, told: Reading) -> Finding | None:
    """The finding for "may be avoided" and "it is optional" where the quote leaves no choice."""
    found = _OPTIONAL.search(said.plain)
    if found is None or _OPTIONAL.search(told.plain) or CUE.search(said.plain, 0, found.start()):
        return None
    return _finding(said, Span(*found.span()), None)


def _made_needed(said: Reading, told: Reading) -> Finding | None:
    """The finding for "food is required" where the quote has "with or without food"."""
    found, either = _NEEDED.search(said.plain), EITHER.search(told.plain)
    if found is None or either is None or CUE.search(said.plain[: found.start()]):
        return None
    return _finding(said, Span(*found.span()), either[0])


def _made_universal(said: Reading, told: Reading) -> Finding | None:
    """The finding for "always" and "all patients" where the quote has "often" and "most"."""
    found = _UNIVERSAL.search(said.plain)
    if found is None or _UNIVERSAL.search(told.plain) or denials_in(said):
        return None
    here = [w for w in said.words_in(said.clause_at(found.start())) if not is_general(w)]
    for match in _PARTIAL.finditer(told.plain):
        there = told.words_in(told.clause_at(match.start()))
        if any(are_kin(w.stem, o.stem) for w in here for o in there):
            return _finding(said, Span(*found.span()), match[0])
    return None


def _left_out(modal: Modal, said: Reading, told: Reading, ours: list[Modal]) -> Finding | None:
    """The finding for a "may" of the quote that the sentence makes a fact."""
    if modal.strength is not Strength.CAN or modal.of.stem in USE:
        return None
    if any(m.strength is Strength.CAN for m in ours) or _HEDGED.search(said.plain):
        return None
    denials = denials_in(said)
    facts = [w for w in said.words if not _is_if(w, said) and not is_denied(w.span, denials)]
    if not any(are_kin(w.stem, modal.of.stem) for w in facts):
        return None
    told_words = f"{modal.span.of(told.text)} {modal.of.text}"
    message = f"The quote says “{told_words}”; the sentence says it as a fact."
    return Finding(Kind.MODALITY, "", Span(0, 0), told_words, message)


def _is_if(word: Word, said: Reading) -> bool:
    """Whether the word stands in a condition, which says nothing as a fact."""
    clause = said.clause_at(word.span.start)
    return CONDITION.match(said.plain, clause.start) is not None


def _finding(said: Reading, span: Span, instead: str | None) -> Finding:
    words = span.of(said.text)
    there = f"the quote says “{instead}”" if instead else "the quote gives no advice"
    return Finding(Kind.MODALITY, words, span, instead, f"The sentence says “{words}”; {there}.")


def _exception(said: Reading, told: Reading) -> Finding | None:
    ours, theirs = _EXCEPTIONS.search(said.plain), _EXCEPTIONS.search(told.plain)
    if ours and not _CARRIES_EXCEPTION.search(told.plain):
        words = Span(*ours.span())
        message = f"The sentence says “{words.of(said.text)}”; the quote makes no exception."
        return Finding(Kind.MODALITY, words.of(said.text), words, None, message)
    if theirs and not _CARRIES_EXCEPTION.search(said.plain) and _repeats_rule(said, told, theirs):
        words_left = told.clause_at(theirs.start()).of(told.text).strip()
        message = f"The quote says “{words_left}”; the sentence leaves the exception out."
        return Finding(Kind.MODALITY, "", Span(0, 0), words_left, message)
    return None


def _made_condition(said: Reading, told: Reading) -> Finding | None:
    """The finding for "if" where the quote says "unless", and all else is as it is there."""
    unless = _UNLESS.search(told.plain)
    if unless is None or _UNLESS.search(said.plain) or _ONLY.search(said.plain):
        return None
    apart = told.words_in(told.clause_at(unless.start()))
    for match in _IF.finditer(said.plain):
        words = said.words_in(said.clause_at(match.start()))
        shared = [w for w in apart if any(are_kin(w.stem, o.stem) for o in words)]
        if 2 * len(shared) > len(apart) and len(denials_in(said)) == len(denials_in(told)):
            return _finding(said, Span(*match.span()), unless[0])
    return None


def _repeats_rule(said: Reading, told: Reading, exception: re.Match[str]) -> bool:
    """Whether the sentence says what the exception is made from, not only the exception."""
    apart = told.clause_at(exception.start())
    if exception.start() == 0:
        comma = told.plain.find(",")
        apart = Span(0, comma if comma > 0 else apart.end)
    excepted = told.words_in(apart)
    rule = [w for w in told.words_in(_ruled(told, apart)) if w not in excepted]
    said_words = [w for w in said.words if not is_general(w)]
    in_rule = [w for w in said_words if any(are_kin(w.stem, o.stem) for o in rule)]
    in_exception = [w for w in said_words if any(are_kin(w.stem, o.stem) for o in excepted)]
    return len(in_rule) > len(in_exception)


def _ruled(told: Reading, exception: Span) -> Span:
    """The clause that an exception is made from: the one before it, or after where it opens."""
    clauses = [c for c in told.clauses if told.words_in(c)]
    before = [c for c in clauses if c.end <= exception.start]
    after = [c for c in clauses if c.start >= exception.end]
    return (before[-1:] or after[:1] or [exception])[0]
