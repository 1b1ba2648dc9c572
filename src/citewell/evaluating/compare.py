"""What changed between two runs, question by question."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from citewell.evaluating.run import Evaluation
from citewell.evaluating.score import Outcome
from citewell.evaluating.statistics import sign_test


@dataclass(frozen=True, slots=True)
class Change:
    """A question that came out otherwise than before."""

    before: Outcome
    after: Outcome

    @property
    def is_mended(self) -> bool:
        """Whether it was a miss and is none any more."""
        return self.before.is_miss and not self.after.is_miss

    @property
    def is_broken(self) -> bool:
        """Whether it is a miss and was none."""
        return self.after.is_miss and not self.before.is_miss


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side. Only questions that stand in both, word for word, are compared.

    `changes` have another result than before; `other_conditions` names each condition that is not
    the same, with what it was and is; `chance` is how often chance alone would part as
    many mended and broken ones as unevenly, or more (see `sign_test`).
    """

    earlier: Evaluation
    changes: tuple[Change, ...]
    compared: int
    only_before: int
    only_now: int
    other_conditions: tuple[tuple[str, str, str], ...]
    chance: float

    @property
    def mended(self) -> list[Change]:
        """Misses that are none any more."""
        return [change for change in self.changes if change.is_mended]

    @property
    def broken(self) -> list[Change]:
        """Misses that were none."""
        return [change for change in self.changes if change.is_broken]

    @property
    def otherwise_wrong(self) -> list[Change]:
        """Misses before and now, of another kind."""
        return [change for change in self.changes if not change.is_mended and not change.is_broken]

    def to_json(self) -> dict[str, Any]:
        """The changes, by the ids of their questions."""
        return {
            "compared": self.compared,
            "only_before": self.only_before,
            "only_now": self.only_now,
            "other_conditions": [name for name, _, _ in self.other_conditions],
            "mended": [change.after.id for change in self.mended],
            "broken": [change.after.id for change in self.broken],
            "otherwise_wrong": [change.after.id for change in self.otherwise_wrong],
            "chance": round(self.chance, 4),
        }


def compare(earlier: Evaluation, now: Evaluation) -> Comparison:
    """Hold a run against an earlier one."""
    before = {(o.id, o.question): o for o in earlier.outcomes}
    after = {(o.id, o.question): o for o in now.outcomes}
    both = [Change(before[key], after[key]) for key in after if key in before]
    changes = tuple(change for change in both if change.before.result != change.after.result)
    told = asdict(earlier.conditions)
    return Comparison(
        earlier=earlier,
        changes=changes,
        compared=len(both),
        only_before=len(before) - len(both),
        only_now=len(after) - len(both),
        other_conditions=tuple(
            (name, str(told[name]), str(value))
            for name, value in asdict(now.conditions).items()
            if told[name] != value
        ),
        chance=sign_test(
            sum(change.is_mended for change in changes), sum(change.is_broken for change in changes)
        ),
    )
