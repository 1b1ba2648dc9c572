"""The index follows the folder."""

import shutil
import threading

import pytest

from citewell.errors import CorpusUnusable
from citewell.ingest.build import Indexer
from citewell.ingest.watch import follow
from citewell.store.generations import writing
from doubles import WordEncoder
from ingest.runs import write


def test_each_change_is_followed_by_a_run(settings):
    stop = threading.Event()
    accounts = follow(Indexer(settings, WordEncoder()), settings, stop)
    assert len(next(accounts).added) == 3
    write(settings.corpus, {"new.md": "# Rain\n\nRain falls."})
    assert next(accounts).added == ("new.md",)
    (settings.corpus / "tea.md").unlink()
    assert next(accounts).removed == ("tea.md",)
    stop.set()
    assert list(accounts) == []


def test_a_folder_that_is_emptied_is_told_and_followed_on(settings):
    stop = threading.Event()
    accounts = follow(Indexer(settings, WordEncoder()), settings, stop)
    next(accounts)
    shutil.rmtree(settings.corpus / "garden")
    (settings.corpus / "tea.md").unlink()
    (settings.corpus / "lighthouse.txt").unlink()
    assert isinstance(next(accounts), CorpusUnusable)
    write(settings.corpus, {"new.md": "# Rain\n\nRain falls."})
    assert next(accounts).added == ("new.md",)
    stop.set()


def test_a_run_that_another_was_in_the_way_of_is_tried_again(settings):
    accounts = follow(Indexer(settings, WordEncoder()), settings, threading.Event())
    with writing(settings.index):
        assert "Another indexing run" in str(next(accounts))
    assert len(next(accounts).added) == 3


def test_a_folder_that_is_not_there_is_told(settings):
    shutil.rmtree(settings.corpus)
    with pytest.raises(CorpusUnusable, match="There is no folder"):
        next(follow(Indexer(settings, WordEncoder()), settings, threading.Event()))


def test_a_folder_that_goes_and_another_that_comes_in_its_place_are_followed(settings):
    stop = threading.Event()
    accounts = follow(Indexer(settings, WordEncoder()), settings, stop)
    next(accounts)
    settings.corpus.rename(settings.corpus.with_name("away"))
    assert isinstance(next(accounts), CorpusUnusable)
    shutil.copytree(settings.corpus.with_name("away"), settings.corpus)
    write(settings.corpus, {"new.md": "# Rain\n\nRain falls."})
    assert next(accounts).added == ("new.md",)
    write(settings.corpus, {"newer.md": "# Snow\n\nSnow falls."})
    assert next(accounts).added == ("newer.md",)
    stop.set()


def test_an_index_in_the_folder_is_not_followed_by_its_own_runs(settings):
    inside = settings.model_copy(update={"index": settings.corpus / "index"})
    stop = threading.Event()
    told = follow(Indexer(inside, WordEncoder()), inside, stop)
    assert len(next(told).added) == 3
    threading.Timer(3, stop.set).start()
    assert list(told) == []
