"""Which layers are merged: few stay, little is written again, and the removed never prevail."""

import random

import pytest

from citewell.errors import IndexDamaged
from citewell.store.vectors.layers import GROWTH, Layer, read_layers, to_merge, write_layers


def test_a_small_change_leaves_a_large_layer_alone():
    large, small = Layer("large", 1000), Layer("small", 20)
    assert to_merge([large, small], 10) == [small]


def test_a_change_as_large_as_the_rest_takes_it_in():
    layers = [Layer("a", 1000), Layer("b", 20)]
    assert sorted(layer.collection for layer in to_merge(layers, 1000)) == ["a", "b"]


def test_a_layer_mostly_removed_is_written_anew_without_anything_new():
    layers = [Layer("a", 1000), Layer("b", 9, frozenset(range(5)))]
    assert to_merge(layers, 0) == [layers[1]]


def test_a_layer_of_which_nothing_is_left_is_let_go():
    gone = Layer("gone", 3, frozenset({1, 2, 3}))
    assert (gone.live, to_merge([gone, Layer("a", 10)], 0)) == (0, [gone])


def test_nothing_is_written_when_nothing_changed():
    assert to_merge([Layer("a", 10), Layer("b", 1)], 0) == []


def test_many_small_changes_make_few_layers_and_move_each_vector_few_times():
    layers, moved = [Layer("first", 20_000)], 0
    random.seed(5)
    for number in range(600):
        fresh = random.randint(1, 40)
        merged = to_merge(layers, fresh)
        total = fresh + sum(layer.live for layer in merged)
        moved += total - fresh
        layers = [layer for layer in layers if layer not in merged] + [Layer(str(number), total)]
        assert all(layer.live >= len(layer.removed) for layer in layers)
        assert len(layers) <= 6
    added = sum(layer.live for layer in layers) - 20_000
    assert moved < 5 * GROWTH * added


def test_the_record_comes_back_as_it_was(tmp_path):
    layers = (Layer("a", 10, frozenset({7, 3})), Layer("b", 2))
    write_layers(tmp_path, layers)
    assert read_layers(tmp_path) == layers


@pytest.mark.parametrize("record", [None, "", "{", "[1]", '[{"collection": "a"}]', "3"])
def test_a_broken_record_is_damage(record, tmp_path):
    if record is not None:
        (tmp_path / "collections.json").write_text(record)
    with pytest.raises(IndexDamaged, match=r"collections\.json"):
        read_layers(tmp_path)
