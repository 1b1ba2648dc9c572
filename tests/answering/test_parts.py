"""Questions that ask several things are taken apart; those that ask one are not."""

import pytest

from citewell.answering.parts import parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How is it stored, and how long does it keep after opening?",
            ("How is it stored?", "How long does it keep after opening?"),
        ),
        (
            "What is baricitinib and what is it used for?",
            ("What is baricitinib?", "What is it used for?"),
        ),
        (
            "What dose did patient 2 take? Did it help?",
            ("What dose did patient 2 take?", "Did it help?"),
        ),
        (
            "May I take it with food and is it safe in pregnancy?",
            ("May I take it with food?", "Is it safe in pregnancy?"),
        ),
        (
            "Which jabs come first, and is a flu jab allowed?",
            ("Which jabs come first?", "Is a flu jab allowed?"),
        ),
        (
            "Who published the study of three patients, and where?",
            (
                "Who published the study of three patients?",
                "Where was the study of three patients published?",
            ),
        ),
        (
            "Is it safe in pregnancy and in older people?",
            ("Is it safe in pregnancy?", "Is it safe in older people?"),
        ),
    ],
)
def test_several_things(question, parts):
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What are the dose and the frequency?",
        "Is it safe and effective?",
        "How does it differ in children and in adults?",
        "Is it taken in the morning and with food?",
        "In summer and in winter",
        "Which patients took 4 mg and improved?",
        "I am 70 and take warfarin. May I take it?",
        "May I go back on it, and under what conditions?",
        "Side effects and how to treat them",
        "What is it? Why? Who says so? When was it? Where was it found?",
        "What happened to the patients who stopped and why did?",
        "",
    ],
)
def test_one_thing(question):
    assert parts_of(question) == (question,)
