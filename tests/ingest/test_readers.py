"""While another process indexes, a reader sees one whole generation after the other."""

import threading

from ingest.children import VERSIONS, context, index_versions, seen, version
from ingest.runs import index, library, quoted, write


def test_during_fifty_swaps_every_look_sees_one_whole_version(settings):
    for path in settings.corpus.rglob("*.*"):
        path.unlink()
    write(settings.corpus, version(1))
    index(settings)
    reader = library(settings)
    first = reader.snapshot()
    looked = context().Event()
    child = context().Process(target=index_versions, args=(settings, looked))
    child.start()
    found = [seen(first)]
    while child.is_alive():
        found.append(seen(reader.snapshot()))
        found.append(seen(library(settings).snapshot()))  # one that is just opening it
        looked.set()
    found.append(seen(reader.snapshot()))

    assert child.exitcode == 0
    assert found == sorted(found)
    assert set(found) == set(range(1, VERSIONS + 1))
    assert seen(first) == 1


def test_a_deleted_document_is_not_found_after_the_swap(settings):
    index(settings)
    reader = library(settings)
    assert "lamp" in quoted(reader.snapshot(), "the lamp of the lighthouse", 1)[0]
    (settings.corpus / "lighthouse.txt").unlink()
    write(settings.corpus, {"snow.md": "# Snow\n\nSnow lies on the hill."})
    index(settings)
    everything = quoted(reader.snapshot(), "the lamp of the lighthouse and snow", 10)
    assert [text for text in everything if "lamp" in text] == []
    assert [text for text in everything if "Snow" in text] == ["Snow lies on the hill."]


def test_threads_share_a_reader(settings):
    index(settings)
    reader = library(settings)
    found = []

    def look() -> None:
        for _ in range(5):
            found.append(quoted(reader.snapshot(), "the lamp of the lighthouse", 1))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert all("The lamp of the lighthouse" in quotes[0] for quotes in found)
