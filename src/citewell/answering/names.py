"""What a question names that occurs nowhere in the documents.

What is never named cannot be what the documents speak of: the dose of a medicine that does not
occur, the result of a trial nobody mentions. One slip of the pen is forgiven, two are not:
prednisone is not prednisolone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from citewell.answering.asked import asking_sentences
from citewell.answering.question import Question, names_in
from citewell.answering.synonyms import other_words
from citewell.store.library import Snapshot
from citewell.terms import STOPWORDS, stem, terms, words

FEWEST_LETTERS, MOST_LETTERS = 3, 5  # of a short form whose words are looked for in a text
OFTEN = 2  # times that the words of a short form stand in the text that is about them
PIECES = 3  # into so many pieces a tokenizer cuts a word that is rare in English

_MEASURES = frozenset("milligrams milligram micrograms microgram millilitres milliliters".split())
# Days and months are written like names, and are when something befell who asks.
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december christmas easter ramadan".split()
)
# A medicine's strength beside its form: "80 mg tablets", "the 3 mg/ml drops".
_STRENGTH = re.compile(
    r"(?<![\w.,])(?P<strength>\d+(?:[.,]\d+)?\s?(?:mg(?:\s?/\s?ml)?|%|units|iu))"
    r"(?![\w/])\s+(?:[a-z-]+\s+){0,2}?(?:ones?|tablets?|capsules?|pills?|patch(?:es)?|drops|pens?|vials?|syringes?"
    r"|ointment|cream|gel|inhalers?|suppositor(?:y|ies)|sachets?|strength)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_PROPER = re.compile(r"(?<![.?!:]\s)(?<=\s)[A-Z][a-z]{2,}\b")


class CountsTokens(Protocol):
    """Says how many pieces the embedding model's tokenizer makes of each text."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of pieces of each text."""
        ...


@dataclass(frozen=True, slots=True)
class Unknown:
    """What occurs nowhere: names, and rare words that may only be another word for a thing."""

    names: tuple[str, ...] = ()
    rare_words: tuple[str, ...] = ()


def unknown_in(
    question: Question,
    snapshot: Snapshot,
    tokenizer: CountsTokens,
    read: frozenset[str] | None = None,
    documents: frozenset[str] | None = None,
) -> Unknown:
    """What the question names and no document has.

    Args:
        question: what is asked.
        snapshot: the generation that is searched.
        tokenizer: the embedding model's.
        read: the documents that are read, if not all: a name that stands in another one must
            not be answered from these.
        documents: those that may be read, if not all; other words are looked for in all of them.
    """
    names = tuple(
        name
        for name in _names(question)
        if not any(_is_told(form, snapshot, read) for form in _forms(name, question))
    )
    rare = rare_words(question, tokenizer)
    told = " ".join(names)
    return Unknown(
        names, tuple(w for w in rare if w not in told and not _is_told(w, snapshot, documents))
    )


def spelled_out(unknown: Unknown, question: Question, text: str) -> Unknown:
    """What of it a text does not spell out: "OAB" is what one on overactive bladders is about,
    though no document writes it so."""
    names = tuple(
        name
        for name in unknown.names
        if not (_is_short(name, question) and _has_initials(text, name))
    )
    return Unknown(names, unknown.rare_words)


def _is_short(name: str, question: Question) -> bool:
    is_letters = name.isalpha() and FEWEST_LETTERS <= len(name) <= MOST_LETTERS
    return is_letters and re.search(rf"\b{name.upper()}s?\b", question.text) is not None


@lru_cache(maxsize=512)  # asked for every question about the same thing
def _has_initials(text: str, short: str) -> bool:
    """Whether words that stand together in the text again and again have these initials; the first
    word may give two of them, as compounds do."""
    plain = words(text)
    counts = Counter(
        tuple(plain[at : at + size])
        for size in (len(short), len(short) - 1)
        for at in range(len(plain) - size + 1)
        if plain[at][0] == short[0] and not STOPWORDS & {*plain[at : at + size]}
    )
    return any(
        count >= OFTEN
        and "".join(word[0] for word in told[1:]) == short[-len(told) + 1 :]
        and (len(told) == len(short) or short[1] in told[0][2:])
        for told, count in counts.items()
    )


def _forms(name: str, question: Question) -> tuple[str, ...]:
    """A name, and the form in brackets behind it: "CLS (capillary leak syndrome)"."""
    other = re.search(rf"(?<!\w){re.escape(name)}\s*\(([^()]+)\)", question.text.lower())
    return (name, other[1]) if other else (name,)


def _is_told(name: str, snapshot: Snapshot, documents: frozenset[str] | None) -> bool:
    """Whether the documents have a name, or another word for the same."""
    return any(_occurs(word, snapshot, documents) for word in (name, *other_words(name)))


def rare_words(question: Question, tokenizer: CountsTokens) -> list[str]:
    """The words of the question that are rare in English, in small letters, in order."""
    plain = (word.removesuffix("'s") for word in words(question.text))
    long = [word for word in dict.fromkeys(plain) if len(word) > 6 and word not in _MEASURES]
    pieces = tokenizer.count_tokens(long) if long else []
    return [word for word, count in zip(long, pieces, strict=True) if count >= PIECES]


def _names(question: Question) -> Iterator[str]:
    # Two letters are as likely to be somebody's trade ("I'm a GP") as a name; what stands in
    # brackets is the other form of what stands before them.
    bare = names_in(_IN_BRACKETS.sub(" ", question.text))
    yield from (name for name in question.names if len(name) > 2 and name in bare)
    yield from question.numbered
    yield from (match["strength"].lower() for match in _STRENGTH.finditer(question.text))
    # What is told beside the question ("we live in Seville") need not be in any document.
    asking = " ".join(asking_sentences(question.text))
    for match in _PROPER.finditer(asking or question.text):
        if match[0].lower() not in _CALENDAR:
            yield match[0].lower()


def _occurs(name: str, snapshot: Snapshot, documents: frozenset[str] | None) -> bool:
    stems = terms(name)
    if documents is not None:
        return not stems or snapshot.catalogue.mentions(name, documents)
    if len(stems) == 1 and (snapshot.words.frequency(stems[0]) or snapshot.words.nearest(stems[0])):
        return True
    if len(name.split()) == 1 and snapshot.words.frequency(stem(name)):
        return True
    # Several words must stand together; and a blank beside a name may have been lost.
    return not stems or snapshot.catalogue.mentions(name)
