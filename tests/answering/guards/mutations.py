"""Makes false sentences of true ones: one digit, unit, frequency, negation, … changed at a time.

It knows nothing of the guards: what it changes is found by lists of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

from pairs import Pair

NUMBER_WORDS = "two three four five six seven eight nine ten twelve fourteen fifteen".split()
OTHER_MEDICINES = (
    "tofacitinib warfarin Humira aspirin pembrolizumab metoprolol sitagliptin prednisone Xarelto"
    " methylphenidate lisinopril ondansetron Ozempic levetiracetam candesartan azithromycin"
).split()
MEDICINES = (
    "apixaban paracetamol methotrexate levothyroxine amoxicillin adalimumab insulin prednisolone"
    " omeprazole rivaroxaban ibuprofen salbutamol denosumab allopurinol fentanyl semaglutide"
    " ciprofloxacin tocilizumab colecalciferol digoxin aciclovir upadacitinib naproxen bisoprolol"
    " latanoprost gabapentin etanercept isotretinoin baricitinib simvastatin tramadol metformin"
    " clarithromycin lamotrigine aspirin tofacitinib sertraline atorvastatin amlodipine nivolumab"
    " codeine etoricoxib lithium doxycycline dabigatran ketoconazole finasteride mefloquine"
    " clopidogrel fluconazole carbamazepine ustekinumab rifampicin abatacept colchicine oseltamivir"
    " sumatriptan filgotinib dapagliflozin secukinumab dupilumab rosuvastatin remdesivir"
    " mepolizumab canakinumab triamcinolone rituximab oxybate erenumab belatacept ciclosporin"
    " liraglutide"
    " hydroxychloroquine vedolizumab belimumab ixekizumab zuranolone risankizumab teriparatide"
    " anakinra glecaprevir golimumab epinephrine apremilast probiotics atovaquone ulipristal"
    " febuxostat cetirizine pseudoephedrine bimekizumab duloxetine nusinersen anastrozole tamoxifen"
    " emtricitabine loperamide diclofenac fingolimod lisinopril"
    " abrocitinib adrenaline alendronate amitriptyline aripiprazole azithromycin baclofen"
    " bimatoprost bosentan budesonide buprenorphine burosumab carbimazole colestyramine"
    " dalteparin dapsone deucravacitinib disulfiram dorzolamide edoxaban emicizumab enoxaparin"
    " etonogestrel etrasimod fexofenadine fluorouracil formoterol gentamicin guselkumab heparin"
    " infliximab lenalidomide levodopa lurasidone melatonin mesalazine methylphenidate"
    " metoclopramide misoprostol mononitrate morphine naltrexone nicotine nintedanib"
    " nirmatrelvir nitrofurantoin olaparib pazopanib pirfenidone prednisone promethazine"
    " propranolol propylthiouracil risperidone ritlecitinib ritonavir rizatriptan romosozumab"
    " ruxolitinib satralizumab selpercatinib sildenafil sirolimus sotagliflozin tiotropium"
    " tirzepatide trazodone valaciclovir vancomycin voriconazole warfarin zoledronic"
).split()

UNITS = {
    r"mg": ["g", "micrograms", "ml"],
    r"g": ["mg"],
    r"kg": ["g", "mg"],
    r"(?:micrograms|mcg|µg)": ["mg", "g"],
    r"m[lL]": ["L", "mg"],
    r"IU": ["mg"],
    r"hours?": ["days", "minutes"],
    r"days?": ["weeks", "hours"],
    r"weeks?": ["months", "days"],
    r"months?": ["years", "weeks"],
    r"years?": ["months"],
    r"minutes?": ["hours"],
    r"mm": ["cm"],
    r"(?:%|percent)": ["mg"],
    r"°C": ["°F"],
}
FREQUENCIES = {
    r"\bonce\b(?=[ -](?:a|daily|weekly|yearly|every|per))": ["twice", "three times"],
    r"\btwice\b(?= (?:a|daily|weekly|every))": ["once", "three times"],
    r"\b(?:two|three|four|five|\d) times\b(?= (?:a|daily))": ["once", "six times"],
    r"\bdaily\b": ["weekly", "monthly"],
    r"\bweekly\b": ["daily", "monthly"],
    r"\bmonthly\b": ["weekly"],
    r"\b(?:yearly|annually)\b": ["monthly"],
    r"(?<!in )(?<!more than )(?<!for )\b(a|per) day\b": [r"\1 week"],
    r"(?<!than )(?<!for )\b(a|per) (?:week|year)\b": [r"\1 day"],
    r"\b(every|each) day\b": [r"\1 week"],
    r"\bevery other\b": ["every"],
    r"\bevery (\w+) weeks\b": [r"every \1 days"],
    r"\bevery (\w+) months\b": [r"every \1 weeks"],
}
NEGATIONS = {
    r"\b(must|should|is|are|was|were|did|does|do|could|has|have) not\b": [r"\1"],
    r"\bDo not (\w)": [r"\1"],
    r"\bcannot\b": ["can"],
    r"\bdoesn't\b": ["does"],
    r"\b[Nn]ever\b": ["always"],
    r"\bNo (?=[a-z])(?!one|more)": ["Some "],
    r"\bno (?=[a-z])(?!one|more|good)": ["some "],
    r"(?<!or )\bwithout\b": ["with"],
    r"\bavoided\b": ["used"],
    r"\b([Ss]hould|must) avoid\b": [r"\1 use"],
    r"\bAvoid\b": ["Use"],
    r"\bcontraindicated\b": ["recommended"],
    r"\bunless\b": ["if"],
    r"\b(should|must|is|are|was|were|may|might|could)\b(?! not)(?! no\b)": [r"\1 not"],
    r"\bcan\b(?! not)": ["cannot"],
    r"^(Take|Give|Inject|Wait|Tell|Swallow|Put|Contact|Check|Replace|Rub|Keep|Continue|Begin|Apply"
    r"|Start|Taper)\b": [lambda m: f"Do not {m[1].lower()}"],
}
POPULATIONS = {
    r"\badults?\b": ["children", "adolescents"],
    r"\b(?:children|child)\b": ["adults", "elderly people"],
    r"\badolescents?\b": ["adults"],
    r"\b(?:babies|infants|newborns|baby)\b": ["adults", "pregnant women"],
    r"\b(?:elderly|older) (?:people|patients)\b": ["children"],
    r"\bwomen\b": ["men"],
    r"\bmen\b": ["women"],
    r"\bpregnant\b": ["breast-feeding"],
    r"\bpregnancy\b": ["breast-feeding", "childhood"],
    r"\bbreast-?feeding\b": ["pregnant"],
    r"\b(?:kidneys?|renal)\b": ["liver", "heart"],
    r"\b(?:liver|hepatic)\b": ["kidney"],
    r"\bmoderate\b": ["severe", "mild"],
    r"\bsevere\b": ["mild", "moderate"],
    r"\brheumatoid arthritis\b": ["psoriatic arthritis"],
    r"\bosteoporosis\b": ["osteoarthritis"],
    r"\bulcerative colitis\b": ["Crohn's disease"],
    r"\blupus nephritis\b": ["lymphoma"],
    r"\bhigh blood pressure\b": ["low blood pressure"],
    r"\b(?:heart attack|stroke)\b": ["seizure"],
    r"\basthma\b": ["diabetes"],
    r"\bshingles\b": ["chickenpox"],
    r"\btuberculosis\b": ["hepatitis"],
    r"\bcirrhosis\b": ["diabetes"],
    r"\bpanniculitis\b": ["vasculitis"],
    r"\bplacebo\b": ["methotrexate"],
}
ROUTES = {
    r"\bby mouth\b": ["into a vein"],
    r"\borally\b": ["rectally"],
    r"\bunder the skin\b": ["into a vein", "into a muscle"],
    r"\bsubcutaneously\b": ["intravenously"],
    r"\binto a vein\b": ["under the skin"],
    r"\b([Ii])ntravenous(ly)?\b": [r"\1ntramuscular\2"],
    r"\binto a muscle\b": ["into a vein"],
    r"\binto the spinal canal\b": ["into a muscle"],
}
COMPARISONS = {
    r"\b([Aa])t least\b": [r"\1t most"],
    r"\b([Mm])ore than\b(?= [\d])": [r"\1ore or less than", "less than"],
    r"\bup to\b": ["at least", "more than"],
    r"\b([Ll])ess than\b": ["more than"],
    r"\b(?:under|below|younger than)\b(?= (?:\d|the age))": ["over"],
    r"\b(?:over|older than)\b(?= \d)": ["under"],
    r"\bor (?:older|over|more)\b": ["or less"],
}
MODALITIES = {
    r"\b(?:may|might|can)\b(?= (?:affect|cause|be fatal|make|increase|change|be the first))": [
        "will"
    ],
    r"\bshould\b(?! not)": ["may", "can"],
    r"\bmust\b(?! not)": ["may"],
}
TIMINGS = {
    r"\bmorning\b": ["evening"],
    r"\bevening\b": ["morning"],
    r"\bbefore (?=breakfast|a meal|eating)": ["after "],
    r"\bafter (?=a meal)": ["before "],
}

_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_COUNTING = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b")
_NUMBERED = re.compile(r"\b((?:[Pp]atient|[Cc]ase|phase|[Pp]en)) ([1-9]|[AB])\b")
_NUMBER = rf"(?:\d|\b(?:a|an|one|{'|'.join(NUMBER_WORDS)}))"


def mutations(pair: Pair, random: Random) -> Iterator[tuple[str, str]]:
    """Each false sentence made of the pair's, after the kind of change."""
    seen = {pair.sentence}
    for kind, make in MAKERS.items():
        for changed in make(pair, random):
            if changed not in seen:
                seen.add(changed)
                yield kind, changed


def _digits(pair: Pair, random: Random) -> Iterator[str]:
    """A digit changed, a nought more, the point moved: a number that the quote does not have."""
    told = set(_FIGURES.findall(pair.quote + " ".join(pair.headings)))
    for match in _FIGURES.finditer(pair.sentence):
        if _NUMBERED.search(pair.sentence, max(0, match.start() - 9), match.end()):
            continue
        figures = match[0]
        if figures == "0":
            continue
        at = random.choice([i for i, c in enumerate(figures) if c.isdigit()])
        digit = random.choice([d for d in "123456789" if d != figures[at]])
        variants = [figures[:at] + digit + figures[at + 1 :], figures + "0"]
        if "." in figures:
            variants = [variants[0], figures.replace(".", "").lstrip("0")]
        for variant in variants:
            if variant not in told:
                yield pair.sentence[: match.start()] + variant + pair.sentence[match.end() :]
    for match in _COUNTING.finditer(pair.sentence):
        other = random.choice([w for w in NUMBER_WORDS if w not in pair.quote and w != match[0]])
        value = str(NUMBER_WORDS.index(other) + 2)
        if value not in told:
            yield pair.sentence[: match.start()] + other + pair.sentence[match.end() :]


def _units(pair: Pair, random: Random) -> Iterator[str]:
    for unit, others in UNITS.items():
        for match in re.finditer(rf"(?<=[\d a-z\u00a0\u202f-]){unit}(?![\w])", pair.sentence):
            before = pair.sentence[: match.start()]
            if re.search(rf"{_NUMBER}[\s\u202f-]?$", before) and not re.search(r"\ban?\s$", before):
                yield before + random.choice(others) + pair.sentence[match.end() :]


def _replaced(
    table: Mapping[str, list], *, is_other: bool = False
) -> Callable[[Pair, Random], Iterator[str]]:
    """What makes sentences by a table; `is_other`: only by what the quote does not have."""

    def make(pair: Pair, random: Random) -> Iterator[str]:
        told = " ".join((pair.quote, *pair.headings)).lower()
        for pattern, others in table.items():
            for match in re.finditer(pattern, pair.sentence):
                other = random.choice(others)
                new = other(match) if callable(other) else match.expand(other)
                if is_other and new.lower() in told:
                    continue  # what the quote has too need not be false
                yield pair.sentence[: match.start()] + new + pair.sentence[match.end() :]

    return make


def _medicines(pair: Pair, random: Random) -> Iterator[str]:
    around = " ".join((pair.quote, *pair.headings)).lower()
    free = [name for name in OTHER_MEDICINES if name.lower() not in around]
    for match in re.finditer(rf"\b(?:{'|'.join(MEDICINES)})\b", pair.sentence, re.IGNORECASE):
        other = random.choice(free)
        other = other.capitalize() if match[0][0].isupper() else other
        yield pair.sentence[: match.start()] + other + pair.sentence[match.end() :]


def _numbered(pair: Pair, random: Random) -> Iterator[str]:
    for match in _NUMBERED.finditer(pair.sentence):
        others = "AB" if match[2] in "AB" else "123456789"
        other = random.choice([n for n in others if n != match[2]])
        yield pair.sentence[: match.start(2)] + other + pair.sentence[match.end(2) :]


def _arms(pair: Pair, random: Random) -> Iterator[str]:
    """Two values of the quote exchanged in a sentence that says whose they are."""
    percents = list(dict.fromkeys(re.findall(r"\d+(?:\.\d+)?(?=\s?%)", pair.quote)))
    for match in re.finditer(r"\d+(?:\.\d+)?(?=\s?(?:%|percent))", pair.sentence):
        is_told = re.search(r"\b(?:placebo|on|with|by|semaglutide|group)\b", pair.sentence)
        others = [p for p in percents if p != match[0]]
        if is_told and others and "at least" not in pair.sentence:
            other = random.choice(others)
            yield pair.sentence[: match.start()] + other + pair.sentence[match.end() :]


def _modalities(pair: Pair, random: Random) -> Iterator[str]:
    # "No more than 4 g may", "should" and "must be taken" forbid alike.
    if not re.search(r"\b(?:no|not|never|nobody|nothing)\b", pair.sentence, re.IGNORECASE):
        yield from _replaced(MODALITIES)(pair, random)


MAKERS: Mapping[str, Callable[[Pair, Random], Iterator[str]]] = {
    "digit": _digits,
    "unit": _units,
    "frequency": _replaced(FREQUENCIES),
    "negation": _replaced(NEGATIONS),
    "population": _replaced(POPULATIONS, is_other=True),
    "drug": _medicines,
    "patient": _numbered,
    "arm": _arms,
    "route": _replaced(ROUTES),
    "comparison": _replaced(COMPARISONS),
    "modality": _modalities,
    "timing": _replaced(TIMINGS),
}
