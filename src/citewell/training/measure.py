"""What a reader reaches on questions about documents that it was not trained on.

Four ways to order the lines of the right document are held side by side: the similarity of the
question to the line, a learnt weighing of everything cheap that is known of a line, the reader
alone, and the reader weighed in with the rest. What is learnt here is learnt on half of the
questions' documents and measured on the other half, both ways round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from citewell.answering.features import Features
from citewell.answering.judge import sigmoid
from citewell.answering.question import analyse
from citewell.answering.weighing import FEATURES, Numbers, Weighing, Weighings
from citewell.evaluating.statistics import auroc, calibration_error, reliability
from citewell.store.library import Snapshot
from citewell.store.models import Encoder
from citewell.training.material import Line, Material
from citewell.training.questions import LabelledQuestion, is_held_out

READ = 25  # lines of the document, best first, that are put before the reader
Score = Callable[[Sequence[tuple[str, str]]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the lines read for it.

    `known` holds a row of features for each line (shape (lines, features)), the reader's
    log-odds last; `right` tells which lines answer. A right line that was not among those read
    is a miss.
    """

    question: LabelledQuestion
    known: Numbers
    right: tuple[bool, ...]


def ask_all(
    snapshot: Snapshot,
    questions: Sequence[LabelledQuestion],
    documents: Mapping[str, Material],
    encoder: Encoder,
    score: Score,
) -> list[Asked]:
    """Put the best lines of each question's document before the reader."""
    features = Features(encoder)
    found = []
    vectors = encoder.encode([question.text for question in questions])
    for question, vector in zip(questions, vectors, strict=True):
        document = documents[question.document]
        places = document.ranked(question.text, vector)[:READ]
        lines: list[Line] = [document.lines[place] for place in places]
        right = set(document.named_by(question.quotes)) if question.answerable else set()
        if question.answerable and not right:
            continue
        candidates = [line.candidate for line in lines]
        cheap = features.of(snapshot, analyse(question.text), vector, candidates)
        odds = score([(question.text, line.text) for line in lines])
        known = np.column_stack([cheap, np.asarray(odds, dtype=np.float64)])
        found.append(Asked(question, known, tuple(place in right for place in places)))
    return found


@dataclass(frozen=True, slots=True)
class Reached:
    """The figures of one way to order lines; shares with their 95 % intervals.

    `first` and `first_three`: a right line there, of the answerable questions. `auroc`: of the
    best line's score, between answerable and not. `calibration`: expected calibration error of
    the probability that the document answers.
    """

    answerable: int
    unanswerable: int
    first: float
    first_three: float
    auroc: float | None
    calibration: float | None


def compare(asked: Sequence[Asked]) -> dict[str, Reached]:
    """The figures of each way, what is learnt being measured where it was not learnt."""
    halves = [
        [a for a in asked if is_held_out(a.question.document + ".half", 50) is side]
        for side in (False, True)
    ]
    scored: dict[str, list[tuple[Asked, Numbers, float]]] = {way: [] for way in COLUMNS}
    for learnt, measured in (halves, halves[::-1]):
        for way in COLUMNS:
            order = _order(way, learnt)
            slope, intercept = _platt([(order(a), a) for a in learnt])
            for a in measured:
                values = order(a)
                scored[way].append((a, values, sigmoid(intercept + slope * values.max())))
    return {way: _reached(rows) for way, rows in scored.items()}


def learn(asked: Sequence[Asked]) -> Weighings:
    """How candidates are best weighed, learnt on all that was asked.

    The best line's log-odds are those that the document answers, if it is as likely as not before
    anything is read.
    """
    unread, read = (_learnt(asked, COLUMNS[way]) for way in ("features", "reader and features"))
    return Weighings(
        unread=Weighing(unread[0], tuple(unread[1])),
        read=Weighing(read[0], tuple(read[1][:-1]), read[1][-1]),
    )


def _learnt(asked: Sequence[Asked], columns: Sequence[int]) -> tuple[float, list[float]]:
    """An intercept and what each column counts."""
    weights = weigh(asked, columns)
    slope, intercept = _platt([(a.known[:, columns] @ weights, a) for a in asked], even=True)
    return intercept, [float(slope * weight) for weight in weights]


COLUMNS = {
    "similarity": [FEATURES.index("similarity")],
    "features": list(range(len(FEATURES))),
    "reader": [len(FEATURES)],
    "reader and features": list(range(len(FEATURES) + 1)),
}


def _order(way: str, learnt: Sequence[Asked]) -> Callable[[Asked], Numbers]:
    """Scores of the lines of a question; those that are learnt, by logistic regression."""
    columns = COLUMNS[way]
    weights = np.ones(1) if len(columns) == 1 else weigh(learnt, columns)
    return lambda asked: np.asarray(asked.known[:, columns] @ weights, dtype=np.float64)


def weigh(learnt: Sequence[Asked], columns: Sequence[int]) -> Numbers:
    """What each feature counts, so that right lines outrank wrong ones of the same question.

    Logistic regression over the differences of pairs (Herbrich, Graepel and Obermayer, "Large
    margin rank boundaries for ordinal regression", 2000), by scikit-learn.
    """
    from sklearn.linear_model import LogisticRegression

    differences = []
    for asked in learnt:
        right = np.asarray(asked.right)
        if right.any() and not right.all():
            rows = asked.known[:, columns]
            wrong = rows[~right]
            differences += [(row - wrong) / len(wrong) ** 0.5 for row in rows[right]]
    if not differences:
        return np.asarray(
            np.eye(len(columns))[-1]
        )  # nothing to learn from: the last column alone counts
    ahead = np.concatenate(differences)
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000)
    model.fit(np.concatenate([ahead, -ahead]), np.repeat([1, 0], len(ahead)))
    return np.asarray(model.coef_[0], dtype=np.float64)


def _platt(scored: Sequence[tuple[Numbers, Asked]], *, even: bool = False) -> tuple[float, float]:
    """Slope and intercept that turn the best line's score into the log-odds that the document
    answers (Platt, "Probabilistic outputs for support vector machines", 1999).

    With `even`, as if as many questions were open as are answered.
    """
    from sklearn.linear_model import LogisticRegression

    answered = np.array([asked.question.answerable for _, asked in scored])
    if answered.all() or not answered.any():
        return 1.0, 0.0
    best = np.array([[values.max()] for values, _ in scored])
    model = LogisticRegression(class_weight="balanced" if even else None).fit(best, answered)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def _reached(rows: Sequence[tuple[Asked, Numbers, float]]) -> Reached:
    first, first_three = [], []
    for asked, values, _ in rows:
        if asked.question.answerable:
            order = np.argsort(-values, kind="stable")
            ranked = [asked.right[at] for at in order]
            first.append(any(ranked[:1]))
            first_three.append(any(ranked[:3]))
    truth = [asked.question.answerable for asked, _, _ in rows]
    best: dict[bool, list[float]] = {True: [], False: []}
    for asked, values, _ in rows:
        best[asked.question.answerable].append(float(values.max()))
    return Reached(
        answerable=len(first),
        unanswerable=len(rows) - len(first),
        first=float(np.mean(first)),
        first_three=float(np.mean(first_three)),
        auroc=auroc(best[True], best[False]),
        calibration=calibration_error(reliability([p for _, _, p in rows], truth)),
    )
