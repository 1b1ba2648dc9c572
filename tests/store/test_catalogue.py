"""What is entered comes back whole, in any order, under any name."""

import threading

import pytest

from citewell.errors import IndexDamaged, IndexUnwritable
from citewell.store.catalogue import Catalogue, DocumentRecord
from store.builders import article, entries


@pytest.fixture
def path(tmp_path):
    return tmp_path / "index" / "gen-000001" / "catalogue.sqlite"


@pytest.fixture
def catalogue(path):
    """An empty catalogue, open for writing."""
    path.parent.mkdir(parents=True)
    catalogue = Catalogue.write(path)
    yield catalogue
    catalogue.close()


def enter(catalogue: Catalogue, *articles) -> list[int]:
    return [key for a in articles for key in catalogue.add(a, f"sha of {a.name}", entries(a))]


TEA, RAIN = article(), article("rain.txt", "Rain falls.\n\nIt is wet.\n\nPatient 3 and patient-12.")


def test_an_article_comes_back_as_it_was(catalogue):
    enter(catalogue, TEA, RAIN)
    assert (catalogue.article("tea.md"), catalogue.article("rain.txt")) == (TEA, RAIN)


def test_passages_come_back_as_they_were(catalogue):
    enter(catalogue, TEA, RAIN)
    assert catalogue.passages_of("tea.md") == [entry.passage for entry in entries(TEA)]


def test_passages_come_in_the_order_asked_for(catalogue):
    keys = enter(catalogue, TEA, RAIN)
    asked = [keys[2], 999, keys[0], keys[2]]
    assert [p.id for p in catalogue.passages(asked)] == ["rain.txt#0", "tea.md#0", "rain.txt#0"]


def test_many_keys_can_be_asked_for(catalogue):
    keys = enter(catalogue, TEA)
    assert len(catalogue.passages([*range(-2000, 0), *keys])) == 2


def test_the_list_of_documents_is_by_name(catalogue):
    enter(catalogue, TEA, RAIN)
    assert catalogue.documents() == (
        DocumentRecord("rain.txt", RAIN.about, 1, len(RAIN.text), "sha of rain.txt"),
        DocumentRecord("tea.md", TEA.about, 2, len(TEA.text), "sha of tea.md"),
    )
    assert catalogue.hashes() == {"tea.md": "sha of tea.md", "rain.txt": "sha of rain.txt"}
    assert catalogue.passage_count() == 3


def test_terms_and_digests_lead_to_keys(catalogue):
    keys = enter(catalogue, TEA, RAIN)
    rows = entries(TEA) + entries(RAIN)
    assert dict(catalogue.all_terms()) == {
        key: list(entry.terms) for key, entry in zip(keys, rows, strict=True)
    }
    assert catalogue.keys_by_digest([rows[1].digest, "unknown"]) == {rows[1].digest: keys[1]}


def test_what_is_removed_is_gone_and_its_keys_are_never_used_again(catalogue):
    tea = enter(catalogue, TEA)
    rain = enter(catalogue, RAIN)
    assert catalogue.remove("rain.txt") == rain
    assert (catalogue.hashes(), catalogue.passages(rain)) == ({"tea.md": "sha of tea.md"}, [])
    again = enter(catalogue, RAIN)
    assert set(again).isdisjoint([*tea, *rain])


def test_to_remove_what_is_not_there_removes_nothing(catalogue):
    enter(catalogue, TEA)
    assert catalogue.remove("rain.txt") == []
    assert catalogue.passage_count() == 2


@pytest.mark.parametrize(
    ("moves", "names"),
    [
        ([("tea.md", "a/tea.md")], {"a/tea.md": TEA, "rain.txt": RAIN}),
        ([("tea.md", "rain.txt"), ("rain.txt", "tea.md")], {"rain.txt": TEA, "tea.md": RAIN}),
        ([("rain.txt", "snow.txt"), ("tea.md", "rain.txt")], {"snow.txt": RAIN, "rain.txt": TEA}),
    ],
    ids=["moved", "exchanged", "moved up"],
)
def test_names_can_be_given_anew(moves, names, catalogue):
    enter(catalogue, TEA, RAIN)
    catalogue.rename(moves)
    assert {name: catalogue.article(name).text for name in catalogue.hashes()} == {
        name: some.text for name, some in names.items()
    }
    found = {p.document for name in names for p in catalogue.passages_of(name)}
    assert found == set(names)


@pytest.mark.parametrize(
    ("name", "is_mentioned"),
    [
        ("patient 3", True),
        ("Patient-3", True),
        ("patient3", True),
        ("patient 12", True),
        ("patient 1", False),
        ("patient 4", False),
        ("rain falls", True),
        ("rainfalls", False),
        ("snow", False),
        ("100%", False),
    ],
)
def test_a_name_is_mentioned_whatever_stands_between_its_words(name, is_mentioned, catalogue):
    enter(catalogue, RAIN)
    assert catalogue.mentions(name) is is_mentioned


def test_abbreviations_come_once_each_and_go_with_their_document(catalogue):
    catalogue.add(TEA, "1", entries(TEA), [("RA", "rheumatoid arthritis"), ("GT", "green tea")])
    catalogue.add(RAIN, "2", entries(RAIN), [("GT", "green tea"), ("GT", "tall grass")])
    assert catalogue.abbreviations() == (
        ("GT", "green tea"),
        ("GT", "tall grass"),
        ("RA", "rheumatoid arthritis"),
    )
    catalogue.remove("tea.md")
    assert catalogue.abbreviations() == (("GT", "green tea"), ("GT", "tall grass"))


def test_a_document_that_is_not_there_is_a_key_error(catalogue):
    with pytest.raises(KeyError, match="snow"):
        catalogue.article("snow.txt")


def test_what_is_committed_can_be_read_by_many_threads(catalogue, path):
    enter(catalogue, TEA)
    catalogue.commit()
    reader = Catalogue.read(path)
    found = []

    def look() -> None:
        found.append(reader.article("tea.md"))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reader.close()
    assert found == [TEA] * 4


def test_a_reader_cannot_write(catalogue, path):
    catalogue.commit()
    reader = Catalogue.read(path)
    with pytest.raises(IndexUnwritable, match="readonly"):
        enter(reader, TEA)
    reader.close()


@pytest.mark.parametrize("content", [None, b"no database " * 100], ids=["missing", "broken"])
def test_a_catalogue_that_cannot_be_read_is_damage(content, path):
    path.parent.mkdir(parents=True)
    if content:
        path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"\(catalogue: [^\n]+\)"):
        Catalogue.read(path).hashes()


def test_documents_that_name_something_at_their_beginning(catalogue):
    enter(catalogue, RAIN)
    beginning = RAIN.text.split()[1]
    assert catalogue.opening_with(beginning.upper()) == {RAIN.name}
    assert catalogue.opening_with("snow") == frozenset()
