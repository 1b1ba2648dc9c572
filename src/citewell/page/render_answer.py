"""An answer, a refusal, a question or a problem as the HTML of one chat message.

Each is one line beginning with a block tag, so that the chat's Markdown leaves it alone, and
everything that was not written in this package is escaped by `inline.safe`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby

from citewell.answering.answer import Answer, Citation, Reason, Statement, Voice
from citewell.documents import Article, Block, Span
from citewell.page import words
from citewell.page.inline import Light, is_markdown, safe, to_html
from citewell.page.links import link_to
from citewell.page.render_rows import POINT, rows_of, table_of

FindsArticle = Callable[[str], Article | None]

# A table row is quoted with its pipes; between cells they may stay, around the row they are noise.
_ROW_EDGES = re.compile(r"^\|\s*|\s*\|$")
# The last thing that an introduction tells of a document, in its brackets.
_DAY_AT_END = re.compile(r"\d{4}-\d\d-\d\d(?=\)?:?$)")
_PREVIEWED = 400  # characters of a quote that its preview shows


def question_html(question: str) -> str:
    """The question as its asker wrote it, line breaks included."""
    lines = "<br>".join(safe(line) for line in question.strip().splitlines())
    return f'<div class="asked">{lines}</div>'


def stage_html(text: str) -> str:
    """What is being done while there is no answer yet."""
    return f'<div class="stage"><span class="pulse"></span>{safe(text)}…</div>'


def note_html(text: str) -> str:
    """A quiet remark in place of an answer."""
    return f'<div class="remark">{safe(text)}</div>'


def problem_html(line: str, remedy: str = "") -> str:
    """One line about what could not be done, and what helps."""
    more = f" <span>{safe(remedy)}</span>" if remedy else ""
    return f'<div class="problem" role="alert">{safe(line)}{more}</div>'


def answer_html(
    answer: Answer, article: FindsArticle = lambda _: None, notes: Sequence[str] = ()
) -> str:
    """The answer in the documents' words, or the refusal to give one.

    Args:
        answer: what to show.
        article: finds a cited document by name; a cited row of one is then shown as a table.
        notes: what has to be said about it, such as that a document has changed since.
    """
    said = "".join(f'<p class="remark">{safe(note)}</p>' for note in notes)
    if answer.declined:
        return _refusal(answer, said)
    cited = {citation.number: citation for citation in answer.citations}
    voices = "".join(_voice(voice, cited, article) for voice in answer.voices)
    told = f"{said}{voices}{_differing(answer)}{_missing(answer)}"
    body = f"{_understood(answer)}{told}{_facts(answer)}{_tools()}"
    return f'<div class="answer" tabindex="-1">{body}</div>'


def follow_ups_html(questions: Sequence[str]) -> str:
    """Questions to go on with, as buttons; history.js asks them."""
    if not questions:
        return ""
    buttons = "".join(
        f'<button type="button" class="follow-up">{safe(question)}</button>'
        for question in questions
    )
    return f'<div class="follow-ups"><p class="label">{words.FOLLOW_UPS}</p>{buttons}</div>'


def _voice(voice: Voice, cited: Mapping[int, Citation], article: FindsArticle) -> str:
    told = _DAY_AT_END.sub(lambda day: words.day(day[0]), voice.introduction)
    intro = f'<p class="intro">{safe(told)}</p>' if told else ""
    said = [(statement, cited[statement.citation]) for statement in voice.statements]
    found = article(voice.document)
    rows = {} if found is None else rows_of(found)
    lines = []
    for kind, group in groupby(said, key=lambda each: _kind(each[0], each[1], rows)):
        if kind == "list":
            lines.append(f"<ul>{''.join(_line('li', *each) for each in group)}</ul>")
        elif kind == "line" or found is None:
            lines.extend(_line("p", *each) for each in group)
        else:
            lines.append(
                table_of(found, [(s, rows[c.start, c.end], _mark_of(c)) for s, c in group])
            )
    return f'<div class="voice">{intro}<blockquote>{"".join(lines)}</blockquote></div>'


def _kind(said: Statement, citation: Citation, rows: Mapping[tuple[int, int], Block]) -> object:
    """What neighbouring statements have in common that are shown together."""
    row = rows.get((citation.start, citation.end))
    if row is not None:
        return row.heads
    return "list" if said.is_item else "line"


def _line(tag: str, said: Statement, citation: Citation) -> str:
    lit = [Light(span, POINT) for span in said.emphasis]
    whole = Span(0, len(said.text))
    text = to_html(said.text, whole, markdown=is_markdown(citation.document), lit=lit)
    return f"<{tag}>{text}&nbsp;{_mark_of(citation)}</{tag}>"


def _mark_of(citation: Citation) -> str:
    name = words.CITE_NAME.format(number=citation.number, title=citation.title)
    return _mark(citation, f"[{citation.number}]", name)


def _mark(citation: Citation, label: str, name: str) -> str:
    """The link into the document. The chat lets no `aria-label` through, so its name is inside
    of it, unseen, and page.js takes it from there; so is what preview.js shows."""
    place = (citation.title, citation.section, words.day(citation.published or "") or words.NO_DATE)
    where = safe(" · ".join(part for part in place if part))
    return (
        f'<a class="cite" href="{escape(link_to(citation))}">{safe(label)}'
        f'<span class="name">{safe(name)}</span><span class="preview">'
        f'<q>{safe(_shortened(citation.quote))}</q><span class="where">{where}</span></span></a>'
    )


def _shortened(quote: str) -> str:
    quote = " ".join(_ROW_EDGES.sub("", quote).split())
    return quote if len(quote) <= _PREVIEWED else f"{quote[:_PREVIEWED].rsplit(' ', 1)[0]} …"


def _understood(answer: Answer) -> str:
    if not answer.understood or _plain(answer.understood) == _plain(answer.question):
        return ""
    asked = words.UNDERSTOOD.format(question=safe(answer.understood))
    edit = f'<button type="button" class="quiet edit">{words.EDIT}</button>'
    return f'<p class="understood">{asked} {edit}</p>'


def _plain(question: str) -> str:
    return " ".join(question.split()).rstrip(" ?.!").casefold()


def _differing(answer: Answer) -> str:
    """The values that documents give for the same thing, side by side, each with its mark, its
    document and date; which is newer."""
    cited = {citation.number: citation for citation in answer.citations}
    cards = [
        "".join(
            _value(value, cited[number], is_newer=number == one.newer)
            for value, number in zip(one.values, one.citations, strict=True)
            if number in cited
        )
        for one in answer.disagreements
    ]
    if not cards:
        return ""
    pairs = "".join(f'<ul class="sides">{card}</ul>' for card in cards)
    return f'<div class="missing differ"><p class="label">{words.DIFFER}</p>{pairs}</div>'


def _value(value: str, citation: Citation, *, is_newer: bool) -> str:
    day = words.day(citation.published or "") or words.NO_DATE
    details = (citation.title, day, words.NEWER if is_newer else "")
    where = safe(" · ".join(part for part in details if part))
    return (
        f"<li><strong>{safe(value)}</strong>&nbsp;{_mark_of(citation)}"
        f'<span class="where">{where}</span></li>'
    )


def _missing(answer: Answer) -> str:
    """The parts of the question that are left open while others are answered."""
    if not answer.missing:
        return ""
    parts = "".join(f"<li>{safe(part)}</li>" for part in answer.missing)
    return f'<div class="missing"><p class="label">{words.MISSING}</p><ul>{parts}</ul></div>'


def _facts(answer: Answer) -> str:
    sure = words.sureness(answer.confidence)
    return (
        f'<div class="facts"><span title="{words.SURENESS_HINT}">{sure}</span>'
        f"{_searched(answer)}<span>{words.seconds(answer.seconds)}</span></div>"
    )


def _searched(answer: Answer) -> str:
    """The documents that were looked through, folded: the answer itself must stay in sight."""
    if not answer.searched:
        return ""
    titles = "".join(f"<li>{safe(title)}</li>" for title in answer.searched)
    summary = words.SEARCHED.format(documents=words.count(len(answer.searched), "document"))
    return (
        f'<details class="searched"><summary><span class="count">{summary}</span></summary>'
        f"<ul>{titles}</ul></details>"
    )


def _tools() -> str:
    """What can be done with an answer; history.js listens."""
    tools = "".join(
        f'<button type="button" class="quiet {name}">{label}</button>'
        for name, label in words.ANSWER_TOOLS.items()
    )
    return f'<div class="tools">{tools}</div>'


def _refusal(answer: Answer, notes: str) -> str:
    known = [reason for reason in Reason if reason == answer.reason]
    heading, line = words.REFUSALS[known[0]] if known else words.REFUSAL_OTHERWISE
    parts = [_understood(answer), f'<p class="heading">{heading}</p>']
    missing = answer.text.removeprefix(heading).strip()
    if known and known[0] is Reason.NOT_IN_DOCUMENTS and missing != answer.text.strip():
        line = safe(missing) or line
    if line:
        parts.append(f"<p>{line}</p>")
    parts.append(notes)
    if answer.related:
        nearest = "".join(_related(citation) for citation in answer.related)
        parts.append(f'<p class="label">{words.RELATED}</p><ul class="related">{nearest}</ul>')
    parts.append(
        f'<div class="facts">{_searched(answer)}<span>{words.seconds(answer.seconds)}</span></div>'
    )
    return f'<div class="refusal" tabindex="-1">{"".join(parts)}{_tools()}</div>'


def _related(citation: Citation) -> str:
    markdown = is_markdown(citation.document)
    quote = _ROW_EDGES.sub("", citation.quote) if markdown else citation.quote
    text = to_html(quote, Span(0, len(quote)), markdown=markdown)
    where = " · ".join(safe(part) for part in (citation.title, citation.section) if part)
    mark = _mark(citation, words.OPEN, words.OPEN_NAME.format(title=citation.title))
    return f'<li><p>{text}&nbsp;{mark}</p><p class="where">{where}</p></li>'
