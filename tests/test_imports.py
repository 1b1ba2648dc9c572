"""The rooms of the house: who may import whom, and what is imported only when it is needed."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "citewell"
FILES = sorted(SOURCE.rglob("*.py"))
NOUNS = {"documents", "errors", "settings", "terms"}  # modules every room may use
ROOMS = {  # the rooms that each may enter
    "store": {"store"},
    "ingest": {"ingest", "store"},
    "answering": {"answering", "store"},
    "evaluating": {"evaluating", "answering", "store"},
    "training": {"training", "evaluating", "answering", "ingest", "store"},
    "page": {"page", "answering", "ingest", "store"},
}
DOORS = {  # the files that may import each heavy library
    "gradio": "page",
    "chromadb": "store/vectors/folder.py",
    "httpx": "store/vectors/chroma.py",
    "sentence_transformers": "store/models.py",
    "torch": ("store/models.py", "training/fit.py"),  # to use a model, and to change one
    "transformers": ("store/models.py", "training/fit.py"),
    "sklearn": "training/measure.py",
    "bm25s": "store/lexical.py",
    "sqlite3": (
        "store/catalogue.py",
        "store/vectors/copying.py",
    ),  # Chroma's is copied as a database
    "filelock": "store/generations.py",
    "markdown_it": "ingest/formats/markdown.py",
    "nltk": "ingest/sentences.py",
    "mcp": "cli/mcp.py",
    "pypdfium2": "ingest/formats/pdf/characters.py",
    "mammoth": "ingest/formats/docx.py",
    "pptx": "ingest/formats/pptx.py",
    "lxml": "ingest/formats",
    "charset_normalizer": "ingest/formats/decode.py",
    "watchfiles": "ingest/watch.py",
    "jinja2": "evaluating/report.py",
}
HEAVY = [
    *("chromadb", "gradio", "sentence_transformers", "torch", "transformers", "bm25s", "nltk"),
    *("llama_index", "numpy", "markdown_it", "pydantic", "sklearn", "jinja2", "rich"),
    "mcp",
    *("pypdfium2", "httpx", "mammoth", "pptx", "lxml", "charset_normalizer", "watchfiles"),
]


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imported(path: Path) -> set[str]:
    """Every module that the file names in an import, wherever it stands in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} has a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_entered(path: Path) -> set[str]:
    """The rooms, and the modules beside them, of our own package that the file imports from."""
    return {module.split(".")[1] for module in imported(path) if module.startswith("citewell.")}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_below(room):
    files = sorted((SOURCE / room).rglob("*.py"))
    assert files
    allowed = ROOMS[room] | NOUNS
    assert {name(f): sorted(rooms_entered(f) - allowed) for f in files} == {
        name(f): [] for f in files
    }


@pytest.mark.parametrize("noun", sorted(NOUNS))
def test_the_shared_nouns_enter_no_room(noun):
    assert rooms_entered(SOURCE / f"{noun}.py") <= NOUNS


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_has_one_door(library):
    users = {
        name(f) for f in FILES if any(module.split(".")[0] == library for module in imported(f))
    }
    doors = DOORS[library] if isinstance(DOORS[library], tuple) else (DOORS[library],)
    strangers = {u for u in users if not any(f"{u}/".startswith(f"{door}/") for door in doors)}
    assert users
    assert strangers == set()


@pytest.mark.parametrize(
    "code",
    [
        "import citewell",
        "import citewell.cli",
        "from citewell.cli import main; main(['--help'], standalone_mode=False)",
        "from citewell.cli import main; main(['ask', '--help'], standalone_mode=False)",
    ],
    ids=["import citewell", "import citewell.cli", "citewell --help", "citewell ask --help"],
)
def test_help_is_instant_because_nothing_heavy_is_imported(code):
    ask = f"{code}; import json, sys; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    modules = json.loads(said.stdout.splitlines()[-1])
    assert "citewell" in modules
    assert [module for module in modules if module in HEAVY] == []


def test_the_guards_stand_alone():
    """They may be used on any text: of the room around them they know how medicines are named."""
    strangers = {
        module
        for file in (SOURCE / "answering" / "guards").glob("*.py")
        for module in imported(file)
        if module.startswith("citewell.answering.")
        and not module.startswith(("citewell.answering.guards.", "citewell.answering.question."))
    }
    assert strangers == set()


def test_no_file_is_a_drawer_for_leftovers():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [name(f) for f in FILES if drawers & set(f.stem.lower().split("_"))] == []


def test_no_file_is_long():
    lengths = {name(f): len(f.read_text(encoding="utf-8").splitlines()) for f in FILES}
    assert {file: length for file, length in lengths.items() if length > 320} == {}
