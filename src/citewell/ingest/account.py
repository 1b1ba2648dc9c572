"""What a run tells: how far it has come, and what it did."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from citewell.ingest.scan import Failure


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come: `done` of `total` files or passages."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Note:
    """What should be known of a document though it was indexed."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a run did, by name. `documents` and `passages` are in the index after it.

    `notes` are on documents that were read in this run ("pages 3-5 without text …").
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]
    documents: int
    passages: int
    seconds: float
    notes: tuple[Note, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether the index is another than before."""
        return bool(self.added or self.changed or self.renamed or self.removed)

    def to_json(self) -> dict[str, Any]:
        """The account as the command line gives it out."""
        return {**asdict(self), "seconds": round(self.seconds, 3)}
