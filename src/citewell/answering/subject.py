"""Whose dose it is: the medicine a question is about, and the medicine a quantity belongs to.

A sentence that names two medicines gives each its own dose, and a question for one must not be
answered with the other's. A quantity belongs to the medicine that stands right before it
("baricitinib 4 mg") or after it ("4 mg of baricitinib"), else to the last one named before it: in
the sentence, in what the sentence is read after, or in the headings above. In a table it belongs
to the one at the head of its column. The same holds for what is told apart by number: patient 2
is not patient 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from citewell.answering.blanks import with_blanks
from citewell.answering.circumstances import in_two_forms
from citewell.answering.evidence import Candidate, plain
from citewell.answering.guards.medicine_names import medicine_names_in
from citewell.answering.question import (
    FREQUENCY,
    QUANTITY,
    Question,
    analyse,
    is_medicine,
    numbered_in,
)
from citewell.answering.synonyms import other_words
from citewell.documents import Span, UnitKind
from citewell.terms import normalise, stem, terms

LOOKS_BACK = 1500  # characters before a sentence in which its patient may have been named
# Words that a question for a dose may use and an answer need not.
_SAID_OF_ANY_DOSE = frozenset(
    stem(word)
    for word in (
        "dose doses dosage dosing dosed much often mg milligrams strength use used given give gave"
        " take taken took taking receive received get got prescribed administered treat treated"
        " treatment usual usually typical recommended patient patients people study trial time"
        " times day daily tested against"
    ).split()
)
_BRAND = re.compile(r"\b[A-Z][\w-]{3,}")
_WHO = re.compile(r"patient|case|arm|group|cohort")
_IN_PASSING = re.compile(
    r"\b(?:in|of|for|by|with|from|except|like|unlike) (?:patient|case|group)s?\s?\d+", re.IGNORECASE
)
_ASKS_DOSE = re.compile(
    r"\b(?:dos(?:e|es|age|ages|ed|ing)|strengths?|mg|milligrams?"
    # Not how often an effect is seen.
    r"|how often(?!.*\b(?:causes?|makes?|leads?|brings?|happens?|occurs?|seen|reported)\b)"
    r"|how much(?! (?:less|more|lower|higher|better|longer|time))"
    r"|how many (?:mg|milligrams|tablets|times))\b"
)
# 5 mg and 5 mg/kg are doses; 30 mL/min is what a kidney does.
_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently|many times)\b")
_DOSE_UNIT = re.compile(r"\d\s?(?:mg|mcg|µg|μg|g|ml|iu|units?)\b(?!/min|/L|/dL)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:(?:of|the|oral)\s+){0,2}", re.IGNORECASE)


@lru_cache(maxsize=512)  # asked for every candidate of a question
def asks_for_dose(question: Question) -> bool:
    """Whether the question is for a dose or how often it is taken."""
    return _ASKS_DOSE.search(normalise(question.text)) is not None


def medicines_in(text: str) -> list[tuple[str, Span]]:
    """The medicines named in a text, in small letters, with their places, in order."""
    found = re.finditer(r"[^\W\d_]+", text)
    return [(m[0].lower(), Span(*m.span())) for m in found if is_medicine(m[0].lower())]


@lru_cache(maxsize=512)
def medicines_asked(question: Question) -> tuple[str, ...]:
    """The medicines that the question names."""
    return tuple(dict.fromkeys(name for name, _ in medicines_in(question.text)))


def common_subject(titles: Sequence[str]) -> str | None:
    """The medicine that the documents are about, if it stands in more than half of the titles."""
    counts = Counter(name for title in titles for name in {n for n, _ in medicines_in(title)})
    if not counts:
        return None
    name, times = counts.most_common(1)[0]
    return name if 2 * times > len(titles) else None


def with_subject(question: str, subject: str | None) -> str:
    """A question for a dose that names no medicine is for the one that the documents are about;
    one that names warfarin is not, though nothing in that name tells that it is a medicine's."""
    names_one = bool(medicine_names_in(question))
    if subject is None or names_one or not asks_for_dose(analyse(question)):
        return question
    told, times = re.subn(
        r"\b(dos(?:e|es|age|ages|ing))\b(?! of)", rf"\1 of {subject}", question, count=1
    )
    return told if times else f"{question.rstrip(' ?.!')} ({subject})?"


def doses_by_owner(candidate: Candidate) -> list[tuple[str | None, Span]]:
    """Each dose or frequency in the candidate as told, with the medicine it belongs to."""
    if candidate.unit.kind is UnitKind.ROW and len(candidate.unit.cells) > 1:
        return _by_column(candidate)
    text = candidate.told
    named = medicines_in(text)
    doses = [m for m in QUANTITY.finditer(text) if _DOSE_UNIT.search(m[0])]
    spans = [Span(*m.span()) for m in (*doses, *FREQUENCY.finditer(text))]
    implied = _implied(candidate) if spans else None
    return [(_owner(text, span, named) or implied, span) for span in sorted(spans)]


def _implied(candidate: Candidate) -> str | None:
    """The medicine that a sentence naming none goes on about; a row has one in each column."""
    if candidate.unit.kind is UnitKind.ROW:
        return None
    for context in (candidate.before, *reversed(candidate.passage.section)):
        named = medicines_in(context)
        if named:
            return named[-1][0]
    return None


def _owner(text: str, dose: Span, named: Sequence[tuple[str, Span]]) -> str | None:
    before = [(name, place) for name, place in named if place.end <= dose.start]
    after = next(((name, place) for name, place in named if place.start >= dose.end), None)
    if before and text[before[-1][1].end : dose.start].isspace():
        return before[-1][0]
    if after and _BETWEEN.fullmatch(text[dose.end : after[1].start]):
        return after[0]
    return before[-1][0] if before else None


def _by_column(candidate: Candidate) -> list[tuple[str | None, Span]]:
    told = candidate.told
    found: list[tuple[str | None, Span]] = []
    at = 0
    text = candidate.article.text
    for head, cell in zip(candidate.unit.heads[1:], candidate.unit.cells[1:], strict=False):
        named = medicines_in(head.of(text))
        content = with_blanks(plain(cell.of(text)), text)
        at = told.find(content, at)
        if content and at >= 0:
            found.append((named[0][0] if named else None, Span(at, at + len(content))))
            at += len(content)
    return found


def doses_for(candidate: Candidate, question: Question) -> list[tuple[str | None, Span]]:
    """The doses in the candidate; how often they are taken, where that is what is asked."""
    doses = doses_by_owner(candidate)
    if not _HOW_OFTEN.search(normalise(question.text)):
        return doses
    return [(owner, span) for owner, span in doses if FREQUENCY.search(span.of(candidate.told))]


def is_of_another(candidate: Candidate, question: Question) -> bool:
    """Whether every dose in the candidate is another medicine's than those asked for. A brand is
    not told by its form; what it names in the title and in the candidate is asked for."""
    asked = medicines_asked(question)
    doses = doses_for(candidate, question) if asked else []
    # How often one medicine is taken is not how much of it: "A once a month along with B 4 mg".
    amounts = [dose for dose in doses if _DOSE_UNIT.search(dose[1].of(candidate.told))]
    owners = [owner for owner, _ in amounts or doses]
    if not owners or any(owner is None or owner in asked for owner in owners):
        return False
    brands = set(_BRAND.findall(question.text)) & set(_BRAND.findall(candidate.article.about.title))
    return not any(brand in candidate.told for brand in brands)


# As leaflets tell what a medicine is made up with: "contains less than 1 mmol sodium (23 mg)".
_CARRIER = (
    r"\b(?:sodium|potassium|lactose|sucrose|fructose|glucose|sorbitol|sugar|ethanol|alcohol|benzoate"
    r"|aspartame|phenylalanine|propylene glycol|polysorbate)\b"
)
_HOLDS = re.compile(rf"\bcontains?\b(?:[^.;]|\.\d)*{_CARRIER}")


def is_of_a_carrier(candidate: Candidate, question: Question) -> bool:
    """Whether what the candidate tells is how much of sodium, lactose and the like the medicine is
    made up with, and the question is not for that."""
    if re.search(_CARRIER, normalise(question.text)):
        return False
    return _HOLDS.search(normalise(candidate.told)) is not None


def is_of_another_medicines_document(candidate: Candidate, question: Question) -> bool:
    """Whether the document never mentions the medicine asked about, nor has anything of the
    question's names in its title: the leaflet of one medicine says nothing of the next one."""
    asked = medicine_names_in(question.text)
    if not asked:
        return False
    text = candidate.article.text
    if any(_mentions(text, form) for name in asked for form in (name, *other_words(name))):
        return False
    return not {*_BRAND.findall(question.text)} & {*_BRAND.findall(candidate.article.about.title)}


_OPENING = 400  # characters in which a document says which medicine it is about


def is_of_untold_medicine(candidate: Candidate, question: Question) -> bool:
    """Whether nothing in the passage names a medicine asked for, nor does what the document opens
    with: the dose in Braxol's leaflet is Braxol's, not that of what it is taken beside."""
    asked = medicines_asked(question)
    if not asked:
        return False
    text = candidate.article.text
    passage = text[candidate.passage.span.start : candidate.span.end]
    told = f"{candidate.in_full} {candidate.spelled_out} {passage} {text[:_OPENING]}".lower()
    return not any(form in told for name in asked for form in (name, *other_words(name)))


@lru_cache(maxsize=256)  # asked for every line of a document
def _mentions(text: str, name: str) -> bool:
    return name in text.lower()


class Numbered(StrEnum):
    """How a candidate stands to the patient, phase or the like that was asked for."""

    ASKED = "asked"
    ANOTHER = "another"
    UNTOLD = "untold"


def numbered_in_candidate(candidate: Candidate, asked: Sequence[str]) -> Numbered:
    """Whether the candidate is about patient 1 where patient 1 was asked for, and the like."""
    start = candidate.span.start
    earlier = candidate.article.text[max(0, start - LOOKS_BACK) : start]
    for thing in asked:
        kind = thing.split()[0]
        own = [other for other in numbered_in(candidate.told) if other.split()[0] == kind]
        before = [other for other in numbered_in(earlier) if other.split()[0] == kind]
        told = own or before[-1:]
        if told:
            return Numbered.ASKED if thing in told else Numbered.ANOTHER
    # A trial's phase or week need not be said with each sentence; whose story it is, must.
    return Numbered.UNTOLD if any(_WHO.match(thing) for thing in asked) else Numbered.ASKED


def goes_on_about(candidate: Candidate, asked: Sequence[str]) -> str | None:
    """The patient, of those asked for, whose story a sentence goes on with without naming one.

    The story is that of the last one who was told of, not mentioned in passing ("herpes in patient
    1"), in the same paragraph; else of the one that the heading names.
    """
    asked = [thing for thing in asked if _WHO.match(thing)]
    if not asked or any(_WHO.match(thing) for thing in numbered_in(candidate.told)):
        return None
    text, start = candidate.article.text, candidate.span.start
    paragraph = next(
        (b.span.start for b in candidate.article.blocks if b.span.overlaps(candidate.span)), start
    )
    told = numbered_in(_IN_PASSING.sub(" ", text[paragraph:start]))
    told = told or numbered_in(" ".join(candidate.passage.section[-1:]))
    return told[-1] if told and told[-1] in asked else None


def states_dose(candidate: Candidate, question: Question) -> bool:
    """Whether the candidate gives a dose of a medicine asked for, and everything else that the
    question tells apart stands in it, before it or in the headings above it."""
    asked = medicines_asked(question)
    if not any(owner in asked for owner, _ in doses_for(candidate, question)):
        return False
    told = set(terms(candidate.in_full))
    # What stands in brackets is the other form of an abbreviation; one of the two is enough.
    for form, other in in_two_forms(question):
        if other <= told:
            told |= form
    apart = terms(re.sub(r"\([^()]*\)", " ", question.text))
    return all(term in told for term in apart if term not in _SAID_OF_ANY_DOSE)


def has_dose(candidate: Candidate, question: Question) -> bool:
    """Whether there is any dose in the candidate, or how often, where that is asked."""
    return bool(doses_for(candidate, question))
