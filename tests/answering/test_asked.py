"""A question is put to the reader plainly."""

from __future__ import annotations

import pytest

from citewell.answering.asked import forms_of, topic_of, without_lead_in


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Tell me about storage", "storage"),
        ("What is said about storage?", "storage"),
        ("What about blood tests?", "blood tests"),
        ("Could you tell me more about blood tests?", "blood tests"),
        ("What do the documents say about blood tests?", "blood tests"),
        ("Tell me what the dose is", None),
        ("What about it?", None),
        ("What is storage about?", None),
        ("How long may it be stored?", None),
    ],
)
def test_topic_asked_about_openly(question: str, topic: str | None) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("What is the dose?", ("What is the dose?",)),
        ("Tell me about storage", ("What about storage?",)),
        ("Can you tell me how often the filter is changed?", ("how often the filter is changed?",)),
        ("List the benefits of yeast", ("What are the benefits of yeast",)),
        (
            "I'm a nurse. Which tests come before the infusion?",
            (
                "I'm a nurse. Which tests come before the infusion?",
                "Which tests come before the infusion?",
            ),
        ),
        # What leans on what is told before is only asked with it.
        (
            "My lamp went dark on Monday. Was that the fuse?",
            ("My lamp went dark on Monday. Was that the fuse?",),
        ),
        ("I carry a pen. Any problem?", ("I carry a pen. Any problem?",)),
    ],
)
def test_forms(question: str, forms: tuple[str, ...]) -> None:
    assert forms_of(question) == forms


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "Student here: what do most yeasts feed on in dough?",
            "What do most yeasts feed on in dough?",
        ),
        (
            "I'm writing a news item: which lamps are being tested in schools?",
            "Which lamps are being tested in schools?",
        ),
        # What befell somebody, or what it is about, stays.
        ("I forgot a tablet: should I take two at once today?", None),
        ("Nurse here, baricitinib: which tests come first?", None),
        ("Doctor here, the child is 5: which dose is right?", None),
        ("Quick question: what is it?", None),
    ],
)
def test_who_asks_is_left_out(question: str, asked: str | None) -> None:
    assert without_lead_in(question) == (asked or question)
