"""Killed at twenty random moments of a run with changes of every kind: old or new, whole, and the
next run makes it good."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from citewell import Settings, load_settings
from ingest.children import (
    context,
    count_moments,
    index_and_die_at,
    of_another_process,
    tell_contents,
)
from ingest.runs import contents, folders, index, library, write
from ingest.written import paragraph, pdf, title

MOMENTS = 20
EARLIEST = {"back.md": "# Back\n\nIt comes back after it was gone."}
FIRST = {
    "changed.md": "# Tea\n\nTea is dried by hand.\n\n## Trade\n\nIt is sold in winter.",
    "renamed.md": "# Tower\n\nThe lamp of the tower turns.",
    "moved.md": "# Lake\n\nThe lake is deep and cold in winter.",
    "removed.md": "# Bees\n\nBees hum in winter.",
    "touched.md": "# Rain\n\nRain falls on the tower.",
    "one/same.md": "# One\n\nThe first of this name.",
    "two/same.md": "# Two\n\nThe second of this name.",
    "twin.md": "# Twin\n\nThe same is written twice.",
    "other-twin.md": "# Twin\n\nThe same is written twice.",
}


def printed(text: str) -> bytes:
    return pdf(title("Print"), paragraph(text))


def change(corpus: Path) -> None:
    """Everything that can happen to a folder, at once."""
    write(
        corpus, {"changed.md": "# Tea\n\nTea is dried by fire.", "added.md": "# Ice\n\nIce lies."}
    )
    write(corpus, {**EARLIEST, "two/same.md": "# Two\n\nThe second of this name has changed."})
    write(corpus, {"three/same.md": FIRST["one/same.md"]})
    (corpus / "printed.pdf").write_bytes(printed("It was printed on paper, again."))
    (corpus / "new.pdf").write_bytes(printed("It is new in print."))
    (corpus / "fails.pdf").write_bytes(b"%PDF-1.7 broken")
    (corpus / "removed.md").unlink()
    (corpus / "other-twin.md").unlink()
    (corpus / "renamed.md").rename(corpus / "another.md")
    (corpus / "moved.md").rename(corpus / "one" / "moved.md")
    os.utime(corpus / "touched.md", (1, 1))


def change_setting(settings: Settings) -> Settings:
    return settings.model_copy(update={"passage_tokens": 64})


@dataclass(frozen=True)
class Before:
    """An index with a history and the folder as it is now; `old` is what the index holds and
    `new` what it has to hold, `moments` how many there are to be killed at."""

    place: Path
    old: dict[str, Any]
    new: dict[str, Any]
    moments: int

    def copy(self, place: Path) -> Settings:
        for name in ("corpus", "index"):
            shutil.copytree(self.place / name, place / name)
        return load_settings(corpus=place / "corpus", index=place / "index")


def prepare(place: Path, and_then: Callable[[Settings], Settings]) -> Before:
    settings = load_settings(corpus=place / "corpus", index=place / "index")
    write(settings.corpus, EARLIEST)
    index(settings)
    (settings.corpus / "back.md").unlink()
    write(settings.corpus, FIRST)
    (settings.corpus / "printed.pdf").write_bytes(printed("It was printed on paper."))
    index(settings)
    old = contents(library(settings).snapshot())
    change(settings.corpus)
    fresh = and_then(settings).model_copy(update={"index": place / "fresh"})
    failed = index(fresh).account.failed
    assert [failure.document for failure in failed] == ["fails.pdf"]
    shutil.copytree(settings.index, place / "pilot")
    pilot = and_then(settings).model_copy(update={"index": place / "pilot"})
    moments = count_moments(pilot)
    assert contents(library(pilot).snapshot()) == contents(library(fresh).snapshot())
    return Before(place, old, contents(library(fresh).snapshot()), moments)


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> Before:
    return prepare(tmp_path_factory.mktemp("changed"), lambda settings: settings)


@pytest.fixture(scope="module")
def changed_with_setting(tmp_path_factory) -> Before:
    return prepare(tmp_path_factory.mktemp("setting"), change_setting)


def run(target: Callable[..., None], *arguments: Any) -> int:
    """The exit code of a process of its own."""
    child = context().Process(target=target, args=arguments)
    child.start()
    child.join(120)
    assert child.exitcode is not None
    return child.exitcode


def held(settings: Settings) -> dict[str, Any] | str:
    """What a reader in another process finds, or the name of what keeps it from reading."""
    found: dict[str, Any] | str = of_another_process(tell_contents, settings)
    return found


def moment(number: int, of: int) -> int:
    """A random moment in the part of the run that has this number."""
    return int((number + random.Random(number).random()) * of / MOMENTS)


def assert_nothing_is_left(settings: Settings) -> None:
    whole = re.compile(r"gen-\d{6}-[0-9a-f]{6}")
    assert [n for n in folders(settings) if not whole.fullmatch(n)] == ["CURRENT", "writer.lock"]
    assert len(folders(settings)) == 4
    started_for = f"CITEWELL_INDEX={settings.index}".encode()
    assert [p for p in Path("/proc").glob("[0-9]*") if started_for in environment(p)] == []


def environment(process: Path) -> list[bytes]:
    """What a process was started with; readers of files are started with our own."""
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


@pytest.mark.parametrize("number", range(MOMENTS))
def test_a_run_killed_at_a_random_moment(number, changed, tmp_path):
    settings = changed.copy(tmp_path)
    code = run(index_and_die_at, settings, moment(number, changed.moments))
    assert code == -signal.SIGKILL
    assert held(settings) in (changed.old, changed.new)
    index(settings)
    assert held(settings) == changed.new
    assert_nothing_is_left(settings)


@pytest.mark.parametrize("number", range(1, MOMENTS, 4))
def test_a_run_with_a_changed_setting_killed_at_a_random_moment(
    number, changed_with_setting, tmp_path
):
    settings = changed_with_setting.copy(tmp_path)
    wanted = change_setting(settings)
    code = run(index_and_die_at, wanted, moment(number, changed_with_setting.moments))
    assert code == -signal.SIGKILL
    found = held(settings)
    if found == "IndexOutdated":  # the swap was over
        found = held(wanted)
        assert found == changed_with_setting.new
    else:
        assert found == changed_with_setting.old
    index(wanted)
    assert held(wanted) == changed_with_setting.new
    assert_nothing_is_left(settings)
