"""What a Chroma server, or what stands in its place, can answer, told in one line."""

import socket
import threading

import numpy as np
import pytest

from chroma_server import free_port
from citewell.errors import VectorsUnreachable
from citewell.store.vectors.chroma import ChromaServer, CollectionMissing


def told(server: ChromaServer) -> str:
    with pytest.raises(VectorsUnreachable) as problem:
        server.names()
    assert "\n" not in str(problem.value)
    assert (server.url in str(problem.value), "sesame" in str(problem.value)) == (True, False)
    return problem.value.why


def test_nobody_listens():
    assert told(ChromaServer(f"http://127.0.0.1:{free_port()}", "opensesame"))


def test_a_server_that_never_answers_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"
        assert told(ChromaServer(url, "opensesame", patience=0.2)) == "it does not answer in time"


def test_a_server_that_hangs_up():
    with socket.create_server(("127.0.0.1", 0)) as rude:
        threading.Thread(target=lambda: rude.accept()[0].close()).start()
        assert told(ChromaServer(f"http://127.0.0.1:{rude.getsockname()[1]}"))


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (502, b"<h1>Bad\ngateway</h1>", "it answers with status 502, not as Chroma does"),
        (404, b"no such page", "it answers with status 404, not as Chroma does"),
        (200, b"<h1>Welcome</h1>", "it answers with status 200, not as Chroma does"),
        (302, b"", "it answers with status 302, not as Chroma does"),
        (403, b"{}", "it wants another CITEWELL_CHROMA_TOKEN"),
        (500, b'{"error": "InternalError", "message": "disk\\nfull"}', "it says: disk full"),
    ],
)
def test_another_answer_is_told(status, body, why, front):
    front.before = lambda *_: (status, body)
    assert told(ChromaServer(front.url, "opensesame")) == why


def test_many_collections_are_all_listed_and_a_missing_one_is_missing(shared_chroma):
    server = ChromaServer(shared_chroma.url)
    made = server.create("listed-here", {"vectors": 0})
    assert "listed-here" in server.names()
    assert server.find("listed-here").metadata == {"vectors": 0}
    server.delete("listed-here")
    for ask in (
        lambda: server.find("listed-here"),
        lambda: server.delete("listed-here"),
        lambda: server.count(made),
        lambda: server.add(made, [1], np.ones((1, 4), dtype=np.float32)),
        lambda: server.query(made, np.ones(4, dtype=np.float32), 1),
    ):
        with pytest.raises(CollectionMissing):
            ask()


def test_vectors_are_sent_in_bodies_of_bounded_size(front):
    server = ChromaServer(front.url)
    wide = np.random.default_rng(0).normal(size=(300, 4096)).astype(np.float32)
    collection = server.create("wide-vectors", {"vectors": 300})
    server.add(collection, range(300), wide)
    assert sum(path.endswith("/add") for _, path in front.requests) == 2
    back = {key: row for rows in server.all(collection) for key, row in rows.items()}
    # Chroma's cosine space norms what it takes and gives it back to the last bit but one.
    np.testing.assert_allclose(np.stack([back[key] for key in range(300)]), wide, rtol=3e-7)
    server.delete("wide-vectors")
