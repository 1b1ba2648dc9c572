"""Whatever was done to the folder, in whatever steps, the index is as one built from nothing."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from citewell import Settings, load_settings
from citewell.errors import IndexMissing, IndexOutdated
from ingest.children import context, index_and_die_at
from ingest.runs import contents, index, library, write

NAMES = ["a.md", "b.md", "c.md", "folder/d.md"]
TEXTS = [
    f"# Note {number}\n\n{body}\n\n## More\n\nTea is dried.\n\n- bees\n- the lamp {number}\n"
    for number, body in enumerate(
        ["Bees sleep. Bees hum.", "The lamp of the tower turns.", "Rain falls in winter. " * 60]
    )
]
NAME = st.sampled_from(NAMES)
LATEST = 150  # about as many moments as a run has at which it may be killed
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), NAME, st.sampled_from(TEXTS)),
        st.tuples(st.just("move"), NAME, NAME),
        st.tuples(st.just("delete"), NAME, st.none()),
        st.tuples(st.just("touch"), NAME, st.none()),
        st.tuples(st.just("index"), st.none(), st.none()),
        st.tuples(st.just("crash"), st.none(), st.integers(0, LATEST)),
        st.tuples(st.just("setting"), st.none(), st.sampled_from([64, 160])),
    ),
    min_size=4,
    max_size=14,
)


def do(corpus: Path, what: str, name: str, value: str | None) -> None:
    """One step on the folder; one that cannot be done is passed over."""
    path = corpus / name
    if what == "write":
        write(corpus, {name: value})
    elif path.exists():
        if what == "move":
            (corpus / value).parent.mkdir(exist_ok=True)
            path.rename(corpus / value)
        elif what == "delete":
            path.unlink()
        else:
            os.utime(path, (1, 1))


def crash(kept: Settings, moment: int) -> None:
    """A run that is killed, if it comes to that moment; what is left then answers, if anything."""
    child = context().Process(target=index_and_die_at, args=(kept, moment))
    child.start()
    child.join(120)
    with contextlib.suppress(IndexMissing, IndexOutdated):
        reader = library(kept)
        contents(reader.snapshot())
        assert reader.damage == ""


@settings(max_examples=8, deadline=None, derandomize=True)
@given(steps=STEPS)
@example(
    steps=[
        ("write", "a.md", TEXTS[0]),
        ("write", "b.md", TEXTS[1]),
        ("index", None, None),
        ("move", "a.md", "c.md"),
        ("write", "b.md", TEXTS[2]),
        ("crash", None, 60),
        ("move", "c.md", "a.md"),
        ("delete", "b.md", None),
        ("crash", None, 110),
        ("setting", None, 64),
        ("crash", None, 90),
        ("setting", None, 160),
    ]
)
@example(
    steps=[
        ("write", "a.md", TEXTS[0]),
        ("write", "b.md", TEXTS[1]),
        ("write", "c.md", TEXTS[2]),
        ("index", None, None),
        ("move", "a.md", "folder/d.md"),
        ("move", "b.md", "a.md"),
        ("write", "b.md", TEXTS[0]),
        ("write", "c.md", TEXTS[1]),
        ("index", None, None),
        ("delete", "a.md", None),
        ("touch", "c.md", None),
    ]
)
def test_the_index_equals_one_built_from_nothing(steps):
    with TemporaryDirectory() as place:
        corpus = Path(place, "corpus")
        corpus.mkdir()
        kept = load_settings(corpus=corpus, index=Path(place, "kept"))
        for what, name, value in steps:
            if what == "index":
                index(kept, allow_empty=True)
            elif what == "crash":
                crash(kept, value)
            elif what == "setting":
                kept = kept.model_copy(update={"passage_tokens": value})
            else:
                do(corpus, what, name, value)
        index(kept, allow_empty=True)
        fresh = kept.model_copy(update={"index": Path(place, "fresh")})
        index(fresh, allow_empty=True)
        assert contents(library(kept).snapshot()) == contents(library(fresh).snapshot())
