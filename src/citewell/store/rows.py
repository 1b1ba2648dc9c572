"""The tables of the catalogue, and documents and passages as rows of them, both ways."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from citewell.documents import About, Article, Passage, Span
from citewell.store.structure import dump_blocks, dump_units, load_blocks, load_units

SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, sha256 TEXT NOT NULL,
    about TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL,
    page_starts TEXT NOT NULL, notes TEXT NOT NULL);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    section TEXT NOT NULL, units TEXT NOT NULL, digest TEXT NOT NULL, terms TEXT NOT NULL);
CREATE TABLE abbreviations (
    document INTEGER NOT NULL REFERENCES documents(id), short TEXT NOT NULL, long TEXT NOT NULL);
CREATE INDEX passages_of_document ON passages(document);
CREATE INDEX passages_by_digest ON passages(digest);
"""
ARTICLE = "name, about, text, blocks, page_starts, notes"
PASSAGE = "position, start, end, section, units"


def article_row(article: Article) -> tuple[Any, ...]:
    """The columns ARTICLE of a document."""
    return (
        article.name,
        json.dumps(asdict(article.about)),
        article.text,
        dump_blocks(article.blocks),
        json.dumps(article.page_starts),
        json.dumps(article.notes),
    )


def as_article(row: Sequence[Any]) -> Article:
    """The document that `article_row` made the row of."""
    name, about, text, blocks, page_starts, notes = row
    return Article(
        name,
        text,
        as_about(about),
        load_blocks(blocks),
        tuple(json.loads(page_starts)),
        as_notes(notes),
    )


def as_about(column: str) -> About:
    """What is known of a document beside its text."""
    return About(**json.loads(column))


def as_notes(column: str) -> tuple[str, ...]:
    """What the reader of a document remarked."""
    return tuple(json.loads(column))


def passage_row(passage: Passage) -> tuple[Any, ...]:
    """The columns PASSAGE of a passage."""
    span = passage.span
    section, units = json.dumps(passage.section), dump_units(passage.units)
    return passage.order, span.start, span.end, section, units


def as_passage(document: str, row: Sequence[Any]) -> Passage:
    """The passage of a document that `passage_row` made the row of."""
    position, start, end, section, units = row
    chain = tuple(json.loads(section))
    return Passage(document, position, Span(start, end), chain, load_units(units))
