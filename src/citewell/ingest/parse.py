"""Files to documents that are split and ready for the index, each of which may fail alone."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from citewell.documents import Article
from citewell.errors import CitewellError, DocumentUnreadable
from citewell.ingest.account import Progress
from citewell.ingest.assemble import Parsed
from citewell.ingest.reading import ReadingRoom
from citewell.ingest.scan import Failure, check_readable
from citewell.ingest.split import embedding_texts, split
from citewell.settings import Settings
from citewell.store.catalogue import IndexedPassage
from citewell.store.models import Encoder
from citewell.terms import terms

_ATTEMPTS = 3  # at reading a file that changes while it is read

log = logging.getLogger(__name__)


class Parser:
    """Reads and splits documents as the settings and the embedding model ask for."""

    def __init__(self, settings: Settings, encoder: Encoder) -> None:
        self._settings = settings
        self._encoder = encoder

    def parse(
        self, names: Sequence[str], report: Callable[[Progress], None]
    ) -> tuple[list[Parsed], list[Failure]]:
        """The files that are new or changed, split; and those that cannot be read, with why.

        Raises:
            CitewellError: what would fail for every file (no model), or what `report` raises.
        """
        parsed: list[Parsed] = []
        failures: list[Failure] = []
        with ReadingRoom(self._settings) as room:
            for number, name in enumerate(names):
                now = Progress("Reading", number, len(names))
                report(now)
                try:
                    parsed.append(self._parse_file(name, room, partial(report, now)))
                except DocumentUnreadable as error:
                    failures.append(Failure(name, error.reason))
                except OSError as error:
                    failures.append(Failure(name, error.strerror or str(error)))
                except CitewellError:
                    raise  # no model, say: it would fail for every file
                except Exception as error:  # one odd file must not stop the others
                    log.warning("%s could not be read", name, exc_info=error)
                    failures.append(Failure(name, f"its structure could not be read ({error})"))
        report(Progress("Reading", len(names), len(names)))
        return parsed, failures

    def _parse_file(self, name: str, room: ReadingRoom, waiting: Callable[[], None]) -> Parsed:
        corpus = self._settings.corpus
        data = read_steadily(corpus / name, corpus.resolve(), self._settings.file_size)
        return self.split(room.read(name, data, waiting), hashlib.sha256(data).hexdigest())

    def split(self, article: Article, sha256: str) -> Parsed:
        """The passages of a document, and what is embedded and found of each.

        Raises:
            DocumentUnreadable: there is nothing in it that could be cited.
        """
        encoder = self._encoder
        passages = split(
            article, encoder.count_tokens, self._settings.passage_tokens, encoder.window
        )
        if not passages:
            raise DocumentUnreadable("it has no text that could be cited")
        texts = embedding_texts(article, passages, encoder.count_tokens)
        entries = [
            IndexedPassage(passage, hashlib.sha256(text.encode()).hexdigest()[:32], terms(text))
            for passage, text in zip(passages, texts, strict=True)
        ]
        return Parsed(article, sha256, entries, texts)


def read_steadily(path: Path, root: Path, largest: int) -> bytes:
    """The bytes of a file of the corpus `root` as they were at one moment.

    Raises:
        DocumentUnreadable: it changed each time it was read; a copy in progress, most likely.
        OSError: it cannot be read, or should not be.
    """
    for _ in range(_ATTEMPTS):
        check_readable(path, root, largest)  # it may have become a link since it was found
        before = path.stat()
        data = path.read_bytes()
        after = path.stat()
        is_same = (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
        if is_same and len(data) == after.st_size:
            return data
    raise DocumentUnreadable("it changed while it was read; it is read again next time")
