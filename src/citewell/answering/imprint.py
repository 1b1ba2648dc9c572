"""Who wrote a document, where it came out and when: what asks for it, and the lines that tell it.

Such a line ("By Jane Doe, 3 May 2024") shares next to no words with the question, and stands at the
beginning of a document or at its end, so that neither meaning nor words find it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from citewell.answering.announcing import TEXT
from citewell.answering.evidence import Candidate, candidates_of
from citewell.answering.features import term_set
from citewell.answering.question import NUMBER, Question
from citewell.documents import Passage
from citewell.store.library import Snapshot
from citewell.terms import normalise

LONGEST = 600  # characters of a line that are looked at; the patterns look ahead as far as it goes


class Imprint(StrEnum):
    """What a document may say of where it comes from."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    PLACE = "place"
    DATE = "date"
    DOI = "doi"
    PUBMED = "pubmed"
    ISSUE = "issue"


_TEXTS = rf"(?:{TEXT}|piece|story|letter|study|news)s?\b"
_A_TEXT = rf"(?:{_TEXTS}|(?:it|this)\b)"
_WRITER = r"(?:author|journalist|writer|blogger)s?\b"
_WHICH_TEXT = re.compile(
    rf"\b(?:the|this|that|an?)\s+(?P<text>(?:(?!(?:the|an?|of)\b)[\w-]+\s+){{0,3}}{_TEXTS}"
    # "the letter by Fischer and colleagues come out": what it is by ends before what it did.
    r"(?:\s+(?:on|about|by)(?:\s+(?!(?:c[ao]me|appear\w*|publish\w*|go|went|is|was|were|be|been|first"
    r"|before|after|when|from|who|that|which|what|how)\b)[\w-]+){1,4})?)",
    re.IGNORECASE,
)
_NO_TOPIC = re.compile(
    rf"\b(?:{_TEXTS}|colleagues|others|team|{_WRITER}|full|whole|new|latest"
    rf"|{NUMBER.pattern})\b"
)
_CAME_OUT = r"(?:publish\w*|posted|printed|appear\w*|c[ao]me out|went online|put online)\b"
_CHECKED = r"(?:reviewed|checked|edited|vetted)\b"
_WHERE = r"(?:which|what) (?:\w+ )?(?:journal|magazine|newspaper|(?:web)?site)\b"
_WHEN = r"\b(?:when|(?:what|which) (?:date|day|month|year))\b"
_ASKED = {
    Imprint.AUTHOR: (
        r"\bwho (?:wrote|authored|penned|published) (?:it|this) *\??$",
        rf"\bwho (?:wrote|authored|penned|published) .{{0,40}}\b{_TEXTS}",
        rf"\b(?:who|name)\b.{{0,40}}\b{_WRITER}.*\b{_TEXTS}",
        rf"\b{_TEXTS}.*\b(?:written|authored) by whom\b|\bby whom\b.*\b{_TEXTS}.*\bwritten\b",
    ),
    Imprint.REVIEWER: (
        rf"\bwho\b.{{0,30}}\b{_CHECKED}.*\b{_A_TEXT}|\bwho\b.*\b{_A_TEXT}.*\b{_CHECKED}",
        r"\bwho\b.*\bfact-?checked\b",
    ),
    Imprint.PLACE: (
        rf"\bwho published\b.*\b{_A_TEXT}|\b(?:where\b|{_WHERE}).*\b{_A_TEXT}.*\b{_CAME_OUT}",
        rf"\b{_WHERE}.*\bfrom\b",
    ),
    Imprint.DATE: (
        rf"{_WHEN}.{{0,30}}\b{_A_TEXT}.{{0,60}}\b(?:{_CAME_OUT}|(?:written|updated|dated|from)\b)",
        rf"\bhow (?:old|recent) is (?:the|this) (?:[\w-]+ ){{0,3}}{_A_TEXT}",
        rf"\bdate of (?:the |this )?(?:publication|{_A_TEXT})|\bpublication date\b",
    ),
    Imprint.DOI: (r"\bdois?\b", r"\bdigital object identifiers?\b"),
    Imprint.PUBMED: (r"\bpmids?\b", r"\bpub ?med (?:id|identifier|number|entry)\b"),
    Imprint.ISSUE: (
        rf"\b(?:which|what) (?:volume|issue|pages?)\b.*\b{_A_TEXT}",
        rf"\b(?:volume|issue|page)(?: numbers?)? (?:of|is|was|does|did|has)\b.*\b{_A_TEXT}",
    ),
}

_NAME = (
    r"(?!Published|Posted|Updated|Dated)(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?"
    r"(?:[A-Z][\w'’-]*\.? ){1,3}[A-Z][\w'’-]+"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = (
    rf"(?i:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    rf"|{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?\d{{4}}"
    rf"|\d{{4}}-\d\d?-\d\d?|\d{{4}} {_MONTH}(?: \d{{1,2}})?|\d\d?[./]\d\d?[./]\d{{4}})"
)
_WORK = r"(?i:published|posted|dated|updated?|written|online|epub|printed|appeared|copyright)"
_TOLD = {
    Imprint.AUTHOR: (
        rf"(?:\b[Ww]ritten|\b[Pp]osted|\b[Pp]ublished|\barticle|\breport|^)\s?[Bb]y ?:? {_NAME}",
        r"\b[Aa]uthors?(?: of\b[^.]*)? ?(?::|is|are|was|were)\b.*[A-Z]",
        r"\b[A-Z]\w+ [A-Z]{1,3}, .*\bet al\b|\b[A-Z]\w+ (?:wrote|penned|authored)\b",
        rf"^{_NAME},? {_DAY}",
    ),
    Imprint.REVIEWER: (
        r"(?i:\b(?:review|check|edit|vett)(?:ed|or|er)?\b).*[A-Z][\w'’-]+ [A-Z]",
        rf"{_NAME}.*\b(?:review|edit|check|vett)",
    ),
    Imprint.PLACE: (
        r"(?i:\b(?:published|appeared|printed) (?:\w+ ){0,4}(?:in|by)\b)",
        r"(?i:\bjournal of\b|^(?:article )?source\b)",
    ),
    Imprint.DATE: (rf"\b{_WORK}\b.{{0,80}}\b{_DAY}|^(?:\w+ ){{0,4}}{_DAY}",),
    Imprint.DOI: (r"(?i:\bdoi\b)|\b10\.\d{4,9}/\S",),
    Imprint.PUBMED: (r"(?i:\bpmid\b|\bpub ?med\b.*\d{6})",),
    Imprint.ISSUE: (
        r"\w;\s?\d+\s?(?:\(\d+\))?\s?:\s?\w?\d|(?i:\b(?:volume|vol|issue|no)\b\.? ?\d)",
    ),
}


def _compiled(patterns: Mapping[Imprint, Sequence[str]]) -> dict[Imprint, re.Pattern[str]]:
    return {what: re.compile("|".join(several)) for what, several in patterns.items()}


_ASKS = _compiled(_ASKED)
_TELLS = _compiled(_TOLD)


@lru_cache(maxsize=512)  # asked for every candidate of a question
def imprint_asked(question: Question) -> frozenset[Imprint]:
    """What of its origin a question asks a document for; empty if it asks for something else."""
    plain = normalise(question.text)
    return frozenset(what for what, asked in _ASKS.items() if asked.search(plain))


def text_in(question: str) -> str | None:
    """The text that a question is about, as it names it: "the piece about joint health"."""
    found = _WHICH_TEXT.search(question)
    return f"the {found['text'].strip()}" if found else None


def tells_imprint(candidate: Candidate, question: Question) -> bool:
    """Whether a candidate holds anything of the origin that is asked for."""
    told = " ".join(candidate.told.split())[:LONGEST]
    asked = imprint_asked(question)
    author = candidate.article.about.author
    if Imprint.AUTHOR in asked and author and author in told:
        return True
    return any(_TELLS[what].search(told) for what in asked)


def of_those_titled(question: Question, candidates: Sequence[Candidate]) -> list[bool]:
    """Of each candidate, whether no other document has more of the question in its title: the date
    of one article is no answer to who asks for that of another."""
    shared = [len(term_set(c.article.about.title) & {*question.terms}) for c in candidates]
    return [count == max(shared) for count in shared]


def not_of_it(candidate: Candidate, question: Question) -> int:
    """How many words that tell which text is meant ("the eczema article") its document lacks."""
    described = term_set(_NO_TOPIC.sub(" ", normalise(text_in(question.text) or "")))
    return len(described - term_set(f"{candidate.article.about.title} {candidate.article.text}"))


def at_the_ends(snapshot: Snapshot, found: Sequence[Candidate]) -> list[Candidate]:
    """What stands first and last in the documents that were found, if it was not found already."""
    read = {candidate.passage.id for candidate in found}
    documents = {c.article.name: (c.article, c.abbreviations) for c in found}
    return [
        candidate
        for name, (article, abbreviations) in documents.items()
        for passage in _ends(snapshot.catalogue.passages_of(name))
        if passage.id not in read
        for candidate in candidates_of(article, [passage], abbreviations=abbreviations)
    ]


def _ends(passages: Sequence[Passage]) -> list[Passage]:
    """The first and the last passage of a document."""
    return list(dict.fromkeys((*passages[:1], *passages[-1:])))
