"""Blanks that a text lost are put back for those who judge it; what is quoted keeps its own."""

import pytest

from answering.builders import candidates
from citewell.answering.blanks import glued_in, with_blanks, without_blanks
from citewell.documents import Span

GLUED = (
    "Theleaves of tea wereplucked in the morning, andthe water washeated with care. In the"
    " firstcup the taste wasmild. Afterrolling the leaves weredried in pans, aswell as in the"
    " sun.Thereafter,oolong was baked ofIVIG Tea Gardens. The leaves kept for 5 monthsof winter"
    " without scarring or breathlessness, inassociation with inoperable pans."
)


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("Theleaves", "The leaves"),
        ("wasmild", "was mild"),
        ("aswell", "as well"),
        ("monthsof", "months of"),
        ("inassociation", "in association"),
    ],
)
def test_small_words_are_taken_apart_from_what_they_stand_beside(glued, apart):
    assert glued_in(GLUED)[glued] == apart


@pytest.mark.parametrize("word", ["scarring", "breathlessness", "inoperable", "leaves"])
def test_a_word_stays_one(word):
    assert word not in glued_in(GLUED)


def test_what_shows_without_a_list_of_words():
    assert with_blanks("Thereafter,oolong ofIVIG GreenTea", GLUED) == (
        "Thereafter, oolong of IVIG GreenTea"
    )
    assert with_blanks("CutaneousDermatitis", GLUED) == "Cutaneous Dermatitis"


def test_a_clean_text_keeps_its_rare_words():
    text = "Tea leaves of Asalong were rolled. " * 20 + "Theleaves wereplucked."
    assert glued_in(text) == {}
    assert with_blanks("Theleaves", text) == "Theleaves"


def test_a_medicine_is_one_word_unless_it_stands_alone_too():
    text = f"{GLUED} She took prednisolone. Later withprednisolone she took tofacitinib."
    assert glued_in(text)["withprednisolone"] == "with prednisolone"
    assert "tofacitinib" not in glued_in(text)


def test_a_candidate_is_judged_with_blanks_and_quoted_without():
    candidate = next(c for c in candidates(GLUED) if "wasmild" in c.quote)
    assert "was mild" in candidate.told
    assert "wasmild" in candidate.shown
    assert "wasmild" in candidate.quote


def test_a_span_is_found_again():
    told = with_blanks("wasmild for 5 monthsof it", GLUED)
    at = told.index("5 months of")
    assert (
        without_blanks(Span(at, at + 8), "wasmild for 5 monthsof it", told).of(
            "wasmild for 5 monthsof it"
        )
        == "5 months"
    )
