"""The model card: what a reader was trained on, how, and what it reached (Mitchell et al., "Model
cards for model reporting", FAT* 2019)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from citewell.evaluating.statistics import wilson
from citewell.training.lists import Recipe
from citewell.training.measure import Reached


@dataclass(frozen=True, slots=True)
class Trained:
    """What a card tells besides the figures. `minutes` are of wall clock."""

    start: str
    teacher: str
    questions: int
    unanswerable: int
    documents: int
    recipe: Recipe
    minutes: float


def write_card(folder: Path, trained: Trained, reached: Mapping[str, Reached]) -> str:
    """Write `README.md` beside the weights in `folder`; its text."""
    card = "\n".join(
        [
            "# A reader of citewell",
            "",
            "A cross-encoder with one output: the log-odds that a line answers a question. First "
            "text: the question; second: the line, its title and headings, and the line it is "
            "read after, set apart by `[SEP]`.",
            "",
            f"* Started from: {trained.start or 'the embedding model installed along'}",
            *([f"* Taught by: {trained.teacher}"] if trained.teacher else []),
            f"* Trained on {trained.questions} questions ({trained.unanswerable} of them not "
            f"answerable) about {trained.documents} documents, in {trained.minutes:.0f} minutes",
            "* Recipe: " + ", ".join(f"{n} {v:g}" for n, v in asdict(trained.recipe).items()),
            *(f"* SHA-256 of `{path.name}`: `{_digest(path)}`" for path in _weights_in(folder)),
            "",
            *_table(reached),
        ]
    )
    (folder / "README.md").write_text(card + "\n", encoding="utf-8")
    return card


def _weights_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.safetensors"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _table(reached: Mapping[str, Reached]) -> list[str]:
    if not reached:
        return ["Not measured: no documents were held out."]
    size = next(iter(reached.values()))
    return [
        f"Measured on {size.answerable} answerable and {size.unanswerable} unanswerable questions "
        "about documents it was not trained on, each within its own document:",
        "",
        "| Lines ordered by | a right one first | in the first three | AUROC | calibration error |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {way} | {_share(r.first, r.answerable)} | {_share(r.first_three, r.answerable)} "
            f"| {_figure(r.auroc)} | {_figure(r.calibration)} |"
            for way, r in reached.items()
        ),
    ]


def _share(share: float, of: int) -> str:
    """A share with its 95 % interval."""
    low, high = wilson(round(share * of), of)
    return f"{share:.3f} ({low:.2f}–{high:.2f})"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
