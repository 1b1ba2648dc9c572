"""Indexes with their vectors on a Chroma server: the same answers, swaps, crashes and readers."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import signal
from itertools import pairwise
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from chroma_server import COLLECTIONS
from citewell.errors import IndexDamaged, IndexOutdated, VectorsUnreachable
from citewell.store.generations import require_current
from ingest.children import context, index_and_die, index_versions, look_at_versions, version
from ingest.runs import contents, folders, index, library, quoted, write

QUESTION = "the lamp of the lighthouse"


@pytest.fixture
def served(settings, front):
    """Settings for the small corpus, with the vectors on a server behind the front."""
    return settings.model_copy(update={"chroma_url": front.url})


@pytest.fixture
def lone(settings, chroma):
    """The same with a server that the test may stop."""
    return settings.model_copy(update={"chroma_url": chroma.url})


def change(settings) -> None:
    """Add, change, rename and remove documents."""
    write(settings.corpus, {"snow.md": "# Snow\n\nSnow lies on the hill in winter."})
    write(settings.corpus, {"tea.md": "# Tea\n\nTea is dried by fire."})
    (settings.corpus / "lighthouse.txt").rename(settings.corpus / "tower.txt")
    (settings.corpus / "garden" / "bees.txt").unlink()


def ours(settings, server) -> set[str]:
    """The collections of the index."""
    name = json.loads((settings.index / "owner.json").read_text())["name"]
    return {found for found in server.names() if found.startswith(f"citewell-{name}-")}


def generations(settings) -> int:
    return len([name for name in folders(settings) if name.startswith("gen-")])


def test_the_hits_are_those_of_folders(settings, served):
    index(served)
    index(settings.model_copy(update={"index": settings.index.with_name("other")}))
    in_folders = settings.model_copy(update={"index": settings.index.with_name("other")})
    assert contents(library(served).snapshot()) == contents(library(in_folders).snapshot())
    change(settings)
    index(served)
    index(in_folders)
    assert contents(library(served).snapshot()) == contents(library(in_folders).snapshot())
    assert not (require_current(served.index) / "vectors").exists()


def test_what_stayed_is_not_embedded_again(served):
    assert len(index(served).encoded) == 5
    change_again(served, 1)
    (encoded,) = index(served).encoded
    assert "Snow lies on hill 1." in encoded
    assert index(served).encoded == []


def test_a_reader_keeps_its_generation_and_what_nobody_holds_is_deleted(served, shared_chroma):
    index(served)
    held = library(served).snapshot()
    before = contents(held)
    for number in range(4):
        change_again(served, number)
        index(served)
        assert contents(held) == before
    assert generations(served) == 3
    del held
    gc.collect()
    change_again(served, 9)
    index(served)
    assert generations(served) == 2
    assert len(ours(served, shared_chroma)) <= 4


def change_again(settings, number: int) -> None:
    write(settings.corpus, {"snow.md": f"# Snow\n\nSnow lies on hill {number}."})


def test_collections_of_others_are_left_alone(served, shared_chroma, tmp_path):
    other = served.model_copy(update={"index": tmp_path / "another"})
    index(other)
    shared_chroma.make("citewell-of-somebody-else")
    theirs = {*ours(other, shared_chroma), "citewell-of-somebody-else"}
    for number in range(3):
        change_again(served, number)
        index(served)
    assert theirs <= set(shared_chroma.names())
    assert contents(library(other).snapshot())


def test_a_copy_of_an_index_does_not_take_the_originals_vectors(served, tmp_path):
    index(served)
    copied = served.model_copy(update={"index": tmp_path / "copied"})
    shutil.copytree(served.index, copied.index)
    before = contents(library(served).snapshot())
    for number in range(3):
        change_again(copied, number)
        index(copied)
    assert contents(library(served).snapshot()) == before


def test_vectors_elsewhere_are_another_index(settings, served):
    index(settings)
    with pytest.raises(IndexOutdated, match=r"vectors in folders, .* vectors on a Chroma server"):
        library(served).snapshot()
    index(served)
    assert "lamp" in quoted(library(served).snapshot(), QUESTION, 1)[0]
    with pytest.raises(IndexOutdated):
        library(settings).snapshot()


def test_a_token_is_sent_and_its_lack_is_told(served, front):
    def guard(method: str, path: str, headers: Any) -> tuple[int, bytes] | None:
        return None if headers["authorization"] == "Bearer opensesame" else (401, b"no")

    front.before = guard
    with pytest.raises(VectorsUnreachable, match="it wants another CITEWELL_CHROMA_TOKEN"):
        index(served)
    index(served.model_copy(update={"chroma_token": SecretStr("opensesame")}))


# The server goes and comes back


def test_without_the_server_it_is_told_and_answers_again_when_it_is_back(lone, chroma):
    index(lone)
    reader = library(lone)
    before = contents(reader.snapshot())
    chroma.kill()
    with pytest.raises(VectorsUnreachable, match=rf"^The Chroma server at {chroma.url} [^\n]+$"):
        quoted(reader.snapshot(), QUESTION)
    with pytest.raises(VectorsUnreachable):
        library(lone).snapshot()
    change(lone)
    with pytest.raises(VectorsUnreachable):
        index(lone)
    chroma.start()
    assert contents(reader.snapshot()) == before
    index(lone)
    assert len(reader.documents()) == 3


def test_a_server_that_lost_everything_is_damage_that_the_next_run_mends(lone, chroma, tmp_path):
    index(lone)
    reader = library(lone)
    before = contents(reader.snapshot())
    chroma.kill()
    chroma.start(tmp_path / "empty")
    with pytest.raises(IndexDamaged, match="does not exist"):
        quoted(reader.snapshot(), QUESTION)
    with pytest.raises(IndexDamaged):
        library(lone).snapshot()
    index(lone)
    assert contents(reader.snapshot()) == before


def test_a_collection_lost_is_damage_and_the_generation_before_answers(served, shared_chroma):
    for path in served.corpus.rglob("*.*"):
        path.unlink()
    write(served.corpus, {"a.md": "# A\n\n" + "\n\n".join(f"Lamp {n} burns." for n in range(600))})
    index(served)
    first = ours(served, shared_chroma)
    change_again(served, 1)
    index(served)
    (added,) = ours(served, shared_chroma) - first
    shared_chroma.delete(added)
    reader = library(served)
    assert [record.name for record in reader.documents()] == ["a.md"]
    assert added in reader.damage
    index(served)
    assert len(library(served).documents()) == 2


def test_a_collection_with_other_vectors_is_damage(served, front, shared_chroma):
    index(served)
    (name,) = ours(served, shared_chroma)
    found = httpx.get(f"{front.url}{COLLECTIONS}/{name}").json()
    httpx.post(f"{front.url}{COLLECTIONS}/{found['id']}/delete", json={"ids": ["1"]})
    with pytest.raises(IndexDamaged, match="is not as it was written"):
        library(served).snapshot()
    assert index(served).encoded != []
    assert "lamp" in quoted(library(served).snapshot(), QUESTION, 1)[0]


# Crashes

MOMENTS = {
    "before the collection is made": ("before", r"POST .*/collections"),
    "after the collection was made": ("after", r"POST .*/collections"),
    "after the vectors were sent": ("after", r"POST .*/add"),
    "while it is written down": ("open", "*.part/collections.json"),
    "before the swap": ("os.rename", "CURRENT.new"),
    "after the swap, while the old is deleted": ("after", r"DELETE .*"),
}


def test_killed_at_any_moment_an_index_answers_and_the_next_run_cleans_up(
    served, front, shared_chroma
):
    """One index goes to and fro between two states of its corpus, and is killed on each way."""
    states = [read_all(served.corpus)]
    change(served)
    states.append(read_all(served.corpus))
    expected = [fresh(served, state, name) for state, name in zip(states, "ab", strict=True)]
    for state in states:
        put_all(served.corpus, state)
        index(served)
    for number, (moment, when) in enumerate(MOMENTS.items()):
        old, new = expected[(number + 1) % 2], expected[number % 2]
        put_all(served.corpus, states[number % 2])
        crash(served, front, *when)
        after = contents(library(served).snapshot())
        assert after == (new if "after the swap" in moment else old), moment
        index(served)
        assert contents(library(served).snapshot()) == new, moment
        assert ours(served, shared_chroma) == written_down(served), moment


def read_all(corpus) -> dict[str, str]:
    """The documents of a corpus."""
    files = sorted(path for path in corpus.rglob("*") if path.is_file())
    return {path.relative_to(corpus).as_posix(): path.read_text("utf-8") for path in files}


def put_all(corpus, state: dict[str, str]) -> None:
    """Make these all the documents of a corpus."""
    for path in corpus.rglob("*.*"):
        path.unlink()
    write(corpus, state)


def fresh(settings, state: dict[str, str], name: str) -> dict[str, Any]:
    """What an index in folders holds that was built of these documents from nothing."""
    place = settings.index.with_name(f"fresh-{name}")
    apart = settings.model_copy(
        update={"corpus": place / "corpus", "index": place / "index", "chroma_url": ""}
    )
    write(apart.corpus, state)
    index(apart)
    return contents(library(apart).snapshot())


def written_down(settings) -> set[str]:
    """The collections that the generations there are consist of."""
    records = settings.index.glob("gen-*/collections.json")
    return {one["collection"] for record in records for one in json.loads(record.read_text())}


def crash(settings, front, when: str, what: str) -> None:
    """Index in another process and kill it when it does this, or has just done it."""
    of_front = when in ("before", "after")
    moment = ("never", "") if of_front else (when, what)
    child = context().Process(target=index_and_die, args=(settings, moment))

    def kill(method: str, path: str, headers: Any) -> tuple[int, bytes] | None:
        if not re.fullmatch(what, f"{method} {path}"):
            return None
        os.kill(child.pid, signal.SIGKILL)
        return 503, b"nobody hears this"

    if of_front:
        setattr(front, when, kill)
    child.start()
    child.join(120)
    front.before = front.after = lambda *_: None
    assert child.exitcode == -signal.SIGKILL


# Readers in other processes


def test_readers_in_two_processes_see_one_whole_version_after_the_other(served):
    for path in served.corpus.rglob("*.*"):
        path.unlink()
    write(served.corpus, version(1))
    index(served)
    with context().Manager() as manager:
        looked, ended = context().Event(), context().Event()
        found = [manager.list() for _ in range(2)]
        readers = [
            context().Process(target=look_at_versions, args=(served, seen, looked, ended))
            for seen in found
        ]
        writer = context().Process(target=index_versions, args=(served, looked, 21))
        for process in (*readers, writer):
            process.start()
        writer.join(300)
        ended.set()
        for process in readers:
            process.join(60)
        assert [process.exitcode for process in (*readers, writer)] == [0, 0, 0]
        for seen in found:
            assert all(earlier <= later for earlier, later in pairwise(seen))
            assert (seen[-1], len(set(seen)) > 3) == (21, True)
