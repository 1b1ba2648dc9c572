"""The models are loaded while the page is already up; this remembers how far that is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import StrEnum
from threading import Thread
from typing import TYPE_CHECKING

from citewell.errors import CitewellError
from citewell.page import words

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant

_log = logging.getLogger(__name__)


class Warmth(StrEnum):
    """How far the models are."""

    COLD = "cold"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class Warming:
    """Loads the models of one assistant once, in the background.

    A failure is no end: the assistant tries again with the first question and then says to its
    asker what is wrong. `then` is called when the models are there, or are known not to be.
    """

    def __init__(self, assistant: Assistant, then: Callable[[], None] = lambda: None) -> None:
        self._assistant = assistant
        self._then = then
        self.state = Warmth.COLD
        self.problem = ""

    def start(self) -> None:
        """Begin loading and come back at once."""
        self.state = Warmth.LOADING
        Thread(target=self._load, name="citewell-warming", daemon=True).start()

    def _load(self) -> None:
        try:
            self._assistant.warm()
        except CitewellError as error:
            self.problem = str(error)
        except Exception:
            _log.exception("loading the models failed")
            self.problem = words.UNEXPECTED
        self.state = Warmth.FAILED if self.problem else Warmth.READY
        self._then()
