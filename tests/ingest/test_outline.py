"""Headings and lists in texts whose line ends are meant, without the marks of Markdown."""

import pytest

from ingest.reading import markdown, outline, units

LONG = "This sentence is only here since it is wider than anybody wraps a text, which tells that "
FILLER = "\n".join(
    f"{LONG}whoever wrote line {n} breaks lines on purpose and not to fit a width." for n in "123"
)


def read(*lines: str) -> list[str]:
    """The outline of some lines in a file that breaks its lines on purpose."""
    article = markdown(
        "# Leaflet\n\n## Section\n\n" + "\n".join(lines) + "\n\n## Rest\n\n" + FILLER
    )
    return outline(article)[2:-4]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Do not take it", "if you are allergic to it", "if you are pregnant", "Ask first."],
            [
                "h3: Do not take it",
                "item 1: if you are allergic to it",
                "item 1: if you are pregnant",
                "p: Ask first.",
            ],
            id="above a list in small letters",
        ),
        pytest.param(
            ["It is a tablet.", "Driving and machines", "It may make you dizzy and tired."],
            [
                "p: It is a tablet.",
                "h3: Driving and machines",
                "p: It may make you dizzy and tired.",
            ],
            id="between two sentences",
        ),
        pytest.param(
            ["**How long?**", "A course lasts for about twelve weeks."],
            ["h3: How long?", "p: A course lasts for about twelve weeks."],
            id="in bold as a whole",
        ),
        pytest.param(
            ["Stir it.", "Put the lid on again at once after every use", "Store the box upright."],
            [
                "p: Stir it.",
                "p: Put the lid on again at once after every use",
                "p: Store the box upright.",
            ],
            id="an instruction that lacks its full stop is none",
        ),
        pytest.param(
            ["Effects seen are:", "Headache", "Cough", "Tell your doctor about every one of them."],
            [
                "p: Effects seen are:",
                "item 1: Headache",
                "item 1: Cough",
                "p: Tell your doctor about every one of them.",
            ],
            id="an item in a list is none",
        ),
        pytest.param(
            ["The tablet is white.", "Write to us"],
            ["p: The tablet is white.", "p: Write to us"],
            id="the last line is none",
        ),
    ],
)
def test_a_heading_without_marks(lines, expected):
    assert read(*lines) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Common (may affect up to 1 in 10 people)",
        "Uncommon side effects (may affect up to 1 in 100 people):",
        "Not known (frequency cannot be estimated from the available data)",
        "Rare: may occur in up to 1 in 1,000 doses of the vaccine",
        "May affect more than 1 in 10 people",
    ],
)
def test_how_often_an_effect_is_seen_introduces_the_effects_below(line):
    found = read("Some effects are listed here.", line, "Headache", "Feeling sick")
    assert found[1:] == [f"p: {line}", "item 1: Headache", "item 1: Feeling sick"]


def test_a_frequency_that_was_glued_to_the_line_before_stands_apart():
    text = (
        "# A\n\nSeen were:\nheart pain Very rare (may affect up to 1 in 10,000 people)\ncough\n\n"
    )
    article = markdown(text + FILLER)
    leads = {
        unit.span.of(article.text): unit.lead.of(article.text)
        for unit in units(article)
        if unit.lead
    }
    assert leads == {
        "heart pain": "Seen were:",
        "cough": "Very rare (may affect up to 1 in 10,000 people)",
    }


def test_a_frequency_within_a_sentence_is_left_where_it_is():
    line = "Tell them about colds, which are very common (may affect more than 1 in 10 people)"
    assert read("It is safe.", line, "Ask.")[1] == f"p: {line}"


def test_a_frequency_and_what_it_means_introduce_together():
    found = read(
        "See below.", "Common side effects", "May affect up to 1 in 10 people:", "Headache"
    )
    assert found[1:] == [
        "p: Common side effects\nMay affect up to 1 in 10 people:",
        "item 1: Headache",
    ]


def test_text_that_is_wrapped_has_no_headings_without_marks():
    wrapped = "Tea is dried and\nRolled in the\nHand of a person."
    assert outline(markdown(wrapped)) == [f"p: {wrapped}"]
