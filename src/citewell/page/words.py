"""Every sentence that the page says in its own voice, and how it writes dates and numbers.

Whatever stands between `{}` is put in by the caller, escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from citewell.answering.answer import Reason

NAME = "citewell"
BRAND = '<h1>citewell<sup aria-hidden="true">[1]</sup></h1>'
ASK = "Ask"
LIBRARY = "Library"
READING_ROOM = "Reading room"

# The empty conversation
WELCOME = "Ask your documents"
PROMISE = (
    "citewell answers in the documents’ own sentences; "
    "every mark opens the document at that very sentence."
)
STARTER_TOPIC = "baricitinib"
STARTER_QUESTIONS = (
    "What dose was used in dermatomyositis?",
    "What are the most common side effects of baricitinib?",
    "What was the ACR20 response in RA-BEACON?",
    "What is the half-life of baricitinib?",
)

# The composer
QUESTION_LABEL = "Your question"
QUESTION_HINT = "Ask a question"
SEND = "Ask"
STOP = "Stop"
NEW_CONVERSATION = "New conversation"
CONVERSATION = "Conversation"
SMALL_PRINT = "citewell quotes documents. It is not medical advice."

# While an answer is made
STARTING = "Reading the question"
MODELS_LOADING = "The models are still loading; your question waits for them"
LOADING_NOTE = "Getting ready: the models are loading. You can already ask; the answer will wait."
STOPPED = "Stopped before there was an answer."

# Around an answer
UNDERSTOOD = "Understood as: <q>{question}</q>"
SURE, FAIRLY_SURE, LESS_SURE = "Sure", "Fairly sure", "Less sure"
SURE_FROM, FAIRLY_SURE_FROM = 0.85, 0.65
SURENESS_HINT = "How sure citewell is that these sentences answer the question"
CITE_HINT = "Open “{title}” at this sentence"
COPY = "Copy with sources"

# A refusal
REFUSALS = {
    Reason.NOT_IN_DOCUMENTS: (
        "These documents do not say.",
        "Nothing in them answers this question, so citewell does not either.",
    ),
    Reason.NO_DOCUMENTS: (
        "There are no documents to answer from.",
        "Put documents into the folder, then re-index it in the Library.",
    ),
    Reason.EMPTY_QUESTION: ("There is no question yet.", "Write one below."),
}
REFUSAL_OTHERWISE = ("There is no answer.", "")
SEARCHED_TITLES = "Searched"
RELATED = "Nearest, but does not answer"
OPEN = "open"
TITLES_UNFOLDED = 5

# When something cannot be done
UNEXPECTED = "Something unexpected went wrong. The details are in the log of the server."
REINDEX_REMEDY = "Or press Re-index in the Library."
ANSWER_GONE = "This document has changed since the answer was given; the sentence is elsewhere now."
DOCUMENT_GONE = "This document is no longer in the library."
LINK_BROKEN = "This link does not point into a document."

# The reading room
READING_INVITATION = "Open a mark to read its sentence where it stands."
SHELF = "Or read a whole document"
SHELF_REST = "{count} more in the Library"
SHELF_LENGTH = 12
CLOSE = "Close"
ORIGINAL = "Source"
CUT_BEFORE = "The beginning of this long document is not shown."
CUT_AFTER = "The rest of this long document is not shown."

# The library
LIBRARY_LEAD = "What citewell answers from: the documents in <code>{folder}</code>."
NO_DOCUMENTS = "The library is empty."
COLUMNS = {"document": "Document", "date": "Published", "number": "Passages"}
REINDEX = "Re-index"
REINDEX_HINT = "Only what has changed since the last time is read again."
REINDEX_STARTING = "Comparing the folder with the index"
ACCOUNT = "Account of this run"
FAILED = "Could not be read"
RENAMED = "{old} is now {new}"

# The server
SERVING = "citewell is at {url} (stop with Ctrl+C)"
PORT_TAKEN = (
    "Port {port} on {host} is in use by another program. "
    "Choose another with CITEWELL_PORT, or 0 for any free one."
)
ADDRESS_UNUSABLE = "citewell cannot listen on {host}:{port}: {reason}."


def examples(titles: Sequence[str]) -> tuple[str, ...]:
    """Questions to begin with, if the documents are those they were written for."""
    fits = any(STARTER_TOPIC in title.casefold() for title in titles)
    return STARTER_QUESTIONS if fits else ()


def count(number: int, noun: str) -> str:
    """`1 document`, `2 documents`, `1,200 documents`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def seconds(duration: float) -> str:
    """`0.04 s`, `1.2 s`, `75 s`: no more digits than are worth reading."""
    if duration < 0.01:
        return "under 0.01 s"
    digits = 2 if duration < 1 else 1 if duration < 10 else 0
    return f"{duration:.{digits}f} s"


def sureness(confidence: float) -> str:
    """The confidence in words: a percentage would claim a precision that it has not."""
    if confidence >= SURE_FROM:
        return SURE
    return FAIRLY_SURE if confidence >= FAIRLY_SURE_FROM else LESS_SURE


def sentence_case(text: str) -> str:
    """The text with a capital first letter, and the others as they are (`RCT report`)."""
    return text[:1].upper() + text[1:]


def day(published: str) -> str:
    """`2022-12-30` as `30 December 2022`; a date written otherwise is left as it is."""
    try:
        when = date.fromisoformat(published)
    except ValueError:
        return published
    return f"{when.day} {when:%B %Y}"
