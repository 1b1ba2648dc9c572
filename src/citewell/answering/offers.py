"""What programs are given: an answer, a document to read, the list of documents. Nothing else.

Gradio's endpoints and the tools for assistants (MCP) are both made of these, and carry the same
objects as the command line with `--json`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from citewell.errors import CitewellError

if TYPE_CHECKING:
    from citewell.answering.assistant import Assistant

MOST_HISTORY = 100  # earlier questions that are looked at


class Offers:
    """The three things that programs, and assistants over MCP, are given."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(
        self,
        question: str,
        history: list[str] | None = None,
        documents: list[str] | None = None,
    ) -> dict[str, Any]:
        """The answer to a question in the documents' own words, every statement with a citation.

        Args:
            question: what is asked.
            history: the earlier questions of the conversation, oldest first.
            documents: names of the documents to answer from; all of them if left out.

        Returns: the object that `citewell ask --json` prints. `declined` is true when the
            documents do not say; then `related` are the nearest sentences, which do not answer.
        """
        earlier = [str(each) for each in history or ()][-MOST_HISTORY:]
        among = frozenset(map(str, documents)) if documents else None
        return self._assistant.reply(str(question), earlier, among).to_json()

    def read(self, document: str) -> dict[str, Any]:
        """One document: what it says of itself, and the text that citations point into.

        Args:
            document: its name, as in a citation or in the list of documents.
        """
        try:
            article = self._assistant.library.article(str(document))
        except KeyError as error:
            raise CitewellError(f"There is no document {document} in the library.") from error
        return {"document": article.name, **asdict(article.about), "text": article.text}

    def documents(self) -> list[dict[str, Any]]:
        """All documents that answers come from."""
        return [
            {"document": record.name, **asdict(record.about), "passages": record.passages}
            for record in self._assistant.library.documents()
        ]
