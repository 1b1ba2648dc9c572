"""Who wrote a document, where and when: what asks for it, and what tells it."""

import pytest

from citewell.answering.imprint import (
    Imprint,
    imprint_asked,
    not_of_it,
    of_those_titled,
    tells_imprint,
    text_in,
)
from citewell.answering.question import analyse

from builders import candidates  # isort: skip


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who wrote the article on bread?", {Imprint.AUTHOR}),
        ("Who is the author of the post about tea?", {Imprint.AUTHOR}),
        ("Who checked the report before it appeared?", {Imprint.REVIEWER}),
        ("Which journal published the study?", set()),
        ("In which journal was the study published?", {Imprint.PLACE}),
        ("Who published the study?", {Imprint.AUTHOR, Imprint.PLACE}),
        ("When was the leaflet last updated?", {Imprint.DATE}),
        ("What day is the piece on tea from?", {Imprint.DATE}),
        ("How old is this article?", {Imprint.DATE}),
        ("What is the DOI of the tea paper?", {Imprint.DOI}),
        ("Has the letter a PubMed ID?", {Imprint.PUBMED}),
        ("Which issue of the journal is the letter in?", {Imprint.ISSUE}),
        # Of the matter, not of the text.
        ("What is the main issue with tea?", set()),
        ("When was the pump approved?", set()),
        ("When did the fever appear?", set()),
        ("Who checked the patients?", set()),
        ("Who wrote the second symphony?", set()),
        ("What does the article say of tea?", set()),
    ],
)
def test_what_asks_for_the_origin_of_a_text(question, expected):
    assert imprint_asked(analyse(question)) == expected


@pytest.mark.parametrize(
    ("question", "line", "expected"),
    [
        ("Who wrote the article?", "Written by: Dr Ada Example", True),
        ("Who wrote the article?", "Ada Example 5 March 2024 3 Comments", True),
        ("Who wrote the article?", "The authors are Ada Example and Bob Sample.", True),
        ("Who wrote the article?", "Reviewed by Dr Bob Sample", False),
        ("Who wrote the article?", "Published On 2024-03-05 04:15 GMT", False),
        ("Who wrote the article?", "The authors conclude that tea helps.", False),
        ("Who reviewed the article?", "Medically reviewed by Dr Bob Sample", True),
        ("Who reviewed the article?", "Dr Bob Sample did the medical review.", True),
        ("Where was the letter published?", "It was published in a letter to The Kettle.", True),
        ("Where was the letter published?", "Tea is grown in Assam.", False),
        ("When was the article published?", "Published online March 5, 2024.", True),
        ("When was the article published?", "Ada Example 5 March 2024", True),
        ("What is the DOI of the letter?", "2024;18(3):43-45.doi: 10.1000/tea.77.", True),
        ("What is the DOI of the letter?", "J Tea 2024;18(3):43-45.", False),
        ("What is the PMID of the letter?", "PMID: 12345678.", True),
        ("Which issue is the letter in?", "J Tea 2024 May;18(3):43-45.", True),
        ("Which issue is the letter in?", "Tea was weighed at 18:30.", False),
        ("When was the article published?", "Most patients felt better after 4 weeks.", False),
    ],
)
def test_a_line_that_tells_the_origin(question, line, expected):
    (candidate,) = candidates(f"# On tea\n\n{line}")
    assert tells_imprint(candidate, analyse(question)) is expected


def test_the_author_known_of_a_document_is_told_by_the_line_with_the_name():
    (candidate,) = candidates("---\nauthor: Example\n---\n# On tea\n\nAll of it is by Example.")
    assert tells_imprint(candidate, analyse("Who wrote the article?"))


def test_of_a_line_without_end_only_the_beginning_is_looked_at():
    (candidate,) = candidates("# On tea\n\n" + "A" + "a" * 700 + " wrote it.")
    assert not tells_imprint(candidate, analyse("Who wrote the article?"))


def test_the_document_with_most_of_the_question_in_its_title_is_meant():
    tea = candidates("# On green tea\n\nBy Ada Example", "tea.md")
    bread = candidates("# On bread\n\nBy Bob Sample", "bread.md")
    asked = analyse("Who wrote the green tea article?")
    assert of_those_titled(asked, [*tea, *bread]) == [True, False]
    assert of_those_titled(analyse("Who wrote the article?"), [*tea, *bread]) == [True, True]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who wrote the article on tea?", 0),
        ("Who published the three-patient letter by Example and colleagues?", 1),  # patient
        ("Who wrote the coffee article?", 1),
        ("Who wrote it?", 0),
    ],
)
def test_words_that_tell_another_text(question, expected):
    (candidate,) = candidates("# On tea\n\nBy Ada Example")
    assert not_of_it(candidate, analyse(question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "When did the letter by Example and colleagues come out?",
            "the letter by Example and colleagues",
        ),
        ("Who is the author of the piece on green tea?", "the piece on green tea"),
        ("Who wrote it?", None),
    ],
)
def test_the_text_that_a_question_names(question, expected):
    assert text_in(question) == expected
