"""One run brings the index up to date, does no more than it must, and says what it did."""

import errno
import multiprocessing
import os
import re
from dataclasses import replace

import pytest

from citewell import Account, load_settings
from citewell.errors import (
    CorpusUnusable,
    IndexBusy,
    IndexOutdated,
    IndexUnwritable,
    ModelUnavailable,
)
from citewell.ingest.build import Indexer, Progress
from citewell.ingest.scan import Failure
from citewell.store.generations import FORMAT, SPLITTER, writing
from citewell.store.vectors.folder import FolderVectors
from doubles import WordEncoder
from ingest.runs import contents, folders, generation, index, library, quoted, write

NOTHING = Account((), (), (), (), 3, (), 3, 5, 0.0)
ALL = ("garden/bees.txt", "lighthouse.txt", "tea.md")


def account(run) -> Account:
    return replace(run.account, seconds=0.0)


@pytest.fixture
def indexed(settings):
    """The settings, with the corpus indexed."""
    index(settings)
    return settings


def test_the_first_run_adds_everything(settings):
    run = index(settings)
    assert account(run) == replace(NOTHING, added=ALL, unchanged=0)
    assert len(run.encoded) == 5
    assert folders(settings) == ["CURRENT", generation(settings).name, "writer.lock"]
    assert re.fullmatch(r"gen-000001-[0-9a-f]{6}", generation(settings).name)


def test_a_run_reports_each_stage_to_its_end(settings):
    reports: list[Progress] = []
    index(settings, reports.append)
    assert reports == [
        Progress("Looking for changes", 0, 1),
        Progress("Reading", 0, 3),
        Progress("Reading", 1, 3),
        Progress("Reading", 2, 3),
        Progress("Reading", 3, 3),
        Progress("Embedding", 0, 5),
        Progress("Embedding", 5, 5),
        Progress("Writing", 0, 1),
        Progress("Writing", 1, 1),
    ]


def test_with_nothing_to_do_nothing_is_done(indexed):
    before = folders(indexed)
    run = index(indexed)
    assert (account(run), run.encoded, folders(indexed)) == (NOTHING, [], before)


def test_a_touched_file_is_unchanged(indexed):
    before = folders(indexed)
    os.utime(indexed.corpus / "tea.md", (1, 1))
    run = index(indexed)
    assert (account(run), run.encoded, folders(indexed)) == (NOTHING, [], before)


def test_a_change_encodes_only_what_it_changed(indexed):
    path = indexed.corpus / "tea.md"
    path.write_text(path.read_text().replace("low fire", "charcoal fire"))
    run = index(indexed)
    assert account(run) == replace(NOTHING, changed=("tea.md",), unchanged=2)
    assert [text.split("\n", 1)[0] for text in run.encoded] == ["Drying tea"]
    assert "charcoal" in run.encoded[0]


def test_a_rename_encodes_nothing(indexed):
    (indexed.corpus / "lighthouse.txt").rename(indexed.corpus / "garden" / "tower.txt")
    run = index(indexed)
    assert account(run) == replace(
        NOTHING, renamed=(("lighthouse.txt", "garden/tower.txt"),), unchanged=2
    )
    assert run.encoded == []
    names = [record.name for record in library(indexed).documents()]
    assert names == ["garden/bees.txt", "garden/tower.txt", "tea.md"]


def test_exchanged_names_are_two_changes_that_encode_nothing(indexed):
    tower, bees = indexed.corpus / "lighthouse.txt", indexed.corpus / "garden" / "bees.txt"
    tower_text, bees_text = tower.read_text(), bees.read_text()
    tower.write_text(bees_text)
    bees.write_text(tower_text)
    run = index(indexed)
    assert account(run) == replace(
        NOTHING, changed=("garden/bees.txt", "lighthouse.txt"), unchanged=1
    )
    assert run.encoded == []
    assert library(indexed).article("lighthouse.txt").text == bees_text


def test_a_deleted_document_is_gone_from_every_part(indexed):
    (indexed.corpus / "lighthouse.txt").unlink()
    run = index(indexed)
    assert account(run) == replace(
        NOTHING, removed=("lighthouse.txt",), unchanged=2, documents=2, passages=3
    )
    snapshot = library(indexed).snapshot()
    assert [record.name for record in snapshot.documents] == ["garden/bees.txt", "tea.md"]
    assert (len(snapshot.words), len(snapshot.vectors)) == (3, 3)
    assert snapshot.words.search(["lamp", "keeper"], 10) == []
    assert [q for q in quoted(snapshot, "the lamp of the lighthouse", 10) if "lamp" in q] == []
    with pytest.raises(KeyError, match="lighthouse"):
        snapshot.article("lighthouse.txt")


def test_the_same_text_in_two_files_is_two_documents_encoded_once(indexed):
    write(indexed.corpus, {"copy.txt": (indexed.corpus / "lighthouse.txt").read_text()})
    run = index(indexed)
    assert account(run) == replace(NOTHING, added=("copy.txt",), documents=4, passages=7)
    assert run.encoded == []
    (indexed.corpus / "lighthouse.txt").unlink()
    index(indexed)
    snapshot = library(indexed).snapshot()
    assert len(snapshot.vectors) == 5
    assert "lamp" in quoted(snapshot, "the lamp turns once in twelve seconds", 1)[0]


def test_equal_passages_of_one_run_are_encoded_once(settings):
    write(settings.corpus, {f"copy{n}.md": "# Bees\n\nThey hum." for n in range(3)})
    run = index(settings)
    assert (len(run.account.added), run.account.passages, len(run.encoded)) == (6, 8, 6)


def test_a_file_that_fails_keeps_its_old_version_and_is_tried_again(indexed):
    path = indexed.corpus / "tea.md"
    good = path.read_bytes()
    path.write_bytes(good + b"\xff")
    write(indexed.corpus, {"new.txt": "Rain falls."})
    failure = Failure(
        "tea.md",
        "it is UTF-8 text with a broken place (byte 0xFF in line 23); save it again as UTF-8",
    )
    run = index(indexed)
    assert account(run) == replace(
        NOTHING, added=("new.txt",), unchanged=2, failed=(failure,), documents=4, passages=6
    )
    assert library(indexed).article("tea.md").text.encode() == good

    assert index(indexed).account.failed == (failure,)

    path.write_bytes(good + b"\nIt is sold.\n")
    assert index(indexed).account.changed == ("tea.md",)
    assert library(indexed).article("tea.md").text.endswith("It is sold.\n")


def test_a_new_file_that_fails_does_not_stop_the_others(settings):
    (settings.corpus / "broken.txt").write_bytes(b"\0")
    run = index(settings)
    assert account(run) == replace(
        NOTHING,
        added=ALL,
        unchanged=0,
        failed=(Failure("broken.txt", "it holds NUL characters, so it is not a text file"),),
    )


@pytest.mark.parametrize(
    "text",
    ["# Only a heading\n", "| Leaf | Heat |\n| --- | --- |\n"],
    ids=["a heading", "the heads of a table"],
)
def test_what_has_nothing_to_cite_is_no_document(text, settings):
    write(settings.corpus, {"bare.md": text})
    failure = Failure("bare.md", "it has no text that could be cited")
    assert account(index(settings)) == replace(NOTHING, added=ALL, unchanged=0, failed=(failure,))


def test_a_file_that_becomes_a_link_out_of_the_folder_keeps_its_old_version(indexed, tmp_path):
    path = indexed.corpus / "tea.md"
    path.rename(tmp_path / "tea.md")
    path.symlink_to(tmp_path / "tea.md")
    failure = Failure("tea.md", "it is a link that leads out of the corpus")
    assert account(index(indexed)) == replace(NOTHING, unchanged=2, failed=(failure,))
    assert library(indexed).article("tea.md").about.title == "Drying tea"


def test_a_file_that_vanishes_during_the_run_fails_alone(settings):
    def report(progress: Progress) -> None:
        if progress == Progress("Reading", 0, 3):
            (settings.corpus / "tea.md").unlink()

    run = index(settings, report)
    assert run.account.added == ("garden/bees.txt", "lighthouse.txt")
    assert run.account.failed == (Failure("tea.md", "it is not a file"),)


def test_a_file_that_changes_during_the_run_is_indexed_as_it_was_read(settings):
    def report(progress: Progress) -> None:
        if progress.stage == "Reading":
            (settings.corpus / "tea.md").write_text("Tea is sold.")

    index(settings, report)
    assert library(settings).article("tea.md").text == "Tea is sold."
    assert account(index(settings)) == replace(NOTHING, passages=4)


def test_an_empty_folder_does_not_empty_the_index(indexed):
    for name in ALL:
        (indexed.corpus / name).unlink()
    with pytest.raises(CorpusUnusable) as told:
        index(indexed)
    assert str(told.value).startswith(
        f"There are no documents in {indexed.corpus}, and the index holds 3. Nothing was changed."
    )
    assert len(library(indexed).documents()) == 3

    run = index(indexed, allow_empty=True)
    assert account(run) == replace(NOTHING, removed=ALL, unchanged=0, documents=0, passages=0)
    snapshot = library(indexed).snapshot()
    assert (snapshot.documents, len(snapshot.words), len(snapshot.vectors)) == ((), 0, 0)


def test_an_empty_folder_makes_an_empty_index(tmp_path):
    (tmp_path / "corpus").mkdir()
    settings = load_settings(corpus=tmp_path / "corpus", index=tmp_path / "index")
    assert account(index(settings)) == Account((), (), (), (), 0, (), 0, 0, 0.0)
    assert library(settings).documents() == ()


def test_an_empty_folder_does_not_empty_an_index_of_another_stamp(indexed):
    for name in ALL:
        (indexed.corpus / name).unlink()
    with pytest.raises(CorpusUnusable):
        index(indexed.model_copy(update={"passage_tokens": 64}))


def test_another_stamp_builds_a_new_index(indexed):
    changed = indexed.model_copy(update={"passage_tokens": 64})
    reader = library(changed)
    with pytest.raises(IndexOutdated) as told:
        reader.snapshot()
    rest = f"splitter {SPLITTER}, format {FORMAT}, vectors in folders"
    assert (told.value.built, told.value.wanted) == (
        f"model bag-of-words, passages of 160 tokens, {rest}",
        f"model bag-of-words, passages of 64 tokens, {rest}",
    )
    old = library(indexed)
    assert len(old.documents()) == 3

    run = index(changed)
    assert account(run) == replace(NOTHING, changed=ALL, unchanged=0)
    assert len(run.encoded) == 5
    assert len(reader.documents()) == 3
    with pytest.raises(IndexOutdated):
        old.snapshot()


def test_another_model_builds_a_new_index(indexed):
    other = WordEncoder(name="other")
    Indexer(indexed, other).run()
    assert len(other.encoded) == 5


def test_a_cancelled_run_leaves_the_index_as_it_was(indexed):
    before = contents(library(indexed).snapshot())
    (indexed.corpus / "tea.md").unlink()

    def cancel(progress: Progress) -> None:
        if progress.stage == "Writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index(indexed, cancel)
    assert contents(library(indexed).snapshot()) == before
    assert index(indexed).account.removed == ("tea.md",)
    assert [name for name in folders(indexed) if name.endswith(".part")] == []


def test_a_model_that_is_not_there_changes_nothing(indexed):
    class Gone(WordEncoder):
        def encode(self, texts):
            raise ModelUnavailable("The model is gone.")

    before = contents(library(indexed).snapshot())
    write(indexed.corpus, {"new.txt": "Rain falls."})
    with pytest.raises(ModelUnavailable):
        Indexer(indexed, Gone()).run()
    assert contents(library(indexed).snapshot()) == before


# One writer at a time


def hold_the_lock(index_folder, held, let_go) -> None:
    """Hold the lock of an index until told otherwise; runs in a process of its own."""
    with writing(index_folder):
        held.set()
        let_go.wait(60)


def test_two_processes_do_not_write_at_once(indexed):
    context = multiprocessing.get_context("spawn")
    held, let_go = context.Event(), context.Event()
    other = context.Process(target=hold_the_lock, args=(indexed.index, held, let_go))
    other.start()
    try:
        assert held.wait(60)
        with pytest.raises(IndexBusy) as told:
            index(indexed)
        assert told.value.index == indexed.index
        assert len(library(indexed).documents()) == 3
    finally:
        let_go.set()
        other.join(60)
    assert account(index(indexed)) == NOTHING


def test_two_runs_in_one_process_do_not_write_at_once(settings):
    def meddle(progress: Progress) -> None:
        with pytest.raises(IndexBusy):
            index(settings)

    assert index(settings, meddle).account.added == ALL


def test_the_lock_of_a_dead_process_does_not_bind(indexed):
    (indexed.index / "writer.lock").write_text("99999")
    assert account(index(indexed)) == NOTHING


# What a run makes of damage, and of a move that changes what is read


def test_a_renamed_document_without_heading_has_a_new_title(settings):
    write(settings.corpus, {"rain.txt": "Rain falls."})
    index(settings)
    (settings.corpus / "rain.txt").rename(settings.corpus / "snow.txt")
    index(settings)
    assert library(settings).article("snow.txt").about.title == "snow"


def test_a_document_renamed_to_another_format_is_read_as_that(settings):
    write(settings.corpus, {"rain.txt": "Rain **falls**.\n\n# Snow\n\nIt melts."})
    index(settings)
    (settings.corpus / "rain.txt").rename(settings.corpus / "rain.md")
    index(settings)
    assert library(settings).article("rain.md").about.title == "Snow"


def test_a_document_renamed_to_a_format_that_cannot_be_read_is_told(settings):
    write(settings.corpus, {"rain.txt": "# Rain falls\n"})
    index(settings)
    (settings.corpus / "rain.txt").rename(settings.corpus / "rain.md")
    told = index(settings).account
    assert told.failed == (Failure("rain.md", "it has no text that could be cited"),)
    assert told.renamed == ()


PARTS = ["stamp.json", "catalogue.sqlite", "words/keys.npy", "vectors/chroma.sqlite3"]


@pytest.mark.parametrize("part", PARTS)
def test_a_generation_that_lost_a_file_is_not_built_upon(part, indexed):
    (generation(indexed) / part).unlink()
    write(indexed.corpus, {"new.txt": "Rain falls."})
    index(indexed)
    snapshot = library(indexed).snapshot()
    assert (len(snapshot.words), len(snapshot.vectors)) == (6, 6)


@pytest.mark.parametrize(
    "part",
    [
        *PARTS,
        "in-use",
    ],
)
def test_a_generation_that_lost_a_file_is_mended_though_nothing_has_changed(part, indexed):
    before = contents(library(indexed).snapshot())
    (generation(indexed) / part).unlink()
    index(indexed)
    assert contents(library(indexed).snapshot()) == before


def test_a_broken_catalogue_is_built_anew(indexed):
    (generation(indexed) / "catalogue.sqlite").write_bytes(b"no database " * 100)
    assert account(index(indexed)) == replace(NOTHING, added=ALL, unchanged=0)


def test_vectors_that_were_lost_are_made_again(indexed):
    whole = contents(library(indexed).snapshot())
    vectors = FolderVectors.open(generation(indexed) / "vectors")
    vectors.remove([2])
    vectors.close()
    index(indexed)
    reader = library(indexed)
    assert contents(reader.snapshot()) == whole
    assert reader.damage == ""


def test_a_rebuild_does_everything_again(indexed):
    before = contents(library(indexed).snapshot())
    (indexed.corpus / "tea.md").unlink()
    write(indexed.corpus, {"new.txt": "Rain falls."})
    run = index(indexed, rebuild=True)
    assert account(run) == Account(
        ("new.txt",), ALL[:2], (), ("tea.md",), 0, (), documents=3, passages=4, seconds=0.0
    )
    assert len(run.encoded) == 4
    assert contents(library(indexed).snapshot()) != before


@pytest.mark.parametrize("rebuild", [True, False])
def test_the_next_run_mends_a_pointer_to_nothing(rebuild, indexed):
    (indexed.index / "CURRENT").write_text("gen-000009-0a1b2c")
    assert index(indexed, rebuild=rebuild).account.documents == 3
    assert len(library(indexed).documents()) == 3


def test_a_place_that_cannot_be_written_is_told(settings):
    settings.index.write_text("I am a file.")
    with pytest.raises(IndexUnwritable) as told:
        index(settings)
    assert (told.value.index, told.value.why) == (settings.index, "File exists")


def test_a_file_that_fails_in_a_rebuild_keeps_its_old_version(indexed):
    path = indexed.corpus / "lighthouse.txt"
    path.write_bytes(path.read_bytes() + b"\0")
    index(indexed, rebuild=True)
    assert [r.name for r in library(indexed).documents()] == list(ALL)


def test_a_folder_that_cannot_be_listed_keeps_what_is_indexed_of_it(indexed, monkeypatch):
    listing = os.scandir

    def refuse(asked):
        if str(asked).endswith("garden"):
            raise PermissionError(errno.EACCES, "Permission denied", str(asked))
        return listing(asked)

    write(indexed.corpus, {"new.txt": "Rain falls."})
    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse)
        told = index(indexed).account
        assert (told.added, told.removed) == (("new.txt",), ())
        assert told.failed == (Failure("garden", "Permission denied"),)
        assert index(indexed, rebuild=True).account.documents == 4
    assert [r.name for r in library(indexed).documents()] == sorted([*ALL, "new.txt"])


def test_an_index_of_another_folder_is_not_replaced_unasked(indexed, tmp_path):
    other = indexed.model_copy(update={"corpus": tmp_path / "other"})
    write(other.corpus, {"new.txt": "Rain falls."})
    with pytest.raises(CorpusUnusable) as told:
        index(other)
    assert str(told.value).startswith(
        f"The index in {indexed.index} was built from {indexed.corpus}, and {other.corpus} holds"
    )
    assert len(library(indexed).documents()) == 3
    assert index(other, rebuild=True).account.added == ("new.txt",)
    write(other.corpus, {"new.txt": "Nothing is as it was."})
    assert index(other).account.changed == ("new.txt",)


def test_a_folder_that_was_moved_is_the_same(indexed, tmp_path):
    moved = indexed.model_copy(update={"corpus": tmp_path / "moved"})
    indexed.corpus.rename(moved.corpus)
    assert account(index(moved)) == NOTHING
    write(moved.corpus, {"tea.md": "# Tea\n\nTea is sold."})
    assert index(moved).account.changed == ("tea.md",)
