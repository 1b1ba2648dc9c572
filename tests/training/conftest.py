"""An index of the small corpus, labelled questions on it, and weights of a toy size."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from citewell import Settings
from citewell.ingest.build import Indexer
from citewell.store.library import Snapshot, open_library
from citewell.store.models import Encoder, built_in_path
from doubles import WordEncoder

QUESTIONS = [
    {
        "doc": "tea",
        "question": "How long do young leaves dry?",
        "answerable": True,
        "quotes": ["twenty minutes for young leaves"],
        "near": ["forty minutes for old leaves"],
    },
    {
        "doc": "tea",
        "question": "Which heat do old leaves need?",
        "answerable": True,
        "quotes": ["| old | 95 °C |"],
        "near": ["| young | 80 °C |"],
    },
    {
        "doc": "garden/bees",
        "question": "What do bees do in winter?",
        "answerable": True,
        "quotes": ["They form a ball around the queen and shiver to keep her warm."],
    },
    {
        "doc": "lighthouse",
        "question": "How tall is the lighthouse?",
        "answerable": False,
        "quotes": [],
        "near": ["The lamp of the lighthouse turns once in twelve seconds."],
    },
]


class BuiltInLike(WordEncoder):
    """The encoder without weights, under the name of the built-in one."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(Encoder(settings.model).id)


@pytest.fixture
def encoder(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> WordEncoder:
    """Stands in for the embedding model wherever the settings ask for one."""
    stand_in = BuiltInLike(settings)
    monkeypatch.setattr("citewell.training.run.Encoder.of", lambda _: stand_in)
    return stand_in


@pytest.fixture
def snapshot(settings: Settings, encoder: WordEncoder) -> Snapshot:
    """The small corpus, indexed."""
    Indexer(settings, encoder).run()
    return open_library(settings).snapshot()


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A file of labelled questions on the small corpus."""
    return write_questions(tmp_path / "labelled.jsonl", QUESTIONS)


def write_questions(path: Path, rows: Sequence[object]) -> Path:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A one-layer model with the real tokenizer, its weights drawn with a fixed seed."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertModel

    folder = tmp_path_factory.mktemp("toy")
    tokenizer = AutoTokenizer.from_pretrained(built_in_path())
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
