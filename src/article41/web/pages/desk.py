"""Desk: decisions kept and found, who looked at them, and where their reviews stand."""

import asyncio
from typing import Any, NamedTuple, cast, get_args
from urllib.parse import parse_qsl, urlencode

import msgspec
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from article41.desk import Desk, Draft, Entry, decision, review
from article41.desk.chain import Kept
from article41.desk.decisions import Decision, told_by
from article41.desk.entries import DeskError
from article41.desk.listing import Wanted, listed
from article41.desk.reviews import Action, Standing, State
from article41.errors import InputError
from article41.transaction import Transaction
from article41.verdict import Answer, Verdict
from article41.web import service
from article41.web.access import NOBODY, may, who
from article41.web.decisions import ERASED, WITHHELD, Where, found
from article41.web.pages import form
from article41.web.pages.check import judged, routes
from article41.web.pages.page import HEADERS, Page, render, sends, sessions, shows
from article41.web.problems import Unreadable
from article41.web.route import Asked, Word, day, one_of
from article41.wording import act_text

MOST = 50
"""Decisions on one page."""


class Told(NamedTuple):
    """A review or erasure of a decision: its entry, what was done, and the comment where it may be shown."""

    entry: Entry
    action: str
    comment: str


@shows("/desk", "check", "review")
async def desk(
    request: Asked, on: Word = None, verdict: Word = None, who: Word = None, standing: Where = None,
    before: FromQuery[int | None] = None,
) -> Page:  # fmt: skip
    """The newest decisions, and those of a day (UTC), a verdict, a name, a state of review."""
    said = {"on": on or "", "verdict": verdict or "", "who": who or "", "state": standing or ""}
    if service.of(request).log is None:
        return render(request, "nolog.html", 404)
    one_of(verdict or None, get_args(Answer), "verdict")
    one_of(standing or None, get_args(Standing), "state")
    when = day(on, "on") if on else None
    wanted = Wanted(when, when, verdict or None, who or None, cast(Standing | None, standing or None), before)
    rows = await asyncio.to_thread(_listed, service.of(request).desk, wanted)
    following = {"before": rows[MOST - 1].entry.seq} if len(rows) > MOST else {}
    older = f"/desk?{urlencode({k: v for k, v in said.items() if v} | following)}" if following else ""
    return render(
        request, "desk.html", said=said, rows=rows[:MOST], older=older,
        verdicts=get_args(Answer), states=get_args(Standing),
    )  # fmt: skip


def _listed(kept: Desk, wanted: Wanted) -> list[Any]:
    with kept.reading() as connection:
        return listed(connection, wanted, MOST + 1)


@shows("/desk/{number:int}", "check", "review")
async def one(request: Asked, number: FromPath[int]) -> Page:
    """One decision: on which law and list, and its reviews; what was asked and answered for reviewers alone."""
    return await _one(request, number, "")


async def _one(request: Asked, number: int, fault: str, status: int = 200) -> Page:
    shared = service.of(request)
    (entry, personal), about, state = await asyncio.to_thread(_whole, shared.desk, number)
    sees = may(request, "review")
    told: Decision | None = told_by(entry, personal) if personal and sees else None
    verdict = verdict_of(told) if told else None
    return render(
        request, "decision.html", status, entry=entry, said=entry.said, verdict=verdict, fault=fault, state=state,
        act=act_text(told.act) if told else "", facts=facts(told.act) if told else [],
        routes=routes(verdict) if verdict else [], about=[_told(one, sees) for one in about], sees=sees,
        actions=_open(state, _name(request)), needs_name=sessions(request).tokens is None,
        law_now=shared.law.version, list_now=shared.screener.version,
    )  # fmt: skip


def _whole(kept: Desk, number: int) -> tuple[Kept, list[Kept], State]:
    entry, personal = found(kept, str(number))
    return (entry, personal), kept.about(entry.seq), kept.state(entry.seq)


def verdict_of(told: Decision) -> Verdict | None:
    """The recorded verdict; None where another program wrote it in a form that this one does not know."""
    try:
        return msgspec.json.decode(told.verdict, type=Verdict)
    except msgspec.DecodeError:
        return None


def _told(kept: Kept, sees: bool) -> Told:
    entry, personal = kept
    said = entry.said
    if "personal" not in said:
        comment = said.get("why", "")
    elif personal is None or not sees:
        comment = f"(the comment is {ERASED})" if personal is None else f"({WITHHELD})"
    else:
        comment = msgspec.json.decode(personal.content, type=dict[str, str]).get("comment", "")
    return Told(entry, said.get("action", entry.kind), comment)


def _open(state: State, name: str) -> tuple[Action, ...]:
    """What may be done now; the second review is another person's."""
    if state.name == "closed":
        return ("comment", "reopen")
    mine = state.first is not None and state.first[0] == name
    return ("comment", "reopen") if mine else ("approve", "refuse", "comment", *(("reopen",) if state.first else ()))


def facts(act: Transaction) -> list[tuple[str, str]]:
    """The act as it was read, a line for each value, under the contract's names."""
    return list(_flat("", msgspec.to_builtins(act)))


def _flat(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name} {key}".strip(), inner)
    elif isinstance(value, list | tuple):
        for n, inner in enumerate(value, 1):
            yield from _flat(f"{name} {n}" if len(value) > 1 else name, inner)
    else:
        yield name, str(value)


@sends("/desk/record", "check")
async def record(request: Asked) -> Redirect:
    """Judges the act of a Check page anew and keeps the decision."""
    sent, shared = await request.form(), service.of(request)
    overlay = str(sent.get("overlay", ""))
    law = shared.law_with(overlay or None)
    told = form.said(dict(parse_qsl(str(sent.get("act", "")))) | {"overlay": overlay}, law)
    answer = await judged(request, told)
    said = msgspec.json.encode(told.row(law).said).decode()
    written = await _written(request, decision(said, answer.act, answer.verdict, _writer(request, sent), shared.now()))
    return Redirect(f"/desk/{written.seq}", status_code=303, headers=HEADERS)


@sends("/desk/{number:int}/review", "review")
async def look(request: Asked, number: FromPath[int]) -> Redirect | Page:
    """A review or comment on a decision."""
    sent, shared = await request.form(), service.of(request)
    entry, _ = await asyncio.to_thread(found, shared.desk, str(number))
    action, comment = cast(Action, str(sent.get("action", ""))), str(sent.get("comment", ""))
    try:
        name = _writer(request, sent)
        await _written(request, review(entry.seq, action, name, shared.now(), comment))
    except DeskError as why:
        return await _one(request, number, str(why), 409)
    return Redirect(f"/desk/{number}#reviews", status_code=303, headers=HEADERS)


async def _written(request: Asked, draft: Draft) -> Entry:
    return await asyncio.wrap_future(service.of(request).desk.append(draft))


def _name(request: Asked) -> str:
    """The name of the token; empty where none are asked for."""
    return "" if sessions(request).tokens is None else who(request)


def _writer(request: Asked, sent: Any) -> str:
    """In whose name it is written: the token's; where none are asked for, what the person says, marked as such."""
    if sessions(request).tokens is not None:
        return who(request)
    name = " ".join(str(sent.get("who", "")).split())
    if not name:
        raise Unreadable(InputError("a name is needed: the log says who decided", "nothing", "your name"), "who")
    return f"{name} ({NOBODY})"


ROUTES: list[Any] = [desk, one, record, look]
