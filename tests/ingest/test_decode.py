"""Bytes to text in any usual encoding; what is none is refused with a reason one can act on."""

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
    assert decode_text(data) == (text, ())


ENGLISH = "The dose is 1½ tablets – “4 µg” – at 80 °C, as Größe says."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"],
)
def test_every_unicode_encoding_is_certain(encoding):
    mark = codecs.BOM_UTF32_BE if encoding == "utf-32-be" else b""
    assert decode_text(mark + ENGLISH.encode(encoding)) == (ENGLISH, ())


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (ENGLISH * 3, "cp1252", "Windows-1252"),
        ("Die Größe ist 1½ mg. " * 9, "latin-1", "Windows-1252"),
        ("Доза баричитиниба составляет четыре миллиграмма в сутки. " * 9, "cp1251", "cp1251"),
        ("バリシチニブの用量は一日一回四ミリグラムです。" * 9, "shift_jis", "cp932"),
    ],
    ids=["Windows-1252", "Latin-1", "Cyrillic", "Japanese"],
)
def test_other_encodings_are_found_and_told(text, encoding, told):
    note = f"read as {told}; saved as UTF-8 it would be certain"
    assert decode_text(text.encode(encoding)) == (text, (note,))


NUL = "it holds NUL characters, so it is not a text file"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            "One °.\nTwo.\nGröße".encode() + b"\xff.",
            "it is UTF-8 text with a broken place (byte 0xFF in line 3); save it again as UTF-8",
        ),
        (codecs.BOM_UTF16_LE + b"T", "it is not the UTF-16 text it says it is; save it as UTF-8"),
        (b"Tea\x00\x01\x02 is dried", NUL),
        *[("Tea.\0 It is".encode(e), NUL) for e in ("utf-16", "utf-16-le", "utf-32")],
        (b"\x01\x02\x03\xff" * 50, "it is not a text file"),
        (b"", "it is empty"),
        (" \n\t\r\n\u00a0".encode(), "it is blank"),
        (codecs.BOM_UTF8, "it is blank"),
    ],
    ids=[
        *("broken UTF-8", "broken UTF-16", "NUL", "NUL in UTF-16"),
        *("NUL in UTF-16 without mark", "NUL in UTF-32", "controls", "empty", "blanks"),
        "byte order mark only",
    ],
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
    [
        ("a.md", True),
        ("a.MARKDOWN", True),
        ("b/a.txt", True),
        ("a.pdf", True),
        ("a.png", False),
        ("txt", False),
    ],
)
def test_the_ending_names_the_reader(name, supported):
    assert is_supported(name) is supported


def test_what_a_document_says_of_itself_can_be_shown():
    front = '---\ntitle: "a\\uD800b\\0"\nauthor: "x\\u202ay\\x1b"\n---\n\nTea is dried.\n'
    about = read_document("a.md", front.encode()).about
    assert (about.title, about.author) == ("ab", "x\u202ay")
    assert read_document("c\x1bd.md", b'---\ntitle: "\\0"\n---\n\nTea.\n').about.title == "cd"
