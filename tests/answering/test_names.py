"""A name that no document has may be the short form of what one of them is about."""

import pytest

from citewell.answering.names import Unknown, spelled_out
from citewell.answering.question import analyse

BLADDER = "Overactive bladder. An overactive bladder is a nuisance. The old brown bat barks. "


@pytest.mark.parametrize(
    ("question", "name", "text", "names"),
    [
        ("Does OAB go away?", "oab", BLADDER, ()),
        ("Does oab go away?", "oab", BLADDER, ("oab",)),  # not written as a short form
        ("Does OBB go away?", "obb", BLADDER, ("obb",)),  # stands together once, by chance
        ("Does SLE go away?", "sle", "Systemic lupus erythematosus. " * 2, ()),
        ("Does SLE go away?", "sle", "Systemic lupus. " * 2, ("sle",)),
        ("Does FOG go away?", "fog", "Fever of gnats. " * 2, ("fog",)),  # small words count not
        ("Was RA-JUNIPER blind?", "ra-juniper", BLADDER, ("ra-juniper",)),
    ],
)
def test_what_a_text_spells_out_is_not_unknown(question, name, text, names):
    unknown = Unknown((name,), ("rare",))
    assert spelled_out(unknown, analyse(question), text) == Unknown(names, ("rare",))
