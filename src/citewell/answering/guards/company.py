"""Which medicines are only company: "with amlodipine", "during warfarin treatment".

What is said of a medicine that is taken beside them is not said of them.
"""

from __future__ import annotations

import re

from citewell.answering.guards.wording import Reading
from citewell.documents import Span

_BESIDE = re.compile(
    r"\b(?:(?:together |combined |combination |along |concomitantly )?with|alongside|in addition to"
    r"|added to|on top of|plus|beside|besides"
    r"|(?:while|when|if|people|patients|those|anyone|women|men|adults|you|they)"
    r"(?: (?:who|you|they|are|is|also))* (?:on|tak\w+|us\w+|receiv\w+|given)"
    r"|during(?: (?:treatment|therapy) with)?)\s(?:the |a |your |also )?$"
)
_ON = re.compile(r"\b(?:during|on|with)\s$")
_TREATMENT = re.compile(r"\s(?:treatment|therapy)\b")


def is_company(reading: Reading, span: Span) -> bool:
    """Whether the medicine at a span is named as what another one is taken with."""
    flat = reading.plain
    if _BESIDE.search(flat, 0, span.start):
        return True
    return (
        _ON.search(flat, 0, span.start) is not None and _TREATMENT.match(flat, span.end) is not None
    )
