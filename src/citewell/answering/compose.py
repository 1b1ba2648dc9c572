"""Judged candidates to the text of an answer, verbatim, with a mark on every statement.

What is chosen is put in reading order and grouped by the document that says it. A list that is
asked for comes whole, with the sentence that introduces it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from citewell.answering.answer import Citation, Disagreement, Statement, Voice
from citewell.answering.disagreement import contradictions, disagreements
from citewell.answering.emphasis import emphasis
from citewell.answering.evidence import Candidate
from citewell.answering.how_often import asks_how_often_seen
from citewell.answering.judge import Judged, Verdict
from citewell.answering.question import Question, asks_for_number, tells_number
from citewell.answering.rank import is_same_statement
from citewell.documents import About, UnitKind
from citewell.store.library import Snapshot

MOST_STATEMENTS = 4
MOST_DOCUMENTS = 3
LONGEST_LIST = 14
NO_DATE = "no date found"
MARGIN = 0.9  # log-odds that a statement may be behind the best one and still be cited
LIST_MARGIN = 3.0  # the same for another item of a list, where the whole list is asked for
CERTAIN = 3.3  # log-odds above which one statement is not better than another


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is checked: who says what, and the citations it rests on."""

    text: str
    voices: tuple[Voice, ...]
    citations: tuple[Citation, ...]
    disagreements: tuple[Disagreement, ...] = ()


class Writer(Protocol):
    """Makes the text of an answer. A language model may be one; every statement it writes names
    the citation it rests on, and is checked against it like any other."""

    def write(self, question: Question, verdict: Verdict, snapshot: Snapshot) -> Draft:
        """The draft of an answer from the candidates judged."""
        ...


class ExtractiveWriter:
    """Quotes: every statement is a unit of a document, character by character."""

    def write(self, question: Question, verdict: Verdict, snapshot: Snapshot) -> Draft:
        """The units that answer, in reading order, grouped by document."""
        chosen = choose(verdict.judged)
        chosen += contradictions(question, chosen, verdict.judged)
        return draft(question, _with_lists(question, verdict, chosen, snapshot))


def choose(judged: Sequence[Judged]) -> list[Judged]:
    """The candidates worth citing: those nearly as good as the best, each said once a document."""
    chosen: list[Judged] = []
    documents: list[str] = []
    for entry in judged:
        name = entry.candidate.article.name
        is_new = name not in documents
        if is_new and len(documents) == MOST_DOCUMENTS:
            continue
        if entry.odds < min(judged[0].odds, CERTAIN) - MARGIN:
            break
        if any(
            is_same_statement(entry.candidate, other.candidate)
            for other in chosen
            if other.candidate.article.name == name
        ):
            continue
        chosen.append(entry)
        documents += [name] if is_new else []
        if len(chosen) == MOST_STATEMENTS:
            break
    return chosen


def _with_lists(
    question: Question, verdict: Verdict, chosen: Sequence[Judged], snapshot: Snapshot
) -> list[Judged]:
    """The candidates, with lists made whole: what introduces one is nothing without its items,
    an item stands for the others where a list is asked for and it is this one, and an item says
    nothing of a number that stands in what introduces it ("Uncommon (1 in 100)")."""
    whole: dict[tuple[str, int], Judged] = {}
    for entry in chosen:
        introduces = entry.candidate.quote.endswith(":")
        whole_asked = introduces or (question.is_list and _is_of_what_is_asked(entry, verdict))
        listed = _list_around(entry.candidate, snapshot) if whole_asked else []
        if not listed and _is_told_above(entry.candidate, question):
            listed = [*_introduction_of(entry.candidate, snapshot), entry.candidate]
        for candidate in listed or [entry.candidate]:
            place = (candidate.article.name, candidate.span.start)
            if place not in whole and len(whole) < LONGEST_LIST:
                whole[place] = Judged(candidate, entry.odds)
    return list(whole.values())


def _is_of_what_is_asked(item: Judged, verdict: Verdict) -> bool:
    """Whether the list of an item is the one asked for, not one that happens to hold the answer
    ("vaccines: …" among points to keep in mind): what introduces it, or another item, answers too.
    """
    candidate = item.candidate
    if candidate.unit.lead is None:
        return True  # may introduce sections
    return any(
        other.odds >= min(item.odds, CERTAIN) - LIST_MARGIN
        for other in verdict.judged
        if other.candidate.article.name == candidate.article.name
        and other.candidate.span != candidate.span
        and candidate.unit.lead in (other.candidate.span, other.candidate.unit.lead)
    )


def _is_told_above(item: Candidate, question: Question) -> bool:
    """Whether the number, or how often, that is asked for stands in what introduces an item."""
    asked = asks_for_number(question) or asks_how_often_seen(question)
    is_item = item.unit.lead is not None
    return asked and is_item and not tells_number(item.told) and tells_number(item.before)


def _introduction_of(item: Candidate, snapshot: Snapshot) -> list[Candidate]:
    """The unit that introduces an item of a list, if it is one."""
    return [c for c in _all_beside(item, snapshot) if c.span == item.unit.lead]


def _all_beside(candidate: Candidate, snapshot: Snapshot) -> list[Candidate]:
    """Every unit of its document, in reading order."""
    return [
        replace(candidate, passage=passage, unit=unit, previous=None)
        for passage in snapshot.catalogue.passages_of(candidate.article.name)
        for unit in passage.units
    ]


def _list_around(candidate: Candidate, snapshot: Snapshot) -> list[Candidate]:
    """The list that the candidate introduces or is an item of: its introduction and its items."""
    lead = candidate.unit.lead or candidate.span
    units = _all_beside(candidate, snapshot)
    items = [c for c in units if c.unit.lead == lead]
    if not items:
        items = _entries_below(candidate, units)
    if not items:
        return []
    introduction = [c for c in units if c.span == lead]
    return [*introduction, *items][:LONGEST_LIST]


def _entries_below(above: Candidate, units: Sequence[Candidate]) -> list[Candidate]:
    """The first sentence below each heading under the one that the candidate stands last under:
    a list may be made of sections, "the most common ones" followed by a heading for each."""
    section = above.passage.section
    own = [c.span.start for c in units if c.passage.section == section]
    if not section or above.span.start != max(own):
        return []
    first: dict[tuple[str, ...], Candidate] = {}
    for candidate in units:
        below = candidate.passage.section
        if below[:-1] == section and candidate.span.start > above.span.start:
            first.setdefault(below, candidate)
    return list(first.values())


def draft(question: Question, chosen: Sequence[Judged]) -> Draft:
    """The statements in reading order, those of the document with the best one first."""
    order = list(dict.fromkeys(entry.candidate.article.name for entry in chosen))
    placed = sorted(
        chosen, key=lambda e: (order.index(e.candidate.article.name), e.candidate.span.start)
    )
    citations = tuple(
        citation(entry.candidate, number, entry.probability)
        for number, entry in enumerate(placed, start=1)
    )
    voices = []
    for name in order:
        said = [
            _statement(question, entry.candidate, cited.number)
            for entry, cited in zip(placed, citations, strict=True)
            if cited.document == name
        ]
        about = next(e.candidate.article.about for e in placed if e.candidate.article.name == name)
        voices.append(Voice(name, introduction(about), tuple(said)))
    numbered = {cited.number: cited for cited in citations}
    pairs = [(s, numbered[s.citation]) for voice in voices for s in voice.statements]
    differing = disagreements(question, pairs)
    return Draft(as_text(voices, differing), tuple(voices), citations, differing)


def join(drafts: Sequence[Draft]) -> Draft:
    """Drafts as one: each document speaks once and each place is cited once, numbered as read."""
    introductions: dict[str, str] = {}
    said: dict[str, dict[tuple[int, int], tuple[Statement, Citation]]] = {}
    for one in drafts:
        cited = {c.number: c for c in one.citations}
        for voice in one.voices:
            introductions.setdefault(voice.document, voice.introduction)
            places = said.setdefault(voice.document, {})
            for statement in voice.statements:
                c = cited[statement.citation]
                places.setdefault((c.start, c.end), (statement, c))
    order = [pair for places in said.values() for pair in places.values()]
    new = {(c.document, c.start, c.end): n for n, (_, c) in enumerate(order, start=1)}
    voices = tuple(
        Voice(
            document,
            introductions[document],
            tuple(replace(s, citation=new[document, *at]) for at, (s, _) in places.items()),
        )
        for document, places in said.items()
    )
    citations = tuple(replace(c, number=number) for number, (_, c) in enumerate(order, start=1))
    differing = tuple(_renumbered(d, one, new) for one in drafts for d in one.disagreements)
    return Draft(as_text(voices, differing), voices, citations, differing)


def _renumbered(
    disagreement: Disagreement, draft: Draft, new: Mapping[tuple[str, int, int], int]
) -> Disagreement:
    """The disagreement with the numbers that its citations have in the joined draft."""
    now = {c.number: new[c.document, c.start, c.end] for c in draft.citations}
    first, second = disagreement.citations
    newer = None if disagreement.newer is None else now[disagreement.newer]
    return replace(disagreement, citations=(now[first], now[second]), newer=newer)


def citation(candidate: Candidate, number: int, score: float) -> Citation:
    """The citation of a candidate: its quote is the text between its offsets."""
    return Citation(
        number=number,
        document=candidate.article.name,
        title=candidate.article.about.title,
        section=" > ".join(candidate.passage.section),
        start=candidate.span.start,
        end=candidate.span.end,
        quote=candidate.quote,
        score=round(score, 4),
        published=candidate.article.about.published or None,
        page=candidate.article.page_of(candidate.span.start),
    )


def _statement(question: Question, candidate: Candidate, number: int) -> Statement:
    is_item = candidate.unit.kind is UnitKind.ITEM
    return Statement(candidate.shown, number, emphasis(question, candidate), is_item)


def introduction(about: About) -> str:
    """Who says it and when: "Title" (site, kind, date). That there is no date is said."""
    details = [part for part in (about.site, about.kind) if part]
    details.append(about.published or NO_DATE)
    author = f"{about.author}, " if about.author else ""
    return f"{author}“{about.title}” ({', '.join(details)})"


def as_text(voices: Sequence[Voice], differing: Sequence[Disagreement] = ()) -> str:
    """The answer as plain text: each statement on a line of its own, with its mark; then where
    the documents differ."""
    parts = []
    for voice in voices:
        lines = [f"{voice.introduction}:"]
        for statement in voice.statements:
            bullet = "  • " if statement.is_item else ""
            lines.append(f"{bullet}{statement.text} [{statement.citation}]")
        parts.append("\n".join(lines))
    parts += ["\n".join(map(_differing, differing))] if differing else []
    return "\n\n".join(parts)


def _differing(one: Disagreement) -> str:
    first, second = one.citations
    said = f"“{one.values[0]}” in [{first}], “{one.values[1]}” in [{second}]"
    newer = "" if one.newer is None else f" The document of [{one.newer}] is the newer one."
    return f"These documents differ: {said}.{newer}"
