"""The original files, given out to be read and never to be run."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import FastAPI
from starlette.responses import FileResponse, PlainTextResponse, Response

from citewell.errors import CitewellError
from citewell.page import words

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant

_ADDRESS = "/file/"
# Shown by the browser as the characters they are; every other format is only handed over.
_TEXT = frozenset((".md", ".markdown", ".txt"))
# Whatever the bytes are: no script, no style, no frame, nothing fetched, no origin of ours.
_RULES = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}


def address_of_file(name: str) -> str:
    """Where the original file of a document is given out."""
    return f"{_ADDRESS}{quote(name)}"


def add_files(app: FastAPI, assistant: Assistant) -> None:
    """Give out the files of the documents that are in the library, and no other files."""

    @app.get(_ADDRESS + "{name:path}")
    def file(name: str) -> Response:
        path = _file_of(assistant, name)
        if path is None:
            return PlainTextResponse(words.NO_FILE, 404, headers=_RULES)
        is_text = path.suffix.lower() in _TEXT
        return FileResponse(
            path,
            media_type="text/plain; charset=utf-8" if is_text else "application/octet-stream",
            filename=PurePosixPath(name).name,
            content_disposition_type="inline" if is_text else "attachment",
            headers=_RULES,
        )


def _file_of(assistant: Assistant, name: str) -> Path | None:
    """The file of an indexed document; None if it is none, or lies outside of the corpus."""
    try:
        is_indexed = any(record.name == name for record in assistant.library.documents())
    except CitewellError:
        return None
    root = assistant.settings.corpus.resolve()
    path = (root / name).resolve()
    return path if is_indexed and path.is_relative_to(root) and path.is_file() else None
