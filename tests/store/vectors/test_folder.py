"""Vectors in a folder: copied when closed, taken in by batches, and missed when they are lost."""

import shutil

import numpy as np
import pytest

from citewell.errors import IndexDamaged
from citewell.store.vectors.folder import FolderVectors
from doubles import WordEncoder

TEXTS = {4: "the lamp of the tower", 2: "dried tea leaves", 8: "bees in winter"}


def encode(*texts: str) -> np.ndarray:
    return WordEncoder().encode(texts)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index" / "gen-000001" / "vectors"


@pytest.fixture
def vectors(folder):
    vectors = FolderVectors.open(folder)
    vectors.add(list(TEXTS), encode(*TEXTS.values()))
    yield vectors
    vectors.close()


def test_what_was_closed_can_be_opened_by_a_copy(vectors, folder):
    vectors.close()
    copied = shutil.copytree(folder, folder.parents[1] / "gen-000002" / "vectors")
    copy = FolderVectors.open(copied)
    assert copy.search(encode(TEXTS[8])[0], 1) == [(8, pytest.approx(1.0, abs=1e-5))]
    copy.remove([8])
    copy.close()
    original = FolderVectors.open(folder)
    assert (len(original), len(FolderVectors.open(copied))) == (3, 2)
    original.close()


def test_more_than_one_batch_is_entered_and_removed(folder):
    rng = np.random.default_rng(0)
    many = rng.normal(size=(5100, 8)).astype(np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    vectors = FolderVectors.open(folder)
    vectors.add(range(1, 5101), many)
    assert len(vectors) == 5100
    assert vectors.search(many[5050], 1)[0][0] == 5051
    vectors.remove(range(1, 5051))
    assert len(vectors) == 50
    assert sorted(key for key, _ in vectors.search(many[5050], 50)) == list(range(5051, 5101))
    vectors.close()


def test_files_that_are_no_database_are_damage(folder):
    folder.mkdir(parents=True)
    (folder / "chroma.sqlite3").write_bytes(b"no database " * 100)
    with pytest.raises(IndexDamaged) as told:
        FolderVectors.open(folder)
    assert told.value.index == folder.parent.parent
    assert "\n" not in str(told.value)
