"""The reader's side: whole generations, kept as long as they are used, and damage told."""

import gc
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from citewell import load_settings
from citewell.errors import IndexDamaged, IndexMissing
from citewell.store.library import open_library
from citewell.store.vectors.folder import FolderVectors
from doubles import WordEncoder
from ingest.runs import generation, index, library, quoted, write

QUESTION = "the lamp of the lighthouse"


@pytest.fixture
def indexed(settings):
    index(settings)
    return settings


def swap(settings, times: int) -> None:
    """Index something new so many times."""
    for number in range(times):
        write(settings.corpus, {"new.md": f"# New\n\nThe number is {number}."})
        index(settings)


def test_no_index_is_told(settings):
    with pytest.raises(IndexMissing):
        library(settings).snapshot()


def test_an_index_built_later_is_seen(settings):
    reader = library(settings)
    with pytest.raises(IndexMissing):
        reader.documents()
    index(settings)
    assert len(reader.documents()) == 3


def test_the_same_generation_is_opened_once(indexed):
    reader = library(indexed)
    assert reader.snapshot() is reader.snapshot()


def test_a_snapshot_in_use_survives_the_generations_after_it(indexed):
    reader = library(indexed)
    snapshot = reader.snapshot()
    before = quoted(snapshot, QUESTION), snapshot.words.search(["lamp"], 5)
    swap(indexed, 3)
    assert snapshot.folder not in (generation(indexed), reader.snapshot().folder)
    assert (quoted(snapshot, QUESTION), snapshot.words.search(["lamp"], 5)) == before


def test_a_snapshot_that_nobody_uses_is_swept(indexed):
    folder = library(indexed).snapshot().folder
    gc.collect()
    swap(indexed, 2)
    assert not folder.exists()


def test_a_snapshot_not_used_yet_survives_the_generations_after_it(indexed):
    snapshot = library(indexed).snapshot()
    swap(indexed, 3)
    assert len(snapshot.words) == 5


def test_two_readers_do_not_close_each_other(indexed):
    one, other = library(indexed), library(indexed)
    before = quoted(one.snapshot(), QUESTION), quoted(other.snapshot(), QUESTION)
    del one
    gc.collect()
    assert quoted(other.snapshot(), QUESTION) == before[1]


def test_an_index_deleted_and_built_again_is_seen(indexed):
    reader = library(indexed)
    assert len(reader.documents()) == 3
    shutil.rmtree(indexed.index)
    (indexed.corpus / "tea.md").unlink()
    index(indexed)
    assert len(reader.documents()) == 2


def test_vectors_of_an_index_deleted_and_built_again_are_the_new_ones(indexed):
    held = library(indexed).snapshot()
    assert "lamp" in quoted(held, QUESTION, 1)[0]
    shutil.rmtree(indexed.index)
    for name in ("lighthouse.txt", "garden/bees.txt", "tea.md"):
        (indexed.corpus / name).unlink()
    write(indexed.corpus, {f"{n}.md": f"# Snow\n\nSnow lies on hill {n}." for n in range(5)})
    index(indexed)
    (vector,) = WordEncoder().encode(["Snow lies on hill 3."])
    snapshot = library(indexed).snapshot()
    ((_, score),) = snapshot.vectors.search(vector, 1)
    assert score > 0.5


@pytest.mark.parametrize("part", ["stamp.json", "catalogue.sqlite", "in-use"])
def test_a_lost_file_is_damage(part, indexed):
    (generation(indexed) / part).unlink()
    with pytest.raises(IndexDamaged) as told:
        library(indexed).snapshot()
    assert (told.value.index, "\n" in str(told.value)) == (indexed.index, False)


def test_a_lost_generation_is_damage(indexed):
    folder = generation(indexed)
    shutil.rmtree(folder)
    with pytest.raises(IndexDamaged, match=f"CURRENT names '{folder.name}', which is not there"):
        library(indexed).snapshot()


LOSSES = ["vectors/chroma.sqlite3", "words/params.index.json", "words/keys.npy"]


@pytest.mark.parametrize("part", LOSSES)
def test_a_lost_part_is_damage(part, indexed):
    (generation(indexed) / part).unlink()
    with pytest.raises(IndexDamaged, match="is not whole"):
        library(indexed).snapshot()


def test_words_of_another_generation_are_damage(indexed):
    before = generation(indexed)
    swap(indexed, 1)
    words = generation(indexed) / "words"
    shutil.rmtree(words)
    shutil.copytree(before / "words", words)
    shutil.rmtree(before)
    with pytest.raises(IndexDamaged, match=r"words/.* is not as it was written"):
        library(indexed).snapshot()


def vectors_lost(folder):
    vectors = FolderVectors.open(folder / "vectors")
    vectors.remove([1])
    vectors.close()


DAMAGE = {
    "catalogue cut off": lambda folder: os.truncate(folder / "catalogue.sqlite", 5000),
    "words cut off": lambda folder: os.truncate(folder / "words" / "keys.npy", 100),
    "vectors lost": vectors_lost,
    "stamp gone": lambda folder: (folder / "stamp.json").unlink(),
    "all gone": shutil.rmtree,
    "pointer to nothing": lambda folder: (folder.parent / "CURRENT").write_text("gen-9"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_when_the_newest_generation_is_damaged_the_one_before_answers(what, indexed, caplog):
    names = [record.name for record in library(indexed).documents()]
    swap(indexed, 1)
    DAMAGE[what](generation(indexed))
    reader = library(indexed)
    # Where only the pointer is lost, the newest itself is whole.
    expected = sorted([*names, "new.md"]) if what == "pointer to nothing" else names
    assert [record.name for record in reader.documents()] == expected
    assert "lamp" in quoted(reader.snapshot(), QUESTION, 1)[0]
    assert "is damaged" in reader.damage
    assert [r.getMessage() for r in caplog.records if "index before it" in r.getMessage()] == [
        f"{reader.damage} Until then the index before it answers."
    ]

    index(indexed, rebuild=True)
    assert len(reader.documents()) == len(names) + 1
    assert reader.damage == ""


@pytest.mark.parametrize("what", DAMAGE)
def test_the_next_run_mends_what_is_damaged_though_nothing_has_changed(what, indexed):
    swap(indexed, 1)
    DAMAGE[what](generation(indexed))
    index(indexed)
    reader = library(indexed)
    assert (len(reader.documents()), reader.damage) == (4, "")


def test_a_library_is_opened_without_a_model(tmp_path):
    settings = load_settings(index=tmp_path / "index", model="no-such-model")
    with pytest.raises(IndexMissing):
        open_library(settings).documents()


@pytest.fixture
def only_readable(indexed):
    """The index on a disk on which nothing can be written, or in folders of somebody else's."""
    where = str(indexed.index)
    paths = [indexed.index, *indexed.index.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    mounted = []
    if os.access(where, os.W_OK):  # an administrator may write all the same
        for command in (["--bind", where, where], ["-o", "remount,bind,ro", where]):
            mounted.append(subprocess.run(["mount", *command], capture_output=True, check=False))
    yield indexed
    if mounted and mounted[0].returncode == 0:
        subprocess.run(["umount", "--lazy", where], check=True)
    for path in paths:
        path.chmod(path.stat().st_mode | 0o200)


def test_an_index_that_can_only_be_read_answers(only_readable):
    if os.access(only_readable.index, os.W_OK):
        pytest.skip("nothing can be made unwritable here")
    reader = library(only_readable)
    snapshot = reader.snapshot()
    assert reader.damage == ""
    assert "lamp" in quoted(snapshot, QUESTION, 1)[0]
    place = Path(snapshot.vectors._place.name)
    assert place.is_dir()
    del reader, snapshot
    gc.collect()
    assert not place.exists()
