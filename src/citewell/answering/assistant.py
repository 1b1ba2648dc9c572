"""A question to a checked answer: condense, retrieve, rank, judge, write, verify."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from llama_index.core.schema import QueryBundle

from citewell.answering.answer import Answer, Reason
from citewell.answering.compose import ExtractiveWriter, Writer, citation
from citewell.answering.condense import condense
from citewell.answering.evidence import candidates_in
from citewell.answering.judge import Reads, Verdict, judge
from citewell.answering.names import Unknown, unknown_in
from citewell.answering.question import LONGEST_QUESTION, Question, analyse, with_long_forms
from citewell.answering.rank import Ranked, SentenceRanker
from citewell.answering.reader import open_reader
from citewell.answering.retrieve import HybridRetriever
from citewell.answering.subject import asks_for_dose, common_subject, medicines_asked
from citewell.answering.verify import verify
from citewell.settings import Settings
from citewell.store.library import Library, Snapshot, open_library
from citewell.store.models import Encoder

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
        writer: Writer | None = None,
    ) -> None:
        self.settings = settings
        self.library = library
        self.encoder = encoder
        self._reader = reader
        self._ranker = SentenceRanker(encoder)
        self._writer = writer or ExtractiveWriter()

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """An assistant over the index that the settings name. Models are loaded on first use."""
        encoder = Encoder.of(settings)
        return cls(settings, open_library(settings), encoder, open_reader(settings))

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
        searched = tuple(
            record.about.title
            for record in snapshot.documents
            if documents is None or record.name in documents
        )
        if not asked or not searched:
            reason = Reason.EMPTY_QUESTION if not asked else Reason.NO_DOCUMENTS
            text = NO_QUESTION if not asked else NO_DOCUMENTS
            yield Answer(asked, asked, True, reason.value, 0.0, text, seconds=_since(began))
            return
        yield Stage("Understanding the question")
        understood = _with_subject(condense(asked, history), searched)
        query = analyse(with_long_forms(understood, snapshot.abbreviations))
        yield Stage(f"Searching {_counted(len(searched), 'document')}")
        ranked = self._rank(snapshot, query, documents)
        yield Stage(f"Reading {_counted(len(ranked), 'sentence')}")
        unknown = unknown_in(query, snapshot, self.encoder, documents)
        verdict = judge(query, ranked, unknown, self._reader)
        if verdict.confidence < self.settings.confidence:
            answer = self._declined(asked, understood, verdict, ranked)
        else:
            answer = self._answered(snapshot, asked, understood, query, verdict)
        yield _timed(answer, searched, began)

    def _rank(
        self, snapshot: Snapshot, question: Question, documents: frozenset[str] | None
    ) -> list[Ranked]:
        """The sentences, items and rows of the best passages, best first."""
        vector = self.encoder.encode([question.text])[0]
        limit = self.settings.passages_read
        retriever = HybridRetriever(snapshot, self.encoder, limit, documents)
        nodes = retriever.retrieve(QueryBundle(question.text, embedding=vector.tolist()))
        found = candidates_in(snapshot, nodes)
        return self._ranker.rank(snapshot, question, vector, found)

    def _answered(
        self, snapshot: Snapshot, asked: str, understood: str, question: Question, verdict: Verdict
    ) -> Answer:
        written = self._writer.write(question, verdict, snapshot)
        checked = verify(written, snapshot.article)
        return Answer(
            question=asked,
            understood=understood,
            declined=False,
            reason=None,
            confidence=verdict.confidence,
            text=checked.text,
            voices=checked.voices,
            citations=checked.citations,
        )

    def _declined(
        self, asked: str, understood: str, verdict: Verdict, ranked: Sequence[Ranked]
    ) -> Answer:
        """The refusal, with the best sentence of each of the nearest passages."""
        nearest = {entry.candidate.passage.id: entry for entry in reversed(ranked[:10])}
        best = sorted(nearest.values(), key=lambda entry: -entry.score)[:RELATED]
        related = tuple(
            citation(entry.candidate, number, max(0.0, min(1.0, entry.similarity)))
            for number, entry in enumerate(best, start=1)
        )
        return Answer(
            question=asked,
            understood=understood,
            declined=True,
            reason=Reason.NOT_IN_DOCUMENTS.value,
            confidence=verdict.confidence,
            text=_refusal(verdict.unknown),
            related=related,
        )


def _with_subject(question: str, titles: Sequence[str]) -> str:
    """A question for a dose that names no medicine is for the one that the documents are about."""
    taken_apart = analyse(question)
    subject = common_subject(titles)
    if subject is None or medicines_asked(taken_apart) or not asks_for_dose(taken_apart):
        return question
    told, times = re.subn(
        r"\b(dos(?:e|es|age|ages|ing))\b(?! of)", rf"\1 of {subject}", question, count=1
    )
    return told if times else f"{question.rstrip(' ?.!')} ({subject})?"


def _refusal(unknown: Unknown) -> str:
    """The refusal in words: what is not named anywhere is told by name."""
    absent = [f"“{name}”" for name in (*unknown.names, *unknown.rare_words)]
    if not absent:
        return NOT_IN_DOCUMENTS
    return f"{NOT_IN_DOCUMENTS} They never mention {' or '.join(absent)}."


def _timed(answer: Answer, searched: tuple[str, ...], began: float) -> Answer:
    return replace(answer, searched=searched, seconds=_since(began))


def _since(began: float) -> float:
    return time.perf_counter() - began


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
