from __future__ import annotations

import pytest
from page_doubles import DOSE, LibraryDouble

from citewell.documents import Span
from citewell.page.links import LinkBroken, Place, link_to, link_to_document, place

LIBRARY = LibraryDouble()
CITATION = LIBRARY.cite(1, "letter.txt", DOSE)


def test_a_link_leads_back_to_the_citation() -> None:
    target = place(link_to(CITATION))
    assert (target.document, target.span) == ("letter.txt", Span(CITATION.start, CITATION.end))
    assert target.stands_in(LIBRARY.article("letter.txt"))


def test_a_link_holds_any_file_name() -> None:
    name = 'a b/ü#?"<&>%2F.md'
    assert place(link_to_document(name)) == Place(name)


def test_a_link_does_not_fit_a_changed_document() -> None:
    changed = LibraryDouble().article("baricitinib-in-practice.md")
    assert not place(link_to(CITATION)).stands_in(changed)


def test_offsets_beyond_the_document_stand_nowhere() -> None:
    article = LIBRARY.article("letter.txt")
    seal = place(link_to(CITATION)).seal
    for start, end in ((0, 10**9), (10**9, 10**9 + 1), (5, 5), (9, 3)):
        link = f"?doc=letter.txt&start={start}&end={end}&seal={seal}"
        assert not place(link).stands_in(article)


@pytest.mark.parametrize(
    "link",
    [None, 7, {}, "", "#", "?", "?doc", "?doc=", "?start=1&end=2", "?doc=a.md&start=1&end=2",
     "?doc=a.md&start=-1&end=2&seal=0", "?doc=a.md&start=x&end=2&seal=0", "javascript:alert(1)",
     "?doc=a.md&start=١&end=2&seal=0", "?doc=a.md&doc=b.md", "?doc=a.md&__theme=dark",
     "?" + "a=b&" * 900, "?doc=" + "a" * 5000],
)  # fmt: skip
def test_anything_else_is_no_link(link: object) -> None:
    with pytest.raises(LinkBroken):
        place(link)
