"""The command that evaluates: its options, what it writes where, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citewell import Settings, load_settings
from citewell.cli import main
from citewell.ingest.build import Indexer
from ingest.runs import write
from samples import DOCUMENTS

ENVIRONMENT = {"CITEWELL_READER": "off", "CITEWELL_PRECISION": "float32"}
RIGHT = {
    "id": "right",
    "question": "How long does drying take for old leaves of tea?",
    "answerable": True,
    "facts": [["forty minutes"]],
    "evidence": [{"doc": "tea", "quote": "forty minutes for old leaves"}],
}
MISSED = {
    "id": "missed",
    "question": "How often does the lamp of the lighthouse turn?",
    "answerable": True,
    "doc": "lighthouse",
    "quotes": ["The last keeper left the tower in 1988."],
}
OPEN = {"id": "open", "question": "What does filgotinib cost?", "answerable": False}

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The small corpus, indexed with the built-in model."""
    place = tmp_path_factory.mktemp("evaluated")
    write(place / "corpus", DOCUMENTS)
    settings = load_settings(corpus=place / "corpus", index=place / "index", precision="float32")
    Indexer(settings).run()
    return settings


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Three questions, of which one is answered beside what it expects."""
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, (RIGHT, MISSED, OPEN))))
    return path


def run(settings: Settings, *arguments: object) -> Result:
    words = [*arguments, "--corpus", settings.corpus, "--index", settings.index]
    command = ["evaluate", *map(str, words)]
    return CliRunner().invoke(main, command, prog_name="citewell", env=ENVIRONMENT)


def test_misses_and_figures_in_words(indexed: Settings, questions: Path) -> None:
    result = run(indexed, questions)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"✗ missed: {MISSED['question']}\n")
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "right 1 of 2 50 % 9 to 91 %" in lines
    assert "rightly declined 1 of 1 100 % 21 to 100 %" in lines
    assert "3 questions of questions.jsonl, on 3 documents in 5 passages" in result.stdout


def test_figures_and_outcomes_as_json(indexed: Settings, questions: Path) -> None:
    result = run(indexed, questions, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert list(told) == ["conditions", "figures", "misses", "outcomes"]
    assert told["misses"] == ["missed"]
    assert [o["result"] for o in told["outcomes"]] == [
        "right",
        "answered, but not right",
        "rightly declined",
    ]


def test_a_run_is_compared_with_an_earlier_one(
    indexed: Settings, questions: Path, tmp_path: Path
) -> None:
    earlier, report = tmp_path / "earlier.json", tmp_path / "report.html"
    earlier.write_text(run(indexed, questions, "--json").stdout, encoding="utf-8")
    questions.write_text("\n".join(map(json.dumps, (RIGHT, OPEN))))
    result = run(indexed, questions, "--json", "--compare", earlier, "--report", report)
    changes = json.loads(result.stdout)["changes"]
    assert (changes["compared"], changes["only_before"], changes["mended"]) == (2, 1, [])
    assert changes["other_conditions"] == ["questions_sha256"]
    assert "Changed since the earlier run" in report.read_text(encoding="utf-8")
    assert "0 mended, 0 broken of 2" in run(indexed, questions, "--compare", earlier).stdout


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["--at-least", "0.5", "--declined-at-least", "1"], 0, ""),
        (["--at-least", "0.51"], 1, "citewell: right 1 of 2 is below 0.51.\n"),
        (["--at-least", "0.6", "--declined-at-least", "1"], 1, "citewell: right 1 of 2 is"),
    ],
)
def test_a_line_that_is_not_held_is_exit_status_one(
    indexed: Settings, questions: Path, options: list[str], status: int, told: str
) -> None:
    result = run(indexed, questions, *options)
    assert (result.exit_code, result.stderr.startswith(told)) == (status, True)
    assert result.stderr.count("\n") == status


def test_one_split_is_asked(indexed: Settings, questions: Path) -> None:
    questions.write_text("\n".join(json.dumps(q | {"split": q["id"]}) for q in (RIGHT, MISSED)))
    told = json.loads(run(indexed, questions, "--json", "--split", "missed").stdout)
    assert [o["id"] for o in told["outcomes"]] == ["missed"]


@pytest.mark.parametrize(
    "options",
    [
        ["--split", "none"],
        ["--compare", "no.json"],
        ["--report", "no/report.html"],
        ["--report", "."],
        ["--at-least", "90"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_used_is_exit_status_two(
    indexed: Settings, questions: Path, options: list[str]
) -> None:
    result = run(indexed, questions, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize(("option", "kept"), [("--at-least", OPEN), ("--declined-at-least", RIGHT)])
def test_a_line_needs_questions_to_hold_it_against(
    indexed: Settings, questions: Path, option: str, kept: dict[str, object]
) -> None:
    questions.write_text(json.dumps(kept))
    result = run(indexed, questions, option, "0.9")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{option} needs questions" in result.stderr


def test_a_broken_line_is_named(indexed: Settings, questions: Path) -> None:
    with questions.open("a") as file:
        file.write('\n{"question": "no more"}\n')
    result = run(indexed, questions)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith(f"citewell: Line 4 of {questions} ")


def test_questions_on_other_documents_are_told(indexed: Settings, questions: Path) -> None:
    questions.write_text(json.dumps(RIGHT | {"evidence": [{"doc": "coffee", "quote": "hot"}]}))
    result = run(indexed, questions)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "'coffee'" in result.stderr
