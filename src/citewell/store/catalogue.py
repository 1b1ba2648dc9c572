"""What is indexed: documents, their text and structure, their passages. One SQLite file.

It is written once, while a generation is built, and only read afterwards, so any number of
threads and processes may read it. The passages' `key` names them in the other two parts of the
index (vectors and words) and stays the same as long as the passage does.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from citewell.documents import About, Article, Passage, Span
from citewell.errors import IndexDamaged, IndexUnwritable
from citewell.store.structure import dump_blocks, dump_units, load_blocks, load_units

_SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, sha256 TEXT NOT NULL,
    about TEXT NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL,
    page_starts TEXT NOT NULL, notes TEXT NOT NULL);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
    position INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    section TEXT NOT NULL, units TEXT NOT NULL, digest TEXT NOT NULL, terms TEXT NOT NULL);
CREATE TABLE abbreviations (
    document INTEGER NOT NULL REFERENCES documents(id), short TEXT NOT NULL, long TEXT NOT NULL);
CREATE INDEX passages_of_document ON passages(document);
CREATE INDEX passages_by_digest ON passages(digest);
"""


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
                connection.executescript(_SCHEMA)
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
        rows = self._rows(
            "SELECT name, about, sha256, length(text), json_array_length(page_starts), notes,"
            " (SELECT count(*) FROM passages WHERE document = documents.id)"
            " FROM documents ORDER BY name"
        )
        return tuple(
            DocumentRecord(
                name,
                About(**json.loads(about)),
                passages,
                characters,
                sha256,
                pages,
                tuple(json.loads(notes)),
            )
            for name, about, sha256, characters, pages, notes, passages in rows
        )

    def article(self, name: str) -> Article:
        """The document as it was indexed.

        Raises:
            KeyError: there is no document of that name.
        """
        query = "SELECT text, about, blocks, page_starts, notes FROM documents WHERE name = ?"
        rows = self._rows(query, name)
        if not rows:
            raise KeyError(name)
        text, about, blocks, page_starts, notes = rows[0]
        return Article(
            name,
            text,
            About(**json.loads(about)),
            load_blocks(blocks),
            tuple(json.loads(page_starts)),
            tuple(json.loads(notes)),
        )

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of these keys, in the order asked for; unknown keys are left out."""
        found: dict[int, Passage] = {}
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            rows = self._rows(
                "SELECT key, name, position, start, end, section, units FROM passages"
                f" JOIN documents ON documents.id = document WHERE key IN ({marks})",
                *some,
            )
            for key, name, position, begin, end, section, units in rows:
                chain = tuple(json.loads(section))
                span = Span(begin, end)
                found[key] = Passage(name, position, span, chain, load_units(units))
        return [found[key] for key in keys if key in found]

    def abbreviations(self) -> tuple[tuple[str, str], ...]:
        """Short and long forms that the documents introduce, each pair once, shortest first."""
        rows = self._rows(
            "SELECT DISTINCT short, long FROM abbreviations ORDER BY short, length(long), long"
        )
        return tuple((short, long) for short, long in rows)

    def mentions(self, name: str, documents: frozenset[str] | None = None) -> bool:
        """Whether any document, or any of `documents`, has the name, whatever stands between its
        words: a blank, a hyphen of any kind, or nothing ("patient 3", "Patient3")."""
        parts = re.findall(r"[^\W\d_]+|\d+", name)
        pattern = re.compile(r"[\W_]?".join(map(re.escape, parts)) + r"(?!\d)", re.IGNORECASE)
        like = "%" + "%".join(parts) + "%"
        rows = self._rows("SELECT name, text FROM documents WHERE text LIKE ?", like)
        asked = [text for document, text in rows if documents is None or document in documents]
        return any(pattern.search(text) for text in asked)

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
        while rows := self._rows(query, last):
            yield from ((key, joined.split()) for key, joined in rows)
            last = rows[-1][0]

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
            "INSERT INTO documents (name, sha256, about, text, blocks, page_starts, notes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                article.name,
                sha256,
                json.dumps(asdict(article.about)),
                article.text,
                dump_blocks(article.blocks),
                json.dumps(article.page_starts),
                json.dumps(article.notes),
            ),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO abbreviations VALUES (?, ?, ?)",
            [(document, short, long) for short, long in abbreviations],
        )
        keys = []
        for entry in passages:
            passage = entry.passage
            row = (
                document,
                passage.order,
                passage.span.start,
                passage.span.end,
                json.dumps(passage.section),
                dump_units(passage.units),
                entry.digest,
                " ".join(entry.terms),
            )
            cursor = execute(
                "INSERT INTO passages (document, position, start, end, section, units, digest,"
                " terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
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
