"""What a reader that is trained further makes of the lines it would be shown.

Wrong lines that it tells apart already teach it nothing. A line that nobody marked and that it
puts above every right one is more often an answer that was not marked than a mistake of the
reader, so it is not called wrong (the positive-aware mining of Moreira et al., "NV-Retriever:
Improving text embedding models with effective hard-negative mining", arXiv:2407.15831).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from citewell.training.lists import CLOSEST, EASY
from citewell.training.material import Line
from citewell.training.measure import Score
from citewell.training.mining import Pool

AT_ONCE = 40  # pools whose lines are scored together: pairs of like length waste no arithmetic


def sift(pools: Sequence[Pool], score: Score, report: Callable[[int], None]) -> None:
    """Set aside what is easy for a reader, and let go of what is doubtful.

    Args:
        pools: changed in place.
        score: gives the log-odds of pairs of question and line.
        report: told how many pools are done.
    """
    for start in range(0, len(pools), AT_ONCE):
        some = pools[start : start + AT_ONCE]
        looked_at = [_looked_at(pool) for pool in some]
        pairs = zip(some, looked_at, strict=True)
        odds = iter(score([(p.question.text, line.text) for p, lines in pairs for line in lines]))
        for pool, lines in zip(some, looked_at, strict=True):
            _sift(pool, {line: next(odds) for line in lines})
        report(start + len(some))


def _looked_at(pool: Pool) -> list[Line]:
    """What is scored; lines found far down are drawn rarely, and set aside when they are."""
    return [*pool.right, *pool.near, *pool.neighbours, *pool.best[:CLOSEST], *pool.rivals]


def _sift(pool: Pool, odds: Mapping[Line, float]) -> None:
    right = set(pool.right)
    pool.easy |= {line for line, value in odds.items() if line not in right and value < EASY}
    if right:
        most = max(odds[line] for line in pool.right)

        def certain(lines: Sequence[Line]) -> list[Line]:
            return [line for line in lines if odds.get(line, most) <= most]

        pool.neighbours, pool.best = certain(pool.neighbours), certain(pool.best)
