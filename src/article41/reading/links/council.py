"""Acts of the Council and of the bodies that watch over the measures, against the record."""

import re
from datetime import date, timedelta
from typing import Any

from article41.places import parse_country
from article41.reading.claims import Dated
from article41.reading.found import Link, Wrong
from article41.reading.links.known import Known
from article41.reading.links.verdicts import absent, apart, confirmed, is_day, is_wide, judged, on, undated, wrong_date
from article41.reading.when import Days
from article41.record.following import end_of, open_on
from article41.record.texts import Draft, Meeting, Procedural, Resolution, Voted

NEAR, RECENT, SOON = 5, 60, 75


def codes(said: Any) -> set[str]:
    """Alpha-2 codes of the States of a claim, as the record writes them."""
    names = said if isinstance(said, list) else [said] if said else []
    return {c for n in names for c in (parse_country(n).candidates if n != "EU" else ("EU",))}


def _wrong_votes(claim: Dated, text: Voted) -> list[Wrong]:
    if text.recorded is None:
        return []
    held = {
        "votes_for": text.recorded.in_favour,
        "votes_against": text.recorded.against,
        "abstentions": text.recorded.abstaining,
    }
    said = {k: claim.fields[k] for k in held if k in claim.fields}
    return [Wrong(field=k, said=v, recorded=held[k]) for k, v in said.items() if v != held[k]]


def adoption(claim: Dated, known: Known) -> Link:
    """By number and day; then the votes."""
    number = claim.fields.get("resolution")
    text = known.resolution(number) if number else None
    then = [r for r in known.record.resolutions if claim.days and on(r, claim.days)]
    if number and text is None:
        return _unknown_number(claim, then)
    if text is None:
        return _adopted_then(claim, known, then)
    if claim.days and not on(text, claim.days):
        carried = str(number) not in claim.draft.about
        if carried and then:
            return judged([then[0]], _wrong_votes(claim, then[0]), _adopted(then[0]))
        return judged([text], [wrong_date(claim.fields.get("date"), text), *_wrong_votes(claim, text)], _adopted(text))
    return judged([text], _wrong_votes(claim, text), _adopted(text))


def _unknown_number(claim: Dated, then: list[Resolution]) -> Link:
    """A number that the record lacks: wrong for a text of that very day, or for one whose figures it nearly has."""
    said = str(claim.fields["resolution"])
    if claim.days and is_day(claim.days):
        then = [r for r in then if r.date == claim.days.first]
    elif claim.days:
        then = [] if is_wide(claim.days) else [r for r in then if _mistyped(said, re.sub(r"\D", "", r.id))]
    if then:
        number = re.sub(r"\D", "", then[0].id)
        return judged(
            [then[0]],
            [Wrong(field="resolution", said=claim.fields["resolution"], recorded=int(number))],
            _adopted(then[0]),
        )
    return absent(f"The record holds no resolution {claim.fields['resolution']}.")


def _mistyped(said: str, number: str) -> bool:
    """Whether two figures have changed places, or one is wrong that is not the last: that one neighbours differ in."""
    differ = [n for n, (a, b) in enumerate(zip(said, number, strict=False)) if a != b]
    swapped = len(differ) == 2 and sorted(said) == sorted(number)
    return len(said) == len(number) and (swapped or (len(differ) == 1 and said[-1] == number[-1]))


def _adopted_then(claim: Dated, known: Known, then: list[Resolution]) -> Link:
    if then:
        text = max(then, key=lambda r: (r.nature == "sanctions", r.date))
        return judged([text], _wrong_votes(claim, text), _adopted(text))
    sanctions = [r for r in known.record.resolutions if r.nature in ("sanctions", "measures_non_chapter_vii")]
    if claim.days:
        near = [r for r in sanctions if apart(r, claim.days) <= NEAR]
        if is_day(claim.days) and len(near) == 1:
            return judged(near, [wrong_date(claim.fields.get("date"), near[0])], _adopted(near[0]))
        return absent("The record holds no resolution adopted at that time.")
    if claim.published is None:
        return undated("Which resolution is meant depends on the day of the report.")
    past = [r for r in sanctions if timedelta(0) <= claim.published.last - r.date <= timedelta(days=RECENT)]
    return (
        judged(past[-1:], _wrong_votes(claim, past[-1]), _adopted(past[-1]))
        if past
        else absent("No resolution was adopted shortly before the report.")
    )


def _adopted(text: Resolution) -> str:
    return f"{text.symbol} was adopted on {text.date}."


def drafts_at(claim: Dated, known: Known) -> list[Draft]:
    """Draft resolutions that lay before the members on the claim's days, or about the report's; nearest first."""
    days = claim.days or claim.published
    if days is None:
        return []
    found = [d for d in known.record.drafts if d.form == "resolution" and _around(known, d, days)]
    return sorted(found, key=lambda d: (not open_on(known.record, d, days.last), abs((days.last - d.date).days)))


def _around(known: Known, draft: Draft, days: Days) -> bool:
    end = end_of(known.record, draft) or draft.date + timedelta(days=SOON)
    start = min(draft.date, draft.announced or draft.date)
    return start - timedelta(days=NEAR) <= days.last and days.first <= end + timedelta(days=SOON)


def draft(claim: Dated, known: Known) -> Link:
    """The draft that lay before the members, else the resolution that followed."""
    found = drafts_at(claim, known)
    if claim.days is None and claim.published is None:
        return undated("Which draft is meant depends on the day of the report.")
    sponsor = codes(claim.fields.get("sponsor"))
    fitting = [d for d in found if not sponsor or sponsor & {*d.by, *d.joined_by}]
    if fitting:
        return confirmed([x for d in fitting[:1] for x in (d, d.became) if x], _tabled(fitting[0]))
    if found and is_day(claim.days) and apart(found[0], claim.days) <= 1:  # type: ignore[arg-type]
        return judged(
            [found[0]],
            [Wrong(field="sponsor", said=claim.fields["sponsor"], recorded=list(found[0].by))],
            _tabled(found[0]),
        )
    days = claim.days or claim.published
    assert days
    later = [
        r
        for r in known.record.resolutions
        if timedelta(0) <= r.date - days.first <= timedelta(days=SOON) and r.nature == "sanctions"
    ]
    if later and (not sponsor or not later[0].sponsors or sponsor & set(later[0].sponsors)):
        return confirmed([later[0]], f"What came of it: {_adopted(later[0])}")
    return absent("The record holds no draft of that time.")


def _tabled(text: Draft) -> str:
    return f"The record holds a draft of {', '.join(text.by)} of {text.date}: {text.title}."


_OF_THE_PANEL = re.compile(r"panel|expert|mandate|renew|monitor|prolong|watchdog", re.I)


def veto(claim: Dated, known: Known) -> Link:
    """By day and by who vetoed; where the day fits none, by who vetoed and what."""
    vetoed = [d for d in known.record.drafts if d.recorded and d.recorded.outcome == "vetoed"]
    then = [d for d in vetoed if claim.days and on(d, claim.days)]
    if then:
        return _vetoed(claim, known, then[0], [])
    who = codes(claim.fields.get("vetoed_by"))
    panel = bool(_OF_THE_PANEL.search(claim.draft.about))
    same = [
        d
        for d in vetoed
        if _against(known, d) == who and bool(_OF_THE_PANEL.search(" ".join((d.title, *d.asks)))) == panel
    ]
    if claim.days is None:
        past = [d for d in same if claim.published is None or d.date <= claim.published.last + timedelta(days=1)]
        return (
            _vetoed(claim, known, past[-1], []) if past else absent("The record holds no such veto before the report.")
        )
    if len(same) == 1 and apart(same[0], claim.days) <= 2 * RECENT:
        return _vetoed(claim, known, same[0], [wrong_date(claim.fields.get("date"), same[0])])
    return absent("The record holds no such veto at that time.")


def _against(known: Known, text: Draft) -> set[str]:
    return set(text.ballots.against) & set(known.record.membership.permanent) if text.ballots else set()


def _vetoed(claim: Dated, known: Known, text: Draft, wrong: list[Wrong]) -> Link:
    held, said = _against(known, text), codes(claim.fields.get("vetoed_by"))
    if said and held and said != held:
        wrong = [*wrong, Wrong(field="vetoed_by", said=sorted(said), recorded=sorted(held))]
    why = f"{text.symbol or text.title} was vetoed on {text.date} by {', '.join(sorted(held))}."
    return judged([text], [*wrong, *_wrong_votes(claim, text)], why)


def statement(claim: Dated, known: Known) -> Link:
    """By day and kind."""
    kind = claim.fields.get("kind")
    days = claim.days or claim.published
    if days is None:
        return undated("Which statement is meant depends on the day of the report.")
    slack = timedelta(days=1 if claim.days else 30 if kind else SOON)
    found = [s for s in known.record.council_statements if on(s, days, slack) and (claim.days or s.date <= days.last)]
    same = [s for s in found if kind in (None, s.kind)]
    if same:
        best = min(
            same,
            key=lambda s: apart(s, Days(days.last, days.last)) if not is_day(days) else abs((s.date - days.first).days),
        )
        return confirmed([best], f"The record holds a {best.kind} statement of {best.date}.")
    if found and is_day(claim.days) and found[0].kind != "group":
        return judged(
            found[:1],
            [Wrong(field="kind", said=kind, recorded=found[0].kind)],
            f"The record holds a statement of {found[0].date}.",
        )
    return absent("The record holds no statement of the Council of that time.")


def meeting(claim: Dated, known: Known) -> Link:
    """By day; the record holds few meetings."""
    if claim.days is None:
        return absent("The report gives the meeting no day.")
    met = [m for m in known.record.meetings if m.body == "council" and on(m, claim.days)]
    voted = [p for p in known.record.procedural if on(p, claim.days)]
    found: list[Meeting | Procedural] = [*met, *voted]
    if not found and (first := _first_met(claim, known)):
        return judged([first], [wrong_date(claim.fields.get("date"), first)], f"The record holds one of {first.date}.")
    return (
        confirmed(found, f"The record holds a meeting of {found[0].date}.")
        if found
        else absent("The record holds no meeting of that day.")
    )


def _first_met(claim: Dated, known: Known) -> Meeting | Procedural | None:
    """The one meeting about the day of a claim that the Council "first met", where the day itself has none."""
    if not is_day(claim.days) or not re.search(r"\bfirst\b", claim.draft.about):
        return None
    assert claim.days
    met = [m for m in known.record.meetings if m.body == "council"]
    held: list[Meeting | Procedural] = [*met, *known.record.procedural]
    near = [m for m in held if apart(m, claim.days) <= RECENT]
    return near[0] if len(near) == 1 else None


def mechanism(claim: Dated, known: Known) -> Link:
    """Made, prolonged, ended, reported: each by the texts or meetings that did it."""
    name, act = claim.fields.get("name"), claim.fields.get("act")
    if name == "msmt":
        met = [m for m in known.record.meetings if m.body == "monitoring_team"]
        made = act == "created"
        return _first_fitting(claim, met[:1] if made else met[1:], "monitoring team", far=made)
    if name == "1718_committee" and act == "created":
        number = re.search(r"\d+", known.law.about.committee)
        return _first_fitting(claim, [known.resolution(number[0] if number else None)], "committee", far=True)
    if name != "panel_of_experts" or act == "reported":
        return absent("The record does not hold the reports of this body.")
    mandates = [r for r in known.record.resolutions if r.nature == "panel_mandate"]
    if act == "created":
        made = next(p.provision.citation for p in known.provisions if p.measure.measure.startswith("panel"))
        text = known.resolution(made.order[1])
        return _first_fitting(claim, [text], "panel", far=True)
    if act == "ended":
        return _panel_ended(claim, known, mandates)
    number = re.search(r"\b\d{4}\b", " ".join(re.findall(r"[Rr]esolution \d{4}", claim.draft.about)))
    named = known.resolution(number[0]) if number else None
    if named and (claim.days is None or on(named, claim.days)):
        return confirmed([named], f"{named.symbol} prolonged the Panel on {named.date}.")
    return _first_fitting(claim, mandates, "panel's mandate")


def _panel_ended(claim: Dated, known: Known, mandates: list[Resolution]) -> Link:
    last = max((r for r in mandates if r.panel_until), key=lambda r: str(r.panel_until), default=None)
    if last is None or last.panel_until is None:
        return absent("The record does not say when the Panel ended.")
    vetoes = [
        d
        for d in known.record.drafts
        if d.recorded and d.recorded.outcome == "vetoed" and _OF_THE_PANEL.search(d.title + " ".join(d.asks))
    ]
    why = f"The Panel's mandate ran to {last.panel_until} and was not prolonged."
    if claim.days is None:
        return confirmed([last, *vetoes], why)
    same = [r for r in mandates if r.panel_until and _close(claim.days, r.panel_until, 2)]
    if same:
        ran = f"By {same[0].symbol} the Panel's mandate ran to {same[0].panel_until}."
        return confirmed([*same, *vetoes] if last in same else same, why if last in same else ran)
    if not _close(claim.days, last.panel_until, RECENT):
        return absent("The record holds no end of the Panel at that time.")
    wrong = [Wrong(field="date", said=claim.fields.get("date"), recorded=str(last.panel_until))]
    return judged([last, *vetoes], wrong, why)


def _close(days: Days, to: date, slack: int) -> bool:
    """Whether days come within so many days of another one."""
    return days.first - timedelta(days=slack) <= to <= days.last + timedelta(days=slack)


def _first_fitting(claim: Dated, entries: Any, what: str, far: bool = False) -> Link:
    """The entry of the claim's days, or without days the latest before the report; `far`: the only one there can be."""
    if claim.days:
        found = [e for e in entries if on(e, claim.days)]
        if not found and far and not any(w.sort == "ago" for w in claim.draft.words[:1]):
            return judged(
                entries[:1], [wrong_date(claim.fields.get("date"), entries[0])], f"The {what}: {entries[0].date}."
            )
        return (
            confirmed(found, f"The record holds of the {what}: {found[0].date}.")
            if found
            else absent(f"The record holds nothing of the {what} at that time.")
        )
    past = [e for e in entries if claim.published is None or e.date <= claim.published.last]
    return (
        confirmed(past[-1:], f"The record holds of the {what}: {past[-1].date}.")
        if past
        else absent(f"The record holds nothing of the {what} before the report.")
    )
