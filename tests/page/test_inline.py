from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_html import attributes, seen, seen_in, tags

from citewell.documents import Span
from citewell.page.inline import Light, is_markdown, safe, to_html

WRITTEN = st.text(st.sampled_from("ab 4%*_`[]()!<>&\\\n~$#\"'é"), max_size=60)


def html(text: str, *lit: Span, markdown: bool = True) -> str:
    return to_html(text, Span(0, len(text)), markdown=markdown, lit=[*map(Light, lit)])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a **b** c", "a <strong>b</strong> c"),
        ("a __b__ c", "a <strong>b</strong> c"),
        ("a *b* _c_", "a <em>b</em> <em>c</em>"),
        ("***b***", "<strong><em>b</em></strong>"),
        ("**a *b* c**", "<strong>a </strong><strong><em>b</em></strong><strong> c</strong>"),
        ("`4 mg`", "<code>4 mg</code>"),
        ("snake_case_name and 2 * 3 * 4", "snake&#95;case&#95;name and 2 &#42; 3 &#42; 4"),
        ("p < 0.05* against 0.01*", "p &#60; 0.05&#42; against 0.01&#42;"),
        (r"\*not emphasised\*", "&#42;not emphasised&#42;"),
        ("![a scan](http://evil.example/x.png)", "a scan"),
        ("[odd](javascript:alert)", "odd"),
        ("first\n> second", "first second"),
    ],
)
def test_inline_markdown_becomes_safe_elements(written: str, shown: str) -> None:
    assert html(written) == shown


def test_links_of_the_web_can_be_followed_without_telling_where_from() -> None:
    shown = html("see [the *label*](https://example.org/a_(b)?c=1&d=2)")
    assert seen(shown) == "see the label"
    assert set(attributes(shown, "a", "href")) == {"https://example.org/a_(b)?c=1&d=2"}
    assert set(attributes(shown, "a", "rel")) == {"noopener noreferrer"}


def test_markers_are_characters_in_plain_text() -> None:
    assert seen(html("**a** _b_ `c`", markdown=False)) == "**a** _b_ `c`"
    assert is_markdown("deep/er/A.MD")
    assert not is_markdown("a.txt")


def test_a_highlight_is_cut_at_the_original_offsets() -> None:
    text = "It is **not used** in children."
    start = text.index("used")
    shown = html(text, Span(start, text.index(" children")))
    assert seen_in(shown, "mark") == "used in"
    assert seen(shown) == "It is not used in children."


def test_a_highlight_across_elements_is_one_mark() -> None:
    text = "a **b** [c](https://example.org) d"
    assert tags(html(text, Span(0, len(text)))).count("mark") == 1


def test_several_highlights_and_one_outside_of_the_text() -> None:
    shown = html("4 mg or 2 mg", Span(8, 12), Span(0, 4), Span(90, 95))
    assert shown == "<mark>4 mg</mark> or <mark>2 mg</mark>"


@given(WRITTEN, st.integers(0, 60), st.integers(0, 60), st.booleans())
def test_a_highlight_changes_nothing_of_what_is_read(
    text: str, start: int, end: int, markdown: bool
) -> None:
    lit = to_html(text, Span(0, len(text)), markdown=markdown, lit=(Light(Span(start, end)),))
    assert seen(lit) == seen(html(text, markdown=markdown))
    if not markdown:
        assert seen_in(lit, "mark") == " ".join(text[start:end].split())


@given(st.text(max_size=80))
def test_nothing_of_a_document_becomes_an_element(text: str) -> None:
    assert tags(html(text, markdown=False)) == []
    assert set(tags(html(text))) <= {"strong", "em", "code", "a"}
    assert not set("<>*_`[]$\\\n") & set(safe(text))


@pytest.mark.parametrize("hostile", ["**a " * 20_000, "_a " * 20_000, "[" * 40_000, "`" * 40_000])
def test_a_hostile_document_does_not_keep_the_page_busy(hostile: str) -> None:
    began = time.perf_counter()
    html(hostile)
    assert time.perf_counter() - began < 5
