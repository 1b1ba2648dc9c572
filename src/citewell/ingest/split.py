"""A document to passages that fit the embedding model, each with the units that can be cited.

A passage never crosses a heading and never cuts a unit, except one that is longer than the
whole window (text without any break), which is cut into pieces first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from citewell.documents import Article, Block, BlockKind, Passage, Span, Unit, UnitKind
from citewell.ingest.formats.lines import introduces, strip
from citewell.ingest.sentences import sentence_spans

# How many tokens the embedding model makes of each text, without its special tokens.
TokenCounter = Callable[[Sequence[str]], Sequence[int]]

LONGEST_UNIT = 1500  # characters; tokenizers take one endless word for a single token
HEADING_TOKENS = 64
SPECIAL_TOKENS = 2


def split(article: Article, count: TokenCounter, passage_tokens: int, window: int) -> list[Passage]:
    """The passages of an article in reading order.

    Args:
        article: what a reader of `ingest.formats` made of the file.
        count: tokens of texts, by the embedding model's own tokenizer.
        passage_tokens: upper bound of a passage's own text, in tokens.
        window: what the embedding model reads at most, in tokens; longer input it cuts off.
    """
    room = max(16, min(passage_tokens, window - HEADING_TOKENS - SPECIAL_TOKENS))
    sections = [(chain, _units(article.text, blocks)) for chain, blocks in _sections(article)]
    sizes = iter(count([u.span.of(article.text) for _, units in sections for u in units]))
    passages: list[Passage] = []
    for section, units in sections:
        sized = [(unit, next(sizes)) for unit in units]
        fitted = list(_fit(article.text, sized, count, room))
        for group in _pack(fitted, _between(article.text, fitted, count), room):
            span = Span(group[0].span.start, max(unit.span.end for unit in group))
            passages.append(Passage(article.name, len(passages), span, section, tuple(group)))
    return passages


def embedding_texts(
    article: Article, passages: Sequence[Passage], count: TokenCounter
) -> list[str]:
    """What is embedded for each passage: its title and headings, then its text.

    Headings that would push the text out of the model's window are left out, outermost first.
    """
    sections = list(dict.fromkeys(passage.section for passage in passages))
    chains = [_within_heading(article.about.title, section, count) for section in sections]
    headings = dict(zip(sections, chains, strict=True))
    return [f"{headings[p.section]}\n{p.span.of(article.text)}" for p in passages]


def _within_heading(title: str, section: tuple[str, ...], count: TokenCounter) -> str:
    chain = [title, *section]
    for first in range(len(chain)):
        heading = " > ".join(chain[first:])
        # No tokenizer makes fewer tokens than a fraction of the letters; most need no counting.
        if len(heading) <= HEADING_TOKENS or count([heading])[0] <= HEADING_TOKENS:
            return heading
    return chain[-1][:HEADING_TOKENS]


def _sections(article: Article) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """The blocks below each heading, with the chain of headings above them (not the title)."""
    chain: list[tuple[int, str]] = []
    blocks: list[Block] = []
    seen_title = False
    for block in article.blocks:
        if block.kind is not BlockKind.HEADING:
            blocks.append(block)
            continue
        if blocks:
            yield tuple(text for _, text in chain), blocks
            blocks = []
        if block.level == 1 and not seen_title:
            seen_title, chain = True, []
            continue
        heading = " ".join(block.span.of(article.text).split())
        chain = [(level, text) for level, text in chain if level < block.level]
        chain.append((block.level, heading))
    if blocks:
        yield tuple(text for _, text in chain), blocks


def _units(text: str, blocks: Sequence[Block]) -> list[Unit]:
    """The units of one section, in order; list items know the sentence that introduces them."""
    units: list[Unit] = []
    lead: Span | None = None
    for block in blocks:
        if block.kind is BlockKind.ROW:
            if block.heads:
                units.append(Unit(UnitKind.ROW, block.span, cells=block.cells, heads=block.heads))
            continue
        kind = UnitKind.ITEM if block.kind is BlockKind.ITEM else UnitKind.SENTENCE
        for span in sentence_spans(text, block.span):
            units.append(Unit(kind, span, lead=lead if kind is UnitKind.ITEM else None))
        if block.kind is BlockKind.PARAGRAPH and units:
            lead = units[-1].span if introduces(text, units[-1].span) else None
    return units


Sized = tuple[Unit, int]  # a unit and how many tokens it has


def _fit(text: str, units: Sequence[Sized], count: TokenCounter, room: int) -> Iterator[Sized]:
    """The units, with those cut into pieces that are longer than a passage may be."""
    for unit, size in units:
        length = unit.span.end - unit.span.start
        if size <= room and length <= LONGEST_UNIT:
            yield unit, size
            continue
        target = min(LONGEST_UNIT, max(16, length * room // max(size, 1) * 3 // 4))
        for span in _cut(text, unit.span, target):
            yield from _fit_piece(text, Unit(unit.kind, span, lead=unit.lead), count, room)


def _fit_piece(text: str, unit: Unit, count: TokenCounter, room: int) -> Iterator[Sized]:
    """A piece that is still too long is halved until it fits."""
    length = unit.span.end - unit.span.start
    size = count([unit.span.of(text)])[0]
    if length <= 16 or size <= room:
        yield unit, size
        return
    for span in _cut(text, unit.span, (length + 1) // 2):
        yield from _fit_piece(text, Unit(unit.kind, span, lead=unit.lead), count, room)


def _cut(text: str, span: Span, length: int) -> Iterator[Span]:
    """Pieces of at most `length` characters, cut at a blank where there is one."""
    start = span.start
    while start < span.end:
        end = min(start + length, span.end)
        if end < span.end:
            blank = max(text.rfind(gap, start + length // 2, end) for gap in " \n\t")
            end = blank if blank > start else end
        piece = strip(text, Span(start, end))
        if piece.start < piece.end:
            yield piece
        start = end


def _between(text: str, units: Sequence[Sized], count: TokenCounter) -> list[int]:
    """The tokens of what stands before each unit and is no unit: markers, heads of a table."""
    gaps = [text[one.span.end : two.span.start] for (one, _), (two, _) in pairwise(units)]
    worth_counting = {gap for gap in gaps if gap.strip()}
    sizes = dict(zip(worth_counting, count(list(worth_counting)), strict=True))
    return [0, *(sizes.get(gap, 0) for gap in gaps)]


def _pack(units: Sequence[Sized], between: Sequence[int], room: int) -> Iterator[list[Unit]]:
    """Runs of units that fit a passage together, with what stands between them."""
    group: list[Unit] = []
    used = 0
    for (unit, size), gap in zip(units, between, strict=False):
        if group and used + gap + size > room:
            yield group
            group, used = [], 0
        used += size + (gap + 1 if group else 0)
        group.append(unit)
    if group:
        yield group
