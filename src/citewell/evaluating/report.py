"""The report: one HTML page that stands alone. The door to jinja2.

The template escapes whatever is put into it, and the page forbids itself to load or run anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from citewell.errors import EvaluationUnusable
from citewell.evaluating import words
from citewell.evaluating.compare import Comparison
from citewell.evaluating.figures import MEANINGS, NUMBERS, Figures, figures_of
from citewell.evaluating.run import Evaluation
from citewell.evaluating.statistics import Point


@dataclass(frozen=True, slots=True)
class Plot:
    """Where risk and coverage stand in the plot: a rectangle in units of its SVG."""

    top: float  # the risk at its upper edge
    left: float = 46.0
    right: float = 416.0
    upper: float = 30.0
    lower: float = 236.0

    def x(self, coverage: float) -> float:
        """Where a coverage stands, from 0 on the left to 1 on the right."""
        return round(self.left + coverage * (self.right - self.left), 2)

    def y(self, risk: float) -> float:
        """Where a risk stands, from 0 at the lower edge."""
        return round(self.lower - risk / self.top * (self.lower - self.upper), 2)

    def line(self, curve: Sequence[Point]) -> str:
        """The points of a polyline through the curve, which starts at the risk of its first."""
        first = [Point(1.0, 0.0, curve[0].risk)] if curve else []
        return " ".join(f"{self.x(p.coverage)},{self.y(p.risk)}" for p in (*first, *curve))

    @property
    def risks(self) -> list[float]:
        """The risks that are marked at the side."""
        return [self.top * part / 4 for part in range(5)]


def write_report(path: Path, evaluation: Evaluation, comparison: Comparison | None = None) -> None:
    """Write the report of a run, beside an earlier one if there is one.

    Raises:
        EvaluationUnusable: the file cannot be written.
    """
    page = render_report(evaluation, comparison)
    try:
        path.write_text(page, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise EvaluationUnusable(f"The report {path} cannot be written: {error}.") from error


def render_report(evaluation: Evaluation, comparison: Comparison | None = None) -> str:
    """The report as HTML."""
    environment = Environment(
        loader=PackageLoader("citewell.evaluating", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    figures = figures_of(evaluation.outcomes)
    before = None if comparison is None else figures_of(comparison.earlier.outcomes)
    return environment.get_template("report.html").render(
        evaluation=evaluation,
        figures=figures,
        comparison=comparison,
        before=before,
        plot=_plot(figures, before),
        meanings=MEANINGS,
        numbers=NUMBERS,
        words=words,
    )


def _plot(figures: Figures, before: Figures | None) -> Plot:
    """A plot as high as the highest risk needs, in steps of a fifth."""
    curves = (*figures.curve, *(before.curve if before else ()))
    highest = max((point.risk for point in curves), default=0.0)
    return Plot(top=max(1, ceil(highest * 5)) / 5)
