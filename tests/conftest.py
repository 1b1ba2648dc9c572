"""What all tests share: a shut network, a small corpus, settings that point at it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from chroma_server import Chroma, Front
from citewell import Settings, load_settings
from samples import DOCUMENTS

# The network is shut

_ADDRESS_AT = {  # where the events of the interpreter carry the address
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
_refused: list[str] = []


class NetworkShut(RuntimeError):
    """A test tried to reach another machine."""


def _is_near(host: Any) -> bool:
    """Whether the host is this machine: no host at all, loopback, or its name."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Python calls this before a socket does anything, whichever library asked for it."""
    if event not in _ADDRESS_AT:
        return
    address = arguments[_ADDRESS_AT[event]]
    if address is None or (event in ("socket.connect", "socket.sendto") and _is_local(address)):
        return
    host = address[0] if isinstance(address, tuple) else address
    if not _is_near(host):
        _refused.append(f"{event} {address}")
        raise NetworkShut(f"The network is shut during tests, and {event} wants {address!r}.")


def _is_local(address: Any) -> bool:
    """Whether it is the address of a Unix socket: a path."""
    return isinstance(address, (str, bytes))


sys.addaudithook(_refuse)


@pytest.fixture(autouse=True)
def refused() -> Iterator[list[str]]:
    """The addresses this test was refused; a refusal that a library hid fails the test all the
    same. A test that means to be refused empties the list."""
    _refused.clear()
    yield _refused
    assert _refused == [], "tried to reach another machine"


# Nothing of the user's own environment


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("CITEWELL_"):
            monkeypatch.delenv(name)


# A small corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of three short documents, one of them in a folder of its own."""
    folder = tmp_path / "corpus"
    for name, text in DOCUMENTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def settings(corpus: Path, tmp_path: Path) -> Settings:
    """Settings for that corpus and an index beside it, which is not built yet."""
    return load_settings(corpus=corpus, index=tmp_path / "index")


# A Chroma server


@pytest.fixture(scope="session")
def shared_chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    """A Chroma server that all tests share, and none may stop."""
    server = Chroma(tmp_path_factory.mktemp("chroma"))
    yield server
    server.kill()


@pytest.fixture(scope="session")
def stoppable_chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    """A Chroma server that one test after the other may stop."""
    server = Chroma(tmp_path_factory.mktemp("stoppable"))
    yield server
    server.kill()


@pytest.fixture
def chroma(stoppable_chroma: Chroma) -> Chroma:
    """A Chroma server that the test may stop and start; it runs, whatever was done to it before."""
    stoppable_chroma.start()
    return stoppable_chroma


@pytest.fixture
def front(shared_chroma: Chroma) -> Iterator[Front]:
    """Something that stands before the shared Chroma server and can be in the way."""
    front = Front(shared_chroma.url)
    yield front
    front.close()


# Measurements are run when asked for


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --benchmarks."""
    parser.addoption("--benchmarks", action="store_true", help="also run what measures speed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skips measurements unless they are asked for."""
    if config.getoption("--benchmarks"):
        return
    for item in items:
        if "benchmark" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="measures speed; run with --benchmarks"))
