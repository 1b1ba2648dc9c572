"""The documents that a question names by their title.

Among many documents that say nearly the same (the leaflets of one substance under several brands)
the name decides, and neither meaning nor the other words tell them apart. A word of the question
names documents if it stands in few titles and hardly anywhere but in the documents of those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from citewell.answering.question import Question
from citewell.store.catalogue import DocumentRecord
from citewell.terms import terms

FEWEST = 20  # documents; among fewer, a title is a topic rather than a name
MOST_TITLES = 0.05  # share of the titles that may have the word
AT_HOME = 0.5  # least share of the passages with the word that are of those documents


class KnowsFrequency(Protocol):
    """Says in how many passages a term stands."""

    def frequency(self, term: str) -> int:
        """The number of passages."""
        ...


def by_title(documents: Sequence[DocumentRecord]) -> dict[str, frozenset[str]]:
    """The names of the documents whose title has a term, for each term of a title."""
    found: dict[str, set[str]] = {}
    for record in documents:
        for term in terms(record.about.title):
            found.setdefault(term, set()).add(record.name)
    return {term: frozenset(names) for term, names in found.items()}


def documents_named(
    question: Question,
    titles: Mapping[str, frozenset[str]],
    passages: Mapping[str, int],
    words: KnowsFrequency,
) -> frozenset[str]:
    """The documents that the question names; empty if it names none.

    Args:
        question: what is asked.
        titles: the documents by the terms of their titles (`by_title`).
        passages: how many passages each document has.
        words: all passages by their words; those of a document have its title too.
    """
    if len(passages) < FEWEST:
        return frozenset()
    most = max(1, int(len(passages) * MOST_TITLES))
    found = [titles[t] for t in question.terms if _names(t, titles, passages, words, most)]
    named: list[frozenset[str]] = []
    # The rarest first: "tenofovir" and "Mylan" together name one document, "Exjade" another.
    for documents in sorted(found, key=len):
        met = next((at for at, known in enumerate(named) if known & documents), None)
        if met is None:
            named.append(documents)
        else:
            named[met] &= documents
    return frozenset().union(*named)


def _names(
    term: str,
    titles: Mapping[str, frozenset[str]],
    passages: Mapping[str, int],
    words: KnowsFrequency,
    most: int,
) -> bool:
    documents = titles.get(term, frozenset())
    if not documents or len(documents) > most:
        return False
    return sum(passages[name] for name in documents) >= AT_HOME * words.frequency(term)
