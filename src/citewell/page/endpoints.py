"""The endpoints for programs, served by Gradio's API; `/gradio_api/info` describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.answering.offers import Offers
from citewell.errors import CitewellError

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant


def add_endpoints(assistant: Assistant) -> None:
    """Offer `/ask`, `/read` and `/documents` through Gradio's API."""
    offers = Offers(assistant)

    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        with _told():
            return offers.ask(question, history)

    def read(document: str) -> dict[str, Any]:
        with _told():
            return offers.read(document)

    def documents() -> list[dict[str, Any]]:
        with _told():
            return offers.documents()

    for function, original in (
        (ask, offers.ask),
        (read, offers.read),
        (documents, offers.documents),
    ):
        description = " ".join((original.__doc__ or "").split())
        gr.api(function, api_name=function.__name__, api_description=description)


class _told:  # noqa: N801 - used as a function
    """Errors as Gradio tells them to programs: one line, no traceback."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, CitewellError):
            raise gr.Error(str(error), print_exception=False) from error
