"""What everything known counts: a weighted sum, kept and read again."""

import numpy as np
import pytest

from citewell.answering.reader import SMALL
from citewell.answering.weighing import FEATURES, FILE, Weighing, load_weighing
from citewell.errors import ModelUnavailable

SUM = Weighing(-1.0, (2.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0), reader=0.5)


def test_features_and_the_readers_word_are_summed():
    known = np.zeros((2, len(FEATURES)))
    known[0, :3] = 0.5, 9.0, 1.0
    assert SUM.odds(known).tolist() == [1.0, -1.0]
    assert SUM.odds(known, [4.0, -2.0]).tolist() == [3.0, -2.0]


def test_what_is_kept_is_read_again(tmp_path):
    SUM.write(tmp_path)
    assert load_weighing(tmp_path) == SUM


@pytest.mark.parametrize("kept", ["", "[]", '{"intercept": 1}', '{"intercept": "x", "reader": 1}'])
def test_a_broken_file_is_told_in_one_line(tmp_path, kept):
    (tmp_path / FILE).write_text(kept)
    with pytest.raises(ModelUnavailable, match=FILE):
        load_weighing(tmp_path)


def test_the_built_in_reader_counts_more_than_nothing():
    assert load_weighing(SMALL).reader > 0
