"""Who said what: attributions chained over a report, each joined with the person, office or body that speaks."""

import re
from typing import NamedTuple

from article41.reading.cues import Attribution, attributions, content
from article41.reading.found import Statement
from article41.reading.people import Named, People, lead_back
from article41.reading.stance import stances
from article41.reading.text import HIDDEN, Report, Sentence, Span
from article41.reading.when import Days, days, words
from article41.reading.who import HERE, Noun, government_in, noun, office_alone


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


class Chain:
    """What is remembered while a report is read from above to below."""

    def __init__(
        self, report: Report, people: People, named: list[Named], published: Days | None, home: str | None
    ) -> None:
        self.people, self.published, self.home = people, published, home
        self.named = named
        self.spoken: list[Speaker] = []
        self.governments: list[tuple[int, str]] = []
        self.last_at = -1
        self.read_out: Noun | None = None
        self.openings = frozenset(s.span.start for s in report.sentences)

    def resolve(self, source: Noun, at: int) -> Speaker | None:
        """The speaker a source is, or None where a pronoun leads to nobody."""
        return getattr(self, f"_{source.sort}")(source, at)  # type: ignore[no-any-return]

    def heard(self, speaker: Speaker) -> None:
        """Remember who spoke last."""
        self.spoken.append(speaker)

    def _named(self, source: Noun, at: int) -> Speaker:
        person = self.people.full(source.name)
        known = lead_back(source.name, [n for n in self.named if n.name == source.name])
        office = source.office or (known.office if known else "")
        government = (
            source.government or (known.government if known else None) or (_country(person) if person else None)
        )
        return Speaker(source.name, person.id if person else None, office, government, "named", _head(office))

    def _surname(self, source: Noun, at: int) -> Speaker | None:
        """Who spoke last under a name, unless a sentence has since opened with another of it; else the record's one."""
        before = [n for n in self.named if n.at < at]
        opened = lead_back(source.name, [n for n in before if n.at in self.openings and n.at > self.last_at])
        known = (
            opened
            or self._spoken_name(source.name)
            or lead_back(source.name, before)
            or lead_back(source.name, self.named)
        )
        if known:
            return Speaker(known.name, known.id, known.office, known.government, "named", _head(known.office))
        person = self.people.short(source.name, self.published, source.government)
        name = person.name if person else source.name
        government = _country(person) if person else source.government
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
        since = [n for n in self.named if self.last_at < n.at < at and n.at in self.openings]
        return self._named(Noun("named", since[-1].name, since[-1].office, since[-1].government), at) if since else None

    def _introduced(self, at: int) -> Speaker | None:
        known = [n for n in self.named if n.at < at]
        return (
            Speaker(
                known[-1].name, known[-1].id, known[-1].office, known[-1].government, "named", _head(known[-1].office)
            )
            if known
            else None
        )

    def _office(self, source: Noun, at: int) -> Speaker | None:
        """`the official` is the last one unnamed; `the foreign minister` the one named before, or by the record."""
        for spoken in reversed(self.spoken):
            if spoken.head == source.head and source.government in (None, spoken.government):
                return spoken
        near = [n for n in self.named if _head(n.office) == source.head and source.government in (None, n.government)]
        before = [n for n in near if n.at < at]
        if before:
            return Speaker(
                before[-1].name, before[-1].id, before[-1].office, before[-1].government, "named", source.head
            )
        office = office_alone(source.office)
        government = source.government or _OWNERS.get(office.lower()) or self._last_government(at)
        person = self.people.holder(office, government, self.published)
        if person:
            return Speaker(person.name, person.id, office, government, "named", source.head)
        after = [n for n in self.named if n.at > at and self._next_opens(n, source, at)]
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
        near = [code for place, code in self.governments if place < at]
        whose = near[-1:] if source.office.startswith("its") or not self.home else [self.home]
        return self._of(whose[0] if whose else None, source)

    def _of(self, code: str | None, source: Noun) -> Speaker | None:
        whole = noun(f"{_adjective(code)} {source.office.removeprefix('its ')}") if code else None
        return Speaker(whole.name, None, source.office, code, "institution", source.head) if whole else None

    def _government(self, source: Noun, at: int) -> Speaker:
        return Speaker(source.name, None, "", source.government, "institution", "")

    def _document(self, source: Noun, at: int) -> Speaker | None:
        """A statement or report speaks for the body that issued it: the last body that spoke or was named."""
        bodies = [s for s in reversed(self.spoken) if s.record == "institution"]
        if re.match(r"an? ", source.office, re.I):
            bodies = []
        if source.head in ("report", "paper") and (headed := next((s for s in bodies if s.head in _REPORTING), None)):
            return headed
        if bodies:
            return bodies[0]
        said = re.sub(r"^(?:an?|the|its|their) ", "", source.office, flags=re.I)
        return Speaker(said, None, "", source.government, "institution", source.head) if said else None


def _country(person: object) -> str | None:
    from article41.reading.people import alpha3

    return alpha3(person.government)  # type: ignore[attr-defined]


def _adjective(code: str | None) -> str:
    from article41.reading.vocabulary import governments

    return next((g.adjective for g in governments() if g.code == code), "")


def _head(office: str) -> str:
    from article41.reading.vocabulary import sources

    found = [w for w in re.findall(r"[a-z]+", office.lower()) if w in sources().persons]
    return found[-1] if found else ""


def statements(
    report: Report, people: People, named: list[Named], published: Days | None, home: str | None
) -> list[Statement]:
    """All statements of a report in text order. `home`: the government of the agency or the dateline, where known."""
    chain = Chain(report, people, named, published, home)
    found: list[Statement] = []
    for index, sentence in enumerate(report.sentences):
        note_places(chain, report, sentence)
        said = attributions(report, sentence.span)
        if _FOLLOWING.search(sentence.span.of(report.text)):
            chain.read_out = _issuer(report, sentence)
        elif any(a.source and a.source.sort in ("named", "surname") for a in said):
            chain.read_out = None
        elif chain.read_out:
            said = [Attribution((content(report, sentence.span),), chain.read_out, None, "", "read out")]
        if not said:
            said = _quotation_alone(report, sentence, chain, found)
        for one in said:
            statement = _statement(report, one, chain, index)
            if statement:
                found.append(statement)
    found.sort(key=lambda s: s.spans[0])
    for number, statement in enumerate(found, 1):
        statement.id = f"s{number}"
    return found


_ISSUED = re.compile(
    r"(?P<who>[^,.]{3,80}?) (?:(?:late |early )?on \w+day |late \w+day )?(?:\w+ly |also |later |has |have )*"
    r"(?:issued|released|backed|adopted|agreed|read out|put out|published|carried) (?:[\w-]+ ){0,4}"
    r"(?:(?:presidential|press|joint)\s)?(?:statement|report|communique)"
)
_FOLLOWING = re.compile(r"\b(?:the )?following (?:presidential |press |joint )?statement\b[^.]{0,60}:$")


def note_places(chain: Chain, report: Report, sentence: Sentence) -> None:
    """Remember bodies that a sentence is about, so that `the statement` or `its ministry` after it has an owner."""
    opening = report.masked[sentence.span.start : min(sentence.span.end, sentence.span.start + 60)]
    government = government_in(re.sub(r"^[A-Z ,]+(?:, [A-Z][a-z]+\.? \d+)?[^-–—]{0,30}[-–—]+ ", "", opening))
    if government and government.code != "UN":
        chain.governments.append((sentence.span.start, government.code))
    issued = _ISSUED.search(report.masked, *sentence.span)
    if issued:
        who = noun(re.sub(r"^.*[-–—:] |^All 15 members of ", "", issued["who"])) or noun(issued["who"].split(" on ")[0])
        speaker = (
            chain.resolve(who, sentence.span.start)
            if who and who.sort in ("body", "government", "anonymous", "office")
            else None
        )
        if speaker and speaker.record == "anonymous":
            body = noun(re.sub(r"^.*?\b(?:for|of) (?:the )?", "", speaker.name))
            speaker = chain.resolve(body, sentence.span.start) if body and body.sort in ("body", "government") else None
        if speaker:
            chain.heard(speaker)


def _issuer(report: Report, sentence: Sentence) -> Noun | None:
    """The body whose statement is read out word for word below a sentence."""
    said = sentence.span.of(report.text)
    found = re.search(r"\b(?:President of |members of )?(?:the )?(?:UN |U\.N\. )?Security Council\b", said)
    return (
        noun("the Security Council")
        if found
        else noun(re.split(r",? (?:today |on \w+day |\w+day )?(?:issued|read|released|made)", said)[0])
    )


def _quotation_alone(report: Report, sentence: Sentence, chain: Chain, found: list[Statement]) -> list[Attribution]:
    """A sentence that is nothing but a quotation is of whoever spoke last."""
    span = content(report, sentence.span)
    if not chain.spoken or span.end - span.start < 12 or set(report.masked[span.start : span.end]) != {HIDDEN}:
        return []
    return [Attribution((span,), None, None, "", "quotation alone")]


def _statement(report: Report, one: Attribution, chain: Chain, index: int) -> Statement | None:
    speaker = (
        chain.spoken[-1]
        if one.source is None
        else chain.resolve(one.source, one.spans[0].start if one.source_text is None else one.source_text.start)
    )
    if speaker is None or not speaker.name:
        return None
    if one.source is not None:
        chain.heard(speaker)
    chain.last_at = max(one.spans[-1].end, one.source_text.end if one.source_text else 0)
    spans, form = _form(report, one, index)
    said = " ".join(s.of(report.text) for s in spans)
    return Statement(
        id="",
        spans=spans,
        speaker_text=one.source_text.of(report.text) if one.source_text else None,
        speaker=speaker.name,
        person=speaker.person,
        office=speaker.office or None,
        government=speaker.government,
        record=speaker.record,  # type: ignore[arg-type]
        form=form,  # type: ignore[arg-type]
        stance=stances(said, one.cue, speaker.government, speaker.record),
        date=_day(one, chain.published),
        rule=one.rule,
    )


_FIRST_PERSON = re.compile(r"\b(?:We|we|I|our|Our|us|my)\b")


def _form(report: Report, one: Attribution, index: int) -> tuple[list[Span], str]:
    """Direct, mixed or paraphrase. First person outside marks is a quotation that lost them, and so is what stands
    before it in the same paragraph."""
    spans = list(one.spans)
    hidden = [HIDDEN in report.masked[s.start : s.end] for s in spans]
    if one.rule == "read out":
        return spans, "direct"
    if any(hidden):
        bare = "".join(report.masked[s.start : s.end] for s in spans)
        return spans, "direct" if not bare.replace(HIDDEN, "").strip(" ,.") else "mixed"
    if one.rule == "words before" and _FIRST_PERSON.search(spans[0].of(report.text)):
        start = spans[0].start
        for earlier in reversed(report.sentences[:index]):
            if (
                earlier.paragraph != report.sentences[index].paragraph
                or HIDDEN in report.masked[earlier.span.start : earlier.span.end]
            ):
                break
            if attributions(report, earlier.span):
                break
            start = earlier.span.start
        return [Span(start, spans[0].end), *spans[1:]], "direct"
    return spans, "paraphrase"


def _day(one: Attribution, published: Days | None) -> str | None:
    if published is None or published.first != published.last:
        return None
    said = words(one.tail, Span(0, len(one.tail)))
    meant = days(said[0], published.first) if said else None
    return meant.said() if meant else None
