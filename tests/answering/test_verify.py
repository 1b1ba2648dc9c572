"""A statement that a writer words itself is checked against its quote, or it is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from builders import article, candidates, verdict

from citewell.answering.compose import Draft, as_text, choose, draft
from citewell.answering.evidence import Candidate
from citewell.answering.question import analyse
from citewell.answering.verify import verify
from citewell.errors import CitationBroken

SKIN = "# Baricitinib for skin\n\n## Patient 2\n\nThe dose was 4 mg once daily, not twice.\n"
TABLE = "# Doses\n\n| Drug | Dose |\n| --- | --- |\n| Tofacitinib | 5 mg twice daily |\n"


def written(text: str, sentences: Sequence[str]) -> Draft:
    """The draft of a writer that puts its own sentences over the quotes it cites."""
    found: list[Candidate] = candidates(text)
    made = draft(analyse("What dose?"), choose(verdict([(c, 3.0) for c in found]).judged))
    (voice,) = made.voices
    statements = tuple(
        replace(statement, text=sentence)
        for statement, sentence in zip(voice.statements, sentences, strict=True)
    )
    voices = (replace(voice, statements=statements),)
    return Draft(as_text(voices), voices, made.citations)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SKIN, "The dose was 4 mg once daily, not twice."),
        (SKIN, "Patient 2 took baricitinib 4 mg a day."),
        (TABLE, "Tofacitinib — Dose: 5 mg twice daily"),
        (TABLE, "The dose of tofacitinib is 5 mg two times a day."),
    ],
)
def test_a_quote_and_what_it_carries_pass(text: str, sentence: str) -> None:
    made = written(text, [sentence])
    assert verify(made, lambda name: article(text, name)) is made


@pytest.mark.parametrize(
    ("text", "sentence", "reason"),
    [
        (SKIN, "The dose was 40 mg once daily.", "“40 mg”; the quote has “4 mg”"),
        (SKIN, "The dose was 4 g once daily.", "“4 g”; the quote has “4 mg”"),
        (SKIN, "Tofacitinib 4 mg was taken once daily.", "“Tofacitinib”"),
        (SKIN, "Patient 3 took 4 mg once daily.", "“Patient 3”"),
        (TABLE, "Tofacitinib — Dose: 5 mg once daily", "“once daily”"),
    ],
)
def test_a_wrong_dose_is_withheld_with_the_reason(text: str, sentence: str, reason: str) -> None:
    made = written(text, [sentence])
    with pytest.raises(CitationBroken, match="does not follow from citation 1") as broken:
        verify(made, lambda name: article(text, name))
    assert reason in str(broken.value)
