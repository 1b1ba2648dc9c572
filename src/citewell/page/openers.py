"""Questions that a document seems to answer, read off its own headings, sentences and tables.

They are guesses: whoever offers one asks it first (`suggestions.py`). Nothing here knows what
the documents are about. A question is made only where its grammar is sure to come out right:
what a person would not say is worse than one question less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from citewell.answering.question import QUANTITY, is_medicine
from citewell.documents import Article, Block, BlockKind
from citewell.page import words

_LONGEST_HEADING = 60  # characters; a longer one is a sentence, not a name
_LONGEST_LABEL = 40  # characters of a table's cell that a question can hold
_ROWS_ASKED = 2  # of one table: more are the same question again
_MARKS = re.compile(r"[*_`]+|!?\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]+")

_IS_QUESTION = re.compile(
    r"(?:who|what|when|where|why|how|which|is|are|was|were|can|could|may|should|will|do|does|did|"
    r"has|have|must)\b.*\?",
    re.IGNORECASE,
)
# A pronoun for which the subject can stand, and those that nothing here could replace.
_IT = re.compile(r"\b(can|could|does|is|should|will|was|has|may|must) it\b(?! take)", re.IGNORECASE)
_UNTOLD = re.compile(r"\b(?:its?(?! take)|they|them|their|th[ie]se|this|those|that|he|she)\b", re.I)
# Plural heads of sections of which one asks "what are the ... of ...?".
_RELATION = re.compile(
    r"(?:[\w’'-]+ ){0,3}(?:effects|reactions|benefits|risks|symptoms|causes|uses|advantages|"
    r"disadvantages|limitations|ingredients|indications|contraindications|interactions|warnings|"
    r"precautions|concerns|alternatives|hours|prices|fees|requirements)(?: of .+)?",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(r"(?:how|what|why|when|where|who|which|is|are|a|an|about|its|our)\b", re.I)
_COLUMN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")
_ENDS_OPEN = re.compile(r".*\b(?:for|of|in|by|to|at|from|with|and|or)", re.IGNORECASE)

_NAME = r"[^\W\d_][\w’'-]*(?: [A-Z][\w’'-]*){0,3}"
_SENTENCE = r"(?:^|(?<=[.!?] ))"
_DEFINED = re.compile(rf"{_SENTENCE}({_NAME}) (is|are) (?:an?|the|one of) ")
_USED = re.compile(rf"{_SENTENCE}({_NAME}) (is|are) used (?:to|for|in|with|as|together) ")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATED = re.compile(
    rf"{_SENTENCE}(The (?:[\w’'-]+ ){{0,2}}[\w’'-]+|{_NAME}) (was|were) "
    r"((?:first |last |finally )?(?:\w+ed|built|lit|made|found|begun|born|won|sold|lost|held|"
    r"written|drawn)) (?:in|on) "
    rf"(?:\d{{1,2}} )?(?:{_MONTH} )?(?:1[5-9]\d\d|20\d\d)\b"
)
_PEOPLE = re.compile(r"\b\d[\d,]* (?:patients|people|adults|children|participants|volunteers)\b")
_TRIAL = re.compile(r"\b[A-Z]{2,}(?:-[A-Z0-9]+)+\b")
_DAILY = re.compile(r"\b(?:once|twice) (?:a day|daily|weekly|a week)\b", re.IGNORECASE)
# What speaks of the document itself: nobody would know which is meant.
_THIS_TEXT = re.compile(
    r"the (?:report|study|article|paper|post|blog|review|document|case|page|news|leaflet)\b", re.I
)
_WITHIN = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")  # capitals that no beginning explains
_GIVEN = re.compile(r"\b(?:received|took|taken|started|treated|(?:was|were) given|used)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How a document writes its words, which tells names from words at a beginning.

    Attributes:
        small: words written with a small first letter somewhere, which are no names.
        names: words with a capital where no sentence begins, in small letters.
    """

    small: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> _Spelling:
        """The spelling of the document; names are looked for in paragraphs, not in headings."""
        small = frozenset(word for word in _WORD.findall(article.text) if word.islower())
        names = {word.lower() for text in _told(article) for word in _WITHIN.findall(text)}
        return cls(small, frozenset(names) - small)

    def may_name(self, phrase: str) -> bool:
        """Whether a phrase of capitals may be a name: it has several, or is never written small."""
        return " " in phrase or phrase.lower() not in self.small

    def in_sentence(self, title: str) -> str:
        """A heading as it stands within a sentence: "Side Effects of Humira" keeps one capital.
        "" if it cannot be told which."""
        told = _WORD.sub(lambda word: self.lowered(word[0]), title)
        first = told.split(" ", 1)[0]
        if first.istitle() and not self._is_name(first):
            told = told[:1].lower() + told[1:]
        kept = [word for word in _WORD.findall(told)[1:] if word.istitle() and len(word) > 1]
        return told if all(map(self._is_name, kept)) else ""

    def lowered(self, word: str, unknown: bool = False) -> str:
        """The word with a small first letter if it is common, or `unknown` as a name."""
        small = word.lower()
        is_common = small in self.small or is_medicine(small)
        is_common = is_common or (unknown and small not in self.names)
        return small if is_common and word.istitle() else word

    def _is_name(self, word: str) -> bool:
        return word.lower() in self.names


def questions_of(article: Article) -> Iterator[str]:
    """Questions that the document seems to answer, each once, of every kind by turns."""
    spelling = _Spelling.of(article)
    subject = subject_of(article, spelling)
    kinds = (
        _from_questions(article, subject, spelling),
        _from_sentences(article, spelling),
        _from_relations(article, subject, spelling),
        _from_figures(article, subject),
        _from_trials(article),
        _from_tables(article, spelling),
    )
    by_turns = chain.from_iterable(zip_longest(*kinds))
    yield from dict.fromkeys(question for question in by_turns if question)


def subject_of(article: Article, spelling: _Spelling) -> str:
    """What the title is about: the first medicine in it, or the name it begins with; "" if
    neither is there."""
    title = _clean(article.about.title)
    for word in _WORD.findall(title):
        if is_medicine(word.lower()):
            return str(word.lower())
    name = re.match(rf"{_NAME}", title)
    if name is None or not name[0][0].isupper() or article.text.count(name[0]) < 3:
        return ""
    return name[0] if spelling.may_name(name[0]) else ""


def _from_questions(article: Article, subject: str, spelling: _Spelling) -> Iterator[str]:
    """Headings that are questions already, with the subject for a pronoun."""
    for heading in _headings(article):
        asked = heading.rsplit(": ", 1)[-1]
        if not _IS_QUESTION.fullmatch(asked):
            continue
        if subject:
            asked = _IT.sub(lambda found: f"{found[1]} {subject}", asked, count=1)
        if not _UNTOLD.search(asked):
            yield _capital(spelling.in_sentence(asked))


def _from_relations(article: Article, subject: str, spelling: _Spelling) -> Iterator[str]:
    """Headings such as "Possible side effects" and "Opening hours"."""
    for heading in _headings(article):
        heading = re.sub(r"^the ", "", heading, flags=re.IGNORECASE)
        head, of, rest = heading.partition(" of ")
        # Whatever stands before such a plural is common too, if it is no known name.
        head = _WORD.sub(lambda word: spelling.lowered(word[0], unknown=True), head)
        things = f"{head}{of}{spelling.in_sentence(rest)}"
        if _NO_NOUN.match(things) or not _RELATION.fullmatch(things):
            continue
        if subject and " of " not in things and subject.lower() not in things.lower():
            yield words.ASK_THINGS_OF.format(things=things, subject=subject)
        else:
            yield words.ASK_THINGS.format(things=things)


def _from_sentences(article: Article, spelling: _Spelling) -> Iterator[str]:
    """What something is, what it is used for, and when something was done."""
    for text in _told(article):
        for pattern, template in ((_DEFINED, words.ASK_WHAT), (_USED, words.ASK_USE)):
            for found in pattern.finditer(text):
                medicine = is_medicine(found[1].lower())
                if medicine or spelling.may_name(found[1]):
                    subject = found[1].lower() if medicine else found[1]
                    yield template.format(subject=subject, is_or_are=found[2])
        for found in _DATED.finditer(text):
            subject = re.sub(r"^The ", "the ", found[1])
            if not _UNTOLD.match(subject) and not _THIS_TEXT.match(subject):
                yield words.ASK_WHEN.format(subject=subject, was_or_were=found[2], done=found[3])


def _from_figures(article: Article, subject: str) -> Iterator[str]:
    """A medicine and its dose in one sentence; a medicine and how often it is taken."""
    for text in _told(article):
        named = [w.lower() for w in _WORD.findall(text) if is_medicine(w.lower())]
        medicine = named[0] if named else subject
        quantity = QUANTITY.search(text)
        if medicine and quantity and "mg" in quantity[0].lower():
            if "recommended dose" in text.lower():
                yield words.ASK_DOSE_RECOMMENDED.format(medicine=medicine)
            elif named and _GIVEN.search(text):
                yield words.ASK_DOSE.format(medicine=medicine)
        if named and _DAILY.search(text):
            yield words.ASK_HOW_OFTEN.format(medicine=medicine)


def _from_trials(article: Article) -> Iterator[str]:
    for text in _told(article):
        for name in dict.fromkeys(_TRIAL.findall(text)):
            if _PEOPLE.search(text):
                yield words.ASK_HOW_MANY.format(trial=name)
            if "%" in text:
                yield words.ASK_RESULT.format(trial=name)


def _from_tables(article: Article, spelling: _Spelling) -> Iterator[str]:
    """Cells of tables, few of each: a column for the name of a row, or the other way round where
    the columns are medicines."""
    asked: Counter[tuple[str, ...]] = Counter()
    for block in article.blocks:
        if block.kind is not BlockKind.ROW or min(len(block.heads), len(block.cells)) < 2:
            continue
        heads = tuple(_label(head.of(article.text)) for head in block.heads)
        row = _label(block.cells[0].of(article.text))
        column = heads[1 + asked[heads] % (len(heads) - 1)]
        question = _of_cell(row, column, spelling)
        if question and asked[heads] < _ROWS_ASKED:
            asked[heads] += 1
            yield question


def _of_cell(row: str, column: str, spelling: _Spelling) -> str:
    """The question for one cell; "" where it would not be said so."""
    if not row or not column or max(len(row), len(column)) > _LONGEST_LABEL:
        return ""
    if is_medicine(column.lower()):
        if not _COLUMN.fullmatch(row) or _NO_NOUN.match(row):
            return ""
        thing = spelling.in_sentence(row)
        return thing and words.ASK_THING_FOR.format(thing=thing, subject=column.lower())
    if not _COLUMN.fullmatch(column) or _NO_NOUN.match(column) or _ENDS_OPEN.fullmatch(column):
        return ""
    thing = column if column.isupper() else column.lower()
    is_plural = thing.endswith("s") and not thing.endswith(("ss", "us", "is"))
    return words.ASK_CELL.format(thing=thing, is_or_are="are" if is_plural else "is", row=row)


def _headings(article: Article) -> Iterator[str]:
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            heading = re.sub(r"^\d+(?:\.\d+)*\.? ", "", _text(article, block))
            if len(heading) <= _LONGEST_HEADING:
                yield heading


def _told(article: Article) -> Iterator[str]:
    """The text of paragraphs and items."""
    for block in article.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            yield _text(article, block)


def _text(article: Article, block: Block) -> str:
    return _clean(block.span.of(article.text))


def _clean(text: str) -> str:
    return " ".join(_MARKS.sub(lambda mark: str(mark[1] or ""), text).split())


def _label(text: str) -> str:
    """A cell without what stands in brackets: units, mostly."""
    return re.sub(r"\s*\([^)]*\)$", "", _clean(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
