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
    "what one gets": (
        ["Can baricitinib cause nausea?"],
        "What percentage of patients get that?",
        "What percentage of patients get nausea?",
    ),
    "what one gets is what is caused": (
        ["Does green tea cause headaches in people with gout?"],
        "And how many suffer from this after a week?",
        "How many suffer from headaches after a week?",
    ),
    "what one has": (
        ["Does magnesium help against migraine?"],
        "How many women have that?",
        "How many women have migraine?",
    ),
    "what one gets against a disease is not the disease": (
        ["Is there a vaccine against shingles?"],
        "When should I get that?",
        "When should I get that (shingles)?",
    ),
    "what one gets stands for nothing where no disease was named": (
        ["How long does the dough rest?"],
        "How many bakers get that?",
        "How many bakers get that?",
    ),
    "those in a trial": (
        ["How many people went into remission in RA-JUNIPER?"],
        "What sort of patients were they?",
        "What sort of patients were those in RA-JUNIPER?",
    ),
    "those in a trial of a medicine": (
        ["How many patients on tofacitinib improved in MI-GRAIN?"],
        "How old were they?",
        "How old were those in MI-GRAIN?",
    ),
    "some of those in a trial": (
        ["What was the remission rate in MI-GRAIN?"],
        "How many of them smoked?",
        "How many of those in MI-GRAIN smoked?",
    ),
    "those who made a trial": (
        ["What was the remission rate in MI-GRAIN?"],
        "What did they find?",
        "What did MI-GRAIN find?",
    ),
    "those in a trial, by a week of it": (
        ["How many people improved in MI-GRAIN at week 12?"],
        "How old were they?",
        "How old were those in MI-GRAIN?",
    ),
    "what was asked of the patients in a trial": (
        ["Which side effects did patients in MI-GRAIN have?"],
        "How common were they?",
        "How common were the side effects (MI-GRAIN)?",
    ),
    "a patient of a trial": (
        ["What happened to patient 2 in MI-GRAIN?"],
        "How old were they?",
        "How old were patient 2?",
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
