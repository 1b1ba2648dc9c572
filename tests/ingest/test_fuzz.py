"""Files that were changed at random: each is read or fails with one line, in bounded time and
memory, and nothing else happens."""

from __future__ import annotations

import io
import random
import resource
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from citewell.documents import Article, Span
from citewell.errors import DocumentUnreadable
from citewell.ingest.formats import read_document
from citewell.ingest.split import split
from doubles import WordEncoder
from ingest.runs import index, library
from ingest.written import archive, bullets, docx, docx_table, epub, heading, paragraph, pdf, pptx
from ingest.written import title as pdf_title
from samples import DOCUMENTS

EACH = 40  # files made of each good one
SECONDS = 20  # for one file, on a machine that does other work too
MEGABYTES = 512


def word_file(document: Any) -> None:
    document.add_heading("Tea", 1)
    document.add_paragraph("Tea is dried by hand.")
    document.add_paragraph("twenty minutes", style="List Bullet")
    docx_table(document, [["Leaf", "Heat"], ["young", "80 °C"]])


def slides(deck: Any) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Tea"
    slide.placeholders[1].text = "It is dried by hand.\nIt is sold in winter."


PAGE = (
    "<html><head><title>Tea</title><meta name=author content=Ada></head><body><nav>Menu</nav>"
    "<article><h1>Tea</h1><p>Tea is dried by hand.</p><ul><li>twenty minutes<li>forty</ul>"
    "<table><tr><th>Leaf<th>Heat<tr><td rowspan=2>young<td>80<tr><td>90</table></article></body>"
)
GOOD: dict[str, Callable[[], bytes]] = {
    "pdf": lambda: pdf(
        pdf_title("Tea"), heading("Times"), paragraph("It is dried."), bullets("one", "two")
    ),
    "docx": lambda: docx(word_file),
    "pptx": lambda: pptx(slides),
    "epub": lambda: epub(
        "<h1>Tea</h1><p>It is dried by hand.</p>", "<h1>Bees</h1><p>They hum.</p>"
    ),
    "html": PAGE.encode,
    "md": DOCUMENTS["tea.md"].encode,
    "txt": DOCUMENTS["lighthouse.txt"].encode,
}
TOKENS = [b"\0", b"\xff\xfe", b"<", b"</p>", b"&#x110000;", b"%PDF", b"endobj", b"-1", b"9" * 40]
TOKENS += [
    b"| | |\n",
    b"> " * 30,
    b"[](",
    b"```\n",
    b"---\n",
    b"\r",
    "\u202e\u0301".encode(),
    b"PK",
]


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The file with a few changes: bytes that are others, stretches cut, doubled or put in."""
    changed = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(changed) + 1)
        end = min(len(changed), at + draw.randint(1, 60))
        what = draw.randrange(5)
        if what == 0:
            changed[at:end] = draw.randbytes(end - at)
        elif what == 1:
            del changed[at:end]
        elif what == 2:
            changed[at:at] = changed[at:end] * draw.randint(1, 50)
        elif what == 3:
            changed[at:at] = draw.choice(TOKENS)
        else:
            del changed[draw.randrange(len(changed) + 1) :]
        changed = changed or bytearray(b" ")
    return bytes(changed)


def mutated_inside(data: bytes, draw: random.Random) -> bytes:
    """An archive of which one part was changed: it opens, and what is in it is wrong."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    name = draw.choice(sorted(parts))
    return archive({**parts, name: mutated(parts[name] or b" ", draw)})


def mutants(kind: str) -> Iterator[bytes]:
    draw = random.Random(kind)
    good = GOOD[kind]()
    for number in range(EACH):
        is_archive = zipfile.is_zipfile(io.BytesIO(good))
        yield (mutated_inside if is_archive and number % 4 else mutated)(good, draw)


def test_files_changed_at_random_are_indexed_or_fail_with_a_line_each(settings):
    settings = settings.model_copy(
        update={"file_seconds": float(SECONDS), "file_memory": MEGABYTES}
    )
    known = {"tea.md", "lighthouse.txt", "garden/bees.txt"}
    names = set()
    for kind in GOOD:
        for number, data in enumerate(mutants(kind)):
            names.add(f"{kind}{number}.{kind}")
            (settings.corpus / f"{kind}{number}.{kind}").write_bytes(data)
    before = _largest_child()
    account = index(settings).account
    failed = {failure.document: failure.reason for failure in account.failed}
    assert known <= set(account.added)
    assert set(account.added) | failed.keys() == names | known
    assert [r for r in failed.values() if not r or "\n" in r or len(r) > 400] == []
    assert len(failed) < len(names) < 20 * len(failed)
    snapshot = library(settings).snapshot()
    for name in account.added:
        text = snapshot.article(name).text
        for passage in snapshot.catalogue.passages_of(name):
            for unit in passage.units:
                assert 0 <= unit.span.start < unit.span.end <= len(text)
    # Earlier tests had larger children, which the system remembers.
    assert _largest_child() <= max(before, MEGABYTES)


def _largest_child() -> float:
    """The most megabytes that any child of this process has had; 0 where the unit is unknown."""
    if sys.platform != "linux":
        return 0.0
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


HARD = {
    "quotes in quotes.md": "> " * 20_000 + "x",
    "lists in lists.md": "".join("  " * n + "- x\n" for n in range(1_000)),
    "brackets.md": "[" * 20_000 + "x" + "]" * 20_000,
    "links.md": "[a](" * 20_000,
    "stars.md": "*a_" * 20_000,
    "ticks.md": "".join("`" * (n % 300) + "x" for n in range(3_000)),
    "a wide table.md": "|" * 4_000 + "\n" + "|-" * 2_000 + "|\n" + "|" * 4_000,
    "front matter in itself.md": "---\na: &a [x, x]\n"
    + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *a]\n" for n in range(40))
    + "---\nText.",
    "one word.txt": "x" * 300_000,
    "one line.txt": "It is said. " * 30_000,
    "full stops.txt": "." * 200_000,
    "blanks.txt": "x" + " " * 300_000 + "y",
    "new lines.txt": "x\n" * 100_000,
    "bullets.txt": "- \n" * 50_000,
    "brackets and letters.txt": "(AB" * 60_000,
    "combining marks.txt": "e" + "\u0301" * 100_000,
}


@pytest.mark.parametrize("name", HARD)
def test_text_made_to_be_slow_is_read_in_bounded_time(name):
    def late(*_: object) -> None:
        raise TimeoutError(f"{name} takes more than {SECONDS} seconds")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)  # of this process alone
    try:
        units = read_and_split(name, HARD[name].encode())
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    assert [span for span in units if span.start >= span.end] == []


def read_and_split(name: str, data: bytes) -> list[Span]:
    """Where the units of a document are; none if it cannot be read."""
    try:
        article: Article = read_document(name, data)
    except DocumentUnreadable:
        return []
    passages = split(article, WordEncoder().count_tokens, 160, 256)
    return [unit.span for passage in passages for unit in passage.units]
