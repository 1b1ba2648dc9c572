"""Which files of the folder are documents, and what is wrong with the others."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from citewell.errors import CorpusUnusable
from citewell.ingest.scan import Failure, Scan, failed_among, names, scan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document, beside which a test may put things."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"Tea is dried.")
    return folder


A = {"a.txt": hashlib.sha256(b"Tea is dried.").hexdigest()}


def test_documents_are_named_by_their_path(corpus):
    assert sorted(scan(corpus).hashes) == ["garden/bees.txt", "lighthouse.txt", "tea.md"]


def test_a_hash_is_of_the_bytes(folder):
    assert scan(folder) == Scan(A, ())


@pytest.mark.parametrize("name", ["b.png", "b", ".txt", ".hidden.txt", "b.txt.bak", "~$b.docx"])
def test_what_has_no_reader_or_is_hidden_is_passed_over(name, folder):
    (folder / name).write_bytes(b"Not a document.")
    assert scan(folder) == Scan(A, ())


@pytest.mark.parametrize("name", ["b.md", "b.MD", "b.markdown", "b.TXT", "b c.txt", "größe.txt"])
def test_what_has_a_reader_is_a_document(name, folder):
    (folder / name).write_bytes(b"Tea is dried.")
    assert scan(folder).hashes == {**A, name: A["a.txt"]}


def test_a_name_that_is_not_text_fails_alone(folder):
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "wb") as file:
        file.write(b"Coffee is roasted.")
    assert scan(folder) == Scan(A, (Failure("caf?.txt", "its name is not UTF-8"),))


@pytest.mark.parametrize(
    "name",
    ["b\u00a0c.txt", "\u8336\u3000c.txt", "\U0001f469\u200d\u2695.txt", "b\n.txt"],
    ids=["no-break space", "ideographic space", "joined emoji", "line end"],
)
def test_a_name_may_have_any_blank(name, folder):
    (folder / name).write_bytes(b"Tea is dried.")
    assert scan(folder).hashes == {**A, name: A["a.txt"]}


def test_hidden_folders_are_passed_over(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "b.txt").write_bytes(b"Not a document.")
    assert scan(folder) == Scan(A, ())


def test_a_link_out_of_the_folder_fails(folder, tmp_path):
    (tmp_path / "secret.txt").write_bytes(b"Not for everybody.")
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    assert scan(folder) == Scan(A, (Failure("b.txt", "it is a link that leads out of the corpus"),))


def test_a_link_inside_the_folder_is_a_document(folder):
    (folder / "b.txt").symlink_to(folder / "a.txt")
    assert scan(folder) == Scan({**A, "b.txt": A["a.txt"]}, ())


def test_a_linked_folder_outside_is_told_and_not_entered(folder, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.txt").write_bytes(b"Not for everybody.")
    (folder / "other").symlink_to(tmp_path / "other")
    failure = Failure("other", "it is a link that leads out of the corpus")
    assert scan(folder) == Scan(A, (failure,))


def test_a_linked_folder_inside_is_read_where_it_is(folder):
    (folder / "inner").mkdir()
    (folder / "inner" / "b.txt").write_bytes(b"Tea is dried.")
    (folder / "again").symlink_to(folder / "inner")
    assert scan(folder) == Scan({**A, "inner/b.txt": A["a.txt"]}, ())


def test_what_a_browser_saved_beside_a_page_is_passed_over(folder):
    for name in ("Tea.html", "Tea_files/frame.html", "other_files/b.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"Tea is dried.")
    assert sorted(scan(folder).hashes) == ["Tea.html", "a.txt", "other_files/b.html"]


def test_the_folder_itself_may_be_a_link(folder, tmp_path):
    (tmp_path / "linked").symlink_to(folder)
    assert scan(tmp_path / "linked") == Scan(A, ())


def test_what_is_not_a_file_fails_alone(folder):
    os.mkfifo(folder / "b.txt")
    assert scan(folder) == Scan(A, (Failure("b.txt", "it is not a file"),))


def test_a_link_to_itself_fails_alone(folder):
    (folder / "b.txt").symlink_to(folder / "b.txt")
    found = scan(folder)
    assert (found.hashes, [f.document for f in found.failures]) == (A, ["b.txt"])
    assert found.failures[0].reason in ("its link leads in a circle", "it is not a file")


def test_a_link_to_nothing_fails_alone(folder):
    (folder / "b.txt").symlink_to(folder / "gone.txt")
    assert scan(folder) == Scan(A, (Failure("b.txt", "it is not a file"),))


def test_a_file_too_large_fails_alone(folder):
    with (folder / "b.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    failure = Failure("b.txt", "it is larger than 64 MB: 200 MB (CITEWELL_FILE_SIZE)")
    assert scan(folder) == Scan(A, (failure,))
    assert len(scan(folder, largest=200).hashes) == 2


@pytest.mark.parametrize("what", ["missing", "file"])
def test_a_folder_that_is_none_is_told(what, tmp_path):
    place = tmp_path / "corpus"
    if what == "file":
        place.write_bytes(b"Not a folder.")
    with pytest.raises(CorpusUnusable) as told:
        scan(place)
    assert str(told.value) == (
        f"There is no folder {place}. Make it and put documents in, or name another with --corpus."
    )


def test_a_folder_that_cannot_be_listed_fails_alone(folder, monkeypatch):
    (folder / "shut").mkdir()
    (folder / "shut" / "b.txt").write_bytes(b"Rain falls.")
    shut_folder(folder / "shut", monkeypatch)
    assert scan(folder) == Scan(A, (Failure("shut", "Permission denied"),))
    assert names(folder) == ["a.txt"]


def shut_folder(path: Path, monkeypatch) -> None:
    """Make the system refuse to list a folder, as it does not for an administrator."""
    listing = os.scandir

    def refuse(asked):
        if Path(asked) == path:
            raise PermissionError(errno.EACCES, "Permission denied", str(asked))
        return listing(asked)

    monkeypatch.setattr(os, "scandir", refuse)


def test_a_corpus_that_cannot_be_listed_is_told(folder, monkeypatch):
    shut_folder(folder, monkeypatch)
    with pytest.raises(CorpusUnusable, match=r"cannot be read: Permission denied\.$"):
        scan(folder)


def test_what_lies_in_a_folder_that_failed_has_failed():
    failures = [Failure("shut", "Permission denied"), Failure("b.txt", "it is empty")]
    known = ["a.txt", "b.txt", "shut/c.txt", "shut/in/d.txt", "shut.txt", "other/shut/e.txt"]
    assert failed_among(known, failures) == {"b.txt", "shut/c.txt", "shut/in/d.txt"}


def test_names_are_those_of_files_and_can_be_told(folder, tmp_path):
    (folder / "self").symlink_to(".")
    (folder / "out").symlink_to(tmp_path)
    (folder / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"Coffee.")
    assert names(folder) == ["a.txt", "caf?.txt"]
