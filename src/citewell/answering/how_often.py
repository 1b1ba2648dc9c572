"""How often an effect is seen: what asks for it, and the lines that tell it.

Leaflets tell it above a list ("Uncommon (may affect up to 1 in 100 people)"), and the effect in an
item below, of a word or two: neither answers without the other.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citewell.answering.evidence import Candidate
from citewell.answering.features import term_set
from citewell.answering.question import Question
from citewell.terms import normalise, terms

_GRADE = re.compile(r"(?<![\w-])(very common|uncommon|common|very rare|rare)(?!\w)")
_BAND = re.compile(r"\b1 (?:in|of|out of) (?:every )?\d|cannot be estimated")
_HOW_OFTEN_SEEN = re.compile(
    r"\bhow (?:very )?(?:common\w*|uncommon|rare\w*|likely|often|frequent\w*)\b"
    r"|\bhow many (?:people|patients|users|others)\b.*\b(?:get|have|suffer|develop|experience)\b"
    r"|\b(?:common|rare) or (?:an? )?(?:very )?(?:common|uncommon|rare)\b"
    r"|\b(?:chances?|odds|likelihood|probability|frequency) (?:of|that|class|category|group|band)\b"
)
# What is said of any effect, and of whoever asks after one.
_OF_ANY_EFFECT = frozenset(
    terms(
        "how often common commonly uncommon rare rarely likely frequent frequently very many much"
        " chance odds risk probability frequency likelihood known side effect effects unwanted"
        " reaction happen happens seen see occur get gets got getting have has had having cause"
        " causes causing make makes give gives bring take takes taking use using start started"
        " people patients users person medicine drug tablets treatment therapy experience suffer"
        " develop report reported feel feeling completely really actually possible would could"
        " go goes going"
    )
)


@lru_cache(maxsize=512)
def asks_how_often_seen(question: Question) -> bool:
    """Whether it is asked how common an effect is."""
    return _HOW_OFTEN_SEEN.search(normalise(question.text)) is not None


def _tells_how_often(text: str) -> bool:
    """Whether a text tells how often effects are seen: "may affect up to 1 in 10 people"."""
    return _BAND.search(normalise(text)) is not None


def is_of_another_frequency(candidate: Candidate, question: Question) -> bool:
    """Whether effects seen so often are asked for ("common"), and the candidate, or what introduces
    it, is about those seen more often or less ("Uncommon (may affect up to 1 in 100 people)")."""
    asked = set(_GRADE.findall(normalise(question.text)))
    if not asked or asks_how_often_seen(question):
        return False
    asked |= {f"very {grade}" for grade in asked & {"common", "rare"}}
    texts = map(normalise, (candidate.told, candidate.introduction))
    told = next(
        (set(found) for t in texts if _BAND.search(t) and (found := _GRADE.findall(t))), None
    )
    return told is not None and not asked & told


def seen_as_often(candidate: Candidate, question: Question) -> bool | None:
    """Where it is asked how often an effect is seen: whether the candidate is that effect, told in
    a list of those seen so often; False if it only introduces such a list; None else."""
    if not asks_how_often_seen(question):
        return None
    of_title = term_set(candidate.article.about.title)
    effect = {*question.terms} - _OF_ANY_EFFECT - of_title
    told = term_set(candidate.told)
    if candidate.unit.lead is not None and _tells_how_often(candidate.before):
        return True if effect and effect <= told else None
    introduces = _tells_how_often(candidate.told) and candidate.told.rstrip().endswith((":", ")"))
    return False if introduces and not effect & told else None
