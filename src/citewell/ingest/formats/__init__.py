"""One small module for each format; each yields an `Article` whose offsets are exact.

To add a format, write a module here with a function `(name, data) -> Article` and name it
below. What it must give: the document's text, and its headings, paragraphs, list items and
table rows as spans of that text. A file that cannot be read raises `DocumentUnreadable`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from pathlib import PurePosixPath

from citewell.documents import About, Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.builder import shown
from citewell.ingest.formats.sniff import format_of

Reader = Callable[[str, bytes], Article]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, the endings of its files, and where its reader is.

    `is_own` formats are read by our own code alone; the others go through libraries that meet
    whatever a file holds, and so are read in a process of their own (`ingest.reading`).
    """

    called: str
    endings: tuple[str, ...]
    reader: str
    is_own: bool = False


FORMATS: dict[str, Format] = {
    "markdown": Format("Markdown", (".md", ".markdown"), "markdown:read_markdown", is_own=True),
    "text": Format("text", (".txt", ".text"), "plain:read_plain", is_own=True),
    "pdf": Format("PDF", (".pdf",), "pdf.read:read_pdf"),
    "html": Format("a web page", (".html", ".htm", ".xhtml"), "html:read_html"),
    "docx": Format("a Word document", (".docx", ".docm"), "docx:read_docx"),
    "pptx": Format("slides", (".pptx",), "pptx:read_pptx"),
    "epub": Format("an EPUB book", (".epub",), "epub:read_epub"),
}
_BY_ENDING = {ending: key for key, known in FORMATS.items() for ending in known.endings}


def is_supported(name: str) -> bool:
    """Whether there is a reader for a file of this name."""
    return PurePosixPath(name).suffix.lower() in _BY_ENDING


def named(name: str) -> str:
    """What a document is called that says nothing of itself: its name without folder and ending."""
    return shown(PurePosixPath(name).stem)


def format_for(name: str, data: bytes) -> Format:
    """The format of a file: what its bytes show, and if they show nothing what its name says.

    Raises:
        DocumentUnreadable: there is no reader for what it is.
    """
    named = _BY_ENDING[PurePosixPath(name).suffix.lower()]
    shown = format_of(data)
    if shown is None and not data.strip():
        raise DocumentUnreadable("it is blank" if data else "it is empty")
    if shown is None and named not in ("markdown", "text", "html"):
        raise DocumentUnreadable(f"it is not {FORMATS[named].called}, though its name says so")
    return FORMATS[shown or named]


def read_document(name: str, data: bytes) -> Article:
    """The document that the bytes of the file `name` hold.

    Raises:
        DocumentUnreadable: with the reason, in words for the account of the run.
    """
    chosen = format_for(name, data)
    module, function = chosen.reader.split(":")
    read: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    article = read(name, data)
    if not article.blocks:
        raise DocumentUnreadable("it has no text")
    # Of front matter, of the fields of a page or a PDF: anything, halves of characters included.
    about = About(**{field: shown(said) for field, said in asdict(article.about).items()})
    about = about if about.title.strip() else replace(about, title=named(name))
    article = replace(article, about=about)
    if PurePosixPath(name).suffix.lower() in chosen.endings:
        return article
    return replace(article, notes=(f"read as {chosen.called}, which it is", *article.notes))
