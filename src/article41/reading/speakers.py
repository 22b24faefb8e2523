"""Who speaks: sources of a report led back to persons, offices and bodies, from above to below."""

import re
from bisect import bisect_left
from typing import NamedTuple

from article41.reading.people import Named, People, alpha3, lead_back
from article41.reading.text import Report
from article41.reading.vocabulary import governments, sources
from article41.reading.when import Days
from article41.reading.who import HERE, Noun, noun, office_alone

WINDOW = 200
"""Names and speakers that are looked back to: more than a report has, and few enough for a text of any length."""


class Speaker(NamedTuple):
    """Somebody who spoke, so that later words can lead back."""

    name: str
    person: str | None
    office: str
    government: str | None
    record: str
    head: str


_REPORTING = ("panel", "experts", "expert", "team", "monitors", "msmt", "agency", "iaea", "watchdog", "committee")
"""Bodies that write reports."""
_OWNERS = {
    "secretary-general": "UN",
    "secretary general": "UN",
    "secretary of state": "USA",
    "defense secretary": "USA",
}
_NEAR, _FAR = 120, 600
"""Characters within which `the top spokesman` is still whoever just spoke."""


_OWNED = re.compile(r"(?P<owner>.+?)['’]s? (?:[\w-]+ ){0,2}\w+$")
"""A document by whose it is: "the council's statement"."""


class Chain:
    """What is remembered while a report is read from above to below."""

    def __init__(
        self, report: Report, people: People, named: list[Named], published: Days | None, home: str | None
    ) -> None:
        self.people, self.published, self.home = people, published, home
        self.named = named
        self.places = [n.at for n in named]
        self.spoken: list[Speaker] = []
        self.last_owner: str | None = None
        self.last_at = -1
        self.read_out: Noun | None = None
        self.openings = frozenset(s.span.start for s in report.sentences)

    def resolve(self, source: Noun, at: int) -> Speaker | None:
        """The speaker a source is, or None where a pronoun leads to nobody."""
        return getattr(self, f"_{source.sort}")(source, at)  # type: ignore[no-any-return]

    def heard(self, speaker: Speaker) -> None:
        """Remember who spoke last."""
        self.spoken = [*self.spoken[-WINDOW:], speaker]

    def _before(self, at: int) -> list[Named]:
        """Persons named before a place, the last ones."""
        end = bisect_left(self.places, at)
        return self.named[max(0, end - WINDOW) : end]

    def _after(self, at: int) -> list[Named]:
        """Persons named behind a place, the next ones."""
        start = bisect_left(self.places, at + 1)
        return self.named[start : start + WINDOW]

    def _named(self, source: Noun, at: int) -> Speaker:
        person = self.people.full(source.name)
        near = [*self._before(at), *self._after(at - 1)]
        known = lead_back(source.name, [n for n in near if n.name == source.name])
        office = source.office or (known.office if known else "")
        government = (
            source.government
            or (known.government if known else None)
            or (alpha3(person.government) if person else None)
        )
        return Speaker(source.name, person.id if person else None, office, government, "named", _head(office))

    def _surname(self, source: Noun, at: int) -> Speaker | None:
        """Who spoke last under a name, unless a sentence has since opened with another of it; else the record's one."""
        before = self._before(at)
        opened = lead_back(source.name, [n for n in before if n.at in self.openings and n.at > self.last_at])
        known = (
            opened
            or self._spoken_name(source.name)
            or lead_back(source.name, before)
            or lead_back(source.name, self._after(at))
        )
        if known:
            return _speaker(known, _head(known.office))
        person = self.people.short(source.name, self.published, source.government)
        name = person.name if person else source.name
        government = alpha3(person.government) if person else source.government
        return Speaker(name, person.id if person else None, source.office, government, "named", _head(source.office))

    def _spoken_name(self, short: str) -> Named | None:
        said = [Named(s.name, s.person, s.office, s.government, 0) for s in self.spoken if s.record == "named"]
        return lead_back(short, said)

    def _pronoun(self, source: Noun, at: int) -> Speaker | None:
        if source.head in ("he", "she"):
            opened = self._opened(at)
            if opened:
                return opened
            return next(
                (s for s in reversed(self.spoken) if s.record in ("named", "anonymous")), None
            ) or self._introduced(at)
        if source.head in ("it",):
            return next((s for s in reversed(self.spoken) if s.record == "institution"), None)
        last = self.spoken[-1] if self.spoken else None
        one = last is not None and last.record == "anonymous" and source.head.startswith("one of")
        return last._replace(name=last.name.removesuffix("s")) if last and one else last

    def _opened(self, at: int) -> Speaker | None:
        """The person with whom a sentence opened since anybody last spoke."""
        since = [n for n in self._before(at) if self.last_at < n.at and n.at in self.openings]
        return self._named(Noun("named", since[-1].name, since[-1].office, since[-1].government), at) if since else None

    def _introduced(self, at: int) -> Speaker | None:
        known = self._before(at)
        return _speaker(known[-1], _head(known[-1].office)) if known else None

    def _office(self, source: Noun, at: int) -> Speaker | None:
        """`the official` is the last one unnamed; `the foreign minister` the one named before, or by the record."""
        for spoken in reversed(self.spoken):
            if spoken.head == source.head and source.government in (None, spoken.government):
                return spoken
        for named in reversed(self._before(at)):
            if _head(named.office) == source.head and source.government in (None, named.government):
                return _speaker(named, source.head)
        office = office_alone(source.office)
        government = source.government or _OWNERS.get(office.lower()) or self._last_government(at)
        person = self.people.holder(office, government, self.published)
        if person:
            return Speaker(person.name, person.id, office, government, "named", source.head)
        after = [n for n in self._after(at) if self._next_opens(n, source, at)]
        if after and not source.name.endswith("s"):
            return Speaker(after[0].name, after[0].id, office, source.government, "named", source.head)
        last = self.spoken[-1] if self.spoken else None
        if (
            last
            and last.record == "named"
            and source.government in (None, last.government)
            and at - self.last_at < _NEAR
        ):
            return last
        return self._anonymous(source, at)

    def _next_opens(self, named: Named, source: Noun, at: int) -> bool:
        """Whether a person named further on is whom an office meant: the next sentence opens with the name, or the
        government is the same."""
        if named.at in self.openings and named.at - at < 300 and not named.office:
            return True
        return (
            source.government is not None
            and named.government == source.government
            and named.at - at < 600
            and not named.office
        )

    def _last_government(self, at: int) -> str | None:
        return next((s.government for s in reversed(self.spoken) if s.government), self.home)

    def _anonymous(self, source: Noun, at: int) -> Speaker:
        government = source.government
        if government is None and source.head in ("official", "spokesman", "spokeswoman") and "ministry" in source.name:
            government = self._last_government(at)
        return Speaker(
            source.name,
            None,
            source.office,
            None if government == "UN" and source.head == "diplomat" else government,
            "anonymous",
            source.head,
        )

    def _body(self, source: Noun, at: int) -> Speaker | None:
        if source.name:
            return Speaker(source.name, None, source.office, source.government, "institution", source.head)
        if source.government == HERE:
            return self._of(self.home, source)
        for spoken in reversed(self.spoken):
            if spoken.record == "institution" and source.head in (spoken.head, spoken.office.lower()):
                return spoken
        return self._of(self.last_owner if source.office.startswith("its") or not self.home else self.home, source)

    def _of(self, code: str | None, source: Noun) -> Speaker | None:
        whole = noun(f"{_adjective(code)} {source.office.removeprefix('its ')}") if code else None
        return Speaker(whole.name, None, source.office, code, "institution", source.head) if whole else None

    def _government(self, source: Noun, at: int) -> Speaker:
        return Speaker(source.name, None, "", source.government, "institution", "")

    def _document(self, source: Noun, at: int) -> Speaker | None:
        """A statement or report speaks for the body that issued it: the last body that spoke or was named."""
        owner = noun(owned["owner"]) if (owned := _OWNED.match(source.office)) else None
        if owner and owner.sort in ("body", "government") and owner.name:
            return self.resolve(owner, at)
        bodies = [s for s in reversed(self.spoken) if s.record == "institution"]
        if re.match(r"an? ", source.office, re.I):
            bodies = []
        if source.head in ("report", "paper") and (headed := next((s for s in bodies if s.head in _REPORTING), None)):
            return headed
        if bodies:
            return bodies[0]
        said = re.sub(r"^(?:an?|the|its|their) ", "", source.office, flags=re.I)
        return Speaker(said, None, "", source.government, "institution", source.head) if said else None


def _speaker(named: Named, head: str) -> Speaker:
    return Speaker(named.name, named.id, named.office, named.government, "named", head)


def _adjective(code: str | None) -> str:
    return next((g.adjective for g in governments() if g.code == code), "")


def _head(office: str) -> str:
    """The word of an office that a report leads back by: `spokesman` of `State Department spokesman`."""
    found = [w for w in re.findall(r"[a-z]+", office.lower()) if w in sources().persons]
    return found[-1] if found else ""
