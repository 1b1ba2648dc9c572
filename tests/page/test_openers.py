from __future__ import annotations

from pathlib import Path

import pytest
from page_doubles import AssistantDouble, LibraryDouble, articles

from citewell import Assistant, Indexer, load_settings
from citewell.answering.answer import Answer
from citewell.ingest.formats import read_document
from citewell.page.openers import questions_of
from citewell.page.suggestions import Suggestions


def asked_of(text: str) -> list[str]:
    return [*questions_of(read_document("a.md", text.encode()))]


def test_questions_are_read_off_headings_sentences_figures_trials_and_tables() -> None:
    text = """# Tocilizumab in practice

Tocilizumab is an antibody. It was praised in Parkfield.

## Side Effects

Patients received tocilizumab 162 mg, injected once weekly. In TO-SEE, 120 patients took part and
40% improved.

## How it works

## Use: can it be stopped?

| Group | Dose (mg) | Remembered for |
| --- | --- | --- |
| Children | 81 mg | little |
"""
    assert asked_of(text) == [
        "Can tocilizumab be stopped?",
        "What is tocilizumab?",
        "What are the side effects of tocilizumab?",
        "What dose of tocilizumab was used?",
        "How many patients were in TO-SEE?",
        "What dose is listed for “Children”?",
        "How often is tocilizumab taken?",
        "What did TO-SEE find?",
    ]


def test_a_document_about_something_else_has_its_own_questions() -> None:
    text = """# Oldbridge Mill – plan your visit

Oldbridge is a village. The mill was first opened on 3 May 1790. The report was published in 1999.
Oldbridge Mill is used for concerts, and Oldbridge Mill is loved. Oldbridge Mill has a café.

## Opening Hours

## Brakes

## Is It Really Haunted?

| When | Days | Price |
| --- | --- | --- |
| April to June | Saturdays | 4 pounds |
| July | daily | 5 pounds |
| August | never | 6 pounds |
"""
    assert asked_of(text) == [
        "What is Oldbridge?",
        "What are the opening hours of Oldbridge Mill?",
        "What days are listed for “April to June”?",
        "When was the mill first opened?",
        "What price is listed for “July”?",
        "What is Oldbridge Mill used for?",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Does It Really Help?",  # what is "it"?
        "Why Do Experts Prefer Glyptol?",  # which of these words are names?
        "The two diseases",
        "Stronger muscles",
        "1 Comments",
        "Key takeaways",
        "How it works",
    ],
)
def test_what_a_person_would_not_ask_is_not_offered(heading: str) -> None:
    assert asked_of(f"# A plain title\n\n## {heading}\n\nSome text stands here.\n") == []


def test_a_hostile_document_offers_nothing_that_is_not_text() -> None:
    assert all(
        "\n" not in question for question in questions_of(articles()["odd/hostile & strange.md"])
    )


class Declining(AssistantDouble):
    """Answers only what has a dose in it."""

    def _answer(self, question: str, history: object) -> Answer:
        answer = super()._answer(question, ())
        return answer if "dose" in question.lower() else super()._answer("moon", ())


def prepared(assistant: AssistantDouble) -> Suggestions:
    suggestions = Suggestions(assistant)  # type: ignore[arg-type]
    assert not suggestions.is_ready
    suggestions.prepare()
    assert suggestions.is_ready
    return suggestions


def test_only_what_was_answered_is_offered() -> None:
    starters = prepared(Declining()).starters()
    assert starters
    assert all("dose" in question.lower() for question in starters)


def test_follow_ups_leave_out_what_was_asked() -> None:
    suggestions = prepared(AssistantDouble())
    first, *rest = suggestions.starters()
    answer = AssistantDouble().reply(first)
    follow_ups = suggestions.follow_ups(answer, [first])
    assert follow_ups
    assert first not in follow_ups
    assert suggestions.follow_ups(answer, [first, *rest]) != follow_ups or not rest


def test_questions_are_asked_again_only_when_the_library_has_changed() -> None:
    assistant = AssistantDouble()
    suggestions = prepared(assistant)
    asked = len(assistant.histories)
    suggestions.prepare()
    assert len(assistant.histories) == asked
    del assistant.library.shelf["letter.txt"]
    suggestions.prepare()
    assert len(assistant.histories) > asked


def test_a_library_without_documents_offers_nothing() -> None:
    assert prepared(AssistantDouble(LibraryDouble(shelf={}))).starters() == ()


CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.models
def test_every_question_offered_over_the_corpus_is_answered_when_it_is_clicked(
    tmp_path: Path,
) -> None:
    settings = load_settings(corpus=CORPUS, index=tmp_path / "index")
    Indexer(settings).run()
    assistant = Assistant.open(settings)
    suggestions = Suggestions(assistant)
    suggestions.prepare()
    starters = suggestions.starters()
    assert len(starters) >= 3
    for starter in starters:
        answer = assistant.reply(starter)
        assert not answer.declined, starter
        follow_ups = suggestions.follow_ups(answer, [starter])
        assert follow_ups
        for question in follow_ups:  # clicked in a conversation, which may change how it is read
            assert not assistant.reply(question, [starter]).declined, (starter, question)
