"""The columns of tables whose cells stand in one line are told only where they are plain."""

import pytest

from citewell.documents import Span
from citewell.ingest.formats.pressed import columns


def cells(*lines):
    """The heads and rows of a table as text; None where its columns are not plain."""
    text = "\n".join(lines)
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    found = columns(text, spans[0], spans[1:])
    if found is None:
        return None
    return [[cell.of(text) for cell in row] for row in (found[0], *found[1])]


def test_cells_begin_with_capitals_figures_or_answers():
    assert cells(
        "Feature Alphanib Betanib",
        "Usual dose 4 mg once daily 5 mg twice daily",
        "Approved for RA Yes (2 mg & 4 mg) No",
        "Known risks Infections, clots Herpes zoster, liver",
        "Blocks JAK JAK1/2 JAK1",
    ) == [
        ["Feature", "Alphanib", "Betanib"],
        ["Usual dose", "4 mg once daily", "5 mg twice daily"],
        ["Approved for RA", "Yes (2 mg & 4 mg)", "No"],
        ["Known risks", "Infections, clots", "Herpes zoster, liver"],
        ["Blocks JAK", "JAK1/2", "JAK1"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("Dose 2 mg or 4 mg 5 mg", "Approved Yes No"),  # whose are the 4 mg?
        ("Dose daily weekly", "Approved Yes No"),  # nothing tells where a cell begins
        ("Made in Paris Rome Oslo", "Approved Yes No"),
        ("Dose 4 mg 5 mg",),  # one row says too little
    ],
)
def test_one_row_that_is_not_plain_leaves_the_whole_table(rows):
    assert cells("Feature Alphanib Betanib", *rows) is None


def test_a_head_of_two_words_would_move_the_columns():
    assert cells("Feature Alphanib 2mg Betanib", "Dose 4 mg 5 mg", "Approved Yes No") is None
