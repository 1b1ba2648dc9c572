"""Text of a document to safe HTML: escaped, its inline Markdown shown, its highlights exact.

Highlights are spans of the original text, so they are cut at the original offsets; Markdown's
markers are left out while cutting, never before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from citewell.documents import Span

# HTML and Markdown would read these; as entities they are always themselves.
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>\"'*_#$[]!|~`\\"})
_WHITE = re.compile(r"\s+")

# Each repetition is bounded: a document of a million stars must not keep the page busy.
_INLINE = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<fence>`{1,8})(?P<code>(?!`).{1,500}?(?<!`))(?P=fence)(?!`)
    | !\[(?P<alt>[^\]]{0,500})\]\([^()]{0,2000}\)
    | \[(?P<label>[^\[\]]{1,500})\]
        \(\s{0,9}(?P<address>[^()\s]{0,2000}(?:\([^()\s]{0,99}\)[^()\s]{0,99})?)
        (?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'))?\s{0,9}\)
    | <(?P<auto>https?://[^<>\s]{1,2000})>
    | \*\*\*(?=\S)(?P<both>.{1,500}?)(?<=\S)\*\*\*
    | \*\*(?=[^\s*])(?P<strong>.{1,500}?)(?<=\S)\*\*(?!\*)
    | (?<!\w)__(?=[^\s_])(?P<strong_>.{1,500}?)(?<=\S)__(?!\w)
    | \*(?=[^\s*])(?P<em>(?:[^*]|\*\*[^*]{1,500}\*\*){1,500}?)(?<=\S)\*(?!\*)
    | (?<!\w)_(?=[^\s_])(?P<em_>.{1,500}?)(?<=\S)_(?!\w)
    | (?P<break>\n[ \t]{0,99}(?:>[ \t]?){1,99})
    """,
    re.VERBOSE | re.DOTALL,
)
_DEEPEST = 6  # styles within styles; nobody writes more, and recursion has to end
_STYLES: dict[str, tuple[str, ...]] = {
    "both": ("strong", "em"),
    "strong": ("strong",),
    "strong_": ("strong",),
    "em": ("em",),
    "em_": ("em",),
    "label": (),
    "alt": (),
    "auto": (),
}


def safe(text: str) -> str:
    """The text on one line, with nothing in it that HTML or Markdown could take for its own."""
    return _WHITE.sub(" ", text.translate(_SIGNS))


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters that look alike; the `styles` are tags, outermost first."""

    span: Span
    styles: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Light:
    """A stretch of text to stand out, inside `tag` (a tag's name with its attributes)."""

    span: Span
    tag: str = "mark"


def is_markdown(document: str) -> bool:
    """Whether stars and underscores in this document are markers rather than characters."""
    return PurePosixPath(document).suffix.lower() in (".md", ".markdown")


def to_html(
    text: str,
    span: Span,
    *,
    markdown: bool,
    lit: Sequence[Light] = (),
) -> str:
    """The characters of `span` as inline HTML, with those that are `lit` inside their tags.

    Where two lights overlap, the one that begins first takes the characters.
    """
    runs = [*runs_of(text, span)] if markdown else [Run(span)]
    pieces = []
    for part, tag in _cut(span, lit):
        inner = "".join(_run_html(text, run) for run in _within(runs, part))
        if inner and tag and inner.strip():
            inner = f"<{tag}>{inner}</{tag.split(' ', 1)[0]}>"
        pieces.append(inner)
    return "".join(pieces)


def runs_of(
    text: str, span: Span, styles: tuple[str, ...] = (), address: str = ""
) -> Iterator[Run]:
    """The runs of a stretch of Markdown: every character except the markers, in order."""
    if len(styles) >= _DEEPEST:
        yield Run(span, styles, address)
        return
    at = span.start
    # `finditer(text, start, end)` would still look behind `start`, as it should: a marker in the
    # middle of a word is none.
    for found in _INLINE.finditer(text, span.start, span.end):
        if at < found.start():
            yield Run(Span(at, found.start()), styles, address)
        at = found.end()
        kind = str(found.lastgroup) if found.lastgroup != "address" else "label"
        yield from _marked(text, found, kind, styles, address)
    if at < span.end:
        yield Run(Span(at, span.end), styles, address)


def _marked(
    text: str, found: re.Match[str], kind: str, styles: tuple[str, ...], address: str
) -> Iterator[Run]:
    if kind == "break":
        yield Run(Span(found.start(), found.start() + 1), styles, address)
        return
    inner = Span(*found.span(kind))
    if kind == "escaped":
        yield Run(inner, styles, address)
    elif kind == "code":
        yield Run(inner, (*styles, "code"), address)
    elif kind == "auto":
        yield Run(inner, styles, found["auto"])
    else:
        target = _safe_address(found["address"]) if kind == "label" else address
        yield from runs_of(text, inner, (*styles, *_STYLES[kind]), target)


def _safe_address(address: str) -> str:
    """The address if it is one of the web; a document must not bring anything else to click."""
    return address if re.match(r"https?://", address, re.IGNORECASE) else ""


def _cut(span: Span, lit: Iterable[Light]) -> Iterator[tuple[Span, str]]:
    """The span in parts that are wholly inside or wholly outside of a light, with its tag."""
    at = span.start
    for light in sorted(lit):
        start, end = max(light.span.start, at), min(light.span.end, span.end)
        if start >= end:
            continue
        if at < start:
            yield Span(at, start), ""
        yield Span(start, end), light.tag
        at = end
    if at < span.end:
        yield Span(at, span.end), ""


def _within(runs: Iterable[Run], part: Span) -> Iterator[Run]:
    for run in runs:
        if run.span.overlaps(part):
            start, end = max(run.span.start, part.start), min(run.span.end, part.end)
            yield Run(Span(start, end), run.styles, run.address)


def _run_html(text: str, run: Run) -> str:
    html = safe(run.span.of(text))
    for style in reversed(run.styles):
        html = f"<{style}>{html}</{style}>"
    if run.address:
        html = (
            f'<a class="away" href="{safe(run.address)}" target="_blank" '
            f'rel="noopener noreferrer">{html}</a>'
        )
    return html
