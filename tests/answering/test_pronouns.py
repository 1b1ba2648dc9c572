"""A word stands for a thing of which what is asked can be asked, or for nothing."""

from __future__ import annotations

import pytest

from citewell.answering.condense import condense

CASES = {
    "what is taken is the medicine, not the disease": (
        ["What dose of baricitinib was used in dermatomyositis?"],
        "And how often is it taken?",
        "How often is baricitinib taken?",
    ),
    "what is treated is the disease, not the medicine": (
        ["Does baricitinib help in dermatomyositis?"],
        "How is it diagnosed?",
        "How is dermatomyositis diagnosed?",
    ),
    "a disease is not the treatment": (
        ["What is dermatomyositis?"],
        "Was the treatment tolerated?",
        "Was the treatment tolerated (dermatomyositis)?",
    ),
    "the disease": (
        ["Does baricitinib help in dermatomyositis?"],
        "How common is the disease?",
        "How common is dermatomyositis?",
    ),
    "those who recovered": (
        ["What is known of dermatomyositis?"],
        "Did they recover?",
        "Did the patients recover (dermatomyositis)?",
    ),
    "what was asked for": (
        ["Which enzymes does baricitinib block?"],
        "What do they do?",
        "What do the enzymes do (baricitinib)?",
    ),
    "some of what was asked for": (
        ["What are the benefits of it?"],
        "Which of these is the greatest?",
        "Which of the benefits is the greatest?",
    ),
    "what has no name": (
        ["Who wrote the harbour report?"],
        "When was it published?",
        "When was the harbour report published?",
    ),
    "one of several": (
        ["How does baricitinib compare with tofacitinib?"],
        "Which one is taken twice a day?",
        "Which one is taken twice a day (baricitinib, tofacitinib)?",
    ),
    "ones left alone": (
        ["Which vaccines are needed?"],
        "Which ones?",
        "Which vaccines are needed?",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_word_stands_for(name: str) -> None:
    history, question, understood = CASES[name]
    assert condense(question, history) == understood


def test_what_is_taken_is_the_medicine_that_the_documents_are_about() -> None:
    history = ["What is dermatomyositis?"]
    understood = condense("How often is it taken?", history, "baricitinib")
    assert understood == "How often is baricitinib taken?"


def test_what_is_taken_stands_for_nothing_where_no_medicine_was_named() -> None:
    understood = condense("Is it stored in a cool place?", ["What is dermatomyositis?"])
    assert understood == "Is it stored in a cool place?"
