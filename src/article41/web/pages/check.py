"""Check: an act said by a form, judged, and what a change of it would do."""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from litestar.response import Redirect

from article41.bulk.judging import read
from article41.errors import InputError
from article41.law import Regime
from article41.transaction import FieldError, Transaction
from article41.verdict import Verdict
from article41.web import service
from article41.web.pages import form
from article41.web.pages.form import Said
from article41.web.pages.page import Page, render, shows
from article41.web.problems import Refused
from article41.web.route import Asked
from article41.wording import act_text

MOST_LETTERS = 8_000
"""Of an address's query."""


class Judged(NamedTuple):
    """An act that was read, and what was answered."""

    act: Transaction
    verdict: Verdict
    law: Regime


@shows("/check", "check", free=True)
async def check(request: Asked) -> Page | Redirect:
    """The form, and the answer as far as the act was told."""
    sent = dict(request.query_params.items())
    law = service.of(request).law_with(sent.get("overlay") or None)
    told = form.said(sent, law)
    if any(not value.strip() for value in sent.values()):
        return Redirect(
            f"/check?{urlencode(told.given | told.own)}" if told.given or told.own else "/check", status_code=303
        )
    found, fault = None, ("", "")
    if {"date", "activity"} <= told.given.keys():
        try:
            found = await judged(request, told)
        except InputError as why:
            fault = _fault(told, law, why)
    before = await _before(request, told)
    return render(
        request, "check.html", 422 if fault[1] else 200,
        told=told, fault=fault, found=found, before=before,
        changed=_changed(told, told.own.get("was", "")) if before else [],
        form=form.asked(told, law, found.verdict if found else None, fault),
        act=act_text(found.act) if found else "", routes=routes(found.verdict) if found else [],
        drafts=[d.draft for d in law.drafts.values()],
    )  # fmt: skip


async def judged(request: Asked, told: Said) -> Judged:
    """The answer on what was told. Raises FieldError or Unreadable where it cannot be read."""
    if len(told.query) > MOST_LETTERS:
        raise Refused(422, f"the act has {len(told.query)} letters, at most {MOST_LETTERS}", "query")
    shared = service.of(request)
    law = shared.law_with(told.own.get("overlay"))
    act = read(told.row(law), law)
    return Judged(act, await shared.check(act, law, bool(told.own.get("trace"))), law)


def _fault(told: Said, law: Regime, why: InputError) -> tuple[str, str]:
    """The parameter that cannot be read, and why."""
    if isinstance(why, FieldError):
        return told.row(law).name_of(why.field), why.fault
    return "", str(why)


async def _before(request: Asked, told: Said) -> Judged | None:
    """The act as it was before a change, where there was one that could be read."""
    was = told.own.get("was", "")
    if not was or was == told.query:
        return None
    try:
        law = service.of(request).law
        old = form.said(dict(parse_qsl(was)), law)
        return await judged(request, Said(old.given, {k: v for k, v in told.own.items() if k == "overlay"}))
    except (InputError, Refused):
        return None


def _changed(told: Said, was: str) -> list[tuple[str, str, str]]:
    """Each parameter that differs: its name, the old and the new value."""
    old, new = dict(parse_qsl(was)), told.given
    return [(n, old.get(n, ""), new.get(n, "")) for n in dict.fromkeys([*old, *new]) if old.get(n) != new.get(n)]


def routes(verdict: Verdict) -> list[tuple[dict[str, object], list[str]]]:
    """What would open the act, each route once, with the measures that it opens."""
    found: dict[str, tuple[dict[str, object], list[str]]] = {}
    for finding in verdict.findings:
        for route in finding.routes:
            _, measures = found.setdefault(repr(route), (route, []))
            if finding.measure not in measures:
                measures.append(finding.measure)
    return list(found.values())


ROUTES = [check]
