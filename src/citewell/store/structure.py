"""Blocks and units as short JSON lists, offsets first: how the catalogue keeps structure."""

from __future__ import annotations

import json
from collections.abc import Sequence

from citewell.documents import Block, BlockKind, Span, Unit, UnitKind


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def dump_blocks(blocks: Sequence[Block]) -> str:
    """Blocks as text."""
    return json.dumps(
        [
            [b.kind, b.span.start, b.span.end, b.level, b.marker, _pairs(b.cells), _pairs(b.heads)]
            for b in blocks
        ],
        separators=(",", ":"),
    )


def load_blocks(dumped: str) -> tuple[Block, ...]:
    """The blocks that `dump_blocks` wrote."""
    return tuple(
        Block(BlockKind(kind), Span(start, end), level, marker, _spans(cells), _spans(heads))
        for kind, start, end, level, marker, cells, heads in json.loads(dumped)
    )


def dump_units(units: Sequence[Unit]) -> str:
    """Units as text."""
    return json.dumps(
        [
            [
                u.kind,
                u.span.start,
                u.span.end,
                *map(_pairs, ([u.lead] if u.lead else [], u.cells, u.heads)),
            ]
            for u in units
        ],
        separators=(",", ":"),
    )


def load_units(dumped: str) -> tuple[Unit, ...]:
    """The units that `dump_units` wrote."""
    return tuple(
        Unit(
            UnitKind(kind),
            Span(start, end),
            _spans(lead)[0] if lead else None,
            _spans(cells),
            _spans(heads),
        )
        for kind, start, end, lead, cells, heads in json.loads(dumped)
    )
