"""What a question says in its own words, in the words that the documents have for it.

Who asks about blood clots means thrombosis, and a text that only says the latter answers. A word
is told in the other one only where the documents have that one and not the question's own, so a
folder written for patients is asked in the words of the question. Each line of the table has words
for much the same thing, as anyone knows them who reads both letters of doctors and leaflets; names
of the very same thing are those that the guards know.

A disease may also be written by its initials alone ("PsA") in a text that never says what they
stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from citewell.answering.guards.abbreviations import NAMES
from citewell.answering.mentions import Kind, mentions_in
from citewell.terms import HYPHENS, STOPWORDS

_ALIKE = """
x-ray, x-rays, radiographic, radiograph, radiological
tummy ache, stomach ache, belly ache, tummy pain, stomach pain, belly pain, abdominal pain
tummy, belly, stomach, gut, abdomen, abdominal, gastrointestinal
upset stomach, gastrointestinal issues, gastrointestinal problems, indigestion, dyspepsia
the runs, loose stools, diarrhoea, diarrhea
throwing up, being sick, vomiting, vomit
feeling sick, feel sick, feeling queasy, queasy, nausea, nauseous
sore throat, sore throats, colds, upper respiratory infection, upper respiratory infections
heartburn, acid reflux, gastro-oesophageal reflux
hole in the gut, holes in the gut, hole in the bowel, gastrointestinal perforation, perforation
jab, jabs, vaccine, vaccines, vaccinations, vaccination, immunisation, immunization
cold sore, cold sores, herpes simplex
shingles, herpes zoster, zoster
chickenpox, chicken pox, varicella
flu, influenza
blood clot, blood clots, clot, clots, clotting, thrombosis, thromboembolism, vte
stroke, strokes, cerebrovascular accident
high blood pressure, raised blood pressure, hypertension
low blood pressure, hypotension
irregular heartbeat, arrhythmia, atrial fibrillation
low blood sugar, hypoglycaemia, hypoglycemia
high blood sugar, hyperglycaemia, hyperglycemia
cholesterol, lipid, lipids, ldl
kidney, kidneys, renal, egfr
liver, hepatic
liver tests, liver values, liver enzymes, liver enzyme, transaminases
lung, lungs, pulmonary, respiratory
skin, cutaneous, dermal, dermatologic
hair loss, balding, alopecia
itching, itch, itchy, pruritus
hives, nettle rash, urticaria
rash, skin rash, erythema, exanthema
swelling, swollen, oedema, edema
tiredness, tired, exhaustion, fatigue
short of breath, shortness of breath, breathlessness, dyspnoea, dyspnea
seizures, seizure, convulsions
bowel, colon, colorectal, large intestine
cancer, cancers, malignancy, malignancies, tumour, tumor
low white blood cells, low white cells, leucopenia, leukopenia, neutropenia
low platelets, thrombocytopenia
low red blood cells, low haemoglobin, anaemia, anemia
nosebleed, nosebleeds, epistaxis
bruise, bruises, bruising, haematoma
sore, sores, open wound, ulcer, ulceration, ulcerated, lesion
scar, scars, scarring
sunlight, sunburn, photosensitivity
blood thinner, blood thinners, anticoagulant, anticoagulants
water tablet, water tablets, water pills, diuretic, diuretics
painkiller, painkillers, pain relief, analgesic, analgesics
steroid, steroids, corticosteroid, corticosteroids, glucocorticoids
drip, drips, infusion, infusions, intravenous
by mouth, swallowed, orally, oral
under the skin, subcutaneous, subcutaneously
pill, pills, tablet, tablets
expecting, pregnant, pregnancy
breastfeeding, breast-feeding, breast feeding, lactation
lab tests, blood tests, blood work, bloods, lab monitoring, laboratory monitoring
licensed, licenced, cleared for, authorised, authorized, approved
illnesses, diseases, conditions, comorbidities
going away, cleared up, healed, resolved, remission
flare, flare-up, flare up, relapse, exacerbation
came back, come back, recurred, relapsed, recurrence
side effect, side effects, unwanted effects, adverse effects, adverse events, adverse reactions
"""


@cache
def _families() -> tuple[tuple[str, ...], ...]:
    return (*(tuple(line.split(", ")) for line in _ALIKE.strip().splitlines()), *NAMES)


@cache
def _pattern() -> re.Pattern[str]:
    """Every phrase of the table, the longest first."""
    phrases = sorted({p for family in _families() for p in family}, key=lambda p: (-len(p), p))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])")


def holds(text: str, phrase: str) -> bool:
    """Whether a text in small letters has a phrase, as whole words."""
    return re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text) is not None


def in_words_of(question: str, has: Callable[[str], bool]) -> str:
    """The question with another word in brackets behind each that the documents do not have.

    Args:
        question: as it stands alone.
        has: whether the documents have a word or a phrase, given in small letters.
    """
    told = question
    for end, other in reversed(list(_others(question, has))):
        if other not in told.lower():
            told = f"{told[:end]} ({other}){told[end:]}"
    return told


def _others(question: str, has: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    plain = question.translate(HYPHENS).lower()
    for match in _pattern().finditer(plain):
        if has(match[0]):
            continue
        family = next(f for f in _families() if match[0] in f)
        other = next((p for p in family if p != match[0] and has(p)), None)
        if other is not None:
            yield match.end(), other


def other_words(word: str) -> tuple[str, ...]:
    """The other words of the table for a word in small letters; none if it has none."""
    return tuple(p for family in _families() if word in family for p in family if p != word)


_WORD = re.compile(r"[A-Za-z]+")
_ILLNESS = re.compile(r"\b(?:disease|syndrome|disorder|failure|erythematosus)\b", re.IGNORECASE)


def with_initials(question: str, writes: Callable[[str], bool]) -> str:
    """The question with the initials of each disease that the documents write without a word on
    what they stand for: "psoriatic arthritis (PsA)".

    Two capitals stand for too much; a small letter, or a third, tells a disease.

    Args:
        question: as it stands alone.
        writes: whether the documents have a word, written exactly so.
    """
    ends = {m.span.end for m in mentions_in(question) if m.kind is Kind.CONDITION}
    ends |= {match.end() for match in _ILLNESS.finditer(question)}
    for end in sorted(ends, reverse=True):
        if question[end:].lstrip().startswith("("):
            continue
        short = next(filter(writes, _initials(question[:end])), None)
        if short is not None and short not in question:
            question = f"{question[:end]} ({short}){question[end:]}"
    return question


def _initials(text: str) -> Iterator[str]:
    """Of the last words of a text, the most first."""
    last: list[str] = []
    for word in reversed(text.split()[-4:]):
        if _WORD.fullmatch(word) is None or word.lower() in STOPWORDS:
            break
        last.insert(0, word)
    for count in range(len(last), 1, -1):
        name = last[-count:]
        if count > 2:
            yield "".join(word[0].upper() for word in name)
        elif len(name[0]) > 1:
            yield name[0][:2].capitalize() + name[1][0].upper()
