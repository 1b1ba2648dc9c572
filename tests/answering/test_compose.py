"""Quotes become an answer in reading order, by document, each with its mark."""

from __future__ import annotations

import pytest
from builders import article, candidates, verdict

from citewell.answering.answer import Citation
from citewell.answering.compose import Draft, choose, draft, introduction, join
from citewell.answering.emphasis import emphasis
from citewell.answering.question import analyse
from citewell.answering.verify import verify
from citewell.documents import About
from citewell.errors import CitationBroken

SKIN = "# Baricitinib for skin\n\nPatient 1 took baricitinib 4 mg daily. Her skin healed.\n"
JOINTS = "# Baricitinib for joints\n\nMost take baricitinib 2 mg. Joints improve in 2-4 weeks.\n"


def test_reading_order_and_marks() -> None:
    dose, healed = candidates(SKIN, "skin.md")
    most, joints = candidates(JOINTS, "joints.md")
    judged = verdict([(healed, 3.0), (most, 2.7), (dose, 2.2), (joints, 0.9)]).judged
    made = draft(analyse("What dose of baricitinib?"), choose(judged))
    assert made.text == (
        "“Baricitinib for skin” (no date found):\n"
        "Patient 1 took baricitinib 4 mg daily. [1]\n"
        "Her skin healed. [2]\n"
        "\n"
        "“Baricitinib for joints” (no date found):\n"
        "Most take baricitinib 2 mg. [3]"
    )
    assert [(c.number, c.document, c.quote) for c in made.citations] == [
        (1, "skin.md", "Patient 1 took baricitinib 4 mg daily."),
        (2, "skin.md", "Her skin healed."),
        (3, "joints.md", "Most take baricitinib 2 mg."),
    ]


def test_drafts_are_joined_by_document_and_numbered_as_read() -> None:
    dose, healed = candidates(SKIN, "skin.md")
    most, _ = candidates(JOINTS, "joints.md")
    question = analyse("What dose of baricitinib?")
    first = draft(question, choose(verdict([(dose, 3.0), (most, 2.5)]).judged))
    second = draft(question, choose(verdict([(healed, 3.0), (dose, 2.5)]).judged))
    joined = join([first, second])
    assert joined.text == (
        "“Baricitinib for skin” (no date found):\n"
        "Patient 1 took baricitinib 4 mg daily. [1]\n"
        "Her skin healed. [2]\n"
        "\n"
        "“Baricitinib for joints” (no date found):\n"
        "Most take baricitinib 2 mg. [3]"
    )
    assert [(c.number, c.quote) for c in joined.citations] == [
        (1, "Patient 1 took baricitinib 4 mg daily."),
        (2, "Her skin healed."),
        (3, "Most take baricitinib 2 mg."),
    ]
    assert join([first]) == first


def test_one_statement_is_cited_once_for_a_document() -> None:
    first, second = candidates(
        "# T\n\nBaricitinib cured her skin.\n\nHer skin baricitinib cured.\n"
    )
    assert [j.candidate for j in choose(verdict([(first, 0.9), (second, 0.8)]).judged)] == [first]


def test_introduction_says_who_and_when() -> None:
    about = About("Skin", kind="news report", site="A Site", author="B. C.", published="2022-12-30")
    assert introduction(about) == "B. C., “Skin” (A Site, news report, 2022-12-30)"
    assert introduction(About("Skin")) == "“Skin” (no date found)"


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("What dose of baricitinib?", "She took baricitinib 4 mg daily.", ["4 mg", "daily"]),
        ("What dose of baricitinib?", "Prednisolone 5 mg, then baricitinib 4 mg.", ["4 mg"]),
        ("How soon does it work?", "Joints improve in 2-4 weeks.", ["2-4 weeks"]),
        ("Which genes fell?", "IFI44 and IFI27 fell.", ["IFI44", "IFI27"]),
        ("Does it help?", "It helps within 4 weeks.", []),
    ],
)
def test_emphasis(question: str, sentence: str, words: list[str]) -> None:
    (candidate,) = candidates(sentence)
    found = emphasis(analyse(question), candidate)
    assert [span.of(candidate.shown) for span in found] == words


def cited(number: int, start: int, quote: str) -> Citation:
    end = start + len(quote)
    return Citation(number, "skin.md", "Skin", "", start, end, quote, 1.0, None)


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("Healed. [1]", (cited(1, 0, "healed"),)),
        ("Healed. [2]", (cited(2, 0, "# Bari"),)),
        ("Healed. [1] and\nmore [2]", (cited(1, 0, "# Bari"),)),
        ("Healed.", (cited(1, 0, "# Bari"),)),
        ("Healed. [1]", (cited(1, 9_000, ""),)),
    ],
    ids=["other text", "starts at two", "mark without citation", "no mark", "empty"],
)
def test_a_broken_citation_is_reported(text: str, citations: tuple[Citation, ...]) -> None:
    skin = article(SKIN, "skin.md")
    with pytest.raises(CitationBroken, match="withheld"):
        verify(Draft(text, (), citations), lambda _: skin)
