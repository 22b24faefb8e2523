"""Words that say little about who is meant: legal forms, titles, particles, and the common words of names.

`LEGAL_FORMS` maps each way to write a legal form to one short name for it. The other sets hold plain lower-case words.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_FORMS: dict[str, str] = {}
_FORMS = {
    "ltd": "ltd|limited|ltda|limitada|limitee",
    "coltd": "co ltd|company limited|co limited|company ltd|coltd",
    "co": "co|company|cie|compagnie|cia|companie",
    "corp": "corp|corporation|corporacion|corpn",
    "inc": "inc|incorporated",
    "llc": "llc|limited liability company|ooo|too|tov|obshchestvo s ogranichennoy otvetstvennostyu|"
    "obshchestvo s ogranichennoi otvetstvennostyu|tovarystvo z obmezhenoyu vidpovidalnistyu|wll|fzllc",
    "llp": "llp|limited liability partnership",
    "lp": "lp|limited partnership",
    "plc": "plc|public limited company",
    "jsc": "jsc|ao|joint stock company|aktsionernoe obshchestvo|aktsionernoye obshchestvo|akts obshch|joint stock co",
    "ojsc": "ojsc|oao|open joint stock company|otkrytoe aktsionernoe obshchestvo|otkrytoye aktsionernoye obshchestvo",
    "pjsc": "pjsc|pao|public joint stock company|publichnoe aktsionernoe obshchestvo",
    "cjsc": "cjsc|zao|closed joint stock company|zakrytoe aktsionernoe obshchestvo",
    "pte": "pte ltd|pte limited|pte|private limited|pvt ltd|pvt limited|pvt|pty ltd|pty limited|pty",
    "sa": "sa|societe anonyme|sociedad anonima|sociedade anonima|societa anonima",
    "sarl": "sarl|societe a responsabilite limitee",
    "srl": "srl|societa a responsabilita limitata|societatea cu raspundere limitata|"
    "sociedad de responsabilidad limitada|s de rl|s de rl de cv|srl de cv",
    "sadecv": "sa de cv|sociedad anonima de capital variable",
    "spa": "spa|societa per azioni",
    "sas": "sas|societe par actions simplifiee",
    "gmbh": "gmbh|gesellschaft mit beschrankter haftung|ges mbh",
    "ag": "ag|aktiengesellschaft|akg",
    "kg": "kg|kommanditgesellschaft|gmbh and co kg|gmbh co kg",
    "bv": "bv|besloten vennootschap",
    "nv": "nv|naamloze vennootschap",
    "ab": "ab|aktiebolag",
    "as": "as|anonim sirketi|aksjeselskap|a s",
    "doo": "doo|drustvo s ogranicenom odgovornoscu",
    "sro": "sro|spol s ro|spol sro",
    "spzoo": "sp z oo|spolka z ograniczona odpowiedzialnoscia|spzoo",
    "oy": "oy|osakeyhtio",
    "oyj": "oyj",
    "kk": "kk|kabushiki kaisha",
    "sdnbhd": "sdn bhd|sendirian berhad",
    "tbk": "tbk",
    "pt": "pt|perseroan terbatas",
    "fze": "fze|free zone establishment",
    "fzco": "fzco|fzc|free zone company",
    "eood": "eood|ood",
    "zrt": "zrt",
    "kft": "kft",
    "aps": "aps",
    "se": "se",
    "cv": "cv",
    "eurl": "eurl",
    "eirl": "eirl",
    "fgup": "fgup|federal state unitary enterprise|federalnoe gosudarstvennoe unitarnoe predpriyatie",
    "ltdsti": "ltd sti|limited sirketi|san ve tic ltd sti",
    "pjs": "pjs|private joint stock company|pjs co",
}
for _form, _spellings in _FORMS.items():
    for _spelling in _spellings.split("|"):
        LEGAL_FORMS[_spelling] = _form

FORM_WORDS = _words(
    "liability joint stock obshchestvo ogranichennoi ogranichennoy otvetstvennostyu aktsionernoe aktsionernoye "
    "otkrytoe zakrytoe publichnoe anonima variable jointstock limitedliability stockcompany liabilitycompany"
)
"""Words that stand in legal forms only; where one is left over (`stock company`), it is no part of the name."""

LONGEST_FORM = max(len(spelling.split()) for spelling in LEGAL_FORMS)

TITLES = _words(
    "mr mrs ms miss dr prof professor sir dame lord lady president prasident presidente president chairman minister "
    "premier general gen lieutenant lt colonel col major maj captain capt commander admiral adm brigadier marshal "
    "sheikh shaikh shaykh cheikh sheik mullah mulla maulavi mawlawi maulawi molla moulavi hajji haji hajj alhaj alhajj "
    "al-haj qari qazi hafiz ustad sayyid sayed imam ayatollah hojatoleslam emir comrade monsieur madame herr frau "
    "senor senora don dona engineer eng ing minister ambassador his her excellency hon honourable phd jr sr junior "
    "senior ir"
)
"""Before or after a person's name these say rank or respect; they are dropped unless nothing else is left."""

PARTICLES = _words(
    "al el ul as ad ar ash az an ath at bin ibn ben bint binti binte ould oglu ogly kyzy uulu abu abou umm um de da di "
    "do dos das del della der den des du la le los las van von ter ten zu zur af av y e i und u et na"
)
"""Small words inside persons' names; they weigh little and never hold two names apart alone."""

FILIATION = _words("bin ibn ben bint binti binte ould oglu ogly kyzy uulu")
"""Words after which comes the parent's name: what stands before and after them cannot change places."""

SMALL_WORDS = _words("the of for and in on at to a an by und y et e de du des la le les der die das del di da")
"""Small words of organisations' names; `for` and `of` are exchanged so often that neither holds names apart."""

GENERIC = _words(
    "trading trade trust import export company corporation general group holding holdings international industrial "
    "industry industries national state bank banking commercial commerce shipping ship management marine maritime "
    "machinery development economic economy enterprise enterprises foundation fund office bureau department ministry "
    "committee council institute university academy school center centre research science scientific technology "
    "technologies technical technological tech engineering service services system systems solutions global world "
    "united union association organization organisation society federation central government people peoples "
    "democratic republic islamic army military defense defence force forces police security armed special command "
    "brigade battalion party front movement liberation joint venture cooperation cooperative agency authority "
    "administration project construction transport transportation logistics air airlines airways aviation aerospace "
    "energy oil gas petroleum petrochemical petrochemicals chemical chemicals mining mineral minerals metal metals "
    "steel gold electronics electronic electric electrical power communication communications telecom "
    "telecommunications media news foreign equipment supply supplies product products production materials factory "
    "plant works workshop complex zone free investment investments capital finance financial credit insurance "
    "exchange money business consulting consultants partners partnership brothers sons family house home "
    "food foods agricultural agriculture farm medical health pharmaceutical textile fashion design real estate "
    "property properties hotel travel tourism auto motor motors new first second great golden star sun east west "
    "north south eastern western northern southern asia asian middle europe european africa african america american "
    "pacific arab gulf sea ocean island river city metro "
    "korea korean dprk pyongyang china chinese hong kong beijing shanghai shenzhen dalian russia russian moscow iran "
    "iranian tehran syria syrian iraq iraqi libya yemen sudan sudanese cuba mexico colombia turkey turkish india "
    "japan germany france italy spain britain british uk usa dubai emirates uae singapore malaysia thailand vietnam "
    "nigeria lebanon lebanese afghan afghanistan pakistan myanmar burma ukraine belarus cyprus zimbabwe congo "
    "comercial comercializadora internacional servicios grupo inversiones constructora agropecuaria empresa "
    "importadora exportadora distribuidora sociedad nacional industria industrias compania banco transportes "
    "zavod nauchno proizvodstvennoe obedinenie gosudarstvennyy gosudarstvennoe predpriyatie tsentr institut "
    "kompaniya gruppa bank torgovyy dom"
)
"""Words so common in organisations' and ships' names that sharing one says next to nothing."""

COMMON_PERSONAL = _words(
    "mohammad ali ahmad hassan hussein khan abd allah abdullah ibrahim mahmud yusuf omar osman said salim karim rahman "
    "mustafa khalid hamid jamal nasir aziz amir reza mahdi kim ri lee li pak park choe choi jong chong kang cho han "
    "yun jang wang zhang liu chen yang huang zhao wu zhou maria jose juan carlos luis antonio francisco garcia "
    "martinez rodriguez lopez gonzalez hernandez perez sanchez ramirez torres flores diaz ivanov petrov alexander "
    "aleksandr sergei sergey vladimir dmitry andrei igor ivan john david michael robert james william thomas peter "
    "paul george anna smith muller nguyen tran"
)
"""Given and family names that many thousands bear, in their usual spelling; others are found through their likeness."""

NICKNAMES = {
    "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "dick": "richard", "jim": "james",
    "mike": "michael", "ted": "theodore", "tony": "anthony", "joe": "joseph", "dan": "daniel", "dave": "david",
    "steve": "stephen", "tom": "thomas", "ben": "benjamin", "barry": "barack", "alex": "alexander",
    "pepe": "jose", "paco": "francisco", "sasha": "alexander", "volodya": "vladimir", "dima": "dmitry",
    "misha": "mikhail", "kolya": "nikolai", "vanya": "ivan", "bibi": "benjamin", "chris": "christopher",
    "nick": "nicholas", "sam": "samuel", "greg": "gregory", "andy": "andrew", "fred": "frederick",
}  # fmt: skip
"""Short forms of given names; a short form for the long one is near, never equal."""
