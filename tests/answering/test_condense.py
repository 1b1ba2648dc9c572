"""Follow-ups are understood from the earlier questions, without a language model."""

from __future__ import annotations

import pytest

from citewell.answering.condense import condense

CASES = {
    "what heals is a disease": (
        ["How fast did the panniculitis get better with baricitinib?"],
        "Did it leave any marks once it had healed?",
        "Did panniculitis leave any marks once it had healed?",
    ),
    "those who treat are nobody of the question before": (
        ["Can baricitinib push up my cholesterol?"],
        "And when would they give me something to bring it down?",
        "When would they give me something to bring the cholesterol down?",
    ),
    "a place is what was studied": (
        ["Does baricitinib work in psoriatic arthritis?", "Was the study blinded?"],
        "How large was the response there?",
        "How large was the response in psoriatic arthritis?",
    ),
    "a thing spoken of before": (
        ["Is baricitinib all right at 79?"],
        "How can those dangers be kept small?",
        "How can those dangers be kept small (baricitinib)?",
    ),
    "what a study is named after is not what is treated": (
        ["Did anyone in the dermatomyositis study get pneumonia?"],
        "What was it treated with?",
        "What was pneumonia treated with?",
    ),
    "a patient by his place": (
        ["Which dose did the third patient have?"],
        "Did he recover?",
        "Did patient 3 recover?",
    ),
    "pronoun": (
        ["What is baricitinib?"],
        "And how often is it taken?",
        "How often is baricitinib taken?",
    ),
    "possessive": (
        ["How does baricitinib help in polymyositis?"],
        "What about its side effects?",
        "Baricitinib's side effects?",
    ),
    "another number": (
        ["What happened to patient 2 in the dermatomyositis study?"],
        "And patient 3?",
        "What happened to patient 3 in the dermatomyositis study?",
    ),
    "another medicine": (
        ["How often is baricitinib taken?"],
        "And tofacitinib?",
        "How often is tofacitinib taken?",
    ),
    "another trial": (
        ["What was the remission in RA-BEACON?"],
        "And RA-JUNIPER?",
        "What was the remission in RA-JUNIPER?",
    ),
    "another circumstance": (
        ["Is baricitinib safe for older adults?"],
        "And in pregnancy?",
        "Is baricitinib safe in pregnancy?",
    ),
    "one more circumstance": (
        ["What is the dose of baricitinib?"],
        "In children?",
        "What is the dose of baricitinib in children?",
    ),
    "another arm": (
        ["How many reached ACR20 in RA-BEACON with baricitinib?"],
        "And with placebo?",
        "How many reached ACR20 in RA-BEACON with placebo?",
    ),
    "the other arm, named as a group": (
        ["How many reached ACR20 in RA-BEACON with baricitinib?"],
        "And in the placebo group?",
        "How many reached ACR20 in RA-BEACON in the placebo group?",
    ),
    "another disease": (
        ["Does baricitinib help in dermatomyositis?"],
        "And polymyositis?",
        "Does baricitinib help in polymyositis?",
    ),
    "another effect": (
        ["Does baricitinib cause weight gain?"],
        "Or hair loss?",
        "Does baricitinib cause hair loss?",
    ),
    "other people": (
        ["What is the usual dose?"],
        "How about children?",
        "What is the usual dose in children?",
    ),
    "a new topic keeps the medicine and not what was asked": (
        ["What are the side effects of baricitinib?"],
        "What about with alcohol?",
        "With alcohol (baricitinib)?",
    ),
    "the first of those counted": (
        ["What dose did patient 2 take?", "And patient 3?"],
        "And the first one?",
        "What dose did patient 1 take?",
    ),
    "a person": (
        ["What dose did patient 2 take?", "And patient 3?"],
        "What did she have before that?",
        "What did patient 3 have before that?",
    ),
    "on about the same patient": (
        ["What happened to patient 1?"],
        "Did the rash come back?",
        "Did the rash come back (patient 1)?",
    ),
    "a trial": (
        ["How many reached ACR20 in RA-BEACON with baricitinib?"],
        "How many patients were in it?",
        "How many patients were in RA-BEACON?",
    ),
    "several things": (
        ["What trials were there?"],
        "How long did they last?",
        "How long did the trials last?",
    ),
    "a noun left out": (
        ["What are the common side effects?"],
        "Are there any rare ones?",
        "Are there any rare side effects?",
    ),
    "a noun left out after which": (
        ["Which genes went down after treatment?"],
        "And which went up?",
        "Which genes went up?",
    ),
    "a comparison": (
        ["How is baricitinib taken?"],
        "How does tofacitinib compare?",
        "How does tofacitinib compare with baricitinib?",
    ),
    "the same of another": (
        ["How often is baricitinib taken?"],
        "Is that the same with tofacitinib?",
        "How often is tofacitinib taken?",
    ),
    "a thing of its own": (
        ["Is baricitinib used for it?"],
        "Which strength?",
        "Which strength (baricitinib)?",
    ),
    "any of a thing of its own": (
        ["How long did baricitinib take to work?"],
        "Any side effects?",
        "Any side effects (baricitinib)?",
    ),
    "another than those compared": (
        ["How does baricitinib compare with tofacitinib?", "Which one is cheaper?"],
        "What about upadacitinib?",
        "Which one is cheaper (upadacitinib)?",
    ),
    "why": (
        ["What happened to patient 2?"],
        "And why?",
        "Why: What happened to patient 2?",
    ),
    "the medicine": (
        ["What is tofacitinib?"],
        "Is the drug taken with food?",
        "Is tofacitinib taken with food?",
    ),
    "the same it as before": (
        ["Is it approved for RA?"],
        "Is it approved in Japan?",
        "Is it approved in Japan (RA)?",
    ),
    "the same it as before, of a medicine": (
        ["What is baricitinib?", "Is it safe in pregnancy?"],
        "Is it safe in older people?",
        "Is baricitinib safe in older people?",
    ),
    "another time": (
        ["Should baricitinib be stopped during a serious infection?"],
        "And before an operation?",
        "Should baricitinib be stopped before an operation?",
    ),
    "another time, with what is measured up to it": (
        ["Can tea be drunk two hours before bedtime?"],
        "And while fasting?",
        "Can tea be drunk while fasting?",
    ),
    "another time, of the same medicine": (
        ["Which tests are needed before starting baricitinib?"],
        "And during treatment?",
        "Which tests are needed during treatment (baricitinib)?",
    ),
    "a time added to what is no time": (
        ["What share of patients was in remission in RA-JUNIPER?"],
        "And after two years?",
        "What share of patients was in remission in RA-JUNIPER after two years?",
    ),
    "a time added to one that a place follows": (
        ["How far had the dough risen after an hour in the oven?"],
        "And at night?",
        "How far had the dough risen after an hour in the oven at night?",
    ),
    "a dose is no time": (
        ["Does nausea occur during treatment?"],
        "And at 4 mg?",
        "Does nausea occur during treatment at 4 mg?",
    ),
    "another result": (
        ["What was the ACR20 response in RA-BEACON?"],
        "And radiographic progression?",
        "What was the radiographic progression in RA-BEACON?",
    ),
    "another result, of several": (
        ["How high is the risk of falls in people with migraine?"],
        "What about the death rates?",
        "How high are the death rates in people with migraine?",
    ),
    "another result, named after a disease": (
        ["What was the remission rate in psoriatic arthritis?"],
        "And the infection rate?",
        "What was the infection rate in psoriatic arthritis?",
    ),
    "a result of others is none in place of another": (
        ["What was the response in RA-BEACON?"],
        "And the placebo response?",
        "What was the response in RA-BEACON: the placebo response?",
    ),
    "a result that a medicine belongs to stays": (
        ["What was the dose of baricitinib in RA-BEACON?"],
        "And the remission rate?",
        "What was the dose of baricitinib in RA-BEACON: the remission rate?",
    ),
    "what is no result": (
        ["What was the remission rate in RA-BEACON?"],
        "And funding?",
        "What was the remission rate in RA-BEACON: funding?",
    ),
    "a measure that leans on what was asked": (
        ["Which vaccines should be up to date before starting baricitinib?"],
        "How many weeks beforehand?",
        "How many weeks beforehand: which vaccines should be up to date before starting"
        " baricitinib?",
    ),
    "a measure that leans, after a word that opens": (
        ["Should tea be avoided with iron tablets?"],
        "And how long for?",
        "How long for: should tea be avoided with iron tablets?",
    ),
    "how often what was asked about is seen": (
        ["Can tea make you go blind?"],
        "How often does that happen?",
        "How often: can tea make you go blind?",
    ),
    "and how likely it is": (
        ["Can tea make you go blind?"],
        "And how likely is it?",
        "How likely: can tea make you go blind?",
    ),
    "how often it is done is asked of the thing": (
        ["Is tea taken with milk?"],
        "How often is it brewed?",
        "How often is it brewed?",
    ),
    "a share that leans": (
        ["Do headaches come back when coffee is given up?"],
        "What share of people afterwards?",
        "What share of people afterwards: do headaches come back when coffee is given up?",
    ),
    "another measure": (
        ["When is the loaf scored?", "How long before that?"],
        "And how many minutes apart?",
        "How many minutes apart: when is the loaf scored?",
    ),
    "a measure that leans on a name's question": (
        ["RA-BEACON, how was it blinded?"],
        "How much earlier?",
        "How much earlier: RA-BEACON, how was it blinded?",
    ),
    "a number of things leans on nothing": (
        ["Which vaccines should be up to date before starting baricitinib?"],
        "How many patients?",
        "How many patients (baricitinib)?",
    ),
    "a number of people who did something": (
        ["What was the remission rate in RA-BEACON?"],
        "How many people relapsed afterwards?",
        "How many people relapsed afterwards?",
    ),
    "on about the same patient, with a medicine": (
        ["Was patient 2 treated with baricitinib?"],
        "Which other medicines were kept going alongside it?",
        "Which other medicines were kept going alongside baricitinib (patient 2)?",
    ),
    "on about the same patient, with what": (
        ["Did patient 1 have migraine?"],
        "What had helped before?",
        "What had helped before (patient 1)?",
    ),
    "on about what was done for the same patient": (
        ["Was case 3 given sumatriptan?"],
        "Did it help?",
        "Did sumatriptan help (case 3)?",
    ),
    "on about the medicine, in the present": (
        ["Was patient 2 treated with baricitinib?"],
        "Which side effects does it have?",
        "Which side effects does baricitinib have?",
    ),
    "on about what befell no patient": (
        ["Was patient 2 treated with baricitinib?"],
        "Was it approved in 2017?",
        "Was baricitinib approved in 2017?",
    ),
    "on about other patients": (
        ["Was patient 2 treated with baricitinib?"],
        "Which rare symptoms did other patients report afterwards?",
        "Which rare symptoms did other patients report afterwards?",
    ),
    "on about one of two patients": (
        ["Were patient 1 and patient 2 treated with baricitinib?"],
        "Did patient 2 stop it early?",
        "Did patient 2 stop baricitinib early?",
    ),
    "a week is no patient": (
        ["Was the response to baricitinib better at week 12?"],
        "Which side effects did it have?",
        "Which side effects did baricitinib have?",
    ),
    "an it that stands for nothing": (
        ["What is baricitinib?"],
        "How long does it take to work?",
        "How long does it take to work (baricitinib)?",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_follow_up(name: str) -> None:
    history, question, understood = CASES[name]
    assert condense(question, history) == understood


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ([], "And how often is it taken?"),
        (["What is baricitinib?"], "What is the half-life of tofacitinib?"),
        (["What is baricitinib?"], "Which blood tests should be monitored before treatment?"),
        (["", "   "], "How often is it taken?"),
        # Nobody said what "it" was before, so it is not what was asked of it.
        (["Does it cause nausea?"], "Does it cause hair loss?"),
    ],
)
def test_what_stands_alone_is_left_alone(history: list[str], question: str) -> None:
    assert condense(question, history) == question


def test_topic_survives_thirty_turns() -> None:
    history = ["What is baricitinib?"]
    turns = ["How often is it taken?", "And is it safe for older adults?", "What does it cost?"]
    history += [turns[number % 3] for number in range(29)]
    assert condense("Does it cause nausea?", history) == "Does baricitinib cause nausea?"


def test_topic_changes_with_the_conversation() -> None:
    history = ["What is baricitinib?", "How often is it taken?", "Why was tofacitinib stopped?"]
    assert condense("How often is it taken?", history) == "How often is tofacitinib taken?"


def test_a_dose_asked_before_is_that_of_the_medicine_the_documents_are_about() -> None:
    history = ["What dose was used in dermatomyositis?"]
    understood = condense("Did it help the skin?", history, "baricitinib")
    assert understood == "Did baricitinib help the skin?"
