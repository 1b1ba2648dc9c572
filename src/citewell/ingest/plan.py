"""What has to be done: the folder compared with the index, by content alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """The difference between the folder and the index. Names are sorted.

    `renamed` are pairs (old name, new name) of files whose content only moved.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the index already is as the folder is."""
        return not (self.added or self.changed or self.renamed or self.removed)

    @property
    def to_read(self) -> tuple[str, ...]:
        """The files that have to be read."""
        return tuple(sorted((*self.added, *self.changed)))


def compare(indexed: Mapping[str, str], found: Mapping[str, str], failed: frozenset[str]) -> Plan:
    """The plan that makes the index what the folder is.

    Args:
        indexed: SHA-256 by name, of what the index holds.
        found: SHA-256 by name, of what the folder holds.
        failed: names in the folder that could not be read; the index keeps what it has of them.
    """
    gone = {name for name in indexed if name not in found and name not in failed}
    fresh = {name for name in found if name not in indexed}
    renamed = _moves(indexed, found, gone, fresh)
    gone -= {old for old, _ in renamed}
    fresh -= {new for _, new in renamed}
    both = indexed.keys() & found.keys()
    return Plan(
        added=tuple(sorted(fresh)),
        changed=tuple(sorted(name for name in both if indexed[name] != found[name])),
        renamed=tuple(sorted(renamed)),
        removed=tuple(sorted(gone)),
        unchanged=tuple(sorted(name for name in both if indexed[name] == found[name])),
    )


def _moves(
    indexed: Mapping[str, str], found: Mapping[str, str], gone: set[str], fresh: set[str]
) -> list[tuple[str, str]]:
    """Pairs of a vanished and a new name with the same content, each name used once."""
    by_content: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(gone, reverse=True):
        by_content[indexed[name]].append(name)
    return [
        (by_content[found[name]].pop(), name)
        for name in sorted(fresh)
        if by_content.get(found[name])
    ]
