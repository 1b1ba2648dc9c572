"""How much one visitor may ask of the server: how often, how large, and under which name.

All of it is plain ASGI, because answers are streamed.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from threading import Lock

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from citewell.page import words

LARGEST_REQUEST = 8 * 1024 * 1024  # bytes; a conversation handed back is the largest honest one
_UPLOAD = "/gradio_api/upload"
# What waits in the queue: questions and changes. What does not wait (opening a document, the
# clocks of the page) is light, and goes another way.
_WORK = ("/gradio_api/queue/join", "/gradio_api/call/")
_VISITORS = 10_000  # remembered at once


class AllowedHosts:
    """Answers only under names that are meant: a foreign page that lets its own name point to
    this machine (DNS rebinding) would otherwise read what it is not meant to.

    An address in numbers cannot be rebound and is always allowed.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(name.casefold() for name in names) | {"localhost"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request for another host."""
        if scope["type"] != "http" or self._is_allowed(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse(words.WRONG_HOST, 421)(scope, receive, send)

    def _is_allowed(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        name = name.strip("[]").casefold().rstrip(".")
        try:
            ip_address(name)
        except ValueError:
            return name in self._names
        return True


class SizeLimit:
    """Refuses requests that are larger than anything the page sends.

    Args:
        app: what is limited.
        largest_upload: bytes that an upload of files may have; 0 where there are no uploads.
    """

    def __init__(self, app: ASGIApp, largest_upload: int) -> None:
        self._app = app
        self._largest_upload = largest_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in, whatever the headers say of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_upload = scope["path"].startswith(_UPLOAD)
        limit = self._largest_upload if is_upload else LARGEST_REQUEST
        said = Headers(scope=scope).get("content-length", "0")
        if (is_upload and not limit) or not said.isdecimal() or int(said) > limit:
            await PlainTextResponse(words.TOO_LARGE, 413)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            return message if seen <= limit else {"type": "http.disconnect"}

        await self._app(scope, counted, send)


class RateLimit:
    """Lets each address begin only so many pieces of work a minute.

    A bucket that fills steadily and holds one minute's worth, so that a burst is possible.
    """

    def __init__(
        self, app: ASGIApp, per_minute: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._per_minute = per_minute
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what comes too fast, with the seconds after which to try again."""
        is_work = (
            scope["type"] == "http"
            and scope["method"] == "POST"
            and scope["path"].startswith((*_WORK, _UPLOAD))
        )
        if is_work and self._per_minute and not self._may_go(str((scope.get("client") or "?")[0])):
            wait = {"Retry-After": str(-(-60 // self._per_minute))}
            await PlainTextResponse(words.TOO_FAST, 429, headers=wait)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _may_go(self, visitor: str) -> bool:
        with self._lock:
            now = self._now()
            left, since = self._left.pop(visitor, (float(self._per_minute), now))
            left = min(self._per_minute, left + (now - since) * self._per_minute / 60)
            may_go = left >= 1
            self._left[visitor] = (left - 1 if may_go else left, now)
            while len(self._left) > _VISITORS:
                self._left.popitem(last=False)
            return may_go
