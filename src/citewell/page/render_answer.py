"""An answer, a refusal, a question or a problem as the HTML of one chat message.

Each is one line beginning with a block tag, so that the chat's Markdown leaves it alone, and
everything that was not written in this package is escaped by `inline.safe`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from citewell.answering.answer import Answer, Citation, Reason, Statement, Voice
from citewell.documents import Span
from citewell.page import words
from citewell.page.inline import is_markdown, safe, to_html
from citewell.page.links import link_to

# A table row is quoted with its pipes; between cells they may stay, around the row they are noise.
_ROW_EDGES = re.compile(r"^\|\s*|\s*\|$")


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


def answer_html(answer: Answer) -> str:
    """The answer in the documents' words, or the refusal to give one."""
    return _refusal(answer) if answer.declined else _answer(answer)


def _answer(answer: Answer) -> str:
    cited = {citation.number: citation for citation in answer.citations}
    voices = "".join(_voice(voice, cited) for voice in answer.voices)
    return f'<div class="answer">{_understood(answer)}{voices}{_facts(answer)}</div>'


def _voice(voice: Voice, cited: Mapping[int, Citation]) -> str:
    intro = f'<p class="intro">{safe(voice.introduction)}</p>' if voice.introduction else ""
    lines = []
    in_list = False
    for said in voice.statements:
        if said.is_item != in_list:
            lines.append("<ul>" if said.is_item else "</ul>")
            in_list = said.is_item
        lines.append(_statement(said, cited[said.citation]))
    if in_list:
        lines.append("</ul>")
    return f'<div class="voice">{intro}<blockquote>{"".join(lines)}</blockquote></div>'


def _statement(said: Statement, citation: Citation) -> str:
    whole = Span(0, len(said.text))
    text = to_html(
        said.text,
        whole,
        markdown=is_markdown(citation.document),
        lit=said.emphasis,
        tag='strong class="point"',
    )
    tag = "li" if said.is_item else "p"
    return f"<{tag}>{text}&nbsp;{_mark(citation, f'[{citation.number}]')}</{tag}>"


def _mark(citation: Citation, label: str) -> str:
    title = safe(words.CITE_HINT.format(title=citation.title))
    return f'<a class="cite" href="{link_to(citation)}" title="{title}">{safe(label)}</a>'


def _understood(answer: Answer) -> str:
    if not answer.understood or _plain(answer.understood) == _plain(answer.question):
        return ""
    asked = words.UNDERSTOOD.format(question=safe(answer.understood))
    return f'<p class="understood">{asked}</p>'


def _plain(question: str) -> str:
    return " ".join(question.split()).rstrip(" ?.!").casefold()


def _facts(answer: Answer) -> str:
    sure = words.sureness(answer.confidence)
    facts = [f'<span title="{words.SURENESS_HINT}">{sure}</span>']
    if answer.searched:
        searched = words.count(len(answer.searched), "document")
        titles = safe("; ".join(answer.searched))
        facts.append(f'<span title="{titles}">{searched} searched</span>')
    facts.append(f"<span>{words.seconds(answer.seconds)}</span>")
    facts.append(f'<a class="copy" href="#copy" role="button">{words.COPY}</a>')
    return f'<p class="facts">{"".join(facts)}</p>'


def _refusal(answer: Answer) -> str:
    known = [reason for reason in Reason if reason == answer.reason]
    heading, line = words.REFUSALS[known[0]] if known else words.REFUSAL_OTHERWISE
    parts = [_understood(answer), f'<p class="heading">{heading}</p>']
    if line:
        parts.append(f"<p>{line}</p>")
    parts.append(_searched(answer))
    if answer.related:
        nearest = "".join(_related(citation) for citation in answer.related)
        parts.append(f'<p class="label">{words.RELATED}</p><ul class="related">{nearest}</ul>')
    return f'<div class="refusal">{"".join(parts)}</div>'


def _searched(answer: Answer) -> str:
    if not answer.searched:
        return ""
    titles = "".join(f"<li>{safe(title)}</li>" for title in answer.searched)
    searched = words.count(len(answer.searched), "document")
    summary = (
        f"<summary>{words.SEARCHED_TITLES} {searched}, {words.seconds(answer.seconds)}</summary>"
    )
    # A long list is folded: the refusal itself must stay in sight.
    is_open = " open" if len(answer.searched) <= words.TITLES_UNFOLDED else ""
    return f'<details class="searched"{is_open}>{summary}<ul>{titles}</ul></details>'


def _related(citation: Citation) -> str:
    markdown = is_markdown(citation.document)
    quote = _ROW_EDGES.sub("", citation.quote) if markdown else citation.quote
    text = to_html(quote, Span(0, len(quote)), markdown=markdown)
    where = " · ".join(safe(part) for part in (citation.title, citation.section) if part)
    return f'<li><p>{text}&nbsp;{_mark(citation, words.OPEN)}</p><p class="where">{where}</p></li>'
