"""A run that is cancelled ends within a moment and leaves the index as it was."""

import threading

import pytest

from citewell.errors import RunCancelled
from ingest.runs import contents, index, library, write


@pytest.mark.parametrize("stage", ["Looking for changes", "Reading", "Embedding", "Writing"])
def test_a_cancelled_run_changes_nothing_at_any_stage(stage, settings):
    index(settings)
    before = contents(library(settings).snapshot())
    write(settings.corpus, {"new.md": "# Rain\n\nRain falls."})
    cancel = threading.Event()
    seen: list[str] = []

    def report(progress) -> None:
        seen.append(progress.stage)
        if progress.stage == stage:
            cancel.set()

    with pytest.raises(RunCancelled) as told:
        index(settings, report, cancel=cancel)
    assert str(told.value) == "Cancelled. Nothing was changed; the index before still answers."
    assert seen[-1] == stage
    assert contents(library(settings).snapshot()) == before
    assert index(settings).account.added == ("new.md",)
