"""Whatever happens to any file of the newest generation is noticed, and the one before answers."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from citewell import Settings, load_settings
from doubles import WordEncoder
from ingest.runs import contents, generation, index, library, quoted, write

SECTIONS = 1100  # so many passages that Chroma saves its graph of them for good (1000)
QUESTION = "count of section7"


def version(number: int) -> dict[str, str]:
    """A document of many passages, each of which names the version."""
    sections = (f"## Part {n}\n\nCount of section{n} is {number}.\n" for n in range(SECTIONS))
    return {"large.md": "# Large\n\n" + "\n".join(sections), "small.md": "# Small\n\nTea is dried."}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Settings:
    """Two generations of a corpus."""
    place = tmp_path_factory.mktemp("built")
    settings = load_settings(corpus=place / "corpus", index=place / "index")
    for number in (1, 2):
        write(settings.corpus, version(number))
        index(settings)
    return settings


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flipped(path: Path) -> None:
    """One bit in the middle is another."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def headless(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:64] = b"\xa5" * min(64, len(data))
    path.write_bytes(data)


HARM: list[Callable[[Path], None]] = [Path.unlink, truncated, flipped, headless]


def answers_from(settings: Settings) -> int:
    """The version that answers, of which every quote is."""
    reader = library(settings)
    quotes = quoted(reader.snapshot(), QUESTION, 5)
    ends = {quote.rstrip(".").split()[-1] for quote in quotes}
    assert len(ends) == 1
    assert quotes[0].startswith("Count of section")
    return int(ends.pop())


def harmed(built: Settings, place: Path) -> tuple[Settings, Path]:
    """A copy of the index to do harm to, and its newest generation."""
    shutil.copytree(built.index, place)
    settings = built.model_copy(update={"index": place})
    return settings, generation(settings)


def test_each_kind_of_harm_to_each_file_is_noticed_and_the_one_before_answers(built, tmp_path):
    parts = sorted(p.relative_to(generation(built)) for p in generation(built).rglob("*.*"))
    assert len(parts) >= 14
    unnoticed = []
    for number, (part, harm) in enumerate((p, h) for p in parts for h in HARM):
        settings, newest = harmed(built, tmp_path / str(number))
        if (newest / part).stat().st_size == 0 and harm is not Path.unlink:
            continue
        harm(newest / part)
        if answers_from(settings) == 2:
            unnoticed.append((part.name, harm.__name__))
        shutil.rmtree(settings.index)
    # Chroma writes into its database at each opening, so that it has no sum to be held against;
    # a bit in it that is another may go unnoticed, and then all that is quoted is still right.
    assert set(unnoticed) <= {("chroma.sqlite3", "flipped")}


@pytest.mark.parametrize("harm", HARM)
def test_the_next_run_mends_what_was_harmed(harm, built, tmp_path):
    settings, newest = harmed(built, tmp_path / "index")
    for part in ("catalogue.sqlite", "words/data.csc.index.npy"):
        harm(newest / part)
    index(settings)
    assert answers_from(settings) == 2
    assert contents(library(settings).snapshot()) == contents(library(built).snapshot())


def test_opening_an_index_is_no_harm_to_it(built, tmp_path):
    settings, newest = harmed(built, tmp_path / "index")
    for _ in range(3):
        reader = library(settings)
        assert quoted(reader.snapshot(), QUESTION)
        del reader
        gc.collect()
    reader = library(settings)
    assert reader.snapshot().folder == newest
    assert reader.damage == ""


def test_vectors_are_found_as_they_were_written(built):
    snapshot = library(built).snapshot()
    text = "Large > Part 9\nCount of section9 is 2."
    ((_, score),) = snapshot.vectors.search(WordEncoder().encode([text])[0], 1)
    assert score > 0.99
