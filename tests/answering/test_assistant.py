"""The whole journey with an encoder and a reader that need no weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import pytest

from citewell.answering.answer import Answer
from citewell.answering.assistant import Assistant, Stage
from citewell.answering.evidence import Candidate
from citewell.answering.weighing import UNREAD
from citewell.errors import IndexMissing
from citewell.ingest.build import Indexer
from citewell.settings import Settings
from citewell.store.library import Library
from citewell.terms import terms
from doubles import WEIGHING, WordEncoder

SKIN = """---
title: Baricitinib for the skin
kind: news report
site: A Site
date: 2022-12-30
---

# Baricitinib for the skin

Patient 1 with dermatomyositis (DM) took baricitinib 4 mg daily. Patient 1 also kept prednisolone
5 mg. Her erythema was gone after 5 months.

## Side effects

Side effects were:

- labial herpes in patient 1
- nausea in patient 2
"""
JOINTS = """# Baricitinib for the joints

| Feature | Baricitinib | Tofacitinib |
| --- | --- | --- |
| Usual dose | 4 mg once daily | 5 mg twice daily |
"""


class OverlapReader:
    """Log-odds from the share of the question's words that stand in the candidate."""

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        asked = set(terms(question))
        shares = [len(asked & set(terms(c.shown))) / max(len(asked), 1) for c in candidates]
        return [8.0 * share - 4.0 for share in shares]


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    """An assistant over two small documents."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "skin.md").write_text(SKIN)
    (corpus / "joints.md").write_text(JOINTS)
    settings = Settings(corpus=corpus, index=tmp_path / "index")
    encoder = WordEncoder()
    indexer = Indexer(settings, encoder)  # type: ignore[arg-type]
    indexer.run()
    library = Library(settings.index, indexer.stamp)
    return Assistant(settings, library, encoder, OverlapReader(), WEIGHING)  # type: ignore[arg-type]


def quotes(answer: Answer) -> list[str]:
    return [cited.quote for cited in answer.citations]


def test_the_dose_of_the_medicine_asked_for(assistant: Assistant) -> None:
    answer = assistant.reply("What dose of baricitinib did patient 1 take?")
    assert quotes(answer)[0] == "Patient 1 with dermatomyositis (DM) took baricitinib 4 mg daily."
    assert not any("prednisolone" in quote for quote in quotes(answer))


def test_a_dose_without_a_medicine_is_for_what_the_documents_are_about(
    assistant: Assistant,
) -> None:
    answer = assistant.reply("What dose did patient 1 take?")
    assert answer.understood == "What dose of baricitinib did patient 1 take?"
    assert not any("prednisolone" in quote for quote in quotes(answer))


def test_a_list_comes_whole_with_its_introduction(assistant: Assistant) -> None:
    answer = assistant.reply("What are the side effects?")
    assert quotes(answer) == [
        "Side effects were:",
        "labial herpes in patient 1",
        "nausea in patient 2",
    ]


def test_a_list_that_happens_to_hold_the_answer_does_not_come_whole(
    assistant: Assistant,
) -> None:
    (assistant.settings.corpus / "points.md").write_text(
        "# Before a journey\n\nMind these points:\n\n- Vaccines against yellow fever are needed.\n"
        "- A hat is bought.\n- Money is changed.\n"
    )
    Indexer(assistant.settings, assistant.encoder).run()
    answer = assistant.reply("Which vaccines are needed against yellow fever?")
    assert quotes(answer) == ["Vaccines against yellow fever are needed."]


def test_a_cell_comes_with_its_heads(assistant: Assistant) -> None:
    answer = assistant.reply("What is the usual dose of tofacitinib?")
    (statement,) = answer.voices[0].statements
    assert statement.text == (
        "Usual dose — Baricitinib: 4 mg once daily; Tofacitinib: 5 mg twice daily"
    )
    assert [span.of(statement.text) for span in statement.emphasis] == ["5 mg twice daily"]
    assert quotes(answer) == ["| Usual dose | 4 mg once daily | 5 mg twice daily |"]


@pytest.mark.parametrize(
    "question",
    ["What dose of filgotinib did patient 1 take?", "What dose of baricitinib did patient 7 take?"],
)
def test_what_is_named_nowhere_is_declined_by_name(assistant: Assistant, question: str) -> None:
    answer = assistant.reply(question)
    assert answer.declined
    assert answer.reason == "not-in-documents"
    assert answer.text.startswith("These documents do not say. They never mention “")
    assert answer.searched == ("Baricitinib for the joints", "Baricitinib for the skin")
    assert answer.related
    assert answer.citations == ()


def test_every_citation_is_its_text(assistant: Assistant) -> None:
    for question in ("baricitinib", "side effects", "erythema of patient 1", "tofacitinib dose"):
        answer = assistant.reply(question)
        for cited in (*answer.citations, *answer.related):
            text = assistant.library.article(cited.document).text
            assert text[cited.start : cited.end] == cited.quote


def test_the_passages_that_were_read_hold_what_is_cited_or_nearest(assistant: Assistant) -> None:
    for question in ("What are the side effects?", "What does filgotinib cost?"):
        answer = assistant.reply(question)
        for shown in (*answer.citations, *answer.related):
            spans = [p.span for p in answer.read if p.document == shown.document]
            assert any(span.start <= shown.start < shown.end <= span.end for span in spans)
        assert len(answer.read) == len(set(answer.read)) > 0


def test_the_same_assistant_may_answer_from_another_confidence(assistant: Assistant) -> None:
    question = "What does filgotinib cost?"
    assert not assistant.answering_from(0.0).reply(question).declined
    assert assistant.reply(question).declined


def test_stages_end_with_the_answer(assistant: Assistant) -> None:
    steps = list(assistant.stages("What are the side effects?"))
    assert [step.text for step in steps if isinstance(step, Stage)] == [
        "Understanding the question",
        "Searching 2 documents",
        "Reading 7 sentences",
    ]
    assert isinstance(steps[-1], Answer)


def test_a_follow_up_shows_how_it_was_understood(assistant: Assistant) -> None:
    answer = assistant.reply("And patient 2?", ["What happened to patient 1?"])
    assert answer.understood == "What happened to patient 2?"


def test_no_question_and_no_documents(assistant: Assistant, tmp_path: Path) -> None:
    assert assistant.reply("  ").reason == "empty-question"
    for path in assistant.settings.corpus.iterdir():
        path.unlink()
    Indexer(assistant.settings, assistant.encoder).run(allow_empty=True)
    assert assistant.reply("What dose?").reason == "no-documents"


def test_a_deleted_document_is_neither_found_nor_cited(assistant: Assistant) -> None:
    assert not assistant.reply("What is the usual dose of tofacitinib?").declined
    (assistant.settings.corpus / "joints.md").unlink()
    Indexer(assistant.settings, assistant.encoder).run()
    answer = assistant.reply("What is the usual dose of tofacitinib?")
    assert answer.declined
    assert {near.document for near in answer.related} == {"skin.md"}


def test_without_an_index_it_says_what_to_run(tmp_path: Path, assistant: Assistant) -> None:
    nowhere = Library(tmp_path / "nowhere", assistant.library.snapshot().stamp)
    lost = Assistant(assistant.settings, nowhere, assistant.encoder, None, UNREAD)
    with pytest.raises(IndexMissing, match="citewell index"):
        lost.reply("What dose?")


def test_a_part_that_is_left_open_is_told_beside_what_is_answered(assistant: Assistant) -> None:
    answer = assistant.reply(
        "What is the usual dose of tofacitinib, and what does filgotinib cost in Norway?"
    )
    assert not answer.declined
    assert quotes(answer) == ["| Usual dose | 4 mg once daily | 5 mg twice daily |"]
    assert answer.missing == ("What does filgotinib cost in Norway?",)
    assert answer.text.endswith("These documents do not say: what does filgotinib cost in Norway?")


def test_who_asks_for_one_trial_is_not_answered_with_the_next(
    tmp_path: Path, assistant: Assistant
) -> None:
    (assistant.settings.corpus / "trials.md").write_text(
        "# Two trials\n\nIn RA-BEAM, remission was reached by 24% of patients.\n\n"
        "In RA-BUILD, remission was reached by 31% of patients.\n"
    )
    Indexer(assistant.settings, assistant.encoder).run()
    answer = assistant.reply("How many patients reached remission in RA-BUILD?")
    assert quotes(answer) == ["In RA-BUILD, remission was reached by 31% of patients."]


def test_parts_that_rest_on_the_same_sentence_cite_it_once(assistant: Assistant) -> None:
    once = assistant.reply("What are the side effects?")
    twice = assistant.reply("What are the side effects? And what are the side effects?")
    assert quotes(twice) == quotes(once)
    assert [c.number for c in twice.citations] == list(range(1, len(twice.citations) + 1))


def test_nothing_is_missing_where_no_part_is_answered(assistant: Assistant) -> None:
    answer = assistant.reply("Who invented filgotinib? How does upadacitinib taste?")
    assert (answer.declined, answer.missing) == (True, ())


def test_json_has_the_promised_shape(assistant: Assistant) -> None:
    told = json.loads(json.dumps(assistant.reply("What are the side effects?").to_json()))
    assert list(told) == [
        "question",
        "understood",
        "declined",
        "reason",
        "confidence",
        "text",
        "citations",
        "related",
        "missing",
        "disagreements",
        "seconds",
    ]
    assert list(told["citations"][0]) == [
        "number",
        "document",
        "title",
        "section",
        "start",
        "end",
        "quote",
        "score",
        "published",
        "page",
    ]
    assert 0 <= told["confidence"] <= 1
    assert told["citations"][0]["published"] == "2022-12-30"


def test_many_threads_get_the_same_answers(assistant: Assistant) -> None:
    questions = ["What are the side effects?", "What is the usual dose of tofacitinib?"] * 6
    alone = [assistant.reply(question).text for question in questions]
    together: dict[int, str] = {}

    def ask(at: int) -> None:
        together[at] = assistant.reply(questions[at]).text

    threads = [Thread(target=ask, args=(at,)) for at in range(len(questions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[at] for at in range(len(questions))] == alone


def test_only_the_chosen_documents_answer(assistant: Assistant) -> None:
    skin, joints = sorted(record.name for record in assistant.library.documents())[::-1]
    question = "What dose of baricitinib was taken daily?"
    for name in (skin, joints):
        answer = assistant.reply(question, documents=frozenset({name}))
        assert {cited.document for cited in (*answer.citations, *answer.related)} == {name}
        assert len(answer.searched) == 1


def test_what_only_another_document_names_is_not_answered(assistant: Assistant) -> None:
    skin = next(r.name for r in assistant.library.documents() if "skin" in r.about.title)
    question = "What is the usual dose of tofacitinib?"
    assert not assistant.reply(question).declined
    answer = assistant.reply(question, documents=frozenset({skin}))
    assert answer.declined
    assert "tofacitinib" in answer.text


def test_without_any_of_the_chosen_documents_there_is_nothing_to_answer_from(
    assistant: Assistant,
) -> None:
    answer = assistant.reply("What dose?", documents=frozenset({"gone.md"}))
    assert (answer.declined, answer.reason) == (True, "no-documents")


def test_how_common_an_effect_is_comes_with_what_introduces_it(assistant: Assistant) -> None:
    (assistant.settings.corpus / "thrush.md").write_text(
        "# A new pen\n\nUncommon (may affect up to 1 in 100 people):\n\n- oral thrush\n- hives\n"
    )
    Indexer(assistant.settings, assistant.encoder).run()
    answer = assistant.answering_from(0.0).reply("How common is oral thrush?")
    assert quotes(answer) == ["Uncommon (may affect up to 1 in 100 people):", "oral thrush"]
