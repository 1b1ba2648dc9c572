"""Whom and what a text speaks of: age, sex, pregnancy, organs, diseases, severity, arms of a trial.

Groups of one family exclude one another: a sentence about children does not rest on a quote about
adults, even under a heading that names both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from citewell.answering.guards.abbreviations import other_names_in
from citewell.answering.guards.ages import groups_of_ages, groups_of_shared_ages
from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.quantities import Quantity
from citewell.answering.guards.wording import READ, Reading, read
from citewell.documents import Span

OLD = 60  # years from which people are called elderly

_GROUPS = {
    "age": {
        "adults": r"adults?|grown-ups?",
        "children": r"child(?:ren|hood)?(?:'s)?|boys?|girls?|paediatric|pediatric|under-\d+s|kids?",
        "adolescents": r"adolescents?|teenagers?|teens?|adolescence",
        "babies": r"bab(?:y|ies)|infants?|toddlers?",
        "newborns": r"newborns?|neonates?|neonatal",
        "elderly people": r"elderly|older (?:people|patients|adults|persons)|seniors?|the old",
    },
    "state": {
        "pregnancy": r"pregnan\w+|expectant|unborn|trimester",
        "breast-feeding": r"breast-?\s?feed\w*|breast-?\s?fed|nursing|lactat\w+|breast milk",
    },
    "sex": {
        "women": r"women|woman|females?|girls?",
        "men": r"men|man|males?|boys?",
    },
    "organ": {
        "kidneys": r"kidneys?|renal\w*|e?gfr|nephro\w+|nephritis|dialysis|creatinine",
        "liver": r"livers?|hepatic\w*|hepato\w+|cirrhosis|hepatitis",
        "heart": r"heart|cardiac|myocardial",
        "lungs": r"lungs?|pulmonary|respiratory",
    },
    "severity": {
        "mild": r"mild(?:ly)?",
        "moderate": r"moderate(?:ly)?",
        "severe": r"severe(?:ly)?|serious(?:ly)?|very(?= high| low)",
    },
    "arm": {
        "placebo": r"placebo|dummy|sham",
        "study drug": r"(?:study|trial|test|active|investigational|experimental) (?:drug|medicine"
        r"|medication|treatment|substance|compound)|(?:active|intervention|treatment) (?:group"
        r"|arm)",
        "chemotherapy": r"chemotherapy",
        "usual care": r"(?:usual|standard) (?:care|treatment|therapy)",
        "controls": r"controls|control (?:group|arm)|comparator",
    },
}
_CARRIES = {  # a group is carried by each of these too
    "babies": {"newborns"},
    "women": {"pregnancy", "breast-feeding", "menopause"},
}
CANCER = "cancer"  # which is one of an organ, told in the word before
_DISEASES = {
    "high blood pressure": r"high blood pressure|hypertension",
    "low blood pressure": r"low blood pressure|hypotension",
    "seizures": r"seizures?|fits|convulsions?",
    "hepatitis a": r"hepatitis a",
    "hepatitis b": r"hepatitis b|hbv",
    "hepatitis c": r"hepatitis c|hcv",
    "blood clots": r"(?:blood )?clots?|clotting|thrombo(?!cyt)\w+|\w*embolism",
    "chickenpox": r"chickenpox|varicella",
    "hiv": r"hiv|aids",
    "low blood sugar": r"low blood sugar|hypoglyc(?:a)?emia",
    "high blood sugar": r"high blood sugar|hyperglyc(?:a)?emia",
    "heart attack": r"heart attacks?|myocardial infarctions?",
    "heart failure": r"heart failure|cardiac failure",
    "diabetes": r"diabet\w+",
    CANCER: r"cancers?|tumou?rs?|carcinomas?",
    "leukaemia": r"leuk(?:a)?emias?",
    "anaemia": r"an(?:a)?emia",
    "flu": r"flu|influenza",
    "shingles": r"shingles|zoster",
    "restless legs": r"restless legs?",
    "allergy": r"allerg\w+",
    **{
        word: rf"{word}\w{{0,2}}"
        for word in (
            "asthma eczema gout epilep psoria lupus migraine depress tubercul stroke malaria covid"
            " rheumatoid juvenile atopic ulcerative alopecia pemphigus porphyria glaucoma dementia"
            " parkinson alzheimer crohn eosinophil axial measles mumps pneumonia sepsis angina"
            " arrhythmia fibrillation cataract vitiligo acne rosacea scabies autism cholera"
            " obesity sarcoid endometri insomnia anxiety bronch pancrea thyroid"
        ).split()
    },
}
_SYMPTOMS = {
    "constipation": r"constipat\w+",
    "nausea": r"nause\w+|feel(?:ing|s)? sick|sickness",
    "vomiting": r"vomit\w*|being sick|throw(?:ing|s)? up",
    "fever": r"fevers?|feverish|high temperature",
    "headache": r"headaches?",
    "dizziness": r"dizz\w+|giddiness|light-?headed\w*",
    "cough": r"cough\w*",
    "rash": r"rash(?:es)?",
}
_DISEASES["psoria"] = r"psoria\w+"
_DISEASES["tubercul"] = r"tubercul\w+|tb"
_DISEASES["depress"] = r"depress(?:ion|ed|ive)\b(?! scores?)"
_NAMED_DISEASE = re.compile(
    r"\b(?!prognosis|diagnosis|analysis|basis|dosis|hypnosis|diuresis|crisis)"
    r"[a-z]{3,}(?:itis|osis|iasis|oma|a?emia|opathy|penia|algia|rrho?ea|trophy|plegia|phrenia"
    r"|thyroidism|sclerosis|uria)s?\b"
)
_FAMILIES = {
    family: (
        list(groups),
        re.compile(rf"\b(?<!-)(?:{'|'.join(f'({words})' for words in groups.values())})(?!\w)"),
    )
    for family, groups in {**_GROUPS, "disease": _DISEASES, "symptom": _SYMPTOMS}.items()
}
_HE = {"he": "men", "his": "men", "him": "men", "she": "women", "her": "women", "hers": "women"}
_PRONOUN = re.compile(r"\b(?:he|his|him|she|hers?)\b")


_ORGANS = {
    "bowel": "bowel|colon|colorectal|rectal|rectum|intestin(?:e|al)",
    "stomach": "stomach|gastric",
    "oesophagus": "o?esophag(?:us|eal)",
    "liver": "liver|hepatic|hepatocellular",
    "pancreas": "pancrea(?:s|tic)",
    "lung": "lung|bronchial",
    "breast": "breast",
    "ovary": "ovar(?:y|ian)|fallopian tube|peritoneal",
    "womb": "womb|uter(?:us|ine)|endometrial",
    "cervix": "cervi(?:x|cal)",
    "prostate": "prostat(?:e|ic)",
    "testis": "testic(?:le|ular)|testis",
    "bladder": "bladder|urothelial",
    "kidney": "kidney|renal(?: cell)?",
    "thyroid": "thyroid",
    "skin": "skin|basal cell|squamous cell",
    "brain": "brain|cns|spinal cord",
    "bone": "bone",
    "blood": "blood",
    "throat": "throat|laryn(?:x|geal)|pharyn(?:x|geal)|oral|mouth",
}
_ORGAN_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'({words})' for words in _ORGANS.values())})[\s-]+$"
)


def organ_before(plain: str, at: int) -> str | None:
    """The organ before a place in a text in small letters: the bowel in "colon cancer"."""
    found = _ORGAN_BEFORE.search(plain, max(0, at - 20), at)
    return [*_ORGANS][(found.lastindex or 1) - 1] if found else None


def names_disease(text: str, disease: str) -> bool:
    """Whether a text, in small letters, names a disease, given by its name as a group."""
    words = _DISEASES.get(disease)
    return (
        re.search(rf"\b(?:{words})", text) is not None if words else disease in spelled_alike(text)
    )


@dataclass(frozen=True, slots=True)
class Group:
    """People, a state, an organ, a disease, an arm: a name within a family."""

    family: str
    name: str
    span: Span


@lru_cache(maxsize=READ)
def groups_in(reading: Reading) -> tuple[Group, ...]:
    """The groups and conditions that a text names, in order."""
    found = [
        Group(family, names[(match.lastindex or 1) - 1], Span(*match.span()))
        for family, (names, pattern) in _FAMILIES.items()
        for match in pattern.finditer(reading.plain)
    ]
    told = {group.span for group in found if group.family == "disease"}
    found += [
        Group("disease", spelled_alike(match[0]).rstrip("s"), Span(*match.span()))
        for match in _NAMED_DISEASE.finditer(reading.plain)
        if Span(*match.span()) not in told
    ]
    return tuple(sorted(found, key=lambda group: (group.span, group.family)))


def spelled_alike(text: str) -> str:
    """British and American spelling made one: diarrhoea and diarrhea."""
    return re.sub(r"ae|oe", "e", text)


def population_findings(
    said: Reading,
    told: Reading,
    above: Reading,
    ours: Sequence[Quantity],
    quantities: Sequence[Quantity],
) -> list[Finding]:
    """The groups of the sentence that neither the quote nor its headings carry.

    Args:
        said: the sentence.
        told: the quote.
        above: its title and headings.
        ours: the quantities of the sentence.
        quantities: those of the quote; patients over 65 years are elderly.
    """
    theirs = (*groups_in(told), *groups_in(read(other_names_in(told))))
    aged = _of_age(quantities) | groups_of_ages(told, quantities)
    aged |= groups_of_shared_ages(said, ours, told, quantities)
    found = []
    for group in groups_in(said):
        family = {g.name for g in theirs if g.family == group.family}
        carried = _names(theirs) | aged
        if not family or group.family in ("disease", "symptom", "organ"):
            carried |= _names((*groups_in(above), *groups_in(read(other_names_in(above)))))
        if carried & {group.name, *_CARRIES.get(group.name, ())}:
            continue
        found.append(_finding(said, group, sorted(family)))
    return found + _pronouns(said, told)


def _names(groups: Sequence[Group]) -> set[str]:
    return {group.name for group in groups}


def _of_age(quantities: Sequence[Quantity]) -> set[str]:
    """The age groups that the quote gives in figures."""
    old = Fraction(OLD * 12)
    return {"elderly people" for q in quantities if q.dimension == "months" and q.low >= old}


def _pronouns(said: Reading, told: Reading) -> list[Finding]:
    """He for she, and she for he."""
    theirs = {_HE[m[0]] for m in _PRONOUN.finditer(told.plain)}
    found = []
    for match in _PRONOUN.finditer(said.plain):
        if theirs and _HE[match[0]] not in theirs:
            group = Group("sex", _HE[match[0]], Span(*match.span()))
            found.append(_finding(said, group, sorted(theirs)))
    return found


def _finding(said: Reading, group: Group, instead: Sequence[str]) -> Finding:
    words = group.span.of(said.text)
    kind = Kind.ARM if group.family == "arm" else Kind.POPULATION
    kind = Kind.CONDITION if group.family in ("disease", "symptom", "organ", "severity") else kind
    there = f"the quote is about {' and '.join(instead)}" if instead else "the quote does not"
    return Finding(
        kind,
        words,
        group.span,
        " and ".join(instead) or None,
        f"The sentence speaks of “{words}”; {there}.",
    )
