"""What is asked of one effect is not answered by what tells of others."""

import pytest

from answering.builders import candidates
from citewell.answering.effects import (
    is_of_another_medicine,
    untold_effect,
    untold_tolerance,
)
from citewell.answering.question import analyse


@pytest.mark.parametrize(
    ("question", "line", "untold"),
    [
        ("Can it cause blood clots?", "It changes the counts of blood cells.", True),
        ("Can it cause blood clots?", "Rarely, veins are blocked (thrombosis).", False),
        ("Can it cause blood clots?", "Few platelets are seen (thrombocytopenia).", True),
        ("Does it lead to nausea?", "Feeling sick is common.", False),
        ("Does it lead to nausea?", "Like any medicine, it has side effects.", True),
        ("Does it raise the risk of shingles?", "Herpes zoster came back in two.", False),
        ("Does it give people headaches or a rash?", "A rash was seen.", False),
        # Effects without a known name, and questions about something else.
        ("Can it cause trouble at school?", "It changes the counts of blood cells.", False),
        ("Is it taken with nausea?", "It changes the counts of blood cells.", False),
        ("What causes the pain?", "It changes the counts of blood cells.", False),
    ],
)
def test_an_effect_that_is_asked_of_is_named(question, line, untold):
    (candidate,) = candidates(line)
    assert untold_effect(candidate, analyse(question)) is untold


def test_it_may_be_named_above():
    (candidate,) = candidates("# Headache\n\nOne in ten had it.")
    assert not untold_effect(candidate, analyse("Does it cause headaches?"))


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        ("How well is baricitinib tolerated?", "Tofacitinib was not tolerated well.", True),
        ("How well is baricitinib tolerated?", "Baricitinib, not tofacitinib, was.", False),
        ("How well is baricitinib tolerated?", "It was tolerated well.", False),
        ("What was taken before baricitinib?", "Tofacitinib was taken first.", False),
        ("How well is tea tolerated?", "Tofacitinib was not tolerated well.", False),
    ],
)
def test_what_one_medicine_does_is_not_what_another_does(question, line, expected):
    (candidate,) = candidates(line)
    assert is_of_another_medicine(candidate, analyse(question)) is expected


@pytest.mark.parametrize(
    ("question", "line", "untold"),
    [
        ("How well was tea tolerated?", "Tea helped as early as week 4.", True),
        ("How well was tea tolerated?", "No severe side-effects were recorded.", False),
        ("How well was tea tolerated?", "They tolerated it well.", False),
        ("Did tea help?", "Tea helped as early as week 4.", False),
    ],
)
def test_how_something_is_tolerated_is_not_how_it_works(question, line, untold):
    (candidate,) = candidates(line)
    assert untold_tolerance(candidate, analyse(question)) is untold
