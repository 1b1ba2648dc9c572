"""The last step before an answer is given out: every citation is what it says it is.

Answers are made from spans, so nothing here should ever fail; what does is a defect and is told
as one, never mended in silence. A writer may also word a statement itself: then the quote has to
carry what it says (`guards`), or the answer is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from citewell.answering.answer import Citation, Statement
from citewell.answering.compose import Draft
from citewell.answering.evidence import plain, shown
from citewell.answering.guards.guard import not_carried
from citewell.documents import Article, Block, BlockKind, Span, Unit, UnitKind
from citewell.errors import CitationBroken

_MARK = re.compile(r"\[(\d+)\](?=\n|$)")


def verify(draft: Draft, article: Callable[[str], Article]) -> Draft:
    """The draft, when all of it holds.

    * `text[start:end]` of the cited document is the quote;
    * marks are numbered 1, 2, … in the order in which they stand in the text, and each has its
      citation, and each citation its mark;
    * every statement rests on a citation of the document it is put in the mouth of;
    * a statement is its quote (a table row as it is shown), or says nothing that the quote, under
      its headings, does not carry.

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
    cited_by = {cited.number: cited for cited in draft.citations}
    for voice in draft.voices:
        for statement in voice.statements:
            evidence = cited_by.get(statement.citation)
            if evidence is None or evidence.document != voice.document:
                raise CitationBroken(f"a statement of {voice.document} cites another document")
            _check_wording(statement, evidence, article(voice.document))
    return draft


def _check_wording(statement: Statement, evidence: Citation, article: Article) -> None:
    """Raise CitationBroken if the statement says what its evidence does not carry."""
    quote = _as_shown(evidence, article)
    if statement.text == quote:
        return
    headings = [evidence.title, *filter(None, evidence.section.split(" > "))]
    findings = not_carried(statement.text, quote, headings)
    if findings:
        where = f"a statement does not follow from citation {evidence.number}"
        reasons = " ".join(finding.message for finding in findings)
        raise CitationBroken(f"{where}: {reasons.rstrip('.')}")


def _as_shown(evidence: Citation, article: Article) -> str:
    """What is cited as a person reads it: a table row with its column heads."""
    span = Span(evidence.start, evidence.end)
    row = next((b for b in article.blocks if b.kind is BlockKind.ROW and b.span == span), None)
    return shown(article, _row(row)) if row else plain(evidence.quote)


def _row(block: Block) -> Unit:
    return Unit(UnitKind.ROW, block.span, cells=block.cells, heads=block.heads)
