"""The server without a browser: its address, its rules, its endpoint for programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from page_doubles import AssistantDouble, IndexerDouble, LibraryDouble
from page_visits import Served, serving

from citewell.errors import CitewellError, IndexMissing
from citewell.page.serve import health, listen, url_of
from citewell.page.warming import Warming


def call(url: str, name: str, *arguments: object, **named: object) -> tuple[str, object]:
    """What Gradio's endpoint `name` gives back: the kind of its last event, and its data."""
    body = json.dumps(named or {"data": arguments}).encode()
    request = Request(f"{url}/gradio_api/call/{name}", body, {"Content-Type": "application/json"})
    event = json.load(urlopen(request))["event_id"]
    lines = urlopen(f"{url}/gradio_api/call/{name}/{event}").read().decode().strip().splitlines()
    return lines[-2].removeprefix("event: "), json.loads(lines[-1].removeprefix("data: "))


def test_programs_get_the_same_answer_as_the_page(served: Served) -> None:
    question, history = "And the ACR20 table?", ["What dose was used in dermatomyositis?"]
    kind, data = call(served.url, "ask", question, history)
    answer = AssistantDouble().reply(question, history)
    assert (kind, data) == ("complete", json.loads(json.dumps([answer.to_json()])))


def test_only_asking_reading_and_listing_are_offered_to_programs(served: Served) -> None:
    info = json.load(urlopen(f"{served.url}/gradio_api/info"))
    assert sorted(info["named_endpoints"]) == ["/ask", "/documents", "/read"]
    names = [p["parameter_name"] for p in info["named_endpoints"]["/ask"]["parameters"]]
    assert names == ["question", "history", "documents"]


def test_browsers_are_told_to_load_nothing_from_elsewhere(served: Served) -> None:
    for path in ("/", "/healthz", "/gradio_api/info"):
        policy = urlopen(served.url + path).headers["Content-Security-Policy"]
        assert "connect-src 'self'" in policy
        assert "img-src 'self' data: blob:" in policy
        assert "http" not in policy.replace("https", "http").split()


def test_the_state_of_the_server_can_be_asked(served: Served) -> None:
    state = json.load(urlopen(f"{served.url}/healthz"))
    assert state == {"status": "ok", "models": "ready", "documents": 3}


def test_the_state_says_what_is_wrong() -> None:
    assistant = AssistantDouble(LibraryDouble(problem=IndexMissing(Path("index"))))
    state = health(assistant, Warming(assistant))
    assert state["status"] == "no index"
    assert state["problem"].startswith("There is no index in index yet.")


def test_a_failure_to_load_the_models_is_kept_for_the_state() -> None:
    assistant = AssistantDouble()
    assistant.warm = lambda: (_ for _ in ()).throw(CitewellError("no such model"))  # type: ignore[method-assign]
    warming = Warming(assistant)
    warming._load()
    assert health(assistant, warming)["problem"] == "no such model"


def test_a_port_in_use_is_one_line() -> None:
    with listen("127.0.0.1", 0) as first:
        first.listen()
        port = first.getsockname()[1]
        with pytest.raises(CitewellError, match=f"^Port {port} on 127.0.0.1 is in use"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_one_line() -> None:
    with pytest.raises(CitewellError, match=r"cannot listen on 192\.0\.2\.1:0"):
        listen("192.0.2.1", 0)


def test_the_printed_address_can_be_typed_into_a_browser() -> None:
    with listen("0.0.0.0", 0) as everywhere:
        port = everywhere.getsockname()[1]
        assert url_of(everywhere) == f"http://127.0.0.1:{port}"


def test_building_the_page_imports_no_models() -> None:
    code = "import citewell.page.serve, sys; print({'torch', 'chromadb'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_page_answers_only_under_its_own_names(served: Served) -> None:
    request = Request(f"{served.url}/", headers={"Host": "evil.example"})
    with pytest.raises(HTTPError) as refused:
        urlopen(request)
    assert refused.value.code == 421


@pytest.mark.parametrize(
    "name", ["../page_doubles.py", "..%2f..%2fetc/passwd", "%2fetc%2fpasswd", "no.md", ""]
)
def test_only_files_of_the_library_are_given_out(served: Served, name: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{served.url}/file/{name}")
    assert refused.value.code == 404


def test_a_file_is_given_out_as_text_in_a_sandbox(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("<script>alert(1)</script>", "utf-8")
    (tmp_path / "secret.txt").write_text("not in the library", "utf-8")
    assistant = AssistantDouble()
    assistant.settings = assistant.settings.model_copy(update={"corpus": tmp_path})
    with serving(assistant, IndexerDouble()) as page:
        reply = urlopen(f"{page.url}/file/letter.txt")
        assert reply.read() == b"<script>alert(1)</script>"
        assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert reply.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        with pytest.raises(HTTPError):
            urlopen(f"{page.url}/file/secret.txt")


def test_programs_may_leave_out_what_has_a_default() -> None:
    assistant = AssistantDouble()
    with serving(assistant, IndexerDouble()) as page:
        for given in (["What dose?"], ["What dose?", ["Before?"]], ["What dose?", [], ["a.md"]]):
            kind, [answer] = call(page.url, "ask", *given)
            assert (kind, answer["question"]) == ("complete", "What dose?")
        assert assistant.histories == [(), ("Before?",), ()]
        assert assistant.scopes == [None, None, frozenset({"a.md"})]
        kind, [answer] = call(page.url, "v2/ask", question="What dose?", documents=["letter.txt"])
        assert (kind, assistant.scopes[-1]) == ("complete", frozenset({"letter.txt"}))
        assert call(page.url, "read")[0] == "error"
        assert call(page.url, "ask")[0] == "error"


def test_programs_can_list_and_read(served: Served) -> None:
    kind, [listed] = call(served.url, "documents")
    assert (kind, [entry["document"] for entry in listed]) == (
        "complete",
        [*AssistantDouble().library.shelf],
    )
    kind, [read] = call(served.url, "read", "letter.txt")
    assert read["text"] == AssistantDouble().library.article("letter.txt").text
    kind, _ = call(served.url, "read", "../etc/passwd")
    assert kind == "error"
