"""What one question is shown in one pass: a few right lines and a few hard wrong ones."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citewell.training.material import Line
from citewell.training.mining import Pool

EASY = -3.0  # log-odds below which a wrong line is told apart, and not shown again
CLOSEST = 8  # of the best lines, those that most of the draw is from


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a reader is trained; `rate` is AdamW's, `head_rate` that of the layers on top.

    `right` to `rivals` are how many lines of each sort one question is shown in a pass. `kept` is
    the share of the weights to start from that is left in the mean with those that were learnt,
    for a reader that is trained further (Wortsman et al., "Robust fine-tuning of zero-shot
    models", CVPR 2022). `labels` is what the labels count where a teacher tells what it thinks.
    `bits` is how wide a weight is written: 16, or 8 in half the space.
    """

    passes: int = 4
    lists_per_step: int = 12
    rate: float = 1e-4
    head_rate: float = 3e-4
    warm_up: float = 0.06
    decay: float = 0.01
    seed: int = 20
    right: int = 1
    near: int = 2
    neighbours: int = 1
    best: int = 2
    rivals: int = 1
    silence_weight: float = 0.5
    kept: float = 0.0
    labels: float = 0.35
    bits: int = 16

    def steps(self, questions: int) -> int:
        """How many steps the training of so many questions takes."""
        return self.passes * math.ceil(questions / self.lists_per_step)


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines shown for one question, and which of them are right."""

    pool: Pool
    lines: tuple[Line, ...]
    right: tuple[bool, ...]


def draw(pool: Pool, recipe: Recipe, chance: random.Random) -> Shown:
    """Lines of one question for one pass, without what has become easy."""

    def some(lines: Sequence[Line], most: int) -> list[Line]:
        hard = [line for line in lines if line not in pool.easy]
        return chance.sample(hard, min(most, len(hard)))

    right = some(pool.right, recipe.right)
    further = recipe.best // 2
    wrong = [
        *some(pool.near, recipe.near),
        *some(pool.neighbours, recipe.neighbours),
        *some(pool.rivals, recipe.rivals),
        *some(pool.best[:CLOSEST], recipe.best - further),
        *some(pool.best[CLOSEST:], further),
    ]
    told = (True,) * len(right) + (False,) * len(wrong)
    return Shown(pool, (*right, *wrong), told)


def steps_of_pass(
    pools: Sequence[Pool], recipe: Recipe, chance: random.Random
) -> Iterator[list[Shown]]:
    """One pass over the questions, shuffled, a step's worth at a time."""
    order = chance.sample(list(pools), len(pools))
    for start in range(0, len(order), recipe.lists_per_step):
        drawn = [draw(pool, recipe, chance) for pool in order[start:][: recipe.lists_per_step]]
        some = [shown for shown in drawn if shown.lines]
        if some:
            yield some


def set_easy_aside(step: Sequence[Shown], odds: Sequence[float]) -> None:
    """Remember the wrong lines of a step that the reader told apart clearly."""
    values = iter(odds)
    for shown in step:
        for line, right, value in zip(shown.lines, shown.right, values, strict=False):
            if not right and value < EASY:
                shown.pool.easy.add(line)
