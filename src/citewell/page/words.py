"""Every sentence that the page says in its own voice, and how it writes dates and numbers.

Whatever stands between `{}` is put in by the caller, escaped.
"""

from __future__ import annotations

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
    "citewell answers in the documents’ own sentences. "
    "The number after a sentence opens its document at that very place."
)
NO_DOCUMENTS_YET = "There are no documents yet. Add some in the Library."

# Questions made from the documents (`openers.py`)
ASK_THINGS = "What are the {things}?"
ASK_THINGS_OF = "What are the {things} of {subject}?"
ASK_THING_FOR = "What is the {thing} for {subject}?"
ASK_CELL = "What {thing} {is_or_are} listed for “{row}”?"
ASK_WHAT = "What {is_or_are} {subject}?"
ASK_USE = "What {is_or_are} {subject} used for?"
ASK_WHEN = "When {was_or_were} {subject} {done}?"
ASK_DOSE = "What dose of {medicine} was used?"
ASK_DOSE_RECOMMENDED = "What is the recommended dose of {medicine}?"
ASK_HOW_OFTEN = "How often is {medicine} taken?"
ASK_HOW_MANY = "How many patients were in {trial}?"
ASK_RESULT = "What did {trial} find?"
FOLLOW_UPS = "You could also ask"

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
EDIT = "Edit"
SURE, FAIRLY_SURE, LESS_SURE = "Sure", "Fairly sure", "Less sure"
SURE_FROM, FAIRLY_SURE_FROM = 0.85, 0.65
SURENESS_HINT = "How sure citewell is that these sentences answer the question"
CITE_NAME = "Citation {number}: open “{title}” at this sentence"
OPEN_NAME = "Open “{title}” at this sentence"
CITED = "Cited"
MISSING = "These documents do not say"
DIFFER = "These documents differ"
NEWER = "the newer document"
SEARCHED = "{documents} searched"
ANSWER_TOOLS = {
    "copy": "Copy",
    "copy-markdown": "Copy as Markdown",
    "good": "Helpful",
    "bad": "Not helpful",
}

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
RELATED = "Nearest, but they do not answer"
OPEN = "open"

# When something cannot be done
UNEXPECTED = "Something unexpected went wrong. The details are in the log of the server."
REINDEX_REMEDY = "Or press Re-index in the Library."
ANSWER_GONE = "This document has changed since the answer was given; the sentence is elsewhere now."
DOCUMENT_GONE = "This document is no longer in the library."
LINK_BROKEN = "This link does not point into a document."

# The reading room
READING_INVITATION = "Cited sentences open here, where they stand in their document."
SHELF = "All documents can be read here"
SHELF_REST = "{count} more in the Library"
SHELF_LENGTH = 12
CLOSE = "Close"
PREVIOUS, NEXT = "Previous cited sentence", "Next cited sentence"
POSITION = "Cited sentence {at} of {total}"
COPY_LINK = "Copy link"
COPIED = "Copied"
ORIGINAL = "Original work"
NO_DATE = "no date found"
OPEN_FILE = "Open the file"
NO_FILE = "There is no such file in the library."
PAGE = "Page {number}"
CUT_BEFORE = "The beginning of this long document is not shown."
CUT_AFTER = "The rest of this long document is not shown."

# The history
HISTORY = "History"
HISTORY_LEAD = "Your conversations, kept in this browser and nowhere else."
HISTORY_SEARCH = "Search conversations"
NO_HISTORY = "Nothing has been asked in this browser yet."
NOTHING_FOUND = "No conversation holds these words."
HISTORY_UNREADABLE = (
    "This conversation was kept by another version of citewell and cannot be shown."
)
DELETE_ALL = "Delete all"
GONE_SINCE = "“{title}” is no longer in the library; what it said then is kept here."
CHANGED_SINCE = "“{title}” has changed since; what it said then is kept here."

# What a reader thinks of an answer
JUDGING = "What do you think of this answer?"
JUDGING_LEAD = "It is kept beside the index on this server and sent nowhere."
NOTE = "A note, if you like"
CANCEL, KEEP = "Cancel", "Keep"

# The library
LIBRARY_LEAD = "What citewell answers from: the documents in <code>{folder}</code>."
NO_DOCUMENTS = "The library is empty."
COLUMNS = {
    "document": "Document",
    "kind": "Kind",
    "date": "Published",
    "number": "Passages",
    "state": "State",
}
LIBRARY_SEARCH = "Search documents"
CHOOSE, CHOOSE_ONE = "Choose", "Choose “{title}”"
INDEXED, FILE_GONE, NOT_INDEXED = "indexed", "file is gone", "not indexed yet"
NOT_READ = "could not be read: {reason}"
ASK_THESE = "Ask only these"
REMOVE_THESE = "Remove…"
REALLY_REMOVE = (
    "Remove {documents} from the folder? The files are deleted for good; there is no copy."
)
REMOVE = "Remove"
ADD_DOCUMENTS = "Drop documents here, or choose them"
FORMATS = "PDF, Word, PowerPoint, EPUB, web pages, Markdown, text"
ADD_WHICH = "{formats}, up to {largest} MB each"
ADDED_NOT = "Not added"
REPLACE_LEAD = "Already in the library: {names}."
REPLACE, KEEP_AS_IS = "Replace", "Leave as it is"
SCOPE = "Asking {chosen} of {documents}."
ASK_ALL = "Ask all"
REINDEX = "Re-index"
REINDEX_HINT = "Only what has changed since the last time is read again."
STOP_INDEXING = "Stop"
REINDEX_STARTING = "Comparing the folder with the index"
ACCOUNT = "Account of this run"
FAILED = "Could not be read"
RENAMED = "{old} is now {new}"

# What the scripts of the page say
IN_SCRIPTS = {
    "readingRoom": READING_ROOM,
    "copied": COPIED,
    "noHistory": NO_HISTORY,
    "nothingFound": NOTHING_FOUND,
    "oneQuestion": "1 question",
    "questions": "{count} questions",
    "exportAs": "Export as",
    "exports": {"md": "Markdown", "html": "HTML", "json": "JSON"},
    "exportName": "Export “{name}” as {format}",
    "remove": "Delete",
    "removeName": "Delete “{name}”",
    "really": "Really delete?",
    "thanks": "Kept, thank you",
    "chosen": "{count} chosen",
    "shown": "{count} of {total} shown",
}

# The server
SERVING = "citewell is at {url} (stop with Ctrl+C)"
PORT_TAKEN = (
    "Port {port} on {host} is in use by another program. "
    "Choose another with CITEWELL_PORT, or 0 for any free one."
)
ADDRESS_UNUSABLE = "citewell cannot listen on {host}:{port}: {reason}."

# What the server answers when it does not
WRONG_HOST = "This page is not meant to be reached under this name. See CITEWELL_HOSTS."
TOO_LARGE = "This request is larger than is accepted."
TOO_FAST = "Too many requests in a minute. Wait a little, then try again."
LOGIN_NEEDED = "A name and password are needed."
SHORTEST_PASSWORD = 8  # characters
LOGIN_UNUSABLE = (
    "A login needs a name without colons and a password of at least "
    f"{SHORTEST_PASSWORD} characters."
)
LOGIN_BROKEN = "CITEWELL_LOGIN is not what `citewell login NAME` prints."


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
