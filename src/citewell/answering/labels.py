"""Paragraphs and items that begin with whose they are: "RA-BEACON (2021): In 1,300 patients …".

The result of one trial is not that of the next one, also where the sentence itself names neither.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from citewell.answering.evidence import Candidate
from citewell.answering.question import Question, names_in
from citewell.documents import Article, Block, Span

_LABEL = re.compile(
    r"\W{0,3}(?P<label>\w[^:.!?\n]{0,58}?)(?:\s*\([^()\n]{1,30}\))?\W{0,2}:\W{0,2}\s"
)


def is_under_another_name(candidate: Candidate, question: Question) -> bool:
    """Whether the candidate stands under the name of one thing, and in its passage something
    stands under that of another, which is the one asked for."""
    asked = {*question.names}
    own = _names_above(candidate.article, candidate.span) if asked else frozenset()
    if not own or own & asked:
        return False
    near = _blocks_in(candidate.article, candidate.passage.span)
    return any(_names_above(candidate.article, block.span) & asked for block in near)


def _names_above(article: Article, span: Span) -> frozenset[str]:
    """The names in the label of the block in which `span` stands."""
    block = article.blocks[_place(article, span.start)]
    found = _LABEL.match(article.text, block.span.start, block.span.end)
    return frozenset(names_in(found["label"])) if found else frozenset()


def _blocks_in(article: Article, span: Span) -> tuple[Block, ...]:
    """The blocks of which something stands in `span`."""
    return article.blocks[_place(article, span.start) : _place(article, span.end - 1) + 1]


def _place(article: Article, offset: int) -> int:
    """Which block the character at `offset` is in, or follows."""
    return max(0, bisect_right(article.blocks, offset, key=lambda block: block.span.start) - 1)
