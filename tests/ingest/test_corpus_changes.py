from __future__ import annotations

import pytest

from citewell.errors import ChangeRefused, CorpusUnusable
from citewell.ingest.corpus_changes import (
    REMOVED,
    add_document,
    checked_name,
    is_there,
    remove_document,
)
from citewell.ingest.scan import scan

TEXT = b"# Oolong\n\nIt is half oxidised.\n"


def test_a_document_is_added_as_it_is(corpus) -> None:
    add_document(corpus, "oolong.md", TEXT)
    assert (corpus / "oolong.md").read_bytes() == TEXT
    assert "oolong.md" in scan(corpus).hashes
    assert sorted(path.name for path in corpus.iterdir() if path.name.startswith(".")) == []


def test_nothing_is_written_over_unless_that_was_asked_for(corpus) -> None:
    before = (corpus / "tea.md").read_bytes()
    assert is_there(corpus, "tea.md")
    with pytest.raises(ChangeRefused, match="already"):
        add_document(corpus, "tea.md", TEXT)
    assert (corpus / "tea.md").read_bytes() == before
    add_document(corpus, "tea.md", TEXT, replace=True)
    assert (corpus / "tea.md").read_bytes() == TEXT
    [aside] = (corpus / REMOVED).iterdir()
    assert aside.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".hidden.md", "../out.md", "a/b.md", "a\\b.md", "C:x.md", "a.exe", "a.md ",
     "a\x00.md", "a\n.md", "a\u202egpj.md", "a\ud800.md", "a" * 200 + ".md", "md"],
)  # fmt: skip
def test_an_unsafe_name_is_refused(corpus, name) -> None:
    with pytest.raises(ChangeRefused):
        add_document(corpus, name, TEXT)
    assert len(scan(corpus).hashes) == 3


def test_names_in_any_language_are_fine() -> None:
    assert checked_name("Grüner Tee (2024), 緑茶.md") == "Grüner Tee (2024), 緑茶.md"


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"  \n "], ids=["empty", "not text", "blank"]
)
def test_what_cannot_be_read_is_not_added(corpus, data) -> None:
    with pytest.raises(ChangeRefused):
        add_document(corpus, "a.md", data)
    assert not (corpus / "a.md").exists()


def test_what_is_removed_can_be_taken_back(corpus) -> None:
    text = (corpus / "garden" / "bees.txt").read_bytes()
    remove_document(corpus, "garden/bees.txt")
    assert "garden/bees.txt" not in scan(corpus).hashes
    assert [path.read_bytes() for path in (corpus / REMOVED).iterdir()] == [text]


@pytest.mark.parametrize(
    "name", ["no.md", "../secret.md", "garden", ".removed/x.md", "/etc/passwd", ""]
)
def test_only_documents_of_the_folder_are_removed(corpus, name) -> None:
    (corpus.parent / "secret.md").write_bytes(TEXT)
    with pytest.raises(ChangeRefused):
        remove_document(corpus, name)
    assert (corpus.parent / "secret.md").exists()


def test_a_missing_folder_is_told(tmp_path) -> None:
    with pytest.raises(CorpusUnusable):
        add_document(tmp_path / "none", "a.md", TEXT)
