from __future__ import annotations

from page_doubles import AssistantDouble, LibraryDouble, articles

from citewell.answering.answer import Answer
from citewell.ingest.formats import read_document
from citewell.page.openers import questions_of
from citewell.page.suggestions import Suggestions


def test_questions_are_read_off_figures_headings_trials_and_tables() -> None:
    text = """# Tocilizumab in practice

## Side effects

Tocilizumab 162 mg is injected once weekly. In TO-SEE, 120 patients took part and 40% improved.

## How it works

## Can it be stopped?

| Group | Dose |
| --- | --- |
| Children | 81 mg |
"""
    found = [*questions_of(read_document("a.md", text.encode()))]
    assert found == [
        "What dose of tocilizumab was used?",
        "What are the side effects of tocilizumab?",
        "How many patients were in TO-SEE?",
        "What is the dose of children?",
        "How often is tocilizumab taken?",
        "Can it be stopped?",
        "What did TO-SEE find?",
    ]


def test_a_document_about_something_else_has_its_own_questions() -> None:
    text = "# Bees in winter\n\n## Winter stores\n\nThey need 20 kg of honey.\n"
    assert [*questions_of(read_document("b.md", text.encode()))] == ["What are the winter stores?"]


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
