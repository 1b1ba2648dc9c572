"""The command line: what it prints, where, and with which exit status."""

import json

import pytest
from click.testing import CliRunner, Result

from citewell import load_settings
from citewell.cli import main
from citewell.cli.terminal import visible
from citewell.errors import IndexBusy, IndexMissing
from citewell.ingest.build import Indexer
from citewell.store.generations import writing
from citewell.store.models import Encoder
from doubles import WordEncoder
from ingest.runs import write
from samples import DOCUMENTS

COMMANDS = ["index", "ask", "documents", "serve", "evaluate", "train", "login", "mcp"]


def run(*arguments: object, **options) -> Result:
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, words, prog_name="citewell", **options)


def places(settings) -> list[object]:
    return ["--corpus", settings.corpus, "--index", settings.index]


def said(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def indexed(settings):
    """An index that passes for one of the built-in model, made without loading it."""
    Indexer(settings, WordEncoder(name=Encoder.of(settings).id)).run()
    return settings


# Help, and what cannot be done


def test_help_lists_the_commands():
    result = run("--help")
    listed = [line.split()[0] for line in result.stdout.split("Commands:")[1].splitlines() if line]
    assert (result.exit_code, sorted(listed)) == (0, sorted(COMMANDS))


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != "login"])
def test_every_command_that_needs_documents_names_its_places(command):
    result = run(command, "-h")
    assert result.exit_code == 0
    assert [name for name in ("--corpus", "--index") if name not in result.stdout] == []


def test_the_version_is_told():
    assert run("--version").stdout == "citewell, version 0.1.0\n"


@pytest.mark.parametrize(
    "arguments",
    [["ask", "What is tea?"], ["ask", "--jsonl"], ["documents"], ["documents", "--json"]],
    ids=" ".join,
)
def test_a_missing_index_is_told_in_one_line(arguments, settings):
    message = f"citewell: {IndexMissing(settings.index)}\n"
    assert said(run(*arguments, *places(settings))) == (2, "", message)


def test_a_missing_folder_is_told_in_one_line(settings, tmp_path):
    result = run("index", "--corpus", tmp_path / "no", "--index", settings.index)
    assert said(result) == (
        2,
        "",
        f"citewell: There is no folder {tmp_path / 'no'}. Make it and put documents in, or name "
        "another with --corpus.\n",
    )


def test_an_invalid_setting_is_told_in_one_line(settings):
    result = run("documents", *places(settings), env={"CITEWELL_PASSAGE_TOKENS": "few"})
    assert result.exit_code == 2
    assert result.stderr.startswith("citewell: CITEWELL_PASSAGE_TOKENS='few': ")
    assert result.stderr.count("\n") == 1


def test_another_indexing_run_is_told_in_one_line(indexed):
    with writing(indexed.index):
        result = run("index", *places(indexed))
    assert said(result) == (2, "", f"citewell: {IndexBusy(indexed.index)}\n")


def test_an_index_of_other_settings_is_told_in_one_line(indexed):
    result = run("documents", *places(indexed), env={"CITEWELL_PASSAGE_TOKENS": "64"})
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "passages of 160 tokens" in result.stderr
    assert "passages of 64 tokens" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", "What is tea?", "--jsonl"], ["index", "--colour"], ["asks"], ["evaluate"]],
    ids=" ".join,
)
def test_a_wrong_use_is_told(arguments):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: citewell" in result.stderr


def test_a_missing_file_of_questions_is_told_in_one_line(indexed, tmp_path):
    result = run("evaluate", tmp_path / "no.jsonl", *places(indexed))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert str(tmp_path / "no.jsonl") in result.stderr


# documents


def test_documents_are_listed(indexed):
    assert said(run("documents", *places(indexed))) == (
        0,
        "garden/bees.txt\n    Bees in winter\n    1 passages\n"
        "lighthouse.txt\n    The lighthouse at Skerry Point\n    2021-06-30 · 2 passages\n"
        "tea.md\n    Drying tea\n    2024-03-05 · 2 passages\n",
        "",
    )


def test_documents_as_json(indexed):
    rows = json.loads(run("documents", "--json", *places(indexed)).stdout)
    assert [row["document"] for row in rows] == ["garden/bees.txt", "lighthouse.txt", "tea.md"]
    digest = rows[2].pop("sha256")
    assert (len(digest), rows[2]) == (
        64,
        {
            "document": "tea.md",
            "title": "Drying tea",
            "kind": "",
            "site": "example.org",
            "author": "Ada Example",
            "published": "2024-03-05",
            "original": "",
            "doi": "",
            "pages": None,
            "passages": 2,
            "notes": [],
        },
    )


# index


def test_nothing_to_index_needs_no_model(indexed):
    result = run("index", "--json", *places(indexed))
    account = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert account.pop("seconds") >= 0
    assert account == {
        "added": [],
        "changed": [],
        "renamed": [],
        "removed": [],
        "unchanged": 3,
        "failed": [],
        "notes": [],
        "documents": 3,
        "passages": 5,
    }


def test_what_was_removed_and_renamed_is_listed(indexed):
    (indexed.corpus / "tea.md").unlink()
    (indexed.corpus / "lighthouse.txt").rename(indexed.corpus / "tower.txt")
    account = json.loads(run("index", "--json", *places(indexed)).stdout)
    assert (account["removed"], account["renamed"]) == (
        ["tea.md"],
        [["lighthouse.txt", "tower.txt"]],
    )


def test_the_account_in_words(indexed):
    (indexed.corpus / "lighthouse.txt").rename(indexed.corpus / "tower.txt")
    result = run("index", *places(indexed))
    before, _, after = result.stdout.partition(", in ")
    assert before == "0 added, 0 changed, 2 unchanged, 0 removed, 0 failed, 1 renamed"
    assert after.split(" seconds. ")[1] == "The index holds 3 documents in 5 passages.\n"


def test_a_file_that_failed_is_told_and_the_status_is_one(indexed):
    (indexed.corpus / "tea.md").write_bytes(b"\0")
    reason = "it holds NUL characters, so it is not a text file"
    result = run("index", *places(indexed))
    assert (result.exit_code, result.stderr) == (1, f"  failed: tea.md: {reason}\n")
    result = run("index", "--json", *places(indexed))
    failed = [{"document": "tea.md", "reason": reason}]
    assert (result.exit_code, json.loads(result.stdout)["failed"]) == (1, failed)


def test_an_empty_folder_needs_a_word(indexed):
    for name in DOCUMENTS:
        (indexed.corpus / name).unlink()
    refused = run("index", *places(indexed))
    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert "--allow-empty" in refused.stderr
    emptied = run("index", "--allow-empty", "--json", *places(indexed))
    account = json.loads(emptied.stdout)
    assert (emptied.exit_code, account["removed"], account["documents"]) == (
        0,
        sorted(DOCUMENTS),
        0,
    )


# ask, with the real models

ANSWERED = "How long does drying take for old leaves of tea?"
KEYS = {
    *("question", "understood", "declined", "reason", "confidence", "text", "citations"),
    *("related", "missing", "disagreements", "seconds"),
}
CITATION = {
    *(
        "number",
        "document",
        "title",
        "section",
        "start",
        "end",
        "quote",
        "score",
        "published",
        "page",
    ),
}


@pytest.fixture(scope="module")
def answering(tmp_path_factory):
    """A corpus indexed by the command itself, once for all questions."""
    place = tmp_path_factory.mktemp("answering")
    write(place / "corpus", DOCUMENTS)
    settings = load_settings(corpus=place / "corpus", index=place / "index")
    result = run("index", "--json", *places(settings))
    assert (result.exit_code, json.loads(result.stdout)["added"]) == (0, sorted(DOCUMENTS))
    return settings


@pytest.mark.models
def test_an_answer_as_json(answering):
    result = run("ask", ANSWERED, "--json", *places(answering))
    answer = json.loads(result.stdout)
    assert (result.exit_code, set(answer), answer["question"]) == (0, KEYS, ANSWERED)
    shown = answer["related"] if answer["declined"] else answer["citations"]
    assert shown
    for citation in shown:
        text = DOCUMENTS[citation["document"]]
        assert set(citation) == CITATION
        assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.models
def test_questions_a_line_are_answered_a_line(answering):
    asked = [
        {"id": "a", "question": ANSWERED},
        {"id": 7, "question": "And for young ones?", "history": [ANSWERED]},
        {"question": ""},
    ]
    lines = "\n\n".join(json.dumps(question) for question in asked)
    result = run("ask", "--jsonl", *places(answering), input=lines)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(a["id"], a["question"], set(a) - {"id"}) for a in answers] == [
        ("a", ANSWERED, KEYS),
        (7, "And for young ones?", KEYS),
        (None, "", KEYS),
    ]
    assert answers[2]["reason"] == "empty-question"


@pytest.mark.models
@pytest.mark.parametrize(
    "broken",
    ["not JSON", "[]", '{"id": 1}', '{"question": 1}', '{"question": "q", "history": [1]}'],
)
def test_a_broken_line_is_told_in_one_line(broken, answering):
    lines = f'{{"question": ""}}\n{broken}\n{{"question": ""}}\n'
    result = run("ask", "--jsonl", *places(answering), input=lines)
    assert (result.exit_code, len(result.stdout.splitlines())) == (2, 1)
    assert result.stderr.startswith('citewell: Line 2 is not {"id", "question", "history"}: ')
    assert broken in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.models
def test_a_broken_line_is_shown_as_it_stands(answering):
    result = run("ask", "--jsonl", *places(answering), input='{"frage": "Größe"}\n')
    assert result.stderr == (
        'citewell: Line 1 is not {"id", "question", "history"}: {"frage": "Größe"}\n'
    )


@pytest.mark.models
def test_a_mark_before_the_first_line_is_passed_over(answering):
    line = b'\xef\xbb\xbf{"question": ""}\n'
    result = run("ask", "--jsonl", *places(answering), input=line)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)


@pytest.mark.models
def test_a_line_that_is_no_text_is_told_in_one_line(answering):
    result = run("ask", "--jsonl", *places(answering), input=b'{"question": "\xff"}\n')
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.models
@pytest.mark.parametrize("history", ['"Is it dried?"', '{"Is it dried?": 1}'])
def test_a_history_that_is_no_list_is_told_in_one_line(history, answering):
    line = f'{{"question": "What is tea?", "history": {history}}}'
    result = run("ask", "--jsonl", *places(answering), input=line)
    assert (result.exit_code, result.stdout) == (2, "")


# What a terminal must not be told to do


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Größe 4\u00a0mg\n茶 🍵", "Größe 4\u00a0mg\n茶 🍵"),
        ("a\x1b[31m.md", "a\\x1b[31m.md"),
        ("a\u202egpj.md\r\x07", "a\\u202egpj.md\\r\\x07"),
    ],
    ids=["text", "colours", "direction"],
)
def test_what_a_terminal_would_act_on_is_written_out(text, shown):
    assert visible(text) == shown


def test_the_name_of_a_file_cannot_command_the_terminal(indexed):
    (indexed.corpus / "a\x1b[31m.md").write_bytes(b"\0")
    result = run("index", *places(indexed))
    assert "\x1b" not in result.output
    assert "  failed: a\\x1b[31m.md: it holds NUL characters" in result.stderr


@pytest.mark.parametrize("option", ["--rebuild", "--allow-empty"])
def test_following_goes_with_no_other_order(option, indexed):
    result = run("index", "--watch", option, *places(indexed))
    assert (result.exit_code, "--watch goes with neither" in result.stderr) == (2, True)
