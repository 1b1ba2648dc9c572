"""Hostile documents and questions: nothing of them runs, reaches out or breaks the layout."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hostile import HOST, LONG_TABLE, PAYLOADS, SIGN
from page_doubles import AssistantDouble, IndexerDouble, LibraryDouble
from page_html import seen, tags
from page_visits import Served, Visitor

from citewell.answering.answer import Answer, Citation, Statement, Voice
from citewell.documents import About, Article, Block, BlockKind, Span
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import read_document
from citewell.page.conversation import Turn, stored
from citewell.page.export import conversation_html
from citewell.page.render_answer import answer_html, question_html
from citewell.page.render_article import article_html
from citewell.page.render_library import table_html

ALLOWED = {
    *("div", "p", "span", "a", "q", "blockquote", "button", "details", "summary", "ul", "li", "br"),
    *("article", "header", "h2", "h3", "h4", "h5", "h6", "ol", "table", "thead", "tbody", "tr"),
    *("th", "td", "mark", "strong", "em", "code", "small", "caption", "input"),
}


def document(number: int, payload: str) -> Article:
    """The payload as a document, in its title, its name and its text."""
    name = f"{number} {payload[:30].replace('/', '_')}.md"
    try:
        article = read_document(name, payload.encode())
    except DocumentUnreadable:
        span = Span(0, len(payload))
        article = Article(name, payload, About(""), (Block(BlockKind.PARAGRAPH, span),))
    about = About(payload[:200], kind=payload[:80], site=payload[:80], original=payload[:200])
    return Article(name, article.text, about, article.blocks)


SHELF = {article.name: article for article in map(document, range(len(PAYLOADS)), PAYLOADS)}


def answer_from(articles: list[Article], question: str) -> Answer:
    """An answer that cites the whole of each document."""
    citations, voices = [], []
    for number, article in enumerate(articles, start=1):
        block = article.blocks[0] if article.blocks else None
        span = block.span if block else Span(0, len(article.text))
        quote = span.of(article.text)
        title = article.about.title
        citations.append(
            Citation(number, article.name, title, title, span.start, span.end, quote, 0.9, title)
        )
        voices.append(Voice(article.name, title, (Statement(quote, number),)))
    return Answer(
        question, question + " ", False, None, 0.9, "text",
        tuple(voices), tuple(citations), searched=tuple(a.about.title for a in articles),
        missing=(question,),
    )  # fmt: skip


def bare(text: str) -> str:
    return "".join(text.split())


def test_there_are_at_least_sixty() -> None:
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("article", SHELF.values(), ids=range(len(SHELF)))
def test_a_payload_becomes_only_text_wherever_it_stands(article: Article) -> None:
    question = PAYLOADS[int(article.name.split(" ")[0])]
    answer = answer_from([article], question)
    library = LibraryDouble(shelf={article.name: article})
    pieces = [
        question_html(question),
        answer_html(answer, library.shelf.get, (question,)),
        article_html(article, answer.citations[0] and Span(0, 5)),
        table_html(library.documents(), {question: question}),
    ]
    for html in pieces:
        assert set(tags(html)) <= ALLOWED
    assert bare(question) == bare(seen(pieces[0]))
    exported = conversation_html([Turn(question, answer)]).partition("<body>")[2]
    assert set(tags(exported.partition("</body>")[0])) <= {
        *("h1", "h2", "p", "blockquote", "ol", "li", "em")
    }


@dataclass
class Hostile(AssistantDouble):
    """Answers everything with everything."""

    library: LibraryDouble = field(default_factory=lambda: LibraryDouble(shelf=dict(SHELF)))

    def stages(self, question: str, *_: Any) -> Iterator[Any]:
        yield answer_from([*self.library.shelf.values()], question)


def unharmed(visitor: Visitor, url: str) -> None:
    page = visitor.page
    assert page.evaluate("window.pwned") is None
    strange = [r for r in visitor.requests if not r.startswith((url, "data:", "blob:"))]
    assert strange == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.get_by_label("Your question").is_visible()
    inside = "#conversation .prose, #reading-room, #library"
    active = page.locator(inside).locator("script, img, iframe, form, object, embed, base, style")
    assert active.count() == 0


@pytest.mark.browser
def test_in_a_browser_no_document_acts(
    serve_other: Callable[..., Served], visit: Callable[..., Visitor]
) -> None:
    served = serve_other(Hostile(), IndexerDouble())
    visitor = visit(served)
    marks = visitor.ask(PAYLOADS[0]).locator("a.cite")
    assert marks.count() == len(SHELF)
    unharmed(visitor, served.url)
    visitor.open(marks.first)
    for number in range(2, len(SHELF) + 1):
        visitor.page.get_by_role("button", name="Next cited sentence").click()
        visitor.page.get_by_text(f"{number} / {len(SHELF)}").wait_for()
        assert visitor.page.evaluate("window.pwned") is None
    unharmed(visitor, served.url)
    visitor.page.get_by_role("tab", name="Library").click()
    assert visitor.page.locator("#library .library tbody tr").count() == len(SHELF)
    visitor.page.get_by_role("tab", name="Ask").click()
    unharmed(visitor, served.url)
    assert visitor.errors == []


@pytest.mark.browser
def test_in_a_browser_no_question_acts(
    serve_other: Callable[..., Served], visit: Callable[..., Visitor]
) -> None:
    """All of them as one conversation that was kept, so that one page shows them all."""
    served = serve_other(Hostile(), IndexerDouble())
    visitor = visit(served, width=390, height=844)
    few = [*SHELF.values()][:1]
    turns = [stored(Turn(payload, answer_from(few, payload))) for payload in PAYLOADS]
    kept = {"id": "a", "name": PAYLOADS[0], "when": 1, "turns": turns}
    visitor.page.evaluate(
        "kept => { localStorage.setItem('citewell.conversations', JSON.stringify({a: kept}));"
        " sessionStorage.setItem('citewell.current', 'a'); }",
        json.loads(json.dumps(kept)),
    )
    visitor.page.reload()
    visitor.page.locator("#conversation .user-row").nth(len(PAYLOADS) - 1).wait_for(timeout=120_000)
    shown = visitor.page.locator(".asked").all_text_contents()
    assert [bare(text) for text in shown] == [bare(payload) for payload in PAYLOADS]
    unharmed(visitor, served.url)
    visitor.page.get_by_role("tab", name="History").click()
    assert visitor.page.locator("#history .name").inner_text() == PAYLOADS[0]
    assert visitor.page.evaluate("window.pwned") is None


@pytest.mark.browser
def test_a_table_of_five_thousand_lines_can_be_read(
    serve_other: Callable[..., Served], visit: Callable[..., Visitor]
) -> None:
    table = read_document("table.md", LONG_TABLE.encode())
    served = serve_other(Hostile(LibraryDouble(shelf={"table.md": table})), IndexerDouble())
    visitor = visit(served)
    visitor.open(visitor.ask("the table").locator("a.cite"))
    assert visitor.page.locator("#reading-room tr").count() >= 3000
    assert SIGN in visitor.page.locator("#reading-room").inner_text()
    unharmed(visitor, served.url)


@pytest.mark.browser
def test_the_browser_itself_refuses_what_is_smuggled_in(
    served: Served, visit: Callable[..., Visitor]
) -> None:
    """Past all escaping, the Content-Security-Policy still stands."""
    visitor = visit(served)
    refused = visitor.page.evaluate(
        """async host => {
          const refused = [];
          document.addEventListener("securitypolicyviolation",
            (event) => refused.push(event.effectiveDirective));
          const make = (tag, more) => Object.assign(document.createElement(tag), more);
          const add = (tag, more) => document.body.append(make(tag, more));
          add("img", { src: `${host}/x.png` });
          add("script", { src: `${host}/x.js` });
          add("link", { rel: "stylesheet", href: `${host}/x.css` });
          add("iframe", { src: host });
          add("object", { data: `${host}/x` });
          await fetch(host).catch(() => {});
          const form = make("form", { action: host, target: "_blank" });
          document.body.append(form);
          form.submit();
          await new Promise((done) => setTimeout(done, 500));
          return refused;
        }""",
        HOST,
    )
    expected = {
        "img-src",
        "script-src-elem",
        "style-src-elem",
        "frame-src",
        "object-src",
        "connect-src",
        "form-action",
    }
    assert set(refused) == expected
