"""The bar is for people: there is none in a pipe."""

from __future__ import annotations

import pytest

from citewell.cli.progress import progress_bar
from citewell.ingest.account import Progress


def test_nothing_is_written_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as show:
        show(Progress("Asking", 0, 0))
        show(Progress("Asking", 1, 2))
    assert capsys.readouterr() == ("", "")


def test_stage_and_count_are_shown_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as show:
        show(Progress("Asking", 1, 2))
    told = capsys.readouterr()
    assert told.out == ""
    assert "Asking" in told.err
    assert "1/2" in told.err
