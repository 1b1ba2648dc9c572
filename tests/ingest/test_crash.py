"""Killed at any moment, a run leaves an index that answers, and the next run makes it good."""

from __future__ import annotations

import re
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from citewell import Settings, load_settings
from citewell.errors import IndexMissing
from ingest.children import context, index_and_die
from ingest.runs import contents, folders, index, library, write

FIRST = {
    "changed.md": "# Tea\n\nTea is dried by hand.\n\n## Trade\n\nIt is sold in winter.",
    "moved.md": "# Tower\n\nThe lamp of the tower turns.",
    "removed.md": "# Bees\n\nBees hum in winter.",
    "same.md": "# Rain\n\nRain falls on the tower.",
}


@dataclass(frozen=True)
class Before:
    """An index with a history, the folder that has changed since, and what both amount to."""

    settings: Settings
    old: dict[str, Any]
    new: dict[str, Any]


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Before:
    """Two generations are there, so that the next one sweeps the oldest away."""
    place = tmp_path_factory.mktemp("before")
    settings = load_settings(corpus=place / "corpus", index=place / "index")
    write(settings.corpus, {"same.md": FIRST["same.md"]})
    index(settings)
    write(settings.corpus, FIRST)
    index(settings)
    old = contents(library(settings).snapshot())

    write(settings.corpus, {"changed.md": "# Tea\n\nTea is dried by fire."})
    write(settings.corpus, {"added.md": "# Ice\n\nIce lies on the lake in winter."})
    (settings.corpus / "removed.md").unlink()
    (settings.corpus / "moved.md").rename(settings.corpus / "elsewhere.md")
    fresh = settings.model_copy(update={"index": place / "fresh"})
    index(fresh)
    return Before(settings, old, contents(library(fresh).snapshot()))


@pytest.fixture
def settings(before: Before, tmp_path: Path) -> Settings:
    """A copy of the index and the folder, to crash on."""
    shutil.copytree(before.settings.corpus, tmp_path / "corpus")
    shutil.copytree(before.settings.index, tmp_path / "index")
    return load_settings(corpus=tmp_path / "corpus", index=tmp_path / "index")


def crash(settings: Settings, moment: tuple[str, str]) -> None:
    """Index in another process and kill it at the moment, which it must come to."""
    child = context().Process(target=index_and_die, args=(settings, moment))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL


OLD_ANSWERS = [
    ("Looking for changes", "0/1"),
    ("Reading", "0/2"),
    ("Reading", "2/2"),
    ("os.mkdir", "gen-000003-*.part"),
    ("shutil.copytree", "vectors"),
    ("sqlite3.connect", "catalogue.sqlite"),
    ("Embedding", "0/2"),
    ("Embedding", "2/2"),
    ("Writing", "0/1"),
    ("os.mkdir", "words"),
    ("Writing", "1/1"),
    ("open", "stamp.json"),
    ("os.rename", "gen-000003-*.part"),
    ("open", "CURRENT.new"),
    ("os.rename", "CURRENT.new"),
]
NEW_ANSWERS = [("shutil.rmtree", "gen-000001-??????"), ("os.rmdir", "words")]


@pytest.mark.parametrize("moment", OLD_ANSWERS, ids=" ".join)
def test_killed_before_the_swap_the_old_index_answers_as_ever(moment, settings, before):
    crash(settings, moment)
    assert contents(library(settings).snapshot()) == before.old
    assert_made_good(settings, before)


@pytest.mark.parametrize("moment", NEW_ANSWERS, ids=" ".join)
def test_killed_after_the_swap_the_new_index_answers(moment, settings, before):
    crash(settings, moment)
    assert contents(library(settings).snapshot()) == before.new
    assert_made_good(settings, before)


def assert_made_good(settings: Settings, before: Before) -> None:
    """The next run leaves what a first one would, and nothing of the one that was killed."""
    index(settings)
    assert contents(library(settings).snapshot()) == before.new
    whole = re.compile(r"gen-\d{6}-[0-9a-f]{6}")
    left = [name for name in folders(settings) if not whole.fullmatch(name)]
    assert left == ["CURRENT", "writer.lock"]


def test_a_run_that_crashes_again_and_again_is_made_good(settings, before):
    for moment in OLD_ANSWERS[2::6]:
        crash(settings, moment)
    assert_made_good(settings, before)


def test_a_first_run_that_crashes_leaves_no_index(settings, before):
    shutil.rmtree(settings.index)
    crash(settings, ("os.rename", "CURRENT.new"))
    with pytest.raises(IndexMissing):
        library(settings).snapshot()
    assert_made_good(settings, before)
