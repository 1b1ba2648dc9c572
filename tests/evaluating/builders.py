"""A library of two texts, answers from them, and outcomes, without an index or a model."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from citewell.answering.answer import Answer, Citation
from citewell.documents import Passage, Span
from citewell.evaluating.locate import Locator
from citewell.evaluating.questions import Case, Evidence
from citewell.evaluating.run import Conditions, Evaluation
from citewell.evaluating.score import Expected, Outcome, Result, Shown
from citewell.store.library import Snapshot

SKIN = "She took baricitinib 4\u202fmg\ndaily. Her skin healed. He took 14 mg."
TEXTS = {"skin.md": SKIN, "notes/joints.txt": "Joints were given baricitinib 4 mg daily, too."}


class TwoTexts:
    """As much of a snapshot as a locator looks at."""

    documents = tuple(SimpleNamespace(name=name) for name in TEXTS)

    def article(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(text=TEXTS[name])


LOCATOR = Locator(cast(Snapshot, TwoTexts()))


def cited(quote: str, document: str = "skin.md", number: int = 1) -> Citation:
    """A citation of a text, by its quote."""
    start = TEXTS[document].index(quote)
    end = start + len(quote)
    return Citation(number, document, "Title", "Section", start, end, quote, 1.0, None)


def passage(quote: str, document: str = "skin.md") -> Passage:
    """A passage that was read, by its text."""
    start = TEXTS[document].index(quote)
    return Passage(document, 0, Span(start, start + len(quote)), (), ())


def answer(*citations: Citation, text: str = "", read: tuple[Passage, ...] = ()) -> Answer:
    """An answer that rests on these citations, and says them if it says nothing else."""
    said = text or "\n".join(f"{c.quote} [{c.number}]" for c in citations)
    return Answer("q", "q", False, None, 0.9, said, citations=citations, read=read, seconds=0.1)


def refusal(*related: Citation, read: tuple[Passage, ...] = ()) -> Answer:
    """A refusal that shows these sentences."""
    reason = "not-in-documents"
    return Answer("q", "q", True, reason, 0.1, "No.", related=related, read=read, seconds=0.3)


DOSE = Case("dose", "How much?", True, (), (("4 mg",),), (Evidence("skin", "4 mg daily"),))
OPEN = Case("open", "In children?", False)

FATES = {
    Result.RIGHT: (True, True),
    Result.RIGHTLY_DECLINED: (False, True),
    Result.WRONG: (True, False),
    Result.WRONGLY_DECLINED: (True, False),
    Result.WRONGLY_ANSWERED: (False, False),
}


def outcome(id: str, result: Result, confidence: float = 0.5, **given: Any) -> Outcome:
    """An outcome with this result; what is not given fits it."""
    answerable, is_right = FATES[result]
    declined = result in (Result.RIGHTLY_DECLINED, Result.WRONGLY_DECLINED)
    is_cited = result is Result.RIGHT
    fitting: dict[str, Any] = {
        "id": id,
        "kind": "dose",
        "question": f"Question {id}?",
        "understood": f"Question {id}?",
        "is_follow_up": False,
        "answerable": answerable,
        "result": result,
        "would_be_right": is_cited,
        "confidence": confidence,
        "missing_facts": () if is_right else (("4 mg",),),
        "expected": (Expected("skin", "4 mg", True, True, is_cited),) if answerable else (),
        "has_near": False,
        "cites_right_document": is_cited,
        "shown": (Shown("skin.md", "Dose", "4 mg", is_cited and not declined, False),),
        "inexact": 0,
        "seconds": 1.0,
    }
    return Outcome(**(fitting | given))


def evaluation(*outcomes: Outcome, **conditions: Any) -> Evaluation:
    """A run with these outcomes."""
    fitting: dict[str, Any] = {
        "questions": "questions.jsonl",
        "questions_sha256": "0" * 64,
        "documents": 2,
        "passages": 2,
        "index": "model bag-of-words",
        "passages_read": 20,
        "reader": "off",
        "precision": "float32",
        "confidence": 0.5,
        "citewell": "0.1.0",
    }
    return Evaluation(Conditions(**(fitting | conditions)), outcomes)
