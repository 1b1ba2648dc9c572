"""A copy of the vectors is of one moment, also while somebody writes."""

import sqlite3

import pytest

from citewell.errors import IndexDamaged
from citewell.store.vectors.copying import copy_vectors
from citewell.store.vectors.folder import FolderVectors
from doubles import WordEncoder
from ingest.runs import generation, index


@pytest.fixture
def vectors(settings):
    """The folder of vectors of an index."""
    index(settings)
    return generation(settings) / "vectors"


def test_the_copy_has_the_same_vectors(vectors, tmp_path):
    copy_vectors(vectors, tmp_path / "copy")
    copy, one = FolderVectors.open(tmp_path / "copy"), FolderVectors.open(vectors)
    (query,) = WordEncoder().encode(["the lamp of the lighthouse"])
    assert len(copy) == 5
    assert copy.search(query, 5) == one.search(query, 5)


def test_what_somebody_is_just_writing_is_not_in_it(vectors, tmp_path):
    with sqlite3.connect(vectors / "chroma.sqlite3") as writer:
        writer.execute("DELETE FROM embeddings")  # and not said yet that it is to last
        copy_vectors(vectors, tmp_path / "copy")
        writer.rollback()
    assert len(FolderVectors.open(tmp_path / "copy")) == 5


def test_a_damaged_database_is_told(vectors, tmp_path):
    (vectors / "chroma.sqlite3").write_bytes(b"no database " * 1000)
    with pytest.raises(IndexDamaged, match="vectors: "):
        copy_vectors(vectors, tmp_path / "copy")
