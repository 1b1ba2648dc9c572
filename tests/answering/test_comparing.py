"""A question that sets two things against each other is answered by what speaks of both."""

import pytest

from answering.builders import candidates
from citewell.answering.comparing import speaks_of_one
from citewell.answering.question import analyse

TRIALS = """# Tofacitinib and filgotinib

## Pain

Tofacitinib helped 40 of 100.

## Swelling

Both helped against it.

## Head to head

It was better than filgotinib.

## Placebo

It helped 40 of 100 more.
"""


@pytest.mark.parametrize(
    ("question", "one_alone"),
    [
        ("Is tofacitinib better than filgotinib?", [False, False, False, True]),
        ("How does tofacitinib differ from baricitinib?", [True, True, True, True]),
        ("How does it compare with filgotinib?", [False, False, False, False]),
        ("Does tofacitinib help?", [False, False, False, False]),
    ],
)
def test_what_speaks_of_one_alone(question, one_alone):
    found = candidates(TRIALS)
    assert [speaks_of_one(candidate, analyse(question)) for candidate in found] == one_alone


def test_a_row_speaks_of_all_in_its_heads():
    (row,) = candidates(
        "# Pills\n\n| | Tofacitinib | Filgotinib |\n|-|-|-|\n| Dose | 5 mg | 9 mg |"
    )
    assert not speaks_of_one(row, analyse("Is tofacitinib stronger than filgotinib?"))


def test_diseases_are_set_against_each_other_too():
    text = "# Joints\n\nIn gout and arthritis joints swell.\n\n## Nights\n\nGout comes at night."
    (both, one) = candidates(text)
    question = analyse("What is the difference between gout and arthritis?")
    assert not speaks_of_one(both, question)
    assert speaks_of_one(one, question)
