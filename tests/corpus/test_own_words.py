"""The starter corpus is written in our own words, and loses no fact of its originals.

The originals are not part of the repository. They lie in ``shared/sources`` next to it, and the
tests that compare against them are skipped where that folder is missing.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
SOURCES = ROOT.parent / "shared" / "sources"

#: This many words in a row shared with an original count as copied.
RUN = 8

#: Names that may be shared at any length; everything else has to be worded anew.
ALLOWED_NAMES: tuple[str, ...] = (
    # The title of the article that is summarised, named in `original`.
    "How Baricitinib Improves Joint Health in Autoimmune Diseases",
    # The citation of the paper, the journal and the two skin scores.
    "Fischer K, Aringer M, Steininger J",
    "British Journal of Dermatology",
    "Cutaneous Dermatomyositis Area and Severity Index",
    "Dermatology Life Quality Index",
)

REQUIRED_KEYS = frozenset({"title", "site", "author", "date", "kind", "original"})
OPTIONAL_KEYS = frozenset({"doi", "cites"})

POLYMYOSITIS = "baricitinib-dermatomyositis-polymyositis.md"
NEWS = "baricitinib-skin-inflammation-news.md"
CUTANEOUS = "baricitinib-cutaneous-dermatomyositis.md"
JOINTS = "baricitinib-joint-health.md"

DOI = "10.1111/bjd.21252"

#: What each article must still say, letter for letter but for case and line breaks.
FACTS: dict[str, tuple[str, ...]] = {
    POLYMYOSITIS: (
        "does not give a name",
        "first developed for rheumatoid arthritis",
        "both rare autoimmune diseases",
        "Dermatomyositis affects the skin as well",
        "Neither dermatomyositis nor polymyositis can be cured",
        "Janus kinase (JAK) inhibitors",
        "blocks what they do",
        "Less inflammation can ease pain and swelling",
        "more mobility",
        "Corticosteroids and immunosuppressants",
        "Upper respiratory infections",
        "urinary tract infections",
        "white blood cells or platelets can decrease",
        "Regular blood tests",
        "Nausea, diarrhea and abdominal pain",
        "should see a healthcare professional",
        "long-term effects",
        "More research is still needed",
        "monitored closely",
    ),
    NEWS: (
        "as early as 4 weeks",
        "letter",
        "British Journal of Dermatology",
        "uncommon autoimmune disease",
        "Type I interferon",
        "interferon stimulated genes",
        "prospective",
        "3 patients with adult dermatomyositis",
        "for decades, with mild success",
        "violaceous erythema",
        "décolleté",
        "muscle enzymes of patient 1 were normal",
        "baricitinib 4 mg daily",
        "within 5 months",
        "anti-NXP2",
        "Histology confirmed",
        "prednisolone, azathioprine, methotrexate and infusions of IVIG",
        "IVIG infusions once a month",
        "in less than 5 months",
        "anti-MDA5",
        "no interstitial lung involvement and no muscle involvement",
        "Prednisolone, hydroxychloroquine and methotrexate had limited success",
        "One patient reported labial herpes",
        "no serious side effects",
        "Cutaneous Dermatomyositis Area and Severity Index",
        "version 2",
        "Dermatology Life Quality Index",
        "within 4 weeks of baricitinib treatment",
        "with concomitant IVIG",
        "Fischer K, Aringer M and Steininger J",
        "March 23, 2022",
        DOI,
    ),
    CUTANEOUS: (
        "written by Dr Manoj Kumar Nayak",
        "Dr. Kamal Kant Kohli did the medical review",
        "30 December 2022",
        "04:15 GMT",
        "09:49 GMT",
        "Medical Dialogues",
        "autoimmune collagen vascular disease",
        "blood, the muscle and the skin",
        "juvenile DM",
        "British Journal of Dermatology",
        "for 25 years",
        "prednisolone at a low dose (5 mg per day)",
        "adalimumab",
        "violaceous erythema",
        "periungual",
        "liver enzymes had increased",
        "tofacitinib",
        "lactose intolerance",
        "baricitinib 4 mg daily",
        "within 5 months",
        "anti-NXP2",
        "High-dose prednisolone, azathioprine and monthly IVIG infusions",
        "prednisolone 5 mg and on one IVIG cycle per month",
        "resolved after 4 months with residual scarring",
        "interrupted 6 months later, for 1 month",
        "Restarting baricitinib alone",
        "anti-MDA5",
        "hydroxychloroquine 200 mg",
        "leucopenia and an abscess in the axilla",
        "Patient 1 had an outbreak of labial herpes",
        "after only 4 weeks",
        "p-JAK1 and p-STAT1",
        "signal transducer and activator of transcription",
        "IFI44 and IFI27",
        "Only once has panniculitis been described",
        "adult DM",
        "Fischer",
        "Aringer",
        "Steininger",
        "Heil",
        "Beissert",
        "Abraham",
        "Günther",
        "volume 187, issue 3, pages 432-435",
        "20 May 2022",
        "PMID 35318646",
        DOI,
        "Minerva Medical Treatment Pvt Ltd",
    ),
    JOINTS: (
        "written by Orson Bradshaw",
        "18 October 2025",
        "JAK1/2",
        "small-molecule JAK inhibitor",
        "U.S. Food and Drug Administration",
        "one or more conventional DMARDs",
        "IL-6",
        "interferon-γ",
        "TNF-α",
        "JAK-STAT",
        "phosphorylation of STAT proteins",
        "switchboard",
        "RA-BEACON trial (2021)",
        "over 1,300 patients",
        "24 weeks",
        "ACR20",
        "77 % with baricitinib vs. 38 % on placebo",
        "modified Sharp score",
        "48 % lower",
        "RA-JUNIPER trial (2022)",
        "biologic-naïve",
        "33 %",
        "DAS28-CRP remission, versus 12 %",
        "PsA-VENTURE trial (2023)",
        "ACR50 response was 61 % at week 24",
        "HAQ-DI",
        "| Which JAKs are mainly targeted | JAK1/2 | JAK1/3 | JAK1 |",
        "| RA approval | Yes, at 2 mg and 4 mg | Yes, at 5 mg and 10 mg | Yes, at 15 mg |",
        "| PsA approval | Yes, at 4 mg | No | Yes, at 15 mg |",
        "| Usual dosing | By mouth, once daily | By mouth, twice daily | By mouth, once daily |",
        "| Infections, thrombosis, rise in lipids "
        "| Herpes zoster, infections, raised liver enzymes "
        "| Gastrointestinal perforation, infections |",
        "venous thromboembolism (VTE)",
        "complete blood count (CBC)",
        "ALT and AST",
        ">30 %",
        "30 mL/min/1.73 m²",
        "active malignancy, in uncontrolled diabetes and after a recent VTE",
        "shingles and pneumococcal vaccines",
        "the 2 mg dose of baricitinib costs less",
        "after 12 weeks",
        "ulcerative colitis",
        "systemic lupus erythematosus",
        "long COVID",
        "cytokine storms",
        "contraindications to methotrexate",
        "within 2-4 weeks",
        "after 6-12 months",
        "adjusting the dose to renal function",
        "stop the drug immediately",
        "monoclonal antibodies",
        "formulary tiers",
        "Nis Hansen left the only comment, on October 18, 2025 at 20:20",
        "finely tuned orchestra",
        "DAS28 scores",
    ),
}


def words(text: str) -> list[str]:
    """Return the lower-case word tokens of a text."""
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Return every run of ``length`` words in a row that a text contains."""
    tokens = words(text)
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


def is_named(run: tuple[str, ...]) -> bool:
    """Say whether every word of a run belongs to a name of the allow-list in that run.

    A name covers its words where it stands whole in the run, or where the run cuts it off at
    either end and at least two of its words are left.
    """
    covered: set[int] = set()
    for name in ALLOWED_NAMES:
        tokens = tuple(words(name))
        for start in range(2 - len(tokens), len(run) - 1):
            inside = range(max(start, 0), min(start + len(tokens), len(run)))
            if len(inside) > 1 and all(run[i] == tokens[i - start] for i in inside):
                covered.update(inside)
    return len(covered) == len(run)


def copied(text: str, original: str, length: int = RUN) -> list[str]:
    """Return the runs of a text that are carried over from an original, names aside.

    One original has lost many of its spaces ("systemicinvolvement"), so its words are compared
    with and without the spaces between them.
    """
    glued = "".join(words(original))
    whole = runs(original, length)
    shared = {run for run in runs(text, length) if run in whole or "".join(run) in glued}
    return sorted(" ".join(run) for run in shared if not is_named(run))


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Split an article into its front matter and the Markdown below it."""
    opening, head, body = text.split("---\n", 2)
    assert opening == ""
    meta = yaml.safe_load(head)
    assert isinstance(meta, dict)
    return meta, body


def read(name: str) -> str:
    """Return one article of the corpus."""
    return (CORPUS / name).read_text(encoding="utf-8")


def originals() -> dict[str, str]:
    """Return the originals by file name, or skip the test where they are not at hand."""
    if not SOURCES.is_dir():
        pytest.skip(f"the originals are not part of the repository: no folder {SOURCES}")
    found = {path.name: path.read_text(encoding="utf-8") for path in SOURCES.glob("*.txt")}
    if not found:
        pytest.skip(f"there are no originals in {SOURCES}")
    return found


def articles() -> list[str]:
    """Return the file names of the corpus."""
    return sorted(path.name for path in CORPUS.glob("*.md"))


def test_corpus_is_the_four_articles() -> None:
    """No article is missing, and none is there whose facts are not checked below."""
    assert articles() == sorted(FACTS)


@pytest.mark.parametrize("name", sorted(FACTS))
def test_no_sentence_is_carried_over(name: str) -> None:
    """No eight words in a row come from any original, but for the names listed above."""
    text = read(name)
    found = {source: copied(text, original) for source, original in originals().items()}
    assert {source: shared for source, shared in found.items() if shared} == {}


@pytest.mark.parametrize("name", sorted(FACTS))
def test_no_nine_words_in_a_row_whatever_they_are(name: str) -> None:
    """Not even names and citations make a shared run of nine words."""
    text = read(name)
    for source, original in originals().items():
        assert runs(text, 9) & runs(original, 9) == set(), source


def test_a_copied_sentence_would_be_found() -> None:
    """The check sees a run across line breaks, case and punctuation, and names do not hide it."""
    original = "One two three, four five six seven eight nine."
    assert copied("so: ONE two\nthree four - five six (seven) eight!", original) == [
        "one two three four five six seven eight"
    ]
    assert copied("one two three four five six seven", original) == []
    assert copied(
        "one two three four five six seven eight", "One twothree four fivesix seven eight"
    )
    title = ALLOWED_NAMES[0]
    assert copied(title, title) == []
    index = "the effect on the Dermatology Life Quality Index was large"
    assert copied(index, index) != []


@pytest.mark.parametrize("name", sorted(FACTS))
def test_front_matter(name: str) -> None:
    """Every article says where it comes from, in strings, and has the title as its H1."""
    meta, body = front_matter(read(name))
    assert set(meta) >= REQUIRED_KEYS
    assert set(meta) <= REQUIRED_KEYS | OPTIONAL_KEYS
    assert all(isinstance(value, str) and value for value in meta.values())
    assert meta["date"] == "not stated" or re.fullmatch(r"\d{4}-\d{2}-\d{2}", meta["date"])
    assert meta["original"].startswith("Summary in our own words of ")
    assert body.lstrip().splitlines()[0] == f"# {meta['title']}"


@pytest.mark.parametrize("name", sorted(FACTS))
def test_only_the_two_reports_on_the_paper_cite_it(name: str) -> None:
    """The DOI and the citation stand with the two articles that report on the paper."""
    meta, _ = front_matter(read(name))
    expected = DOI if name in {NEWS, CUTANEOUS} else None
    assert meta.get("doi") == expected
    assert ("cites" in meta) == (expected is not None)


@pytest.mark.parametrize("name", sorted(FACTS))
def test_says_that_it_is_a_summary(name: str) -> None:
    """The line directly below the title says who wrote the summary, and that it is one."""
    _, body = front_matter(read(name))
    _, note = [line for line in body.splitlines() if line.strip()][:2]
    assert note.startswith("*This is a summary written by the citewell project in its own words;")
    assert note.endswith(".*")


@pytest.mark.parametrize("name", sorted(FACTS))
def test_keeps_the_facts(name: str) -> None:
    """The figures, doses, names and durations of the original are all there."""
    text = " ".join(read(name).split()).lower()
    assert len(FACTS[name]) >= 15
    assert [fact for fact in FACTS[name] if " ".join(fact.split()).lower() not in text] == []


def test_the_articles_keep_their_disagreements() -> None:
    """Where the two reports on the paper differ, each keeps its own version."""
    news, cutaneous = read(NEWS), read(CUTANEOUS)
    assert "in less than 5 months" in news
    assert "in less than 5 months" not in cutaneous
    assert "resolved after 4 months" in cutaneous
    assert "4 months" not in news
    assert "March 23, 2022" in news
    assert "March" not in cutaneous
    assert "May 2022" not in news
    patient_2 = cutaneous.split("### Patient 2")[1].split("### Patient 3")[0]
    assert "methotrexate" not in patient_2.lower()
    assert "methotrexate" in news.split("### Patient 2")[1].split("### Patient 3")[0]


def test_the_table_is_a_pipe_table_below_its_caption() -> None:
    """The comparison of the three drugs has a caption and four cells in every row."""
    lines = read(JOINTS).splitlines()
    rows = [i for i, line in enumerate(lines) if line.startswith("|")]
    assert rows == list(range(rows[0], rows[0] + 7))
    assert all(len(lines[i].strip("|").split("|")) == 4 for i in rows)
    assert lines[rows[0]] == "| Feature | Baricitinib | Tofacitinib | Upadacitinib |"
    assert lines[rows[0] - 1] == ""
    assert lines[rows[0] - 2].startswith("Table: ")
