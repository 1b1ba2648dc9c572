"""More than, at least, up to: how a number is bounded by the words around it."""

from __future__ import annotations

import re
from enum import StrEnum

from citewell.answering.guards.wording import Reading
from citewell.documents import Span


class Comparison(StrEnum):
    """How what is meant stands to the number; the words are those of messages."""

    EXACT = "exactly"
    MORE = "more than"
    AT_LEAST = "at least"
    LESS = "less than"
    AT_MOST = "at most"
    WITHIN = "within"


# Atomic: "the weight of the weight of …" can be read in two ways each time, and is in one only.
_FILL = (
    r"\s*(?>(?:(?:about|around|the|an?|mean of|total of|ages? of|body weight of"
    r"|(?:[a-z]+\s+){0,2}(?:clearance|weight|level|value|score|temperature|pressure|rate|e?gfr|bmi"
    r"|inr"
    r"|count|index|concentration|potassium|sodium|glucose|ha?emoglobin|platelets?|height"
    r"|limit)\s+of)\s+)*)$"
)
_BEFORE = {
    Comparison.AT_MOST: r"up to(?: a (?:maximum|total) of)?|at (?:the )?most|as (?:much|many) as"
    r"|(?:no|not|never) (?:faster|more|longer|later|older|higher|greater|larger|heavier|above|over"
    r"|beyond)(?: than)?"
    r"|(?:not|never) (?:be )?(?:go|rise|climb|get|rais\w+|increas\w+|titrat\w+|tak\w+)(?: it"
    r"| this)?"
    r" (?:above|over|beyond)|not exceed(?:ing)?|≤|<=|a (?:limit|ceiling|cap) of|(?:limit"
    r"|ceiling) is"
    r"|(?:limit\w*|restrict\w*|capped|confined|keep|kept|keeping)\b(?:\s[^\s.;]+){0,12}?\sto"
    r"|maximum(?: of| is| are| dose is)?|max\.?",
    Comparison.AT_LEAST: r"at least|(?:no|not) (?:less|fewer|younger|lower|earlier|shorter|smaller"
    r"|lighter|below|under)(?: than)?|≥|>="
    r"|minimum(?: of| is)?",
    Comparison.MORE: r"(?:faster|more|greater|higher|longer|older|larger|later|heavier|bigger) than"
    r"|over(?! (?:a|an|one)\b)"
    r"|above|exceed(?:s|ed|ing)?|beyond|>",
    Comparison.LESS: r"(?:less|fewer|lower|shorter|younger|smaller|earlier|lighter|sooner) than"
    r"|under-?|below|<",
    Comparison.WITHIN: r"within(?: the first)?|in the first",
}
_ENDS_IN = [
    (comparison, re.compile(rf"(?:^|(?<![a-z]))(?:{words}){_FILL}"))
    for comparison, words in _BEFORE.items()
]
_AFTER = {
    Comparison.AT_LEAST: r"(?:or|and) (?:more|older|over|above|longer|up|upwards|later|higher"
    r"|greater|larger|heavier|bigger)\b|\+"
    r"|or more often|at least\b|(?:of age )?(?:or|and) (?:older|over|above)\b|at the minimum",
    Comparison.AT_MOST: r"(?:or|and) (?:less|younger|under|below|fewer|lower|smaller|shorter"
    r"|sooner|earlier|lighter)\b|at (?:the )?most\b"
    r"|max(?:imum|\.)?\)",
}
_FOLLOWS = [
    (comparison, re.compile(rf"\s?(?:old\s)?(?:of age\s)?(?:{words})"))
    for comparison, words in _AFTER.items()
]
_MOST = re.compile(r"\b(?:maxim(?:um|al)|max\.?|the most)\b[^0-9;.]{0,45}$")
_LEAST = re.compile(r"\bminim(?:um|al)\b[^0-9;.]{0,45}$")
_NEGATED = re.compile(r"(?:\b(?:not|never|nobody|cannot|no one|no)\b|n't\b)[^.;]*$")
_CAN_BE_TURNED = re.compile(
    rf"(?:(?:faster|more|longer|higher|greater|larger) than|exceed\w*){_FILL}"
)
_OVER_TIME = re.compile(
    r"\b(?:mg|g|ml|units?|veins?|intravenous\w*|bolus|slowly|give|drip|infus\w+|given|inject\w+"
    r"|taper\w*|reduc\w+|spread|gradual\w*|increas\w+|lower\w*)\b"
    rf"[^,;]*(?<!for )\bover{_FILL}"
)
_SHORT_TIME = re.compile(r"(?:minute|hour|day|week)s?(?: and a half)?$")
_OF_WHOM = re.compile(r"\b(?:weigh\w*|aged?|older|with|who)\b[^,;]{0,25}$")


def comparison_at(reading: Reading, span: Span, *, is_far: bool = True) -> Comparison:
    """How the number at a span is bounded; `is_far`: by words that stand further off too."""
    clause = reading.clause_at(span.start)
    before = reading.plain[clause.start : span.start]
    for comparison, pattern in _ENDS_IN:
        found = pattern.search(before)
        if found:
            if _lasts(before, reading.plain[span.start : span.end]):
                break
            return _turned(before, found, comparison)
    after = reading.plain[span.end : span.end + 30]
    for comparison, pattern in _FOLLOWS:
        if pattern.match(after):
            return comparison
    if not is_far:
        return Comparison.EXACT
    if _MOST.search(before):
        return Comparison.AT_MOST
    if _LEAST.search(before):
        return Comparison.AT_LEAST
    return _of_row(reading, span)


def _turned(before: str, found: re.Match[str], comparison: Comparison) -> Comparison:
    """ "Not … more than" is "at most"; but "not to those weighing more than" says whom."""
    if comparison is not Comparison.MORE or not _CAN_BE_TURNED.search(before):
        return comparison
    told = before[: found.start()]
    is_negated = _NEGATED.search(told) is not None and not _OF_WHOM.search(told)
    return Comparison.AT_MOST if is_negated else comparison


def _lasts(before: str, number: str) -> bool:
    """Whether "over" says how long something is given, as in "a drip over one hour"."""
    return _OVER_TIME.search(before) is not None and _SHORT_TIME.search(number) is not None


def _of_row(reading: Reading, span: Span) -> Comparison:
    """What the first cell of a row says of the cells after it: "Do not use below — Drug: 30"."""
    if not reading.plain[: span.start].endswith(": "):
        return Comparison.EXACT
    label = reading.label.of(reading.plain)
    return next((c for c, pattern in _ENDS_IN if pattern.search(label)), Comparison.EXACT)
