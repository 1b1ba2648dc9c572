"""Ages and weights: whom a question is about, and for whom a line is."""

import math

import pytest
from builders import candidates

from citewell.answering.bands import (
    Band,
    Person,
    ages_in,
    is_untold_for_minors,
    outside,
    person_in,
    weights_in,
)
from citewell.answering.question import analyse


def line_under(line, *headings):
    """A line as a candidate, below headings."""
    above = "".join(f"{'#' * (2 + at)} {heading}\n\n" for at, heading in enumerate(headings))
    return candidates(f"# Leaflet\n\n{above}{line}")[-1]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("My son is 5 and weighs 18 kg. How much does he need?", Person(5, 18)),
        ("I am 52 with rheumatoid arthritis.", Person(52)),
        ("I'm 81, can I take it?", Person(81)),
        ("Our 3 yr old has just been diagnosed", Person(3)),
        ("dose for a 12-year-old girl", Person(12)),
        ("a 6 month old baby", Person(0.5)),
        ("Our boy (5 years, 18 kg) gets it.", Person(5, 18)),
        ("my daughter, 11 months and 8 kg, has a fever", Person(11 / 12, 8)),
        ("It was kept for 5 years, 18 kg of it.", Person()),
        ("My grandmother is now 84", Person(84)),
        ("How many millilitres does a toddler of 8 kg get?", Person(None, 8)),
        ("I weigh 85 kg", Person(None, 85)),
        ("a 30 kg child", Person(None, 30)),
        ("I am 20 weeks pregnant", Person()),
        ("I lost 5 kg on it", Person()),
        ("I have taken it for 3 years", Person()),
        ("I'm 40 and my husband is 52", Person()),
        ("The dose is 5 mg", Person()),
    ],
)
def test_whom_a_question_is_about(text, person):
    assert person_in(text) == person


@pytest.mark.parametrize(
    ("text", "inside", "beside"),
    [
        ("Adults and adolescents from 12 years of age: 5 mg.", [12, 40], [11]),
        ("Children aged 2 to 5 years get half a tablet.", [2, 5.5], [1, 6]),
        ("Children under 12 years should not take it.", [3, 11], [12]),
        ("Patients aged 75 years and older start with 2 mg.", [75, 90], [70]),
        ("Use in children between 6 months and 3 years", [0.5, 3], [0.2, 4]),
        ("Women over 60 years", [61], [30]),
        ("5 micrograms for individuals from birth through 15 years of age", [0, 15], [34]),
        ("The usual dose for adults is one tablet.", [18, 70], [10]),
        ("In children and adults the dose is the same.", [3, 50], []),
        ("Children up to 17 years of age", [17], [18]),
    ],
)
def test_bands_of_age(text, inside, beside):
    bands = ages_in(text)
    assert [age for age in inside if not any(b.holds(age) for b in bands)] == []
    assert [age for age in beside if any(b.holds(age) for b in bands)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Treatment lasts for more than 2 years.",
        "It was stored for up to 3 years.",
        "Take it daily.",
    ],
)
def test_how_long_something_lasts_is_no_age(text):
    assert ages_in(text) == ()


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("weighing 50 kg or more", Band(50, math.inf)),
        ("Children weighing at least 40 kg", Band(40, math.inf)),
        ("from 10 kg to less than 20 kg", Band(10, 20)),
        ("If you weigh more than 120 kg", Band(120, math.inf)),
    ],
)
def test_bands_of_weight(text, band):
    assert weights_in(text) == (band,)


def test_a_dose_per_kilogram_is_no_band():
    assert weights_in("up to 5 mg per kg, 10 kg per day, less than 4 mg/kg") == ()


@pytest.mark.parametrize(
    ("line", "ways"),
    [
        ("Adults weighing 50 kg or more: 1000 mg each day.", 2),
        ("Children from 4 years, weighing less than 25 kg: 10 mg.", 0),
        ("Swallow the tablet whole.", 0),
        ("Children weighing 25 kg or more: 20 mg.", 1),
    ],
)
def test_a_line_for_others_only(line, ways):
    question = analyse("My son is 5 and weighs 18 kg. How much does he need?")
    assert outside(line_under(line), question) == ways


def test_the_heading_counts_where_the_line_does_not_say():
    question = analyse("How much does my 5 year old need?")
    assert outside(line_under("Take 10 mg.", "Dose", "Adults"), question) == 1
    assert outside(line_under("Children: 5 mg.", "Dose", "Adults"), question) == 0


@pytest.mark.parametrize(
    ("question", "line", "others"),
    [
        ("How much is a pass for a child?", "Annual pass, adult: 20 pounds.", 1),
        ("How much is a pass for a child?", "Annual pass: 20 pounds.", 0),
        ("How much is a pass for a child?", "Adults and children pay 20 pounds.", 0),
        ("How much do infants get?", "Children get 5 mg.", 0),
        ("How much do adults get?", "Babies get 5 mg.", 1),
        ("How much do older adults get?", "Adults get 5 mg.", 0),
        ("Is it safe for my baby if I breast-feed?", "Adults get 5 mg.", 0),
        ("My son is 5. How much does he get?", "Adults get 5 mg.", 1),
    ],
)
def test_children_and_adults_are_told_apart(question, line, others):
    (candidate,) = candidates(line)
    assert outside(candidate, analyse(question)) == others


@pytest.mark.parametrize(
    ("question", "line", "untold"),
    [
        ("How much does a child get?", "The usual dose is 400 mg.", True),
        ("My son is 5. How much does he get?", "The usual dose is 400 mg.", True),
        ("My son is 5. How much does he get?", "From 4 years of age it is 40 mg.", False),
        ("How much does a child get?", "For boys and girls it is 40 mg.", False),
        ("How much does an adult get?", "The usual dose is 400 mg.", False),
        ("How much do I get?", "The usual dose is 400 mg.", False),
    ],
)
def test_a_dose_without_a_word_on_children_is_not_for_them(question, line, untold):
    (candidate,) = candidates(line)
    assert is_untold_for_minors(candidate, analyse(question)) is untold
