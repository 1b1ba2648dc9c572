"""A run in words: for the shell, and where the report says the same."""

from __future__ import annotations

from collections.abc import Iterator

from citewell.evaluating.compare import Change, Comparison
from citewell.evaluating.figures import MEANINGS, Figures, Group, Proportion, figures_of
from citewell.evaluating.run import Conditions, Evaluation
from citewell.evaluating.score import Expected, Outcome

LONGEST_LINE = 110  # characters of a quote shown in the shell


def in_words(evaluation: Evaluation, comparison: Comparison | None) -> Iterator[str]:
    """Misses, what changed since the earlier run if there is one, and figures, line by line."""
    for miss in evaluation.misses:
        yield from _miss(miss)
    if comparison is not None:
        yield from _changes(comparison)
    yield from _figures(figures_of(evaluation.outcomes))
    yield ""
    yield conditions(evaluation.conditions, len(evaluation.outcomes))
    if evaluation.not_indexed:
        yield (
            f"{counted(len(evaluation.not_indexed), 'question')} cannot be answered right, for no "
            f"quote is in the documents: {', '.join(o.id for o in evaluation.not_indexed[:10])}"
        )


def conditions(made: Conditions, asked: int) -> str:
    """What a run was made on and with, in one line."""
    documents, passages = counted(made.documents, "document"), counted(made.passages, "passage")
    return (
        f"{counted(asked, 'question')} of {made.questions}, on {documents} in {passages} "
        f"({made.index}); {made.passages_read} passages read, reader {made.reader}, "
        f"{made.precision}; answers from confidence {made.confidence:g}; citewell {made.citewell}"
    )


def fate(quote: Expected) -> str:
    """How far a quote that answers came."""
    if not quote.indexed:
        return "not in the documents"
    return "cited" if quote.cited else "read, not cited" if quote.read else "not read"


def counts(proportion: Proportion) -> str:
    """So many of so many."""
    return f"{proportion.hits} of {proportion.of}"


def percent(share: float | None) -> str:
    """A share as it is read."""
    return "–" if share is None else f"{100 * share:.0f} %"


def interval(proportion: Proportion) -> str:
    """The interval of a proportion as it is read."""
    if not proportion.of:
        return ""
    low, high = proportion.interval
    return f"{100 * low:.0f} to {100 * high:.0f} %"


def number(value: float | None) -> str:
    """A figure with two places, or that there is none."""
    return "not measurable" if value is None else f"{value:.2f}"


def counted(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def balance(comparison: Comparison) -> str:
    """What changed on the whole, and whether chance would do as well."""
    mended, broken = len(comparison.mended), len(comparison.broken)
    said = f"{mended} mended, {broken} broken of {counted(comparison.compared, 'question')} in both"
    if mended or broken:
        said += f"; chance alone parts as unevenly in {percent(comparison.chance)} of cases"
    return said


def _miss(miss: Outcome) -> Iterator[str]:
    yield f"✗ {miss.id}: {miss.understood}"
    yield f"    {miss.result.value}, with confidence {miss.confidence:.2f}"
    for group in () if miss.declined else miss.missing_facts:
        yield f"    missing   {' or '.join(group)}"
    for quote in miss.expected:
        yield f"    expected  {quote.document} ({fate(quote)}): {_short(quote.quote)}"
    for shown in miss.shown:
        label = "nearest" if miss.declined else "answers" if shown.answers else "cited"
        yield f"    {label:<9} {shown.document}: {_short(shown.quote)}"


def _changes(comparison: Comparison) -> Iterator[str]:
    def told(word: str, changes: list[Change]) -> Iterator[str]:
        for change in changes:
            yield f"{word} {change.after.id}: {change.before.result} → {change.after.result}"

    yield ""
    yield from told("mended", comparison.mended)
    yield from told("broken", comparison.broken)
    yield from told("otherwise", comparison.otherwise_wrong)
    yield balance(comparison)
    for name, before, now in comparison.other_conditions:
        yield f"other conditions: {name} was {before}, is {now}"


def _figures(figures: Figures) -> Iterator[str]:
    yield ""
    for name, proportion in figures.proportions().items():
        yield f"{MEANINGS[name][0]:<24}{_told(proportion)}"
    yield ""
    yield f"{'':<24}{'right':<32}rightly declined"
    for group in (*figures.groups, *figures.kinds):
        yield _group(group)
    yield ""
    yield (
        f"confidence: AUROC {number(figures.auroc)}, calibration error "
        f"{number(figures.calibration_error)}, area under risk and coverage {number(figures.area)}"
    )
    yield f"answered {percent(figures.coverage)}, of which {percent(figures.risk)} not right"
    yield f"seconds a question: p50 {figures.seconds_p50:.2f}, p95 {figures.seconds_p95:.2f}"


def _group(group: Group) -> str:
    return f"{group.name:<24}{_told(group.right):<32}{_told(group.declined)}".rstrip()


def _told(proportion: Proportion) -> str:
    if not proportion.of:
        return "–"
    return f"{counts(proportion):<13}{percent(proportion.share):>5}  {interval(proportion)}"


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
