"""A question is put in the words that the documents have."""

from __future__ import annotations

import pytest

from citewell.answering.synonyms import holds, in_words_of, other_words, with_initials


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Do clots happen?", "Do clots (thrombosis) happen?"),
        ("Is the kidney checked?", "Is the kidney (renal) checked?"),
        # What the documents have is left as it is, and so is what nobody has another word for.
        ("Is the liver checked?", "Is the liver checked?"),
        ("Is the spleen checked?", "Is the spleen checked?"),
        ("Clots in the kidneys?", "Clots (thrombosis) in the kidneys (renal)?"),
        ("Clots (thrombosis)?", "Clots (thrombosis)?"),
    ],
)
def test_another_word_for_the_same(question: str, told: str) -> None:
    documents = {"thrombosis", "renal", "liver", "hepatic"}
    assert in_words_of(question, documents.__contains__) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Dose in psoriatic arthritis?", "Dose in psoriatic arthritis (PsA)?"),
        (
            "Is systemic lupus erythematosus treated?",
            "Is systemic lupus erythematosus (SLE) treated?",
        ),
        # Two capitals alone stand for too much.
        ("Dose in rheumatoid arthritis?", "Dose in rheumatoid arthritis?"),
        ("Dose in psoriatic arthritis (PsA)?", "Dose in psoriatic arthritis (PsA)?"),
        ("Who wrote the psalms again?", "Who wrote the psalms again?"),
    ],
)
def test_initials_of_a_disease(question: str, told: str) -> None:
    assert with_initials(question, {"PsA", "RA", "SLE", "WTP"}.__contains__) == told


def test_the_other_words_of_the_table() -> None:
    others = other_words("kidney")
    assert "renal" in others
    assert "kidney" not in others
    assert other_words("spleen") == ()


def test_a_text_holds_whole_words() -> None:
    assert holds("renal function", "renal")
    assert not holds("adrenal function", "renal")
