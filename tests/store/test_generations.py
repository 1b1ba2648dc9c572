"""Generations: one is current, the one before is kept, and what is broken is told in one line."""

import os
import re
import shutil
from pathlib import Path

import portalocker
import pytest

from citewell.errors import IndexBusy, IndexDamaged, IndexMissing
from citewell.store.generations import (
    Stamp,
    current,
    finished,
    hold,
    is_own,
    next_generation,
    read_corpus,
    read_stamp,
    require_current,
    writing,
)

STAMP = Stamp("bag-of-words", 160)


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


def build(index, times: int = 1) -> None:
    for _ in range(times):
        with writing(index), next_generation(index, STAMP) as part:
            (part / "content").write_text(part.name)


def names(index) -> list[str]:
    """What lies in the index folder; what makes a name unlike all others is left out."""
    return [numbered(path) for path in sorted(index.iterdir())]


def numbered(path) -> str:
    """The name of a generation up to its number."""
    return re.sub(r"(gen-\d{6,})-[0-9a-f]{6}", r"\1", path.name)


def test_there_is_no_index_at_first(index):
    assert current(index) is None
    with pytest.raises(IndexMissing, match="There is no index in"):
        require_current(index)


def test_a_generation_becomes_current_when_it_is_finished(index):
    with writing(index):
        with next_generation(index, STAMP) as part:
            assert re.fullmatch(r"gen-000001-[0-9a-f]{6}\.part", part.name)
            assert current(index) is None
        finished = part.with_suffix("")
        assert current(index) == finished
    assert read_stamp(finished) == STAMP
    assert (index / "CURRENT").read_text() == finished.name


def test_a_name_is_not_given_again_after_the_index_was_deleted(index):
    build(index)
    before = require_current(index)
    shutil.rmtree(index)
    build(index)
    assert numbered(before) == numbered(require_current(index))
    assert before != require_current(index)


def test_the_current_and_the_one_before_are_kept(index):
    build(index, times=4)
    assert names(index) == ["CURRENT", "gen-000003", "gen-000004", "writer.lock"]
    assert numbered(require_current(index)) == "gen-000004"


def test_a_generation_in_use_is_kept_until_it_is_let_go(index):
    build(index)
    with hold(require_current(index)):
        build(index, times=4)
        assert names(index) == ["CURRENT", "gen-000001", "gen-000004", "gen-000005", "writer.lock"]
    build(index)
    assert names(index) == ["CURRENT", "gen-000005", "gen-000006", "writer.lock"]


def test_a_generation_may_be_held_by_many(index):
    build(index)
    folder = require_current(index)
    with hold(folder):
        with hold(folder):
            pass
        build(index, times=3)
        assert folder.is_dir()


def test_on_a_folder_of_nfs_what_nobody_holds_is_removed_too(index, monkeypatch):
    """There an exclusive lock is refused to whoever cannot write."""
    lock = portalocker.lock

    def strict(file, flags):
        if flags & portalocker.LockFlags.EXCLUSIVE and not file.writable():
            raise portalocker.LockException("[Errno 9] Bad file descriptor")
        lock(file, flags)

    monkeypatch.setattr(portalocker, "lock", strict)
    build(index)
    with hold(require_current(index)):
        build(index, times=2)
        assert "gen-000001" in names(index)
    build(index)
    assert names(index) == ["CURRENT", "gen-000003", "gen-000004", "writer.lock"]


def test_a_generation_that_is_gone_cannot_be_held(index):
    build(index)
    folder = require_current(index)
    build(index, times=2)
    with pytest.raises(FileNotFoundError):
        hold(folder)


def test_what_fails_does_not_become_current(index):
    build(index)
    before = require_current(index)
    with pytest.raises(ZeroDivisionError), writing(index), next_generation(index, STAMP):
        _ = 1 / 0
    assert current(index) == before
    assert names(index) == ["CURRENT", "gen-000001", "writer.lock"]


def test_a_generation_nobody_points_at_does_not_answer(index):
    build(index)
    before = require_current(index)
    (index / "gen-000002-0a1b2c").mkdir()
    assert current(index) == before
    build(index)
    assert numbered(require_current(index)) == "gen-000003"


def test_numbers_go_on_beyond_six_digits(index):
    build(index)
    (index / "gen-999999-0a1b2c").mkdir()
    build(index)
    assert numbered(require_current(index)) == "gen-1000000"


def test_one_writer_at_a_time(index):
    with writing(index), pytest.raises(IndexBusy), writing(index):
        pass
    with writing(index):
        assert names(index) == ["writer.lock"]


@pytest.mark.parametrize(
    "pointer",
    ["gen-000009-0a1b2c", "", "../elsewhere", "{}/vectors", "{}.part", "gen-000001"],
    ids=["gone", "empty", "elsewhere", "a part of one", "unfinished", "old name"],
)
def test_a_pointer_to_nothing_is_damage(pointer, index):
    build(index)
    name = require_current(index).name
    (index / name / "vectors").mkdir()
    (index / f"{name}.part").mkdir()
    (index / "gen-000001").mkdir()
    pointer = pointer.format(name)
    (index / "CURRENT").write_text(pointer)
    with pytest.raises(IndexDamaged) as told:
        require_current(index)
    assert told.value.what == f"CURRENT names {pointer!r}, which is not there"


def test_a_pointer_that_is_no_text_is_damage(index):
    build(index)
    (index / "CURRENT").write_bytes(b"\xff\xfe")
    with pytest.raises(IndexDamaged):
        require_current(index)


def test_an_index_that_is_a_file_is_told(index):
    index.write_text("I am a file.")
    with pytest.raises((IndexDamaged, IndexMissing)):
        require_current(index)


@pytest.mark.parametrize(
    "stamp",
    [None, "", "not JSON", '{"colour": "red"}', "[]", '"text"'],
    ids=["missing", "empty", "not JSON", "another's", "a list", "a text"],
)
def test_a_broken_stamp_is_damage(stamp, index):
    build(index)
    folder = require_current(index)
    path = folder / "stamp.json"
    path.unlink()
    if stamp is not None:
        path.write_text(stamp)
    with pytest.raises(IndexDamaged, match=rf"\({folder.name}/stamp\.json: [^\n]+\)") as told:
        read_stamp(folder)
    assert (told.value.index, "\n" in str(told.value)) == (index, False)


def test_a_stamp_says_what_shaped_the_index():
    assert str(Stamp("a-model", 64, splitter=2, format=3)) == (
        "model a-model, passages of 64 tokens, splitter 2, format 3, vectors in folders"
    )


def test_it_says_where_the_documents_lay(index):
    build(index)
    assert read_corpus(require_current(index)) == ""
    with writing(index), next_generation(index, STAMP, "/data/c\udce9") as part:
        (part / "content").write_text("")
    assert read_corpus(require_current(index)) == "/data/c\udce9"
    (require_current(index) / "corpus").unlink()
    assert read_corpus(require_current(index)) == ""


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_everything_is_on_the_disk_before_it_is_named(index, monkeypatch):
    """What a power cut leaves is what was synced: files, then their folders, then the pointer."""
    done: list[tuple[str, str]] = []
    sync, rename = os.fsync, os.replace

    def synced(handle):
        done.append(("sync", numbered(Path(os.readlink(f"/proc/self/fd/{handle}")))))
        sync(handle)

    monkeypatch.setattr(os, "fsync", synced)
    for name in ("rename", "replace"):

        def renamed(source, target, **where):
            done.append(("rename", numbered(Path(target))))
            rename(source, target, **where)

        monkeypatch.setattr(os, name, renamed)
    build(index)
    named = [("sync", "index"), ("sync", "CURRENT.new"), ("rename", "CURRENT"), ("sync", "index")]
    assert done[-5:] == [("rename", "gen-000001"), *named]
    before = [name for event, name in done[: done.index(("rename", "gen-000001"))]]
    (whole,) = finished(index)
    assert {*before} >= {path.name for path in whole.iterdir()} | {"gen-000001.part"}


def test_what_is_its_own_is_known(index):
    build(index)
    own = [*index.rglob("*"), index, index / "CURRENT.new", index / "gen-000002-0a1b2c.part" / "x"]
    assert all(is_own(path, index) for path in own)
    others = [
        index.parent,
        index / "tea.md",
        index / "folder" / "gen-000001",
        index.parent / "a.md",
    ]
    assert not any(is_own(path, index) for path in others)
