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
    """Gradio's Blocks, for programs that call its public endpoints.

    They may leave out arguments that have a default. Gradio fills these in for its own client and
    for `/call/v2/`, where arguments have names; a list that is too short (`/call/`) it refuses.

    Nothing of a call is kept. Gradio takes each for a new visitor, copies the state of the whole
    page for it (some 90 kB), and forgets that only when ten thousand others have come.
    """

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Add the defaults of the arguments left out, then check as Gradio does."""
        if _is_public(block_fn):
            left_out = [*signature(block_fn.fn).parameters.values()][len(inputs) :]
            if all(each.default is not Parameter.empty for each in left_out):
                inputs.extend(each.default for each in left_out)
        super().validate_inputs(block_fn, inputs)

    async def process_api(
        self, block_fn: Any, inputs: list[Any], state: Any = None, *given: Any, **named: Any
    ) -> Any:
        """Process a call as Gradio does; then forget the caller, if it was a program."""
        try:
            return await super().process_api(block_fn, inputs, state, *given, **named)
        finally:
            if state is not None and _is_public(block_fn):
                self._forget(state)

    def _forget(self, state: Any) -> None:
        holder = self.state_holder
        with holder.lock:
            sessions = holder.session_data
            # The newest stand last, and this one has just been used.
            session = next((key for key in reversed(sessions) if sessions[key] is state), None)
            if session is not None:
                del sessions[session]
                holder.time_last_used.pop(session, None)


def _is_public(block_fn: Any) -> bool:
    return getattr(block_fn, "api_visibility", "") == "public"


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
