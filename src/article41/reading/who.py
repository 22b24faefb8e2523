"""Who a noun phrase names: a person, an office, a government, a body, or somebody who is not named.

A phrase is taken whole or not at all: what does not read as the name of a source is none, and nobody is said to speak.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from article41.reading.vocabulary import Body, Government, any_of, governments, sources

Sort = Literal["pronoun", "named", "surname", "office", "anonymous", "body", "government", "document"]


class Noun(NamedTuple):
    """What a phrase names. `name` is how the speaker would be shown; `head` the word that leads back to another."""

    sort: Sort
    name: str
    office: str = ""
    government: str | None = None
    head: str = ""


HERE = "here"
"""The government of the place the report is written in."""
_DETERMINER = re.compile(
    r"^(?:(?:the|a|an|one|another|two|three|several|some|many|other|its|his|her|their|this|that|both|most|few"
    r"|all|top)\s+)+",
    re.I,
)
_INDEFINITE = re.compile(r"^(?:a|an|one|another|two|three|several|some|many|other|both|most|few|no)\b", re.I)
_PRONOUN = re.compile(
    r"^(?:he|she|it|they|(?:one|two|three|some|many|both|several|most|all) of (?:them|the \w+)|another"
    r"|the other|the latter|the former)$",
    re.I,
)
_NAME = r"(?:[A-Z][\w'’]*\.?(?:-[A-Za-z]\w*)*|[A-Z]\.|d[ei]|v[ao]n|al|bin|der)"
_RUN = re.compile(rf"(?:^|(?<=\s)){_NAME}(?:\s+{_NAME}){{0,4}}$")
_OF_PLACE = re.compile(r",?\s+(?:of|from|for)\s+(?:the )?([A-Z][\w' ]+)$")
_AFTER_HEAD = (
    r"(?:\s+(?:for|of|from|to|in|at|with|on|close|familiar|briefed|who|involved|not|here|there|by"
    r"|near|traveling|travelling|accompanying|based|knowledgeable|dealing|handling)\b.*)?"
)
_NO_PHRASE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|that|which|because|after|before|when|if|whether|than|so|does"
    r"|did|do|not"
    r"|been|being|it|there|but|reacted|led|left|met|gave|held|fired|sent|put|spoke|walked|flew|visited|urged|landed|arrived|said|made|came|went|took|by|over|into|despite|against|under|during|since"
    r"|and then)\b"
)
_MINISTRY = re.compile(
    r"(?P<kind>(?:[Ff]oreign|[Dd]efen[sc]e|[Uu]nification|[Ff]inance|[Cc]ommerce|[Tt]rade|[Tt]ransport"
    r"|[Ii]nterior|[Ii]ntelligence) "
    r"(?:[Mm]inistry|[Oo]ffice)|[Mm]inistry of (?:[Ff]oreign [Aa]ffairs|(?:[Nn]ational )?[Dd]efen[sc]e"
    r"|[Uu]nification|[Cc]ommerce)"
    r"|[Mm]inistry)"
)
_MISSION = re.compile(r"(?:\b(?:U\.?N\.? )?[Mm]ission|[Dd]elegation)(?: to the (?:U\.?N\.?|United Nations))?$")
_EMBASSY = re.compile(r"\b[Ee]mbassy\b")
_ROLE_WORD = rf"\b(?:{any_of(sources().persons)})\b"
_RELATIVE = re.compile(r"(?<=\w),? (?:that|who|which|whose)\s.*$")
_ACRONYM = re.compile(r"\s*\([A-Z][A-Za-z.]{1,9}\)(?=\s|$)")
_READ_BY = re.compile(
    r"\s(?:read(?: out)?|released|issued|published|obtained|seen|signed|posted|circulated|handed|sent) (?:by|to"
    r"|on|in|from|late|early|\w+day)\b.*$"
)
_PARENTHESIS = re.compile(r"\s*\(([A-Z][\w .'’-]{2,40})\)$")
"""`YUKIO TAKASU (Japan)`, as in records of meetings."""
_OF_ANOTHER = re.compile(
    rf"\b(?:{any_of(sources().persons)}|brother|wife|husband|son|daughter)s? (?:of|for|to)\b.*", re.I
)
"""`the sister of leader …`, `a spokesman for President …`: the name is another person's."""
_STRIP = " \t\n,;:-–—\u00a0"


def noun(phrase: str) -> Noun | None:
    """What a phrase names, or None where it does not read as one source."""
    plain = _ACRONYM.sub("", phrase.strip(_STRIP))
    if len(plain) <= 160 and (issued := _by_its_author(plain)):
        return issued
    said = _READ_BY.sub("", _RELATIVE.sub("", _PARENTHESIS.sub(r" of \1", plain)))
    if not said or len(said) > 160:
        return None
    if _PRONOUN.match(said):
        return Noun("pronoun", said.lower(), head=said.lower())
    return (
        _exactly(said)
        or _named(said)
        or _anonymous(said)
        or _agency(said)
        or _institution(said)
        or _government(said)
        or _document(said)
    )


@cache
def _forms() -> "dict[str, Government]":
    return {f: g for g in reversed(governments()) for f in (*g.forms, g.name, g.adjective)}


@cache
def _government_pattern() -> "re.Pattern[str]":
    return re.compile(rf"(?<![\w.])(?:{any_of(_forms())})(?![\w])")


def government_in(said: str) -> Government | None:
    """The government a phrase belongs to: of several a possessive or adjective, as in `Japan's envoy to China`."""
    found = list(_government_pattern().finditer(said))
    for match in found:
        if said[match.end() : match.end() + 2] in ("'s", "’s", "' ") or match[0] in _adjectives():
            return _forms()[match[0]]
    return _forms()[found[0][0]] if found else None


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(g.adjective for g in governments()) | {"U.S.", "US", "U.N.", "UN"}


@cache
def _titles() -> frozenset[str]:
    words = sources()
    roles = {w for p in words.persons for w in (p, f"{p}s", p.capitalize())}
    return frozenset(words.titles) | roles | {w for f in _forms() for w in f.split()} | set(_SMALL)


_SMALL = [
    "the",
    "of",
    "for",
    "to",
    "on",
    "and",
    "at",
    "in",
    "press",
    "chief",
    "foreign",
    "former",
    "top",
    "senior",
    "deputy",
    "acting",
    "vice",
    "special",
    "defense",
    "defence",
    "new",
    "nuclear",
    "ministry",
    "department",
    "embassy",
    "policy",
    "affairs",
    "assistant",
    "outgoing",
    "visiting",
    "veteran",
    "country's",
    "nation's",
    "house",
    "white",
    "official",
    "counterpart",
    "his",
    "her",
    "its",
    "their",
    "group",
    "mission",
    "prime",
    "permanent",
    "main",
    "lead",
    "six-party",
    "security",
    "council",
    "national",
    "regional",
    "political",
    "military",
    "leader's",
    "unification",
    "counterpart",
    "his",
    "her",
    "its",
    "their",
]


def _named(said: str) -> Noun | None:
    """A person with a name at the end of the phrase, and before it only words of an office."""
    place = _OF_PLACE.search(said)
    bare = said[: place.start()] if place and place[1] in _forms() else said
    run = _RUN.search(bare)
    if not run:
        return None
    words = run[0].split()
    while words and (words[0] in _titles() or words[0].rstrip("'s’") in _titles() or _possessive(words[0])):
        words.pop(0)
    if not words or len(words) > 4 or words[-1] in _titles() or any(w in _bodies_words() for w in words):
        return None
    name = " ".join(words)
    before = bare[: len(bare) - len(name)].strip()
    if not all(_office_word(w) for w in before.split()):
        return None
    if (other := _OF_ANOTHER.search(before)) and re.search(_ROLE_WORD, other[0].split(" ", 2)[-1], re.I):
        return None
    office = _office(before)
    government = government_in(before) or (government_in(said[len(bare) :]) if bare != said else None)
    if name in _forms() or f"the {name}" in _forms():
        return None
    code = "UN" if "Council President" in before else government.code if government else _code_of(before)
    return Noun("named" if len(words) > 1 else "surname", name, office, code, words[-1])


_IN_A_PLACE = re.compile(r"\s+(?:in|at|of) (?:the )?[A-Z][\w ]+$")


def _exactly(said: str) -> Noun | None:
    """A body by just the words it is called by: `the panel`, `the members`."""
    plain = said[:1].lower() + said[1:]
    plain = _IN_A_PLACE.sub("", plain)
    forms = (said, plain, plain.removeprefix("the "))
    body = next((b for f in forms if (b := _by_form("bodies").get(f))), None)
    agency = next((b for f in forms if (b := _by_form("agencies").get(f))), None)
    last = next((m for m in _form_pattern("bodies").finditer(said) if m.end() == len(said) and m[0][0].isupper()), None)
    if body is None and last and last[0] == "Joint Chiefs of Staff" and (own := government_in(said[: last.start()])):
        return Noun("body", f"{own.adjective} {last[0]}", "", own.code, "staff")
    if body is None and last and _SMALL_BEFORE.fullmatch(_government_pattern().sub("", said[: last.start()])):
        body = _by_form("bodies")[last[0]]
    if agency:
        return Noun("body", agency.name, "news agency", agency.code, "agency")
    return Noun("body", body.name, "", body.code, said.split()[-1].lower()) if body else None


_SMALL_BEFORE = re.compile(r"(?:the|The|its|['’]s|military|army|own|\s)*")


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _office_word(word: str) -> bool:
    plain = word.strip(",.")
    if word.lower() in _SMALL:
        return True
    return word in _titles() or plain in _titles() or _possessive(word) or (word[:1].islower() and len(word) > 3)


def _office(before: str) -> str:
    said = _government_pattern().sub("", _DETERMINER.sub("", before))
    return re.sub(r"\s+", " ", re.sub(r"(?:^|(?<=\s))['’]s\b", "", said)).strip(_STRIP)


_NEVER_NAMES = frozenset(
    [
        "Ministry",
        "Department",
        "Embassy",
        "Mission",
        "Office",
        "Council",
        "Committee",
        "Agency",
        "Team",
        "Panel",
        "Commission",
        "Chiefs",
        "Staff",
        "Party",
        "Army",
        "Nations",
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Sea",
        "East",
        "West",
        "Peninsula",
        "Island",
        "Islands",
        "River",
        "City",
        "Street",
        "Hall",
        "Airport",
        "Command",
        "Korea",
        "Resolution",
        "Chapter",
        "Charter",
        "Treaty",
        "Summit",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
)


def office_alone(said: str) -> str:
    """An office without its government and articles: `U.N. secretary-general` is `secretary-general`."""
    bare = re.sub(rf"^(?:[Tt]he )?(?:{_government_pattern().pattern})(?:['’]s)?\s+", "", said)
    return re.sub(r"^(?:the|The|top|current|own)\s+", "", bare).strip()


@cache
def _bodies_words() -> frozenset[str]:
    every = (*sources().bodies, *sources().agencies)
    return frozenset(f for b in every for f in b.forms if " " not in f and f[0].isupper()) | _NEVER_NAMES


def _code_of(said: str) -> str | None:
    body = _body(said)
    return body.code if body else None


@cache
def _roles() -> "re.Pattern[str]":
    roles = any_of(sources().persons)
    return re.compile(rf"^(?P<before>(?:[\w.'’&/-]+\s+){{0,7}}?)(?P<role>{roles})(?P<many>s)?{_AFTER_HEAD}$", re.I)


_ACTED = re.compile(
    r"\b(?:left|met|gave|held|fired|sent|spoke|walked|flew|visited|urged|landed|arrived|said|came|went|took)\b"
)


@cache
def _by_ending() -> "re.Pattern[str]":
    """Words for persons that no list has, by how they end: `a retired shipbroker`."""
    ending = (
        r"(?!\w*(?:letter|paper|matter|order|number|power|border|other|answer|member|chapter|sector|factor"
        r"|summer|winter|water|year))"
    )
    return re.compile(
        rf"^(?P<before>(?:a|an|one|another|the)\s+(?:[\w.'’-]+\s+){{0,4}}?)(?P<role>{ending}\w{{3,}}(?:er|or"
        rf"|ist|man|woman|ian|eer))(?P<many>)(?:\s+(?:for|of|from|at|in|with|who|on)\b.*)?$"
    )


def _anonymous(said: str) -> Noun | None:
    """`a senior official of the ministry`, `diplomats`, `the envoy`: no name; definite ones lead back."""
    found = _roles().match(said) or _by_ending().match(said)
    if not found or (found["role"].lower() in ("official",) and re.match(r"\s+[A-Z]", said[found.end("role") :])):
        return None
    before = _DETERMINER.sub("", found["before"].strip() + " ").strip()
    if _ACTED.search(said):
        return None
    if _NO_PHRASE.search(before) or re.search(r"\b(?:a|an|the)\b", before) or (found["role"] in ("others",) and before):
        return None
    government = government_in(re.sub(r"\b[A-Z]\w+ administration", "US", said))
    code = government.code if government else _code_of(said)
    bare = _DETERMINER.sub("", said).strip()
    bare = re.split(r",| who | briefed | familiar ", bare)[0]
    role = found["role"].lower()
    if role == "member" and (body := _body(said)):
        every = re.fullmatch(
            r"(?:all |the )*(?:15 |fifteen )?members of the (?:U\.?N\.? )?Security Council", said, re.I
        )
        return Noun("body", body.name if every else bare, "", code, "members")
    definite = not _INDEFINITE.match(said) and not found["many"]
    if definite or (re.match(r"the\s", said, re.I) and not before):
        return Noun("office", f"anon:{bare}", bare, code, role)
    return Noun("anonymous", f"anon:{bare}", _office(bare), code, role)


@cache
def _form_pattern(kind: str) -> "re.Pattern[str]":
    bodies: tuple[Body, ...] = getattr(sources(), kind)
    return re.compile(rf"(?<![\w.])(?:{any_of(f for b in bodies for f in b.forms)})(?!\w)")


@cache
def _by_form(kind: str) -> "dict[str, Body]":
    bodies: tuple[Body, ...] = getattr(sources(), kind)
    return {f: b for b in bodies for f in b.forms}


_PLAIN = re.compile(
    r"^(?:the|its|their|official|news|agency|agencies|state|broadcaster|newspaper|daily|television|here|in|a|of"
    r"|on|radio|report|media"
    r"|commentary|editorial|U\.?N\.?|United|Nations|North|South|Korea|Korean|China|Russia|Japan|outlet|service"
    r"|mouthpiece"
    r"|run|controlled|its|members|all|15|ruling|party|15-member|U\.?S\.?|global|also|today|1718|1874|Nations)$",
    re.I,
)


def _agency(said: str) -> Noun | None:
    found = _form_pattern("agencies").search(said)
    if found and _only_plain(said, found.start(), found.end()):
        body = _by_form("agencies")[found[0]]
        return Noun("body", body.name, "news agency", body.code, "agency")
    if re.fullmatch(r"(?:the )?[A-Z]\w+(?: state)?(?: news)? (?:agencies|media)(?: reports)?", said):
        government = government_in(said)
        return (
            Noun("body", f"{government.adjective} news agencies", "", government.code, "agency") if government else None
        )
    return None


def _only_plain(said: str, start: int, end: int) -> bool:
    around = f"{said[:start]} {said[end:]}".replace("'s", "").replace("’s", "").split()
    return all(_PLAIN.match(w.strip(",.()")) or w in _titles() for w in around)


def _body(said: str) -> Body | None:
    found = _form_pattern("bodies").search(said)
    return _by_form("bodies")[found[0]] if found else None


def _institution(said: str) -> Noun | None:
    if _NO_PHRASE.search(said):
        return None
    government = government_in(said)
    ministry = _MINISTRY.search(said)
    if ministry and _only_plain(said, ministry.start(), ministry.end()):
        kind = ministry["kind"]
        kind = f"its {kind}" if re.match(r"(?:its|their) ", said, re.I) else kind
        if said.endswith(" here"):
            return Noun("body", "", kind, HERE, "ministry")
        name = f"{government.adjective} {_kind_of_ministry(kind)}" if government else ""
        return Noun("body", name, kind, government.code if government else None, "ministry")
    if (mission := _MISSION.search(said)) and (government or re.match("the |its |their ", said, re.I)):
        name = f"{government.adjective} mission to the UN" if government and government.code != "UN" else ""
        if _only_plain(said, mission.start(), mission.end()) or government:
            return Noun("body", name, "mission", government.code if government else None, "mission")
    if government and re.search(r"\b[Ee]mbassy\b", said) and len(said.split()) < 7:
        return Noun("body", f"{government.adjective} embassy", "embassy", government.code, "embassy")
    if government and (own := _OWN.search(said)) and _only_plain(said, own.start(), own.end()):
        return Noun(
            "body",
            f"{government.adjective} {own[0].lower()}",
            own[0].lower(),
            government.code,
            own[0].split()[-1].lower(),
        )
    found = _form_pattern("bodies").search(said)
    if found and _only_plain(said, found.start(), found.end()):
        body = _by_form("bodies")[found[0]]
        return Noun("body", body.name, "", body.code, found[0].split()[-1].lower())
    return None


_OWN = re.compile(
    r"\b(?:military|army|navy|air force|coast guard|parliament|cabinet|presidency|(?:spy|intelligence|space"
    r"|weather) agency|customs(?: administration| office| service)?"
    r"|central bank|police|state council|assembly|armed forces|delegation)$",
    re.I,
)
"""Bodies of a State that are called by the State: `the North's military`."""


def _kind_of_ministry(kind: str) -> str:
    plain = kind.lower()
    swapped = re.fullmatch(r"ministry of (?:national )?(.+)", plain)
    if not swapped:
        return plain
    return "foreign ministry" if "foreign" in plain else f"{swapped[1]} ministry"


_COUNTRIES = re.compile(r"^(?P<first>.+?)(?:,? and | along with |, together with )(?P<rest>.+)$")


def _government(said: str) -> Noun | None:
    of = re.fullmatch(r"(?:the |The )?(?:\w+ )?government of (?:the )?(.+)", said)
    if of and of[1] in _forms():
        return Noun("government", f"{_forms()[of[1]].adjective} government", "", _forms()[of[1]].code, "government")
    own = re.fullmatch(r"(?:[Tt]he )?(.+?) government", said)
    if own and own[1] in _adjectives() and own[1] in _forms():
        return Noun("government", f"{_forms()[own[1]].adjective} government", "", _forms()[own[1]].code, "government")
    bare = re.sub(r"['’]s government$| government$| side$| authorities$", "", said)
    bare = re.sub(r"^(?:the|The)\s+(?=[A-Z])", "", bare)
    for form in (said, bare, f"the {bare}"):
        if form in _forms() and (form != _forms()[form].adjective or bare != said or form == "US"):
            found = _forms()[form]
            return Noun("government", found.name, "", found.code, "")
    if re.fullmatch(r"(?:the |The )?[A-Z]\w+ administration", said):
        return Noun("government", "United States", "", "USA", "")
    both = _COUNTRIES.match(said)
    if (
        both
        and (first := _government(both["first"]))
        and re.match(r"[A-Z]|(?:the|its|\w+) (?:[A-Z]|allies)", both["rest"])
    ):
        return Noun("government", re.sub(r"^[Tt]he ", "", said), "", first.government, "") if len(said) < 80 else None
    if re.fullmatch(
        r"(?:the |all )?(?:[\w-]+ ){0,3}(?:countries|nations|allies|governments|states|powers)", said, re.I
    ):
        return Noun("government", re.sub(r"^[Tt]he ", "", said), "", None, "countries")
    return None


@cache
def _documents() -> "re.Pattern[str]":
    return re.compile(
        rf"^(?:the|its|their|a|an)\s+(?:[\w.'’-]+\s+){{0,4}}?(?P<head>{any_of(sources().documents)})s?$", re.I
    )


@cache
def _document_of() -> "re.Pattern[str]":
    return re.compile(
        rf"^(?:the|its|their|a|an)\s+(?:[\w.'’-]+\s+){{0,4}}?(?:{any_of(sources().documents)})s?"
        rf"\s+(?:of|from|(?:[^,;]{{0,40}}?\s)?by)\s+(?P<owner>.+)$",
        re.I,
    )


def _by_its_author(said: str) -> Noun | None:
    """`A report issued on Tuesday by the Panel`: the body behind a document."""
    whose = _document_of().match(said)
    owner = (_exactly(whose["owner"]) or _institution(whose["owner"])) if whose else None
    return owner if owner and owner.name else None


def _document(said: str) -> Noun | None:
    found = _documents().match(said)
    if not found or _NO_PHRASE.search(said):
        return None
    government = government_in(said)
    return Noun("document", "", said, government.code if government else None, found["head"].lower())
