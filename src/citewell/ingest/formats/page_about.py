"""What a web page says of its article: title, author, date, site, DOI.

Read from what publishers write for machines, most exact first: the "citation_" fields of journals
(Google Scholar's inclusion guidelines), JSON-LD of schema.org, the Open Graph protocol, `<meta>`;
then from the page itself. A date that stands nowhere is not guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dateutil import parser as date_parser

from citewell.documents import About
from citewell.ingest.formats.builder import clean
from citewell.ingest.formats.markup import Element

_SEPARATED = re.compile(r"\s+[|–—·»-]\s+")
_BY = re.compile(r"^(?:written\s+|medically reviewed\s+)?by:?\s+", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?")
_UNKNOWN = ("", "admin", "administrator", "unknown", "none", "null", "undefined", "not stated")
MOST_AUTHORS = 6


def about_page(root: Element) -> About:
    """What the page says; "" where it does not say."""
    meta = _meta(root)
    linked = _json_ld(root)
    site = _first(meta, "og:site_name", "citation_journal_title", "application-name")
    site = site or _name_in(linked.get("publisher"))
    return About(
        title=_title(root, meta, linked, site),
        site=site,
        author=_author(root, meta, linked),
        published=_published(root, meta, linked),
        doi=_first(meta, "citation_doi", "dc.identifier.doi").removeprefix("doi:").strip(),
    )


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        key = element.get("name") or element.get("property") or element.get("itemprop")
        content = clean(element.get("content") or "")
        if key and content:
            found.setdefault(key.strip().lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], *keys: str) -> str:
    return next((meta[key][0] for key in keys if key in meta), "")


def _json_ld(root: Element) -> dict[str, Any]:
    """The first thing on the page that schema.org would call an article; else nothing."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                said = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            for thing in _things(said):
                if "headline" in thing or "datePublished" in thing:
                    return thing
    return {}


def _things(said: Any) -> Iterator[dict[str, Any]]:
    if isinstance(said, dict):
        yield said
        said = said.get("@graph")
    if isinstance(said, list):
        yield from (thing for thing in said if isinstance(thing, dict))


def _title(root: Element, meta: dict[str, list[str]], linked: dict[str, Any], site: str) -> str:
    headings = [text for h in root.iter("h1") if (text := clean("".join(h.itertext())))]
    headline = linked.get("headline")
    said = _first(meta, "citation_title", "dc.title")
    said = said or (clean(headline) if isinstance(headline, str) else "")
    said = said or _without_site(_first(meta, "og:title"), site)
    if said or len(headings) == 1:
        return said or headings[0]
    titles = [text for t in root.iter("title") if (text := clean("".join(t.itertext())))]
    return _without_site(titles[0], site) if titles else next(iter(headings), "")


def _without_site(title: str, site: str) -> str:
    """The title without the name of the site at its end or beginning."""
    parts = _SEPARATED.split(title)
    if len(parts) > 1 and site and site.lower() in (parts[-1].lower(), parts[0].lower()):
        cut = len(parts[-1]) if parts[-1].lower() == site.lower() else 0
        inner = title[: len(title) - cut] if cut else title[len(parts[0]) :]
        return inner.strip(" |–—·»-")
    return title


def _author(root: Element, meta: dict[str, list[str]], linked: dict[str, Any]) -> str:
    names = meta.get("citation_author") or [_name_in(linked.get("author"))]
    if not any(names):
        names = [
            *meta.get("author", []),
            *meta.get("article:author", []),
            *meta.get("dc.creator", []),
        ]
    if not any(map(_is_name, names)):
        marked = root.xpath(
            "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')]"
        )
        names = [clean("".join(element.itertext())) for element in marked[:1]]
    told = dict.fromkeys(_BY.sub("", name) for name in names if _is_name(name))
    return ", ".join([*told][:MOST_AUTHORS])


def _is_name(said: str) -> bool:
    return said.lower() not in _UNKNOWN and "://" not in said and len(said) < 120


def _name_in(said: Any) -> str:
    """The name, or names, in what JSON-LD has for a person or an organisation."""
    if isinstance(said, list):
        return ", ".join(filter(None, map(_name_in, said[:MOST_AUTHORS])))
    name = said.get("name") if isinstance(said, dict) else said
    return clean(name) if isinstance(name, str) and "://" not in name else ""


def _published(root: Element, meta: dict[str, list[str]], linked: dict[str, Any]) -> str:
    fields = (
        *("citation_publication_date", "citation_online_date", "article:published_time"),
        *("datepublished", "dc.date", "dc.date.issued", "dcterms.issued", "date", "pubdate"),
    )
    candidates = [value for key in fields for value in meta.get(key, [])[:1]]
    stated = linked.get("datePublished")
    if isinstance(stated, str):
        candidates.insert(0, stated)
    marked = root.xpath("//time[@datetime][ancestor::article or ancestor::main or @pubdate]")
    candidates += [element.get("datetime") for element in marked[:1]]
    return next((day for said in candidates if (day := _day(said))), "")


def _day(said: str) -> str:
    """The date as `YYYY-MM-DD`, or as much of it as is said; "" if it is none."""
    said = said.strip().replace("/", "-")
    exact = _YEAR_FIRST.match(said)
    try:
        day = date_parser.parse(said[:40]).date().isoformat()
    except (ValueError, OverflowError):
        return ""
    if exact and said[:40] == exact[0]:
        return day[: (4, 7, 10)[exact[0].count("-")]]
    return day
