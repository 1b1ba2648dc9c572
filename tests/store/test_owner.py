"""The name of an index on a server: given once, and not to a copy."""

import shutil

import pytest

from citewell.store import owner


def test_an_index_has_no_name_before_it_is_given_one(tmp_path):
    assert owner.of(tmp_path) is None


def test_the_name_stays(tmp_path):
    name = owner.claim(tmp_path)
    assert (owner.of(tmp_path), owner.claim(tmp_path)) == (name, name)


def test_two_indexes_have_two_names(tmp_path):
    names = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        names.append(owner.claim(folder))
    assert names[0] != names[1]


def test_a_moved_index_keeps_its_name(tmp_path):
    (tmp_path / "a").mkdir()
    name = owner.claim(tmp_path / "a")
    (tmp_path / "a").rename(tmp_path / "b")
    assert owner.of(tmp_path / "b") == name


def test_a_copy_is_another_index(tmp_path):
    (tmp_path / "a").mkdir()
    name = owner.claim(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert owner.of(tmp_path / "b") is None
    assert owner.claim(tmp_path / "b") != name
    assert owner.of(tmp_path / "a") == name


@pytest.mark.parametrize("said", ["", "{}", "[]", '{"name": "a"}', "\ufeff"])
def test_a_broken_name_is_none(said, tmp_path):
    (tmp_path / "owner.json").write_text(said, encoding="utf-8")
    assert owner.of(tmp_path) is None
