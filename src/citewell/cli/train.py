"""`citewell train`: a reader of one's own, from questions whose answers are known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from citewell.cli.options import places, settings_of
from citewell.cli.progress import progress_bar


@click.command()
@places
@click.argument("questions", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Where the reader is written."
)
@click.option(
    "--start", default="", help="The weights to start from; those of the embedding model if none."
)
@click.option(
    "--teacher",
    "teachers",
    multiple=True,
    help="A larger reader, name or folder, to learn from beside the labels; of several the first "
    "counts most.",
)
@click.option("--passes", default=4, show_default=True, help="How often each question is seen.")
@click.option("--rate", default=1e-4, show_default=True, help="AdamW's learning rate.")
@click.option(
    "--keep",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Share of the weights to start from in the mean with those learnt.",
)
@click.option(
    "--bits",
    default="16",
    show_default=True,
    type=click.Choice(["8", "16"]),
    help="How wide a weight is written; 8 takes half the space.",
)
@click.option("--seed", default=20, show_default=True, help="The order and the draw of lines.")
@click.option(
    "--held-out",
    default=25,
    show_default=True,
    type=click.IntRange(0, 90),
    help="Per cent of the documents whose questions are kept for measuring.",
)
def train(
    corpus: Path | None,
    index: Path | None,
    questions: tuple[Path, ...],
    out: Path,
    start: str,
    teachers: tuple[str, ...],
    passes: int,
    rate: float,
    keep: float,
    bits: str,
    seed: int,
    held_out: int,
) -> None:
    """Train a reader on the QUESTIONS of JSONL files about the documents indexed.

    The lines are those of `citewell evaluate`; "near", the lines that look right and are not,
    teach most. The reader, its
    figures on held-out documents and a model card are written into a new folder; use it with
    CITEWELL_READER=FOLDER.
    """
    settings = settings_of(corpus, index)
    from citewell.training.lists import Recipe
    from citewell.training.run import run

    recipe = Recipe(
        passes=passes, rate=rate, head_rate=3 * rate, seed=seed, kept=keep, bits=int(bits)
    )
    if teachers:  # it judges lines that nobody marked, so more of them can be shown
        recipe = replace(recipe, best=2 * recipe.best)
    with progress_bar() as report:
        card = run(settings, questions, out, start, recipe, held_out, report, teachers)
    click.echo(card)
