"""Whether a candidate holds the kind of amount that a question asks for."""

import pytest

from citewell.answering.answer_type import Amount, amount_asked, lacks_amount, lacks_checks
from citewell.answering.question import analyse

from builders import candidates  # isort: skip


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many millilitres does a toddler get?", Amount.VOLUME),
        ("How many mg a day?", Amount.MASS),
        ("How many units do I begin with?", Amount.ACTIVITY),
        ("How much does a ticket cost?", Amount.MONEY),
        ("What does it cost to camp there?", Amount.MONEY),
        ("How many pounds does a lamp cost?", Amount.MONEY),
        ("How many pounds did they lose?", Amount.MASS),
        ("How long does it keep?", Amount.TIME),
        ("For how many weeks is it taken?", Amount.TIME),
        ("What proportion of them were women?", Amount.SHARE),
        # A length of another kind, and what may be counted in many ways.
        ("How long is the needle?", None),
        ("How many tablets a day?", None),
        ("How many patients were there?", None),
        ("What is the dose?", None),
    ],
)
def test_the_kind_of_amount_a_question_asks_for(question, expected):
    assert amount_asked(analyse(question)) is expected


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        ("How many millilitres do I take?", "Take 40 mg a day.", True),
        ("How many millilitres do I take?", "Take 40 mg (4 mL) a day.", False),
        ("How many mg a day?", "Your doctor decides on the dose.", True),
        ("How many mg per kg a day?", "Take 2 mg/kg a day.", False),
        ("How much does a lamp cost?", "The bulb gives 5 to 6 lumens.", True),
        ("How much does a lamp cost?", "A lamp is £12.50.", False),
        ("How much does a lamp cost?", "Loans are free.", False),
        ("How long do I take it?", "Take it with food.", True),
        ("How long do I take it?", "Take it until the infection has healed.", False),
        ("What percentage is cured?", "Some are cured.", True),
        ("What percentage is cured?", "Of the patients, 12 of 40 are cured.", False),
        ("What percentage is cured?", "About 3 to 4 in every 100 are cured.", False),
        ("What does it do?", "Take it with food.", False),
    ],
)
def test_a_line_without_that_kind_of_amount(question, line, expected):
    (candidate,) = candidates(f"# Text\n\n{line}")
    assert lacks_amount(candidate, analyse(question)) is expected


def test_the_head_of_a_column_tells_the_unit():
    (row,) = candidates("# Doses\n\n| Weight | Dose (mg) |\n|---|---|\n| 10 kg to 20 kg | 40 |\n")
    assert not lacks_amount(row, analyse("How many mg do I give?"))
    assert lacks_amount(row, analyse("How many millilitres do I give?"))


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        ("How often are the tests repeated?", "Take it once a day.", True),
        ("How often are the tests repeated?", "Your blood is checked once a month.", False),
        ("How often is it taken?", "Take it once a day.", False),
        ("Which tests are repeated?", "Take it once a day.", False),
    ],
)
def test_how_often_something_is_checked_is_not_how_often_it_is_taken(question, line, expected):
    (candidate,) = candidates(f"# On a medicine\n\n{line}")
    assert lacks_checks(candidate, analyse(question)) is expected
