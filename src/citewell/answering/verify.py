"""The last step before an answer is given out: every citation is what it says it is.

Answers are made from spans, so nothing here should ever fail; what does is a defect and is told
as one, never mended in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from citewell.answering.compose import Draft
from citewell.documents import Article
from citewell.errors import CitationBroken

_MARK = re.compile(r"\[(\d+)\](?=\n|$)")


def verify(draft: Draft, article: Callable[[str], Article]) -> Draft:
    """The draft, when all of it holds.

    * `text[start:end]` of the cited document is the quote;
    * marks are numbered 1, 2, … in the order in which they stand in the text, and each has its
      citation, and each citation its mark;
    * every statement rests on a citation of the document it is put in the mouth of.

    Raises:
        CitationBroken: saying which citation is wrong, and how.
    """
    for cited in draft.citations:
        text = article(cited.document).text
        if text[cited.start : cited.end] != cited.quote or not cited.quote:
            raise CitationBroken(f"citation {cited.number} of {cited.document} is not its text")
    marks = [int(mark) for mark in _MARK.findall(draft.text)]
    numbers = [cited.number for cited in draft.citations]
    if marks != numbers or numbers != list(range(1, len(numbers) + 1)):
        raise CitationBroken(f"marks {marks} do not match citations {numbers}")
    documents = {cited.number: cited.document for cited in draft.citations}
    for voice in draft.voices:
        for statement in voice.statements:
            if documents.get(statement.citation) != voice.document:
                raise CitationBroken(f"a statement of {voice.document} cites another document")
    return draft
