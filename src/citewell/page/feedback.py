"""What readers think of an answer, kept beside the index and nowhere else."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from citewell.page.conversation import Turn

FILE = "feedback.jsonl"
LONGEST_NOTE = 2000  # characters
LARGEST_FILE = 16 * 1024 * 1024  # bytes; who may ask must not be able to fill the disk
VERDICTS = ("good", "bad")

_log = logging.getLogger(__name__)
_one_at_a_time = Lock()


def keep_feedback(index: Path, turn: Turn, verdict: str, note: str) -> bool:
    """Append one line to `feedback.jsonl` in the index folder; False if that cannot be done.

    The line holds the question, how it was understood, what was cited, the verdict and the note.
    """
    answer = turn.answer
    line = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "verdict": verdict,
        "note": note[:LONGEST_NOTE],
        "question": turn.question,
        "understood": answer.understood,
        "declined": answer.declined,
        "confidence": round(answer.confidence, 4),
        "cited": [[c.document, c.start, c.end] for c in answer.citations],
    }
    path = index / FILE
    try:
        with _one_at_a_time:
            if path.exists() and path.stat().st_size > LARGEST_FILE:
                return False
            index.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError:
        _log.exception("feedback could not be kept")
        return False
    return True
