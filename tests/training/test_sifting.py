"""What a reader that is trained further is shown, and what not."""

import pytest

from citewell.training.lists import EASY
from citewell.training.run import prepare
from citewell.training.sifting import sift


def sift_one(pool, score):
    sift([pool], score, lambda done: None)


@pytest.fixture
def pool(settings, labelled, snapshot):
    """A pool with right, near and other wrong lines."""
    pools = prepare(settings, [labelled], 0, lambda _: None).pools
    return next(p for p in pools if p.right and p.near and p.best)


def test_wrong_lines_that_the_reader_tells_apart_are_set_aside(pool):
    sift_one(pool, lambda pairs: [EASY - 1] * len(pairs))
    assert pool.near[0] in pool.easy
    assert not pool.easy & set(pool.right)


def test_what_the_reader_takes_for_right_is_still_shown_if_a_person_marked_it_as_wrong(pool):
    near = pool.near[0]
    sift_one(pool, lambda pairs: [9.0 if line == near.text else 0.0 for _, line in pairs])
    assert near in pool.near
    assert near not in pool.easy


def test_an_unmarked_line_above_every_right_one_is_not_called_wrong(pool):
    doubtful, *others = pool.best
    sift_one(pool, lambda pairs: [9.0 if line == doubtful.text else 0.0 for _, line in pairs])
    assert doubtful not in pool.best
    assert pool.best == others


def test_nothing_is_let_go_where_the_document_leaves_the_question_open(
    settings, labelled, snapshot
):
    pools = prepare(settings, [labelled], 0, lambda _: None).pools
    open_ = next(p for p in pools if not p.right)
    before = list(open_.best)
    sift_one(open_, lambda pairs: [9.0] * len(pairs))
    assert open_.best == before
