"""Passages by their words: who is found, how rare a word is, and which known word is meant."""

import numpy as np
import pytest

from citewell.store.lexical import LexicalIndex

PASSAGES = {
    7: ["tea", "leaf", "dry"],
    3: ["tea", "tea", "lamp"],
    9: ["tea", "lighthouse", "lamp", "tower", "sea"],
}


def build(folder, passages) -> LexicalIndex:
    LexicalIndex.build(folder, passages.items())
    return LexicalIndex.load(folder)


@pytest.fixture
def words(tmp_path) -> LexicalIndex:
    return build(tmp_path / "words", PASSAGES)


def keys(found) -> list[int]:
    return [key for key, _ in found]


@pytest.mark.parametrize(
    ("terms", "limit", "expected"),
    [
        (["leaf"], 5, [7]),
        (["lamp"], 5, [3, 9]),
        (["lamp"], 1, [3]),
        (["lamp", "sea"], 5, [9, 3]),
        (["leaf", "unknown"], 5, [7]),
        (["unknown"], 5, []),
        ([], 5, []),
    ],
    ids=["one", "shorter first", "limit", "both words", "a word unknown", "all unknown", "none"],
)
def test_finds_by_shared_words_best_first(terms, limit, expected, words):
    assert keys(words.search(terms, limit)) == expected


def test_scores_fall(words):
    scores = [score for _, score in words.search(["tea", "lamp"], 5)]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_rarity_runs_from_everywhere_to_nowhere(words):
    rarity = [words.rarity(term) for term in ("tea", "lamp", "leaf", "unknown")]
    assert rarity == [0.0, pytest.approx(np.log(4 / 3) / np.log(4)), pytest.approx(0.5), 1.0]
    assert [words.frequency(term) for term in ("tea", "lamp", "leaf", "unknown")] == [3, 2, 1, 0]


@pytest.mark.parametrize(
    ("term", "known"),
    [
        ("lighthouse", "lighthouse"),
        ("lighthuose", "lighthouse"),
        ("lighthous", "lighthouse"),
        ("lighthousee", "lighthouse"),
        ("lihgthuose", None),
        ("towel", None),
        ("ligh7house", None),
        ("unknown", None),
    ],
    ids=["same", "swapped", "missing", "added", "twice wrong", "short", "number", "far"],
)
def test_the_nearest_word_differs_by_one_letter(term, known, words):
    assert words.nearest(term) == known


@pytest.mark.parametrize(
    "passages", [{}, {5: [], 6: []}], ids=["no passages", "passages without words"]
)
def test_without_words_nothing_is_found(passages, tmp_path):
    words = build(tmp_path / "words", passages)
    assert (len(words), words.search(["tea"], 5), words.nearest("lighthouse")) == (
        len(passages),
        [],
        None,
    )
    assert words.rarity("tea") == 1.0


def test_a_passage_without_words_keeps_its_place(tmp_path):
    words = build(tmp_path / "words", {1: ["tea"], 2: [], 3: ["lamp"]})
    assert (len(words), keys(words.search(["lamp"], 5))) == (3, [3])


def test_only_some_passages_can_be_searched(words):
    assert keys(words.search(["lamp", "sea"], 5, [3, 7])) == [3]
    assert keys(words.search(["lamp"], 5, [])) == []
