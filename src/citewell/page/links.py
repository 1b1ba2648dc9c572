"""Links from an answer into a document: written here, and trusted no further than checked here.

A link names the document, the offsets and a seal of the quoted characters. It needs nothing
kept on the server, so the marks of earlier answers go on working; and if the document has
changed meanwhile, the seal no longer fits and nothing wrong is highlighted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, unquote

from citewell.answering.answer import Citation
from citewell.documents import Article, Span

_LINK = re.compile(
    r"#(?:read/(?P<whole>[^/]+)|"
    r"cite/(?P<document>[^/]+)/(?P<start>\d{1,10})-(?P<end>\d{1,10})/(?P<seal>[0-9a-f]{12}))"
)
_LONGEST = 4000


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
    """The link that opens the document at the cited sentence."""
    name = quote(citation.document, safe="")
    return f"#cite/{name}/{citation.start}-{citation.end}/{_seal(citation.quote)}"


def link_to_document(name: str) -> str:
    """The link that opens the document from its beginning."""
    return f"#read/{quote(name, safe='')}"


def place(link: object) -> Place:
    """Where a link points to. It comes from the browser, so anything may stand in it.

    Raises:
        LinkBroken: it is not one of ours.
    """
    if not isinstance(link, str) or len(link) > _LONGEST:
        raise LinkBroken(link)
    found = _LINK.fullmatch(link)
    if not found:
        raise LinkBroken(link)
    if found["whole"]:
        return Place(unquote(found["whole"]))
    span = Span(int(found["start"]), int(found["end"]))
    return Place(unquote(found["document"]), span, found["seal"])


def _seal(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
