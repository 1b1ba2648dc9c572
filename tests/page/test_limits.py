"""What stands before the page: names, sizes, rates and the login."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from citewell.errors import SettingsInvalid
from citewell.page.limits import LARGEST_REQUEST, AllowedHosts, RateLimit, SizeLimit
from citewell.page.login import Login, hashed

PASSWORD = "correct horse"


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


def client(guard: Any, **options: Any) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", _echo, methods=["GET", "POST"])])
    return TestClient(guard(app, **options), base_url="http://localhost")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:7860", 200),
        ("127.0.0.1:7860", 200),
        ("[::1]:7860", 200),
        ("192.0.2.7", 200),
        ("docs.example", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_only_names_that_are_meant_are_answered(host: str, status: int) -> None:
    page = client(AllowedHosts, names=["docs.example"])
    assert page.get("/", headers={"Host": host}).status_code == status


def test_a_request_that_is_too_large_is_refused() -> None:
    page = client(SizeLimit, largest_upload=0)
    assert page.post("/gradio_api/queue/join", content=b"a" * 1000).text == "1000"
    assert page.post("/x", content=b"a" * (LARGEST_REQUEST + 1)).status_code == 413


def test_a_request_that_hides_its_size_is_cut_off() -> None:
    def endless() -> Any:
        for _ in range(LARGEST_REQUEST // 65536 + 2):
            yield b"a" * 65536

    with pytest.raises(Exception, match=r"(?i)disconnect|^$"):
        client(SizeLimit, largest_upload=0).post("/x", content=endless())


def test_files_are_taken_only_where_uploads_are_allowed() -> None:
    closed, open_ = (client(SizeLimit, largest_upload=size) for size in (0, 5000))
    assert closed.post("/gradio_api/upload", content=b"a").status_code == 413
    assert open_.post("/gradio_api/upload", content=b"a" * 4000).status_code == 200
    assert open_.post("/gradio_api/upload", content=b"a" * 6000).status_code == 413


def test_work_that_comes_too_fast_is_refused_until_time_has_passed() -> None:
    now = [0.0]
    page = client(RateLimit, per_minute=6, now=lambda: now[0])
    asked = [page.post("/gradio_api/queue/join").status_code for _ in range(8)]
    assert asked == [200] * 6 + [429] * 2
    refused = page.post("/gradio_api/call/ask")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "10")
    assert page.get("/").status_code == 200
    now[0] += 10
    again = [page.post("/gradio_api/queue/join").status_code for _ in range(2)]
    assert again == [200, 429]


def test_no_rate_is_no_limit() -> None:
    page = client(RateLimit, per_minute=0)
    assert {page.post("/gradio_api/queue/join").status_code for _ in range(300)} == {200}


def credentials(name: str, password: str) -> dict[str, str]:
    code = base64.b64encode(f"{name}:{password}".encode()).decode()
    return {"Authorization": f"Basic {code}"}


def test_the_login_lets_in_who_knows_the_password() -> None:
    page = client(Login, setting=hashed("ada", PASSWORD))
    assert page.get("/").status_code == 401
    assert page.get("/").headers["WWW-Authenticate"].startswith("Basic ")
    assert page.get("/", headers=credentials("ada", PASSWORD)).status_code == 200
    assert page.get("/", headers=credentials("ada", PASSWORD)).status_code == 200
    for name, password in (("ada", "wrong horse"), ("eve", PASSWORD), ("", ""), ("ada", "")):
        assert page.get("/", headers=credentials(name, password)).status_code == 401
    for broken in ("Basic", "Basic %%%", "Bearer x", f"Basic {PASSWORD}", "Basic /w=="):
        assert page.get("/", headers={"Authorization": broken}).status_code == 401
    assert page.get("/healthz").status_code == 200


def test_the_setting_holds_no_password_and_is_never_the_same() -> None:
    assert PASSWORD not in hashed("ada", PASSWORD)
    assert hashed("ada", PASSWORD) != hashed("ada", PASSWORD)


@pytest.mark.parametrize(
    ("name", "password"), [("", PASSWORD), ("a:b", PASSWORD), ("ada", "short")]
)
def test_an_unusable_login_is_refused(name: str, password: str) -> None:
    with pytest.raises(SettingsInvalid):
        hashed(name, password)


@pytest.mark.parametrize("setting", ["ada", "ada:password", "ada:zz:zz", "ada:00:00", "a:b:c:d"])
def test_a_broken_setting_is_told_at_the_start(setting: str) -> None:
    with pytest.raises(SettingsInvalid, match="citewell login"):
        Login(PlainTextResponse(""), setting)
