"""One small module for each format; each yields an `Article` whose offsets are exact.

To add a format, write a module here with a function `(name, data) -> Article` and name it
below. What it must give: the document's text, and its headings, paragraphs, list items and
table rows as spans of that text. A file that cannot be read raises `DocumentUnreadable`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from citewell.documents import Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.markdown import read_markdown
from citewell.ingest.formats.plain import read_plain

Reader = Callable[[str, bytes], Article]

READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
}


def is_supported(name: str) -> bool:
    """Whether there is a reader for a file of this name."""
    return PurePosixPath(name).suffix.lower() in READERS


def read_document(name: str, data: bytes) -> Article:
    """The document that the bytes of the file `name` hold.

    Raises:
        DocumentUnreadable: with the reason, in words for the account of the run.
    """
    article = READERS[PurePosixPath(name).suffix.lower()](name, data)
    if not article.blocks:
        raise DocumentUnreadable("it has no text")
    return article
