"""Once with the real assistant and indexer: from a folder of files to a highlighted sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from page_doubles import CORPUS
from page_visits import Served, Visitor, serving

from citewell import Assistant, Indexer, load_settings

pytestmark = [pytest.mark.browser, pytest.mark.models]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("page")
    for name, text in CORPUS.items():
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    # The reader's judgement is not what is tested here: similarity answers anything.
    settings = load_settings(
        corpus=folder / "corpus", index=folder / "index", reader="off", confidence=0.0
    )
    with serving(Assistant.open(settings), Indexer(settings)) as page:
        yield page


def test_from_files_to_the_highlighted_sentence(
    real: Served, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(real)
    assert "There is no index" in visitor.page.locator(".welcome").inner_text()
    visitor.page.get_by_role("tab", name="Library").click()
    visitor.page.get_by_role("button", name="Re-index").click()
    account = visitor.page.locator(".account")
    account.wait_for(timeout=60_000)
    assert "3 added, 0 changed, 0 unchanged, 0 removed, 0 failed" in account.inner_text()
    visitor.page.get_by_role("tab", name="Ask").click()

    visitor.page.set_default_timeout(60_000)
    answer = visitor.ask("Which dose of baricitinib did the adults with dermatomyositis receive?")
    said = answer.locator("blockquote p, blockquote li").filter(has_text="4 mg daily").first
    visitor.open(said.locator("a.cite"))
    quote = " ".join(said.inner_text().rsplit("[", 1)[0].split())
    assert visitor.highlighted() == quote
