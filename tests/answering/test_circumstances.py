"""Whether a candidate tells for whom and what a dose is."""

from dataclasses import replace

import pytest

from citewell.answering.circumstances import (
    is_of_another_arm,
    is_of_another_disease,
    is_of_another_diseases_document,
    is_of_another_value,
    untold,
    untold_disease,
    untold_states,
    untold_time,
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
        # Two names share a word and are not one; the shorter may be either.
        ("Dose in rheumatoid arthritis?", "In psoriatic arthritis, take 4 capsules.", True),
        ("Dose in arthritis?", "In psoriatic arthritis, take 4 capsules a day.", False),
        ("Dose in rheumatoid arthritis?", "In arthritis, take 4 capsules a day.", False),
    ],
)
def test_a_dose_for_another_disease(question, line, expected):
    (candidate,) = candidates(f"# Capsules\n\n{line}")
    assert is_of_another_disease(candidate, analyse(question)) is expected


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("How many psoriasis patients were free of plaques?", False),
        ("How many with colitis got well?", True),
        ("How many got well?", False),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "# Psoriasis\n\nHalf got well.",
        "# A trial\n\nIn psoriasis, half got well.",
        "# A trial\n\nIt was about psoriasis. It took a year. Half got well.",
    ],
)
def test_what_was_reached_in_one_disease_is_told_of_that_one(text, question, untold):
    candidate = candidates(text)[-1]
    assert untold_disease(candidate, analyse(question)) is untold


def test_a_disease_in_its_short_form_is_another_too():
    (plain,) = candidates("# Capsules\n\nApproved for PsA: 4 capsules.")
    question = analyse("What dose for rheumatoid arthritis?")
    assert not is_of_another_disease(plain, question)
    told = replace(plain, abbreviations=(("PsA", "psoriatic arthritis"),))
    assert is_of_another_disease(told, question)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Take one tablet a day.", 1),
        ("If your renal function is poor, take half a tablet.", 0),
        ("Adjust the dose if the eGFR is below 30 ml/min.", 0),
    ],
)
def test_an_organ_is_told_in_any_of_its_words(line, expected):
    (candidate,) = candidates(f"# Tablets\n\n{line}")
    assert untold(candidate, analyse("My kidneys are weak. What is the dose?")) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("For how long is breast-feeding advised against?", 1),
        ("For how long after it may I not get pregnant?", 0),
        ("For how long is surgery advised against?", 0),
    ],
)
def test_what_holds_in_pregnancy_is_said_of_it(question, expected):
    (candidate,) = candidates("# Pen\n\n## Pregnancy\n\nUse contraception for six months.")
    assert untold_states(candidate, analyse(question)) == expected


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        ("What does error E20 mean?", "Error E12 means too little water.", True),
        ("What does error E12 mean?", "Error E12 means too little water.", False),
        ("What does error E20 mean?", "Errors are listed on the last page.", False),
        ("What was the ACR70 rate?", "ACR20 was reached by 71 %, ACR50 by 40 %.", True),
        ("What is revenue to be in 2024?", "For 2023 we expect 2.0 billion.", True),
        ("What was revenue from 2008 to 2010?", "In 2008-2010 it was 2.0 billion.", False),
        ("How long at 60 °C?", "At 40 °C it takes 2 hours.", True),
        ("How long at 40 °C?", "At 40 °C it takes 2 hours.", False),
        # A bound or a range holds for temperatures that it does not name.
        ("May it be kept at 20 °C?", "Keep it below 25 °C.", False),
        ("May it be kept at 20 °C?", "Keep it at 15 to 25 °C.", False),
        # What a person brings along is no name of anything: 20 mg may well be too much.
        ("May I take 20 mg?", "Take 10 mg at most.", False),
    ],
)
def test_another_value_is_told_apart_by_its_number(question, line, expected):
    (candidate,) = candidates(f"# Text\n\n{line}")
    assert is_of_another_value(candidate, analyse(question)) is expected


def test_the_row_before_does_not_lend_its_temperature():
    rows = candidates("# Washing\n\n| Heat | Time |\n|---|---|\n| 40 °C | 2 h |\n| 60 °C | 1 h |\n")
    question = analyse("How long does it wash at 40 °C?")
    assert [is_of_another_value(c, question) for c in rows] == [False, True]


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        ("What rate did the placebo group reach?", "The response was 61 % at week 24.", True),
        ("How many relapsed on placebo?", "The response was 61 % at week 24.", True),
        ("What rate did the placebo group reach?", "It was 61 % vs. 38 %.", False),
        ("What rate did the placebo group reach?", "Of the placebo patients, 38 % did.", False),
        ("Is birth control needed?", "Use a condom.", False),
    ],
)
def test_what_is_said_of_the_treated_does_not_tell_of_the_others(question, line, expected):
    (candidate,) = candidates(f"# Comparison with others\n\n{line}")
    assert is_of_another_arm(candidate, analyse(question)) is expected


@pytest.mark.parametrize(
    "question",
    [
        "What is the dose in rheumatoid arthritis (RA)?",
        "What is the dose in RA (rheumatoid arthritis)?",
    ],
)
def test_either_form_of_a_disease_tells_it(question):
    (candidate,) = candidates("# On a medicine\n\nIn RA, 2 mg is taken.")
    assert untold(candidate, analyse(question)) == 0


def test_the_row_above_says_nothing_of_a_row():
    rows = candidates(
        "# On a medicine\n\n| Point | Alphanib |\n| --- | --- |\n| Psoriatic arthritis | 4 mg |\n"
        "| Usual dose | once daily |\n"
    )
    asked = analyse("What is the dose in psoriatic arthritis?")
    assert [untold(row, asked) for row in rows[-2:]] == [0, 1]
    assert not is_of_another_disease(rows[-1], analyse("What is the dose in rheumatoid arthritis?"))


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("How much for osteoporosis?", True),
        ("How much for leukemia?", False),  # spelled leukaemia
        ("How much for restless legs or gout?", False),
        ("How much for me?", False),
    ],
)
def test_a_document_that_never_names_the_disease_has_no_dose_for_it(question, others):
    found = candidates("# Braxol\n\nTake 5 mg.\n\n## Uses\n\nGout and leukaemia.")
    assert all(is_of_another_diseases_document(c, analyse(question)) is others for c in found)


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("May I drink before an operation?", True),
        ("May I drink before the scan?", False),
        ("May I drink after a scan of the heart?", False),
        ("May I drink before surgery or the scan?", False),
        # Told in too many ways to be missed.
        ("May I drink before starting it?", False),
        ("May I drink during the treatment?", False),
        ("May I drink after 4 weeks?", False),
        ("Who drank before Ambrose?", False),
    ],
)
def test_what_holds_before_something_is_told_beside_it(question, untold):
    found = candidates("# Tea\n\nOn the day of the scan come early. Tea may be drunk.")
    assert untold_time(found[-1], analyse(question)) is untold


def test_a_circumstance_may_be_told_by_a_short_form():
    text = "# On cells\n\nIn renal cell carcinoma (RCC) grow.\n\n## Dose\n\nRCC: 50 mg daily."
    (candidate,) = candidates(text)[-1:]
    told = replace(candidate, abbreviations=(("RCC", "renal cell carcinoma"),))
    question = analyse("How much is taken in kidney cancer?")
    assert untold(told, question) < untold(candidate, question)
