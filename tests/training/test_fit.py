"""The loop: it learns, it gives the same weights twice, and what it saves can be loaded."""

import pytest
import torch

from citewell.store.models import PairScorer
from citewell.training.fit import Trainee, fit, heard, loss_of, taught_loss
from citewell.training.lists import EASY, Recipe, draw, set_easy_aside
from citewell.training.run import prepare

pytestmark = pytest.mark.models


@pytest.fixture
def lesson(settings, labelled, snapshot):
    return prepare(settings, [labelled], 0, lambda _: None)


@pytest.fixture
def learn(lesson, toy):
    def learn(passes):
        trainee = Trainee(str(toy))
        for pool in lesson.pools:
            pool.easy.clear()
        recipe = Recipe(passes=passes, lists_per_step=2, rate=1e-3, head_rate=1e-3)
        fit(trainee, lesson.pools, recipe, lambda done, total, loss: None)
        return trainee

    return learn


def test_right_lines_come_to_outrank_those_marked_as_near(learn, lesson, tmp_path):
    learn(passes=100).save(tmp_path / "reader")
    scorer = PairScorer(str(tmp_path / "reader"), "float32")
    pools = [pool for pool in lesson.pools if pool.right and pool.near]
    margins = []
    for pool in pools:
        right, near = (
            scorer.score([(pool.question.text, lines[0].text)])[0]
            for lines in (pool.right, pool.near)
        )
        margins.append(right - near)
    assert len(margins) == 2
    assert min(margins) > 1


def test_the_same_questions_and_seed_give_the_same_weights(learn):
    first, again = (learn(passes=3).model.state_dict() for _ in range(2))
    assert all(torch.equal(first[name], again[name]) for name in first)


def test_the_layers_that_an_encoder_lacks_are_drawn_with_the_seed(toy):
    torch.manual_seed(7)
    first = Trainee(str(toy), seed=3).model.state_dict()
    torch.manual_seed(8)
    again, other = (Trainee(str(toy), seed=seed).model.state_dict() for seed in (3, 4))
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert any(not torch.equal(first[name], other[name]) for name in first)


def test_the_weights_to_start_from_may_be_kept_in_part(lesson, toy):
    start, mean = Trainee(str(toy)), Trainee(str(toy))
    before = {name: value.clone() for name, value in start.model.state_dict().items()}
    shares = {}
    for trainee, kept in ((start, 0.0), (mean, 0.5)):
        for pool in lesson.pools:
            pool.easy.clear()
        recipe = Recipe(passes=1, lists_per_step=2, rate=1e-3, head_rate=1e-3, kept=kept)
        fit(trainee, lesson.pools, recipe, lambda done, total, loss: None)
        shares[kept] = trainee.model.state_dict()
    for name, value in before.items():
        torch.testing.assert_close(shares[0.5][name], (value + shares[0.0][name]) / 2)
    assert any(not torch.equal(before[name], shares[0.5][name]) for name in before)


def test_a_teacher_is_followed_where_nobody_marked_a_line(lesson, toy):
    asked = []

    def teacher(pairs):
        asked.extend(pairs)
        return [3.0 if "tea" in line.lower() else -3.0 for _, line in pairs]

    trainee = Trainee(str(toy))
    recipe = Recipe(passes=60, lists_per_step=2, rate=1e-3, head_rate=1e-3, labels=0.0)
    fit(trainee, lesson.pools, recipe, lambda done, total, loss: None, teacher)
    pairs = sorted(set(asked))
    told = torch.tensor(teacher(pairs))
    assert (told > 0).any()
    assert (told < 0).any()
    trainee.model.eval()
    questions, lines = (list(texts) for texts in zip(*pairs, strict=True))
    coded = trainee.tokenizer(questions, lines, padding=True, return_tensors="pt")
    with torch.no_grad():
        odds = trainee.model(**coded).logits[:, 0]
    assert odds[told > 0].mean() > odds[told < 0].mean() + 1


def test_of_several_teachers_the_first_counts_most():
    pairs = [("q", "a"), ("q", "b")]
    both = heard([lambda p: [1.0, -1.0], lambda p: [0.0, 2.0], lambda p: [2.0, 2.0]])
    assert both(pairs) == pytest.approx([0.7 * 1 + 0.3 * 1, -0.7 + 0.3 * 2])
    alone = heard([lambda p: [1.0, -1.0]])
    assert alone(pairs) == [1.0, -1.0]


def test_who_says_what_the_teacher_says_has_nothing_to_learn():
    told = torch.tensor([2.0, -1.0, 0.5, -3.0])
    odds = told.clone().requires_grad_()
    taught_loss(odds, told, [3, 1]).backward()
    assert odds.grad.abs().max() < 1e-6
    shifted = (told + torch.tensor([-2.0, 2.0, 0.0, 0.0])).requires_grad_()
    taught_loss(shifted, told, [3, 1]).backward()
    assert shifted.grad[0] < 0 < shifted.grad[1]


@pytest.mark.parametrize(("bits", "error"), [(16, 0.02), (8, 0.1)])
def test_what_is_saved_scores_pairs_like_any_cross_encoder(learn, tmp_path, bits, error):
    trainee = learn(passes=1)
    trainee.save(tmp_path / "reader", bits)
    odds = PairScorer(str(tmp_path / "reader"), "float32").score([("How long?", "Nine minutes.")])
    pairs = trainee.encode([("How long?", "Nine minutes.")])
    with torch.inference_mode():
        expected = trainee.model(
            input_ids=torch.tensor(pairs.tokens), token_type_ids=torch.tensor(pairs.segments)
        ).logits.item()
    assert odds == [pytest.approx(expected, abs=error)]


def test_eight_bits_take_half_the_space(toy, tmp_path):
    sizes = []
    for bits in (16, 8):
        Trainee(str(toy)).save(tmp_path / str(bits), bits)
        sizes.append((tmp_path / str(bits) / "model.safetensors").stat().st_size)
    assert sizes[1] < 0.55 * sizes[0]


def test_a_right_line_ahead_of_the_wrong_ones_costs_least():
    told = [[True, False, False]]
    ahead, behind = torch.tensor([4.0, -4.0, -4.0]), torch.tensor([-4.0, 4.0, -4.0])
    assert loss_of(ahead, told, 0.5) < 0.1 < 5 < loss_of(behind, told, 0.5)


def test_a_confident_line_costs_where_nothing_answers():
    told = [[False, False]]
    silent, loud = torch.tensor([-4.0, -4.0]), torch.tensor([4.0, -4.0])
    assert loss_of(silent, told, 0.5) < loss_of(loud, told, 0.5)


def test_a_wrong_line_that_is_told_apart_is_not_shown_again(lesson):
    import random

    recipe = Recipe()
    pool = next(pool for pool in lesson.pools if pool.near)
    shown = draw(pool, recipe, random.Random(1))
    set_easy_aside([shown], [EASY - 1] * len(shown.lines))
    again = draw(pool, recipe, random.Random(1))
    assert not set(again.lines) & {
        line for line, right in zip(shown.lines, shown.right, strict=True) if not right
    }
    assert set(again.lines) >= set(pool.right[: recipe.right])
