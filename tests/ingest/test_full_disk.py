"""A disk that is full, sooner or later in a run: the old index answers, one line says why, and the
next run works as soon as there is room."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citewell import Settings, load_settings
from citewell.errors import CitewellError
from ingest.children import of_another_process, tell_contents
from ingest.runs import index, write

LEFT = [64, 128, 256, 700, 1200, 2000]  # kilobytes; Chroma needs a few to open what is there


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes; only who may mount has one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "citewell-test", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"there is no mount here: {error}")
    if mounted.returncode:
        pytest.skip(f"no disk may be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def index_there(settings: Settings, told: Any) -> None:
    """Index, and tell the lines that came of it: none if all went well."""
    try:
        index(settings)
    except CitewellError as error:
        told.put(str(error).splitlines())
    except Exception as error:
        told.put([f"not one of ours: {error!r}"] * 2)
    else:
        told.put([])


def free(disk: Path) -> int:
    line = subprocess.run(
        ["df", "--output=avail", "-B1", str(disk)], capture_output=True, text=True, check=True
    )
    return int(line.stdout.split()[-1])


def test_the_old_index_answers_and_the_next_run_works(disk, tmp_path):
    settings = load_settings(corpus=tmp_path / "corpus", index=disk / "index")
    write(settings.corpus, {"old.md": "# Old\n\nTea is dried by hand."})
    assert of_another_process(index_there, settings) == []
    old = of_another_process(tell_contents, settings)
    write(settings.corpus, {"new.md": "# New\n\n" + "Rain falls on the hill. " * 8000})
    failed = 0
    for kilobytes in LEFT:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(free(disk) - kilobytes * 1024))
        lines = of_another_process(index_there, settings)
        if not lines:
            break
        failed += 1
        assert len(lines) == 1
        assert "could not be written" in lines[0]
        assert of_another_process(tell_contents, settings) == old
        ballast.unlink()
    assert failed >= 3
    (disk / "ballast").unlink(missing_ok=True)
    assert of_another_process(index_there, settings) == []
    new = of_another_process(tell_contents, settings)
    assert [record.name for record in new["documents"]] == ["new.md", "old.md"]
    fresh = settings.model_copy(update={"index": tmp_path / "fresh"})
    assert of_another_process(index_there, fresh) == []
    assert new == of_another_process(tell_contents, fresh)
