"""Quotes are found where they stand, and nowhere else."""

from __future__ import annotations

import pytest

from citewell.documents import Span
from citewell.evaluating.locate import Place
from citewell.evaluating.questions import Evidence
from evaluating.builders import LOCATOR, SKIN


def test_blanks_of_any_kind_are_alike() -> None:
    (place,) = LOCATOR.places([Evidence("skin", "4 mg daily")])
    assert (place.document, place.span.of(SKIN)) == ("skin.md", "4\u202fmg\ndaily")


@pytest.mark.parametrize("name", ["notes/joints.txt", "notes/joints", "joints.txt", "joints"])
def test_a_document_may_be_named_with_or_without_folder_and_suffix(name: str) -> None:
    assert LOCATOR.knows(name)
    assert LOCATOR.places([Evidence(name, "Joints")]) == (Place("notes/joints.txt", Span(0, 6)),)


def test_a_quote_is_looked_for_in_its_own_document_only() -> None:
    assert LOCATOR.places([Evidence("joints", "Her skin healed.")]) == ()
    assert LOCATOR.places([Evidence("lungs", "4 mg daily")]) == ()
    assert not LOCATOR.knows("lungs")


def test_marks_in_a_quote_mean_themselves() -> None:
    assert LOCATOR.places([Evidence("skin", "H.r skin")]) == ()


def test_places_meet_when_they_share_a_character_of_one_document() -> None:
    place = Place("a.md", Span(3, 6))
    assert place.meets([Place("a.md", Span(5, 9))])
    assert not place.meets([Place("a.md", Span(6, 9)), Place("b.md", Span(3, 6))])
