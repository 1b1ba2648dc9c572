"""The folder against the index: what was added, changed, moved or removed."""

import pytest

from citewell.ingest.plan import Plan, compare

INDEXED = {"a.txt": "1", "b.txt": "2"}


def plan(added=(), changed=(), renamed=(), removed=(), unchanged=()) -> Plan:
    return Plan(*map(tuple, (added, changed, renamed, removed, unchanged)))


@pytest.mark.parametrize(
    ("found", "failed", "expected"),
    [
        pytest.param(INDEXED, (), plan(unchanged=["a.txt", "b.txt"]), id="nothing"),
        pytest.param(
            {**INDEXED, "d.txt": "4", "c.txt": "3"},
            (),
            plan(added=["c.txt", "d.txt"], unchanged=["a.txt", "b.txt"]),
            id="added",
        ),
        pytest.param(
            {"a.txt": "9", "b.txt": "2"},
            (),
            plan(changed=["a.txt"], unchanged=["b.txt"]),
            id="changed",
        ),
        pytest.param(
            {"b.txt": "2"}, (), plan(removed=["a.txt"], unchanged=["b.txt"]), id="removed"
        ),
        pytest.param(
            {"z.txt": "1", "b.txt": "2"},
            (),
            plan(renamed=[("a.txt", "z.txt")], unchanged=["b.txt"]),
            id="renamed",
        ),
        pytest.param(
            {"a.txt": "2", "b.txt": "1"},
            (),
            plan(changed=["a.txt", "b.txt"]),
            id="contents exchanged",
        ),
        pytest.param(
            {"b.txt": "1", "c.txt": "2"},
            (),
            plan(added=["c.txt"], changed=["b.txt"], removed=["a.txt"]),
            id="moved up by one",
        ),
        pytest.param(
            {**INDEXED, "c.txt": "1"},
            (),
            plan(added=["c.txt"], unchanged=["a.txt", "b.txt"]),
            id="copied",
        ),
        pytest.param(
            {"x.txt": "1", "y.txt": "1", "b.txt": "2"},
            (),
            plan(added=["y.txt"], renamed=[("a.txt", "x.txt")], unchanged=["b.txt"]),
            id="moved and copied",
        ),
        pytest.param(
            {"b.txt": "2"}, ("a.txt",), plan(unchanged=["b.txt"]), id="failed, so it is kept"
        ),
        pytest.param(
            {"b.txt": "2", "c.txt": "1"},
            ("a.txt",),
            plan(added=["c.txt"], unchanged=["b.txt"]),
            id="failed, so it did not move",
        ),
        pytest.param({}, (), plan(removed=["a.txt", "b.txt"]), id="emptied"),
    ],
)
def test_tells_what_happened(found, failed, expected):
    assert compare(INDEXED, found, frozenset(failed)) == expected


def test_of_equal_files_each_moves_once():
    indexed = {"a.txt": "1", "b.txt": "1", "c.txt": "1"}
    found = {"x.txt": "1", "y.txt": "1"}
    assert compare(indexed, found, frozenset()) == plan(
        renamed=[("a.txt", "x.txt"), ("b.txt", "y.txt")], removed=["c.txt"]
    )


@pytest.mark.parametrize(
    ("some", "to_read"),
    [
        (plan(added=["c"], changed=["a", "d"]), ("a", "c", "d")),
        (plan(renamed=[("a", "b")], removed=["c"], unchanged=["d"]), ()),
    ],
    ids=["new and changed", "moved and removed"],
)
def test_only_new_content_is_read(some, to_read):
    assert some.to_read == to_read
    assert not some.is_empty


def test_is_empty_when_all_is_unchanged():
    assert plan(unchanged=["a"]).is_empty
