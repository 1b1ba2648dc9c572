"""Which medicine, which trial, which patient: names, and what is told apart by number.

Brands and trials are known by how they are written; medicines by their names (`medicine_names`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from citewell.answering.guards.abbreviations import other_names_in
from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.medicine_names import is_medicine_name
from citewell.answering.guards.numerals import NUMERAL
from citewell.answering.guards.units import UNIT
from citewell.answering.guards.wording import READ, Reading, are_kin, read, root
from citewell.answering.question import names_in
from citewell.documents import Span
from citewell.terms import STOPWORDS

_NUMBERED = re.compile(
    r"\b(?P<what>patient|case|participant|arm|group|cohort|phase|grade|stage|type|class|pen|part"
    r"|table|figure|cycle|step|visit)s?[\s-]?(?:no\.? ?|number )?"
    r"(?P<number>\d{1,3}|[ivx]{1,4}|[a-h])\b"
    r"(?![.,]\d)(?!\s?(?:%|percent|[kmµ]?g\b|mcg|ml|tablets?|(?:day|week|month|year|hour)s?\b))"
    r"(?P<more>(?:,\s?\d{1,2})*(?:\s?(?:and|or|to|-)\s?\d{1,2}\b(?!\s?(?:%|mg|years?|of)))?)"
)
_COUNTED = {
    **dict(
        zip(
            "one two three four five six seven eight nine ten".split(),
            map(str, range(1, 11)),
            strict=True,
        )
    ),
    **dict(
        zip("first second third fourth fifth sixth".split(), map(str, range(1, 7)), strict=True)
    ),
    **dict(zip("i ii iii iv v vi".split(), map(str, range(1, 7)), strict=True)),
}
_SPELLED = re.compile(
    r"\b(?:(?P<what>patient|case|participant) (?P<number>one|two|three|four|five|six"
    r"|seven|eight|nine|ten)|(?P<nth>first|second|third|fourth|fifth|sixth) (?P<of>patient|case"
    r"|participant))\b"
)
_PROPER = re.compile(r"(?<![.?!:—\"“(]\s)(?<=[\w,;)/-]\s)[A-Z][a-z]{2,}\b")
_FIRST = re.compile(
    r"^(?P<name>[A-Z][a-z]{4,})(?:'s)?(?=:)|^(?P<subject>[A-Z][a-z]{4,})(?:'s)?\s"
    r"(?=\d+(?:[.,]\d+)?\s?(?:mg|g|µg|mcg|ml|IU)\b|(?:[a-z]+\s)?(?:is|are|was|were|should|must|can"
    r"|may|might|could|did|does|do"
    r"|has|had|will|works?|helps?|causes?|reduce[sd]?|lower(?:s|ed)|cut|kept|gave|starts?|led"
    r"|brought)\b)"
)
_MEASURE = (
    r"(?:mg|g|µg|mcg|ng|ml|iu|units?|micrograms?|milligrams?|grams?|mmol|tablets?|capsules?|puffs?"
    r"|drops?|doses?|injections?)(?:/\w+)?"
)
_LIKE_A_MEDICINE = (
    r"[a-z]{4,}(?:ate|ine|in|ol|il|an|am|one|ide|ib|ab|ir|ac|en|um|yl|a|ex|ix|ime|ole|on|os)"
)
_TAKEN = re.compile(
    r"\b(?:tak(?:e|es|ing)|took|given|got|on|receiv\w+|avoid|use|using|by|with)\s"
    rf"(?P<name>{_LIKE_A_MEDICINE})\b|\b(?P<dosed>{_LIKE_A_MEDICINE})\s\d+(?:\.\d+)?\s?{_MEASURE}\b"
    rf"|\d\s?{_MEASURE}\s(?:of\s)?(?P<dose_of>{_LIKE_A_MEDICINE})\b"
    rf"|\b(?P<arm>{_LIKE_A_MEDICINE})\s(?:group|arm)\b"
)
_ORDINARY = re.compile(
    r"(?:women|children|medicine|routine|certain|protein|vitamin|alcohol|control|weekend|human|skin"
    r"|again|explain|within|remain|contain|often|open|even|taken|given|broken|evidence|asthma"
    r"|between)"
    r"|.*(?:tion|ment|ness|ity|ing|ance|ence|s|ship|age|sis|ure|ery|ism|body|one|ist|ian|er|or|ed"
    r"|ally|ly|ache|ea|ash|ood|eath)$"
)
_THEY = re.compile(r"\b(?:it|its|this|these|them|they|the (?:medicine|drug|treatment|tablets?))\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A medicine, trial, brand, or numbered thing that a text names, in small letters."""

    name: str
    span: Span


@lru_cache(maxsize=READ)
def medicines_in(reading: Reading) -> tuple[Name, ...]:
    """The medicines that a text names by their international names, in order."""
    found = re.finditer(r"[a-z]+", reading.plain)
    return tuple(Name(m[0], Span(*m.span())) for m in found if is_medicine_name(m[0]))


@lru_cache(maxsize=READ)
def numbered_in(reading: Reading) -> tuple[Name, ...]:
    """What is told apart by number: patient 3, phase 2, pen A, "the second patient"."""
    found = []
    for match in _NUMBERED.finditer(reading.plain):
        span = Span(*match.span())
        for number in (match["number"], *re.findall(r"\d+", match["more"])):
            found.append(Name(f"{match['what']} {_COUNTED.get(number, number)}", span))
    for match in _SPELLED.finditer(reading.plain):
        number = _COUNTED[match["number"] or match["nth"]]
        found.append(Name(f"{match['what'] or match['of']} {number}", Span(*match.span())))
    return tuple(sorted(found, key=lambda name: name.span))


def subject_findings(said: Reading, told: Reading, headings: tuple[Reading, ...]) -> list[Finding]:
    """The names in the sentence that neither the quote nor its headings carry."""
    return [
        *_medicine_findings(said, told, headings),
        *_numbered_findings(said, told, headings),
        *_name_findings(said, told, headings),
    ]


def _medicine_findings(
    said: Reading, told: Reading, headings: tuple[Reading, ...]
) -> list[Finding]:
    ours = medicines_in(said)
    theirs = [name.name for name in medicines_in(told)]
    others = {n.name for reading in (told, *headings) for n in _other_medicines(reading)}
    above = _nearest_above(headings) if _may_be_above(told, ours, theirs) else set()
    found = []
    for name in ours:
        if _is_among(name.name, {*theirs, *above, *others}):
            continue
        told_instead = " and ".join(dict.fromkeys(theirs or sorted(above))) or None
        found.append(_finding(Kind.SUBJECT, said, name.span, told_instead))
    return found


def _other_medicines(reading: Reading) -> tuple[Name, ...]:
    """What the medicines of a text are called elsewhere: acetaminophen for paracetamol."""
    return medicines_in(read(other_names_in(reading)))


def _is_among(name: str, names: set[str]) -> bool:
    return bool({name, name.removesuffix("s"), f"{name}s"} & names)


def _nearest_above(headings: tuple[Reading, ...]) -> set[str]:
    """The medicines of all headings: a table's title may name one and its section another."""
    return {name.name for heading in headings for name in medicines_in(heading)}


def _may_be_above(told: Reading, ours: Sequence[Name], theirs: list[str]) -> bool:
    """Whether the quote may be about a medicine that only a heading names: it names none, or
    refers back, or tells one to do something with another that the sentence names too."""
    if not theirs or any(_is_among(name.name, set(theirs)) for name in ours):
        return True
    first = min(name.span.start for name in medicines_in(told))
    return _THEY.search(told.plain) is not None and first > 0


def _numbered_findings(
    said: Reading, told: Reading, headings: tuple[Reading, ...]
) -> list[Finding]:
    theirs = {name.name for name in numbered_in(told)}
    above = {name.name for heading in headings for name in numbered_in(heading)}
    found = []
    for name in numbered_in(said):
        kind = name.name.split()[0]
        own = {other for other in theirs if other.split()[0] == kind}
        known = own or {other for other in above if other.split()[0] == kind}
        if name.name not in known:
            instead = " and ".join(sorted(known)) or None
            found.append(_finding(Kind.NUMBERED, said, name.span, instead))
    return found


def _name_findings(said: Reading, told: Reading, headings: tuple[Reading, ...]) -> list[Finding]:
    """Brands, trials, genes: written names that occur neither in the quote nor above it."""
    around = " ".join(
        words for r in (told, *headings) for words in (r.plain, other_names_in(r)) if words
    )
    known = {root(word) for word in re.findall(r"\w+", around)}
    taken = [name.span for name in (*medicines_in(said), *numbered_in(said))]
    found = []
    for span in _written_names(said):
        words = span.of(said.plain)
        if any(span.overlaps(other) for other in taken) or _occurs(words, around, known):
            continue
        found.append(_finding(Kind.SUBJECT, said, span, None))
    if not found and _lacks_name(said, told, headings):
        for span in _in_place_of_names(said):
            is_taken = any(span.overlaps(other) for other in taken)
            if not is_taken and _is_strange(span.of(said.plain), known):
                found.append(_finding(Kind.SUBJECT, said, span, None))
    return found


def _in_place_of_names(said: Reading) -> list[Span]:
    """Words that stand where the name of a medicine would: "Xyz is", "taking xyz", "xyz 5 mg"."""
    first = _FIRST.match(said.text)
    spans = [Span(0, first.end("name" if first["name"] else "subject"))] if first else []
    return spans + [Span(*m.span(m.lastgroup or 0)) for m in _TAKEN.finditer(said.plain)]


def _written_names(said: Reading) -> list[Span]:
    spans = [Span(*match.span()) for match in _PROPER.finditer(said.text)]
    for name in names_in(said.text):
        at = said.plain.find(name)
        if (
            at >= 0
            and len(name) > 1
            and not UNIT.fullmatch(name)
            and any(map(str.isupper, said.text[at : at + len(name)]))
        ):
            spans.append(Span(at, at + len(name)))
    return sorted(set(spans))


def _occurs(words: str, around: str, known: set[str]) -> bool:
    """Whether a name occurs, as it is or as the initials of words that follow one another."""
    if words in around or root(words) in known or words.removesuffix("s") in around:
        return True
    letters = words.removesuffix("s")
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", around))
    return letters.isalpha() and 2 <= len(letters) <= 5 and letters in initials


def _is_strange(word: str, known: set[str]) -> bool:
    is_known = bool(
        word in STOPWORDS
        or NUMERAL.fullmatch(word)
        or any(are_kin(root(word), other) for other in known)
    )
    return not is_known and not _ORDINARY.fullmatch(word)


def _lacks_name(said: Reading, told: Reading, headings: tuple[Reading, ...]) -> bool:
    """Whether the sentence leaves out the medicine that its quote or headings name."""
    theirs = {n.name for reading in (told, *headings) for n in medicines_in(reading)}
    brands = {
        m.lower()
        for reading in (told, *headings)
        for m in re.findall(r"\b[A-Z][a-z]{4,}", reading.text)
    }
    return bool((theirs or brands) - {word.text for word in said.words})


def _finding(kind: Kind, said: Reading, span: Span, instead: str | None) -> Finding:
    words = span.of(said.text)
    there = f"the quote is about {instead}" if instead else "the quote does not"
    message = f"The sentence speaks of “{words}”; {there}."
    return Finding(kind, words, span, instead, message)
