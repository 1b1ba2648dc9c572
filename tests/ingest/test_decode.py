"""Bytes to text: what is not UTF-8 text is refused with a reason one can act on."""

import codecs

import pytest

from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import is_supported, read_document
from citewell.ingest.formats.decode import decode_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Tea\r\nis\r\ndried.", "Tea\nis\ndried."),
        (b"Tea\ris\rdried.", "Tea\nis\ndried."),
        (b"Tea\n\r\nis dried.", "Tea\n\nis dried."),
        (codecs.BOM_UTF8 + b"Tea.", "Tea."),
        ("Größe 1.73 m² \U0001f375".encode(), "Größe 1.73 m² \U0001f375"),
        ("Tea\ufeff.".encode(), "Tea\ufeff."),
    ],
    ids=["CRLF", "CR", "mixed", "byte order mark", "beyond ASCII", "a mark in the middle"],
)
def test_decodes(data, text):
    assert decode_text(data) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Tea.".encode("utf-16"), "it is UTF-16 or UTF-32 text; save it as UTF-8"),
        ("Tea.".encode("utf-32"), "it is UTF-16 or UTF-32 text; save it as UTF-8"),
        (
            "One.\nTwo.\nGröße.".encode("latin-1"),
            "it is not UTF-8 text (byte 0xF6 in line 3); save it as UTF-8",
        ),
        (b"PK\x03\x04\x00\x00", "it holds NUL characters, so it is not a text file"),
        (b"", "it is blank"),
        (" \n\t\r\n\u00a0".encode(), "it is blank"),
        (codecs.BOM_UTF8, "it is blank"),
    ],
    ids=["UTF-16", "UTF-32", "Latin-1", "NUL", "empty", "blanks", "byte order mark only"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_refuses_with_a_reason(name, data, reason):
    with pytest.raises(DocumentUnreadable) as told:
        read_document(name, data)
    assert told.value.reason == reason


def test_front_matter_alone_is_no_document():
    with pytest.raises(DocumentUnreadable, match="it has no text"):
        read_document("a.md", b"---\ntitle: Tea\n---\n")


@pytest.mark.parametrize(
    ("name", "supported"),
    [("a.md", True), ("a.MARKDOWN", True), ("b/a.txt", True), ("a.pdf", False), ("txt", False)],
)
def test_the_ending_names_the_reader(name, supported):
    assert is_supported(name) is supported
