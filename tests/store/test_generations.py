"""Generations: one is current, the one before is kept, and what is broken is told in one line."""

import pytest

from citewell.errors import IndexBusy, IndexDamaged, IndexMissing
from citewell.store.generations import (
    Stamp,
    current,
    next_generation,
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
    return sorted(path.name for path in index.iterdir())


def test_there_is_no_index_at_first(index):
    assert current(index) is None
    with pytest.raises(IndexMissing, match="There is no index in"):
        require_current(index)


def test_a_generation_becomes_current_when_it_is_finished(index):
    with writing(index):
        with next_generation(index, STAMP) as part:
            assert (part.name, current(index)) == ("gen-000001.part", None)
        assert current(index) == index / "gen-000001"
    assert read_stamp(index / "gen-000001") == STAMP
    assert (index / "CURRENT").read_text() == "gen-000001"


def test_the_current_and_the_one_before_are_kept(index):
    build(index, times=4)
    assert names(index) == ["CURRENT", "gen-000003", "gen-000004", "writer.lock"]
    assert require_current(index).name == "gen-000004"


def test_what_fails_does_not_become_current(index):
    build(index)
    with pytest.raises(ZeroDivisionError), writing(index), next_generation(index, STAMP):
        _ = 1 / 0
    assert current(index) == index / "gen-000001"
    with writing(index):
        assert names(index) == ["CURRENT", "gen-000001", "writer.lock"]


def test_a_generation_nobody_points_at_does_not_answer(index):
    build(index)
    (index / "gen-000002").mkdir()
    build(index)
    assert current(index) == index / "gen-000003"


def test_numbers_go_on_beyond_six_digits(index):
    build(index)
    (index / "gen-999999").mkdir()
    build(index)
    assert current(index) == index / "gen-1000000"


def test_one_writer_at_a_time(index):
    with writing(index), pytest.raises(IndexBusy), writing(index):
        pass
    with writing(index):
        assert names(index) == ["writer.lock"]


@pytest.mark.parametrize("pointer", ["gen-000009", "", "../elsewhere", "gen-000001/vectors"])
def test_a_pointer_to_nothing_is_damage(pointer, index):
    build(index)
    (index / "CURRENT").write_text(pointer)
    with pytest.raises(IndexDamaged) as told:
        require_current(index)
    assert told.value.what == f"CURRENT names {pointer!r}, which is not there"


@pytest.mark.xfail(strict=True, raises=UnicodeDecodeError, reason="the error is not translated")
def test_a_pointer_that_is_no_text_is_damage(index):
    build(index)
    (index / "CURRENT").write_bytes(b"\xff\xfe")
    with pytest.raises(IndexDamaged):
        require_current(index)


@pytest.mark.xfail(strict=True, raises=NotADirectoryError, reason="the error is not translated")
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
    path = index / "gen-000001" / "stamp.json"
    path.unlink()
    if stamp is not None:
        path.write_text(stamp)
    with pytest.raises(IndexDamaged, match=r"\(gen-000001/stamp\.json: [^\n]+\)") as told:
        read_stamp(index / "gen-000001")
    assert (told.value.index, "\n" in str(told.value)) == (index, False)


def test_a_stamp_says_what_shaped_the_index():
    assert str(Stamp("a-model", 64, splitter=2, format=3)) == (
        "model a-model, passages of 64 tokens, splitter 2, format 3"
    )
