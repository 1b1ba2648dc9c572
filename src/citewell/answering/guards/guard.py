"""What a sentence says that the quote it cites, under its headings, does not carry.

For sentences that somebody or something else wrote: a language model, a person. It reads neither
meaning nor grammar; it compares what can be taken from both sides for sure (amounts, frequencies,
denials, groups, names). A sentence that says less than its quote passes, one that says more or
other is found out; what it cannot read it lets pass, so an empty answer is no proof.
"""

from __future__ import annotations

from collections.abc import Sequence

from citewell.answering.guards.alignment import denial_findings
from citewell.answering.guards.amounts import amounts_in, figure_findings, quantity_findings
from citewell.answering.guards.binding import binding_findings
from citewell.answering.guards.circumstances import direction_findings, timing_findings
from citewell.answering.guards.finding import Finding
from citewell.answering.guards.modality import modality_findings
from citewell.answering.guards.opposites import opposite_findings
from citewell.answering.guards.ownership import ownership_findings
from citewell.answering.guards.permission import permission_findings
from citewell.answering.guards.population import population_findings
from citewell.answering.guards.ranking import ranking_findings
from citewell.answering.guards.regularity import frequency_findings
from citewell.answering.guards.routes import route_findings
from citewell.answering.guards.states import state_findings
from citewell.answering.guards.subjects import medicines_in, numbered_in, subject_findings
from citewell.answering.guards.verbatim import changed_word_findings
from citewell.answering.guards.wording import read


def not_carried(sentence: str, quote: str, headings: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What the sentence says that its quote does not carry, in the order of the sentence.

    Args:
        sentence: one sentence, as a reader will see it.
        quote: what it cites, as a reader will see it (a table row with its column heads).
        headings: the title and the headings above the quote, outermost first. They carry what a
            quote leaves to them: the medicine, the patient, the age group; never a dose.
    """
    said, told = read(sentence), read(quote)
    above = tuple(read(heading) for heading in headings)
    over = read(" ; ".join(headings))
    ours, theirs, overs = (
        amounts_in(reading, [name.span for name in numbered_in(reading)])
        for reading in (said, told, over)
    )
    subjects = frozenset(name.name for heading in above for name in medicines_in(heading))
    found = [
        *quantity_findings(ours, theirs, overs),
        *figure_findings(ours, theirs, overs),
        *frequency_findings(ours, theirs),
        *route_findings(said, told, over),
        *timing_findings(said, told),
        *denial_findings(ours, theirs),
        *modality_findings(said, told),
        *direction_findings(said, told),
        *permission_findings(said, told),
        *opposite_findings(ours, theirs),
        *ranking_findings(ours, theirs),
        *state_findings(said, told, over),
        *population_findings(said, told, over, ours.quantities, theirs.quantities),
        *subject_findings(said, told, above),
        *ownership_findings(ours, theirs, subjects),
        *binding_findings(ours, theirs, subjects),
        *changed_word_findings(said, told),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.span))
