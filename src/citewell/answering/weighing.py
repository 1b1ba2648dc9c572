"""What everything known of a candidate counts towards the log-odds that it answers.

The weights are learnt (see `training/measure.py`) and kept beside those of the reader, since each
reader speaks on a scale of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from citewell.errors import ModelUnavailable

FILE = "weighing.json"
# What is cheap to know of a candidate, in the order in which it is kept. Similarities are cosines,
# the rest is 0 to 1, but for the kind of answer, which is up to 2.
FEATURES = (
    "similarity",
    "in_context",
    "coverage",
    "in_headings",
    "kind_of_answer",
    "retrieved",
    "is_lead",
)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighing:
    """A weighted sum that gives the log-odds that a candidate answers.

    The best candidate's are those that the documents answer at all. `reader` is what the
    reader's own log-odds count; 0 where there is none.
    """

    intercept: float
    features: tuple[float, ...]
    reader: float = 0.0

    def odds(self, known: Numbers, read: Sequence[float] | None = None) -> Numbers:
        """Log-odds of candidates, shape (candidates,).

        Args:
            known: their features, shape (candidates, len(FEATURES)).
            read: the reader's log-odds of each.
        """
        summed = self.intercept + known @ np.asarray(self.features, dtype=np.float64)
        if read is not None:
            summed = summed + self.reader * np.asarray(read, dtype=np.float64)
        return np.asarray(summed, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Weighings:
    """How candidates are weighed before a reader has read them, or without one, and after."""

    unread: Weighing
    read: Weighing

    def write(self, folder: Path) -> None:
        """Keep them in `folder`, for people to read too."""
        written = {name: _as_json(weighing) for name, weighing in _named(self).items()}
        (folder / FILE).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def _named(weighings: Weighings) -> dict[str, Weighing]:
    return {"unread": weighings.unread, "read": weighings.read}


def _as_json(weighing: Weighing) -> dict[str, object]:
    features = {n: round(v, 4) for n, v in zip(FEATURES, weighing.features, strict=True)}
    plain = asdict(weighing)
    return {
        "intercept": round(plain["intercept"], 4),
        "features": features,
        "reader": round(plain["reader"], 4),
    }


def load_weighings(folder: Path) -> Weighings:
    """What `write` kept.

    Raises:
        ModelUnavailable: the file is missing or not of that form.
    """
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Weighings(_from_json(kept["unread"]), _from_json(kept["read"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(
            f"{folder / FILE}, which says what a reader's judgement counts, cannot be read "
            f"({type(error).__name__}: {error})."
        ) from error


def _from_json(kept: Mapping[str, object]) -> Weighing:
    features = kept["features"]
    if not isinstance(features, dict):
        raise TypeError("features are no object")
    return Weighing(
        intercept=float(str(kept["intercept"])),
        features=tuple(float(features[name]) for name in FEATURES),
        reader=float(str(kept["reader"])),
    )
