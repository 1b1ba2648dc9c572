"""What vectors can do is the same in folders and on a Chroma server."""

import numpy as np
import pytest

from citewell.errors import IndexDamaged
from citewell.store.generations import Stamp, next_generation, require_current, writing
from citewell.store.vectors import VectorsInFolders
from citewell.store.vectors.chroma import ChromaServer
from citewell.store.vectors.server import VectorsOnServer
from doubles import WordEncoder

TEXTS = {4: "the lamp of the tower", 2: "dried tea leaves", 8: "bees in winter"}


def encode(*texts: str) -> np.ndarray:
    return WordEncoder().encode(texts)


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


@pytest.fixture(params=["in folders", "on a Chroma server"])
def store(request, index):
    if request.param == "in folders":
        return VectorsInFolders()
    return VectorsOnServer(index, ChromaServer(request.getfixturevalue("shared_chroma").url))


def build(store, index, texts, removed=(), base=None):
    """A generation with these texts, by key, upon `base` without those removed."""
    with writing(index), next_generation(index, Stamp("words", 9, vectors=store.place)) as part:
        writer = store.write(part, base)
        writer.remove(list(removed))
        if texts:
            writer.add(list(texts), encode(*texts.values()))
        writer.commit()
        writer.close()
    return require_current(index)


@pytest.fixture
def vectors(store, index):
    vectors = store.read(build(store, index, TEXTS))
    vectors.close_when_dropped()
    return vectors


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


def test_an_empty_generation_finds_nothing(store, index):
    vectors = store.read(build(store, index, {}))
    assert (len(vectors), vectors.search(encode("tea")[0], 5), vectors.get([1])) == (0, [], {})


def test_vectors_come_back_as_they_were(vectors):
    found = vectors.get([8, 4, 99])
    assert sorted(found) == [4, 8]
    np.testing.assert_array_equal(found[4], encode(TEXTS[4])[0])
    np.testing.assert_array_equal(found[8], encode(TEXTS[8])[0])


def test_only_some_can_be_searched_and_nothing_else_is_found(vectors):
    (question,) = encode("the lamp of the bees")
    found = vectors.search(question, 5, [8, 2])
    assert [key for key, _ in found] == [8, 2]
    assert found[0][1] == pytest.approx(float(encode(TEXTS[8])[0] @ question), abs=1e-5)
    assert vectors.search(question, 5, []) == []
    with pytest.raises(IndexDamaged):
        vectors.search(question, 5, [8, 99])


def test_equal_vectors_are_all_found(store, index):
    """To most of so many Chroma's graph does not lead: it gives back 156 of 400."""
    vectors = store.read(build(store, index, dict.fromkeys(range(1, 1501), "the same words")))
    assert len({key for key, _ in vectors.search(encode("the same words")[0], 400)}) == 400


def test_of_vectors_nearly_the_same_those_removed_are_not_found(store, index):
    first = build(store, index, dict.fromkeys(range(1, 1501), "the same words"))
    folder = build(store, index, {1501: "other words"}, range(1, 601), first)
    found = store.read(folder).search(encode("the same words")[0], 901)
    assert [key for key, _ in found][-1] == 1501
    assert {key for key, _ in found} == set(range(601, 1502))


def test_upon_fewer_vectors_than_passages_nothing_can_be_built(store, index):
    folder = build(store, index, TEXTS)
    assert store.can_be_built_upon(folder, 3)
    assert not store.can_be_built_upon(folder, 4)


def test_what_is_removed_is_not_found_in_the_next_generation_and_stays_in_the_one_before(
    store, index
):
    first = build(store, index, TEXTS)
    before = store.read(first)
    after = store.read(build(store, index, {9: "a new lamp"}, removed=[4, 99], base=first))
    assert (len(before), len(after)) == (3, 3)
    assert (sorted(before.get([4, 9])), sorted(after.get([4, 9]))) == ([4], [9])
    question = encode("lamp")[0]
    assert sorted(key for key, _ in before.search(question, 5)) == [2, 4, 8]
    assert sorted(key for key, _ in after.search(question, 5)) == [2, 8, 9]
    assert after.search(question, 1)[0][0] == 9


def test_whatever_is_changed_the_hits_are_those_of_all_vectors_compared(store, index):
    """Twenty-five generations, each upon the one before, with texts that come and go."""
    rng = np.random.default_rng(7)
    words = "lamp tower tea leaves bees winter rain snow salt wheel bread river stone".split()
    held, folder, key = {}, None, 0
    for _ in range(25):
        gone = [key for key in held if rng.random() < 0.15]
        new = {}
        for _ in range(int(rng.integers(0, 12))):
            key += 1
            new[key] = " ".join(rng.choice(words, 5)) + f" n{key}"
        folder = build(store, index, new, gone, folder)
        held = {k: text for k, text in held.items() if k not in gone} | new
        vectors = store.read(folder)
        assert len(vectors) == len(held)
        if held:
            question = encode(" ".join(rng.choice(words, 3)))[0]
            scores = sorted((encode(*held.values()) @ question).tolist(), reverse=True)[:10]
            found = vectors.search(question, 10)
            assert [score for _, score in found] == pytest.approx(scores, abs=1e-5)
            assert {key for key, _ in found} <= held.keys()


def test_what_was_not_committed_is_no_part_of_anything(store, index):
    first = build(store, index, TEXTS)
    with writing(index):
        (part := index / "gen-000002-0a1b2c.part").mkdir()
        writer = store.write(part, first)
        writer.remove([2])
        writer.add([9], encode("a new lamp"))
        assert (len(writer), sorted(writer.get([2, 4, 9]))) == (3, [4, 9])
        writer.close()
    assert sorted(store.read(require_current(index)).get([2, 4, 8, 9])) == [2, 4, 8]
