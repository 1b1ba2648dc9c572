"""A small library, an assistant with a script and an indexer with a fixed account.

They speak in the real nouns and hold real `Article`s, read by the real readers, so the offsets
in every citation are true.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any

from citewell.answering.answer import Answer, Citation, Disagreement, Reason, Statement, Voice
from citewell.answering.assistant import Stage
from citewell.documents import Article, Span
from citewell.errors import CitewellError, RunCancelled
from citewell.ingest.build import Account, Progress
from citewell.ingest.formats import read_document
from citewell.ingest.scan import Failure
from citewell.page.suggestions import Suggestions
from citewell.settings import Settings
from citewell.store.library import DocumentRecord

REVIEW = """---
title: Baricitinib in practice
kind: review article
site: example.org
author: Ada Example
date: 2024-03-05
cites: Example A. Baricitinib in practice. J Test Med 2024;12:1-9.
---
# Baricitinib in practice

Baricitinib is a selective and reversible inhibitor of **Janus kinase** 1 and 2. It is taken
by mouth once daily, with or without food. Its elimination half-life is about 12.5 hours in
patients with rheumatoid arthritis.

## Dosing

The recommended dose in rheumatoid arthritis is 4 mg once daily. A dose of 2 mg once daily is
recommended for:

- patients aged 65 years and older;
- patients with a history of chronic or recurrent infections;
- patients with creatinine clearance between 30 and 60 mL/min.

### Special groups

1. Pregnancy: it should *not* be used.
2. Children:
   - it has been studied from two years of age;
   - the dose follows body weight.

## Response in trials

In RA-BEACON, 55% of patients taking 4 mg reached ACR20 at week 12, against 27% on placebo.

| Trial | Population | ACR20, 4 mg | ACR20, placebo |
|---|---|---|---|
| RA-BEACON | inadequate response to biologics | 55% | 27% |
| RA-BUILD | inadequate response to csDMARDs | 62% | 39% |

## Safety

The most common side effects are:

- increased LDL cholesterol;
- upper respiratory tract infections;
- headache and nausea.

Read the [summary of product characteristics](https://www.example.org/smpc) before use.
"""

LETTER = """Baricitinib for dermatomyositis of the skin

Published On 2022-12-30

Three adults with dermatomyositis were treated with baricitinib. All of them received
baricitinib 4 mg daily. The redness of the face faded within five months.

The authors call for a larger trial. No serious adverse event was seen.
"""

HOSTILE = """# Baricitinib <img src=x onerror="window.pwned=1"> report

The *tablet* costs $$5$$ # and <script>window.pwned=1</script> ![](http://evil.example/leak.png) is
`data` like <b>any</b> other: {{value}} ${1+1} {% x %}.
"""  # fmt: skip

CORPUS = {
    "baricitinib-in-practice.md": REVIEW,
    "letter.txt": LETTER,
    "odd/hostile & strange.md": HOSTILE,
}


def articles(corpus: Mapping[str, str] = CORPUS) -> dict[str, Article]:
    return {name: read_document(name, text.encode()) for name, text in corpus.items()}


@dataclass
class LibraryDouble:
    shelf: dict[str, Article] = field(default_factory=articles)
    problem: CitewellError | None = None

    def documents(self) -> tuple[DocumentRecord, ...]:
        if self.problem:
            raise self.problem
        return tuple(
            DocumentRecord(
                name,
                article.about,
                passages=len(article.blocks),
                characters=len(article.text),
                sha256=sha256(article.text.encode()).hexdigest(),
            )
            for name, article in self.shelf.items()
        )

    def article(self, name: str) -> Article:
        return self.shelf[name]

    def cite(self, number: int, name: str, quote: str, section: str = "") -> Citation:
        article = self.shelf[name]
        start = article.text.index(quote)
        return Citation(
            number,
            name,
            article.about.title,
            section,
            start,
            start + len(quote),
            quote,
            0.9,
            article.about.published or None,
        )


DOSE = "All of them received\nbaricitinib 4 mg daily."
RECOMMENDED = "The recommended dose in rheumatoid arthritis is 4 mg once daily."
TWO = "A dose of 2 mg once daily is"
ITEMS = (
    "patients aged 65 years and older;",
    "patients with a history of chronic or recurrent infections;",
    "patients with creatinine clearance between 30 and 60 mL/min.",
)
INHIBITOR = "Baricitinib is a selective and reversible inhibitor of **Janus kinase** 1 and 2."
BEACON_ROW = "| RA-BEACON | inadequate response to biologics | 55% | 27% |"
HOSTILE_LINE = HOSTILE.split("\n\n")[1].strip()


def emphasis(text: str, *spots: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(spot), text.index(spot) + len(spot)) for spot in spots)


NOWHERE = Path("/no/such/folder")
STARTERS = ("What dose was used in dermatomyositis?", "What was the ACR20 response?")
FOLLOW_UP = "And the long list?"


class SuggestionsDouble(Suggestions):
    """Has found its questions already."""

    def __init__(self) -> None:
        self.is_ready = True
        self.starts = 0

    def start(self) -> None:
        self.starts += 1

    def starters(self) -> tuple[str, ...]:
        return STARTERS

    def follow_ups(self, answer: Answer, asked: Sequence[str]) -> tuple[str, ...]:
        return () if FOLLOW_UP in asked else (FOLLOW_UP,)


@dataclass
class AssistantDouble:
    library: LibraryDouble = field(default_factory=LibraryDouble)
    settings: Settings = field(default_factory=lambda: Settings(corpus=NOWHERE, index=NOWHERE))
    pause: float = 0.0
    warm_when: Event | None = None
    histories: list[tuple[str, ...]] = field(default_factory=list)
    scopes: list[frozenset[str] | None] = field(default_factory=list)

    def warm(self) -> None:
        if self.warm_when:
            self.warm_when.wait(timeout=30)

    def reply(
        self,
        question: str,
        history: Sequence[str] = (),
        documents: frozenset[str] | None = None,
    ) -> Answer:
        *_, answer = self.stages(question, history, documents)
        return answer

    def stages(
        self,
        question: str,
        history: Sequence[str] = (),
        documents: frozenset[str] | None = None,
    ) -> Iterator[Stage | Answer]:
        self.histories.append(tuple(history))
        self.scopes.append(documents)
        self.library.documents()
        for text in ("Searching 3 documents", "Reading 12 passages"):
            yield Stage(text)
            time.sleep(self.pause)
        if "fail" in question:
            raise ValueError("a traceback nobody should see")
        yield self._answer(question, history)

    def _answer(self, question: str, history: Sequence[str]) -> Answer:
        understood = question
        if history and "dermatomyositis" not in question:
            understood = f"{question.rstrip('?')} in dermatomyositis?"
        titles = tuple(a.about.title for a in self.library.shelf.values())
        facts = {"understood": understood, "searched": titles, "seconds": 0.24}
        asked = question.casefold()
        if "moon" in asked:
            related = (self.library.cite(1, "letter.txt", "The authors call for a larger trial."),)
            return Answer(
                question, declined=True, reason=Reason.NOT_IN_DOCUMENTS, confidence=0.1,
                text="These documents do not say.", related=related, **facts,
            )  # fmt: skip
        if "differ" in asked:
            return self._differing(question, facts)
        if "hostile" in asked:
            return self._said(question, facts, [("odd/hostile & strange.md", HOSTILE_LINE, ())])
        if "table" in asked or "acr20" in asked:
            return self._table(question, facts)
        if "long" in asked:
            lines = [("baricitinib-in-practice.md", item, ()) for item in ITEMS] * 6
            return self._said(question, facts, lines)
        return self._said(
            question,
            facts,
            [
                ("letter.txt", DOSE, ("4 mg daily",)),
                ("baricitinib-in-practice.md", INHIBITOR, ()),
                ("baricitinib-in-practice.md", RECOMMENDED, ("4 mg once daily",)),
                *(("baricitinib-in-practice.md", item, ()) for item in ITEMS),
            ],
        )

    def _differing(self, question: str, facts: dict[str, Any]) -> Answer:
        lines = [("letter.txt", DOSE, ()), ("baricitinib-in-practice.md", TWO, ())]
        one = Disagreement(citations=(1, 2), values=("4 mg daily", "2 mg once daily"), newer=2)
        return replace(self._said(question, facts, lines), disagreements=(one,))

    def _table(self, question: str, facts: dict[str, Any]) -> Answer:
        citation = self.library.cite(1, "baricitinib-in-practice.md", BEACON_ROW, "Response")
        text = "Trial: RA-BEACON; ACR20, 4 mg: 55%; ACR20, placebo: 27%"
        said = Statement(text, 1, emphasis(text, "55%"), is_item=True)
        voice = Voice(citation.document, f"From “{citation.title}”:", (said,))
        return Answer(
            question, declined=False, reason=None, confidence=0.7, text=text,
            voices=(voice,), citations=(citation,), **facts,
        )  # fmt: skip

    def _said(
        self, question: str, facts: dict[str, Any], lines: list[tuple[str, str, tuple[str, ...]]]
    ) -> Answer:
        citations, voices = [], {}
        for number, (name, quote, spots) in enumerate(lines, 1):
            citations.append(self.library.cite(number, name, quote, "Dosing"))
            voices.setdefault(name, []).append(
                Statement(quote, number, emphasis(quote, *spots), is_item=quote in ITEMS)
            )
        about = {name: self.library.shelf[name].about for name in voices}
        return Answer(
            question, declined=False, reason=None, confidence=0.9,
            text=" ".join(citation.quote for citation in citations),
            voices=tuple(
                Voice(name, f"“{about[name].title}” ({about[name].published or 'no date'}) says:",
                      tuple(said)) for name, said in voices.items()
            ),
            citations=tuple(citations), **facts,
        )  # fmt: skip


def account(**given: Any) -> Account:
    facts: dict[str, Any] = {
        "added": (), "changed": (), "renamed": (), "removed": (), "unchanged": 3, "failed": (),
        "documents": 3, "passages": 20, "seconds": 1.234,
    }  # fmt: skip
    return Account(**(facts | given))


@dataclass
class IndexerDouble:
    problem: CitewellError | None = None
    account: Account | None = None
    pause: float = 0.0
    before_end: Callable[[], None] = lambda: None

    def run(
        self,
        progress: Callable[[Progress], None] | None = None,
        allow_empty: bool = False,
        cancel: Event | None = None,
    ) -> Account:
        if self.problem:
            raise self.problem
        for done in range(5):
            if progress:
                progress(Progress("Embedding passages", done, 4))
            time.sleep(self.pause)
            if cancel and cancel.is_set():
                raise RunCancelled
        self.before_end()
        return self.account or account(
            added=("new.md",),
            failed=(Failure("broken.md", "it is not UTF-8 text"),),
        )
