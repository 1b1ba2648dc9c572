"""Saved web pages: the article on it, and what the page says of it."""

from __future__ import annotations

import codecs
import re

from citewell.documents import Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.boilerplate import article_of
from citewell.ingest.formats.builder import ArticleBuilder
from citewell.ingest.formats.decode import decode_bytes
from citewell.ingest.formats.markup import add_markup, parse
from citewell.ingest.formats.page_about import about_page

# After the WHATWG's "HTML", section 13.2.3.2: it is looked for in the first 1,024 bytes.
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LOOKED_AT = 4096
_LATIN = ("iso8859-1", "ascii")  # pages that declare these mean Windows-1252, says the WHATWG


def read_html(name: str, data: bytes) -> Article:
    """The article in a saved web page.

    Raises:
        DocumentUnreadable: it is blank, or there is no text in it.
    """
    root = parse(decode_page(data))
    if root is None:
        raise DocumentUnreadable("it has no text")
    about = about_page(root)
    builder = ArticleBuilder()
    add_markup(builder, article_of(root))
    return builder.article(name, about)


def decode_page(data: bytes) -> str:
    """The text of a page, in the encoding that it declares; else in the one it looks like."""
    declared = _DECLARED.search(data[:_LOOKED_AT])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if declared and not marked:
        try:
            codec = codecs.lookup(declared[1].decode("ascii", "ignore"))
            # Bytes that the encoding does not have are few and far between; the rest is the page.
            encoding = "cp1252" if codec.name in _LATIN else codec.name
            if not encoding.startswith(("utf-16", "utf-32")):
                return data.decode(encoding, "replace" if encoding != "utf-8" else "strict")
        except (LookupError, UnicodeError):
            pass
    return decode_bytes(data)[0]
