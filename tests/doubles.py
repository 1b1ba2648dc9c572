"""An embedding model without weights, plugged in where the real one is, and fixed weighings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from citewell.answering.weighing import Weighing, Weighings

DIMENSION = 128
# What is known of a candidate, weighed for models that know only words.
WEIGHINGS = Weighings(
    unread=Weighing(-3.4, (2.6, 1.4, 1.9, 0.6, 0.5, 0.7, -0.4)),
    read=Weighing(-1.1, (1.2, 0.7, 0.9, 0.3, 0.25, 0.3, -0.2), reader=0.55),
)


class WordEncoder:
    """Texts that share words lie close: a bag of words, hashed into a few dimensions.

    It has the interface of `citewell.store.models.Encoder` and gives the same vectors in every
    process. `encoded` are the texts it was asked to encode, so that a test can count them.
    """

    def __init__(self, name: str = "bag-of-words", window: int = 256) -> None:
        self.id = name
        self.window = window
        self.encoded: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words and marks, one token each, however long."""
        return [len(re.findall(r"\w+|[^\w\s]", text)) for text in texts]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector for each text."""
        self.encoded.extend(texts)
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=2).digest()
                row[int.from_bytes(digest, "big") % DIMENSION] += 1.0
            row /= np.linalg.norm(row)
        return vectors
