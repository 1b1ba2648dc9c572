"""A PDF is dropped on the page, asked, opened at its page and sentence, and removed again.

With the real assistant and indexer, and a PDF that the test writes.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_doubles import CORPUS
from page_visits import Served, Visitor, serving

from citewell import Assistant, Indexer, load_settings
from ingest.written import heading, page_break, paragraph, pdf, title

pytestmark = [pytest.mark.browser, pytest.mark.models]

NAME = "fernhill-kiln.pdf"
SENTENCE = "The Fernhill kiln is fired with ash wood for 31 hours."
QUESTION = "How long is the Fernhill kiln fired?"
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const dragged = new DataTransfer();
  dragged.items.add(new File([bytes], name, { type: "application/pdf" }));
  const zone = document.querySelector("#upload button");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, {
      dataTransfer: dragged, bubbles: true, cancelable: true,
    }));
  }
}"""
# What is seen of the change, in order: Gradio shows progress over the place of the account.
WATCH = """() => {
  window.seen = [];
  const note = (what) => { if (window.seen.at(-1) !== what) window.seen.push(what); };
  new MutationObserver(() => {
    const place = document.getElementById("account");
    if (place && place.querySelector(".progress-text, .progress-level")) note("progress");
    if (place && place.querySelector(".account")) note("account");
  }).observe(document.body, { subtree: true, childList: true });
}"""


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Served]:
    """A page with a small library that is indexed already."""
    corpus = tmp_path / "corpus"
    for name, text in CORPUS.items():
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text(text, "utf-8")
    settings = load_settings(corpus=corpus, index=tmp_path / "index")
    assistant = Assistant.open(settings)
    indexer = Indexer(settings, assistant.encoder)
    indexer.run()
    with serving(assistant, indexer) as page:
        yield page


def report() -> bytes:
    return pdf(
        title("The Fernhill pottery"),
        heading("The village"),
        paragraph("Fernhill is a village of potters. Its clay is red and its glaze is blue."),
        page_break(),
        heading("The kiln"),
        paragraph(f"{SENTENCE} It holds four hundred jugs and is opened on the third day."),
    )


def library(page: Any) -> Any:
    page.get_by_role("tab", name="Library").click()
    return page.locator("#library .library tbody tr")


def test_a_pdf_is_dropped_asked_opened_and_removed(
    real: Served, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(real)
    page = visitor.page
    page.set_default_timeout(120_000)
    assert not visitor.ask(QUESTION).locator("a.cite[href*=fernhill]").count()

    rows = library(page)
    page.evaluate(WATCH)
    page.evaluate(DROP, [NAME, base64.b64encode(report()).decode()])
    page.locator("#account .account").wait_for()
    assert page.evaluate("window.seen") == ["progress", "account"]
    assert "1 added" in page.locator("#account").inner_text()
    row = rows.filter(has_text=NAME)
    row.wait_for()

    page.get_by_role("tab", name="Ask").click()
    answer = visitor.ask(QUESTION)
    said = answer.locator("blockquote p, blockquote li").filter(has_text="31 hours").first
    room = visitor.open(said.locator("a.cite"))
    assert visitor.highlighted() == SENTENCE
    assert room.locator("p.page").all_inner_texts() == ["Page 1", "Page 2"]
    order = "(mark) => document.querySelectorAll('p.page')[1].compareDocumentPosition(mark) & 4"
    assert room.locator("mark.cited").first.evaluate(order), "it stands on page 2"
    page.keyboard.press("Escape")

    library(page)
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Remove…").click()
    page.locator("#removal").get_by_role("button", name="Remove", exact=True).click()
    row.wait_for(state="detached")
    page.get_by_role("tab", name="Ask").click()
    assert "31 hours" not in visitor.ask(QUESTION).inner_text()
    assert not (real.assistant.settings.corpus / NAME).exists()
    assert visitor.errors == []
