"""A folder of any size, written by a seeded generator out of made-up words.

Words are as rare as in a language (Zipf), each document is about a thing of a name of its own,
and has a title, sections, lists and figures: what indexing and asking meet in real folders.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np

PASSAGES_A_DOCUMENT = 27  # about; sections are written to fit one passage or two
_SECTIONS = 12
_ONSETS = ["b", "br", "d", "dr", "f", "g", "gl", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v"]
_VOWELS = ["a", "e", "i", "o", "u", "ea", "ou"]
_ENDS = ["", "n", "r", "l", "st", "m", "sk"]
_GLUE = "the of and in to a is with for by on at from as it was that are not or".split()
_UNITS = ["mg", "ml", "hours", "days", "°C", "metres"]


def words(count: int, seed: int) -> list[str]:
    """So many different words, none of which means anything."""
    syllables = ["".join(parts) for parts in itertools.product(_ONSETS, _VOWELS, _ENDS)]
    draw = np.random.default_rng(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        chosen = draw.choice(len(syllables), size=(count, 3))
        lengths = draw.integers(2, 4, size=count)
        for row, length in zip(chosen, lengths, strict=True):
            found["".join(syllables[at] for at in row[:length])] = None
    return list(found)[:count]


class Prose:
    """Sentences, each like none before."""

    def __init__(self, seed: int) -> None:
        self._draw = np.random.default_rng(seed)
        self._words = words(20_000, seed)
        weights = 1.0 / np.arange(3, len(self._words) + 3)
        self._edges = np.cumsum(weights / weights.sum())
        self._waiting: list[str] = []

    def word(self) -> str:
        if not self._waiting:
            at = np.searchsorted(self._edges, self._draw.random(50_000))
            self._waiting = [self._words[min(int(i), len(self._words) - 1)] for i in at]
        return self._waiting.pop()

    def sentence(self, subject: str) -> str:
        length = int(self._draw.integers(4, 9))
        glue = self._draw.integers(0, len(_GLUE), size=length)
        body = " ".join(f"{_GLUE[at]} {self.word()}" for at in glue)
        if self._draw.random() < 0.3:
            unit = _UNITS[int(self._draw.integers(len(_UNITS)))]
            body += f" for {int(self._draw.integers(2, 500))} {unit}"
        return f"{subject if self._draw.random() < 0.5 else self.word()} {body}.".capitalize()

    def paragraph(self, subject: str, sentences: int) -> str:
        return " ".join(self.sentence(subject) for _ in range(sentences))


def document(prose: Prose, name: str) -> str:
    """One Markdown document about `name`."""
    parts = [f"# {name.capitalize()}: {prose.word()} and {prose.word()}", prose.paragraph(name, 5)]
    for number in range(_SECTIONS):
        parts += [f"## {prose.word().capitalize()} of {name}", prose.paragraph(name, 11)]
        if number % 4 == 1:
            parts.append("\n".join(f"- {prose.sentence(name)}" for _ in range(5)))
    return "\n\n".join(parts) + "\n"


def write_corpus(folder: Path, passages: int, seed: int = 7) -> list[str]:
    """Fill the folder with documents of about so many passages in all; gives back the names that
    they are about, in the order of the files."""
    count = max(1, passages // PASSAGES_A_DOCUMENT)
    prose = Prose(seed)
    names = words(count, seed + 1)
    for number, name in enumerate(names):
        place = folder / f"shelf{number // 500}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:05d}-{name}.md").write_text(document(prose, name), encoding="utf-8")
    return names
