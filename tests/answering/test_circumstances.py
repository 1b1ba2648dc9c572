"""Whether a candidate tells for whom and what a dose is."""

import pytest

from citewell.answering.circumstances import (
    is_of_another_disease,
    is_of_another_frequency,
    untold,
)
from citewell.answering.question import analyse

from builders import candidates  # isort: skip

TEXT = """# Baricitinib tablets

## Rheumatoid arthritis

The usual dose is 4 mg once daily.

## Children

The dose is 2 mg once daily. Beside probenecid it is halved.
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the usual dose of baricitinib?", [0, 0, 0]),
        ("What dose of baricitinib is taken for rheumatoid arthritis?", [0, 1, 1]),
        ("What is the dose in children?", [1, 0, 0]),
        ("What dose of baricitinib is taken beside probenecid?", [1, 1, 0]),
        ("What dose of baricitinib is taken for psoriasis in children?", [1, 0, 0]),
        ("What dose of tofacitinib do children take?", [1, 0, 0]),
        ("What dose is taken for polyarthritis (rheumatoid arthritis)?", [0, 1, 1]),
    ],
)
def test_what_is_not_told_is_counted(question, expected):
    assert [untold(c, analyse(question)) for c in candidates(TEXT)] == expected


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        ("Dose for bowel cancer?", "To treat melanoma, take 6 capsules once a day.", True),
        ("Dose for bowel cancer?", "To treat cancer of the bowel, take 4 capsules a day.", False),
        ("Dose for bowel cancer?", "Take 4 capsules once a day.", False),
        ("How many capsules a day?", "To treat melanoma, take 6 capsules once a day.", False),
    ],
)
def test_a_dose_for_another_disease(question, line, expected):
    (candidate,) = candidates(f"# Capsules\n\n{line}")
    assert is_of_another_disease(candidate, analyse(question)) is expected


EFFECTS = """# Tablets

Common side effects (may affect up to 1 in 10 people):

- mild headache

Uncommon side effects (may affect up to 1 in 100 people):

- high fever
"""


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("Which side effects are common?", [False, False, True, True]),
        ("Which side effects are very common?", [True, True, True, True]),
        ("Which uncommon side effects are there?", [True, True, False, False]),
        ("How common is a headache?", [False, False, False, False]),
        ("Which side effects are there?", [False, False, False, False]),
    ],
)
def test_effects_that_are_seen_more_often_or_less(question, others):
    found = candidates(EFFECTS)
    assert [is_of_another_frequency(c, analyse(question)) for c in found] == others
