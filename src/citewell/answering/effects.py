"""Whether a medicine brings on an effect, and whether a candidate speaks of that effect.

"Can it cause blood clots?" is not answered by what it does to blood cells, nor by its side effects
in general; how well it is tolerated not by how well it works, nor by how another one was.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citewell.answering.evidence import Candidate
from citewell.answering.features import term_set
from citewell.answering.guards.population import groups_in
from citewell.answering.guards.wording import read
from citewell.answering.mentions import Kind, mentions_in
from citewell.answering.question import Question
from citewell.answering.subject import medicines_asked, medicines_in
from citewell.answering.synonyms import holds, other_words
from citewell.terms import normalise

_CAUSES = re.compile(
    r"\b(?:causes?|caused|causing|brings? on|leads? to|triggers?|provokes?|gives? (?:me|you|people)"
    r"|(?:raises?|increases?) (?:the |my )?(?:risk|chance)s? of|(?:at )?risk of)\s+(?P<effect>.+)"
)
# What is asked of a medicine itself: what it does to those who take it.
_OF_ITSELF = re.compile(
    r"\b(?:tolera\w+|(?:side|adverse|unwanted) (?:effects?|events?|reactions?)|causes?"
    r"|safe|safety)\b"
)
_TOLERATED = re.compile(r"\btolera(?:te|ted|ble|bility|nce)\b")
_TOLERANCE = re.compile(
    r"\btolera|\b(?:side|adverse|unwanted)\W(?:effect|event|reaction)|\bsafe|\bdiscontinu|\bwithdr"
)
_FAMILIES = frozenset({"disease", "symptom"})


def untold_effect(candidate: Candidate, question: Question) -> bool:
    """Whether it is asked if something brings on an effect known by name, and the candidate, with
    what stands above and before it, names none of those asked for."""
    asked = _effects(question)
    if not asked:
        return False
    told = normalise(candidate.in_full)
    stems, groups = term_set(told), _groups(told)
    return not any(
        term_set(effect) <= stems
        or groups & _groups(effect)
        or any(holds(told, form) for form in other_words(effect))
        for effect in asked
    )


def untold_tolerance(candidate: Candidate, question: Question) -> bool:
    """Whether it is asked how something is tolerated, and nothing with the candidate says so."""
    if not _TOLERATED.search(normalise(question.text)):
        return False
    return _TOLERANCE.search(normalise(candidate.in_full)) is None


def is_of_another_medicine(candidate: Candidate, question: Question) -> bool:
    """Whether it is asked what a medicine does to those who take it, and the candidate names only
    others: that tofacitinib was not tolerated says nothing of baricitinib."""
    asked = {*medicines_asked(question)}
    if not asked or not _OF_ITSELF.search(normalise(question.text)):
        return False
    own = {name for name, _ in medicines_in(candidate.told)}
    return bool(own) and not own & asked


@lru_cache(maxsize=512)  # asked for every candidate of a question
def _effects(question: Question) -> tuple[str, ...]:
    """The effects that a question asks of, in small letters; only those known by name."""
    asked = _CAUSES.search(normalise(question.text))
    if asked is None:
        return ()
    named = mentions_in(asked["effect"])
    return tuple(normalise(m.text) for m in named if m.kind is Kind.CONDITION)


@lru_cache(maxsize=20_000)
def _groups(text: str) -> frozenset[str]:
    return frozenset(g.name for g in groups_in(read(text)) if g.family in _FAMILIES)
