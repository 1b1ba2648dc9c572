"""Other names of the same thing that everybody in medicine knows: COPD, heart attack, albuterol.

A quote that has one of them carries the others. Short forms that a text introduces itself, as in
"dermatomyositis (DM)", are known by their initials (`subjects`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from citewell.answering.guards.wording import READ, Reading

_SAME = """
copd = chronic obstructive pulmonary disease = chronic obstructive lung disease
ckd = chronic kidney disease = chronic renal disease
aki = acute kidney injury = acute renal failure
mi = heart attack = myocardial infarction
af = atrial fibrillation
vte = venous thromboembolism = blood clots in the veins
dvt = deep vein thrombosis = deep venous thrombosis = blood clot in the leg
pe = pulmonary embolism = blood clot in the lung
tia = transient ischaemic attack = transient ischemic attack = mini-stroke
t1dm = type 1 diabetes
t2dm = type 2 diabetes
gord = gerd = acid reflux = reflux disease
uti = urinary tract infection
bph = benign prostatic hyperplasia = enlarged prostate
ra = rheumatoid arthritis
oa = osteoarthritis
ms = multiple sclerosis
ibs = irritable bowel syndrome
ibd = inflammatory bowel disease
pcos = polycystic ovary syndrome
adhd = attention deficit hyperactivity disorder
ptsd = post-traumatic stress disorder
ocd = obsessive-compulsive disorder
rsv = respiratory syncytial virus
hpv = human papillomavirus = papilloma virus
cmv = cytomegalovirus
hbv = hepatitis b
hcv = hepatitis c
hiv = human immunodeficiency virus
tb = tuberculosis
mmr = measles, mumps and rubella
ecg = ekg = electrocardiogram = heart tracing
eeg = electroencephalogram
mri = magnetic resonance
ct = computed tomography
bp = blood pressure
bmi = body mass index
hba1c = glycated haemoglobin = glycated hemoglobin
egfr = glomerular filtration rate
crcl = creatinine clearance
lvef = left ventricular ejection fraction
fbc = cbc = full blood count = complete blood count
lft = liver function test
crp = c-reactive protein
ldl = low-density lipoprotein
tsh = thyroid-stimulating hormone
inr = international normalised ratio = international normalized ratio
psa = prostate-specific antigen
nsaid = non-steroidal anti-inflammatory = nonsteroidal anti-inflammatory
ssri = selective serotonin reuptake inhibitor
maoi = monoamine oxidase inhibitor
ppi = proton pump inhibitor = proton-pump inhibitor
ace = angiotensin-converting enzyme
arb = angiotensin receptor blocker
doac = noac = direct oral anticoagulant
hrt = hormone replacement therapy = menopausal hormone therapy
iud = coil = intrauterine device
coc = combined pill = combined oral contraceptive
pop = progestogen-only pill = progestin-only pill = mini-pill
ics = inhaled corticosteroid
laba = long-acting beta
gp = general practitioner = family doctor
icu = intensive care
otc = over the counter = over-the-counter
hsct = stem cell transplant = bone marrow transplant
gtn = glyceryl trinitrate = nitroglycerin
paracetamol = acetaminophen
adrenaline = epinephrine
noradrenaline = norepinephrine
salbutamol = albuterol
pethidine = meperidine
rifampicin = rifampin
ciclosporin = cyclosporin = cyclosporine
furosemide = frusemide
lidocaine = lignocaine
levothyroxine = thyroxine
aspirin = acetylsalicylic acid
aciclovir = acyclovir
amoxicillin = amoxycillin
estradiol = oestradiol
glibenclamide = glyburide
colestyramine = cholestyramine
mesalazine = mesalamine
chlorphenamine = chlorpheniramine
colecalciferol = cholecalciferol = vitamin d3
ascorbic acid = vitamin c
fluorouracil = 5-fu
hydroxycarbamide = hydroxyurea
mercaptopurine = 6-mp
methotrexate = mtx
g-csf = granulocyte colony-stimulating factor
"""
NAMES = tuple(tuple(line.split(" = ")) for line in _SAME.strip().splitlines())
_PATTERNS = [
    (re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?:e?s)?\b"), " , ".join(names))
    for names in NAMES
]


@lru_cache(maxsize=READ)
def other_names_in(reading: Reading) -> str:
    """All names of what a text names by one of them, in small letters; "" where there are none."""
    return " ; ".join(names for pattern, names in _PATTERNS if pattern.search(reading.plain))
