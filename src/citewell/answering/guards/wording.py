"""A text as the guards read it: one spelling for each character, words with stems, clauses.

Every character keeps its place, so what is found in the plain text stands at the same offsets in
the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from citewell.documents import Span
from citewell.terms import HYPHENS, STOPWORDS, stem

READ = 1024  # texts that are kept, with what is found in them

_ALIKE = {
    **HYPHENS,
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"'),
    ord("\u03bc"): "\u00b5",  # mu and the micro sign
}
_KEPT = "½¼¾µ≥≤°"  # NFKC would make several characters or other ones of them
# A narrow or fixed blank between figures groups thousands; an ordinary one only before a nought:
# "2 500 mg" may be two tablets of 500 mg.
_GROUPS = re.compile(
    r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))"
    r"|(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d\d\d))\s(?=0\d\d\b)"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*")
_NEW_CLAUSE = re.compile(
    r"[.!?](?=\s|$)|[;:]|\s-\s|,\s(?=(?:so|not)\b)|\bnor\b"
    r"|\b(?:but|although|though|because|if|unless|when|whenever|while|whereas|except"
    r"|(?<!hours )(?<!minutes )(?<!days )apart from"
    r"|as (?=it|they|you|this|your|the)|since (?=it|they|you|this|your))\b"
    r"|,?\s(?:and|or)\s(?=(?:should|must|may|can|could|is|are|was|were|do|does|did|will|has"
    r"|have(?! had)|never|not|wait|tell|stop|treatment|nobody|no|some|many|most|all|several)\b)"
    r"|,\s(?:(?:and|or)\s(?!(?:in|with|for|during|to|those)\s)|(?:as|which|who)\s)"
    r"|,\s(?=[^,.;]{3,60}\s(?:did|does|do)(?:[.;,]|$))"
)
_OPENS_WITH_CONDITION = re.compile(
    r"(?:^|[.;]\s)(?:(?:but|and)\s)?(?P<condition>(?:if|unless|when|because|although|while"
    r"|without)\b[^,.;]*)(?=,\s)"
)
_LABEL = re.compile(r"(?P<label>[^:;]{1,80}?)\s-\s[^:;]{1,80}:\s")
_IRREGULAR = {
    form: base
    for base, forms in {
        "take": "taken took taking takes",
        "give": "given gave giving gives",
        "drive": "driven drove driving",
        "drink": "drunk drank drinking",
        "feel": "felt feeling",
        "begin": "begun began beginning",
        "keep": "kept keeping keeps",
        "see": "seen saw seeing",
        "show": "shown showed showing",
        "breastfe": "breastfeed breastfeeding breastfed",
        "get": "got gotten getting",
        "have": "has had having",
        "swallow": "swallowed swallowing",
        "cause": "caused causes causing",
        "stop": "stopped stopping stops",
        "become": "became becoming",
        "tell": "told telling tells",
        "lead": "led leading leads",
        "freeze": "froze frozen freezing freezes",
        "sleep": "slept sleeping sleeps",
        "eat": "ate eaten eating eats",
        "bleed": "bled bleeding bleeds",
        "break": "broke broken breaking breaks",
        "choose": "chose chosen choosing",
        "come": "came coming comes",
        "fall": "fell fallen falling falls",
        "find": "found finding finds",
        "go": "went going goes",
        "grow": "grew grown growing grows",
        "hold": "held holding holds",
        "lie": "lay lain lying lies",
        "lose": "lost losing loses",
        "rise": "rose risen rising rises",
        "shake": "shook shaken shaking",
        "spread": "spreading spreads",
        "swell": "swelled swollen swelling",
        "think": "thought thinking thinks",
        "wake": "woke woken waking wakes",
        "wear": "wore worn wearing wears",
    }.items()
    for form in (base, *forms.split())
}


# One word for what is the same in a leaflet and in a journal.
_SAME = {
    word: same
    for same, words in {
        "kidney": "renal kidneys",
        "liver": "hepatic livers",
        "heart": "cardiac hearts",
        "lung": "pulmonary lungs",
        "doctor": "physician physicians doctors",
        "fridg": "refrigerator refrigerators refrigerated refrigerate refrigeration fridges fridge",
        "medicin": "medication medications medicament",
        "adrenalin": "epinephrine adrenaline",
        "paracetamol": "acetaminophen",
        "salbutamol": "albuterol",
        "rifampicin": "rifampin",
        "furosemid": "frusemide furosemide",
        "surgeri": "operation operations surgery",
        "discard": "thrown throw throwing",
        "rememb": "remember remembered remembering notice noticed",
        "babi": "infant infants baby babies",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text that carries meaning, in small letters, with its stem."""

    text: str
    stem: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text taken apart once: `plain` has the length of `text`; clauses cover it in order.

    Compared by identity, so that what is found in it may be kept with it.
    """

    text: str
    plain: str
    words: tuple[Word, ...]
    clauses: tuple[Span, ...]

    @property
    def label(self) -> Span:
        """The first cell of a table row ("Do not use below — Drug: 30 mL"), or nothing."""
        found = _LABEL.match(self.plain)
        return Span(0, found.end("label")) if found else Span(0, 0)

    def clause_at(self, at: int) -> Span:
        """The clause that the character at an offset stands in."""
        return next((c for c in self.clauses if c.start <= at < c.end), Span(0, len(self.plain)))

    def words_in(self, span: Span) -> list[Word]:
        """The words that lie in a span."""
        return [w for w in self.words if span.start <= w.span.start and w.span.end <= span.end]


@lru_cache(maxsize=READ)
def read(text: str) -> Reading:
    """Take a text apart."""
    flat = plain(text)
    words = tuple(
        Word(m[0], root(m[0]), Span(*m.span()))
        for m in _WORD.finditer(flat)
        if m[0] not in STOPWORDS
    )
    return Reading(text, flat, words, _clauses(flat))


def plain(text: str) -> str:
    """The text in small letters with one hyphen, quote and blank; of the same length."""
    grouped = _GROUPS.sub(",", text)
    return "".join(map(_plain_character, grouped))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _KEPT:
        return character
    alike = character.translate(_ALIKE)
    if alike.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", alike).lower()
    return folded if len(folded) == 1 else alike


def root(word: str) -> str:
    """The stem of a word, the same for all forms of the commonest irregular verbs."""
    return _SAME.get(word) or _IRREGULAR.get(word) or stem(word)


def are_kin(one: str, other: str) -> bool:
    """Whether two stems are of one family: pregnant and pregnancy, safe and safety."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    length = max(4, len(shorter) - 1)
    return len(shorter) >= 4 and shorter[:length] == longer[:length]


def _clauses(flat: str) -> tuple[Span, ...]:
    found = {m.start() for m in _NEW_CLAUSE.finditer(flat)}
    # "If you are pregnant, do not take it": a sentence that opens with a condition.
    found |= {m.end("condition") for m in _OPENS_WITH_CONDITION.finditer(flat)}
    starts = sorted({0, *found})
    ends = [*starts[1:], len(flat)]
    return tuple(Span(start, end) for start, end in zip(starts, ends, strict=True) if end > start)
