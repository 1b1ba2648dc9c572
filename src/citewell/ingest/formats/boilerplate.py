"""What of a saved web page is not its article: menus, footers, cookie notices, comments.

The elements say it themselves, by their names, roles and classes; what names nothing but is made
of links is a menu too. Large general extractors know more pages by heart, but drop text of the
article where they are unsure; here what is not known to be something else stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citewell.ingest.formats.markup import Element, is_hidden, tag_of

_TAGS = frozenset("nav footer aside form dialog menu".split())
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar"
    " tablist".split()
)
# Words of classes and ids, which are written "site-footer", "site_footer", "siteFooter".
_WORDS = frozenset(
    "nav navbar navigation menu submenu breadcrumb breadcrumbs footer sidebar sidenav masthead"
    " cookie cookies consent gdpr ccpa onetrust cookiebot comment comments disqus respond replies"
    " share sharing social related recommended recommendations newsletter subscribe subscription"
    " signup promo promotion advert advertisement advertising ads sponsor sponsored banner popup"
    " modal overlay lightbox paywall toolbar pagination pager skiplink tags taxonomy".split()
)
# What such a name may have besides. Another word makes it one of the article's own: a section
# "infusion-related-reactions" or "recommended-dose" is none of the page's furniture.
_AROUND = frozenset(
    "site page main global top bottom left right list section area box container wrapper wrap inner"
    " outer block blocks widget widgets bar post posts article articles links link content notice"
    " form header primary secondary button buttons icons row col column group panel module region"
    " the wp js ui is has law info policy message dialog thread reader user reply mobile desktop"
    " sticky fixed small large item items text title id media ad slot unit cta email mail letter"
    "".split()
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ARTICLES = ("main", "article")
_KEPT = frozenset("html body main article".split())
_LINK_SHARE = 0.7  # of the characters
_LEAST_ARTICLE = 200  # characters; less is a teaser


def article_of(root: Element) -> Element:
    """The element that holds the article, with all in it taken out that does not belong to it."""
    for element in [*_surplus(root)]:
        _take_out(element)
    chosen = _chosen(root)
    for element in [*_menus(chosen)]:
        _take_out(element)
    return chosen


def _surplus(root: Element) -> Iterator[Element]:
    for element in root.iter():
        if element is not root and tag_of(element) not in _KEPT and _is_surplus(element):
            yield element


def _is_surplus(element: Element) -> bool:
    tag = tag_of(element)
    if is_hidden(element):
        return True
    if tag in _TAGS or (element.get("role") or "").lower() in _ROLES:
        # Some pages are one form; a box aside within the article may be its warning.
        return not _holds_article(element) and not (tag == "aside" and _is_within_article(element))
    if tag == "header":
        return not _holds_article(element) and not _is_within_article(element)
    if tag in ("p", "span", "td", "th", "tr", "table", "li", "h1", "h2", "strong", "em", "a"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    # What holds the article may well be called "has-sidebar"; a part of it that is named so is not.
    holds_page = any(True for _ in element.iter("main", "h1"))
    return any(map(_names_furniture, names)) and not holds_page


def _names_furniture(name: str) -> bool:
    words = {word.lower() for word in _WORD.findall(name)}
    return bool(words & _WORDS) and words <= _WORDS | _AROUND


def _holds_article(element: Element) -> bool:
    return any(True for _ in element.iter("main", "article", "h1"))


def _is_within_article(element: Element) -> bool:
    return any(tag_of(above) in _ARTICLES for above in element.iterancestors())


def _chosen(root: Element) -> Element:
    """The main part of the page, or the one article that has most of its text; else all of it."""
    whole = _length(root)
    for main in root.xpath("//main | //*[@role='main']"):
        if _length(main) >= min(_LEAST_ARTICLE, whole / 2):
            return main
    articles = [
        a for a in root.xpath("//article") if not any(True for _ in a.iterancestors("article"))
    ]
    longest = max(articles, key=_length, default=None)
    if longest is not None and _length(longest) > whole / 2:
        return longest
    bodies = root.xpath("//body")
    return bodies[0] if bodies else root


def _menus(chosen: Element) -> Iterator[Element]:
    """Lists and boxes of which nearly all is links."""
    for element in chosen.iter("ul", "ol", "div", "section", "p"):
        links = [link for link in element.iter("a") if link.get("href")]
        if len(links) < 3:
            continue
        length = _length(element)
        if length and sum(map(_length, links)) / length > _LINK_SHARE and element is not chosen:
            yield element


def _length(element: Element) -> int:
    return sum(len(" ".join(text.split())) for text in element.itertext())


def _take_out(element: Element) -> None:
    """Remove an element and leave the text that follows it where it is."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
