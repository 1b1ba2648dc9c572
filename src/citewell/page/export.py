"""Answers and conversations as texts to take along: plain, Markdown, HTML and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from citewell.answering.answer import Answer, Citation
from citewell.page import words

if TYPE_CHECKING:
    from citewell.page.conversation import Turn

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!~$&])")
_STYLE = (
    "body{font:17px/1.6 Georgia,serif;max-width:42em;margin:3em auto;padding:0 1em;color:#1f211f}"
    "h2{font-size:1.15em;margin-top:2.5em}ol{font-size:.85em;color:#5d5c55}"
    "blockquote{margin:1em 0;padding-left:1em;border-left:2px solid #8d897d}"
)


def answer_plain(answer: Answer) -> str:
    """The answer as plain text: each quote with its mark, then what the marks stand for."""
    sources = "\n".join(f"[{c.number}] {_source(c)}" for c in answer.citations)
    return f"{answer.text}\n\n{sources}" if sources else answer.text


def answer_markdown(answer: Answer) -> str:
    """The answer as Markdown: quotes as block quotes, marks as footnotes."""
    parts = []
    for voice in answer.voices:
        lines = [f"{_md(voice.introduction)}:", ""] if voice.introduction else []
        for said in voice.statements:
            bullet = "- " if said.is_item else ""
            lines += [f"> {bullet}{_md(said.text)} [^{said.citation}]"]
            lines += [] if said.is_item else [">"]
        parts.append("\n".join(lines).rstrip("\n >"))
    if not parts:
        parts.append(_md(answer.text))
    notes = "\n".join(f"[^{c.number}]: {_md(_source(c))}" for c in answer.citations)
    return "\n\n".join([*parts, notes] if notes else parts)


def conversation_markdown(turns: Sequence[Turn]) -> str:
    """The conversation as one Markdown document. Its footnotes count through, as they must."""
    parts = [f"# {_md(_name(turns))}"]
    for number, turn in enumerate(turns, start=1):
        text = answer_markdown(turn.answer)
        parts.append(f"## {_md(turn.question)}\n\n{text.replace('[^', f'[^{number}.')}")
    return "\n\n".join([*parts, f"*{words.SMALL_PRINT}*"]) + "\n"


def conversation_html(turns: Sequence[Turn]) -> str:
    """The conversation as one HTML page that needs nothing else and runs nothing."""
    name = escape(_name(turns))
    body = "".join(f"<h2>{escape(turn.question)}</h2>{_answer_html(turn.answer)}" for turn in turns)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'unsafe-inline'\"><title>{name}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{name}</h1>{body}<p><em>{words.SMALL_PRINT}</em></p></body></html>\n"
    )


def conversation_json(turns: Sequence[Turn]) -> str:
    """The conversation as the answers that `citewell ask --json` gives, in order."""
    return json.dumps([turn.answer.to_json() for turn in turns], ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Turn]], str]] = {
    "md": conversation_markdown,
    "html": conversation_html,
    "json": conversation_json,
}


def _answer_html(answer: Answer) -> str:
    voices = []
    for voice in answer.voices:
        said = "".join(
            f"<p>{'• ' if line.is_item else ''}{escape(line.text)} [{line.citation}]</p>"
            for line in voice.statements
        )
        voices.append(f"<p>{escape(voice.introduction)}</p><blockquote>{said}</blockquote>")
    sources = "".join(
        f'<li value="{citation.number}">{escape(_source(citation))}</li>'
        for citation in answer.citations
    )
    text = "".join(voices) or f"<p>{escape(answer.text)}</p>"
    return f"{text}<ol>{sources}</ol>" if sources else text


def _source(citation: Citation) -> str:
    """Title, where in it, when, and the exact place: enough to find the sentence again."""
    place = f"{citation.document} {citation.start}–{citation.end}"
    facts = (f"“{citation.title}”", citation.section, words.day(citation.published or ""), place)
    return " · ".join(fact for fact in facts if fact)


def _name(turns: Sequence[Turn]) -> str:
    return " ".join(turns[0].question.split()) if turns else words.NAME


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
