"""The report stands alone, and shows whatever it is given as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from citewell.errors import EvaluationUnusable
from citewell.evaluating.compare import compare
from citewell.evaluating.report import Plot, render_report, write_report
from citewell.evaluating.score import Expected, Result, Shown
from citewell.evaluating.statistics import Point
from evaluating.builders import evaluation, outcome

HOSTILE = (
    "</title></style></svg><script>alert('1')</script><img src=x onerror=\"a()\">&amp;{{ 7*7 }}"
)


class Page(HTMLParser):
    """The elements, attributes and text of a page, as a browser would find them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


RUN = evaluation(
    outcome("a", Result.RIGHT, 0.9),
    outcome("b", Result.WRONG, 0.8, cites_right_document=True, kind="risk"),
    outcome("c", Result.WRONGLY_DECLINED, 0.4),
    outcome("d", Result.RIGHTLY_DECLINED, 0.1, is_follow_up=True),
)
EARLIER = evaluation(
    outcome("a", Result.WRONG, 0.7), *(o for o in RUN.outcomes if o.id != "a"), reader="built-in"
)


def test_misses_are_shown_with_what_was_expected_and_what_was_cited() -> None:
    text = "".join(Page(render_report(RUN)).texts)
    misses = text[text.rindex("Misses") :]
    assert re.findall(r"Question \w", misses) == ["Question b", "Question c"]
    assert "answered, but not right, confidence 0.80" in misses
    assert "skin · read, not cited" in misses
    assert "skin.md · Dose" in misses
    assert "Nearest sentences shown" in misses


def test_two_runs_are_shown_as_two_curves_and_what_changed() -> None:
    page = Page(render_report(RUN, compare(EARLIER, RUN)))
    text = " ".join(" ".join(page.texts).split())
    assert page.elements.count("polyline") == 2
    assert "1 mended, 0 broken of 4 questions in both" in text
    assert "reader was built-in, is off" in text
    assert "answered, but not right → right" in text


def test_one_run_is_shown_as_one_curve() -> None:
    assert Page(render_report(RUN)).elements.count("polyline") == 1


def test_whatever_is_put_in_is_shown_as_text() -> None:
    hostile = outcome(
        HOSTILE,
        Result.WRONG,
        kind=HOSTILE,
        question=HOSTILE,
        understood=HOSTILE + "!",
        missing_facts=((HOSTILE,),),
        expected=(Expected(HOSTILE, HOSTILE, True, False, False),),
        shown=(Shown(HOSTILE, HOSTILE, HOSTILE, False, True),),
    )
    run = evaluation(hostile, questions=HOSTILE, index=HOSTILE, reader=HOSTILE)
    before = evaluation(outcome(HOSTILE, Result.RIGHT, question=HOSTILE), reader=HOSTILE[::-1])
    page = Page(render_report(run, compare(before, run)))
    plain = Page(render_report(RUN, compare(EARLIER, RUN)))
    assert set(page.elements) == set(plain.elements)
    assert {name for name, _ in page.attributes} == {name for name, _ in plain.attributes}
    assert not {"script", "img"} & set(page.elements)
    assert "".join(page.texts).count(HOSTILE) >= 15


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = Page(render_report(RUN, compare(EARLIER, RUN)))
    names = {name for name, _ in page.attributes}
    assert not {"src", "href", "action"} & names
    assert [name for name in names if name.startswith("on")] == []
    policies = [value for name, value in page.attributes if name == "content"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policies
    style = "".join(page.texts)
    assert "url(" not in style
    assert "@import" not in style
    assert "http" not in style


@pytest.mark.parametrize("result", list(Result))
def test_a_run_of_one_question_has_a_report(result: Result) -> None:
    run = evaluation(outcome("a", result, expected=(), shown=()))
    assert "Risk and coverage" in render_report(run)


def test_the_same_run_makes_the_same_report(tmp_path: Path) -> None:
    write_report(tmp_path / "a.html", RUN)
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == render_report(RUN)


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationUnusable, match="cannot be written"):
        write_report(tmp_path / "no" / "a.html", RUN)


def test_the_curve_is_drawn_from_the_risk_of_its_first_step() -> None:
    plot = Plot(top=0.5, left=0, right=100, upper=0, lower=100)
    assert (
        plot.line([Point(0.9, 0.5, 0.25), Point(0.1, 1.0, 0.5)]) == "0.0,50.0 50.0,50.0 100.0,0.0"
    )
