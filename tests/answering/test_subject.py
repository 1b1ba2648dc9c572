"""A dose belongs to the medicine it stands with."""

from __future__ import annotations

import pytest
from builders import candidates

from citewell.answering.question import analyse
from citewell.answering.subject import (
    Numbered,
    asks_for_dose,
    common_subject,
    doses_by_owner,
    goes_on_about,
    has_dose,
    is_of_a_carrier,
    is_of_another,
    is_of_another_medicines_document,
    is_of_untold_medicine,
    medicines_asked,
    numbered_in_candidate,
    with_subject,
)

TABLE = """# Two medicines

| Feature | Baricitinib | Tofacitinib |
| --- | --- | --- |
| Usual dose | 4 mg once daily | 5 mg twice daily |
"""


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        ("She took 4 mg baricitinib.", [("baricitinib", "4 mg")]),
        ("She took 4 mg of oral baricitinib.", [("baricitinib", "4 mg")]),
        ("She took baricitinib 4 mg daily.", [("baricitinib", "4 mg"), ("baricitinib", "daily")]),
        (
            "Prednisolone 5 mg was kept and baricitinib 4 mg begun.",
            [("prednisolone", "5 mg"), ("baricitinib", "4 mg")],
        ),
        ("The dose was 4 mg.", [(None, "4 mg")]),
        ("It fell by 30 %.", []),
    ],
)
def test_owner(sentence: str, owners: list[tuple[str | None, str]]) -> None:
    (candidate,) = candidates(sentence)
    shown = candidate.shown
    assert [(owner, span.of(shown)) for owner, span in doses_by_owner(candidate)] == owners


def test_a_sentence_that_names_none_goes_on_about_the_one_before() -> None:
    _, second = candidates("Baricitinib was begun after a week. The dose was 4 mg.")
    assert [owner for owner, _ in doses_by_owner(second)] == ["baricitinib"]
    assert is_of_another(second, analyse("What dose of prednisolone?"))
    assert not is_of_another(second, analyse("What dose of baricitinib?"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("To what is enzalutamide cut with weak kidneys?", True),
        ("To what is dabigatran cut with weak kidneys?", False),
        ("I take acetaminophen. Is it cut?", False),  # mentioned, as paracetamol
        ("I take enzalutamide. To what is Braxol cut?", False),
        ("To what is it cut with weak kidneys?", False),
    ],
)
def test_the_leaflet_of_one_medicine_says_nothing_of_another(question: str, expected: bool) -> None:
    text = (
        "# Braxol capsules\n\nWith weak kidneys dabigatran is cut to 75 mg. Not with paracetamol."
    )
    for candidate in candidates(text):
        assert is_of_another_medicines_document(candidate, analyse(question)) is expected


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        ("How many mg per kilo?", "Braxol contains less than 1 mmol sodium (23 mg) a dose.", True),
        ("How many mg?", "Made up, it contains 17.7 mmol (or 406 mg) sodium per dose.", True),
        ("How much sodium is in it?", "Braxol contains less than 23 mg sodium a dose.", False),
        ("How many mg per kilo?", "Each tablet contains 4 mg of dabigatran.", False),
        ("How many mg per kilo?", "Diclofenac sodium is taken at 50 mg.", False),
    ],
)
def test_what_it_is_made_up_with_is_no_dose(question: str, line: str, expected: bool) -> None:
    (candidate,) = candidates(line)
    assert is_of_a_carrier(candidate, analyse(question)) is expected


def test_a_brand_that_the_title_has_is_asked_for() -> None:
    text = "# Braxol capsules\n\nTake it beside binimetinib. Braxol is taken as {} a day."
    _, second = candidates(text.format("4 capsules of 75 mg"))
    assert not is_of_another(second, analyse("Braxol beside cetuximab: how many mg a day?"))
    assert is_of_another(second, analyse("Cetuximab: how many mg a day?"))


def test_cells_belong_to_the_head_of_their_column() -> None:
    (row,) = candidates(TABLE)
    assert [(owner, span.of(row.shown)) for owner, span in doses_by_owner(row)] == [
        ("baricitinib", "4 mg once daily"),
        ("tofacitinib", "5 mg twice daily"),
    ]


def test_what_is_asked() -> None:
    assert asks_for_dose(analyse("How often is it taken?"))
    assert not asks_for_dose(analyse("Does it cause nausea?"))
    assert medicines_asked(analyse("Is Tofacitinib stronger than baricitinib?")) == (
        "tofacitinib",
        "baricitinib",
    )
    dose, often = analyse("What dose?"), analyse("How often is it taken?")
    assert not has_dose(candidates("Baricitinib helped her.")[0], dose)
    (four,) = candidates("She took baricitinib 4 mg.")
    assert has_dose(four, dose)
    assert not has_dose(four, often)


def test_patients_are_told_apart() -> None:
    first, second = candidates("Patient 1 took 5 mg. Patient 2 took 4 mg.")
    asked = ("patient 2",)
    assert numbered_in_candidate(first, asked) is Numbered.ANOTHER
    assert numbered_in_candidate(second, asked) is Numbered.ASKED
    assert numbered_in_candidate(candidates("He took 4 mg.")[0], asked) is Numbered.UNTOLD


def test_a_story_goes_on_to_the_end_of_its_paragraph() -> None:
    text = """Patient 1 had been ill for many years. Cold water was given to drink.

All of them improved, but for a rash in patient 1. The rash healed without a scar.
"""
    asked = ("patient 1",)
    told = [goes_on_about(candidate, asked) for candidate in candidates(text)]
    # The first and the third name the patient themselves; the last follows a mention in passing.
    assert told == [None, "patient 1", None, None]
    assert goes_on_about(candidates(text)[1], ("patient 2",)) is None


def test_a_story_is_that_of_the_patient_in_the_heading() -> None:
    (sentence,) = candidates("# Three cases\n\n## Patient 2\n\nWater was given.")
    assert goes_on_about(sentence, ("patient 2",)) == "patient 2"


@pytest.mark.parametrize(
    ("titles", "subject"),
    [
        (["Baricitinib for skin", "Baricitinib and joints", "An overview"], "baricitinib"),
        (["Baricitinib for skin", "Tofacitinib and joints"], None),
        ([], None),
    ],
)
def test_common_subject(titles: list[str], subject: str | None) -> None:
    assert common_subject(titles) == subject


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("What is the dose?", "What is the dose of baricitinib?"),
        ("How often is it taken?", "How often is it taken (baricitinib)?"),
        ("What is the dose of tofacitinib?", "What is the dose of tofacitinib?"),
        # What another medicine's name does not show is no reason to answer with this one's dose.
        ("What dose of warfarin is safe?", "What dose of warfarin is safe?"),
        ("How much paracetamol a day?", "How much paracetamol a day?"),
        ("Is it true?", "Is it true?"),
    ],
)
def test_a_dose_of_no_named_medicine_is_that_of_the_subject(question: str, understood: str) -> None:
    assert with_subject(question, "baricitinib") == understood
    assert with_subject(question, None) == question


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("How much prednisolone is taken with Braxol?", True),
        ("How much dabigatran is in it?", False),  # which the leaflet is about
        ("How much paracetamol may be taken?", False),
        ("How much is taken?", False),
    ],
)
def test_the_dose_in_a_leaflet_is_not_that_of_what_it_is_taken_beside(question, untold):
    text = (
        "# Braxol 5 mg tablets\n\ndabigatran\n\n## What it is\n\nIt thins the blood. "
        + "It is made of small grains that melt. " * 12
        + "\n\n## How to take it\n\nTake 5 mg daily, and no more than 2 g of paracetamol."
    )
    candidate = candidates(text)[-1]
    assert is_of_untold_medicine(candidate, analyse(question)) is untold


def test_how_often_one_is_taken_is_not_how_much_of_it():
    (line,) = candidates("Prednisolone once a month went on beside baricitinib 4 mg daily.")
    assert is_of_another(line, analyse("How much prednisolone was taken?"))
    assert not is_of_another(line, analyse("How often was prednisolone taken?"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How often is tea taken?", True),
        ("How often does tea cause headaches?", False),
        ("How often are headaches seen with tea?", False),
    ],
)
def test_how_often_an_effect_is_seen_is_no_dose(question, expected):
    assert asks_for_dose(analyse(question)) is expected
