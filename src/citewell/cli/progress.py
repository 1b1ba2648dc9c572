"""How far a command is, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from citewell.ingest.account import Progress


class progress_bar:  # noqa: N801 - used as a function
    """A bar on stderr while there is a person to see it; nothing in a pipe."""

    def __enter__(self) -> Callable[[Progress], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._bar.start()
        task = self._bar.add_task("")
        return lambda p: self._bar.update(
            task, description=p.stage, completed=p.done, total=max(p.total, 1)
        )

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
