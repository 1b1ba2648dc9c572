"""Does the sentence allow what its quote forbids?

"Aspirin can be used with warfarin" needs no "not" to turn "avoid aspirin while you take warfarin"
round. What a sentence allows is held against the clauses of the quote that have its words: do
those with the most of them forbid it, and does none of them allow it?
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.negation import USE, Denial, denials_in
from citewell.answering.guards.wording import Reading, Word, are_kin
from citewell.documents import Span

_ALLOWING = re.compile(
    r"\b(?:can|may|could) (?:also |still |safely |freely |usually |be (?:safely |freely )?)*"
    r"(?P<use>use|used|take|taken|give|given|drink|drunk|eat|eaten|have|had|receive|received|start"
    r"|started|continue|continued|stop|stopped|combined?|drive|breast-?feed|inject|injected|swallow"
    r"|swallowed|keep|kept|stored?|crush|crushed|cut|chew|chewed|split|opened?|mix|mixed|repeat"
    r"|repeated|restart|restarted|administered|prescribed|applied|apply|done|performed)\b"
    r"|\b(?:is|are|was|were) (?:\w+ )?(?:allowed|permitted|permissible|fine|ok|okay|acceptable|all"
    r" right|no problem|not a problem|suitable|compatible|safe|possible|harmless)\b"
    r"|\b(?:free to|no need to (?:avoid|stop)|freely)\b"
)
_FORBIDDING = re.compile(
    r"\b(?:(?:do|must|should|may|can|shall) not|don't|mustn't|shouldn't|cannot|can't|never|avoid\w*"
    r"|contra-?indicat\w+|forbidden|prohibited|not (?:be )?(?:use|used|take|taken|give|given"
    r"|recommended|allowed|permitted|suitable|advised|safe)|unsuitable|off[ -]limits|withh[eo]ld)\b"
)
_LIFTING = re.compile(r"\b(?:unless|except|until|only|other than|apart from)\b")
_GENERAL = frozenset("treatment therapi need medicin drug tablet patient peopl person safe".split())


def permission_findings(said: Reading, told: Reading) -> list[Finding]:
    """What the sentence allows that the quote forbids; an exception of the quote may be told."""
    found = []
    for match in _ALLOWING.finditer(said.plain):
        clause = said.clause_at(match.start())
        if any(d.reach.start <= match.start() < d.reach.end for d in denials_in(said)):
            continue
        forbidden = _forbidden(_objects(said, clause), told)
        if forbidden is not None and not _is_lifted(said, told):
            words, instead = match[0], forbidden.of(told.text).strip(" ,;.")
            message = f"The sentence says “{words}”; the quote says “{instead}”."
            span = Span(*match.span())
            found.append(Finding(Kind.MODALITY, span.of(said.text), span, instead, message))
    return found


def _objects(reading: Reading, clause: Span) -> list[Word]:
    """What is allowed: the words of the clause, save those for allowing and using."""
    verbs = [Span(*m.span()) for m in _ALLOWING.finditer(reading.plain, clause.start, clause.end)]
    inside = reading.words_in(clause)
    return [
        w for w in inside if w.stem not in _GENERAL and not any(w.span.overlaps(v) for v in verbs)
    ]


def _forbidden(objects: Sequence[Word], told: Reading) -> Span | None:
    """The clause of the quote that forbids most of what is allowed, if none allows as much."""
    if not objects:
        return None
    denials = denials_in(told)
    forbidding = [
        (_shared(objects, told, c), c) for c in told.clauses if _forbids(told, c, denials)
    ]
    others = [_shared(objects, told, c) for c in told.clauses if not _forbids(told, c, denials)]
    most, clause = max(forbidding, key=lambda pair: pair[0], default=(0, Span(0, 0)))
    is_most = 2 * most >= len(objects) and most > max(others, default=0)
    return clause if most and is_most else None


def _forbids(told: Reading, clause: Span, denials: Sequence[Denial]) -> bool:
    cues = [d for d in denials if clause.start <= d.span.start < clause.end and not d.is_partial]
    return len(cues) == 1 and _FORBIDDING.search(told.plain, clause.start, clause.end) is not None


def _shared(objects: Sequence[Word], told: Reading, clause: Span) -> int:
    there = told.words_in(clause)
    return sum(any(are_kin(w.stem, o.stem) for o in there) for w in objects)


def _is_lifted(said: Reading, told: Reading) -> bool:
    """Whether the sentence has a word of the exception that the quote makes."""
    lifting = _LIFTING.search(told.plain)
    if lifting is None:
        return False
    exception = told.words_in(Span(lifting.start(), told.clause_at(lifting.start()).end))
    telling = [w for w in exception if w.stem not in _GENERAL | USE]
    return any(are_kin(w.stem, o.stem) for w in said.words for o in telling)
