"""The quote with a word or two changed: there, each changed word counts.

Where nearly all words are the quote's own and in its order, nothing was reworded, and a "not"
more or less, another modal verb or another group of people can be told without knowing what it
reaches, however long the sentence is.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from citewell.answering.guards.finding import Finding, Kind
from citewell.answering.guards.population import groups_in
from citewell.answering.guards.wording import Reading, read
from citewell.documents import Span

MOST_CHANGED = 3  # words
LEAST_KEPT = 4

_TOKEN = re.compile(r"\w+(?:'\w+)?")
_DENIES = frozenset("not no never without cannot unless neither nor nobody none avoid".split())
_FIRMNESS = {
    **dict.fromkeys(("may", "might", "can", "could"), 1),
    **dict.fromkeys(("should", "ought"), 2),
    "must": 3,
    "will": 4,
}


def changed_word_findings(said: Reading, told: Reading) -> list[Finding]:
    """The words changed that matter, where the sentence is otherwise the quote."""
    here, there = (list(_TOKEN.finditer(reading.plain)) for reading in (said, told))
    if abs(len(here) - len(there)) > MOST_CHANGED:
        return []
    old, new = [m[0] for m in there], [m[0] for m in here]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changes = [step for step in steps if step[0] != "equal"]
    changed = sum(max(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in changes)
    if not 0 < changed <= MOST_CHANGED or len(new) - changed < LEAST_KEPT:
        return []
    found = []
    for _, i1, i2, j1, j2 in changes:
        span = Span(here[j1].start(), here[j2 - 1].end()) if j2 > j1 else Span(0, 0)
        kind = _kind_of_change(old[i1:i2], new[j1:j2])
        if kind is Kind.MODALITY and _is_denying(new):
            continue  # "must not" and "should not" forbid alike
        if kind is not None:
            instead = told.text[there[i1].start() : there[i2 - 1].end()] if i2 > i1 else None
            found.append(_finding(kind, said, span, instead))
    return found


def _kind_of_change(old: list[str], new: list[str]) -> Kind | None:
    if _is_denying(old) != _is_denying(new):
        return Kind.NEGATION
    return _kind_of_word(old, new)


def _kind_of_word(old: list[str], new: list[str]) -> Kind | None:
    firmness = [{_FIRMNESS[w] for w in words if w in _FIRMNESS} for words in (old, new)]
    if all(firmness) and firmness[0] != firmness[1]:
        return Kind.MODALITY
    groups = [{g.name for g in groups_in(read(" ".join(words)))} for words in (old, new)]
    return Kind.POPULATION if old and groups[1] - groups[0] else None


def _is_denying(words: list[str]) -> bool:
    return any(word in _DENIES or word.endswith("n't") for word in words)


def _finding(kind: Kind, said: Reading, span: Span, instead: str | None) -> Finding:
    words = span.of(said.text)
    here = f"says “{words}”" if words else "leaves it out"
    there = f"the quote says “{instead}”" if instead else "the quote does not"
    return Finding(
        kind, words, span, instead, f"{there[0].upper()}{there[1:]}; the sentence {here}."
    )
