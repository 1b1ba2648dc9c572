"""What a question asks for: its terms, the names in it, and the kind of answer it wants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from citewell.answering.guards.numerals import NUMERAL
from citewell.documents import Span
from citewell.terms import HYPHENS, STOPWORDS, normalise, stem, words

LONGEST_QUESTION = 1000  # characters


class Wants(StrEnum):
    """The kind of words that would answer."""

    QUANTITY = "quantity"
    TIME = "time"
    NAME = "name"
    REASON = "reason"
    YES_NO = "yes-no"
    OTHER = "other"


_NUMBERED = re.compile(
    r"\b(?P<what>patient|case|arm|group|cohort|phase|grade|stage|table|figure|day|week|part|"
    r"section|step|cycle|type|class)s?[\s-]?(?:(?:no\.?|number|#)\s?)?(?P<number>\d{1,3}|[ivx]{1,4})\b"
    r"(?!\s?(?:%|mg|(?:day|week|month|year)s?\b))",  # "patients 1 month after" numbers nobody
    re.IGNORECASE,
)
_IN_ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_WITH_SHORT = r"[a-z-]+\s(?:\([^()]*\)\s)?"
_ORDINAL = re.compile(
    # "the third dermatomyositis patient", not "the third of the visits that a patient made".
    rf"\b(?P<order>{'|'.join(_IN_ORDER)})\s"
    # The short form of a disease may stand in brackets behind it.
    rf"(?:(?!(?:and|or|of|in|on|for|to)\b){_WITH_SHORT}(?=(?:{_WITH_SHORT})?patient\b)){{0,2}}"
    r"(?P<what>patient|case)\b",
    re.IGNORECASE,
)
# A name as it is written: inner capitals, letters with digits, hyphenated capitals.
_WRITTEN_NAME = re.compile(
    r"(?<![\w-])(?=[\w-]*[A-Z])(?:[A-Z]{2,}[\w]*|[A-Za-z]+\d[\w]*|[A-Za-z]*[a-z][A-Z]\w*)(?:-\w+)*(?![\w-])"
)
_ROMAN = re.compile(r"[ivx]{1,4}")
# Endings of medicines' international names (WHO, "The use of stems in the selection of INN").
_MEDICINE = re.compile(
    r"(?!.*sterol)[a-z]{2,}(?:nib|parib|lisib|fibrate|fibrozil|thiazide|semide|vaptan|grel|grelor|tidine|gabalin|"
    r"racetam|xostat|mab|ciclib|statin|prazole|sartan|pril|olol|dipine|cillin|mycin|"
    r"cycline|floxacin|azole|vir|gliptin|gliflozin|glutide|parin|xaban|gatran|oxetine|azepam|"
    r"barbital|caine|setron|triptan|profen|coxib|solone|sone|sonide|nide|trexate|prine|quine|"
    r"platin|rubicin|taxel|limus|cept|kinra|lukast|terol|tropium|necid|fenac|oxicam|zolamide)"
)
_UNIT = r"(?:mg|g|mcg|µg|μg|kg|ml|l|iu|units?|mmol|%|percent|per cent)"
QUANTITY = re.compile(
    rf"(?:[<>≤≥~±]\s?)?\d+(?:[.,]\d+)*(?:\s?[-–‑]\s?\d+(?:[.,]\d+)*)?\s?{_UNIT}"
    rf"(?:/(?:kg|day|m²|ml|min|dose|week)(?:/[\w.]+\s?m²)*)?(?![\w])",
    re.IGNORECASE,
)
FREQUENCY = re.compile(
    r"\b(?:(?:once|twice|(?:one|two|three|four|\d+) times)[\s‑-]+(?:a[\s‑-]+)?"
    r"(?:daily|weekly|monthly|yearly|day|week|month|year)|every (?:other )?(?:\d+ )?"
    r"(?:day|week|month|year|hour|morning|evening)s?|daily|weekly|monthly"
    r"|(?:per|a|each) (?:day|week|month))\b",
    re.IGNORECASE,
)
DURATION = re.compile(
    r"(?:[<>≤≥~]\s?)?\b(?:\d+(?:[.,]\d+)?(?:\s?[-–‑]\s?\d+)?"
    r"|one|two|three|four|five|six|several|a few)"
    r"[\s‑-]?(?:second|minute|hour|day|week|month|year|decade)s?\b|\bdecades\b|\bweek \d+\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\b\d+(?:[.,]\d+)*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone, taken apart.

    `terms` are the stems it is searched by. `names` are the names in it as written there
    (medicines, trials, genes), small letters; `numbered` are things counted ("patient 3").
    """

    text: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    numbered: tuple[str, ...]
    wants: Wants
    is_list: bool


@lru_cache(maxsize=512)
def analyse(text: str) -> Question:
    """Take a question apart."""
    plain = normalise(text)
    kept = [word for word in words(text) if word not in STOPWORDS]
    return Question(
        text=text,
        terms=tuple(dict.fromkeys(stem(word) for word in kept)),
        names=names_in(text),
        numbered=numbered_in(text),
        wants=_wanted(plain),
        is_list=_asks_for_list(plain),
    )


def names_in(text: str) -> tuple[str, ...]:
    """Names of medicines, trials, genes and the like, in small letters, in order."""
    text = text.translate(HYPHENS)
    found = [(m.start(), normalise(m[0])) for m in _WRITTEN_NAME.finditer(text)]
    found += [(m.start(), m[0]) for m in re.finditer(r"[a-z]+", text.lower()) if is_medicine(m[0])]
    shouted = text.isupper()
    names = (name for _, name in sorted(found) if not _ROMAN.fullmatch(name))
    return tuple(dict.fromkeys(name for name in names if not shouted or len(name) > 6))


def with_long_forms(text: str, abbreviations: Sequence[tuple[str, str]]) -> str:
    """The question with the other form beside each abbreviation, or long form, that the
    documents introduce: "approved for rheumatoid arthritis (RA)"."""
    # A short form has one long form; the shortest has nothing glued to it.
    for short, long in dict(reversed(abbreviations)).items():
        # In "US adults" it is a country, and "IT" may be no more than a word that is stressed.
        is_word = short.lower() in STOPWORDS
        has_short = not is_word and re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text)
        has_long = re.search(rf"(?<!\w){re.escape(long)}(?!\w)", text, re.IGNORECASE)
        if has_short and not has_long:
            text = f"{text[: has_short.end()]} ({long}){text[has_short.end() :]}"
        elif has_long and not has_short:
            text = f"{text[: has_long.end()]} ({short}){text[has_long.end() :]}"
    return text


def is_medicine(word: str) -> bool:
    """Whether the word is formed like the international name of a medicine."""
    return len(word) > 6 and _MEDICINE.fullmatch(word) is not None


def numbered_in(text: str) -> tuple[str, ...]:
    """Things that are told apart by number, in the order of their last mention: "patient 3", which
    "the third patient" is too."""
    last = dict.fromkeys(thing for _, thing in reversed(numbered_at(text)))
    return tuple(reversed(last))


def numbered_at(text: str) -> list[tuple[Span, str]]:
    """The same with their places, in order, each time."""
    plain = text.translate(HYPHENS)
    found = [
        (Span(*match.span()), f"{match['what']} {match['number']}".lower())
        for match in _NUMBERED.finditer(plain)
    ]
    found += [
        (
            Span(*match.span()),
            f"{match['what']} {_IN_ORDER.index(match['order'].lower()) + 1}".lower(),
        )
        for match in _ORDINAL.finditer(plain)
    ]
    return sorted(found)


_WANTED = {
    Wants.TIME: r"\b(?:when|how (?:long|often|soon|quick\w*|fast|frequent\w*|many times)|duration|"
    r"what (?:year|date|day|month)|how many (?:days|weeks|months|years))\b",
    Wants.QUANTITY: r"\b(?:dose|dosage|dosing|how much|what amount|strength|percent\w*|proportion|"
    r"rate|how many|number of|sample size|level|response)\b|%",
    Wants.REASON: r"\b(?:why|reason|cause of|because)\b",
    Wants.YES_NO: r"^(?:and |but |so )?(?:is|are|was|were|do|does|did|can|could|should|may|might|"
    r"will|would|has|have|had)\b",
    Wants.NAME: r"\b(?:which|who|whom|whose|where|what|name)\b",
}


_NUMBER_ASKED = re.compile(
    r"\bhow (?:many|much(?! (?:less|more|lower|higher|better|longer))|old|long|far|high|low)\b"
    r"|\b(?:percent\w*|per cent|proportion|what share|number of|range|out of \d+|per [\d,]+)\b|%"
)


@lru_cache(maxsize=512)  # asked for every candidate of a question
def asks_for_number(question: Question) -> bool:
    """Whether only a number answers: how many, how long, which share."""
    return _NUMBER_ASKED.search(normalise(question.text)) is not None


_AMOUNT = re.compile(r"\b(?:half|thirds?|quarters?|once|twice|none|dozens?|hundreds?|thousands?)\b")


def tells_number(text: str) -> bool:
    """Whether a text holds a number, in figures or in words."""
    plain = normalise(text)
    return NUMERAL.search(plain) is not None or _AMOUNT.search(plain) is not None


def _wanted(plain: str) -> Wants:
    return next((w for w, pattern in _WANTED.items() if re.search(pattern, plain)), Wants.OTHER)


_THINGS = (
    r"(?:effects|tests|checks|symptoms|benefits|advantages|risks|warnings|precautions|conditions|"
    r"diseases|drugs|medicines|medications|treatments|therapies|trials|studies|findings|factors|"
    r"genes|uses|indications|interactions|contraindications|vaccines|tips|reasons|options|concerns|"
    r"complications|reactions|ingredients|doses|steps|things|kinds|types|points)"
)
_LIST = re.compile(
    r"\b(?:list|name (?:the|all|some)|what are|which are)\b"
    rf"|\b(?:which|what|any) (?:[\w-]+ ){{0,3}}?{_THINGS}\b"
    r"|\b(?:side|adverse|unwanted) (?:effects|reactions)\b|\b(?:symptoms|benefits|risks) of\b"
)


def _asks_for_list(plain: str) -> bool:
    """Whether several things are asked for: "which tests …", "what are the side effects"."""
    return _wanted(plain) in (Wants.NAME, Wants.OTHER) and _LIST.search(plain) is not None
