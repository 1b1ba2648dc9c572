"""Passages by meaning: entered, taken out, found, and missed when they are lost."""

import shutil

import numpy as np
import pytest

from citewell.errors import IndexDamaged
from citewell.store.vectors import VectorIndex
from doubles import WordEncoder

TEXTS = {4: "the lamp of the tower", 2: "dried tea leaves", 8: "bees in winter"}


def encode(*texts: str) -> np.ndarray:
    return WordEncoder().encode(texts)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index" / "gen-000001" / "vectors"


@pytest.fixture
def vectors(folder):
    vectors = VectorIndex.open(folder)
    vectors.add(list(TEXTS), encode(*TEXTS.values()))
    yield vectors
    vectors.close()


def test_the_nearest_come_first_with_their_cosine(vectors):
    (question,) = encode("the lamp of the bees")
    found = vectors.search(question, 2)
    expected = encode(TEXTS[4], TEXTS[8]) @ question
    assert [key for key, _ in found] == [4, 8]
    assert [score for _, score in found] == pytest.approx(expected.tolist(), abs=1e-5)


def test_the_same_text_has_the_cosine_one(vectors):
    assert vectors.search(encode(TEXTS[2])[0], 1) == [(2, pytest.approx(1.0, abs=1e-5))]


def test_no_more_is_found_than_there_is(vectors):
    assert sorted(key for key, _ in vectors.search(encode("tea")[0], 50)) == [2, 4, 8]


def test_an_empty_index_finds_nothing(folder):
    vectors = VectorIndex.open(folder)
    assert (len(vectors), vectors.search(encode("tea")[0], 5)) == (0, [])
    vectors.close()


def test_vectors_come_back_as_they_were(vectors):
    found = vectors.get([8, 4, 99])
    assert sorted(found) == [4, 8]
    np.testing.assert_array_equal(found[4], encode(TEXTS[4])[0])
    np.testing.assert_array_equal(found[8], encode(TEXTS[8])[0])


def test_what_is_removed_is_not_found(vectors):
    vectors.remove([4, 99])
    assert (len(vectors), vectors.get([4])) == (2, {})
    assert sorted(key for key, _ in vectors.search(encode(TEXTS[4])[0], 5)) == [2, 8]


def test_to_remove_nothing_removes_nothing(vectors):
    vectors.remove([])
    assert len(vectors) == 3


def test_what_was_closed_can_be_opened_by_a_copy(vectors, folder):
    vectors.close()
    copied = shutil.copytree(folder, folder.parents[1] / "gen-000002" / "vectors")
    copy = VectorIndex.open(copied)
    assert copy.search(encode(TEXTS[8])[0], 1) == [(8, pytest.approx(1.0, abs=1e-5))]
    copy.remove([8])
    copy.close()
    original = VectorIndex.open(folder)
    assert (len(original), len(VectorIndex.open(copied))) == (3, 2)
    original.close()


def test_more_than_one_batch_is_entered_and_removed(folder):
    rng = np.random.default_rng(0)
    many = rng.normal(size=(5100, 8)).astype(np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    vectors = VectorIndex.open(folder)
    vectors.add(range(1, 5101), many)
    assert len(vectors) == 5100
    assert vectors.search(many[5050], 1)[0][0] == 5051
    vectors.remove(range(1, 5051))
    assert len(vectors) == 50
    assert sorted(key for key, _ in vectors.search(many[5050], 50)) == list(range(5051, 5101))
    vectors.close()


def test_equal_vectors_are_all_found(folder):
    vectors = VectorIndex.open(folder)
    vectors.add(range(1, 301), encode(*["the same words"] * 300))
    assert len({key for key, _ in vectors.search(encode("the same words")[0], 50)}) == 50
    vectors.close()


def test_files_that_are_no_database_are_damage(folder):
    folder.mkdir(parents=True)
    (folder / "chroma.sqlite3").write_bytes(b"no database " * 100)
    with pytest.raises(IndexDamaged) as told:
        VectorIndex.open(folder)
    assert told.value.index == folder.parent.parent
    assert "\n" not in str(told.value)


def test_only_some_can_be_searched_and_nothing_else_is_found(vectors):
    (question,) = encode("the lamp of the bees")
    found = vectors.search(question, 5, [8, 2])
    assert [key for key, _ in found] == [8, 2]
    assert found[0][1] == pytest.approx(float(encode(TEXTS[8])[0] @ question), abs=1e-5)
    assert vectors.search(question, 5, []) == []
    with pytest.raises(IndexDamaged):
        vectors.search(question, 5, [8, 99])
