"""Words that turn a thing one way or the other: more and less, better and worse, stop and go on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from citewell.answering.guards.wording import READ, Reading
from citewell.documents import Span

_NO_BOUND = r"(?! than (?:about |around |the )?(?:\d|one|two|three|four|five|six|ten|twelve|an?\b))"
_THINGS = r"(?:day|time|arm|leg|place|site|area|spot|thigh|side|syringe|needle|line|brand|hand)s?\b"
_NO_LIMIT = (
    r"(?= (?:the|your|a) )(?!\s\w+ (?:ages?|normal|usual|limits?|levels?|upper|lower|recommended"
    r"|target|ranges?|maximum|minimum|thresholds?|weight|dose|value|clearance)\b)"
)
_TURNS = {
    "amount": {
        "up": r"increas\w+|rais(?:e|es|ed|ing)|rose|rises?|rising|higher|elevat\w+|grew"
        r"|(?:go(?:es)?|gone|went) up|climb\w*|jump\w*|spik(?:e[sd]?|ing)|soar\w*"
        r"|(?<=%\s)more|(?<=percent\s)more",
        "down": r"decreas\w+|reduc\w+|lower(?:s|ed|ing)?|f[ae]ll(?:s|en|ing)?|dropp(?:ed|ing)"
        r"|(?:(?<=may )|(?<=can )|(?<=will )|(?<=might )|(?<=could )|(?<=to )|(?<=a )"
        r"|(?<=the ))drop"
        r"(?! of\b)|drops?(?= (?:in|by|to|below|dangerous|sharp|sudden|rapid|slight|too)\w*\b)"
        r"|plummet\w*|s[ai]nk\w*|dip(?:s|ped)|shr[aiu]nk\w*"
        r"|fewer|cuts?|declin\w+|(?:go(?:es)?|gone|went) down"
        r"|(?<=%\s)less|(?<=percent\s)less",
        "unchanged": r"(?:stay|remain)\w* (?:the same|unchanged)|unchanged",
    },
    "length": {
        "longer": rf"(?<!no )(?<!any )(?<!or )longer{_NO_BOUND}|lengthen\w*|prolong\w*|extend(?:s"
        rf"|ed|ing)?",
        "shorter": rf"(?<!no )(?<!or )shorter{_NO_BOUND}|shorten\w*",
    },
    "earliness": {
        "sooner": rf"(?<!no )(?<!not )(?<!or )(?:sooner|earlier){_NO_BOUND}(?! or later)",
        "later": rf"(?<!no )(?<!not )(?<!or )later{_NO_BOUND}",
    },
    "force": {
        "stronger": r"stronger|strengthen\w*|enhanc\w+|boost\w*|intensif\w+|potentiat\w+",
        "weaker": r"weaker|weaken\w*|diminish\w*|blunt(?:s|ed|ing)?|dampen\w*",
    },
    "size": {
        "larger": rf"(?<!no )(?<!or )(?:larger|bigger){_NO_BOUND}",
        "smaller": rf"(?<!no )(?<!or )smaller{_NO_BOUND}",
    },
    "weight": {
        "gain": r"weight gain|gain\w* (?:in )?weight|put(?:s|ting)? on weight",
        "loss": r"weight loss|los(?:e|es|t|ing) weight|loss of weight",
    },
    "wearing": {
        "on": r"(?:keep|keeps|kept|keeping|leave|leaves|left|leaving|put|stays?|stayed"
        r"|put back) (?:it "
        r"|them |the \w+ |your \w+ )?(?:on|in place)|wear(?:s|ing)?|worn",
        "off": r"remov(?:e|es|ed|ing)|(?:take|taken|takes|taking|took|come|comes|came) (?:it |them "
        r"|the \w+ |your \w+ )?(?:off|out)|detach\w*",
    },
    "posture": {
        "upright": r"upright|sit(?:s|ting)?(?: up)?|stand(?:s|ing)?(?: up)?",
        "lying": r"lie (?:down|flat)|lying(?: down| flat)?|lay down|recumbent",
    },
    "safety": {
        "safe": r"safe(?:ly)?|harmless",
        "unsafe": r"unsafe|dangerous(?:ly)?|hazardous|toxic",
    },
    "switch": {"on": r"(?:switch|turn)\w* (?:it )?on", "off": r"(?:switch|turn)\w* (?:it )?off"},
    "multiple": {
        "double": r"doubl(?:e[sd]?|ing)(?! dose|-blind|[ -]strength)|tripl(?:e[sd]?|ing)",
        "half": r"halv(?:e[sd]?|ing)|cut (?:it |them )?in half|cut by half",
    },
    "position": {
        "above": rf"above{_NO_LIMIT}",
        "below": rf"below{_NO_LIMIT}",
    },
    "sameness": {
        "same": rf"same(?= {_THINGS})",
        "different": rf"(?:different|another|other|separate)(?= {_THINGS})",
    },
    "presence": {
        "there": r"(?:is|are|was|were) still (?:there|present)|persist\w*|ongoing|linger\w*",
        "gone": r"(?:has|have|had|is|are|was|were)(?: not| n't|n't)?(?: \w+)? gone|disappear\w*"
        r"|resolv(?:e|es|ed)|subsid\w+|clear(?:s|ed)? up|worn off|wears off",
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
        "stop": r"stop(?:s|ped|ping)?|discontinu\w+|terminat\w+|discard\w*"
        r"|thr(?:ow|own|ew|owing) (?:it |them |the \w+ |any \w+ )?(?:away|out)",
        "continue": r"continu\w+|(?:stay|remain)(?:s|ed|ing)? on|still (?:on|taking|using"
        r"|receiving)|(?:keeps?|kept) (?:on )?(?:taking|using|going)"
        r"|(?:carr(?:y|ies|ied)|go(?:es)?|went) on with|(?:carr(?:y|ies|ied)|go(?:es)?|went) on"
        r" (?:taking|using)",
    },
}
OPPOSITES = {
    "up": {"down"},
    "down": {"up"},
    "too high": {"too low"},
    "too low": {"too high"},
    **{
        one: {other}
        for pair in (
            ("longer", "shorter"),
            ("double", "half"),
            ("above", "below"),
            ("sooner", "later"),
            ("stronger", "weaker"),
            ("larger", "smaller"),
            ("gain", "loss"),
            ("on", "off"),
            ("upright", "lying"),
            ("safe", "unsafe"),
            ("same", "different"),
            ("there", "gone"),
        )
        for one, other in (pair, pair[::-1])
    },
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
