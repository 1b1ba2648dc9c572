"""By which way a medicine is given: by mouth, under the skin, into a vein, into a muscle, …

The way may stand in the headings above a quote where the quote itself names none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citewell.answering.guards.finding import Finding, Kind, finding
from citewell.answering.guards.negation import denials_in, is_denied
from citewell.answering.guards.wording import Reading
from citewell.documents import Span

INJECTED = frozenset(
    ["under the skin", "into a vein", "into a muscle", "into the spine", "into a joint"]
)
_A = r"(?:a|an|the|your|each|one) "
_ROUTES = {
    "by mouth": r"by mouth|oral(?:ly)?(?! thrush| health| contracepti| hygiene| herpes)|swallow\w*"
    r"|tablets?|capsules?|lozenges?|syrup|chew\w*",
    "under the skin": r"(?:under|beneath|below) the skin|subcutaneous(?:ly)?|s\.?c\.(?!\w)|(?:into"
    r"|in) the"
    r" (?:fatty tissue|fat layer|fat under)",
    "into a vein": rf"(?:in|into|through|via) {_A}(?:\w+ ){{0,2}}veins?|intravenous(?:ly)?"
    rf"|i\.?v\.(?!\w)"
    r"|infus(?:ed|ions?)|(?:as a |by |by a |through a )drip|into the bloodstream",
    "into a muscle": rf"(?:in|into) {_A}(?:[\w-]+ ){{0,5}}muscles?|intramuscular(?:ly)?"
    rf"|i\.?m\.(?!\w)",
    "into the spine": r"spinal canal|intrathecal(?:ly)?|into the spine|epidural(?:ly)?"
    r"|intraspinal(?:ly)?",
    "injected": r"inject(?:ed|s|ing|ions?)?|pens?|syringes?|vials?|ampoules?",
    "inhaled": r"inhal(?:e|ed|er|ers|es|ing|ation)|breath(?:e|ed|ing) in|puffs?|nebuli[sz]\w+",
    "on the skin": r"(?:on|to|into|onto) the skin|topical(?:ly)?|transdermal(?:ly)?|patch(?:es)?"
    r"|creams?|ointment|gel",
    "in the eye": r"eye drops?|(?:in|into|to) (?:the|your|each)(?: affected)? eyes?|ocular",
    "in the nose": r"nasal(?:ly)?|intranasal(?:ly)?|(?:in|into|through|up|via) (?:the|your|each"
    r"|one|both)"
    r"(?: \w+)? (?:nose|nostrils?)",
    "in the rectum": r"rectal(?:ly)?|suppositor(?:y|ies)|rectum",
    "in the vagina": r"vaginal(?:ly)?|pessar(?:y|ies)|vagina",
    "under the tongue": r"under (?:the|your) tongue|sublingual(?:ly)?",
    "in the cheek": r"buccal(?:ly)?|(?:inside|in|against) (?:the|your) cheeks?"
    r"|between (?:the|your) (?:gums?|lip) and",
    "in the ear": r"ear drops?|(?:in|into) (?:the|your|each)(?: affected)? ears?(?: canal)?",
    "into a joint": rf"(?:in|into) {_A}(?:\w+ ){{0,2}}joints?(?: space)?|intra-?articular(?:ly)?",
    "through a tube": r"(?:through|via|down) (?:a|the|your) (?:feeding |stomach |nasogastric )?tube"
    r"|nasogastric(?:ally)?|enteral(?:ly)?",
}
_PATTERNS = {route: re.compile(rf"\b(?:{words})\b") for route, words in _ROUTES.items()}
# A word that only hints at the way is no statement of it.
_HINTS = re.compile(
    r"tablets?|capsules?|puffs?|patch(?:es)?|gel|creams?|ointment|syrup|chew\w*|pens?|syringes?"
    r"|vials?|ampoules?"
)


NEAR = 4  # words between a denial and the way that it forbids


@dataclass(frozen=True, slots=True)
class Route:
    """A way of giving, as one of a closed set of names; `is_hint` where only a form is named."""

    name: str
    is_hint: bool
    span: Span


def routes_in(reading: Reading) -> list[Route]:
    """Every way of giving that a text names or hints at, in order."""
    found = [
        Route(name, _HINTS.fullmatch(match[0]) is not None, Span(*match.span()))
        for name, pattern in _PATTERNS.items()
        for match in pattern.finditer(reading.plain)
    ]
    return sorted(found, key=lambda route: route.span)


def carries(told: set[str], route: str) -> bool:
    """Whether ways already told carry a further one: what goes under the skin is injected."""
    if route == "injected":
        return bool(told & (INJECTED | {"injected"}))
    return route in told


def route_findings(said: Reading, told: Reading, above: Reading) -> list[Finding]:
    """The ways of giving `said` that neither the quote nor the headings carry."""
    here = {route.name for route in routes_in(told)}
    there = {route.name for route in routes_in(above)}
    # What the headings hint at counts where the quote itself tells no other way.
    carried = here | there if not here - {"injected"} else here
    forbidden = _forbidden_routes(told)
    denials = denials_in(said)
    found = []
    for route in routes_in(said):
        allowed = carried if is_denied(route.span, denials) else carried - forbidden
        if route.is_hint or carries(allowed, route.name):
            continue
        instead = ", ".join(sorted(here - forbidden)) or None
        found.append(finding(Kind.ROUTE, route.span.of(said.text), route.span, instead))
    return found


def _forbidden_routes(told: Reading) -> set[str]:
    """The ways that a quote names only to forbid them: "do not swallow the capsule", "do not
    inject into a vein"."""
    named = [route for route in routes_in(told) if not route.is_hint]
    denied = [route for route in named if _is_forbidden(route, told)]
    return {r.name for r in denied} - {r.name for r in named if r not in denied}


def _is_forbidden(route: Route, told: Reading) -> bool:
    """Whether a denial has the way among the words that it denies first, or right after them."""
    clause = told.clause_at(route.span.start)
    for denial in denials_in(told):
        if any(route.span.overlaps(word.span) for word in denial.focus):
            return True
        between = told.plain[denial.span.end : route.span.start]
        is_near = (
            clause.start <= denial.span.start < route.span.start and len(between.split()) < NEAR
        )
        if is_near and not denial.is_partial:
            return True
    return False
