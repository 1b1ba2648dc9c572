"""Lines of one column to headings, paragraphs and items of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from statistics import median

from citewell.ingest.formats.lines import ends_as_sentence
from citewell.ingest.formats.pdf.lines import Line

_ITEM = re.compile(r"(?P<marker>[-*•‣◦▪·–—●○■□➢✓]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_CONTENTS = re.compile(r"(?:\s?\.){5,}\s*\d{1,4}$")  # a line of a table of contents
_WIDER_GAP = 1.3  # times the usual distance of lines
_OTHER_SIZE = 0.08
LONGEST_HEADING = 150


class Kind(Enum):
    """What a run of lines is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(slots=True)
class Run:
    """Lines that belong together. `left` is where the text of an item, or the run, begins."""

    kind: Kind
    lines: list[Line]
    marker: str = ""
    left: float = 0.0
    texts: list[str] = field(default_factory=list)


def runs_of(lines: Sequence[Line], body: float) -> Iterator[Run]:
    """The runs of a column, in order.

    Args:
        lines: of one column, from the top to the bottom.
        body: height of the document's running text.
    """
    lines = [line for line in lines if not _CONTENTS.search(line.text)]
    if not lines:
        return
    edge = max(line.right for line in lines)
    usual = _usual_distance(lines)
    is_bold = sum(line.is_bold for line in lines) > len(lines) / 2
    run: Run | None = None
    for line in lines:
        if run is not None and _continues(run, line, edge, usual):
            run.lines.append(line)
            run.texts.append(line.text)
            continue
        if run is not None:
            yield _judged(run, body, is_bold)
        run = _begun(line)
    if run is not None:
        yield _judged(run, body, is_bold)


def _usual_distance(lines: Sequence[Line]) -> float:
    distances = [a.base - b.base for a, b in pairwise(lines) if 0 < a.base - b.base < 3 * a.height]
    # Most lines follow their own paragraph's; the lower half knows how far they stand apart.
    return median(sorted(distances)[: max(1, (len(distances) + 1) // 2)]) if distances else 0.0


def _begun(line: Line) -> Run:
    marked = _ITEM.match(line.text)
    if marked is None:
        return Run(Kind.PARAGRAPH, [line], left=line.left, texts=[line.text])
    share = marked.end() / max(1, len(line.text))
    left = line.left + share * (line.right - line.left)
    return Run(Kind.ITEM, [line], marked["marker"], left, [line.text[marked.end() :]])


def _continues(run: Run, line: Line, edge: float, usual: float) -> bool:
    """Whether the line goes on with the run above it."""
    last = run.lines[-1]
    is_set_otherwise = (
        abs(line.height - last.height) > _OTHER_SIZE * last.height or line.is_bold != last.is_bold
    )
    # A bold word at the end of a sentence may fill its last line.
    is_middle = line.text[:1].islower() and not ends_as_sentence(last.text)
    if is_set_otherwise and not is_middle:
        return False
    distance = last.base - line.base
    reach = max(usual, 0.9 * last.height)
    if distance <= 0 or distance > _WIDER_GAP * reach or _ITEM.match(line.text):
        return False
    if is_middle:
        return True
    if run.kind is Kind.PARAGRAPH and line.left > run.lines[-1].left + 0.8 * line.height:
        return False  # set in: a new paragraph begins
    if last.text.endswith(":"):
        return last.right > edge - 3 * line.height
    if ends_as_sentence(last.text) and last.right < edge - 4 * line.height:
        return False
    # The next word would have fitted: the line was ended on purpose.
    return last.right + line.first_word + 1.2 * line.height > edge


def _judged(run: Run, body: float, is_bold: bool) -> Run:
    """The run, as a heading if it is set like one."""
    first = run.lines[0]
    text = " ".join(run.texts)
    is_larger = first.height > 1.1 * body
    stands_out = is_larger or (first.is_bold and not is_bold and first.height > 0.9 * body)
    is_short = len(text) <= LONGEST_HEADING and len(run.lines) <= 4
    ends = text.endswith((".", ",", ";")) and not re.search(r"\b\d+\.$", text)
    if stands_out and is_short and not ends and any(map(str.isalpha, text)):
        # The number of a heading is a part of it, not the mark of an item.
        if run.kind is Kind.ITEM and run.marker.strip("().").isalnum():
            run.texts[0] = f"{run.marker} {run.texts[0]}"
        elif run.kind is Kind.ITEM and not is_larger:
            return run
        run.kind = Kind.HEADING
    return run
