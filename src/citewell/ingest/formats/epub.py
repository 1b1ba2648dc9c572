"""Electronic books: the chapters in the order in which the book has them (EPUB 3.3, W3C)."""

from __future__ import annotations

import zipfile

from citewell.documents import About, Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.archive import open_archive, place_of, read_part, read_xml
from citewell.ingest.formats.builder import ArticleBuilder, clean
from citewell.ingest.formats.html import decode_page
from citewell.ingest.formats.markup import Element, add_markup, parse, tag_of

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/rights.xml"
_CHAPTERS = ("application/xhtml+xml", "text/html")


def read_epub(name: str, data: bytes) -> Article:
    """The book in an `.epub` file.

    Raises:
        DocumentUnreadable: it is damaged or protected, or there is no text in it.
    """
    archive = open_archive(data)
    if _RIGHTS in archive.namelist():
        raise DocumentUnreadable("it is protected against copying")
    container = read_xml(archive, _CONTAINER)
    places = [e.get("full-path") for e in container.iter() if tag_of(e) == "rootfile"]
    if not places or not places[0]:
        raise DocumentUnreadable(f"it is damaged: {_CONTAINER} names no book")
    package = read_xml(archive, places[0])
    builder = ArticleBuilder()
    missing = 0
    for part in _spine(package, places[0]):
        missing += not _add_chapter(builder, archive, part)
    notes = (f"{missing} of its chapters could not be read",) if missing else ()
    return builder.article(name, _about(package), notes)


def _add_chapter(builder: ArticleBuilder, archive: zipfile.ZipFile, part: str) -> bool:
    try:
        root = parse(decode_page(read_part(archive, part)))
    except DocumentUnreadable:
        return False
    if root is not None:
        bodies = [e for e in root.iter() if tag_of(e) == "body"]
        add_markup(builder, bodies[0] if bodies else root)
    return True


def _spine(package: Element, place: str) -> list[str]:
    """The names of the chapters' parts, in reading order, without the table of contents."""
    parts: dict[str, str] = {}
    for item in (e for e in package.iter() if tag_of(e) == "item"):
        is_contents = "nav" in (item.get("properties") or "").split()
        if item.get("media-type") in _CHAPTERS and item.get("href") and not is_contents:
            parts[item.get("id") or ""] = place_of(item.get("href"), place)
    order = [e.get("idref") or "" for e in package.iter() if tag_of(e) == "itemref"]
    return [parts[key] for key in dict.fromkeys(order) if key in parts]


def _about(package: Element) -> About:
    said: dict[str, str] = {}
    for element in package.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{http://purl.org/dc/elements/"):
            said.setdefault(tag_of(element), clean(element.text or ""))
    return About(
        title=said.get("title", ""),
        site=said.get("publisher", ""),
        author=said.get("creator", ""),
        published=said.get("date", "")[:10],
    )
