"""What a run builds upon where the newest index is damaged: one that is whole, or nothing."""

from __future__ import annotations

import pytest

from citewell import Settings
from citewell.errors import CorpusUnusable
from ingest.runs import contents, generation, index, library, write

DOSE = {"dose.md": "# Dose\n\nTake 4 mg daily.\n"}


@pytest.fixture
def twice(settings: Settings) -> Settings:
    """Settings of an index with two generations, the newer of which is damaged: a figure in the
    text of a document is another."""
    write(settings.corpus, DOSE)
    index(settings)
    write(settings.corpus, {"new.md": "# Rain\n\nRain falls on the hill."})
    index(settings)
    turn_a_figure(settings)
    return settings


def turn_a_figure(settings: Settings) -> None:
    path = generation(settings) / "catalogue.sqlite"
    path.write_bytes(path.read_bytes().replace(b"Take 4 mg", b"Take 5 mg"))


def test_the_one_before_is_built_upon(twice):
    encoded = index(twice).encoded
    assert encoded == ["Rain\nRain falls on the hill."]
    fresh = twice.model_copy(update={"index": twice.index.with_name("fresh")})
    index(fresh)
    reader = library(twice)
    assert contents(reader.snapshot()) == contents(library(fresh).snapshot())
    assert reader.damage == ""


def test_it_is_mended_though_the_one_before_is_as_the_folder_is(twice):
    (twice.corpus / "new.md").unlink()
    assert index(twice).encoded == []
    reader = library(twice)
    assert reader.article("dose.md").text == DOSE["dose.md"]
    assert reader.damage == ""


@pytest.mark.parametrize("rebuild", [True, False])
def test_a_file_that_fails_keeps_the_text_of_the_one_that_is_whole(twice, rebuild):
    (twice.corpus / "dose.md").write_bytes(b"")
    assert [failure.document for failure in index(twice, rebuild=rebuild).account.failed] == [
        "dose.md"
    ]
    assert library(twice).article("dose.md").text == DOSE["dose.md"]


def test_nothing_is_taken_over_from_one_that_is_damaged(settings):
    write(settings.corpus, DOSE)
    index(settings)
    turn_a_figure(settings)
    (settings.corpus / "dose.md").write_bytes(b"")
    index(settings)
    assert "dose.md" not in [record.name for record in library(settings).documents()]


@pytest.mark.parametrize("pointer_too", [True, False])
def test_an_empty_folder_does_not_empty_a_damaged_index(twice, pointer_too):
    for path in twice.corpus.rglob("*.*"):
        path.unlink()
    if pointer_too:
        (twice.index / "CURRENT").write_text("gen-000009-0a1b2c")
    with pytest.raises(CorpusUnusable, match="and the index holds 4"):
        index(twice)
    assert len(library(twice).documents()) == 4
