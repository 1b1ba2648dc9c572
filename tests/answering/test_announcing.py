"""What a text is about is told apart from what it tells."""

from __future__ import annotations

import pytest

from citewell.answering.announcing import announces, asks_of_the_text


@pytest.mark.parametrize(
    ("sentence", "is_announcement"),
    [
        ("The page covers what the pump does, its uses and its risks.", True),
        ("In this article, I will look at how bread rises.", True),
        ("This guide walks through the yearly service.", True),
        ("So, let's dive in.", True),
        ("The report explains that the pump was worn.", False),
        ("The page describes two of the risks.", False),  # introduces them
        ("The table explains why the oven is heated first.", False),
        ("This report describes a man who took 4 mg of it daily.", False),  # tells the dose
        ("Nausea is a risk of the tablet.", False),
    ],
)
def test_announcement(sentence: str, is_announcement: bool) -> None:
    assert announces(sentence) is is_announcement


def test_a_question_may_be_about_the_text_itself() -> None:
    assert asks_of_the_text("What does the article cover?")
    assert not asks_of_the_text("What are the risks of the tablet?")
