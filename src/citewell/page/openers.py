"""Questions that a document seems to answer, read off its own headings, tables and figures.

They are guesses: whoever offers one asks it first (`suggestions.py`). Nothing here knows what
the documents are about; medicines are recognised by the form of their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from citewell.answering.question import QUANTITY, is_medicine, names_in
from citewell.documents import Article, Block, BlockKind
from citewell.page import words

_LONGEST_HEADING = 60  # characters; a longer one is a sentence, not a name
_MARKS = re.compile(r"[*_`]+|!?\[([^\]]*)\]\([^)]*\)")
# May be a plural: its last word before "of", "in" and the like ends in s.
_NOUNS = re.compile(
    r"(?:(?!(?:of|in|from|for|with|on|and|to)\b)[\w’'-]+ ){0,3}[a-z][\w-]{3,}s"
    r"(?: (?:of|in|from|for|with|on) .+)?",
    re.IGNORECASE,
)
_NO_NOUNS = re.compile(r"(?:how|what|why|when|where|who|which|is|are|a|an|about|its|our)\b", re.I)
# Heads of sections that name their place in the text, not a thing, and plurals that are none.
_FURNITURE = re.compile(
    r"references|sources|contents|.*questions|(?:key )?(?:points|facts|messages)|notes|details|"
    r"highlights|results|methods|conclusions?|comments|"
    r"acknowledge?ments|authors|links|news|basics|.*(?:ss|us|is|ics)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\b\d[\d,]* (?:patients|people|adults|children|participants|volunteers)\b")
_TRIAL = re.compile(r"\b[A-Z]{2,}(?:-[A-Z0-9]+)+\b")
_DAILY = re.compile(r"\b(?:once|twice) (?:a day|daily|weekly|a week)\b", re.IGNORECASE)


def questions_of(article: Article) -> Iterator[str]:
    """Questions that the document seems to answer, each once, of every kind by turns."""
    subject = subject_of(article)
    kinds = (
        _from_figures(article),
        _from_headings(article, subject),
        _from_trials(article),
        _from_tables(article),
    )
    by_turns = chain.from_iterable(zip_longest(*kinds))
    yield from dict.fromkeys(question for question in by_turns if question)


def subject_of(article: Article) -> str:
    """What the title is about: the first medicine in it; "" if none is named."""
    for word in re.findall(r"[^\W\d_]+", article.about.title):
        if is_medicine(word.lower()):
            return str(word.lower())
    return ""


def _from_headings(article: Article, subject: str) -> Iterator[str]:
    for block in article.blocks:
        heading = _text(article, block)
        if block.kind is not BlockKind.HEADING or len(heading) > _LONGEST_HEADING:
            continue
        if heading.endswith("?"):
            yield heading
            continue
        heading = re.sub(r"^the ", "", heading, flags=re.IGNORECASE)
        if _NO_NOUNS.match(heading):
            continue
        if _NOUNS.fullmatch(heading) and not _FURNITURE.fullmatch(heading):
            thing = heading if heading.isupper() else heading[:1].lower() + heading[1:]
            of = subject if subject and subject not in heading.lower() else ""
            template = words.ASK_THINGS_OF if of else words.ASK_THINGS
            yield template.format(things=thing, subject=of)


def _from_figures(article: Article) -> Iterator[str]:
    """A medicine and its dose in one sentence; a medicine and how often it is taken."""
    for block in _told(article):
        text = _text(article, block)
        named = [w.lower() for w in re.findall(r"[^\W\d_]+", text) if is_medicine(w.lower())]
        if not named:
            continue
        quantity = QUANTITY.search(text)
        if quantity and "mg" in quantity[0].lower():
            yield words.ASK_DOSE.format(medicine=named[0])
        if _DAILY.search(text):
            yield words.ASK_HOW_OFTEN.format(medicine=named[0])


def _from_trials(article: Article) -> Iterator[str]:
    for block in _told(article):
        text = _text(article, block)
        for name in dict.fromkeys(_TRIAL.findall(text)):
            if _PEOPLE.search(text):
                yield words.ASK_HOW_MANY.format(trial=name)
            if "%" in text:
                yield words.ASK_RESULT.format(trial=name)


def _from_tables(article: Article) -> Iterator[str]:
    """A cell of a table: the head of its column for the name of its row, or the other way round."""
    for block in article.blocks:
        if block.kind is not BlockKind.ROW or len(block.heads) < 2 or len(block.cells) < 2:
            continue
        label = _clean(block.cells[0].of(article.text))
        head = _clean(block.heads[1].of(article.text))
        if not label or not head or len(label) > 40 or len(head) > 40:
            continue
        thing, of = (label, head) if is_medicine(head.lower()) else (head, label)
        if not _NO_NOUNS.match(thing):
            is_plural = _NOUNS.fullmatch(thing) and not _FURNITURE.fullmatch(thing)
            template = words.ASK_THINGS_OF if is_plural else words.ASK_THING_OF
            yield template.format(
                things=_lowered(thing), thing=_lowered(thing), subject=_lowered(of)
            )


def _told(article: Article) -> Iterator[Block]:
    return (b for b in article.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM))


def _text(article: Article, block: Block) -> str:
    return _clean(block.span.of(article.text))


def _clean(text: str) -> str:
    return " ".join(_MARKS.sub(lambda mark: str(mark[1] or ""), text).split())


def _lowered(text: str) -> str:
    """With a small first letter, unless it is a name: a name keeps its capitals."""
    first = text.split(" ", 1)[0]
    is_name = bool(names_in(first)) and not is_medicine(first.lower())
    return text if is_name or first.isupper() else text[:1].lower() + text[1:]
