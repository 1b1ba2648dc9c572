"""How long an answer takes, against encoding its question."""

from __future__ import annotations

import statistics
from pathlib import Path
from time import perf_counter

import pytest

from citewell.answering.assistant import Assistant
from citewell.ingest.build import Indexer
from citewell.settings import Settings
from citewell.store.models import Encoder

pytestmark = [pytest.mark.benchmark, pytest.mark.models]

QUESTIONS = (
    "What dose was used in dermatomyositis?",
    "What are the most common side effects of baricitinib?",
    "What was the ACR20 response in RA-BEACON?",
    "What is the half-life of baricitinib?",
    "Which blood tests are needed before treatment?",
    "How often is tofacitinib taken?",
    "Why was methotrexate stopped in patient 3?",
    "Can older adults take it?",
)


def test_answer_against_encoding_its_question(tmp_path: Path) -> None:
    corpus = Path(__file__).parents[2] / "corpus"
    settings = Settings(corpus=corpus, index=tmp_path / "index")
    encoder = Encoder()
    Indexer(settings, encoder).run()
    assistant = Assistant.open(settings)
    assistant.warm()
    bare, first, again = [], [], []
    for question in QUESTIONS:
        began = perf_counter()
        encoder.encode([question])
        bare.append(perf_counter() - began)
        first.append(assistant.reply(question).seconds)
    again = [assistant.reply(question).seconds for question in QUESTIONS]
    floor, fresh, warm = (statistics.median(times) for times in (bare, first, again))
    print(
        f"\nencoding {floor * 1000:.0f} ms, first answer {fresh * 1000:.0f} ms, asked again "
        f"{warm * 1000:.0f} ms: {fresh / floor:.0f} and {warm / floor:.0f} times"
    )
    assert warm < 200 * floor
