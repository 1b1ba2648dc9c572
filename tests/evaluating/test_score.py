"""What counts as right, and what is told of a miss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citewell.answering.answer import Answer
from citewell.evaluating.questions import Case, Evidence
from citewell.evaluating.score import Expected, Outcome, Result, Shown, missing_facts, score
from evaluating.builders import DOSE, LOCATOR, OPEN, SKIN, answer, cited, passage, refusal

TAKEN = "baricitinib 4\u202fmg\ndaily."
HEALED = "Her skin healed."


def scored(case: Case, given: Answer, undeclined: Answer | None = None) -> Outcome:
    return score(case, given, undeclined or given, LOCATOR)


def test_right_needs_facts_and_evidence() -> None:
    assert scored(DOSE, answer(cited(TAKEN))).result is Result.RIGHT
    assert scored(DOSE, answer(cited(HEALED), text="4 mg")).result is Result.WRONG
    assert scored(DOSE, answer(cited(TAKEN), text="5 mg")).result is Result.WRONG
    assert scored(DOSE, answer(text="4 mg")).result is Result.WRONG
    assert scored(DOSE, refusal()).result is Result.WRONGLY_DECLINED


def test_the_same_words_in_another_document_are_no_evidence() -> None:
    other = scored(DOSE, answer(cited("4 mg daily", "notes/joints.txt")))
    assert (other.result, other.cites_right_document) == (Result.WRONG, False)


def test_what_the_documents_leave_open_has_to_be_declined() -> None:
    assert scored(OPEN, refusal()).result is Result.RIGHTLY_DECLINED
    assert scored(OPEN, answer(cited(TAKEN))).result is Result.WRONGLY_ANSWERED


def test_the_right_document_may_be_cited_at_the_wrong_place() -> None:
    outcome = scored(DOSE, answer(cited(HEALED)))
    assert (outcome.cites_right_document, outcome.evidence_cited) == (True, False)


def test_evidence_that_was_read_is_told_from_evidence_that_was_cited() -> None:
    lungs = Evidence("skin", "Her lungs healed.")
    case = replace(DOSE, evidence=(*DOSE.evidence, Evidence("skin", "skin healed"), lungs))
    outcome = scored(case, answer(cited(HEALED), read=(passage(SKIN[:30]),)))
    assert outcome.expected == (
        Expected("skin", "4 mg daily", indexed=True, read=True, cited=False),
        Expected("skin", "skin healed", indexed=True, read=False, cited=True),
        Expected("skin", "Her lungs healed.", indexed=False, read=False, cited=False),
    )
    assert (outcome.evidence_read, outcome.evidence_cited) == (True, True)


def test_each_citation_is_told_to_answer_to_mislead_or_neither() -> None:
    case = replace(DOSE, near=(Evidence("skin", "He took 14 mg."),))
    citations = (cited(TAKEN), cited(HEALED, number=2), cited("He took 14 mg.", number=3))
    outcome = scored(case, answer(*citations))
    assert outcome.shown == (
        Shown("skin.md", "Section", TAKEN, answers=True, misleads=False),
        Shown("skin.md", "Section", HEALED, answers=False, misleads=False),
        Shown("skin.md", "Section", "He took 14 mg.", answers=False, misleads=True),
    )
    assert outcome.has_near
    assert outcome.citations == outcome.shown


def test_a_refusal_shows_the_nearest_and_cites_nothing() -> None:
    outcome = scored(DOSE, refusal(cited(TAKEN)))
    assert [shown.quote for shown in outcome.shown] == [TAKEN]
    assert outcome.citations == ()
    assert not outcome.evidence_cited


def test_a_quote_that_is_not_its_text_is_counted() -> None:
    wrong = replace(cited(TAKEN), quote="baricitinib 40 mg daily.")
    assert scored(DOSE, answer(wrong, text="4 mg")).inexact == 1
    assert scored(DOSE, refusal(wrong)).inexact == 1
    assert scored(DOSE, answer(cited(TAKEN))).inexact == 0


def test_a_refusal_is_judged_by_what_it_would_have_said_as_well() -> None:
    assert scored(DOSE, refusal(), answer(cited(TAKEN))).would_be_right
    assert not scored(DOSE, refusal(), answer(cited(HEALED))).would_be_right
    assert not scored(DOSE, refusal(), refusal()).would_be_right
    assert not scored(OPEN, refusal(), answer(cited(TAKEN))).would_be_right


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("She took 4\u00a0MG daily [1]", True),
        ("(4 mg)", True),
        ("He took 14 mg", False),
        ("He took 2.4 mg", False),
        ("He took 0,4 mg", False),
        ("She took 4 mg.", True),
    ],
)
def test_a_number_is_not_found_inside_another(text: str, stands: bool) -> None:
    assert (missing_facts(DOSE, answer(text=text)) == ()) is stands


@pytest.mark.parametrize(
    ("text", "stands"), [("patient 3 [1]", True), ("patient [3]", False), ("3.5 [1]", False)]
)
def test_the_number_of_a_citation_is_no_fact(text: str, stands: bool) -> None:
    case = replace(DOSE, facts=(("3",),))
    assert (missing_facts(case, answer(text=text)) == ()) is stands


def test_of_each_group_of_facts_one_has_to_stand() -> None:
    case = replace(DOSE, facts=(("4 mg", "4mg"), ("daily", "a day"), ("evening",)))
    assert missing_facts(case, answer(text="4mg a day")) == (("evening",),)
