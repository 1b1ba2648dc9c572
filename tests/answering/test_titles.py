"""Which documents a question names by their title."""

import pytest

from citewell.answering.question import analyse
from citewell.answering.titles import by_title, documents_named
from citewell.documents import About
from citewell.store.catalogue import DocumentRecord

TITLES = ["Exjade tablets", "Deferasirox Mylan tablets", "Tenofovir Mylan", "Tenofovir Zentiva"]
OTHERS = [f"Tablets number {n}" for n in range(96)]


class Frequencies:
    """As if each document had ten passages with its title, and common words stood everywhere."""

    def frequency(self, term):
        stray = {"tablet": 900, "number": 900, "mylan": 0}.get(term, 3)
        return stray + 10 * sum(term in title.lower() for title in [*TITLES, *OTHERS])


@pytest.fixture
def named():
    records = [
        DocumentRecord(title.lower(), About(title), 10, 0, "") for title in [*TITLES, *OTHERS]
    ]
    titles, passages = by_title(records), {record.name: record.passages for record in records}

    def named(text, most=None):
        return documents_named(
            analyse(text), titles, dict(list(passages.items())[:most]), Frequencies()
        )

    return named


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("How often is Exjade taken?", {"exjade tablets"}),
        ("What dose of Tenofovir Mylan is usual?", {"tenofovir mylan"}),
        ("What dose of tenofovir is usual?", {"tenofovir mylan", "tenofovir zentiva"}),
        ("Exjade or Tenofovir Zentiva?", {"exjade tablets", "tenofovir zentiva"}),
        ("How many tablets a day?", set()),
        ("Can I take ibuprofen?", set()),
    ],
)
def test_the_rarest_words_of_titles_name_documents(named, question, documents):
    assert named(question) == documents


def test_among_few_documents_none_is_named(named):
    assert named("How often is Exjade taken?", most=10) == frozenset()
