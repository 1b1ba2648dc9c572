"""Who reads what: the small reader everything, the larger one the best again."""

import pytest

from citewell.answering.reader import AGAIN, LARGE, LARGER, SMALL, Reader, open_reader
from citewell.answering.weighing import UNREAD, Weighing, load_weighing
from citewell.settings import Settings

from builders import candidates  # isort: skip

LINES = candidates("\n\n".join(f"Line number {n}." for n in range(AGAIN + 4)))


class Scorer:
    """Gives each pair the number in its line, times so much; keeps what it was asked."""

    def __init__(self, times):
        self.times = times
        self.asked = []

    def score(self, pairs):
        self.asked.append(pairs)
        return [self.times * float(line.split(".")[0].split()[-1]) for _, line in pairs]


def test_alone_it_reads_each_once():
    small = Scorer(1.0)
    assert Reader(small).read("Which?", LINES[:3]) == [0.0, 1.0, 2.0]
    assert len(small.asked) == 1


def test_the_best_are_read_again_and_both_count():
    small, large = Scorer(1.0), Scorer(-1.0)
    odds = Reader(small, large).read("Which?", LINES)
    assert small.asked == [[*small.asked[0]]]
    assert sorted(large.asked[0]) == sorted(small.asked[0][-AGAIN:])
    assert odds[:4] == [0.0, 1.0, 2.0, 3.0]
    assert odds[4:] == pytest.approx([(1 - 2 * LARGER) * n for n in range(4, AGAIN + 4)])


def test_fewer_than_are_read_again_are_all_read_again():
    large = Scorer(1.0)
    assert Reader(Scorer(1.0), large).read("Which?", LINES[:2]) == pytest.approx([0.0, 1.0])
    assert len(large.asked[0]) == 2


def test_each_choice_of_a_reader_brings_its_weighing(tmp_path):
    def chosen(reader):
        return open_reader(Settings(reader=reader))[1]

    assert chosen("off") == UNREAD
    own = Weighing(-1.0, UNREAD.features, reader=0.5)
    own.write(tmp_path)
    assert chosen(str(tmp_path)) == own
    assert chosen("built-in") == chosen("small") == chosen("elsewhere") == load_weighing(SMALL)
    assert (LARGE / "config.json").exists()
