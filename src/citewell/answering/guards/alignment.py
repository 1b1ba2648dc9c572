"""Which clause of the quote says what a clause of the sentence says, and does it deny it too?

A quote that recommends one thing and advises against another denies and affirms in nearly the same
words. A clause of the sentence is held against the clauses of the quote that share its words, those
counting most that only one clause has: is most of it said there the other way round?
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citewell.answering.guards.amounts import Amounts
from citewell.answering.guards.denied import (
    denies_otherwise,
    negation_findings,
    twice_denied_finding,
)
from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.marks import UNCHANGED, Token, tokens_in
from citewell.answering.guards.medicine_names import is_medicine_name
from citewell.answering.guards.negation import Denial, denials_in, is_general
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

_GOING_ON = re.compile(r"^\W*(?:and|or|but|which)\b|\b(?:it|they|them|this|both)\b")
BORROWED = 0.5  # how much a word counts that a clause takes over from the one before it
MARGIN = 1.25  # how many times as much must be said the other way as the same way

_CONDITION = re.compile(r"[\s,;.]*(?P<word>if|when|whenever|while|unless|who|which)\b")


@dataclass(frozen=True, slots=True)
class _Said:
    """How a word is said: denied or not, in a condition of what is denied or not, and how much it
    counts."""

    is_denied: bool
    is_open: bool
    counts: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its words, each with how it is said."""

    span: Span
    words: Mapping[str, _Said]
    is_condition: bool
    focus: frozenset[str]  # the stems of what it denies first


def clauses_in(amounts: Amounts, *, is_borrowing: bool) -> list[Clause]:
    """The clauses of a text that have words.

    `is_borrowing`: whether "and should be avoided" has the words of the clause before it.
    """
    tokens, reading = tokens_in(amounts), amounts.reading
    denials = denials_in(reading)
    found: list[Clause] = []
    before: list[Token] = []
    for span in reading.clauses:
        own = [t for t in tokens if span.start <= t.span.start < span.end]
        cues = [d for d in denials if span.start <= d.span.start < span.end]
        reaching = cues + [d for d in denials if d not in cues and _is_over(d, span)]
        opening = _CONDITION.match(reading.plain, span.start)
        is_open = opening is not None and _is_near(denials, span, reading)
        is_open = is_open or any(d.is_subordinate for d in cues) or _is_without(cues)
        is_turned = opening is not None and opening["word"] == "unless"
        is_turned ^= any(t.is_turned and t.key == UNCHANGED for t in own)
        is_going_on = is_borrowing and _GOING_ON.search(span.of(reading.plain)) is not None
        words = _borrowed(own, before, cues) if is_going_on and not opening else {}
        words |= {t.key: _Said(_is_denied(t, reaching) != is_turned, is_open, 1.0) for t in own}
        if own:
            found.append(Clause(span, words, opening is not None, _focus_of(cues)))
            before = before if opening else own
    return found


def _focus_of(cues: Sequence[Denial]) -> frozenset[str]:
    """Those of a single denial: two undo each other."""
    focus = cues[0].focus if len(cues) == 1 else ()
    return frozenset(word.stem for word in focus if not is_general(word))


def _is_over(denial: Denial, span: Span) -> bool:
    """Whether a denial elsewhere reaches a clause: that of a row's first cell reaches all."""
    return denial.reach.start <= span.start and span.end <= denial.reach.end


def _is_without(cues: Sequence[Denial]) -> bool:
    """ "Do not stop without asking" denies neither."""
    return len(cues) > 1 and any(cue.cue == "without" for cue in cues)


def _is_near(denials: Sequence[Denial], span: Span, reading: Reading) -> bool:
    at = reading.clauses.index(span)
    near = reading.clauses[max(0, at - 1) : at + 2]
    return any(clause.start <= d.span.start < clause.end for d in denials for clause in near)


def _borrowed(
    own: Sequence[Token], before: Sequence[Token], cues: Sequence[Denial]
) -> dict[str, _Said]:
    """What is denied by "and should be avoided" or "but it is not": the clause before it."""
    if not cues or any(t.span.start < cues[0].span.start for t in own):
        return {}
    return {t.key: _Said(is_denied=True, is_open=False, counts=BORROWED) for t in before}


def _is_denied(token: Token, cues: Sequence[Denial]) -> bool:
    """A clause is denied as a whole, save by "without", which denies what follows it; "stop" is
    a denied "continue"."""
    reaching = [
        d for d in cues if not d.is_partial or d.reach.start <= token.span.start < d.reach.end
    ]
    return (len(reaching) % 2 == 1) != (token.is_turned and token.key != UNCHANGED)


def denial_findings(said: Amounts, told: Amounts) -> list[Finding]:
    """What the sentence denies and the quote does not, and the other way round."""
    here, there = said.reading, told.reading
    ours = clauses_in(said, is_borrowing=False)
    theirs = clauses_in(told, is_borrowing=True)
    # What the quote denies elsewhere may be left out.
    is_otherwise = denies_otherwise(here, there)
    is_said = _is_read(said, ours) and all(_is_said(mine, theirs) for mine in ours)
    found = negation_findings(here, there) if is_otherwise or not is_said else []
    if len(theirs) > 1 and not is_otherwise:
        for mine in ours:
            turned = _turned(mine, theirs)
            if turned is not None:
                found.append(_finding(mine, turned, here, there))
    twice = twice_denied_finding(here, there)
    return [*found, twice] if twice else found


def _is_read(said: Amounts, ours: Sequence[Clause]) -> bool:
    """Whether no clause is without words to hold against the quote's: "do not tell your doctor"."""
    spans = {clause.span for clause in ours}
    rest = [span for span in said.reading.clauses if span not in spans]
    return bool(ours) and not any(re.search(r"\w", span.of(said.reading.plain)) for span in rest)


def _is_said(mine: Clause, theirs: Sequence[Clause]) -> bool:
    """Whether a clause of the sentence is in most of its words one of the quote, denied or
    affirmed like it."""
    weighed = [_weighed(mine, clause, theirs, is_strict=True) for clause in theirs]
    if not weighed:
        return False
    agree, at = max((same, at) for at, (same, _) in enumerate(weighed))
    differ = max(other for _, other in weighed)
    is_alike = weighed[at][1] == 0 and len(mine.words.keys() & theirs[at].words.keys()) > 1
    return is_alike and agree > MARGIN * differ and _is_enough(mine, theirs[at])


def _turned(mine: Clause, theirs: Sequence[Clause]) -> Clause | None:
    """The clause of the quote that says most of a clause of the sentence the other way round;
    conditions are held against conditions."""
    theirs = [clause for clause in theirs if clause.is_condition or not mine.is_condition]
    weighed = [_weighed(mine, clause, theirs, is_strict=mine.is_condition) for clause in theirs]
    if not weighed:
        return None
    agree = max(same for same, _ in weighed)
    differ, at = max((other, at) for at, (_, other) in enumerate(weighed))
    if mine.focus & theirs[at].focus:
        return None  # "had no recurrence" is "were free of recurrence"
    return theirs[at] if differ > MARGIN * agree and _is_enough(mine, theirs[at]) else None


def _weighed(
    mine: Clause, told: Clause, theirs: Sequence[Clause], *, is_strict: bool
) -> tuple[float, float]:
    """How much of a clause of the quote is said the same way in that of the sentence, and not;
    `is_strict`: what is a condition of a denial is either way otherwise."""
    same = other = 0.0
    for key in mine.words.keys() & told.words.keys():
        ours, their = mine.words[key], told.words[key]
        weight = their.counts / sum(key in clause.words for clause in theirs)
        if is_strict and told.is_condition != mine.is_condition:
            continue
        is_either = not is_strict and (ours.is_open or their.is_open)
        if is_either or ours.is_denied == their.is_denied:
            same += weight
        else:
            other += weight
    return same, other


def _is_enough(mine: Clause, told: Clause) -> bool:
    shared = mine.words.keys() & told.words.keys()
    least = min(len(mine.words), len(told.words)) if mine.is_condition else len(mine.words)
    is_telling = mine.is_condition or not all(map(is_medicine_name, shared))
    return 2 * len(shared) >= least and bool(shared) and is_telling


def _finding(mine: Clause, other: Clause, said: Reading, told: Reading) -> Finding:
    words, instead = mine.span.of(said.text), other.span.of(told.text).strip(" ,;.")
    message = f"The sentence says “{words.strip(' ,;.')}”; the quote says “{instead}”."
    return Finding(Kind.NEGATION, words, mine.span, instead, message)
