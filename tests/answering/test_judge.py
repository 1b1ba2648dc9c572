"""How candidates are judged: by a reader, in their own words, and by what is plain of them."""

from __future__ import annotations

from collections.abc import Sequence

from citewell.answering.evidence import Candidate
from citewell.answering.judge import judge
from citewell.answering.names import Unknown
from citewell.answering.question import analyse
from citewell.answering.rank import Ranked
from citewell.answering.weighing import FEATURES, Weighing
from citewell.terms import terms

from builders import candidates  # isort: skip

READER_ALONE = Weighing(0.0, (0.0,) * len(FEATURES), 1.0)


class CountingReader:
    """Log-odds from the words that question and candidate share."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        self.asked.append(question)
        words = set(terms(question))
        return [float(len(words & set(terms(c.shown)))) for c in candidates]


def odds(question: str, text: str) -> dict[str, float]:
    """The log-odds of each line of a text."""
    ranked = [Ranked(c, 0.0, (0.0,) * len(FEATURES)) for c in candidates(text)]
    verdict = judge(analyse(question), ranked, Unknown(), CountingReader(), READER_ALONE)
    return {each.candidate.shown: each.odds for each in verdict.judged}


def test_a_candidate_is_read_in_its_own_words_for_what_is_asked():
    found = odds(
        "Does the X-ray show damage?",
        "# On bones\n\nRadiographic damage was less. Damage was done. Soup is good.",
    )
    assert found["Radiographic damage was less."] == 2.0
    assert found["Damage was done."] == 1.0


def test_what_is_asked_is_not_read_twice_where_no_candidate_has_another_word():
    reader = CountingReader()
    ranked = [Ranked(c, 0.0, (0.0,) * len(FEATURES)) for c in candidates("# On tea\n\nTea is hot.")]
    judge(analyse("Is the X-ray hot?"), ranked, Unknown(), reader, READER_ALONE)
    assert reader.asked == ["Is the X-ray hot?"]


def test_who_wrote_a_text_is_answered_by_the_line_that_names_someone():
    found = odds(
        "Who wrote the article on tea?",
        "# On tea\n\nWritten by Ada Example\n\nThis article is on tea.",
    )
    assert found["Written by Ada Example"] > found["This article is on tea."]


def test_a_document_that_never_names_the_disease_tells_nothing_of_it():
    text = "# On gout\n\nIt hurts at night.\n\nLike gout it hurts at night."
    of_gout = odds("What hurts at night in gout?", text)
    of_lupus = odds("What hurts at night in lupus?", text)
    assert of_gout["It hurts at night."] == of_gout["Like gout it hurts at night."] - 1
    assert all(of_lupus[line] < of_gout[line] - 2 for line in of_gout)


def test_what_is_said_of_another_disease_is_not_said_of_the_one_asked_about():
    text = (
        "# On pain\n\n## At night\n\nPain at night tells gout.\n\n"
        "## By day\n\nPain by day tells bowel cancer.\n\n## In time\n\nPain in time tells much."
    )
    found = odds("What does the pain of ovarian cancer tell?", text)
    assert found["Pain by day tells bowel cancer."] < found["Pain in time tells much."]
    found = odds("What does the pain of colon cancer tell?", text)
    assert found["Pain by day tells bowel cancer."] > found["Pain in time tells much."]
    assert found["Pain at night tells gout."] < found["Pain in time tells much."]
