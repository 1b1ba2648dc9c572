"""Everything that can go wrong, as one tree. Each message says what happened and what to do.

CitewellError
├── SettingsInvalid        a setting has a value that cannot be used
├── CorpusUnusable         the folder of documents is missing, empty or escapes itself
├── DocumentUnreadable     one document cannot be read (the run goes on without it)
├── DocumentRefused        a document cannot be put into the corpus, or taken out of it
├── RunCancelled           an indexing run was ended before it changed anything
├── QuestionsUnusable      a file of questions cannot be read
├── EvaluationUnusable     an earlier evaluation cannot be read, or a report not be written
├── FolderTaken            something is already where a new folder should be written
├── ModelUnavailable       the embedding model or the reader cannot be loaded
├── CitationBroken         an answer failed its own check; it is not shown
├── AddressUnusable        the page cannot listen where it should
├── VectorsUnreachable     the Chroma server that has the vectors does not answer
└── IndexUnusable
    ├── IndexMissing       there is no index yet
    ├── IndexOutdated      the index was built with other settings
    ├── IndexBusy          another process is writing the index
    ├── IndexDamaged       files of the index are missing or broken
    └── IndexUnwritable    the next index could not be written; the one before still answers
"""

from __future__ import annotations

from pathlib import Path


class CitewellError(Exception):
    """Whatever a person can be told in one line; never shown as a traceback."""


class SettingsInvalid(CitewellError):
    """A setting has a value that cannot be used."""


class CorpusUnusable(CitewellError):
    """The folder of documents is missing or empty."""


class DocumentUnreadable(CitewellError):
    """One document cannot be read; `reason` is what the account of the run says about it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DocumentRefused(CitewellError):
    """A document cannot be put into the corpus under this name, or taken out of it."""


class RunCancelled(CitewellError):
    """An indexing run was ended on request; the index is as it was."""

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing was changed; the index before still answers.")


class QuestionsUnusable(CitewellError):
    """A file of questions cannot be read, or a line of it is not a question."""


class EvaluationUnusable(CitewellError):
    """An earlier evaluation cannot be read, or the report of this one cannot be written."""


class FolderTaken(CitewellError):
    """Something is already where a new folder should be written; nothing is overwritten."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is something at {folder} already. Name another folder.")
        self.folder = folder


class ModelUnavailable(CitewellError):
    """The embedding model or the reader cannot be loaded."""


class CitationBroken(CitewellError):
    """A citation is not the text it says it is: a defect of citewell, not of the documents."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The answer failed its own check and is withheld: {what}.")
        self.what = what


class AddressUnusable(CitewellError):
    """The page cannot listen at this address."""


class VectorsUnreachable(CitewellError):
    """The Chroma server that has the vectors does not answer; the index itself is as it was."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"The Chroma server at {url} (CITEWELL_CHROMA_URL) cannot be used: {why}. Nothing was "
            "changed; as soon as it answers, so does the index."
        )
        self.url, self.why = url, why


class IndexUnusable(CitewellError):
    """The index cannot answer."""

    def __init__(self, index: Path, message: str) -> None:
        super().__init__(message)
        self.index = index


class IndexMissing(IndexUnusable):
    """There is no index at this place yet."""

    def __init__(self, index: Path) -> None:
        super().__init__(index, f"There is no index in {index} yet. Build it with: citewell index.")


class IndexOutdated(IndexUnusable):
    """The index on disk was built with other settings or by another version."""

    def __init__(self, index: Path, built: str, wanted: str) -> None:
        super().__init__(
            index,
            f"The index in {index} was built with {built}, and the settings now ask for {wanted}. "
            "Rebuild it with: citewell index",
        )
        self.built, self.wanted = built, wanted


class IndexBusy(IndexUnusable):
    """Another process is writing this index; the lock is its alone."""

    def __init__(self, index: Path) -> None:
        super().__init__(
            index,
            f"Another indexing run is writing {index}. Wait until it has finished, then try again.",
        )


class IndexDamaged(IndexUnusable):
    """Files of the index are missing or broken."""

    def __init__(self, index: Path, what: str) -> None:
        super().__init__(
            index,
            f"The index in {index} is damaged ({what}). Build it anew with: "
            "citewell index --rebuild",
        )
        self.what = what


class IndexUnwritable(IndexUnusable):
    """The next index could not be written: a full disk, a folder without permission."""

    def __init__(self, index: Path, why: str) -> None:
        super().__init__(
            index,
            f"The index in {index} could not be written ({why}). Nothing was changed; the index "
            "before, if there is one, still answers.",
        )
        self.why = why
