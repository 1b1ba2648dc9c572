"""The story of a training: questions, lines, weights, figures, card."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citewell.errors import FolderTaken, QuestionsUnusable
from citewell.ingest.account import Progress
from citewell.settings import Settings
from citewell.store.library import Snapshot, open_library
from citewell.store.models import Encoder, PairScorer, built_in_path
from citewell.training.card import Trained, write_card
from citewell.training.lists import Recipe
from citewell.training.material import Material, document_called, load_material, names_by_stem
from citewell.training.measure import Asked, ask_all, compare, learn
from citewell.training.mining import Miner, Pool
from citewell.training.questions import LabelledQuestion, read_labelled, split_by_document

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a reader is trained on and measured on: pools, and questions never trained on.

    `unplaced` counts answerable questions none of whose quotes was found in a line.
    """

    pools: tuple[Pool, ...]
    held_out: tuple[LabelledQuestion, ...]
    documents: dict[str, Material]
    unplaced: int


def prepare(settings: Settings, questions: Sequence[Path], held_out: int, report: Report) -> Lesson:
    """Questions and the index of their documents to what is learnt from.

    Args:
        settings: the index has to hold the documents that the questions are on.
        questions: JSONL files (see `questions.py`).
        held_out: per cent of the documents whose questions are kept for measuring.
        report: told how far it is.

    Raises:
        QuestionsUnusable: a file cannot be read, or is about a document that is not indexed.
        IndexUnusable: there is no index, or not one that fits the settings.
    """
    snapshot = open_library(settings).snapshot()
    labelled = _resolved(snapshot, questions)
    encoder = Encoder.of(settings)
    names = sorted({question.document for question in labelled})
    documents: dict[str, Material] = {}
    for done, name in enumerate(names):
        if done % 20 == 0:
            report(Progress("Reading documents", done, len(names)))
        documents |= load_material(snapshot, [name], encoder)
    to_train, kept = split_by_document(labelled, held_out)
    miner = Miner(documents)
    report(Progress("Finding wrong lines", 0, 1))
    vectors = encoder.encode([question.text for question in to_train])
    pools = [miner.pool(q, vector) for q, vector in zip(to_train, vectors, strict=True)]
    placed = tuple(pool for pool in pools if pool.right or not pool.question.answerable)
    return Lesson(placed, tuple(kept), documents, len(pools) - len(placed))


def _resolved(snapshot: Snapshot, paths: Sequence[Path]) -> list[LabelledQuestion]:
    """All questions, with the names that their documents have in the index."""
    names = names_by_stem(snapshot)
    found = [
        replace(question, document=document_called(names, question.document))
        for path in paths
        for question in read_labelled(path)
    ]
    if not found:
        raise QuestionsUnusable("There are no questions to train on.")
    return found


def train(
    lesson: Lesson,
    start: str,
    recipe: Recipe,
    folder: Path,
    report: Report,
    teachers: Sequence[PairScorer] = (),
) -> float:
    """Train on the pools of a lesson and write the reader; the seconds it took.

    Args:
        lesson: from `prepare`.
        start: the weights to start from: "" for those of the embedding model that is installed
            along, or any BERT-like encoder or cross-encoder by name or path.
        recipe: how it is trained.
        folder: where the reader is written.
        report: told how far it is.
        teachers: readers to learn from beside the labels.
    """
    from citewell.training.fit import Trainee, fit, heard

    began = time.perf_counter()
    trainee = Trainee(start or str(built_in_path()), recipe.seed)
    fit(
        trainee,
        lesson.pools,
        recipe,
        lambda done, total, loss: report(Progress(f"Training (loss {loss:.3f})", done, total)),
        heard([teacher.score for teacher in teachers]) if teachers else None,
    )
    trainee.save(folder, recipe.bits)
    return time.perf_counter() - began


def run(
    settings: Settings,
    questions: Sequence[Path],
    out: Path,
    start: str,
    recipe: Recipe,
    held_out: int,
    report: Report,
    teachers: Sequence[str] = (),
) -> str:
    """Train, measure and write the card; its text. The folder `out` appears when it is whole.

    Raises:
        FolderTaken: there is something at `out` already.
        QuestionsUnusable: see `prepare`.
        IndexUnusable: see `prepare`.
        ModelUnavailable: the weights to start from, or a teacher, cannot be loaded.
    """
    if out.exists():
        raise FolderTaken(out)
    lesson = prepare(settings, questions, held_out, report)
    part = out.with_name(out.name + ".part")
    scorers = [PairScorer(teacher, settings.precision) for teacher in teachers]
    seconds = train(lesson, start, recipe, part, report, scorers)
    trained = Trained(
        start=start,
        teacher=", ".join(teachers),
        questions=len(lesson.pools),
        unanswerable=sum(not pool.question.answerable for pool in lesson.pools),
        documents=len({pool.question.document for pool in lesson.pools}),
        recipe=recipe,
        minutes=seconds / 60,
    )
    asked = measure(settings, lesson, part, report)
    if asked:
        learn(asked).write(part)
    card = write_card(part, trained, compare(asked) if asked else {})
    part.rename(out)
    return card


def measure(settings: Settings, lesson: Lesson, reader: Path, report: Report) -> list[Asked]:
    """Ask a reader the questions of a lesson that it was not trained on."""
    report(Progress("Measuring", 0, 1))
    snapshot = open_library(settings).snapshot()
    scorer = PairScorer(str(reader), settings.precision)
    asked = ask_all(snapshot, lesson.held_out, lesson.documents, Encoder.of(settings), scorer.score)
    report(Progress("Measuring", 1, 1))
    return asked
