"""Small articles and passages to put into a store."""

from __future__ import annotations

from citewell.documents import Article
from citewell.ingest.formats import read_document
from citewell.ingest.split import split
from citewell.store.catalogue import IndexedPassage
from citewell.terms import terms
from doubles import WordEncoder

TEA = """\
---
title: On tea
author: Ada Example
---
# On tea

Tea is dried. It is good for:

- drinking
- bathing

## Heat

| Leaf | Heat |
| --- | --- |
| young | 80 °C |
"""


def article(name: str = "tea.md", text: str = TEA) -> Article:
    """A document with every kind of block."""
    return read_document(name, text.encode())


def entries(some: Article) -> list[IndexedPassage]:
    """Its passages, ready for the catalogue; the digest is the text itself."""
    texts = {p: p.span.of(some.text) for p in split(some, WordEncoder().count_tokens, 160, 256)}
    return [IndexedPassage(p, text, terms(text)) for p, text in texts.items()]
