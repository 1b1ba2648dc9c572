"""Names in a question that occur nowhere in the documents.

What is never named cannot be what the documents speak of: the dose of a medicine that does not
occur, the result of a trial nobody mentions. One slip of the pen is forgiven, two are not:
prednisone is not prednisolone.
"""

from __future__ import annotations

from citewell.answering.question import Question
from citewell.store.library import Snapshot
from citewell.terms import terms


def unknown_names(question: Question, snapshot: Snapshot) -> tuple[str, ...]:
    """The names and numbered things of the question that no document has."""
    asked = (*question.names, *question.numbered)
    return tuple(name for name in asked if not _occurs(name, snapshot))


def _occurs(name: str, snapshot: Snapshot) -> bool:
    stems = terms(name)
    if len(stems) == 1 and (snapshot.words.frequency(stems[0]) or snapshot.words.nearest(stems[0])):
        return True
    # Several words must stand together; and a blank beside a name may have been lost.
    return not stems or snapshot.catalogue.mentions(name)
