"""Where quotes stand in the indexed documents, blanks of any kind being alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from citewell.documents import Span
from citewell.evaluating.questions import Evidence
from citewell.store.library import Snapshot

REMEMBERED = 64  # texts of documents kept: questions on one document tend to stand together


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one indexed document."""

    document: str
    span: Span

    def meets(self, others: Iterable[Place]) -> bool:
        """Whether it shares a character with one of the others."""
        return any(
            self.document == other.document and self.span.overlaps(other.span) for other in others
        )


class Locator:
    """Finds quotes in one generation of the index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._documents: defaultdict[str, list[str]] = defaultdict(list)
        for record in snapshot.documents:
            for name in _names(record.name):
                self._documents[name].append(record.name)
        self.text = lru_cache(REMEMBERED)(lambda name: snapshot.article(name).text)

    def knows(self, document: str) -> bool:
        """Whether a document of that name is indexed."""
        return document in self._documents

    def places(self, quotes: Sequence[Evidence]) -> tuple[Place, ...]:
        """Every place where one of the quotes stands, in the documents that they name."""
        return tuple(place for quote in quotes for place in self._places(quote))

    def _places(self, evidence: Evidence) -> Iterable[Place]:
        pattern = re.compile(r"\s+".join(map(re.escape, evidence.quote.split())))
        for name in self._documents.get(evidence.document, ()):
            for match in pattern.finditer(self.text(name)):
                yield Place(name, Span(*match.span()))


def _names(document: str) -> set[str]:
    """What a document may be called: its path or its file's name, with or without suffix."""
    path = PurePosixPath(document)
    return {document, path.name, str(path.with_suffix("")), path.stem}
