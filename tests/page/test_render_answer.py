from __future__ import annotations

from dataclasses import replace

import pytest
from page_doubles import BEACON_ROW, DOSE, AssistantDouble
from page_html import attributes, seen, seen_in, tags

from citewell.answering.answer import Disagreement, Reason
from citewell.page import words
from citewell.page.links import place
from citewell.page.render_answer import (
    answer_html,
    follow_ups_html,
    problem_html,
    question_html,
    stage_html,
)

HOSTILE = '<img src=x onerror="pwned=1"> ![](http://evil.example) $$x$$ *a* # b `c` {{d}} ${e}'

ASSISTANT = AssistantDouble()
DOSES = ASSISTANT.reply("What dose was used in dermatomyositis?")


def test_each_document_speaks_after_its_introduction() -> None:
    html = answer_html(DOSES)
    assert seen(html).startswith("“Baricitinib for dermatomyositis of the skin” (2022-12-30) says:")
    assert tags(html).count("blockquote") == 2
    assert tags(html).count("li") == 3 + len(DOSES.searched)


def test_every_statement_carries_its_mark_and_every_mark_its_place() -> None:
    html = answer_html(DOSES)
    places = [place(link) for link in attributes(html, "a", "href") if link != "#copy"]
    expected = [(c.document, (c.start, c.end)) for c in DOSES.citations]
    assert [(p.document, (p.span.start, p.span.end)) for p in places if p.span] == expected
    for number in range(1, 7):
        assert f"[{number}]" in seen(html)


def test_the_words_that_answer_are_emphasised() -> None:
    assert seen_in(answer_html(DOSES), "strong") == "4 mg dailyJanus kinase4 mg once daily"


def test_the_foot_says_how_sure_what_was_searched_and_how_long() -> None:
    html = answer_html(DOSES)
    assert "Sure" in seen(html)
    assert seen_in(html, "summary") == "3 documents searched"
    assert seen_in(html, "details").endswith("".join(DOSES.searched).replace("  ", " "))
    assert seen_in(html, "button") == "CopyCopy as MarkdownHelpfulNot helpful"
    assert "0.24 s" in seen(html)
    assert "%" not in seen(html).rsplit("Sure", 1)[1]


@pytest.mark.parametrize(
    ("confidence", "said"), [(1.0, "Sure"), (0.7, "Fairly sure"), (0.51, "Less sure")]
)
def test_confidence_is_said_in_words(confidence: float, said: str) -> None:
    assert words.sureness(confidence) == said


def test_the_question_as_understood_is_shown_only_if_it_differs() -> None:
    assert "Understood" not in seen(answer_html(DOSES))
    same = replace(DOSES, understood="what dose was  used in dermatomyositis")
    assert "Understood" not in seen(answer_html(same))
    other = replace(DOSES, understood="What dose was used in lupus?")
    assert seen(answer_html(other)).startswith("Understood as: What dose was used in lupus?")


def test_a_refusal_says_so_and_what_was_searched_and_what_is_near() -> None:
    html = answer_html(ASSISTANT.reply("Who walked on the moon?"))
    text = seen(html)
    assert "These documents do not say." in text
    assert "3 documents searched" in text
    assert "0.24 s" in text
    assert "Baricitinib in practice" in text
    assert "Nearest, but they do not answer" in text
    [link] = attributes(html, "a", "href")
    assert place(link).document == "letter.txt"
    assert "blockquote" not in tags(html)


@pytest.mark.parametrize("reason", [*Reason, "another"])
def test_there_are_words_for_every_reason(reason: str) -> None:
    declined = replace(DOSES, declined=True, reason=reason, voices=(), searched=())
    heading = words.REFUSALS.get(Reason(reason)) if reason in [*Reason] else None
    assert (heading or words.REFUSAL_OTHERWISE)[0] in seen(answer_html(declined))


def test_a_refusal_names_what_is_never_mentioned() -> None:
    refusal = replace(
        ASSISTANT.reply("Who walked on the moon?"),
        text="These documents do not say. They never mention “moon*”.",
    )
    assert "They never mention “moon*”." in seen(answer_html(refusal))


def test_a_cited_row_is_a_table_with_its_heads() -> None:
    html = answer_html(ASSISTANT.reply("And the ACR20 table?"), ASSISTANT.library.article)
    heads = "TrialPopulationACR20, 4 mgACR20, placeboCited"
    assert seen_in(html, "thead") == heads
    assert seen_in(html, "tbody").startswith("RA-BEACONinadequate response to biologics55%27%[1]")
    assert seen_in(html, "strong") == "55%"
    assert len(attributes(html, "a", "href")) == 1


def test_a_row_is_a_line_if_its_document_has_changed_or_gone() -> None:
    answer = ASSISTANT.reply("And the ACR20 table?")
    other = ASSISTANT.library.article("letter.txt")
    for find in (lambda _: None, lambda _: other):
        assert "table" not in tags(answer_html(answer, find))


def test_a_mark_brings_its_name_and_its_preview() -> None:
    text = seen(answer_html(DOSES))
    assert "Citation 1: open “Baricitinib for dermatomyositis of the skin” at this sentence" in text
    assert f"{' '.join(DOSE.split())}Baricitinib for dermatomyositis of the skin · Dosing" in text


def test_what_has_become_of_a_document_is_said_above_its_quotes() -> None:
    html = answer_html(DOSES, notes=("“Letter” has changed <since>.",))
    assert seen(html).startswith("“Letter” has changed <since>.")
    assert 'class="remark"' in html


def test_follow_ups_are_buttons() -> None:
    html = follow_ups_html((HOSTILE,))
    assert seen_in(html, "button") == HOSTILE
    assert follow_ups_html(()) == ""


def test_everything_that_comes_from_outside_is_escaped() -> None:
    answer = replace(
        DOSES,
        understood=HOSTILE,
        searched=(HOSTILE,),
        voices=tuple(
            replace(
                voice,
                introduction=HOSTILE,
                statements=tuple(replace(s, text=HOSTILE, emphasis=()) for s in voice.statements),
            )
            for voice in DOSES.voices
        ),
        citations=tuple(
            replace(c, title=HOSTILE, document='"><script>.txt') for c in DOSES.citations
        ),
    )
    messages = [
        answer_html(answer),
        answer_html(replace(answer, declined=True, related=answer.citations)),
        question_html(HOSTILE),
        stage_html(HOSTILE),
        problem_html(HOSTILE, HOSTILE),
    ]
    for html in messages:
        assert not {"img", "script"} & set(tags(html))
        assert HOSTILE in seen(html).replace("“", "").replace("”", "")
        # One line that begins with a block: Markdown leaves all of it alone.
        assert "\n" not in html
        assert html.startswith("<div ")
        assert not set("*_`$![]") & set(html.replace("![endif]", ""))


def test_a_question_keeps_its_lines() -> None:
    assert question_html(" one\ntwo ") == '<div class="asked">one<br>two</div>'


def test_a_sentence_over_two_lines_is_one_line() -> None:
    assert "\n" in DOSE
    assert " ".join(DOSE.split()) in seen(answer_html(DOSES))


def test_a_nearest_table_row_is_shown_without_its_edges() -> None:
    row = ASSISTANT.library.cite(1, "baricitinib-in-practice.md", BEACON_ROW)
    refusal = replace(ASSISTANT.reply("Who walked on the moon?"), related=(row,))
    assert "RA-BEACON | inadequate response to biologics | 55% | 27% open" in (
        seen(answer_html(refusal))
    )


def test_what_is_left_open_is_said_below_what_is_answered() -> None:
    html = answer_html(replace(DOSES, missing=(HOSTILE,)))
    assert f"These documents do not say{HOSTILE}" in seen(html)
    assert "These documents do not say" not in seen(answer_html(DOSES))


def test_different_values_stand_side_by_side_with_document_and_date() -> None:
    one = Disagreement((1, 5), (f"4 mg {HOSTILE}", "2 mg"), newer=1)
    html = answer_html(replace(DOSES, disagreements=(one,)))
    said = seen(html)
    assert f"These documents differ4 mg {HOSTILE}" in said
    assert said.count(words.NEWER) == 1
    assert "img" not in tags(html)
    assert words.DIFFER not in seen(answer_html(DOSES))
