"""Links from an answer into a document: written here, and trusted no further than checked here.

A link names the document, the offsets and a seal of the quoted characters:
`?doc=tea.md&start=120&end=164&seal=9751aa34ac12`, below the address of the page, so it can be
copied, mailed and opened like any other. It needs nothing kept on the server, so the marks of
earlier answers go on working; and if the document has changed meanwhile, the seal no longer fits
and nothing wrong is highlighted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, quote

from citewell.answering.answer import Citation
from citewell.documents import Article, Span

_LONGEST = 4000
_FIELDS = {"doc"}, {"doc", "start", "end", "seal"}
_OFFSET = re.compile(r"\d{1,10}", re.ASCII)


class LinkBroken(ValueError):
    """The text is not a link into a document."""


@dataclass(frozen=True, slots=True)
class Place:
    """A document, and the cited span in it if the link names one."""

    document: str
    span: Span | None = None
    seal: str = ""

    def stands_in(self, article: Article) -> bool:
        """Whether the span still holds the characters that were cited."""
        if self.span is None or not self.span.start < self.span.end <= len(article.text):
            return False
        return _seal(self.span.of(article.text)) == self.seal


def link_to(citation: Citation) -> str:
    """The address, relative to the page, that opens the document at the cited sentence."""
    return link_to_span(citation.document, Span(citation.start, citation.end), citation.quote)


def link_to_span(name: str, span: Span, text: str) -> str:
    """The address that opens the document at `span`, which holds `text`."""
    return f"{link_to_document(name)}&start={span.start}&end={span.end}&seal={_seal(text)}"


def link_to_document(name: str) -> str:
    """The address that opens the document from its beginning."""
    return f"?doc={quote(name, safe='')}"


def place(link: object) -> Place:
    """Where a link points to. It comes from the browser, so anything may stand in it.

    Raises:
        LinkBroken: it is not one of ours.
    """
    if not isinstance(link, str) or len(link) > _LONGEST or not link.startswith("?"):
        raise LinkBroken(link)
    try:
        pairs = parse_qsl(link[1:], strict_parsing=True, max_num_fields=8)
    except ValueError as error:
        raise LinkBroken(link) from error
    found = dict(pairs)
    if len(found) != len(pairs) or set(found) not in _FIELDS:
        raise LinkBroken(link)
    if "seal" not in found:
        return Place(found["doc"])
    if not all(_OFFSET.fullmatch(found[name]) for name in ("start", "end")):
        raise LinkBroken(link)
    return Place(found["doc"], Span(int(found["start"]), int(found["end"])), found["seal"])


def _seal(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
