"""An optional login: one name and password for the whole page, kept only as a salted hash.

HTTP Basic authentication (RFC 7617), because browsers, curl and Gradio's client all speak it.
It sends the password with each request: over a network, put TLS in front.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from binascii import Error as NotBase64

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from citewell.errors import SettingsInvalid
from citewell.page import words

# scrypt with 32 MB and some 50 ms (RFC 7914; OWASP's advice for interactive logins)
_N, _R, _P, _SALT, _LENGTH = 2**15, 8, 1, 16, 32
_MEMORY = 64 * 1024 * 1024
_OPEN = frozenset(("/healthz",))  # tells nothing but that the server is well


def hashed(name: str, password: str, salt: bytes | None = None) -> str:
    """The value of the setting: `name:salt:hash`, the last two in hexadecimal digits.

    Raises:
        SettingsInvalid: the name is empty or has a colon, or the password is too short.
    """
    if not name or ":" in name or len(password) < words.SHORTEST_PASSWORD:
        raise SettingsInvalid(words.LOGIN_UNUSABLE)
    salt = salt if salt is not None else os.urandom(_SALT)
    return f"{name}:{salt.hex()}:{_digest(password, salt).hex()}"


class Login:
    """Asks for name and password before anything but the server's health is shown."""

    def __init__(self, app: ASGIApp, setting: str) -> None:
        self._app = app
        try:
            self._name, salt, digest = setting.split(":")
            self._salt, self._hash = bytes.fromhex(salt), bytes.fromhex(digest)
        except ValueError as error:
            raise SettingsInvalid(words.LOGIN_BROKEN) from error
        if len(self._hash) != _LENGTH:
            raise SettingsInvalid(words.LOGIN_BROKEN)
        # Hashing is slow on purpose; what was right once is remembered under a key of this run.
        self._key = os.urandom(32)
        self._right: bytes | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in who knows the password."""
        is_open = scope["type"] != "http" or scope["path"] in _OPEN
        if is_open or self._is_known(Headers(scope=scope).get("authorization", "")):
            await self._app(scope, receive, send)
            return
        ask = {"WWW-Authenticate": f'Basic realm="{words.NAME}", charset="UTF-8"'}
        await PlainTextResponse(words.LOGIN_NEEDED, 401, headers=ask)(scope, receive, send)

    def _is_known(self, header: str) -> bool:
        kind, _, code = header.partition(" ")
        if kind.lower() != "basic":
            return False
        seal = hmac.digest(self._key, code.encode(), "sha256")
        if self._right is not None and hmac.compare_digest(seal, self._right):
            return True
        try:
            name, _, password = base64.b64decode(code, validate=True).decode().partition(":")
        except (NotBase64, ValueError):
            return False
        is_name = hmac.compare_digest(name.encode(), self._name.encode())
        is_right = hmac.compare_digest(_digest(password, self._salt), self._hash) and is_name
        if is_right:
            self._right = seal
        return is_right


def _digest(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=_LENGTH
    )
