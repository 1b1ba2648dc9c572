"""The network is shut for every client library; this machine can be reached."""

import asyncio
import contextlib
import socket
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest


def connect_by_name() -> None:
    socket.create_connection(("citewell.example", 80), timeout=1)


def connect_by_number() -> None:
    socket.create_connection(("192.0.2.1", 80), timeout=1)


def connect_over_ipv6() -> None:
    with socket.socket(socket.AF_INET6) as client:
        client.connect(("2001:db8::1", 80))


def connect_without_raising() -> None:
    with socket.socket() as client:
        client.connect_ex(("192.0.2.1", 80))


def send_a_datagram() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"hello", ("192.0.2.1", 53))


def look_up() -> None:
    socket.gethostbyname("citewell.example")


def open_a_page() -> None:
    urllib.request.urlopen("http://citewell.example/")


def connect_in_a_loop() -> None:
    # In a thread of its own: a browser driven by other tests keeps a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, asyncio.wait_for(_open(), timeout=5)).result()


async def _open() -> None:
    await asyncio.open_connection("192.0.2.1", 80)


@pytest.mark.parametrize(
    ("reach", "address"),
    [
        (connect_by_name, "citewell.example"),
        (connect_by_number, "192.0.2.1"),
        (connect_over_ipv6, "2001:db8::1"),
        (connect_without_raising, "192.0.2.1"),
        (send_a_datagram, "192.0.2.1"),
        (look_up, "citewell.example"),
        (open_a_page, "citewell.example"),
        (connect_in_a_loop, "192.0.2.1"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_another_machine_is_refused_by_name(reach, address, refused):
    with pytest.raises(RuntimeError, match=rf"network is shut.*{address}"):
        reach()
    refused.clear()


def test_a_refusal_that_is_swallowed_is_still_seen(refused):
    with contextlib.suppress(Exception):
        connect_without_raising()
    assert refused == ["socket.connect ('192.0.2.1', 80)"]
    refused.clear()


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        greeting = threading.Thread(target=lambda: server.accept()[0].sendall(b"hello"))
        greeting.start()
        with socket.create_connection(("localhost", port), timeout=5) as client:
            greeting.join()
            assert client.recv(5) == b"hello"


def test_a_unix_socket_can_be_reached(tmp_path):
    path = str(tmp_path / "socket")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(path)
        server.listen()
        client.connect(path)
        assert client.getpeername() == path
