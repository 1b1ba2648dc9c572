from __future__ import annotations

from page_doubles import LibraryDouble, account
from page_html import attributes, seen, tags

from citewell.ingest.scan import Failure
from citewell.page.render_library import account_html, shelf_html, table_html

DOCUMENTS = LibraryDouble().documents()


def test_each_document_has_its_row_and_opens_from_it() -> None:
    html = table_html(DOCUMENTS, {})
    assert tags(html).count("tr") == 4
    assert "3 documents, 29 passages" in seen(html)
    assert "?doc=letter.txt" in attributes(html, "a", "href")
    assert "Review article" in seen(html)
    assert "5 March 2024" in seen(html)
    assert "img" not in tags(html)


def test_an_empty_library_says_so() -> None:
    assert seen(table_html((), {})) == "The library is empty."


def test_what_differs_from_the_folder_is_told_as_a_state() -> None:
    states = {"letter.txt": "file is gone", "<new>.md": "not indexed yet"}
    html = table_html(DOCUMENTS, states)
    assert tags(html).count("tr") == 5
    assert "3 documents, 29 passages" in seen(html)
    assert "file is gone" in seen(html)
    assert "<new>.md" in seen(html)
    assert seen(html).count("indexed") == 3
    assert len(attributes(html, "input", "type")) == 3


def test_the_shelf_is_short() -> None:
    html = shelf_html(DOCUMENTS * 6)
    assert tags(html).count("li") == 12
    assert "6 more in the Library" in seen(html)


def test_the_account_is_in_words_and_numbers() -> None:
    failure = Failure("<b>.md", "it is not UTF-8 text")
    html = account_html(
        account(added=("new.md",), renamed=(("old.md", "other.md"),), failed=(failure,))
    )
    text = seen(html)
    assert "1 added, 0 changed, 1 renamed, 3 unchanged, 0 removed, 1 failed, in 1.2 s." in text
    assert "Addednew.md" in text
    assert "old.md is now other.md" in text
    assert "<b>.md: it is not UTF-8 text" in text
    assert "Changed" not in text
