"""A real Chroma server for tests, and something that stands before it and can be in the way."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def plain_client(url: str) -> httpx.Client:
    """Asks a server of this machine; without the certificates of the world, which take longer to
    read than a server to answer."""
    return httpx.Client(base_url=url, timeout=60, verify=False)


class Chroma:
    """`chroma run` on a port of its own; it may be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        beside = Path(sys.executable).with_name("chroma")
        self._command = str(beside) if beside.exists() else shutil.which("chroma")
        if self._command is None:
            pytest.skip("the chroma command, which comes with chromadb, is not there")
        self._folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._client = plain_client(self.url)
        self.start()

    def start(self, folder: Path | None = None) -> None:
        """Start it, unless it runs, upon another folder if one is named; wait until it answers."""
        if self._process is not None and self._process.poll() is None:
            return
        command = [self._command, "run", "--path", str(folder or self._folder)]
        command += ["--host", "127.0.0.1", "--port", str(self._port)]
        self._process = process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 180
        while not self._answers():
            assert process.poll() is None, "the Chroma server has ended"
            assert time.monotonic() < until, "the Chroma server does not start"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return self._client.get("/api/v2/heartbeat", timeout=1).is_success
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def names(self) -> list[str]:
        """The names of its collections."""
        found = self._client.get(COLLECTIONS, params={"limit": 1000}).json()
        return sorted(one["name"] for one in found)

    def make(self, name: str) -> None:
        """A collection of somebody else's."""
        assert self._client.post(COLLECTIONS, json={"name": name}).is_success

    def delete(self, name: str) -> None:
        """Delete a collection, whoever it belongs to."""
        assert self._client.delete(f"{COLLECTIONS}/{name}").is_success


class Front:
    """Passes every request on to a Chroma server, unless told otherwise.

    `before` and `after` are called with the method, the path and the headers of each request,
    before and after the server has dealt with it. What `before` gives back, if anything, is
    answered instead: a status and a body. `requests` are the methods and paths that came.
    """

    def __init__(self, url: str) -> None:
        self.before: Callable[[str, str, Any], tuple[int, bytes] | None] = lambda *_: None
        self.after: Callable[[str, str, Any], None] = lambda *_: None
        self.requests: list[tuple[str, str]] = []
        front = self
        client = plain_client(url)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                front.requests.append((self.command, self.path))
                status, said = front.before(self.command, self.path, self.headers) or (0, b"")
                if not status:
                    answer = client.request(self.command, self.path, content=body)
                    status, said = answer.status_code, answer.content
                    front.after(self.command, self.path, self.headers)
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST = do_DELETE = handle_one  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Listen no longer."""
        self._server.shutdown()
        self._server.server_close()
