"""`citewell mcp`: the documents as tools for an assistant, over standard input and output.

The server is of the protocol's own Python SDK (modelcontextprotocol.io), not Gradio's: that one
would hold pydantic back (`gradio[mcp]`), and offer the page's events as tools too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from citewell.cli.options import places, settings_of
from citewell.errors import CitewellError

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant

_INSTRUCTIONS = (
    "Answers from a folder of documents, in their own sentences. Every statement carries a "
    "citation: document, start and end (characters), and the quote. If `declined` is true, the "
    "documents do not say; do not fill in. Quote figures and doses as they are given."
)
_NEEDS_EXTRA = "citewell mcp needs one more package. Install it with: pip install 'citewell[mcp]'"


@click.command()
@places
def mcp(corpus: Path | None, index: Path | None) -> None:
    """Offer asking, reading and listing to an assistant that speaks MCP."""
    settings = settings_of(corpus, index)
    try:
        import mcp.server  # noqa: F401 - told before the models are loaded
    except ImportError as error:
        raise CitewellError(_NEEDS_EXTRA) from error
    from citewell.answering.assistant import Assistant

    assistant = Assistant.open(settings)
    assistant.library.snapshot()  # a missing index is told before the assistant connects
    server_of(assistant).run("stdio")


def server_of(assistant: Assistant) -> Any:
    """The server with its three tools, all of which only read."""
    from mcp.server import MCPServer
    from mcp.types import ToolAnnotations

    from citewell.answering.offers import Offers

    offers = Offers(assistant)
    server = MCPServer("citewell", instructions=_INSTRUCTIONS, log_level="WARNING")
    for offer in (offers.ask, offers.read, offers.documents):
        server.add_tool(
            _told(offer),
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
        )
    return server


def _told(offer: Callable[..., Any]) -> Callable[..., Any]:
    """The offer, with what went wrong told to the assistant in one line."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(offer)
    def tool(*args: Any, **kwargs: Any) -> Any:
        try:
            return offer(*args, **kwargs)
        except CitewellError as error:
            raise ToolError(str(error)) from error

    return tool
