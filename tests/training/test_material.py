"""A document as lines, and the lines a quote names."""

import pytest

from citewell.errors import QuestionsUnusable
from citewell.training.material import (
    Material,
    document_called,
    load_material,
    names_by_stem,
)


@pytest.fixture
def tea(snapshot, encoder) -> Material:
    return load_material(snapshot, ["tea.md"], encoder)["tea.md"]


def shown(material, positions):
    return [material.lines[at].candidate.shown for at in positions]


def test_a_quote_names_the_line_it_stands_in(tea):
    assert shown(tea, tea.named_by(["The leaves are turned by hand."])) == [
        "The leaves are turned by hand."
    ]


def test_blanks_hyphens_and_capitals_of_a_quote_do_not_matter(tea):
    assert shown(tea, tea.named_by(["the  LEAVES\u00a0are turned\nby hand."])) == [
        "The leaves are turned by hand."
    ]


def test_a_quote_over_two_lines_names_both(tea):
    quote = "over a low fire. The leaves are turned by hand."
    assert len(tea.named_by([quote])) == 2


def test_a_row_of_a_table_is_named_by_its_source(tea):
    assert shown(tea, tea.named_by(["| old | 95 °C |"])) == ["old — Heat: 95 °C"]


def test_what_is_not_in_the_document_names_nothing(tea):
    assert tea.named_by(["Black tea is rolled.", ""]) == []


def test_every_line_is_read_with_its_headings(tea):
    assert all("[SEP] Drying tea" in line.text for line in tea.lines)


def test_the_line_that_shares_words_and_meaning_is_ranked_first(tea, encoder):
    question = "How many minutes for old leaves?"
    first = tea.ranked(question, encoder.encode([question])[0])[0]
    assert tea.lines[first].candidate.shown == "forty minutes for old leaves"


@pytest.mark.parametrize("called", ["bees", "garden/bees", "garden/bees.txt"])
def test_a_document_is_called_by_path_or_stem(snapshot, called):
    assert document_called(names_by_stem(snapshot), called) == "garden/bees.txt"


def test_a_document_that_is_not_indexed_is_told(snapshot):
    with pytest.raises(QuestionsUnusable, match="“moths”, and no document is called so"):
        document_called(names_by_stem(snapshot), "moths")


def test_a_name_that_two_documents_share_is_told():
    with pytest.raises(QuestionsUnusable, match="2 documents are called so"):
        document_called({"a": ["x/a.md", "y/a.md"]}, "a")
