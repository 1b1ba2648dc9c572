"""Is a word the international name of a medicine?

Known by the stems of such names (`question.is_medicine`), by some further stems of the same list
(WHO, "The use of stems in the selection of INN") that are too short or too common to search by,
and by the names that have no stem.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citewell.answering.question import is_medicine
from citewell.terms import words

_STEM = re.compile(
    r"[a-z]{2,}(?:afil|astine|azine|azosin|bactam|barb|bendazole|bufen|buvir|cef\w*|cillin|cromil"
    r"|curium|dapsone|dipine|dralazine|dronate|dronic|entan|fenacin|fentanil|fibrate|flurane|imod"
    r"|formin|gepant|gestrel|giline|gliptin|glitazone|grel|ifene|iline|isone|kacin|lamide|lidomide"
    r"|lisib|lukast|lutamide|mesine|methasone|micin|mustine|nabant|nitrate|olone|onide|oprost"
    r"|prostol"
    r"|oxacin|oxanide|oxetine|pamil|parib|pentin|peridol|peridone|perone|phylline|piprazole"
    r"|pitant|poetin|pramine|prost|racetam|ridine|rubin|semide|sidone|sulfan|tadine|tamide|tapine"
    r"|teplase|terone|thiazide|thyroxine|tidine|tinel|toin|tretinoin|triptyline|trozole|tropin"
    r"|uracil|uridine|vaptan|vastin|verine|virine|vudine|zafone|zepam|zepine|zolam|zosin|parin"
    r"|orphan|statin|setron|sartan|profen|caine|ciclovir|ximab|zumab|ranolone|paratide|busulfan"
    r"|stigmine|curonium|barbital|ergotamine|fungin|penem|bopag|platin|taxel|poside|antrone|trexed"
    r"|citabine|arabine|caftor|ciguat|clidinium|tropium|nicline|bamate|trigine|asvir|previr|navir"
    r"|tegravir|arotene|calcidol|calciferol|calcitol|dustat|siran|nersen|reotide|relin|relix"
    r"|pressin|leukin|grastim|fenac|gliflozin|glutide|amustine|mantine|mantadine"
    r"|melteon|orexant|prazan|glumide|glinide|pyramide|sulfone|phenazine|promazine|perazine"
    r"|benzamide|prazosin|moxin|conazole|nidazole|quinine|phenicol|cycline|zolid|planin|vancin"
    r"|sulfame\w+|diazine|furantoin|thiouracil|pyrazone|purinol|xostat|cort|drolone|betasol"
    r"|pamide|clazide|glipizide|butamide|metacin|tolamide|methacin|oxamine|drine|ephrine|trexone"
    r"|morphone|codone|pentadol|fedrine|phenamine|phenidate|trombopag|gatran|lumab|tumab|lizumab"
    r"|leucel|vorin|mesna|phosphamide|zolomide|relvir)"
)
_CEF = re.compile(r"cef[a-z]{4,}")
_STEMLESS = frozenset(
    """aspirin paracetamol acetaminophen warfarin digoxin insulin lithium heparin morphine codeine
    tramadol oxycodone hydrocodone fentanyl methadone buprenorphine naloxone metformin phenytoin
    valproate carbamazepine lamotrigine levetiracetam topiramate gabapentin pregabalin
    amiodarone flecainide adenosine epinephrine adrenaline noradrenaline dopamine atropine
    theophylline caffeine melatonin colchicine allopurinol febuxostat methotrexate azathioprine
    mercaptopurine leflunomide teriflunomide sulfasalazine mesalazine hydroxychloroquine
    chloroquine quinine mefloquine tacrolimus ciclosporin cyclosporine mycophenolate
    cyclophosphamide tamoxifen isotretinoin tretinoin acitretin apremilast dimethyl-fumarate
    fingolimod siponimod natalizumab baclofen tizanidine donepezil memantine levodopa carbidopa
    clozapine quetiapine haloperidol mirtazapine trazodone bupropion venlafaxine duloxetine
    levothyroxine liothyronine carbimazole propylthiouracil prednisone prednisolone
    hydrocortisone dexamethasone betamethasone ibuprofen naproxen diclofenac celecoxib
    etoricoxib indometacin meloxicam furosemide bumetanide spironolactone eplerenone
    hydrochlorothiazide indapamide amlodipine verapamil diltiazem nitroglycerin ivabradine
    ranolazine digitoxin clopidogrel ticagrelor prasugrel dipyridamole ezetimibe fenofibrate
    colestyramine orlistat loperamide senna bisacodyl lactulose domperidone metoclopramide
    ondansetron sucralfate ranitidine famotidine salbutamol ipratropium montelukast cetirizine
    loratadine fexofenadine pseudoephedrine oxymetazoline rifampicin isoniazid ethambutol
    pyrazinamide doxycycline nitrofurantoin trimethoprim vancomycin linezolid metronidazole
    aciclovir oseltamivir remdesivir ribavirin finasteride dutasteride minoxidil sildenafil
    tadalafil ulipristal levonorgestrel estradiol progesterone testosterone oxytocin
    teriparatide calcitonin alendronate denosumab abatacept anakinra tocilizumab nusinersen ivig
    emtricitabine tenofovir atovaquone proguanil latanoprost timolol glucagon desmopressin
    methylphenidate lisdexamfetamine modafinil naltrexone acamprosate disulfiram varenicline
    nicotine ketamine propofol bosutinib hydroxyurea thalidomide dapsone ivermectin permethrin
    praziquantel mebendazole penicillamine riluzole tetrabenazine pirfenidone sotatercept
    enoxaparin mirabegron tirzepatide tolterodine tamsulosin zopiclone zolpidem buspirone
    somatropin filgrastim semaglutide liraglutide exenatide erythropoietin interferon sugammadex
    rocuronium suxamethonium succinylcholine thiopental etomidate midazolam remifentanil
    alfentanil sufentanil pethidine tapentadol hydromorphone oxymorphone dihydrocodeine nefopam
    flumazenil naloxegol edrophonium pyridostigmine neostigmine physostigmine glycopyrronium
    hyoscine scopolamine dantrolene lidocaine isoprenaline dobutamine milrinone phenylephrine
    ephedrine vasopressin terlipressin nitroprusside hydralazine methyldopa clonidine moxonidine
    guanfacine doxazosin nicorandil isosorbide nicardipine quinidine procainamide sotalol
    dofetilide dronedarone vernakalant phenprocoumon acenocoumarol fondaparinux bivalirudin
    argatroban protamine phytomenadione tranexamic alteplase tenecteplase streptokinase
    cilostazol pentoxifylline niacin colesevelam bempedoic probucol icosapent torasemide
    torsemide amiloride triamterene metolazone chlortalidone acetazolamide mannitol tolvaptan
    finerenone gliclazide glimepiride glipizide glibenclamide glyburide tolbutamide repaglinide
    nateglinide pioglitazone rosiglitazone acarbose miglitol glargine detemir degludec lispro
    aspart glulisine pramlintide thyroxine thiamazole methimazole iodine cortisone
    fludrocortisone deflazacort desogestrel norethisterone drospirenone etonogestrel
    medroxyprogesterone estriol raloxifene clomifene letrozole anastrozole exemestane
    fulvestrant bicalutamide flutamide enzalutamide abiraterone goserelin leuprorelin leuprolide
    triptorelin degarelix cabergoline bromocriptine octreotide lanreotide mifepristone
    misoprostol gemeprost dinoprostone carbetocin carboprost atosiban ritodrine alprostadil
    vardenafil avanafil dapoxetine oxybutynin solifenacin trospium darifenacin fesoterodine
    vibegron silodosin alfuzosin terazosin omalizumab aminophylline roflumilast beclometasone
    budesonide fluticasone mometasone ciclesonide salmeterol formoterol indacaterol vilanterol
    olodaterol terbutaline fenoterol albuterol levalbuterol aclidinium umeclidinium zafirlukast
    cromoglicate nedocromil dornase acetylcysteine carbocisteine ambroxol bromhexine guaifenesin
    dextromethorphan pholcodine diphenhydramine chlorphenamine promethazine hydroxyzine
    desloratadine levocetirizine bilastine rupatadine azelastine olopatadine ketotifen cyclizine
    cinnarizine meclozine betahistine prochlorperazine granisetron aprepitant cimetidine
    nizatidine omeprazole alginate antacid simeticone mebeverine peppermint linaclotide
    prucalopride macrogol ispaghula docusate glycerol picosulfate rifaximin ursodeoxycholic
    pancreatin budenoside olsalazine balsalazide infliximab phenobarbital primidone ethosuximide
    lacosamide brivaracetam perampanel zonisamide oxcarbazepine eslicarbazepine vigabatrin
    tiagabine rufinamide felbamate cenobamate clobazam clonazepam diazepam lorazepam temazepam
    nitrazepam alprazolam oxazepam chlordiazepoxide amitriptyline nortriptyline imipramine
    clomipramine dosulepin doxepin lofepramine fluoxetine citalopram escitalopram paroxetine
    sertraline fluvoxamine vortioxetine agomelatine reboxetine moclobemide phenelzine
    tranylcypromine selegiline rasagiline safinamide entacapone opicapone pramipexole ropinirole
    rotigotine apomorphine amantadine trihexyphenidyl procyclidine rivastigmine galantamine
    chlorpromazine levomepromazine flupentixol zuclopenthixol trifluoperazine fluphenazine
    perphenazine sulpiride amisulpride aripiprazole olanzapine risperidone paliperidone
    ziprasidone lurasidone cariprazine brexpiprazole pimozide atomoxetine dexamfetamine
    amphetamine solriamfetol pitolisant ramelteon suvorexant eszopiclone zaleplon psilocybin
    esketamine cannabidiol sumatriptan ergotamine pizotifen galcanezumab benzylpenicillin
    phenoxymethylpenicillin penicillin amoxicillin ampicillin flucloxacillin piperacillin
    tazobactam co-amoxiclav clavulanate cefalexin cefuroxime ceftriaxone meropenem ertapenem
    aztreonam gentamicin tobramycin amikacin streptomycin erythromycin clarithromycin
    azithromycin clindamycin tetracycline minocycline lymecycline tigecycline teicoplanin
    daptomycin fosfomycin colistin chloramphenicol fusidic mupirocin co-trimoxazole
    sulfamethoxazole sulfadiazine pivmecillinam methenamine tinidazole nystatin amphotericin
    terbinafine griseofulvin flucytosine caspofungin valaciclovir famciclovir ganciclovir
    foscarnet zanamivir baloxavir molnupiravir sofosbuvir entecavir lamivudine zidovudine
    abacavir efavirenz dolutegravir raltegravir rilpivirine cabotegravir maraviroc artemether
    lumefantrine artesunate primaquine tafenoquine pyrimethamine albendazole niclosamide
    pyrantel crotamiton malathion benznidazole miltefosine clofazimine bedaquiline cycloserine
    rifabutin cytarabine fluorouracil capecitabine gemcitabine pemetrexed cisplatin carboplatin
    oxaliplatin paclitaxel docetaxel cabazitaxel vincristine vinblastine vinorelbine etoposide
    irinotecan topotecan doxorubicin epirubicin daunorubicin idarubicin mitoxantrone bleomycin
    mitomycin dactinomycin ifosfamide melphalan chlorambucil bendamustine carmustine lomustine
    temozolomide dacarbazine procarbazine hydroxycarbamide tioguanine fludarabine cladribine
    azacitidine decitabine asparaginase bortezomib carfilzomib venetoclax mesna folinic
    leucovorin rasburicase lenalidomide pomalidomide zoledronic ibandronic risedronic alendronic
    risedronate ibandronate strontium colecalciferol ergocalciferol calcitriol alfacalcidol
    cinacalcet etelcalcetide sevelamer lanthanum ferrous iron-sucrose deferasirox
    desferrioxamine epoetin darbepoetin roxadustat eltrombopag romiplostim sirolimus everolimus
    basiliximab belatacept aurothiomalate glatiramer dimethylfumarate ocrelizumab ozanimod
    dalfampridine fampridine edaravone onasemnogene risdiplam eculizumab icatibant lanadelumab
    probenecid sulfinpyrazone benzbromarone lesinurad calcipotriol tazarotene adapalene benzoyl
    azelaic clobetasol pimecrolimus hydroquinone ketoconazole selenium salicylic brimonidine
    bimatoprost travoprost tafluprost dorzolamide brinzolamide pilocarpine cyclopentolate
    tropicamide ranibizumab aflibercept verteporfin nabilone tiopronin""".split()
)


@lru_cache(maxsize=20_000)
def is_medicine_name(word: str) -> bool:
    """Whether a word in small letters is the international name of a medicine, or its plural."""
    base = word.removesuffix("s")
    return (
        bool({word, base} & _STEMLESS)
        or is_medicine(word)
        or _CEF.fullmatch(base) is not None
        or (len(word) > 6 and _STEM.fullmatch(word) is not None and not word.endswith("citrate"))
    )


@lru_cache(maxsize=512)  # asked of a question for every candidate
def medicine_names_in(text: str) -> tuple[str, ...]:
    """The words of a text that are names of medicines, in small letters, in order."""
    return tuple(word for word in words(text) if is_medicine_name(word))
