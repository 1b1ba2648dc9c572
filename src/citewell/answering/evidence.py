"""The units of the passages read, as candidates: what could be cited, in its context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llama_index.core.schema import NodeWithScore

from citewell.answering.blanks import with_blanks
from citewell.answering.question import with_long_forms
from citewell.documents import Article, Passage, Span, Unit, UnitKind
from citewell.store.library import Snapshot

Abbreviations = tuple[tuple[str, str], ...]  # each short form and its long one

# Marks of Markdown that mean nothing to a reader; letters and figures stay as they are.
_INLINE_MARKS = re.compile(r"(\*{1,3}|_{1,3}(?=\w)|(?<=\w)_{1,3}|`)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may answer, with what stands around it.

    `previous` is the unit before it in the passage; `retrieved` the fused score of the passage;
    `abbreviations` are the short forms that its document introduces, each with its long form.
    """

    article: Article
    passage: Passage
    unit: Unit
    previous: Unit | None
    retrieved: float
    abbreviations: Abbreviations = ()

    @property
    def span(self) -> Span:
        """Where it stands in the document."""
        return self.unit.span

    @property
    def quote(self) -> str:
        """The characters of the document, exactly."""
        return self.unit.span.of(self.article.text)

    @property
    def shown(self) -> str:
        """The quote as it is read: table cells with their column heads, no Markdown marks."""
        return shown(self.article, self.unit)

    @property
    def told(self) -> str:
        """The same to those who judge it, and quote nothing: with the blanks that were lost."""
        return self._with_blanks(self.shown)

    @property
    def spelled_out(self) -> str:
        """As it is shown, with the long form beside each short one: "PsA (psoriatic arthritis)"."""
        return with_long_forms(self.told, self.abbreviations)

    @property
    def headings(self) -> str:
        """The title and the headings above it, outermost first."""
        return self._with_blanks(" > ".join((self.article.about.title, *self.passage.section)))

    @property
    def before(self) -> str:
        """What it is read after: the sentence that introduces it, or the one before it."""
        if self.unit.lead is not None:
            return self._with_blanks(plain(self.unit.lead.of(self.article.text)))
        if self.unit.kind is UnitKind.ROW and len(self.unit.cells) == 1:
            return " ".join(head.of(self.article.text) for head in self.unit.heads)
        return self._with_blanks(shown(self.article, self.previous)) if self.previous else ""

    @property
    def introduction(self) -> str:
        """What it is read after, if that may speak of it: the row above says nothing of a row."""
        is_row = self.unit.kind is UnitKind.ROW and len(self.unit.cells) > 1
        return "" if is_row else self.before

    @property
    def in_full(self) -> str:
        """All that stands with it: the headings, what introduces it, and itself."""
        return f"{self.headings} {self.introduction} {self.told}"

    def _with_blanks(self, text: str) -> str:
        return with_blanks(text, self.article.text)


def candidates_in(snapshot: Snapshot, nodes: Sequence[NodeWithScore]) -> list[Candidate]:
    """Every unit of the passages that were retrieved, in the order of the nodes."""
    passages = snapshot.catalogue.passages([int(found.node.metadata["key"]) for found in nodes])
    known: dict[str, tuple[Article, Abbreviations]] = {}
    found: list[Candidate] = []
    for passage, node in zip(passages, nodes, strict=True):
        name = passage.document
        if name not in known:
            known[name] = (snapshot.article(name), snapshot.catalogue.abbreviations(name))
        article, abbreviations = known[name]
        found += candidates_of(article, [passage], node.get_score(), abbreviations)
    return found


def candidates_of(
    article: Article,
    passages: Sequence[Passage],
    retrieved: float = 0.0,
    abbreviations: Abbreviations = (),
) -> list[Candidate]:
    """Every unit of some passages of one document that says something, in reading order."""
    found: list[Candidate] = []
    for passage in passages:
        previous: Unit | None = None
        for unit in passage.units:
            # A list may well have items of one word: "Deafness".
            if unit.lead is not None or _says_something(unit.span.of(article.text)):
                found.append(Candidate(article, passage, unit, previous, retrieved, abbreviations))
            previous = unit
    return found


def _says_something(text: str) -> bool:
    """Whether there is more than a stray mark or a label of one word."""
    return sum(map(str.isalpha, text)) > 3 and len(text.split()) > 1


def shown(article: Article, unit: Unit) -> str:
    """A unit as a person reads it; a row as "first cell — head: cell; head: cell"."""
    if unit.kind is not UnitKind.ROW or len(unit.cells) < 2:
        return plain(unit.span.of(article.text))
    cells = [plain(cell.of(article.text)) for cell in unit.cells]
    heads = [plain(head.of(article.text)) for head in unit.heads]
    labelled = [
        f"{head}: {cell}" if head else cell
        for head, cell in zip(_padded(heads, len(cells)), cells, strict=True)
        if cell
    ]
    if not heads or not cells[0]:
        return "; ".join(labelled)
    return f"{cells[0]} — {'; '.join(labelled[1:])}"


def _padded(heads: Sequence[str], length: int) -> list[str]:
    return [*heads[:length], *[""] * (length - len(heads))]


def plain(text: str) -> str:
    """The text on one line, without the marks of Markdown."""
    return " ".join(_INLINE_MARKS.sub("", _LINK.sub(r"\1", text)).replace("\\|", "|").split())
