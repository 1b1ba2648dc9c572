"""The page on the network: one process, one address, nothing loaded from elsewhere."""

from __future__ import annotations

import errno
import os
import socket
from typing import TYPE_CHECKING, Any

import click
import gradio as gr
import uvicorn
from fastapi import FastAPI

from citewell.errors import AddressUnusable, CitewellError
from citewell.ingest.scan import MEGABYTE
from citewell.page import words
from citewell.page.build import build
from citewell.page.files import add_files
from citewell.page.limits import AllowedHosts, RateLimit, SizeLimit
from citewell.page.login import Login
from citewell.page.look import ASSETS, head, theme
from citewell.page.security import SecurityHeaders
from citewell.page.suggestions import Suggestions
from citewell.page.turns import take_turns
from citewell.page.warming import Warming
from citewell.settings import Settings

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant
    from citewell.ingest.build import Indexer

_MOST_WAITING = 512  # questions; no address can send as many in a minute as fit
_FILES_AT_ONCE = 4  # of the largest size, or more smaller ones
_GOODBYE_SECONDS = 2  # an open browser tab holds a connection; it must not hold the exit


def serve(settings: Settings) -> None:
    """Serve the page until it is interrupted.

    Raises:
        AddressUnusable: the port is in use, or the address is not of this machine.
        CitewellError: whatever the assistant says when it is opened.
    """
    # Models and index are heavy to import; whoever only builds the page needs neither.
    from citewell.answering.assistant import Assistant
    from citewell.ingest.build import Indexer

    with listen(settings.host, settings.port) as listener:
        assistant = Assistant.open(settings)
        suggestions = Suggestions(assistant)
        warming = Warming(assistant, then=suggestions.prepare)
        indexer = Indexer(settings, assistant.encoder)
        app = application(assistant, indexer, warming, suggestions)
        PageServer(app, warming).run(sockets=[listener])


def application(
    assistant: Assistant, indexer: Indexer, warming: Warming, suggestions: Suggestions
) -> FastAPI:
    """The page, its state at `/healthz`, and the rules for browsers around both."""
    app = FastAPI(title=words.NAME, docs_url=None, redoc_url=None, openapi_url=None)
    _guard(app, assistant.settings)

    @app.get("/healthz")
    def healthz() -> dict[str, Any]:
        return health(assistant, warming)

    add_files(app, assistant)
    page = build(assistant, indexer, warming, suggestions)
    page.queue(default_concurrency_limit=4, max_size=_MOST_WAITING)
    take_turns(page._queue)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        favicon_path=str(ASSETS / "favicon.svg"),
        theme=theme(),
        head=head(assistant.settings.feedback),
        max_file_size=assistant.settings.file_size * MEGABYTE,
    )
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """What stands before the page; the last one added is the first that a request meets."""
    uploads = _FILES_AT_ONCE * settings.file_size * MEGABYTE if settings.may_change else 0
    app.add_middleware(SizeLimit, largest_upload=uploads)
    app.add_middleware(RateLimit, per_minute=settings.per_minute)
    if settings.login:
        app.add_middleware(Login, setting=settings.login)
    names = [name.strip() for name in settings.hosts.split(",") if name.strip()]
    app.add_middleware(AllowedHosts, names=[*names, settings.host])
    app.add_middleware(SecurityHeaders)


def health(assistant: Assistant, warming: Warming) -> dict[str, Any]:
    """The state of the server: its models, its index, and what is wrong if something is."""
    state: dict[str, Any] = {"status": "ok", "models": warming.state.value}
    try:
        state["documents"] = len(assistant.library.documents())
    except CitewellError as error:
        state |= {"status": "no index", "problem": str(error)}
    if warming.problem:
        state |= {"status": "no models", "problem": warming.problem}
    return state


def listen(host: str, port: int) -> socket.socket:
    """A socket at the address, so that a port in use is known before anything is loaded.

    Raises:
        AddressUnusable: in one line, why not.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name == "posix":  # elsewhere this would let two programs share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise AddressUnusable(words.PORT_TAKEN.format(host=host, port=port)) from error
        reason = error.strerror or str(error)
        raise AddressUnusable(
            words.ADDRESS_UNUSABLE.format(host=host, port=port, reason=reason)
        ) from error
    return listener


class PageServer(uvicorn.Server):
    """Says where the page is once it is there, and only then begins to load the models."""

    def __init__(self, app: FastAPI, warming: Warming) -> None:
        super().__init__(
            uvicorn.Config(
                app, log_level="warning", timeout_graceful_shutdown=_GOODBYE_SECONDS, ws="none"
            )
        )
        self._warming = warming

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve, then say so."""
        await super().startup(sockets)
        if sockets and self.started:
            click.echo(words.SERVING.format(url=url_of(sockets[0])))
            self._warming.start()


def url_of(listener: socket.socket) -> str:
    """The address to type into a browser."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"
