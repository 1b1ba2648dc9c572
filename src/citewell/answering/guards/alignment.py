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
from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.marks import Token, tokens_in
from citewell.answering.guards.negation import Denial, denials_in
from citewell.answering.guards.subjects import is_medicine_name
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

BORROWED = 0.5  # how much a word counts that a clause takes over from the one before it
MARGIN = 1.5  # how many times as much must be said the other way as the same way

_CONDITION = re.compile(r"[\s,;.]*(?:if|when|whenever|while|unless|who|which)\b")
_WITHOUT = re.compile(r"without|free of|lack(?:s|ed)?(?: of)?")

Ways = frozenset[bool]
_EITHER: Ways = frozenset((True, False))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its words, each with the ways it is said (denied, affirmed, either) and how
    much it counts."""

    span: Span
    words: Mapping[str, tuple[Ways, float]]
    is_condition: bool


def clauses_in(amounts: Amounts) -> list[Clause]:
    """The clauses of a text that have words; a condition of what is denied is either way."""
    tokens, reading = tokens_in(amounts), amounts.reading
    denials = denials_in(reading)
    found: list[Clause] = []
    before: list[Token] = []
    for span in reading.clauses:
        own = [t for t in tokens if span.start <= t.span.start < span.end]
        cues = [d for d in denials if span.start <= d.span.start < span.end]
        reaching = cues + [d for d in denials if d not in cues and _is_over(d, span)]
        is_condition = _CONDITION.match(reading.plain, span.start) is not None
        is_open = (is_condition and _is_near(denials, span, reading)) or any(d.is_subordinate for d in cues)
        words = {} if is_condition else _borrowed(own, before, cues)
        words |= {t.key: (_ways(t, reaching, is_open=is_open), 1.0) for t in own}
        if own:
            found.append(Clause(span, words, is_condition))
            before = before if is_condition else own
    return found


def _is_over(denial: Denial, span: Span) -> bool:
    """Whether a denial elsewhere reaches a clause: that of a row's first cell reaches all."""
    return denial.reach.start <= span.start and span.end <= denial.reach.end


def _is_near(denials: Sequence[Denial], span: Span, reading: Reading) -> bool:
    at = reading.clauses.index(span)
    near = reading.clauses[max(0, at - 1) : at + 2]
    return any(clause.start <= d.span.start < clause.end for d in denials for clause in near)


def _borrowed(
    own: Sequence[Token], before: Sequence[Token], cues: Sequence[Denial]
) -> dict[str, tuple[Ways, float]]:
    """What is denied by "and should be avoided" or "but it is not": the clause before it."""
    if not cues or any(t.span.start < cues[0].span.start for t in own):
        return {}
    return {t.key: (frozenset((True,)), BORROWED) for t in before}


def _ways(token: Token, cues: Sequence[Denial], *, is_open: bool) -> Ways:
    """A clause is denied as a whole, save by "without", which denies what follows it."""
    if is_open:
        return _EITHER
    reaching = [
        d
        for d in cues
        if not _WITHOUT.fullmatch(d.cue) or d.reach.start <= token.span.start < d.reach.end
    ]
    return frozenset((len(reaching) % 2 == 1,))


def polarity_findings(said: Amounts, told: Amounts) -> list[Finding]:
    """The clauses of the sentence that deny what the quote affirms there, or affirm it."""
    theirs = clauses_in(told)
    if len(theirs) < 2:
        return []
    found = []
    for mine in clauses_in(said):
        if mine.is_condition or not theirs:
            continue
        weighed = [_weighed(mine, clause, theirs) for clause in theirs]
        agree = max(same for same, _ in weighed)
        differ, turned = max((other, at) for at, (_, other) in enumerate(weighed))
        if differ > MARGIN * agree and _is_enough(mine, theirs[turned]):
            found.append(_finding(mine, theirs[turned], said.reading, told.reading))
    return found


def _weighed(mine: Clause, told: Clause, theirs: Sequence[Clause]) -> tuple[float, float]:
    """How much of a clause of the quote is said the same way in that of the sentence, and not."""
    same = other = 0.0
    for key in mine.words.keys() & told.words.keys():
        (ours, _), (ways, counts) = mine.words[key], told.words[key]
        weight = counts / sum(key in clause.words for clause in theirs)
        same, other = (same + weight, other) if ours & ways else (same, other + weight)
    return same, other


def _is_enough(mine: Clause, told: Clause) -> bool:
    shared = mine.words.keys() & told.words.keys()
    return 2 * len(shared) >= len(mine.words) and not all(map(is_medicine_name, shared))


def _finding(mine: Clause, other: Clause, said: Reading, told: Reading) -> Finding:
    words, instead = mine.span.of(said.text), other.span.of(told.text).strip(" ,;.")
    message = f"The sentence says “{words.strip(' ,;.')}”; the quote says “{instead}”."
    return Finding(Kind.NEGATION, words, mine.span, instead, message)
