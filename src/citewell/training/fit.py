"""The training of a cross-encoder: the only place that changes weights.

Each question is shown with right and wrong lines. The right ones have to outrank the wrong ones
(a softmax over the list, as ListNet: Cao et al., "Learning to rank: from pairwise approach to
listwise approach", ICML 2007), each line has to be judged by itself (binary cross-entropy), and
the best line of a list has to say whether there is an answer at all. Where a larger reader teaches,
what it says of each line counts beside the labels (Hinton, Vinyals and Dean, "Distilling the
knowledge in a neural network", 2015): it knows lines that answer and that nobody marked.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from citewell.training.lists import Recipe, Shown, set_easy_aside, steps_of_pass
from citewell.training.mining import Pool

LONGEST = 192  # tokens of a pair; what is cut off is context only
WIDTH_STEP = 16  # few different widths: the arithmetic library compiles its kernels anew for each
BATCH = 16  # pairs that one thread runs at once

SOFTNESS = 1.5  # the temperature at which a list's odds are compared with those of a teacher

LARGEST_FILE = "48MB"  # of weights; large files are in the way of version control

FIRST = 0.7  # what the first of several teachers counts; the others share the rest

Report = Callable[[int, int, float], None]  # steps done, steps in all, the running loss
Teacher = Callable[[Sequence[tuple[str, str]]], Sequence[float]]  # pairs to their log-odds


@dataclass(frozen=True, slots=True)
class Pairs:
    """Token and segment numbers of pairs; no segments for models that have none."""

    tokens: list[list[int]]
    segments: list[list[int]] | None
    padding: int


class Trainee:
    """A tokenizer and a model with one output; `seed` draws the layers that an encoder lacks."""

    def __init__(self, path: str, seed: int = 0) -> None:
        torch.manual_seed(seed)
        self.tokenizer = AutoTokenizer.from_pretrained(path)
        self.model = AutoModelForSequenceClassification.from_pretrained(
            path,
            num_labels=1,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",  # the fused one is slow backwards on a CPU
            dtype=torch.float32,
        )

    def encode(self, pairs: Sequence[tuple[str, str]]) -> Pairs:
        """Tokens of question and line, cut to the longest length."""
        first, second = (list(texts) for texts in zip(*pairs, strict=True))
        coded = self.tokenizer(first, second, truncation=True, max_length=LONGEST)
        padding = self.tokenizer.pad_token_id or 0
        return Pairs(coded["input_ids"], coded.get("token_type_ids"), padding)

    def save(self, folder: Path, bits: int = 16) -> None:
        """Write the weights and the tokenizer, for any cross-encoder loader.

        With 8 `bits`, matrices are kept as floats of 8 (e4m3: Micikevicius et al., "FP8 formats for
        deep learning", arXiv:2209.05433), which are widened when they are loaded.
        """
        folder.mkdir(parents=True, exist_ok=True)
        # Read again in 32 bits where nothing else is asked for.
        self.model.config.dtype = torch.float32
        self.model.config.sentence_transformers = {
            "activation_fn": "torch.nn.modules.linear.Identity"
        }
        weights = {
            name: value.to(torch.float8_e4m3fn) if bits == 8 and value.dim() == 2 else value.half()
            for name, value in self.model.state_dict().items()
        }
        self.model.save_pretrained(folder, state_dict=weights, max_shard_size=LARGEST_FILE)
        self.tokenizer.model_max_length = LONGEST
        self.tokenizer.save_pretrained(folder)


def fit(
    trainee: Trainee,
    pools: Sequence[Pool],
    recipe: Recipe,
    report: Report,
    teacher: Teacher | None = None,
) -> None:
    """Train in place. The same pools, recipe, teacher and number of threads give the same
    weights."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    optimizer = _optimizer(trainee.model, recipe)
    total = recipe.steps(len(pools))
    rise = max(1, round(total * recipe.warm_up))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda done: min((done + 1) / rise, max(0.02, (total - done) / max(1, total - rise))),
    )
    start = copy.deepcopy(trainee.model.state_dict()) if recipe.kept else {}
    trainee.model.train()
    twins = Twins(trainee.model, torch.get_num_threads())
    done, running = 0, 0.0
    for _ in range(recipe.passes):
        for step in steps_of_pass(pools, recipe, chance):
            loss = _one_step(trainee, twins, step, recipe, optimizer, teacher)
            pace.step()
            done += 1
            running = loss if done == 1 else 0.98 * running + 0.02 * loss
            report(done, total, running)
    if recipe.kept:
        learnt = trainee.model.state_dict()
        trainee.model.load_state_dict(
            {n: torch.lerp(value, start[n], recipe.kept) for n, value in learnt.items()}
        )


def heard(teachers: Sequence[Teacher]) -> Teacher:
    """Several teachers as one: a large reader, and the one that is trained further, say, which are
    right about different lines."""
    first, *others = teachers
    if not others:
        return first

    def both(pairs: Sequence[tuple[str, str]]) -> list[float]:
        told = [list(teacher(pairs)) for teacher in others]
        means = [sum(values) / len(values) for values in zip(*told, strict=True)]
        return [FIRST * a + (1 - FIRST) * b for a, b in zip(first(pairs), means, strict=True)]

    return both


def _one_step(
    trainee: Trainee,
    twins: Twins,
    step: Sequence[Shown],
    recipe: Recipe,
    optimizer: torch.optim.Optimizer,
    teacher: Teacher | None,
) -> float:
    pairs = [(shown.pool.question.text, line.text) for shown in step for line in shown.lines]
    optimizer.zero_grad(set_to_none=True)
    runs = twins.forward(trainee.encode(pairs))
    odds = torch.empty(len(pairs))
    for run in (run for each in runs for run in each):
        odds[run.chosen] = run.odds.detach()
    loss = loss_of(odds.requires_grad_(), [shown.right for shown in step], recipe.silence_weight)
    if teacher is not None:
        told = torch.tensor(teacher(pairs), dtype=torch.float32)
        loss = recipe.labels * loss + taught_loss(odds, told, [len(s.lines) for s in step])
    (slopes,) = torch.autograd.grad(loss, odds)
    twins.backward(runs, slopes)
    nn.utils.clip_grad_norm_(trainee.model.parameters(), 1.0)
    optimizer.step()
    set_easy_aside(step, odds.tolist())
    return float(loss.detach())


def loss_of(odds: Tensor, lists: Sequence[Sequence[bool]], silence_weight: float) -> Tensor:
    """How far log-odds, shape (lines of all lists,), are from what should be said of the lists."""
    truth = torch.tensor([float(right) for told in lists for right in told])
    total = functional.binary_cross_entropy_with_logits(odds, truth)
    ranking, silence = [], []
    parts = torch.split(odds, [len(told) for told in lists])
    for told, part in zip(lists, parts, strict=True):
        mask = torch.tensor(told)
        if mask.any() and not mask.all():
            wrong = torch.logsumexp(part[~mask], 0)
            ranking += [functional.softplus(wrong - value) for value in part[mask]]
        answered = torch.tensor(float(mask.any()))
        silence.append(functional.binary_cross_entropy_with_logits(part.max(), answered))
    if ranking:
        total = total + torch.stack(ranking).mean()
    return total + silence_weight * torch.stack(silence).mean()


def taught_loss(odds: Tensor, told: Tensor, sizes: Sequence[int]) -> Tensor:
    """How far log-odds are from those a teacher gives, both of shape (lines of all lists,), line by
    line and in the order within each list; `sizes` are the lengths of the lists."""
    line_by_line = functional.binary_cross_entropy_with_logits(odds, torch.sigmoid(told))
    lists = zip(torch.split(odds, list(sizes)), torch.split(told, list(sizes)), strict=True)
    orders = [
        functional.kl_div(
            torch.log_softmax(own / SOFTNESS, 0), torch.softmax(its / SOFTNESS, 0), reduction="sum"
        )
        for own, its in lists
    ]
    return 2 * line_by_line + SOFTNESS**2 * torch.stack(orders).mean()


@dataclass(frozen=True, slots=True)
class Run:
    """Which pairs were run as one batch, and their log-odds."""

    chosen: Tensor
    odds: Tensor


class Twins:
    """Copies of one model that share its weights and work side by side, one thread each.

    Two threads that each run whole batches lose less than one operation split over two cores.
    Who runs what is fixed beforehand, so that sums are made in the same order every time.
    """

    def __init__(self, model: nn.Module, size: int) -> None:
        self._models = [model, *(copy.deepcopy(model) for _ in range(size - 1))]
        for twin in self._models[1:]:
            for own, shared in zip(twin.parameters(), model.parameters(), strict=True):
                own.data = shared.data
        self._threads = ThreadPoolExecutor(size, initializer=lambda: torch.set_num_threads(1))

    def forward(self, pairs: Pairs) -> list[list[Run]]:
        """The batches that each copy ran."""
        order = sorted(range(len(pairs.tokens)), key=lambda at: (-len(pairs.tokens[at]), at))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        size = len(self._models)

        def work(number: int) -> list[Run]:
            model = self._models[number]
            return [
                Run(torch.tensor(some), _odds_of(model, pairs, some))
                for some in batches[number::size]
            ]

        return list(self._threads.map(work, range(size)))

    def backward(self, runs: Sequence[Sequence[Run]], slopes: Tensor) -> None:
        """Send the slopes of the log-odds back; the first copy gathers the gradients."""

        def work(some: Sequence[Run]) -> None:
            for run in some:
                torch.autograd.backward(run.odds, slopes[run.chosen])

        list(self._threads.map(work, runs))
        for twin in self._models[1:]:
            for own, first in zip(twin.parameters(), self._models[0].parameters(), strict=True):
                if own.grad is not None:
                    first.grad = own.grad if first.grad is None else first.grad.add_(own.grad)
                    own.grad = None


def _odds_of(model: nn.Module, pairs: Pairs, chosen: Sequence[int]) -> Tensor:
    """The log-odds of the chosen pairs, run as one batch in half-width arithmetic."""
    longest = max(len(pairs.tokens[at]) for at in chosen)
    width = -(-longest // WIDTH_STEP) * WIDTH_STEP

    def padded(rows: Sequence[Sequence[int]], padding: int = 0) -> Tensor:
        return torch.tensor([[*row, *[padding] * (width - len(row))] for row in rows])

    tokens = [pairs.tokens[at] for at in chosen]
    given = {
        "input_ids": padded(tokens, pairs.padding),
        "attention_mask": padded([[1] * len(row) for row in tokens]),
    }
    if pairs.segments is not None:
        given["token_type_ids"] = padded([pairs.segments[at] for at in chosen])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores: Tensor = model(**given).logits[:, 0]
    return scores.float()


def _optimizer(model: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW with a faster head; norms and biases are not decayed, word vectors not trained."""
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, weight in model.named_parameters():
        if "embeddings" in name:
            weight.requires_grad_(False)
            continue
        is_head = "classifier" in name or "pooler" in name
        groups.setdefault((is_head, weight.ndim > 1), []).append(weight)
    return torch.optim.AdamW(
        [
            {
                "params": weights,
                "lr": recipe.head_rate if is_head else recipe.rate,
                "weight_decay": recipe.decay if is_matrix else 0.0,
            }
            for (is_head, is_matrix), weights in groups.items()
        ],
        fused=True,
    )
