"""Is a thing as often in the sentence as in its quote?

What is "every 8 hours" is also "three times a day", which says less; what is worn for 72 hours and
then renewed is renewed every three days, and "20 minutes apart" is "every 20 minutes".
"""

from __future__ import annotations

import re
from fractions import Fraction

from citewell.answering.guards.amounts import ONCE, Amounts
from citewell.answering.guards.finding import Finding, Kind, finding
from citewell.answering.guards.frequencies import Frequency
from citewell.answering.guards.negation import denials_in, is_denied
from citewell.answering.guards.units import MONTHS, TIME

_IN_TOTAL = re.compile(r"\b(?:divided|maximum|max|total|up to|at most|more than|exceed|split)\b")
_IF_NEEDED = re.compile(
    r"\b(?:(?:if|when|as|where) (?:\w+ )?(?:needed|required|necessary)|on demand|prn)\b"
)
_RENEWED = re.compile(
    r"\b(?:replac\w+|chang\w+|renew\w*|switch\w*|swap\w*|new|fresh|discard\w*|thrown?)\b"
)
_NEW = re.compile(r"\b(?:new|fresh|replac\w+|chang\w+|another|next|discard\w*|throw\w*|remov\w+)\b")
_WORN = re.compile(
    r"\b(?:wear\w*|worn|lasts?|leave|left|stays?|keep|kept|use[sd]?|remains?|in place|on)\b[^.;]*$"
)
_BETWEEN = re.compile(r"\b(?:between|apart|intervals?|separat\w+|spaced)\b")
_APART = re.compile(r"[\s-](?:apart|intervals?|between)\b")
DAY = Fraction(86400)  # seconds
YEAR = Fraction(12)  # months


def frequency_findings(said: Amounts, told: Amounts) -> list[Finding]:
    """The frequencies `said` that the quote does not carry."""
    found = []
    for often in said.frequencies:
        words = often.span.of(said.reading.text)
        same = [t for t in told.frequencies if is_as_often(often, t) or _is_carried(often, t, told)]
        if same and len(told.frequencies) > 1:
            # "Once a week, never every day": what is denied is not what is said.
            same = [t for t in same if _is_denied(t, told) == _is_denied(often, said)]
        if not same and (_is_a_duration(often, told) or _is_renewed(often, said, told)):
            continue
        if any(t.comparison is often.comparison and not _is_total(often, t, told) for t in same):
            continue
        told_words = [t.span.of(told.reading.text) for t in (same or told.frequencies)]
        instead = " or ".join(dict.fromkeys(told_words)) or None
        kind = Kind.COMPARISON if same else Kind.FREQUENCY
        found.append(finding(kind, words, often.span, instead))
    return found


def _is_denied(often: Frequency, amounts: Amounts) -> bool:
    return is_denied(often.span, denials_in(amounts.reading))


def is_as_often(said: Frequency, told: Frequency) -> bool:
    """Whether two frequencies are one, bounds aside."""
    return (said.times, said.period, said.dimension) == (told.times, told.period, told.dimension)


def is_spread(said: Frequency, told: Frequency) -> bool:
    """Whether "three times a day" says less than "every 8 hours", and "twice a year" than "every
    6 months"."""
    whole = {TIME: DAY, MONTHS: YEAR}.get(told.dimension)
    if whole is None or (said.period, said.dimension) != ((whole, whole), told.dimension):
        return False
    is_within = told.times == ONCE and told.period[1] < whole
    return is_within and said.times == (whole / told.period[1], whole / told.period[0])


def _is_carried(said: Frequency, told: Frequency, quote: Amounts) -> bool:
    """Whether `is_spread`; nothing is so often that is taken if needed only, or "five times a day,
    at about four-hour intervals"."""
    clause = quote.reading.clause_at(told.span.start)
    if not is_spread(said, told) or _IF_NEEDED.search(quote.reading.plain, clause.start):
        return False
    return not any(f.period == said.period and f.times != ONCE for f in quote.frequencies)


def _is_total(said: Frequency, told: Frequency, quote: Amounts) -> bool:
    """Whether "once a day" is made of a total "a day" that is taken in parts."""
    if not said.is_once or told.is_once:
        return False
    clause = quote.reading.clause_at(told.span.start)
    return _IN_TOTAL.search(clause.of(quote.reading.plain)) is not None


def _is_a_duration(said: Frequency, told: Amounts) -> bool:
    """ "Healed in a day" looks like a frequency, and is none."""
    return said.is_in_period and any(
        q.dimension == said.dimension and (q.low, q.high) == said.period for q in told.quantities
    )


def _is_renewed(often: Frequency, said: Amounts, told: Amounts) -> bool:
    """Whether "replaced every three days" is "wear it for 72 hours, then put on a new one", or
    "every 20 minutes" is "20 minutes apart"."""
    flat = told.reading.plain
    is_renewed = _RENEWED.search(said.reading.plain) and _NEW.search(flat)
    if not (is_renewed or _BETWEEN.search(flat)) or often.times != ONCE:
        return False
    return any(
        (q.dimension, q.low, q.high, q.comparison)
        == (often.dimension, *often.period, often.comparison)
        and (
            _APART.match(flat, q.span.end)
            or _WORN.search(flat, told.reading.clause_at(q.span.start).start, q.span.start)
        )
        for q in told.quantities
    )
