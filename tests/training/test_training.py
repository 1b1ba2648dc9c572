"""From questions to a folder with weights and a card."""

import pytest

from citewell.errors import FolderTaken, QuestionsUnusable
from citewell.store.models import PairScorer
from citewell.training.lists import Recipe
from citewell.training.run import prepare, run
from training.conftest import QUESTIONS, write_questions

RECIPE = Recipe(passes=1, lists_per_step=2)


@pytest.mark.models
def test_a_training_leaves_a_reader_and_its_card(settings, snapshot, labelled, toy, tmp_path):
    out = tmp_path / "reader"
    card = run(settings, [labelled], out, str(toy), RECIPE, 50, lambda _: None)
    assert (out / "README.md").read_text() == card + "\n"
    assert "| reader and features |" in card
    assert len(PairScorer(str(out), "float32").score([("Why?", "Because.")])) == 1
    assert not out.with_name("reader.part").exists()


def test_nothing_is_overwritten(settings, labelled, tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(FolderTaken):
        run(settings, [labelled], tmp_path / "taken", "", RECIPE, 25, lambda _: None)


def test_a_question_whose_quote_is_nowhere_is_left_out_and_counted(settings, snapshot, tmp_path):
    rows = [*QUESTIONS, {**QUESTIONS[0], "quotes": ["Nobody wrote this."]}]
    lesson = prepare(settings, [write_questions(tmp_path / "q", rows)], 0, lambda _: None)
    assert (len(lesson.pools), lesson.unplaced) == (len(QUESTIONS), 1)


def test_held_out_questions_are_not_trained_on(settings, snapshot, labelled):
    lesson = prepare(settings, [labelled], 50, lambda _: None)
    trained = {pool.question.document for pool in lesson.pools}
    assert not trained & {question.document for question in lesson.held_out}
    assert len(lesson.pools) + len(lesson.held_out) == len(QUESTIONS)


def test_no_questions_are_told(settings, snapshot, tmp_path):
    with pytest.raises(QuestionsUnusable, match="no questions"):
        prepare(settings, [write_questions(tmp_path / "q", [])], 0, lambda _: None)
