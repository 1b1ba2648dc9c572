"""Documents that were read and split to a generation on disk: embed, enter, index the words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from citewell.documents import Article
from citewell.errors import IndexDamaged
from citewell.ingest.abbreviations import definitions
from citewell.ingest.account import Progress
from citewell.ingest.plan import Plan
from citewell.store.catalogue import Catalogue, IndexedPassage
from citewell.store.lexical import LexicalIndex
from citewell.store.models import Encoder, Vectors
from citewell.store.vectors import VectorStore, VectorWriter

ENCODED_AT_ONCE = 128  # passages between two reports of progress, and two looks at a wish to stop
ENTERED_AT_ONCE = 4000  # vectors, or a few more


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document that was read and split, on its way into the index."""

    article: Article
    sha256: str
    passages: list[IndexedPassage]
    texts: list[str]


def assemble(
    part: Path,
    base: Path | None,
    plan: Plan,
    parsed: Sequence[Parsed],
    encoder: Encoder,
    store: VectorStore,
    report: Callable[[Progress], None],
) -> None:
    """Make a generation in the folder `part`: the one in `base` with the plan carried out.

    Raises:
        VectorsUnreachable: the server that takes the vectors does not answer.
        IndexDamaged: vectors of the generation built upon have been lost.
    """
    if base is not None:
        shutil.copy2(base / "catalogue.sqlite", part / "catalogue.sqlite")
    catalogue = Catalogue.write(part / "catalogue.sqlite")
    vectors = store.write(part, base)
    try:
        if len(vectors) != catalogue.passage_count():
            raise IndexDamaged(part.parent, "vectors are missing")
        known = _known_vectors(catalogue, vectors, parsed)
        known |= _encode_new(known, parsed, encoder, report)
        report(Progress("Writing", 0, 1))
        for name in (*plan.removed, *plan.changed):
            vectors.remove(catalogue.remove(name))
        catalogue.rename(plan.renamed)
        _enter(catalogue, vectors, parsed, known)
        catalogue.commit()
        LexicalIndex.build(part / "words", catalogue.all_terms())
        vectors.commit()
    finally:
        catalogue.close()
        vectors.close()
    report(Progress("Writing", 1, 1))


def _enter(
    catalogue: Catalogue,
    vectors: VectorWriter,
    parsed: Sequence[Parsed],
    known: Mapping[str, Vectors],
) -> None:
    """Enter the documents; their vectors in few large calls, which Chroma takes far faster, and
    not all in one, which would hold them in memory twice."""
    keys: list[int] = []
    rows: list[Vectors] = []
    for number, entry in enumerate(parsed, start=1):
        abbreviations = list(dict.fromkeys(definitions(entry.article.text)))
        keys += catalogue.add(entry.article, entry.sha256, entry.passages, abbreviations)
        rows += [known[passage.digest] for passage in entry.passages]
        if len(keys) >= ENTERED_AT_ONCE or (keys and number == len(parsed)):
            vectors.add(keys, np.stack(rows))
            keys, rows = [], []


def _known_vectors(
    catalogue: Catalogue, vectors: VectorWriter, parsed: Sequence[Parsed]
) -> dict[str, Vectors]:
    """Vectors of the generation before for text that stayed the same, by digest."""
    digests = {passage.digest for entry in parsed for passage in entry.passages}
    keys = catalogue.keys_by_digest(digests)
    found = vectors.get(list(keys.values())) if keys else {}
    return {digest: found[key] for digest, key in keys.items() if key in found}


def _encode_new(
    known: Mapping[str, Vectors],
    parsed: Sequence[Parsed],
    encoder: Encoder,
    report: Callable[[Progress], None],
) -> dict[str, Vectors]:
    """Vectors of all other passages, by digest; the same text is encoded once."""
    texts = {
        passage.digest: text
        for entry in parsed
        for passage, text in zip(entry.passages, entry.texts, strict=True)
        if passage.digest not in known
    }
    # Texts of like length side by side waste no arithmetic on padding.
    digests = sorted(texts, key=lambda digest: len(texts[digest]), reverse=True)
    vectors: dict[str, Vectors] = {}
    for some in _slices(digests, ENCODED_AT_ONCE):
        report(Progress("Embedding", len(vectors), len(digests)))
        encoded = encoder.encode([texts[digest] for digest in some])
        vectors.update(zip(some, encoded, strict=True))
    report(Progress("Embedding", len(digests), len(digests)))
    return vectors


def _slices(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
