"""Different values for the same thing are told; different wordings and different things are not."""

import pytest

from citewell.answering.compose import choose, draft, join
from citewell.answering.disagreement import contradictions, difference
from citewell.answering.question import analyse
from citewell.answering.verify import verify

from builders import article, candidates, verdict  # isort: skip

OLDER = """---
title: A report
date: 2022-12-30
---

# A report

The panniculitis of patient 2 resolved in less than 5 months.
"""
NEWER = """---
title: A second look
date: 2023-05-01
---

# A second look

Panniculitis in patient 2 had resolved after 4 months.
"""


@pytest.mark.parametrize(
    ("question", "one", "other", "values"),
    [
        (
            "How long did the panniculitis take to resolve?",
            "The panniculitis resolved in less than 5 months.",
            "Panniculitis had resolved after 4 months.",
            ("less than 5 months", "after 4 months"),
        ),
        # Worded quite unlike, but both hold all that is asked; a blank of one is lost. The value
        # is that beside what is asked.
        (
            "How long until the panniculitis resolved?",
            "Infusions once a month and tablets were kept up, resolving panniculitis in 5 months.",
            "After it was begun, the panniculitis improved and resolvedwith scars after 4 months.",
            ("5 months", "after 4 months"),
        ),
        (
            "How long until the panniculitis resolved?",
            "Infusions once a month and tablets were kept up, resolving panniculitis in 5 months.",
            "A pause of the therapy for 1 month brought on a flare of the panniculitis at once.",
            None,
        ),
        (
            "How long until the panniculitis resolved?",
            "Infusions once a month and tablets were kept up, resolving panniculitis in 5 months.",
            "A pause of the tablets for 1 month made the panniculitis flare.",
            None,
        ),
        (
            "What dose of baricitinib did patient 2 take?",
            "Patient 2 took baricitinib 4 mg daily.",
            "Baricitinib was given to patient 2 at 2 mg daily.",
            ("4 mg", "2 mg"),
        ),
        (
            "How many patients reached remission?",
            "Remission was reached by 24% of patients.",
            "Of the patients, 31% reached remission.",
            ("24%", "31%"),
        ),
        (
            "Which treatments had patient 2 before?",
            "Patient 2 had failed hydroxychloroquine, azathioprine and methotrexate.",
            "Hydroxychloroquine and azathioprine had failed in patient 2.",
            ("methotrexate", "nothing more"),
        ),
    ],
)
def test_different_values_for_the_same_thing(question, one, other, values):
    assert difference(analyse(question), one, other) == values


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How soon do joints improve?",
            "Joints improve within 2-4 weeks.",
            "Improvement of the joints takes 2 to 4 weeks.",
        ),
        (
            "What dose did patient 2 take?",
            "Patient 2 took baricitinib 4 mg daily.",
            "Patient 3 took baricitinib 2 mg daily.",
        ),
        (
            "How long did the panniculitis take to resolve?",
            "The panniculitis resolved in less than 5 months.",
            "The rash of the hands was gone after 4 weeks.",
        ),
        (
            "What was the ACR20 response?",
            "In RA-BEAM, an ACR20 response was reached by 70% of patients.",
            "In RA-BUILD, an ACR20 response was reached by 62% of patients.",
        ),
        (
            "Does it help the skin?",
            "Skin lesions healed in patient 1.",
            "In patient 1 the lesions of the skin healed.",
        ),
    ],
)
def test_other_wordings_and_other_things(question, one, other):
    assert difference(analyse(question), one, other) is None
    assert difference(analyse(question), other, one) is None


def test_both_are_shown_and_the_newer_is_pointed_out():
    question = analyse("How long did the panniculitis of patient 2 take to resolve?")
    (older,), (newer,) = candidates(OLDER, "older.md"), candidates(NEWER, "newer.md")
    judged = verdict([(older, 4.0), (newer, 2.5)]).judged
    chosen = choose(judged)[:1]
    chosen += contradictions(question, chosen, judged)
    made = join([draft(question, chosen)])
    assert made.text.endswith(
        "These documents differ: “less than 5 months” in [1], “after 4 months” in [2]. "
        "The document of [2] is the newer one."
    )
    articles = {"older.md": article(OLDER, "older.md"), "newer.md": article(NEWER, "newer.md")}
    assert verify(made, articles.__getitem__) == made


def test_what_is_far_less_likely_to_answer_is_no_contradiction():
    question = analyse("How long did the panniculitis of patient 2 take to resolve?")
    (older,), (newer,) = candidates(OLDER, "older.md"), candidates(NEWER, "newer.md")
    judged = verdict([(older, 4.0), (newer, -3.0)]).judged
    assert contradictions(question, judged[:1], judged) == []
