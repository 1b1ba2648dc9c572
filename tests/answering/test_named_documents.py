"""In a folder of leaflets that say nearly the same, only those that are named are read."""

import pytest

from citewell import Settings
from citewell.answering.assistant import Assistant
from citewell.answering.weighing import UNREAD
from citewell.ingest.build import Indexer
from citewell.store.library import Library
from doubles import WordEncoder

BRANDS = {"Exjavo": "apixaban", "Milvane": "edoxaban"}
LEAKS = {
    "Exjavo": "It may bring on capillary leak syndrome.\n",
    "Milvane": "In capillary leak syndrome (CLS) stop it.\n",
}
SHELF = [*BRANDS, *(f"Plainol{number}" for number in range(30))]


def leaflet(brand: str) -> str:
    substance = BRANDS.get(brand, "plain salt")
    return (
        f"# {brand} tablets\n\n## What it is\n\n{brand} contains {substance}.\n\n"
        f"## How to take it\n\nThe usual dose of {brand} is one tablet twice a day.\n\n"
        "If a dose was forgotten, skip it and never take two tablets at once.\n\n"
        f"{LEAKS.get(brand, '')}"
    )


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "corpus").mkdir()
    for brand in SHELF:
        (folder / "corpus" / f"{brand.lower()}.md").write_text(leaflet(brand))
    settings = Settings(corpus=folder / "corpus", index=folder / "index", confidence=0.0)
    indexer = Indexer(settings, WordEncoder())
    indexer.run()
    library = Library(settings.index, indexer.stamp)
    return Assistant(settings, library, WordEncoder(), None, UNREAD)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("What is the usual dose of Exjavo?", {"exjavo.md"}),
        ("What is the usual dose of edoxaban?", {"milvane.md"}),
        ("How is Exjavo taken, and what should be done if a dose was forgotten?", {"exjavo.md"}),
    ],
)
def test_only_what_is_named_is_read(assistant, question, documents):
    answer = assistant.reply(question)
    assert {passage.document for passage in answer.read} == documents
    assert len(answer.searched) == len(documents)


def test_a_medicine_that_the_named_leaflet_does_not_know_is_told(assistant):
    answer = assistant.answering_from(0.99).reply("Can Exjavo be taken beside edoxaban?")
    assert answer.declined
    assert answer.searched == ("Exjavo tablets",)
    assert "edoxaban" in answer.text


def test_cholesterol_is_no_medicine_and_another_word_for_what_is_told_is_not_unknown(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("# On blood\n\nLipids are measured in week 12.\n")
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index", confidence=0.99)
    indexer = Indexer(settings, WordEncoder())
    indexer.run()
    library = Library(settings.index, indexer.stamp)
    blood = Assistant(settings, library, WordEncoder(), None, UNREAD)
    answer = blood.reply("When is cholesterol measured?")
    assert answer.declined
    assert "never mention" not in answer.text


@pytest.mark.parametrize("asked", ["capillary leak syndrome", "CLS"])
def test_the_short_form_of_another_document_is_no_name_that_this_one_lacks(assistant, asked):
    answer = assistant.answering_from(0.99).reply(f"How often does Exjavo bring on {asked}?")
    assert answer.declined
    assert answer.searched == ("Exjavo tablets",)
    assert "never mention" not in answer.text
