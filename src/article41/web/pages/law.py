"""Law: the measures in force on a day, one measure's history, what changed between two days, what a draft would."""

from datetime import date
from itertools import groupby
from typing import Any, get_args

from litestar.params import FromPath

from article41 import lawchange, lawpage
from article41.history import Change, Standing, difference, in_force
from article41.law import Regime
from article41.lookup import search
from article41.regime import Activity
from article41.web import service
from article41.web.pages.page import Page, render, shows
from article41.web.problems import Refused
from article41.web.route import Asked, Word, day, one_of, parsed


@shows("/law", "read")
async def law(request: Asked, on: Word = None, activity: Word = None, overlay: Word = None, q: Word = None) -> Page:
    """The measures in force on a day, or what a search finds."""
    regime = service.of(request).law_with(overlay or None)
    when = day(on, "on") if on else date.today()
    wanted: Activity | None = one_of(activity or None, get_args(Activity), "activity")
    found = parsed(lambda text: search(regime, text), q, "q") if q and q.strip() else None
    standings = in_force(regime, when, wanted)
    return render(
        request, "law.html", on=when, activity=wanted or "", q=q or "", overlay=overlay or "", regime=regime,
        activities=get_args(Activity), drafts=list(regime.drafts), found=found, drafted=lawpage.drafted(regime, when),
        groups=[(title, [s for s in standings if s.group == g]) for g, title in lawpage.GROUPS.items()],
        count=len(standings), days=regime.change_days(), neighbours=neighbours(regime.change_days(), when),
    )  # fmt: skip


def neighbours(days: list[date], when: date) -> tuple[date | None, date | None]:
    """The last day before `when`, and the first after it, on which the law changed."""
    return max((d for d in days if d < when), default=None), min((d for d in days if d > when), default=None)


@shows("/law/measures/{name:str}", "read")
async def measure(request: Asked, name: FromPath[str], overlay: Word = None) -> Page:
    """One measure: what it reaches, and its whole history."""
    regime = service.of(request).law_with(overlay or None)
    found = regime.measure(name)
    history = [(head, _lines(s, regime)) for head, s in lawpage.entries(found)]
    return render(
        request, "measure.html", measure=found, overlay=overlay or "", head=list(lawpage.measure_head(found)),
        scope=list(lawpage.scope(found)), history=history,
    )  # fmt: skip


def _lines(standing: Standing | None, regime: Regime) -> list[str]:
    return list(lawpage.provision(standing, regime)) if standing else []


@shows("/law/diff", "read")
async def diff(request: Asked, from_day: Word = None, to_day: Word = None, overlay: Word = None) -> Page:
    """What changed between two days, or what a draft would change on its own first day."""
    shared = service.of(request)
    regime = shared.law_with(overlay or None)
    shown: dict[str, Any] = {"from_day": from_day or "", "to_day": to_day or "", "overlay": overlay or ""}
    shown |= {"drafts": list(regime.drafts), "changes": None, "headline": "", "listings": []}
    if from_day or to_day or overlay:
        first, last = _span(regime, from_day, to_day)
        changes = difference(regime if to_day else shared.law, first, regime, last)
        shown["headline"] = lawchange.headline(regime, changes, first, last if to_day else None)
        shown["changes"] = _grouped(changes, regime, last)
        shown["listings"] = [lawchange.listing(e) for e in regime.draft.listings] if regime.draft else []
    return render(request, "diff.html", **shown)


def _span(regime: Regime, from_day: str | None, to_day: str | None) -> tuple[date, date]:
    if not regime.draft and not (from_day and to_day):
        raise Refused(400, "give two days, or a draft to compare with and without it", "to" if from_day else "from")
    own = regime.draft.in_force_if_adopted if regime.draft else date.min
    first = day(from_day, "from") if from_day else own
    last = day(to_day, "to") if to_day else first
    if last < first:
        raise Refused(400, f"the second day, {last}, lies before the first, {first}", "to")
    return first, last


def _grouped(
    changes: list[Change], regime: Regime, last: date
) -> list[tuple[str, list[tuple[Change, list[str], str]]]]:
    """Changes by kind, each with its lines and the days on which it happened."""
    ordered = sorted(changes, key=lambda c: list(lawchange.KINDS).index(c.kind))
    return [
        (lawchange.KINDS[kind], [(c, list(lawchange.change(c, regime)), lawchange.between(c, last)) for c in some])
        for kind, some in groupby(ordered, key=lambda c: c.kind)
    ]


ROUTES: list[Any] = [law, measure, diff]
