"""What reading a PDF costs against encoding the same text, which nothing can avoid."""

from __future__ import annotations

import pytest
from stopwatch import cpu_seconds
from synthetic import Prose, document

from citewell.ingest.formats import read_document
from citewell.ingest.split import embedding_texts, split
from citewell.settings import Settings
from citewell.store.models import Encoder
from ingest.written import bullets, drawn_table, heading, paragraph, pdf, title

pytestmark = [pytest.mark.benchmark, pytest.mark.models]

DOCUMENTS = 6  # of 5 to 6 pages of text each, in one file of about 35 pages
ROWS = 30  # of the table after each


def printed(columns: int) -> bytes:
    """A PDF of made-up documents, each with headings, paragraphs, lists and a table."""
    prose = Prose(11)
    parts = []
    for number in range(DOCUMENTS):
        for block in document(prose, f"thing{number}").strip().split("\n\n"):
            if block.startswith("# "):
                parts.append(title(block[2:]))
            elif block.startswith("## "):
                parts.append(heading(block[3:]))
            elif block.startswith("- "):
                parts.append(bullets(*(line[2:] for line in block.splitlines())))
            else:
                parts.append(paragraph(block))
        rows = [[prose.word(), f"{at} mg", prose.word()] for at in range(ROWS)]
        parts.append(drawn_table([["Thing", "Dose", "Form"], *rows], [80, 60, 80], grid=True))
    return pdf(*parts, columns=columns, head="Made up #", foot="Page #")


@pytest.mark.parametrize("columns", [1, 2])
def test_reading_a_pdf_against_encoding_it(columns: int) -> None:
    data = printed(columns)
    settings, encoder = Settings(), Encoder()
    read_document("a.pdf", data)  # the library is loaded
    reading, article = cpu_seconds(lambda: read_document("a.pdf", data))
    passages = split(article, encoder.count_tokens, settings.passage_tokens, encoder.window)
    texts = embedding_texts(article, passages, encoder.count_tokens)
    encoder.encode(texts[:1])
    encoding, _ = cpu_seconds(lambda: encoder.encode(texts))
    pages = len(article.page_starts)
    print(
        f"\n{pages} pages in {columns} column(s), {len(texts)} passages: reading {reading:.2f} s,"
        f" encoding {encoding:.2f} s of CPU: {reading / encoding:.2f} of encoding"
    )
    assert 20 <= pages <= 60
    assert reading < encoding
