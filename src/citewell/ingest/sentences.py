"""Running text to sentences, each an exact span.

The cuts are those of the Punkt model for English (Kiss and Strunk, "Unsupervised multilingual
sentence boundary detection", Computational Linguistics 32(4), 2006), which comes trained inside
llama-index-core, with the abbreviations of medical writing added and a few cuts taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from citewell.documents import Span
from citewell.errors import ModelUnavailable

# Punkt writes them in small letters and without the last full stop.
ABBREVIATIONS = (
    "al approx ca cf dept dr e.g eg etc et fig figs i.e ie i.m i.v incl inj mr mrs ms nos pp prof"
    " ref refs resp s.c sec st tab u.s u.k vol vs b.i.d t.i.d q.d q.i.d subsp var spp jan feb mar"
    " apr jun jul aug sep sept oct nov dec ed eds et.al suppl ph.d m.d"
)
# Punkt takes these for abbreviations; a dose or an answer often ends a sentence with them.
ENDINGS = "mg mcg g kg ml l h hr hrs min max no"
_NUMBERED = re.compile(r"(?:^|\s)(?:Figs?|Nos?|Vol|Refs?|Sec|Tab|Table|pp?)\.?$", re.IGNORECASE)
_ENDING = re.compile(r"[.!?]")
_GLUED = re.compile(r"(?<=[a-z)\]][.!?])(?=[A-Z][a-z])")
_OPENING_QUOTE_ONLY = re.compile(r"[\"'“”‘’(\[]*")


@cache
def _punkt() -> Any:
    """The trained tokenizer, read from the copy inside llama-index-core: nothing is downloaded."""
    package = find_spec("llama_index.core")
    if package is None or package.origin is None:
        raise ModelUnavailable("llama-index-core is not installed. Run: pip install .")
    import nltk.data
    from nltk.tokenize.punkt import PunktTokenizer

    # First in the list, so that an NLTK_DATA of the user's cannot change where sentences end.
    nltk.data.path.insert(0, str(Path(package.origin).parent / "_static" / "nltk_cache"))
    tokenizer = PunktTokenizer("english")
    tokenizer._params.abbrev_types.update(ABBREVIATIONS.split())
    tokenizer._params.abbrev_types.difference_update(ENDINGS.split())
    return tokenizer


def sentence_spans(text: str, span: Span) -> Iterator[Span]:
    """The sentences of `text[span]`, in order, without the blanks between them."""
    inner = span.of(text)
    body = inner.rstrip()
    if body and not _ENDING.search(body, 0, len(body) - 1):
        yield Span(span.start, span.start + len(body))  # nothing ends before its end
        return
    pieces = [Span(span.start + a, span.start + b) for a, b in _punkt().span_tokenize(inner)]
    merged: list[Span] = []
    for piece in pieces:
        if merged and _belongs_together(merged[-1].of(text), piece.of(text)):
            merged[-1] = Span(merged[-1].start, piece.end)
        else:
            merged.append(piece)
    for sentence in merged:
        yield from _unglue(text, sentence)


def _belongs_together(before: str, after: str) -> bool:
    """Whether a cut between the two is none: a sentence does not begin in small letters or with
    the number of a figure, and what opens a list ("1.") is no sentence."""
    first = after[_OPENING_QUOTE_ONLY.match(after).end() :][:1]  # type: ignore[union-attr]
    if before[-1:] in "!?" or not first:
        return not first
    if first.islower():
        # "… baricitinib. p-JAK1 fell" does begin in small letters: a name with a hyphen.
        return not re.match(r"[a-z]{1,2}-[A-Z]", after)
    if first.isdigit() and _NUMBERED.search(before):
        return True
    return re.fullmatch(r"\W*(?:\d{1,2}|[^\W\d_])\.", before) is not None


def _unglue(text: str, sentence: Span) -> Iterator[Span]:
    """Cuts where a blank after a full stop was lost ("in the patient.Therefore …")."""
    start = sentence.start
    for match in _GLUED.finditer(text, sentence.start, sentence.end):
        words = text[start : match.start()].split()
        if len(words) > 3 and not re.search(r"\w\.\w+\.$", words[-1]):
            yield Span(start, match.start())
            start = match.start()
    yield Span(start, sentence.end)
