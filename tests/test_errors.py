"""The tree of errors in the docstring is the tree of classes, and each speaks in one line."""

import inspect
import re
from pathlib import Path

import pytest

from citewell import errors
from citewell.errors import CitewellError

INDEX = Path("index")
EXAMPLES = [
    CitewellError("what went wrong"),
    errors.SettingsInvalid("CITEWELL_PORT=-1: too small."),
    errors.CorpusUnusable("There is no folder corpus."),
    errors.DocumentUnreadable("it is blank"),
    errors.DocumentRefused("There is a document tea.md already."),
    errors.RunCancelled(),
    errors.QuestionsUnusable("Line 3 is not a question."),
    errors.EvaluationUnusable("before.json is no evaluation."),
    errors.FolderTaken(Path("reader")),
    errors.ModelUnavailable("The model x cannot be loaded."),
    errors.CitationBroken("a.md 0-4"),
    errors.AddressUnusable("Port 7860 of 127.0.0.1 is in use."),
    errors.VectorsUnreachable("http://localhost:8000", "it does not answer in time"),
    errors.IndexUnusable(INDEX, "It cannot answer."),
    errors.IndexMissing(INDEX),
    errors.IndexOutdated(INDEX, "model a", "model b"),
    errors.IndexBusy(INDEX),
    errors.IndexDamaged(INDEX, "words are missing"),
    errors.IndexUnwritable(INDEX, "No space left on device"),
]


def drawn() -> dict[str, str | None]:
    """Each error in the docstring's tree with the one it hangs from."""
    lines = [
        re.fullmatch(r"([│├└─ ]*)(\w+).*", line)
        for line in errors.__doc__.split("\n\n", 1)[1].splitlines()
    ]
    path: list[str] = []
    parents: dict[str, str | None] = {}
    for match in lines:
        depth = len(match[1]) // 4
        path = [*path[:depth], match[2]]
        parents[match[2]] = path[-2] if depth else None
    return parents


def written() -> dict[str, str | None]:
    """Each error class with the one it derives from."""
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass)]
    ours = {c.__name__: c for c in classes if issubclass(c, CitewellError)}
    return {
        name: c.__base__.__name__ if c is not CitewellError else None for name, c in ours.items()
    }


def test_the_drawn_tree_is_the_tree_of_classes():
    assert drawn() == written()


def test_there_is_an_example_of_every_error():
    assert sorted(type(error).__name__ for error in EXAMPLES) == sorted(written())


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_a_message_is_one_line(error):
    assert re.fullmatch(r"\S[^\n]*\S", str(error))


@pytest.mark.parametrize(
    ("error", "facts"),
    [
        (errors.IndexMissing(INDEX), {"index": INDEX}),
        (
            errors.IndexOutdated(INDEX, "model a", "model b"),
            {"index": INDEX, "built": "model a", "wanted": "model b"},
        ),
        (errors.IndexDamaged(INDEX, "no words"), {"index": INDEX, "what": "no words"}),
        (errors.DocumentUnreadable("it is blank"), {"reason": "it is blank"}),
        (errors.CitationBroken("a.md 0-4"), {"what": "a.md 0-4"}),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_an_error_carries_its_facts(error, facts):
    assert vars(error) == facts


@pytest.mark.parametrize(
    "error",
    [
        errors.IndexMissing(INDEX),
        errors.IndexOutdated(INDEX, "a", "b"),
        errors.IndexDamaged(INDEX, "no words"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_indexing_repairs_says_so(error):
    assert "citewell index" in str(error)
