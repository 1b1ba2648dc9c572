"""How much indexing costs over the embedding that nothing can avoid."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from stopwatch import cpu_seconds, seconds

from citewell.ingest.build import Indexer
from citewell.ingest.formats import read_document
from citewell.ingest.split import embedding_texts, split
from citewell.settings import Settings
from citewell.store.models import BATCH, Encoder

pytestmark = [pytest.mark.benchmark, pytest.mark.models]

MANY = 300  # documents of a large corpus; all 953 take three times as long
SOME = 60  # documents: enough to measure, few enough to wait for


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The real model, loaded before anything is timed."""
    encoder = Encoder()
    encoder.encode(["loaded"])
    return encoder


@pytest.fixture
def some(leaflets: Path, tmp_path: Path) -> Settings:
    """Settings for a folder of some of the documents."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in sorted(leaflets.glob("*.md"))[:SOME]:
        shutil.copy(path, corpus)
    return Settings(corpus=corpus, index=tmp_path / "index")


def passages_of(settings: Settings, encoder: Encoder) -> list[str]:
    """What indexing embeds of a folder, text by text."""
    texts = []
    for path in sorted(settings.corpus.glob("*.md")):
        article = read_document(path.name, path.read_bytes())
        passages = split(article, encoder.count_tokens, settings.passage_tokens, encoder.window)
        texts += embedding_texts(article, passages, encoder.count_tokens)
    return list(dict.fromkeys(texts))


def test_throughput_against_bare_encoding(some: Settings, encoder: Encoder) -> None:
    texts = passages_of(some, encoder)
    model = encoder._model
    bare, _ = cpu_seconds(lambda: model.encode(texts, batch_size=BATCH, show_progress_bar=False))
    whole, _ = cpu_seconds(lambda: Indexer(some, encoder).run())
    print(
        f"\n{len(texts)} passages: bare encoding {bare:.1f} s, indexing {whole:.1f} s of CPU, "
        f"throughput {bare / whole:.2f} of bare encoding"
    )
    assert bare / whole > 0.8


def test_throughput_against_llama_index(some: Settings, encoder: Encoder, tmp_path: Path) -> None:
    chroma = pytest.importorskip("llama_index.vector_stores.chroma")
    huggingface = pytest.importorskip("llama_index.embeddings.huggingface")
    import chromadb
    from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter

    from citewell.store.models import built_in_path

    embedding = huggingface.HuggingFaceEmbedding(
        model_name=str(built_in_path()), device="cpu", embed_batch_size=BATCH
    )
    client = chromadb.PersistentClient(str(tmp_path / "plain"))
    store = chroma.ChromaVectorStore(chroma_collection=client.create_collection("plain"))

    def plain() -> None:
        VectorStoreIndex.from_documents(
            SimpleDirectoryReader(str(some.corpus)).load_data(),
            storage_context=StorageContext.from_defaults(vector_store=store),
            transformations=[SentenceSplitter(chunk_size=200, chunk_overlap=0)],
            embed_model=embedding,
        )

    theirs = seconds(plain)
    ours = seconds(lambda: Indexer(some, encoder).run())
    print(
        f"\nplain VectorStoreIndex {theirs:.1f} s, citewell {ours:.1f} s: "
        f"{theirs / ours:.2f} times as fast"
    )
    assert ours < 1.5 * theirs


def test_one_change_among_many(leaflets: Path, tmp_path: Path, encoder: Encoder) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in sorted(leaflets.glob("*.md"))[:MANY]:
        shutil.copy(path, corpus)
    settings = Settings(corpus=corpus, index=tmp_path / "index")
    full = seconds(lambda: Indexer(settings, encoder).run())
    changed = sorted(corpus.glob("*.md"))[100]
    changed.write_text(changed.read_text(encoding="utf-8") + "\nStore it in the fridge door.\n")
    account = None

    def change() -> None:
        nonlocal account
        account = Indexer(settings, encoder).run()

    one = seconds(change)
    nothing = seconds(lambda: Indexer(settings, encoder).run())
    assert account is not None
    print(
        f"\n{account.documents} documents, {account.passages} passages: full build {full:.0f} s, "
        f"one changed {one:.1f} s ({one / full:.1%}), nothing changed {nothing:.2f} s"
    )
    assert account.changed == (changed.name,)
    assert one < 0.1 * full
