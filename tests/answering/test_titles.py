"""Which documents a question names by their title."""

import pytest

from citewell.answering.question import analyse
from citewell.answering.titles import documents_named
from citewell.documents import About
from citewell.store.catalogue import DocumentRecord
from citewell.terms import terms

TITLES = [
    "Exjade tablets",
    "Deferasirox Mylan tablets",
    "Tenofovir Mylan",
    "Tenofovir Zentiva",
    "Evenity injection",
    "Lumigan drops",
    "Emadine drops",
]
OTHERS = [f"Tablets number {n}" for n in range(94)]


class Frequencies:
    """As if each document had ten passages with its title, and common words stood everywhere."""

    def frequency(self, term):
        stray = {"tablet": 900, "number": 900, "mylan": 0, "even": 900, "drop": 10}.get(term, 3)
        return stray + 10 * sum(term in title.lower() for title in [*TITLES, *OTHERS])


class Shelf:
    """Documents of ten passages each, with what is asked of an index of them."""

    words = Frequencies()

    def __init__(self, titles):
        self.documents = tuple(DocumentRecord(t.lower(), About(t), 10, 0, "") for t in titles)
        self.titles = {
            term: frozenset(r.name for r in self.documents if term in terms(r.about.title))
            for r in self.documents
            for term in terms(r.about.title)
        }

    def opening_with(self, name):
        """As if Exjade told its substance, and a common one stood everywhere; Emadine begins with
        what Tenofovir Mylan and many others warn of."""
        if name == "ibuprofen":
            return frozenset(record.name for record in self.documents)
        begin = {
            "apixaban": {"exjade tablets"},
            "guanfacine": {"exjade tablets"},
            "tenofovir": {"lumigan drops", "tenofovir mylan", "tenofovir zentiva"},
            "phenylketonuria": {"emadine drops"},
        }
        return frozenset(begin.get(name, ()))

    def with_word(self, word):
        return 9 if word == "phenylketonuria" else 1


class Pieces:
    """As if only these words were cut to pieces."""

    def count_tokens(self, texts):
        rare = ("guanfacine", "tenofovir", "phenylketonuria")
        return [3 if text in rare else 1 for text in texts]


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("How often is Exjade taken?", {"exjade tablets"}),
        ("What dose of Tenofovir Mylan is usual?", {"tenofovir mylan"}),
        (
            "What dose of tenofovir is usual?",
            {"tenofovir mylan", "tenofovir zentiva", "lumigan drops"},
        ),
        ("Lumigan (tenofovir): what dose?", {"lumigan drops"}),
        ("What dose of guanfacine is usual?", {"exjade tablets"}),
        ("How often are the drops given, guanfacine ones?", {"exjade tablets"}),
        ("Lumigan with guanfacine?", {"lumigan drops"}),
        ("What with phenylketonuria?", set()),
        ("Exjade or Tenofovir Zentiva?", {"exjade tablets", "tenofovir zentiva"}),
        ("How many tablets a day?", set()),
        ("How often are the drops given?", {"lumigan drops", "emadine drops"}),
        ("How often are the lumigan drops given?", {"lumigan drops"}),
        ("Does what drops with age rise again with Exjade?", {"exjade tablets"}),
        ("How often is EVENITY given?", {"evenity injection"}),
        ("Is it given on even days?", set()),
        ("IS IT GIVEN ON EVENITY DAYS?", set()),
        ("Can I take ibuprofen?", set()),
        ("How often is apixaban taken?", {"exjade tablets"}),
        ("How often is Tenofovir Zentiva taken beside apixaban?", {"tenofovir zentiva"}),
    ],
)
def test_the_rarest_words_of_titles_name_documents(question, documents):
    assert documents_named(analyse(question), Shelf([*TITLES, *OTHERS]), Pieces()) == documents


def test_among_few_documents_none_is_named():
    assert (
        documents_named(analyse("How often is Exjade taken?"), Shelf(TITLES), Pieces())
        == frozenset()
    )
