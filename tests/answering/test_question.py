"""Questions are taken apart the same way whatever their typography."""

from __future__ import annotations

import pytest

from citewell.answering.question import (
    Wants,
    analyse,
    asks_for_number,
    names_in,
    numbered_in,
    tells_number,
    with_long_forms,
)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("What dose was used?", Wants.QUANTITY),
        ("How many patients took part?", Wants.QUANTITY),
        ("How often is it taken?", Wants.TIME),
        ("How long until the joints improve?", Wants.TIME),
        ("Why was tofacitinib stopped?", Wants.REASON),
        ("Can it upset my stomach?", Wants.YES_NO),
        ("Which antibody did patient 2 have?", Wants.NAME),
        ("Baricitinib", Wants.OTHER),
    ],
)
def test_wants(text: str, wants: Wants) -> None:
    assert analyse(text).wants is wants


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What was the ACR20 response in RA\u2011BEACON?", ("acr20", "ra-beacon")),
        ("Was IFI44 lower on baricitinib?", ("ifi44", "baricitinib")),
        ("Can I take ibuprofen?", ("ibuprofen",)),
        ("What is the capital of France?", ()),
        ("IS IT SAFE", ()),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_numbered() -> None:
    assert numbered_in("Patient 3 and the phase III trial") == ("patient 3", "phase iii")
    assert numbered_in("the third patient and the second elderly male patient") == (
        "patient 3",
        "patient 2",
    )
    assert numbered_in("the first rheumatoid arthritis (RA) patient") == ("patient 1",)
    assert numbered_in("the first dose that the patient took, the first reported case") == ()


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("What are the side effects?", True),
        ("Which blood tests should be monitored?", True),
        ("How often is it taken?", False),
        ("Why was it stopped?", False),
    ],
)
def test_lists(text: str, is_list: bool) -> None:
    assert analyse(text).is_list is is_list


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many patients took part?", True),
        ("What is the risk per 1,000 people?", True),
        ("Which share of patients, in percent?", True),
        ("How much better is it?", False),
        ("Why was it stopped?", False),
    ],
)
def test_what_only_a_number_answers(text, expected):
    assert asks_for_number(analyse(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It dries for forty minutes.", True),
        ("It fell by half.", True),
        ("Three of 20 stopped.", True),
        ("The leaves dry slowly.", False),
    ],
)
def test_numbers_are_seen_in_figures_and_in_words(text, expected):
    assert tells_number(text) is expected


def test_a_short_form_that_is_a_word_is_not_spelled_out():
    introduced = (("US", "ultrasonography"), ("GAD", "generalised anxiety disorder"))
    assert with_long_forms("How many US adults have GAD?", introduced) == (
        "How many US adults have GAD (generalised anxiety disorder)?"
    )
