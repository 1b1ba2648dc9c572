"""Documents go into the corpus whole, under safe names, over nothing; and out of it one by one."""

import pytest

from citewell.errors import DocumentRefused
from citewell.ingest.corpus import add_document, remove_document, safe_name
from ingest.written import paragraph, pdf


def lying_in(folder) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("tea.md", "tea.md"),
        ("../../etc/tea.md", "tea.md"),
        ("C:\\Users\\me\\tea.md", "tea.md"),
        ("/etc/tea.md", "tea.md"),
        (".hidden.md", "hidden.md"),
        ("~$tea.docx", "$tea.docx"),
        ("tea\x1b]0;x\x07\u202e\n.md", "tea]0;x.md"),
        ('te<a>:"|?*.md', "tea.md"),
        ("Gro\u0308\u00dfe  1.PDF", "Gr\u00f6\u00dfe 1.PDF"),
        ("\u8336" * 200 + ".md", "\u8336" * 60 + ".md"),
    ],
)
def test_a_name_is_made_safe(given, name):
    assert safe_name(given) == name


@pytest.mark.parametrize("given", ["", "..", ".md", "con.md", "tea", "tea.exe", "tea.md/", " .md"])
def test_a_name_of_which_nothing_is_left_is_refused(given):
    with pytest.raises(DocumentRefused):
        safe_name(given)


def test_a_document_is_added(corpus):
    before = lying_in(corpus)
    assert add_document(corpus, "x/new.pdf", pdf(paragraph("Tea."))) == "new.pdf"
    assert lying_in(corpus) == sorted([*before, "new.pdf"])


def test_no_document_is_overwritten_unasked(corpus):
    before = (corpus / "tea.md").read_bytes()
    with pytest.raises(DocumentRefused, match="There is a document tea"):
        add_document(corpus, "tea.md", b"Other.")
    assert (corpus / "tea.md").read_bytes() == before
    add_document(corpus, "tea.md", b"Other.", replace=True)
    assert (corpus / "tea.md").read_bytes() == b"Other."
    assert [name for name in lying_in(corpus) if name.endswith(".part")] == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "new.pdf was not added: it is empty."),
        (b"Tea.", "new.pdf was not added: it is not PDF, though its name says so."),
        (b"\x89PNG\r\n", "new.pdf was not added: it is a PNG picture."),
        (b"%PDF-1.7" + b" " * 1024 * 1024, "new.pdf is larger than 1 MB."),
    ],
)
def test_what_is_no_document_is_not_added(data, reason, corpus):
    before = lying_in(corpus)
    with pytest.raises(DocumentRefused) as told:
        add_document(corpus, "new.pdf", data, largest=1)
    assert (str(told.value), lying_in(corpus)) == (reason, before)


def test_a_link_is_replaced_and_what_it_leads_to_is_not(corpus, tmp_path):
    (tmp_path / "secret.md").write_text("Not for everybody.")
    (corpus / "link.md").symlink_to(tmp_path / "secret.md")
    add_document(corpus, "link.md", b"Tea.", replace=True)
    assert (tmp_path / "secret.md").read_text() == "Not for everybody."


def test_a_document_is_removed(corpus):
    remove_document(corpus, "garden/bees.txt")
    assert lying_in(corpus) == ["lighthouse.txt", "tea.md"]


@pytest.mark.parametrize(
    "name",
    [
        "gone.md",
        "../secret.md",
        "garden/../../secret.md",
        "",
        ".",
        "garden",
        ".git/a.md",
        "out/secret.md",
    ],
)
def test_what_is_no_document_of_the_corpus_is_not_removed(name, corpus, tmp_path):
    (tmp_path / "outside").mkdir()
    for folder in (tmp_path, tmp_path / "outside"):
        (folder / "secret.md").write_text("Not for everybody.")
    (corpus / "out").symlink_to(tmp_path / "outside")
    with pytest.raises(DocumentRefused, match="There is no document"):
        remove_document(corpus, name)
    with pytest.raises(DocumentRefused, match="There is no document"):
        remove_document(corpus, str(tmp_path / "secret.md"))
    assert (tmp_path / "secret.md").exists()
    assert (tmp_path / "outside" / "secret.md").exists()


def test_of_a_link_only_the_link_is_removed(corpus, tmp_path):
    (tmp_path / "secret.md").write_text("Not for everybody.")
    (corpus / "link.md").symlink_to(tmp_path / "secret.md")
    remove_document(corpus, "link.md")
    assert (tmp_path / "secret.md").exists()
    assert not (corpus / "link.md").is_symlink()
