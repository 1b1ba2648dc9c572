"""The documents that a question names: by their title, or by the medicine they begin with.

Among many documents that say nearly the same (the leaflets of one substance under several brands)
the name decides, and neither meaning nor the other words tell them apart. A word of the question
names documents if it stands in few titles and hardly anywhere but in the documents of those; or if
it is a medicine's, or rare in English, and few documents tell at their beginning what it is, which
hardly any other mentions: those of a brand tell its substance there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from citewell.answering.guards.medicine_names import medicine_names_in
from citewell.answering.names import CountsTokens, rare_words
from citewell.answering.question import Question
from citewell.store.catalogue import DocumentRecord
from citewell.store.lexical import LexicalIndex
from citewell.terms import stem, terms

FEWEST = 20  # documents; among fewer, a title is a topic rather than a name
MOST_TITLES = 0.05  # share of the titles that may have the word
_SHOUTED = re.compile(r"\b[A-Z]{5,}\b")
AT_HOME = 0.5  # least share of the passages with the word that are of those documents
ITS_OWN = 0.75  # the same of a word that can only be a name; "drops" is at home in titles too
FEW = 10  # documents; a word in more titles ("200", "prolonged") tells of what form they are


class KnowsTitles(Protocol):
    """What is asked of a generation of the index."""

    documents: tuple[DocumentRecord, ...]

    @property
    def titles(self) -> Mapping[str, frozenset[str]]:
        """The documents by the terms of their titles."""
        ...

    @property
    def words(self) -> LexicalIndex:
        """All passages by their words; those of a document have its title too."""
        ...

    def opening_with(self, name: str) -> frozenset[str]:
        """The documents that have the name near their beginning."""
        ...

    def with_word(self, word: str) -> int:
        """How many documents have the word anywhere."""
        ...


def documents_named(
    question: Question, snapshot: KnowsTitles, tokenizer: CountsTokens
) -> frozenset[str]:
    """The documents that the question names; empty if it names none."""
    if len(snapshot.documents) < FEWEST:
        return frozenset()
    most = max(1, int(len(snapshot.documents) * MOST_TITLES))
    begun = _by_beginning(question, snapshot, tokenizer, most)
    found, surely = _by_title(question, snapshot, begun, most)
    if not surely:
        found, surely = found + list(begun.values()), list(begun.values())
    # What only describes ("oral suspension") may say which of those that are named, not add more.
    found = [some for some in found if not surely or any(some & other for other in surely)]
    named: list[frozenset[str]] = []
    # The rarest first: "tenofovir" and "Mylan" together name one document, "Exjade" another.
    for documents in sorted(found, key=len):
        met = next((at for at, known in enumerate(named) if known & documents), None)
        if met is None:
            named.append(documents)
        else:
            named[met] &= documents
    return frozenset().union(*named)


def _by_title(
    question: Question, snapshot: KnowsTitles, begun: Mapping[str, frozenset[str]], most: int
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """The documents for each word that names some by title, and those that it names surely; a
    substance in a title names the brands too that only begin with it."""
    passages = {record.name: record.passages for record in snapshot.documents}
    # Cut to its stem, EVENITY is "even"; in capitals it is the name all the same.
    shouted = (
        set() if question.text.isupper() else set(terms(" ".join(_SHOUTED.findall(question.text))))
    )
    sure = shouted | set(terms(" ".join(question.names)))
    found, surely = [], []
    for term in question.terms:
        documents = snapshot.titles.get(term, frozenset())
        own = sum(passages[name] for name in documents) / max(1, snapshot.words.frequency(term))
        if 0 < len(documents) <= most and (own >= AT_HOME or term in shouted):
            found.append(documents | begun.get(term, frozenset()))
            if term in sure or (own >= ITS_OWN and len(documents) <= FEW):
                surely.append(found[-1])
    return found, surely


def _by_beginning(
    question: Question, snapshot: KnowsTitles, tokenizer: CountsTokens, most: int
) -> dict[str, frozenset[str]]:
    """The documents that begin with a medicine, or with a rare word, of the question, by its
    stem."""
    medicines = medicine_names_in(question.text)
    found = {}
    for word in dict.fromkeys((*medicines, *rare_words(question, tokenizer))):
        documents = snapshot.opening_with(word)
        if not 0 < len(documents) <= most:
            continue
        if word in medicines or len(documents) >= AT_HOME * snapshot.with_word(word):
            found[stem(word)] = documents
    return found
