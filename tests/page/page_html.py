"""Reads the page's HTML the way a browser does, to say what a person would see of it."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = ("br", "img", "input")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(tag for tag, _ in self.open), data))


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader


def seen(html: str) -> str:
    """All text, as one line."""
    return " ".join("".join(text for _, text in _read(html).texts).split())


def seen_in(html: str, tag: str) -> str:
    """The text inside of `tag`, as one line."""
    inside = (text for tags, text in _read(html).texts if tag in tags)
    return " ".join("".join(inside).split())


def tags(html: str) -> list[str]:
    """The tags in order; fails if they are not properly nested."""
    return [tag for tag, _ in _read(html).tags]


def attributes(html: str, tag: str, name: str) -> list[str | None]:
    """The attribute `name` of each element `tag`."""
    return [attrs.get(name) for each, attrs in _read(html).tags if each == tag]
