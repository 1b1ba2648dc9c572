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
from citewell.answering.guards.wording import Reading, Word, are_kin, root
from citewell.documents import Span

_STILL = r"(?:also |still |safely |freely |usually |always |often )*"
_ALLOWING = re.compile(
    rf"\b(?:can|may|could) {_STILL}(?:be {_STILL}(?P<done>\w+(?:ed|en|n|t|ut|un|ept|one|ade))"
    r"|(?P<do>use|take|give|drink|eat|have|receive|start|continue|stop|combine|drive|breast-?feed"
    r"|inject|swallow|keep|store|crush|cut|chew|split|open|mix|repeat|restart|apply|do|switch"
    r"|change"
    r"|swim|bathe|shower|exercise|smoke|travel|fly|freeze|share|reuse|skip|lie|eat|wear|leave))\b"
    r"|\b(?:is|are|was|were) (?:\w+ )?(?:allowed|permitted|permissible|fine|ok|okay|acceptable|all"
    r" right|no problem|not a problem|suitable|compatible|safe|possible|harmless)\b"
    r"|\b(?:free to|no need to (?:avoid|stop)|freely)\b"
)
_MAY = re.compile(r"\b(?:may|can|could|might)\s(?:\w+\s)?$")
_CONDITION = re.compile(r"\b(?:if|when|while|after|during)\b(?P<what>[^.;,]*)")
_NOT_IF = re.compile(r"\bnot (?:if|when|while|after|during)\b(?P<what>[^.;,]*)")
_GOING_ON = re.compile(r"\W*(?:and|but|so|which|or)\b")
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
        if _is_possible(match, told):
            continue
        forbidden = _not_if(said, told) or _forbidden(_objects(said, clause), told)
        if forbidden is not None and not _is_lifted(said, told):
            words, instead = match[0], forbidden.of(told.text).strip(" ,;.")
            message = f"The sentence says “{words}”; the quote says “{instead}”."
            span = Span(*match.span())
            found.append(Finding(Kind.MODALITY, span.of(said.text), span, instead, message))
    return found


def _not_if(said: Reading, told: Reading) -> Span | None:
    """The "but not if …" of the quote whose words are those of the sentence's condition."""
    for condition in _CONDITION.finditer(said.plain):
        if said.plain.endswith("not ", 0, condition.start()):
            continue
        words = said.words_in(Span(*condition.span("what")))
        for match in _NOT_IF.finditer(told.plain):
            there = told.words_in(Span(*match.span("what")))
            if words and _shared(words, there) == len(words):
                return Span(*match.span())
    return None


def _is_possible(match: re.Match[str], told: Reading) -> bool:
    """Whether it is no permission but what may happen: "may be increased" of "may increase"."""
    verb = match["done"] or match["do"]
    if verb is None:
        return False
    alike = [w for w in told.words if are_kin(w.stem, root(verb)) and w.stem not in USE]
    return any(_MAY.search(told.plain, 0, word.span.start) for word in alike)


def _objects(reading: Reading, clause: Span) -> list[Word]:
    """What is allowed: the words of the clause, those for allowing and using left out, and what
    is allowed to be done twice, as it tells most."""
    verbs = list(_ALLOWING.finditer(reading.plain, clause.start, clause.end))
    inside = [w for w in reading.words_in(clause) if w.stem not in _GENERAL]
    done = [w for w in inside if _is_done(w, verbs)]
    rest = [w for w in inside if not any(w.span.overlaps(Span(*v.span())) for v in verbs)]
    return [*rest, *done, *done]


def _is_done(word: Word, verbs: Sequence[re.Match[str]]) -> bool:
    ends = [verb.end(name) for verb in verbs for name in ("do", "done") if verb[name]]
    return word.span.end in ends and word.stem not in USE


def _forbidden(objects: Sequence[Word], told: Reading) -> Span | None:
    """The clause of the quote that forbids most of what is allowed, if none allows as much."""
    if not objects:
        return None
    denials = denials_in(told)
    clauses = [(c, _words_of(told, c), _forbids(told, c, denials)) for c in told.clauses]
    forbidding = [
        (_shared(objects, words), clause) for clause, words, forbids in clauses if forbids
    ]
    borrowed = [_before(told, clause) for _, clause in forbidding]
    others = [
        _shared(objects, words)
        for clause, words, forbids in clauses
        if not forbids and not (clause in borrowed and _is_going_on(told, clause, clauses))
    ]
    most, clause = max(forbidding, key=lambda pair: pair[0], default=(0, Span(0, 0)))
    is_most = 2 * most >= len(objects) and most > max(others, default=0)
    return clause if most and is_most else None


def _is_going_on(
    told: Reading, clause: Span, clauses: Sequence[tuple[Span, list[Word], bool]]
) -> bool:
    """Whether the clause after this one borrows its words."""
    return any(
        _before(told, c) == clause and _borrows(told, c) for c, _, forbids in clauses if forbids
    )


def _borrows(told: Reading, clause: Span) -> bool:
    """Whether a clause is "and should be avoided", with nothing before the denial."""
    return _GOING_ON.match(told.plain, clause.start) is not None and len(told.words_in(clause)) < 2


def _before(told: Reading, clause: Span) -> Span:
    return told.clause_at(max(0, clause.start - 1))


def _words_of(told: Reading, clause: Span) -> list[Word]:
    before = told.words_in(_before(told, clause)) if _borrows(told, clause) else []
    return [*told.words_in(clause), *before]


def _forbids(told: Reading, clause: Span, denials: Sequence[Denial]) -> bool:
    cues = [d for d in denials if clause.start <= d.span.start < clause.end and not d.is_partial]
    return len(cues) == 1 and _FORBIDDING.search(told.plain, clause.start, clause.end) is not None


def _shared(objects: Sequence[Word], there: Sequence[Word]) -> int:
    return sum(any(are_kin(w.stem, o.stem) for o in there) for w in objects)


def _is_lifted(said: Reading, told: Reading) -> bool:
    """Whether the sentence has a word of the exception that the quote makes."""
    lifting = _LIFTING.search(told.plain)
    if lifting is None:
        return False
    exception = told.words_in(Span(lifting.start(), told.clause_at(lifting.start()).end))
    telling = [w for w in exception if w.stem not in _GENERAL | USE]
    return any(are_kin(w.stem, o.stem) for w in said.words for o in telling)
