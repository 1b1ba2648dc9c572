"""A question to a checked answer: condense, retrieve, rank, judge, write, verify."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

from llama_index.core.schema import QueryBundle

from citewell.answering.answer import Answer, Reason
from citewell.answering.compose import ExtractiveWriter, Writer, citation, join
from citewell.answering.condense import condense
from citewell.answering.evidence import candidates_in
from citewell.answering.imprint import at_the_ends, imprint_asked
from citewell.answering.judge import NOTHING_JUDGED, Reads, Verdict, judge
from citewell.answering.names import Unknown, unknown_in
from citewell.answering.parts import parts_of
from citewell.answering.question import LONGEST_QUESTION, Question, analyse, with_long_forms
from citewell.answering.rank import Ranked, SentenceRanker
from citewell.answering.reader import open_reader
from citewell.answering.retrieve import HybridRetriever
from citewell.answering.subject import common_subject
from citewell.answering.synonyms import in_words_of, with_initials
from citewell.answering.titles import documents_named
from citewell.answering.verify import verify
from citewell.answering.weighing import Weighing
from citewell.settings import Settings
from citewell.store.library import Library, Snapshot, open_library
from citewell.store.models import Encoder
from citewell.terms import terms

RELATED = 3
NOT_IN_DOCUMENTS = "These documents do not say."
NO_DOCUMENTS = "There are no documents yet."
NO_QUESTION = "There is no question to answer."


@dataclass(frozen=True, slots=True)
class Stage:
    """What is being done, in words for the person who waits."""

    text: str


class Assistant:
    """Answers questions from finished parts; `open` is the place that builds the real ones.

    It keeps nothing of a conversation: the earlier questions come with each question. Safe to
    share between threads.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        encoder: Encoder,
        reader: Reads | None,
        weighing: Weighing,
        writer: Writer | None = None,
    ) -> None:
        self.settings = settings
        self.library = library
        self.encoder = encoder
        self._reader = reader
        self._weighing = weighing
        self._ranker = SentenceRanker(encoder)
        self._writer = writer or ExtractiveWriter()

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """An assistant over the index that the settings name. Models are loaded on first use."""
        encoder = Encoder.of(settings)
        reader, weighing = open_reader(settings)
        return cls(settings, open_library(settings), encoder, reader, weighing)

    def answering_from(self, confidence: float) -> Assistant:
        """The same assistant, with the same models, that answers from another confidence on."""
        other = copy(self)
        other.settings = self.settings.model_copy(update={"confidence": confidence})
        return other

    def warm(self) -> None:
        """Load the models now, so that the first question need not wait for them."""
        vector = self.encoder.encode(["warm"])
        if self._reader is not None and len(vector):
            self._reader.read("warm", [])

    def reply(
        self,
        question: str,
        history: Sequence[str] = (),
        documents: frozenset[str] | None = None,
    ) -> Answer:
        """The answer to a question, given the earlier ones (oldest first).

        Args:
            question: what is asked.
            history: the earlier questions of the conversation.
            documents: names of the documents to answer from; None means all of them.

        Raises:
            IndexUnusable: there is no index, or not one that fits the settings.
            ModelUnavailable: a model cannot be loaded.
        """
        for step in self.stages(question, history, documents):
            if isinstance(step, Answer):
                return step
        raise AssertionError("stages always ends with the answer")

    def stages(
        self,
        question: str,
        history: Sequence[str] = (),
        documents: frozenset[str] | None = None,
    ) -> Iterator[Stage | Answer]:
        """What is being done, step by step, and last the answer. Raises what `reply` does."""
        began = time.perf_counter()
        snapshot = self.library.snapshot()
        asked = " ".join(question.split())[:LONGEST_QUESTION]
        searched = _titles(snapshot, documents)
        if not asked or not searched:
            reason = Reason.EMPTY_QUESTION if not asked else Reason.NO_DOCUMENTS
            text = NO_QUESTION if not asked else NO_DOCUMENTS
            yield Answer(asked, asked, True, reason.value, 0.0, text, seconds=_since(began))
            return
        yield Stage("Understanding the question")
        understood = _stand_alone(parts_of(asked), history, searched)
        yield Stage(f"Searching {_counted(len(searched), 'document')}")
        # What the parts of a question name together counts only where there are several.
        whole = _taken_apart(snapshot, " ".join(understood)) if len(understood) > 1 else None
        named = self._named(snapshot, whole, documents) if whole else frozenset()
        found = [self._rank(snapshot, text, documents, named) for text in understood]
        yield Stage(f"Reading {_counted(sum(len(part.ranked) for part in found), 'sentence')}")
        parts = [self._judged(snapshot, documents, part) for part in found]
        answer = self._answer(snapshot, asked, parts)
        read = tuple(dict.fromkeys(e.candidate.passage for part in parts for e in part.ranked))
        searched = _titles(snapshot, _read_among(parts, documents))
        yield replace(answer, searched=searched, read=read, seconds=_since(began))

    def _rank(
        self,
        snapshot: Snapshot,
        understood: str,
        documents: frozenset[str] | None,
        named: frozenset[str],
    ) -> _Part:
        """A part of the question with the units of the best passages for it, best first."""
        question = _taken_apart(snapshot, understood)
        vector = self.encoder.encode([question.text])[0]
        query = QueryBundle(question.text, embedding=vector.tolist())
        # Among near-identical documents the name decides: the others are not even read. A part
        # that names none ("and how often?") is about those that the whole question names.
        among = self._named(snapshot, question, documents) or named or documents
        limit = self.settings.passages_read
        nodes = HybridRetriever(snapshot, self.encoder, limit, among).retrieve(query)
        found = candidates_in(snapshot, nodes)
        if imprint_asked(question):
            found += at_the_ends(snapshot, found)
        ranked = self._ranker.rank(snapshot, question, vector, found)
        return _Part(understood, question, among, tuple(ranked))

    def _named(
        self, snapshot: Snapshot, question: Question, documents: frozenset[str] | None
    ) -> frozenset[str]:
        """The documents that a question names, of those that may be read."""
        named = documents_named(question, snapshot, self.encoder)
        return named if documents is None else named & documents

    def _judged(self, snapshot: Snapshot, documents: frozenset[str] | None, part: _Part) -> _Part:
        unknown = unknown_in(part.question, snapshot, self.encoder, part.among, documents)
        verdict = judge(part.question, part.ranked, unknown, self._reader, self._weighing)
        is_answered = verdict.confidence >= self.settings.confidence
        return replace(part, verdict=verdict, is_answered=is_answered)

    def _answer(self, snapshot: Snapshot, asked: str, parts: Sequence[_Part]) -> Answer:
        """What the parts that are answered say, and which are not; or the refusal."""
        understood = " ".join(part.understood for part in parts)
        answered = [part for part in parts if part.is_answered]
        if not answered:
            return _declined(asked, understood, parts)
        drafts = [self._writer.write(p.question, p.verdict, snapshot) for p in answered]
        checked = verify(join(drafts), snapshot.article)
        missing = tuple(part.understood for part in parts if not part.is_answered)
        return Answer(
            question=asked,
            understood=understood,
            declined=False,
            reason=None,
            confidence=min(part.verdict.confidence for part in answered),
            text="\n\n".join([checked.text, *map(_not_said, missing)]),
            voices=checked.voices,
            citations=checked.citations,
            missing=missing,
            disagreements=checked.disagreements,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that is asked, and what was found for it.

    `among` are the documents that were read; None means all.
    """

    understood: str
    question: Question
    among: frozenset[str] | None
    ranked: tuple[Ranked, ...]
    verdict: Verdict = NOTHING_JUDGED
    is_answered: bool = False


def _taken_apart(snapshot: Snapshot, understood: str) -> Question:
    """A question that stands alone, with the forms and words that the documents have for what it
    says."""
    told = with_long_forms(understood, snapshot.abbreviations)
    short_forms = {short for short, _ in snapshot.abbreviations}
    told = with_initials(
        told, lambda word: word not in short_forms and snapshot.catalogue.writes(word)
    )
    return analyse(in_words_of(told, lambda text: all(map(snapshot.words.frequency, terms(text)))))


def _titles(snapshot: Snapshot, documents: frozenset[str] | None) -> tuple[str, ...]:
    """The titles of some documents, or of all."""
    return tuple(
        record.about.title
        for record in snapshot.documents
        if documents is None or record.name in documents
    )


def _read_among(parts: Sequence[_Part], documents: frozenset[str] | None) -> frozenset[str] | None:
    """The documents that were searched for any part."""
    among = [part.among for part in parts if part.among is not None]
    return frozenset().union(*among) if len(among) == len(parts) else documents


def _declined(asked: str, understood: str, parts: Sequence[_Part]) -> Answer:
    """The refusal, with the best sentence of each of the nearest passages."""
    ranked = sorted((e for part in parts for e in part.ranked[:10]), key=lambda e: -e.score)
    nearest = {entry.candidate.passage.id: entry for entry in reversed(ranked)}
    best = sorted(nearest.values(), key=lambda entry: -entry.score)[:RELATED]
    related = tuple(
        citation(entry.candidate, number, max(0.0, min(1.0, entry.similarity)))
        for number, entry in enumerate(best, start=1)
    )
    names = tuple(dict.fromkeys(n for p in parts for n in p.verdict.unknown.names))
    rare = tuple(dict.fromkeys(w for p in parts for w in p.verdict.unknown.rare_words))
    return Answer(
        question=asked,
        understood=understood,
        declined=True,
        reason=Reason.NOT_IN_DOCUMENTS.value,
        confidence=max(part.verdict.confidence for part in parts),
        text=_refusal(Unknown(names, rare)),
        related=related,
    )


def _stand_alone(
    parts: Sequence[str], history: Sequence[str], titles: Sequence[str]
) -> tuple[str, ...]:
    """Each part as it stands alone, given the earlier questions and the parts before it."""
    subject = common_subject(titles)
    earlier = list(history)
    understood = []
    for part in parts:
        understood.append(condense(part, earlier, subject))
        earlier.append(part)
    return tuple(understood)


def _not_said(part: str) -> str:
    return f"{NOT_IN_DOCUMENTS.rstrip('.')}: {part[:1].lower()}{part[1:]}"


def _refusal(unknown: Unknown) -> str:
    """The refusal in words: what is not named anywhere is told by name."""
    absent = [f"“{name}”" for name in (*unknown.names, *unknown.rare_words)]
    if not absent:
        return NOT_IN_DOCUMENTS
    return f"{NOT_IN_DOCUMENTS} They never mention {' or '.join(absent)}."


def _since(began: float) -> float:
    return time.perf_counter() - began


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
