"""The endpoints for programs, served by Gradio's API; `/gradio_api/info` describes them."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

import gradio as gr

from citewell.answering.offers import Offers
from citewell.errors import CitewellError

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant


class Page(gr.Blocks):  # type: ignore[misc]
    """Gradio's Blocks, whose endpoints may be called without what has a default.

    Gradio fills in defaults for its own client and for `/call/v2/`, where arguments have names;
    a list of arguments that is too short (`/call/`) it refuses.
    """

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Add the defaults of the arguments left out, then check as Gradio does."""
        if block_fn.api_visibility == "public":
            left_out = [*signature(block_fn.fn).parameters.values()][len(inputs) :]
            if all(each.default is not Parameter.empty for each in left_out):
                inputs.extend(each.default for each in left_out)
        super().validate_inputs(block_fn, inputs)


def add_endpoints(assistant: Assistant) -> None:
    """Offer `/ask`, `/read` and `/documents` through Gradio's API."""
    offers = Offers(assistant)

    def ask(
        question: str, history: list[str] | None = None, documents: list[str] | None = None
    ) -> dict[str, Any]:
        with _told():
            return offers.ask(question, history, documents)

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
