"""A folder with everything that can be wrong in it: a line for each, and all else is indexed."""

import os
import resource

import pytest

from citewell.documents import Span
from citewell.errors import IndexUnwritable
from citewell.ingest.account import Note
from citewell.ingest.build import Progress
from citewell.ingest.scan import Failure
from ingest.children import context
from ingest.runs import contents, index, library, quoted, write
from ingest.written import archive, docx, drawn_pdf, paragraph, pdf, scanned, written

DOSE = "The dose of the tea is 4 mg once daily."


def word_file(document) -> None:
    document.add_paragraph("Bees hum in the garden.")


def test_each_has_its_line_and_everything_else_is_indexed(settings):
    settings = settings.model_copy(update={"file_size": 1})
    files = {
        "report.pdf": drawn_pdf(written("Tea is dried."), scanned, written(DOSE)),
        "named.txt": docx(word_file),
        "old.txt": "Größe – 1½ tablets.".encode("cp1252"),
        "locked.pdf": pdf(paragraph("Tea."), password="secret"),
        "scan.pdf": drawn_pdf(scanned),
        "cut.docx": docx(word_file)[:500],
        "empty.html": b"",
        "bomb.docx": archive({"word/document.xml": b"\0" * (150 * 1024 * 1024)}),
        "large.pdf": b"%PDF-1.7" + b" " * 1024 * 1024,
        "picture.md": b"\x89PNG\r\n\x1a\n\0",
    }
    for name, data in files.items():
        (settings.corpus / name).write_bytes(data)
    account = index(settings).account
    assert account.failed == (
        Failure(
            "bomb.docx",
            "it unpacks to 150 MB in 1 parts, which no document needs; it was not unpacked",
        ),
        Failure("cut.docx", "it is damaged: its archive cannot be opened"),
        Failure("empty.html", "it is empty"),
        Failure("large.pdf", "it is larger than 1 MB: 1 MB (CITEWELL_FILE_SIZE)"),
        Failure("locked.pdf", "it is protected by a password"),
        Failure("picture.md", "it is a PNG picture"),
        Failure(
            "scan.pdf", "it is a scan without text (1 page); run text recognition (OCR) on it first"
        ),
    )
    assert account.notes == (
        Note("named.txt", "read as a Word document, which it is"),
        Note("old.txt", "read as Windows-1252; saved as UTF-8 it would be certain"),
        Note("report.pdf", "page 2 without text, probably scanned: not indexed"),
    )
    assert account.documents == 6


def test_what_was_quoted_stays_as_it_was_when_the_file_changes(settings):
    path = settings.corpus / "report.pdf"
    path.write_bytes(drawn_pdf(written("Tea is dried."), scanned, written(DOSE)))
    index(settings)
    path.write_bytes(b"%PDF-1.7 broken")
    account = index(settings).account
    assert account.failed == (Failure("report.pdf", "it is damaged: it cannot be opened as PDF"),)
    snapshot = library(settings).snapshot()
    article = snapshot.article("report.pdf")
    start = article.text.index(DOSE)
    assert Span(start, start + len(DOSE)).of(article.text) == DOSE
    assert (article.page_of(start), len(article.page_starts)) == (3, 3)
    record = next(r for r in snapshot.documents if r.name == "report.pdf")
    assert (record.pages, record.notes) == (3, article.notes)
    assert quoted(snapshot, DOSE, 1)[0].endswith(DOSE)


def test_a_file_that_never_stands_still_is_told_and_read_the_next_time(settings, monkeypatch):
    path = settings.corpus / "tea.md"
    stat = os.stat
    looks = iter(range(1, 1000))

    def restless(target, *args, **options):
        if os.fspath(target) == os.fspath(path):
            os.utime(path, (1, next(looks)))
        return stat(target, *args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", restless)
        account = index(settings).account
    reason = "it changed while it was read; it is read again next time"
    assert account.failed == (Failure("tea.md", reason),)
    assert index(settings).account.added == ("tea.md",)


def test_a_file_that_becomes_a_link_during_the_run_is_not_followed(settings, tmp_path):
    (tmp_path / "secret.md").write_text("Not for everybody.")

    def report(progress: Progress) -> None:
        if progress == Progress("Reading", 0, 3):
            (settings.corpus / "tea.md").unlink()
            (settings.corpus / "tea.md").symlink_to(tmp_path / "secret.md")

    account = index(settings, report).account
    assert account.failed == (Failure("tea.md", "it is a link that leads out of the corpus"),)


def fill_the_disk(settings, told) -> None:
    """Index where no file may grow beyond a size; runs in a process of its own."""
    write(settings.corpus, {"new.md": "# New\n\n" + "Rain falls on the hill. " * 4000})
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        index(settings)
    except IndexUnwritable as error:
        told.put(str(error))
    else:
        told.put("nothing was told")


def test_a_full_disk_leaves_the_index_as_it_was(settings):
    index(settings)
    before = contents(library(settings).snapshot())
    told = context().Queue()
    child = context().Process(target=fill_the_disk, args=(settings, told))
    child.start()
    assert "could not be written" in told.get(timeout=60)
    child.join(60)
    assert contents(library(settings).snapshot()) == before
    assert index(settings).account.added == ("new.md",)


@pytest.mark.parametrize("name", ["a\x1b[31m.md", "a\u202egpj.md"])
def test_a_name_with_commands_to_a_terminal_is_a_document_like_any(name, settings):
    write(settings.corpus, {name: "# Rain\n\nRain falls."})
    assert name in index(settings).account.added
