"""What is indexed: documents, their text and structure, their passages. One SQLite file.

It is written once, while a generation is built, and only read afterwards, so any number of
threads and processes may read it. The passages' `key` names them in the other two parts of the
index (vectors and words) and stays the same as long as the passage does.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.documents import About, Article, Passage
from citewell.errors import IndexDamaged, IndexUnwritable
from citewell.store import rows

OPENING = 1500  # characters in which a document says what it is about


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One line of the list of documents. `characters` is the length of its text, `pages` how many
    it has (0 where the format has none), `notes` what its reader remarked."""

    name: str
    about: About
    passages: int
    characters: int
    sha256: str
    pages: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage on its way into the catalogue.

    `digest` names what was embedded for it, so that the vector can be used again; `terms` are
    the stems it is found by.
    """

    passage: Passage
    digest: str
    terms: Sequence[str]


class Catalogue:
    """The catalogue in one file. Open with `create` or `read`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._index = path.parent.parent
        self._connection = connection
        # One connection serves all threads of a reader; SQLite wants them one at a time.
        self._lock = threading.Lock()

    @classmethod
    def write(cls, path: Path) -> Catalogue:
        """Open for writing; made if it is not there.

        Raises:
            IndexUnwritable: by this and by every call that writes, if the disk does not take it.
        """
        is_new = not path.exists()
        with _told_as_unwritable(path.parent.parent):
            connection = sqlite3.connect(path)
            if is_new:
                connection.executescript(rows.SCHEMA)
        return cls(path, connection)

    @classmethod
    def read(cls, path: Path) -> Catalogue:
        """Open for reading; the file is not changed by anyone from now on.

        Raises:
            IndexDamaged: by this and by every call that reads, if it is not a catalogue.
        """
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with _told_as_damage(path.parent.parent):
            return cls(path, sqlite3.connect(uri, uri=True, check_same_thread=False))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def commit(self) -> None:
        """Make what was written so far lasting."""
        with _told_as_unwritable(self._index):
            self._connection.commit()

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with self._lock, _told_as_damage(self._index):
            return self._connection.execute(query, values).fetchall()

    # Reading

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each document's file, by name."""
        return dict(self._rows("SELECT name, sha256 FROM documents"))

    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents, by name."""
        found = self._rows(
            "SELECT name, about, sha256, length(text), json_array_length(page_starts), notes,"
            " (SELECT count(*) FROM passages WHERE document = documents.id)"
            " FROM documents ORDER BY name"
        )
        return tuple(
            DocumentRecord(
                name,
                rows.as_about(about),
                passages,
                characters,
                sha256,
                pages,
                rows.as_notes(notes),
            )
            for name, about, sha256, characters, pages, notes, passages in found
        )

    def article(self, name: str) -> Article:
        """The document as it was indexed.

        Raises:
            KeyError: there is no document of that name.
        """
        found = self._rows(f"SELECT {rows.ARTICLE} FROM documents WHERE name = ?", name)
        if not found:
            raise KeyError(name)
        return rows.as_article(found[0])

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of these keys, in the order asked for; unknown keys are left out."""
        found: dict[int, Passage] = {}
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            query = (
                f"SELECT key, name, {rows.PASSAGE} FROM passages"
                f" JOIN documents ON documents.id = document WHERE key IN ({marks})"
            )
            for key, name, *row in self._rows(query, *some):
                found[key] = rows.as_passage(name, row)
        return [found[key] for key in keys if key in found]

    def abbreviations(self, document: str | None = None) -> tuple[tuple[str, str], ...]:
        """Short and long forms that the documents, or one of them, introduce, each pair once,
        shortest first."""
        query = "SELECT DISTINCT short, long FROM abbreviations"
        chosen: tuple[str, ...] = ()
        if document is not None:
            query += " WHERE document = (SELECT id FROM documents WHERE name = ?)"
            chosen = (document,)
        found = self._rows(f"{query} ORDER BY short, length(long), long", *chosen)
        return tuple((short, long) for short, long in found)

    def mentions(self, name: str, documents: frozenset[str] | None = None) -> bool:
        """Whether any document, or any of `documents`, has the name, whatever stands between its
        words: a blank, a hyphen of any kind, or nothing ("patient 3", "Patient3")."""
        parts = re.findall(r"[^\W\d_]+|\d+", name)
        pattern = re.compile(
            r"(?<!\d)(?<!\d[.,])" * name[:1].isdigit()
            + r"[\W_]?".join(map(re.escape, parts))
            + r"(?!\d)",
            re.IGNORECASE,
        )
        like = "%" + "%".join(parts) + "%"
        found = self._rows("SELECT name, text FROM documents WHERE text LIKE ?", like)
        asked = [text for document, text in found if documents is None or document in documents]
        return any(pattern.search(text) for text in asked)

    def writes(self, word: str) -> bool:
        """Whether any document has the word, written exactly so."""
        written = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        found = self._rows("SELECT text FROM documents WHERE instr(text, ?)", word)
        return any(written.search(text) for (text,) in found)

    def opening_with(self, name: str) -> frozenset[str]:
        """The documents that have the name among their first characters, whatever its case."""
        named = self._rows(
            "SELECT name FROM documents WHERE instr(lower(substr(text, 1, ?)), ?)",
            OPENING,
            name.lower(),
        )
        return frozenset(found for (found,) in named)

    def with_word(self, word: str) -> int:
        """How many documents have the word, whatever its case."""
        ((count,),) = self._rows("SELECT count(*) FROM documents WHERE text LIKE ?", f"%{word}%")
        return int(count)

    def passages_of(self, name: str) -> list[Passage]:
        """All passages of a document in reading order."""
        return self.passages(self.keys_of([name]))

    def keys_of(self, names: Iterable[str]) -> list[int]:
        """The keys of all passages of these documents, of each in reading order; unknown names
        have none."""
        query = (
            "SELECT key FROM passages JOIN documents ON documents.id = document WHERE name = ?"
            " ORDER BY position"
        )
        return [int(key) for name in sorted(names) for (key,) in self._rows(query, name)]

    def keys_by_digest(self, digests: Iterable[str]) -> dict[str, int]:
        """For each digest that is known, one passage that has its vector."""
        found = {}
        for digest in digests:
            row = self._rows("SELECT key FROM passages WHERE digest = ? LIMIT 1", digest)
            if row:
                found[digest] = int(row[0][0])
        return found

    def all_terms(self) -> Iterator[tuple[int, list[str]]]:
        """Key and stems of every passage, by key."""
        query = "SELECT key, terms FROM passages WHERE key > ? ORDER BY key LIMIT 5000"
        last = 0
        while some := self._rows(query, last):
            yield from ((key, joined.split()) for key, joined in some)
            last = some[-1][0]

    # Writing

    def add(
        self,
        article: Article,
        sha256: str,
        passages: Sequence[IndexedPassage],
        abbreviations: Sequence[tuple[str, str]] = (),
    ) -> list[int]:
        """Enter a document with its passages; gives back the passages' keys."""
        with _told_as_unwritable(self._index):
            return self._add(article, sha256, passages, abbreviations)

    def _add(
        self,
        article: Article,
        sha256: str,
        passages: Sequence[IndexedPassage],
        abbreviations: Sequence[tuple[str, str]],
    ) -> list[int]:
        execute = self._connection.execute
        document = execute(
            f"INSERT INTO documents (sha256, {rows.ARTICLE}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (sha256, *rows.article_row(article)),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO abbreviations VALUES (?, ?, ?)",
            [(document, short, long) for short, long in abbreviations],
        )
        keys = []
        for entry in passages:
            cursor = execute(
                f"INSERT INTO passages (document, digest, terms, {rows.PASSAGE})"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (document, entry.digest, " ".join(entry.terms), *rows.passage_row(entry.passage)),
            )
            keys.append(int(cursor.lastrowid or 0))
        return keys

    def remove(self, name: str) -> list[int]:
        """Take a document out; gives back the keys of its passages, which are gone with it."""
        keys = self.keys_of([name])
        for table in ("passages", "abbreviations"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE document = (SELECT id FROM documents WHERE name = ?)",
                (name,),
            )
        self._connection.execute("DELETE FROM documents WHERE name = ?", (name,))
        return keys

    def rename(self, moves: Sequence[tuple[str, str]]) -> None:
        """Give documents other names. Names may be exchanged among them."""
        aside = [(f"\0{number}", old) for number, (old, _) in enumerate(moves)]
        placed = [(new, f"\0{number}") for number, (_, new) in enumerate(moves)]
        statement = "UPDATE documents SET name = ? WHERE name = ?"
        self._connection.executemany(statement, aside)
        self._connection.executemany(statement, placed)


@contextlib.contextmanager
def _told_as_damage(index: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise IndexDamaged(index, f"catalogue: {error}") from error


@contextlib.contextmanager
def _told_as_unwritable(index: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise IndexUnwritable(index, str(error)) from error
