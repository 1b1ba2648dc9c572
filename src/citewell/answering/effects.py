"""Whether a medicine brings on an effect, and whether a candidate speaks of that effect.

"Can it cause blood clots?" is not answered by what it does to blood cells, nor by its side effects
in general.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citewell.answering.circumstances import asks_how_often_seen, tells_how_often_seen
from citewell.answering.evidence import Candidate
from citewell.answering.features import term_set
from citewell.answering.guards.population import groups_in
from citewell.answering.guards.wording import read
from citewell.answering.mentions import Kind, mentions_in
from citewell.answering.question import Question
from citewell.answering.synonyms import holds, other_words
from citewell.terms import normalise, terms

_CAUSES = re.compile(
    r"\b(?:causes?|caused|causing|brings? on|leads? to|triggers?|provokes?|gives? (?:me|you|people)"
    r"|(?:raises?|increases?) (?:the |my )?(?:risk|chance)s? of|(?:at )?risk of)\s+(?P<effect>.+)"
)
_FAMILIES = frozenset({"disease", "symptom"})
# What is said of any effect, and of whoever asks after one.
_OF_ANY_EFFECT = frozenset(
    terms(
        "how often common commonly uncommon rare rarely likely frequent frequently very many much"
        " chance odds risk probability frequency likelihood known side effect effects unwanted"
        " reaction happen happens seen see occur get gets got getting have has had having cause"
        " causes causing make makes give gives bring take takes taking use using start started"
        " people patients users person medicine drug tablets treatment therapy experience suffer"
        " develop report reported feel feeling completely really actually possible would could"
    )
)


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


def seen_as_often(candidate: Candidate, question: Question) -> bool | None:
    """Where it is asked how often an effect is seen: whether the candidate is that effect, told in
    a list of those seen so often; False if it only introduces such a list; None else."""
    if not asks_how_often_seen(question):
        return None
    of_title = term_set(candidate.article.about.title)
    effect = {*question.terms} - _OF_ANY_EFFECT - of_title
    told = term_set(candidate.told)
    if candidate.unit.lead is not None and tells_how_often_seen(candidate.before):
        return True if effect and effect <= told else None
    introduces = tells_how_often_seen(candidate.told) and candidate.told.rstrip().endswith(":")
    return False if introduces and not effect & told else None
