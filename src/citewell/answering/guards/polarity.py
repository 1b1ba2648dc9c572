"""Words that turn a thing one way or the other: more and less, better and worse, stop and go on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from citewell.answering.guards.wording import READ, Reading
from citewell.documents import Span

_TURNS = {
    "amount": {
        "up": r"increas\w+|rais(?:e|es|ed|ing)|rose|rises?|rising|higher|elevat\w+|grew"
        r"|(?:go(?:es)?|gone|went) up|doubl(?:e[sd]|ing)|tripl(?:e[sd]|ing)|lengthen\w*"
        r"|(?<=%\s)more|(?<=percent\s)more",
        "down": r"decreas\w+|reduc\w+|lower(?:s|ed|ing)?|f[ae]ll(?:s|en|ing)?|dropp(?:ed|ing)"
        r"|fewer|cuts?|declin\w+|(?:go(?:es)?|gone|went) down|halv(?:e[sd]?|ing)|shorten\w*"
        r"|(?<=%\s)less|(?<=percent\s)less",
        "same": r"(?:stay|remain)\w* (?:the same|unchanged)|unchanged",
    },
    "level": {"too high": r"too high", "too low": r"too low"},
    "pace": {
        "slow": r"slow(?:ly|er)?",
        "fast": r"fast(?:er(?! than))?|quick(?:ly|er)?|rapid(?:ly)?",
    },
    "thickness": {"thin": r"thin(?:ly)?", "thick": r"thick(?:ly)?"},
    "warmth": {"cold": r"cold|cool", "hot": r"hot|warm"},
    "incidence": {
        "common": r"(?<!less )(?:common|frequent)(?:ly)?",
        "uncommon": r"(?:uncommon|infrequent)(?:ly)?|less common",
        "rare": r"rare(?:ly)?",
    },
    "course": {
        "better": r"better|improv\w+|reliev\w+|eas(?:e|es|ed)",
        "worse": r"worse\w*|aggravat\w+|deteriorat\w+",
    },
    "use": {
        "start": r"start(?:s|ed|ing)?|beg[iau]n\w*|initiat\w+",
        "stop": r"stop(?:s|ped|ping)?|discontinu\w+|terminat\w+",
        "continue": r"continu\w+|(?:keeps?|kept) (?:on )?(?:taking|using|going)"
        r"|(?:carr(?:y|ies|ied)|go(?:es)?|went) on with|(?:carr(?:y|ies|ied)|go(?:es)?|went) on"
        r" (?:taking|using)",
    },
}
OPPOSITES = {
    "up": {"down"},
    "down": {"up"},
    "too high": {"too low"},
    "too low": {"too high"},
    "slow": {"fast"},
    "fast": {"slow"},
    "thin": {"thick"},
    "thick": {"thin"},
    "cold": {"hot"},
    "hot": {"cold"},
    "common": {"uncommon", "rare"},
    "uncommon": {"common"},
    "rare": {"common"},
    "better": {"worse"},
    "worse": {"better"},
    "start": {"stop"},
    "stop": {"start", "continue"},
    "continue": {"stop"},
}
_PATTERNS = [
    (family, name, re.compile(rf"\b(?:{words})\b"))
    for family, names in _TURNS.items()
    for name, words in names.items()
]


@dataclass(frozen=True, slots=True)
class Turn:
    """A word with an opposite: `family` is what it is about, `name` which way."""

    family: str
    name: str
    span: Span


@lru_cache(maxsize=READ)
def turns_in(reading: Reading) -> tuple[Turn, ...]:
    """Every such word of a text, in order."""
    found = [
        Turn(family, name, Span(*match.span()))
        for family, name, pattern in _PATTERNS
        for match in pattern.finditer(reading.plain)
    ]
    return tuple(sorted(found, key=lambda turn: turn.span))
