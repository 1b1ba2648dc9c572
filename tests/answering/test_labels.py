"""Results that stand under the name of a trial."""

import pytest

from citewell.answering.labels import is_under_another_name
from citewell.answering.question import analyse

from builders import candidates  # isort: skip

TRIALS = """# Trials of a tea

1. TEA-ONE (2021): Of 90 people, 40 % slept better. They drank 12 % more.
2. TEA-TWO (2022): Of 50 people, 30 % slept better.
3. In a third one nobody did.

Dose: one cup.

Children: half a cup.
"""
ONE, MORE, TWO, THIRD, DOSE, CHILDREN = candidates(TRIALS)


@pytest.mark.parametrize(
    ("question", "of_another"),
    [
        ("How much more did they drink in TEA-TWO?", [ONE, MORE]),
        ("How many slept better in TEA-ONE?", [TWO]),
        ("Was TEA-TWO better than TEA-ONE?", []),
        ("How many slept better?", []),
        ("How many slept better in TEA-NINE?", []),
        ("What is the dose in children?", []),
    ],
)
def test_what_stands_under_one_name_is_not_said_of_another(question, of_another):
    asked = analyse(question)
    assert [c for c in candidates(TRIALS) if is_under_another_name(c, asked)] == of_another
