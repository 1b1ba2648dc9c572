"""Running text to sentences: where a full stop ends one, and where it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.documents import Span
from citewell.ingest.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Grant met Mr. Hill.", "They agreed."],
        ["The rise is shown in Fig. 2 below.", "Then it stops."],
        ["See Figs. 2 and 3.", "Then stop."],
        ["Use an oil, e.g. Olive oil.", "Then stop."],
        ["It was low, i.e. below normal.", "Then it rose."],
        ["The clearance was 45 mL/min/1.73 m².", "It fell later."],
        ["It was 55 % vs. 38 % then.", "Nobody was surprised."],
        ["The U.S. Food and Drug Administration agreed.", "Others did not."],
        ["It is sold in the U.S.", "The price is high."],
        ['He said "It works."', "She agreed."],
        ["“It works.”", "She agreed."],
        ["It rose (p = 0.01).", "12 patients left."],
        ["Is it so?", "Yes!", "Good."],
        ["J. Smith wrote it.", "So it is."],
        ["A mean of 3.5 was found.", "It fell."],
        ["They took baricitinib.", "p-JAK1 fell."],
        ["It was given b.i.d. for a week.", "Then it was stopped."],
        ["Smith et al. found it.", "Others did not."],
        ["1. Wash the leaves.", "Dry them."],
    ],
    ids=lambda sentences: sentences[0][:24],
)
def test_cuts_between_sentences_only(expected):
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["The dose was 4 mg.", "Baricitinib was stopped."],
        ["It lasted 24 h.", "The rest was short."],
        ["It lasted 30 min.", "Baricitinib was stopped."],
        ["He said no.", "It was not."],
        ["Was it so?", "No.", "It was not."],
    ],
    ids=lambda sentences: sentences[0],
)
def test_a_unit_or_a_short_word_may_end_a_sentence(expected):
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["See No. 4 below.", "Then stop."],
        ["No. 4 was given.", "Then stop."],
        ["It was given for 30 min. a day.", "Then stop."],
    ],
    ids=lambda sentences: sentences[0],
)
def test_a_unit_or_a_short_word_may_stand_in_a_sentence(expected):
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["It was seen in the patient.", "Therefore it was stopped."],
        ["All of it was gone (in a week).", "Nobody knew why."],
    ],
    ids=["after a word", "after a bracket"],
)
def test_cuts_where_the_blank_was_lost(expected):
    assert sentences("".join(expected)) == expected


def test_does_not_cut_inside_a_name():
    assert sentences("See www.example.Com for more.") == ["See www.example.Com for more."]


def test_offsets_count_from_the_start_of_the_document():
    text = "A title\n\nOne is here. Two is here.\n\nAn end."
    found = list(sentence_spans(text, Span(9, 34)))
    assert found == [Span(9, 21), Span(22, 34)]


def test_line_ends_inside_a_sentence_are_kept():
    assert sentences("It began\nhere. It ended\nthere.") == ["It began\nhere.", "It ended\nthere."]


@given(st.text(alphabet="abAB12.,!?\"'”(): \n", max_size=80).map(str.strip))
def test_nothing_but_blanks_is_left_out(text):
    spans = list(sentence_spans(text, Span(0, len(text))))
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())
    assert spans == sorted(spans)
    assert [s for s in spans if s.of(text) != s.of(text).strip() or s.start == s.end] == []
