"""Word documents: mammoth reads styles, numbering, footnotes and tracked changes into HTML.

What is inserted counts, what is deleted or struck out does not.
"""

from __future__ import annotations

import io
import zipfile

from citewell.documents import About, Article
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats.archive import open_archive, read_xml
from citewell.ingest.formats.builder import ArticleBuilder, clean
from citewell.ingest.formats.markup import add_markup, parse, tag_of

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='TOC Heading'] => !
p[style-name^='toc '] => !
p[style-name='header'] => !
p[style-name='footer'] => !
"""
_JUNK_TITLES = ("word document", "microsoft word", "document", "untitled", "dokument")


def read_docx(name: str, data: bytes) -> Article:
    """The document in a `.docx` file.

    Raises:
        DocumentUnreadable: it is damaged or protected, or there is no text in it.
    """
    import mammoth

    archive = open_archive(data)
    about = _about(archive)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
            external_file_access=False,
        )
    except Exception as error:  # expat's, zipfile's: mammoth passes on whatever it meets
        if isinstance(error, MemoryError | RecursionError):
            raise
        raise DocumentUnreadable("it is damaged: its text cannot be read") from error
    builder = ArticleBuilder()
    root = parse(result.value)
    if root is not None:
        add_markup(builder, root)
    return builder.article(name, about)


def _about(archive: zipfile.ZipFile) -> About:
    """What the document's properties say (Dublin Core, in docProps/core.xml)."""
    if "docProps/core.xml" not in archive.namelist():
        return About("")
    try:
        core = read_xml(archive, "docProps/core.xml")
    except DocumentUnreadable:
        return About("")  # its text may be whole all the same
    said = {tag_of(element): clean(element.text or "") for element in core.iterchildren()}
    title = said.get("title", "")
    return About(
        title="" if title.lower() in _JUNK_TITLES else title,
        kind=said.get("category", ""),
        author=_person(said.get("creator", "")),
    )


def _person(creator: str) -> str:
    """The author, where it is a name and not what a program filled in."""
    is_name = " " in creator and "python" not in creator.lower()
    return creator if is_name and "user" not in creator.lower() else ""
