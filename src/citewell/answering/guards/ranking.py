"""Is more said to be more, and less to be less?

"Relapses were more common with the drug than with placebo" has no figure that could be wrong, and
is false of a quote that gives 5 % and 7 %. Where a sentence ranks two arms, medicines or doses and
the quote gives each of them a value of one unit, the values must stand in that order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citewell.answering.guards.amounts import Amounts
from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.ownership import Owned, Owner, owned_in, owners_in
from citewell.answering.guards.quantities import Quantity
from citewell.answering.guards.wording import Reading, are_kin
from citewell.documents import Span

_MORE = (
    r"more (?:often|common(?:ly)?|frequent(?:ly)?|likely|patients|people|women|men|children|\w+s)"
    r"|more|higher|greater|longer|larger|increased|raised"
)
_LESS = (
    r"less (?:often|common(?:ly)?|frequent(?:ly)?|likely)|fewer|less|lower|shorter|smaller|rarer"
    r"|reduced|decreased|halved"
)
_RANKED = re.compile(
    rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?P<between>[^.;]*?)"
    r"\b(?P<than>than|compared (?:with|to)|versus|vs)\b(?P<rest>[^.;]*)"
)
# Where the quote's own figures are of falls or rises, "lower" may go with the larger of them.
_MOVED = re.compile(
    r"\b(?:reduc\w+|decreas\w+|f[ae]ll\w*|dropp?\w*|declin\w+|lower\w*|increas\w+|rose|ris\w+|cut"
    r"|improv\w+|shorten\w*|lost|loss|gain\w*|chang\w+)\b"
)
_SENTENCE = re.compile(r"[.?!]\s(?=\S)")


@dataclass(frozen=True, slots=True)
class _Rank:
    """The one said to be more and the one said to be less, and the words that say so."""

    more: Owner
    less: Owner
    span: Span


@dataclass(frozen=True, slots=True)
class _Sides:
    """The words before a comparison and after its "than", and which way it goes."""

    first: frozenset[str]
    second: frozenset[str]
    is_more: bool
    span: Span

    @classmethod
    def of(cls, reading: Reading, match: re.Match[str]) -> _Sides:
        """The sides of a match of `_RANKED`, what both share left out."""
        clause = reading.clause_at(match.start())
        before = reading.words_in(Span(clause.start, match.start("than")))
        after = reading.words_in(Span(match.start("rest"), match.end("rest")))
        one, other = ({w.stem for w in words} for words in (before, after))
        return cls(
            frozenset(one - other), frozenset(other - one), bool(match["more"]), Span(*match.span())
        )

    def is_told(self, told: _Sides) -> bool:
        """Whether both sides have something of the other comparison's."""
        there = told.first | told.second
        return bool(self.first & there and self.second & there)

    def is_exchanged(self, told: _Sides) -> bool:
        """Whether the words of each side stand rather on the other one there."""
        straight = len(self.second & told.second)
        crossed = len(self.second & told.first)
        back = len(self.first & told.second)
        return crossed > straight and back > 0


def ranking_findings(said: Amounts, told: Amounts) -> list[Finding]:
    """The rankings of the sentence that the figures of the quote contradict."""
    found = []
    for rank in _ranks_in(said):
        order = [_order(rank, unit, told) for unit in _units_about(said.reading, told)]
        known = [is_so for is_so in order if is_so is not None]
        if known and not any(known):
            words = rank.span.of(said.reading.text)
            message = f"The sentence says “{words}”; by the figures of the quote it is not so."
            found.append(Finding(Kind.COMPARISON, words, rank.span, None, message))
    return found + _exchanged(said.reading, told.reading)


def _exchanged(said: Reading, told: Reading) -> list[Finding]:
    """The comparisons whose two sides the quote has the other way round."""
    theirs = [_Sides.of(told, match) for match in _RANKED.finditer(told.plain)]
    found = []
    for match in _RANKED.finditer(said.plain):
        mine = _Sides.of(said, match)
        turned = [t for t in theirs if mine.is_exchanged(t) != (mine.is_more != t.is_more)]
        if turned and len(turned) == len(theirs) and any(map(mine.is_told, turned)):
            span = Span(*match.span())
            instead = turned[0].span.of(told.text)
            message = f"The sentence says “{span.of(said.text)}”; the quote says “{instead}”."
            found.append(Finding(Kind.COMPARISON, span.of(said.text), span, instead, message))
    return found


def _ranks_in(amounts: Amounts) -> list[_Rank]:
    flat = amounts.reading.plain
    owners = owners_in(amounts)
    found = []
    for match in _RANKED.finditer(flat):
        than = match.start("than")
        for family in dict.fromkeys(owner.family for owner in owners):
            own = [owner for owner in owners if owner.family == family]
            # "Relapses were rarer with A than with B"; "A had fewer relapses than B".
            first = [o for o in own if o.span.end <= than]
            second = [o for o in own if than < o.span.start < match.end()]
            if not first or not second or first[-1].name == second[0].name:
                continue
            pair = (first[-1], second[0])
            more, less = pair if match["more"] else pair[::-1]
            found.append(_Rank(more, less, Span(match.start(), match.end("than"))))
    return found


def _order(rank: _Rank, unit: Span, told: Amounts) -> bool | None:
    """Whether the values of one sentence of the quote stand so; None where they do not tell."""
    if _MOVED.search(told.reading.plain, unit.start, unit.end):
        return None
    owned = [o for o in owned_in(told) if unit.start <= o.value.span.start < unit.end]
    of_more, of_less = (
        _values(owned, owner.family, owner.name) for owner in (rank.more, rank.less)
    )
    pairs = [
        (one, other)
        for one in of_more
        for other in of_less
        if one.dimension == other.dimension and (one.low, one.high) != (other.low, other.high)
    ]
    return any(one.low > other.low for one, other in pairs) if pairs else None


def _values(owned: list[Owned], family: str, name: str) -> list[Quantity]:
    return [
        o.value
        for o in owned
        if o.family == family and o.owner == name and isinstance(o.value, Quantity)
    ]


def _units_about(said: Reading, told: Amounts) -> list[Span]:
    """The sentences of the quote that share the most words with the sentence."""
    flat = told.reading.plain
    cuts = [match.end() for match in _SENTENCE.finditer(flat)]
    units = [Span(s, e) for s, e in zip([0, *cuts], [*cuts, len(flat)], strict=True)]
    shared = [
        sum(any(are_kin(w.stem, o.stem) for o in told.reading.words_in(unit)) for w in said.words)
        for unit in units
    ]
    return [unit for unit, many in zip(units, shared, strict=True) if many == max(shared)]
