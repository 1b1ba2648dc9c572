"""What browsers may do with the page: load nothing from elsewhere, send nothing elsewhere.

Documents are data, but a browser cannot know that. Should a document ever smuggle an image or
a form past the escaping, these rules stop it from reaching any other host.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio starts with inline scripts and compiles the templates of `gr.HTML`.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "object-src 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # A link from an article to its source must not tell where it was read.
    "Referrer-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds the rules to every response; plain ASGI, because answers are streamed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and put the headers on what comes back."""

        async def send_with_rules(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, rule in _HEADERS.items():
                    headers.setdefault(name, rule)  # an answer may have stricter rules of its own
            await send(message)

        await self._app(scope, receive, send_with_rules if scope["type"] == "http" else send)
