"""What everything known of a candidate counts towards the log-odds that it answers.

The weights are learnt (see `training/measure.py`) and kept beside those of the reader, since each
reader speaks on a scale of its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
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

    def write(self, folder: Path) -> None:
        """Keep it in `folder`, for people to read too."""
        counts = {n: round(v, 4) for n, v in zip(FEATURES, self.features, strict=True)}
        kept = {"intercept": round(self.intercept, 4), "reader": round(self.reader, 4), **counts}
        (folder / FILE).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


# Without a reader, and before it has read: chosen on the half "choose" of tests/golden. Learnt
# weights order no better, and similarity cannot tell whether a document answers.
UNREAD = Weighing(-3.4, (2.64, 1.44, 1.92, 0.6, 0.54, 0.72, -0.42))


def load_weighing(folder: Path) -> Weighing:
    """What `write` kept.

    Raises:
        ModelUnavailable: the file is missing or not of that form.
    """
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        features = tuple(float(kept[name]) for name in FEATURES)
        return Weighing(float(kept["intercept"]), features, float(kept["reader"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(
            f"{folder / FILE}, which says what a reader's judgement counts, cannot be read "
            f"({type(error).__name__}: {error})."
        ) from error
