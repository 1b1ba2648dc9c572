"""States that exclude one another: opened and unopened, acute and chronic, before the menopause
and after it.

A sentence about one of them does not rest on a quote, or on headings, about the other; one that
names a state of which the quote says nothing is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.wording import READ, Reading
from citewell.documents import Span

_STATES = {
    "opening": {
        "opened": r"opened|after (?:first )?opening|once open|in[ -]use|after first use|open"
        r" (?:bottles?|vials?|pens?|packs?|tubes?|sachets?|cartridges?)",
        "unopened": r"unopened|before (?:first )?(?:opening|use)|sealed"
        r"|until (?:it is )?opened|unused",
    },
    "dilution": {
        "diluted": r"diluted|after dilution|reconstituted|dissolved",
        "undiluted": r"undiluted|neat|before dilution",
    },
    "menopause": {
        "premenopausal": r"pre-?menopaus\w+|before (?:the )?menopause",
        "postmenopausal": r"post-?menopaus\w+|after (?:the )?menopause",
    },
    "onset": {"acute": r"acute(?:ly)?(?! kidney)", "chronic": r"chronic(?:ally)?"},
    "prevention": {
        "primary": r"primary prevention",
        "secondary": r"secondary prevention",
    },
    "line": {
        "first-line": r"first[ -]line|(?:previously )?untreated|treatment-naive|newly diagnosed",
        "later-line": r"(?:second|third|fourth|later)[ -]line|(?<!not )previously treated|relapsed"
        r"|refractory|pre-?treated|treatment-experienced",
    },
    "spread": {
        "early": r"early[ -]stage|localised|localized|non-?metastatic",
        "late": r"(?:late|advanced)[ -]stage|(?<!non-)metastatic|disseminated",
    },
    "phase": {
        "loading": r"(?:loading|initial|starting|induction|first|opening|priming) (?:dose|phase"
        r"|treatment|therapy|course)s?|induction",
        "maintenance": r"maintenance|(?:later|further|subsequent|following|booster) doses?",
    },
    "hospital": {
        "inpatient": r"in-?patients?|hospitalised|hospitalized|in hospital",
        "outpatient": r"out-?patients?|at home|in the community",
    },
    "smoking": {
        "smokers": r"(?<!non-)(?<!non)(?<!ex-)smokers",
        "non-smokers": r"non-?smokers|never[ -]smok\w+|people who do not smoke",
    },
    "vaccination": {
        "vaccinated": r"vaccinated|immunised|immunized",
        "unvaccinated": r"un-?vaccinated|non-?vaccinated|unimmuni[sz]ed",
    },
    "control": {
        "controlled": r"(?:well[- ])?controlled(?=\s\w+)(?! trial| study| substance| drug)",
        "uncontrolled": r"uncontrolled|poorly controlled",
    },
    "test": {
        "positive": r"(?:sero|[a-z\d]+-)?positive",
        "negative": r"(?:sero|[a-z\d]+-)?negative",
    },
    "birth": {
        "preterm": r"pre-?term|premature|born early",
        "term": r"full[- ]term|(?:born )?at term|term (?:babies|infants|newborns|neonates)",
    },
    "function": {
        "normal": r"(?:normal|good|healthy|unimpaired|intact) (?:kidney|renal|liver|hepatic|heart"
        r"|cardiac|lung|organ)s?(?: function)?|normally functioning",
        "impaired": r"(?:impaired|reduced|poor|decreased|weak|failing) (?:kidney|renal|liver"
        r"|hepatic"
        r"|heart|cardiac|lung|organ)s?(?: function)?"
        r"|(?:kidney|renal|liver|hepatic|heart|cardiac|lung|organ)s?"
        r" (?:impairment|failure|insufficiency|dysfunction|disease|problems|damage)",
    },
    "release": {
        "immediate release": r"(?:immediate|instant|standard|conventional|normal|plain)[ -]release",
        "slow release": r"(?:modified|prolonged|extended|slow|sustained|controlled)[ -]release"
        r"|slow-acting|retard",
    },
    "action": {
        "short-acting": r"(?:rapid|fast|quick|short|ultra-short)[ -]acting|reliever|rescue|bolus"
        r"|mealtime insulin",
        "long-acting": r"(?:long|intermediate|ultra-long)[ -]acting|preventer|basal"
        r"|background insulin"
        r"|depot",
    },
    "pill": {
        "combined": r"combined (?:pill|oral|hormonal|contracepti\w+)|co-cyprindiol",
        "progestogen-only": r"progest(?:ogen|in|erone)[ -]only|mini-?pill",
        "emergency": r"emergency contracepti\w+|(?:emergency|morning[ -]after) pill",
    },
    "vaccine": {
        "live": r"live(?:,? attenuated)?(?= (?:[\w-]+ ){0,2}vaccines?)",
        "inactivated": r"(?:inactivated|killed|non-live|dead"
        r"|recombinant)(?= (?:[\w-]+ ){0,2}vaccines?)",
    },
    "activity": {
        "active": r"active (?=tuberculosis|tb|disease|infection|arthritis|colitis|hepatitis|lupus)",
        "latent": r"latent|inactive|dormant|in remission",
    },
    "origin": {
        "bacterial": r"bacterial",
        "viral": r"viral",
        "fungal": r"fungal",
    },
    "stroke": {
        "ischaemic": r"ischa?emic",
        "haemorrhagic": r"ha?emorrhagic",
    },
    "angle": {
        "narrow-angle": r"(?:narrow|closed)[ -]angle|angle[ -]closure",
        "open-angle": r"(?:open|wide)[ -]angle",
    },
    "beat": {"systolic": r"systolic", "diastolic": r"diastolic"},
    "tract": {
        "upper": r"upper(?= (?:urinary|respiratory|gastro|abdom|back|body|airway|limb|eyelid|lid))",
        "lower": r"lower(?= (?:urinary|respiratory|gastro|abdom|back|body|airway|limb|eyelid|lid))",
    },
    "growth": {"benign": r"benign", "malignant": r"malignant"},
    "stability": {"stable": r"stable(?= angina| disease| copd| asthma)", "unstable": r"unstable"},
    "course": {
        "uncomplicated": r"uncomplicated",
        "complicated": r"complicated",
    },
    "number": {
        "monotherapy": r"monotherapy|as a single agent|on its own",
        "combination": r"combination (?:therapy|treatment)|in combination",
    },
    "side": {"left": r"left(?= \w)(?! out| in| on| over| to| untreated| at)", "right": r"right"},
    "trimester": {
        "first trimester": r"first (?:trimester|three months of pregnancy)|early pregnancy",
        "second trimester": r"second trimester|mid-?pregnancy",
        "third trimester": r"(?:third|last|final) (?:trimester|three months of pregnancy)"
        r"|late pregnancy",
    },
}
_FAMILIES = {
    family: [(name, re.compile(rf"\b(?:{words})\b")) for name, words in names.items()]
    for family, names in _STATES.items()
}
_PLACED = re.compile(r"before|after")
_BY_PRONOUN = re.compile(r"\b(?:before|after) (?:it|that|this|then)\b")
_TURNED = re.compile(r"\b(?:not|never|\w+n't)\s(?:(?:yet|been|already|previously|ever|being)\s)*$")
_DENIED = re.compile(
    r"\b(?:not|no|never|neither|nor|without)\s(?:\w+\s){0,2}$|\b\w+n't\s(?:\w+\s)?$"
)


@dataclass(frozen=True, slots=True)
class State:
    """A state of a family of which only one holds at a time."""

    family: str
    name: str
    span: Span


@lru_cache(maxsize=READ)
def states_in(reading: Reading) -> tuple[State, ...]:
    """The states of a text in order, the longer one where two overlap; what is "not opened" is
    unopened."""
    found: list[State] = []
    for family, names in _FAMILIES.items():
        matches = [(n, m) for n, p in names for m in p.finditer(reading.plain)]
        matches.sort(key=lambda pair: (pair[1].start() - pair[1].end(), pair[1].start()))
        taken: list[Span] = []
        for name, match in matches:
            span = Span(*match.span())
            if any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            denied = _DENIED.search(reading.plain, 0, span.start)
            if denied is None:
                found.append(State(family, name, span))
            elif len(names) == 2 and _TURNED.search(reading.plain, 0, span.start):
                other = next(n for n, _ in names if n != name)
                found.append(State(family, other, Span(denied.start(), span.end)))
    return tuple(sorted(found, key=lambda state: state.span))


def state_findings(said: Reading, told: Reading, above: Reading) -> list[Finding]:
    """The states of the sentence of which the quote, or else its headings, has only another."""
    ours = states_in(said)
    found = []
    for state in ours:
        theirs = _of_family(state, states_in(told)) + _of_family(state, states_in(above))
        here = {s.name for s in _of_family(state, ours)}
        if _PLACED.match(said.plain, state.span.start) and _BY_PRONOUN.search(told.plain):
            continue
        if theirs and state.name not in {s.name for s in theirs} and here == {state.name}:
            words, instead = state.span.of(said.text), theirs[0].name
            message = f"The sentence speaks of “{words}”; the quote is about {instead}."
            found.append(Finding(Kind.CONDITION, words, state.span, instead, message))
    return found


def _of_family(state: State, states: Sequence[State]) -> list[State]:
    return [other for other in states if other.family == state.family]
