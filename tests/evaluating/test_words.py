"""What the shell shows of a run."""

from __future__ import annotations

from citewell.evaluating.compare import compare
from citewell.evaluating.score import Expected, Result, Shown
from citewell.evaluating.words import in_words
from evaluating.builders import evaluation, outcome

MISS = outcome(
    "b",
    Result.WRONG,
    0.8,
    shown=(Shown("skin.md", "", "Her skin\nhealed.", False, False),),
)
RUN = evaluation(outcome("a", Result.RIGHT, 0.9), MISS, outcome("c", Result.RIGHTLY_DECLINED, 0.1))


def test_a_miss_is_told_with_what_was_expected_and_what_was_cited() -> None:
    assert list(in_words(RUN, None))[:5] == [
        "✗ b: Question b?",
        "    answered, but not right, with confidence 0.80",
        "    missing   4 mg",
        "    expected  skin (read, not cited): 4 mg",
        "    cited     skin.md: Her skin healed.",
    ]


def test_figures_are_told_with_counts_share_and_interval() -> None:
    lines = [" ".join(line.split()) for line in in_words(RUN, None)]
    assert "right 1 of 2 50 % 9 to 91 %" in lines
    assert "rightly declined 1 of 1 100 % 21 to 100 %" in lines
    assert "near miss cited –" in lines
    assert "answered 67 %, of which 50 % not right" in lines
    assert "seconds a question: p50 1.00, p95 1.00" in lines


def test_what_changed_is_told() -> None:
    before = evaluation(*(outcome(o.id, Result.RIGHT) for o in RUN.outcomes[:2]), passages=3)
    lines = list(in_words(RUN, compare(before, RUN)))
    assert "broken b: right → answered, but not right" in lines
    assert "other conditions: passages was 3, is 2" in lines
    assert any(line.startswith("0 mended, 1 broken of 2 questions in both;") for line in lines)


def test_questions_without_evidence_in_the_documents_are_told() -> None:
    lost = outcome("x", Result.WRONG, expected=(Expected("skin", "4 mg", False, False, False),))
    assert list(in_words(evaluation(lost), None))[-1] == (
        "1 question cannot be answered right, for no quote is in the documents: x"
    )
