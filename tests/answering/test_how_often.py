"""How often an effect is seen is told above a list, and the effect in an item below."""

import pytest

from answering.builders import candidates
from citewell.answering.evidence import candidates_of
from citewell.answering.how_often import is_of_another_frequency, seen_as_often
from citewell.answering.question import analyse

EFFECTS = """# Tablets

Common side effects (may affect up to 1 in 10 people):

- mild headache

Uncommon side effects (may affect up to 1 in 100 people):

- high fever
"""


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("Which side effects are common?", [False, False, True, True]),
        ("Which side effects are very common?", [True, True, True, True]),
        ("Which uncommon side effects are there?", [True, True, False, False]),
        ("How common is a headache?", [False, False, False, False]),
        ("Which side effects are there?", [False, False, False, False]),
    ],
)
def test_effects_that_are_seen_more_often_or_less(question, others):
    found = candidates(EFFECTS)
    assert [is_of_another_frequency(c, analyse(question)) for c in found] == others


SEEN = """# Braxol tablets

Rare side effects (may affect up to 1 in 1,000 people):

- deafness
- swelling of the gums

Keep it dry:

- deafness
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How rare is losing all hearing with Braxol?", [False, None, None]),  # in no list
        ("How rare is deafness with Braxol?", [False, True, None]),
        ("How many people on Braxol get deafness?", [False, True, None]),
        ("Is gum swelling a rare or a common effect?", [False, None, True]),
        ("Does Braxol cause deafness?", [None, None, None]),
    ],
)
def test_an_effect_in_the_list_of_those_seen_so_often(question, expected):
    asked = analyse(question)
    found = candidates(SEEN)
    seen = [seen_as_often(candidate, asked) for candidate in found]
    assert seen[:3] == expected
    assert seen[4] is None  # the same word in a list of something else


def test_an_item_of_one_word_may_answer():
    (first, *_) = candidates(SEEN)
    shown = [
        c.shown for c in candidates_of(first.article, [c.passage for c in candidates(SEEN)[:1]])
    ]
    assert "deafness" in shown
