"""How long a new process takes to a page that accepts a question, and to its first answer.

Both against bare imports: of gradio alone, and of everything that an answer needs, with nothing
of ours. What a process prints or serves is looked for without pause; the models are on disk.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter, sleep
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from running import CORPUS, started
from stopwatch import seconds

from citewell.ingest.build import Indexer
from citewell.settings import Settings

pytestmark = [pytest.mark.benchmark, pytest.mark.models]

QUESTION = "What dose was used in dermatomyositis?"
PAGE = "import gradio"
EVERYTHING = "import gradio, torch, sentence_transformers, chromadb, bm25s, nltk, llama_index.core"


def bare(imports: str) -> float:
    return seconds(lambda: subprocess.run([sys.executable, "-c", imports], check=True))


def accepted(url: str) -> str:
    """The event of a question as soon as the page takes one."""
    body = json.dumps({"question": QUESTION}).encode()
    request = Request(f"{url}/gradio_api/call/v2/ask", body, {"Content-Type": "application/json"})
    while True:
        try:
            return str(json.load(urlopen(request))["event_id"])
        except URLError:
            sleep(0.01)


def answered(url: str, event: str) -> dict[str, Any]:
    said = urlopen(f"{url}/gradio_api/call/v2/ask/{event}").read().decode().strip()
    return json.loads(said.splitlines()[-1].removeprefix("data: "))[0]


def test_to_a_page_that_takes_a_question_and_to_the_first_answer(tmp_path: Path) -> None:
    Indexer(Settings(corpus=CORPUS, index=tmp_path / "index")).run()
    bare(EVERYTHING)  # what is read from disk the first time is read for all
    to_page, to_answer, imports, all_imports = [], [], [], []
    for _ in range(3):
        imports.append(bare(PAGE))
        all_imports.append(bare(EVERYTHING))
        with started(tmp_path / "index") as page:
            event = accepted(page.url)
            to_page.append(perf_counter() - page.began)
            assert "4 mg" in answered(page.url, event)["text"]
            to_answer.append(perf_counter() - page.began)
    taken, answer, some, everything = map(min, (to_page, to_answer, imports, all_imports))
    print(
        f"\nthe page takes a question after {taken:.1f} s: {taken / some:.2f} times gradio's import"
        f"\nthe first answer after {answer:.1f} s: {answer / everything:.2f} times all imports"
    )
    assert taken < 3 * some
    assert answer < 3 * everything
