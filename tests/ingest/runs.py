"""Indexing runs with the word encoder, and what an index holds, ready to be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from citewell import Account, Settings
from citewell.ingest.build import Indexer, Progress
from citewell.store.generations import require_current
from citewell.store.library import Library, Snapshot
from citewell.store.vectors import vector_store
from citewell.terms import terms
from doubles import WordEncoder


class Run(NamedTuple):
    """What a run said it did, and which texts it encoded."""

    account: Account
    encoded: list[str]


def index(
    settings: Settings, report: Callable[[Progress], None] | None = None, **options: Any
) -> Run:
    """One run over the settings' corpus."""
    encoder = WordEncoder()
    return Run(Indexer(settings, encoder).run(report, **options), encoder.encoded)


def library(settings: Settings) -> Library:
    """The reader's side of what `index` builds."""
    stamp = Indexer(settings, WordEncoder()).stamp
    return Library(settings.index, stamp, vector_store(settings))


def write(corpus: Path, files: Mapping[str, str]) -> None:
    """Put documents into a corpus."""
    for name, text in files.items():
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def contents(snapshot: Snapshot) -> dict[str, Any]:
    """All that is indexed, without the keys, which depend on what was done before.

    Whatever is found by words or by meaning is named by document and place, with its score.
    """
    catalogue = snapshot.catalogue
    keys = [key for key, _ in catalogue.all_terms()]
    passages = dict(zip(keys, catalogue.passages(keys), strict=True))
    stems = {passages[key].id: some for key, some in catalogue.all_terms()}
    queries = ["the lamp of the tower", "dried tea leaves", "bees in winter"]
    vectors = WordEncoder().encode(queries)

    def named(found: list[tuple[int, float]]) -> dict[str, float]:
        return {passages[key].id: round(score, 4) for key, score in found}

    return {
        "documents": snapshot.documents,
        "articles": [snapshot.article(record.name) for record in snapshot.documents],
        "passages": sorted(passages.values(), key=lambda p: (p.document, p.order)),
        "abbreviations": snapshot.abbreviations,
        "terms": stems,
        "by words": [named(snapshot.words.search(terms(q), len(keys))) for q in queries],
        "by meaning": [named(snapshot.vectors.search(v, len(keys))) for v in vectors],
    }


def quoted(snapshot: Snapshot, query: str, limit: int = 3) -> list[str]:
    """The text of the passages nearest to the query, as the index now holds it."""
    found = snapshot.vectors.search(WordEncoder().encode([query])[0], limit)
    passages = snapshot.catalogue.passages([key for key, _ in found])
    return [p.span.of(snapshot.article(p.document).text) for p in passages]


def folders(settings: Settings) -> list[str]:
    """What lies in the index folder."""
    return sorted(path.name for path in settings.index.iterdir())


def generation(settings: Settings) -> Path:
    """The folder of the generation that answers."""
    return require_current(settings.index)
