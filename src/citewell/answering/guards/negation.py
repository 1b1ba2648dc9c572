"""What a text denies: cues such as not, no, without and contraindicated, and what they reach.

A cue reaches words of its own clause only (the idea is that of Chapman et al., "A simple algorithm
for identifying negated findings and diseases in discharge summaries", 2001). "Not" and
"contraindicated" deny the whole clause, "no" and "without" what follows them. "No more than" and
"do not take more than 4 g" deny nothing: they are bounds of a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from citewell.answering.guards.medicine_names import is_medicine_name
from citewell.answering.guards.wording import READ, Reading, Word, are_kin
from citewell.documents import Span

FOCUS = 3  # words that a cue denies first

_PROHIBITING = (
    r"contra-?indicat(?:ed|es|ions?)|off[ -]limits|ruled out for|unsuitable|lacking|absent"
    r"|prohibited|forbidden|avoid\w*|withh[eo]ld\w*"
    r"|against taking"
)
_VERBAL = rf"not|never|cannot|\w+n't|nobody|no one|nothing|{_PROHIBITING}"
# What one keeps away from is not used; the rest of the sentence is no denial.
_APART = (
    r"away from|protect(?:ed|ing|s)? (?:it |them )?from(?=\s(?:\w+\s)?(?:light|sun\w*|heat|moisture"
    r"|damp|frost|freezing|water))|(?:refrain|abstain)(?:s|ed|ing)? from|steer clear of"
    r"|(?:stay|keep|kept)(?:s|ed|ing)? off"
)
_RIGHTWARD = (
    r"no|none|without|neither|nor|lack(?:s|ed)?(?: of)?|free of|fail(?:s|ed|ure)? to|unable to"
    r"|out of(?=\s(?:(?:the|their|your)\s)?(?:reach|sight))"
    rf"|{_APART}"
    r"|advised against|recommended against|no longer|no one"
)
CUE = re.compile(rf"\b(?:no one|{_RIGHTWARD}|{_VERBAL})\b")
# Words that look like denials and are none.
_IDLE = re.compile(
    r"(?:with or without|(?:whether|if) or not|not only|no matter|does not matter|not (?:just"
    r"|merely)"
    r"|(?:no|not|never) (?:faster|more|less|fewer|longer|later|earlier|younger|older|higher"
    r"|lower) than"
    r"(?=[^.;]{0,20}(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?)\b))"
    r"|not exceed\w*)"
)
_BOUND = re.compile(
    r"[^.;]*?\b(?:(?:faster|more|longer|higher|greater) than|exceed\w*)\s(?:about |the )?"
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?\b)"
)
_OF_WHOM = re.compile(r"\b(?:weigh\w*|aged?|with|who|if)\b")
_PREPOSITION = re.compile(
    r"\b(?:in|for|during|with|by|on|after|before|at|among|from|until|to|within|into|while|than"
    r"|without)\b"
)
_SUBORDINATE = re.compile(
    r"\b(?:if|who|when|whose|unless|that|which)\s(?:(?!(?:must|should|is to)\b)[\w'-]+\s){0,4}$"
)
# "Six weeks after the infusions, no …" says when, not what.
_OPENING = re.compile(
    r"\W*(?:after|in|at|during|within|with|for|by|on|over|following"
    r"|[\w-]+ (?:minute|hour|day|week|month|year)s? (?:after|before|later|from))\b[^,;.]*,\s"
)
_PREPOSED = re.compile(r"\b(?:in|of|for|to|by|at)\s$")
CONDITION = re.compile(r"\s?(?:if|when|while)\b")  # opens a clause
EITHER = re.compile(r"\b(?:with (?:or|and) without|whether or not|regardless)\b")
_UP_TO = re.compile(r",|\b(?:there|is|are|was|were|should|must|may|can|could|will)\b")
_UP_TO_COMMA = re.compile(rf"without|free of|lack(?:s|ed)?(?: of)?|{_APART}")
# Words that say nothing of what is denied: a medicine is taken in one case and not in another.
USE = frozenset(
    "take use give inject keep store appli swallow inhal drink have start begin".split()
)
_WHOM_OR_WHAT = frozenset(
    "patient peopl person anyon dose medicin treatment tablet doctor need necessari requir".split()
)
GENERAL = USE | _WHOM_OR_WHAT


@dataclass(frozen=True, slots=True)
class Denial:
    """A cue, the span it reaches, and the words it denies first.

    `borrowed` is the subject of the clause before, where its own clause has none ("alcohol adds
    to it and should be avoided"): that word is denied here and not there. `is_partial`: whether it
    denies only what follows it ("without", "in nobody").
    """

    cue: str
    span: Span
    reach: Span
    focus: tuple[Word, ...]
    borrowed: Word | None
    is_subordinate: bool
    is_partial: bool


@lru_cache(maxsize=READ)
def denials_in(reading: Reading) -> tuple[Denial, ...]:
    """Every denial of a text, in order."""
    idle = [Span(*m.span()) for m in _IDLE.finditer(reading.plain)]
    found = []
    for match in CUE.finditer(reading.plain):
        span = Span(*match.span())
        clause = reading.clause_at(span.start)
        if any(span.overlaps(other) for other in idle) or _is_bound(reading, span, clause):
            continue
        found.append(_denial(reading, span, clause))
    return tuple(found)


def _denial(reading: Reading, span: Span, clause: Span) -> Denial:
    cue = span.of(reading.plain)
    focus = _focus(reading, span, clause)
    before = reading.words_in(Span(0, clause.start))
    has_subject = bool(focus or reading.words_in(Span(clause.start, span.start)))
    borrowed = before[0] if before and not has_subject else None
    told_before = Span(clause.start, span.start).of(reading.plain)
    is_subordinate = _SUBORDINATE.search(told_before) is not None
    is_partial = bool(_UP_TO_COMMA.fullmatch(cue) or _PREPOSED.search(told_before))
    reach = _reach(reading, span, clause)
    if _PREPOSED.search(told_before) and span.start >= reading.label.end:
        reach = Span(span.end, clause.end)
    return Denial(cue, span, reach, focus, borrowed, is_subordinate, is_partial)


def _reach(reading: Reading, cue: Span, clause: Span) -> Span:
    words = cue.of(reading.plain)
    if cue.end <= reading.label.end:
        return Span(0, len(reading.plain))  # the first cell of a row denies in all others
    if re.fullmatch(_VERBAL, words):
        return clause
    end = _UP_TO.search(reading.plain, cue.end, clause.end)
    if _UP_TO_COMMA.fullmatch(words) and end:
        return Span(cue.end, end.start())
    return Span(cue.end, clause.end)


def _is_bound(reading: Reading, cue: Span, clause: Span) -> bool:
    """Whether the cue turns a "more than" into an "at most"."""
    found = _BOUND.match(reading.plain, cue.end, clause.end)
    return found is not None and not _OF_WHOM.search(found[0])


def _focus(reading: Reading, cue: Span, clause: Span) -> tuple[Word, ...]:
    stop = _PREPOSITION.search(reading.plain, cue.end, clause.end)
    right = reading.words_in(Span(cue.end, stop.start() if stop else clause.end))
    if re.fullmatch(_PROHIBITING, cue.of(reading.plain)) and not right:
        return tuple(reading.words_in(Span(clause.start, cue.start))[-FOCUS:])
    if not right:
        right = reading.words_in(Span(cue.end, clause.end))
    inside = [word for word in right if word.span.end <= _reach(reading, cue, clause).end]
    return tuple((inside or right)[:FOCUS])


def telling_words(denial: Denial, reading: Reading) -> list[Word]:
    """The words by which a denial is known again: its focus, if that is more than "taken"; else
    what else it reaches, and where there is nothing else, its focus after all."""
    focus = [word for word in denial.focus if not is_general(word)]
    return focus or reached_words(denial, reading) or _what_is_left(denial)


def reached_words(denial: Denial, reading: Reading) -> list[Word]:
    """What else a denial reaches, first what follows it, save what any sentence about medicines
    has: numbers, patients, doses."""
    opening = _OPENING.match(reading.plain, denial.reach.start, denial.span.start)
    start = opening.end() if opening else denial.reach.start
    reach = Span(start, denial.reach.end)
    inside = [w for w in reading.words_in(reach) if not w.span.overlaps(denial.span)]
    found = [w for w in inside if not is_general(w)]
    after = [w for w in found if w.span.start >= denial.span.end]
    return after[:FOCUS] or found


def _what_is_left(denial: Denial) -> list[Word]:
    return list(denial.focus) or ([denial.borrowed] if denial.borrowed else [])


def is_general(word: Word) -> bool:
    """Whether any sentence about medicines may have the word."""
    return word.stem in GENERAL or word.text[0].isdigit() or is_medicine_name(word.text)


def is_denied(span: Span, denials: Sequence[Denial]) -> bool:
    """Whether what stands at a span is denied: by one denial, or by three."""
    return sum(d.reach.start <= span.start < d.reach.end for d in denials) % 2 == 1


def depth(word: Word, denials: Sequence[Denial]) -> int:
    """How many denials reach a word: two undo each other."""
    return sum(d.reach.start <= word.span.start < d.reach.end for d in denials)


def _is_condition(word: Word, reading: Reading, denials: Sequence[Denial]) -> bool:
    clause = reading.clause_at(word.span.start)
    if not CONDITION.match(reading.plain, clause.start):
        return False
    at = reading.clauses.index(clause)
    beside = reading.clauses[max(0, at - 1) : at + 2]
    return any(d.span.start >= c.start and d.span.end <= c.end for d in denials for c in beside)


def depths(word: Word, reading: Reading, denials: Sequence[Denial]) -> set[int]:
    """The depths at which a word, or one of its family, stands in a text."""
    same = [w for w in reading.words if are_kin(word.stem, w.stem)]
    found = {depth(w, denials) for w in same}
    # "Do not take it if you are pregnant" denies in pregnancy, though not that anybody is.
    found |= {1 for w in same if denials and _is_condition(w, reading, denials)}
    borrowed = [d.borrowed for d in denials if d.borrowed]
    return found | {1 for other in borrowed if are_kin(word.stem, other.stem)}
