"""Decisions kept, found, reviewed and erased. In whose name is the token's: no body says who somebody is."""

import asyncio
from typing import Annotated, Any, cast, get_args

import msgspec
from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter

from article41.bulk.rows import Row
from article41.desk import Decision, Desk, Draft, Entry, decision, erasure, review
from article41.desk.chain import Kept
from article41.desk.decisions import told_by
from article41.desk.entries import DeskError, NoEntry
from article41.desk.listing import Listed, Wanted, listed
from article41.desk.reviews import Standing
from article41.errors import InputError
from article41.verdict import Answer, Verdict
from article41.web import service
from article41.web.access import may, who
from article41.web.bodies import row_of, text_of, texts_of
from article41.web.checks import LARGEST_ACT, act_of
from article41.web.problems import Refused, Unreadable
from article41.web.route import Asked, Data, Word, adds, day, one_of, reads
from article41.web.service import Service

ROOT = "/api/v1/decisions"
MOST = 100
"""Decisions in one answer."""
LARGEST_REVIEW = 20_000
WITHHELD, ERASED = "only a token with the scope review is shown it", "erased"


class Decided(msgspec.Struct, frozen=True):
    """A decision that is safe in the log: its entry's number, id and hash, when (UTC), in whose name; the verdict."""

    seq: int
    id: str
    at: str
    who: str
    hash: str
    verdict: Verdict


@adds(ROOT, "check", request_max_body_size=LARGEST_ACT, opt={"body": "transaction"})
async def decide(request: Asked, overlay: Word = None, trace: FromQuery[bool] = False) -> Response[Decided]:
    """Judge one act and keep the decision. It is safe in the log before it is answered."""
    shared, body = service.of(request), await request.body()
    desk, law = shared.desk, shared.law_with(overlay)
    act = act_of(_strict(body), law)
    verdict = await shared.check(act, law, trace)
    entry = await _written(desk, decision(text_of(body), act, verdict, who(request), shared.now()))
    told = Decided(entry.seq, entry.id, entry.at, entry.who, entry.hash, verdict)
    return Response(told, status_code=201, headers={"Location": f"{ROOT}/{entry.seq}"})


def _strict(body: bytes) -> Row:
    """The act's object, in JSON that any program can read again: no NaN. Raises Refused."""
    row = row_of(body)
    try:
        msgspec.json.decode(text_of(body))
    except ValueError as fault:
        raise Refused(400, f"the body is no JSON that can be kept: {str(fault)[:120]}", "body") from None
    return row


async def _written(desk: Desk, draft: Draft) -> Entry:
    return await asyncio.wrap_future(desk.append(draft))


Who = Annotated[str | None, QueryParameter(name="who", description="In whose name it was kept.")]
Where = Annotated[str | None, QueryParameter(name="state", description="Where its reviews stand.")]


@reads(ROOT, "check", "review")
async def decisions(
    request: Asked, on: Word = None, verdict: Word = None, by: Who = None, standing: Where = None,
    before: FromQuery[int | None] = None,
) -> Response[Data]:  # fmt: skip
    """The newest decisions, at most a hundred: those of a day (UTC), a verdict, a name, a state of review.

    `next` is what `before` takes to go on; null where nothing older is left.
    """
    one_of(verdict, get_args(Answer), "verdict")
    one_of(standing, get_args(Standing), "state")
    if before is not None and not 0 < before < 1 << 62:
        raise Unreadable(InputError(f"before {before}", str(before), "the number of an entry"), "before")
    when = day(on, "on") if on else None
    wanted = Wanted(when, when, verdict, by, cast(Standing | None, standing), before)
    found = await asyncio.to_thread(_listed, service.of(request).desk, wanted)
    following = found[MOST - 1].entry.seq if len(found) > MOST else None
    return Response({"decisions": [_row(one) for one in found[:MOST]], "next": following})


def _listed(desk: Desk, wanted: Wanted) -> list[Listed]:
    with desk.reading() as connection:
        return listed(connection, wanted, MOST + 1)


def _row(one: Listed) -> Data:
    return {**_entry(one.entry), "state": one.state._asdict(), "erased": one.erased}


def _entry(entry: Entry) -> Data:
    """An entry with its body as an object. Nothing in it was sent by anybody, but for `who` and an erasure's why."""
    return msgspec.structs.asdict(entry) | {"body": entry.said}


@reads(f"{ROOT}/{{entry:str}}", "check", "review")
async def one(request: Asked, entry: FromPath[str]) -> Response[Data]:
    """One decision by number or id, with its reviews and where they stand.

    What was sent, the verdict that repeats it, and comments are shown to the scope review alone.
    """
    desk = service.of(request).desk
    return Response(await asyncio.to_thread(_whole, desk, entry, may(request, "review")))


def _whole(desk: Desk, which: str, with_personal: bool) -> Data:
    kept = found(desk, which)
    about = desk.about(kept[0].seq)
    told = _entry(kept[0]) | {"state": desk.state(kept[0].seq)._asdict()}
    told |= _personal(kept, with_personal)
    return told | {"about": [_about(one, with_personal) for one in about]}


def found(desk: Desk, which: str) -> Kept:
    """The decision of that number or id. Raises NoEntry where there is none, or it is an entry of another kind."""
    entry, personal = desk.find(which)
    if entry.kind != "decision":
        raise NoEntry(f"entry {entry.seq} is of kind {entry.kind}", entry.kind, "a decision")
    return entry, personal


def _personal(kept: Kept, shown: bool) -> Data:
    """What was asked and answered, or why it is not shown."""
    entry, personal = kept
    if not shown or personal is None:
        return {"withheld": ERASED if personal is None else WITHHELD}
    told: Decision = told_by(entry, personal)
    return {"input": told.input, "transaction": told.act, "verdict": msgspec.Raw(told.verdict)}


def _about(kept: Kept, shown: bool) -> Data:
    entry, personal = kept
    told = _entry(entry)
    if "personal" not in told["body"]:
        return told
    if personal is None or not shown:
        return told | {"withheld": ERASED if personal is None else WITHHELD}
    return told | {"comment": msgspec.json.decode(personal.content)["comment"]}


@adds(f"{ROOT}/{{entry:str}}/reviews", "review", request_max_body_size=LARGEST_REVIEW, opt={"body": "review"})
async def review_(request: Asked, entry: FromPath[str]) -> Response[Data]:
    """Approve, refuse, reopen or comment: `{"action": ..., "comment": ...}`. Two persons must approve."""
    shared = service.of(request)
    said = texts_of(await request.body(), "action", "comment")
    about = await _seq(shared, entry)
    draft = review(about, said["action"], who(request), shared.now(), said["comment"])  # type: ignore[arg-type]
    written = await _written(shared.desk, draft)
    state = await asyncio.to_thread(shared.desk.state, about)
    return Response(_entry(written) | {"state": state._asdict()})


@adds(f"{ROOT}/{{entry:str}}/erasure", "admin", request_max_body_size=LARGEST_REVIEW, opt={"body": "erasure"})
async def erase(request: Asked, entry: FromPath[str]) -> Response[Data]:
    """Take away the personal parts of a decision and of its reviews for good: `{"why": ...}`.

    The reason stays in the log and must name nobody. `scrubbed`: whether the store was rewritten too, so that the bytes
    are in none of its files; where it was in use, they may be left until the next erasure.
    """
    shared = service.of(request)
    said = texts_of(await request.body(), "why")
    draft = erasure(await _seq(shared, entry), said["why"], who(request), shared.now())
    written = await _written(shared.desk, draft)
    return Response(_entry(written) | {"scrubbed": await asyncio.to_thread(_scrubbed, shared.desk)})


def _scrubbed(desk: Desk) -> bool:
    try:
        desk.scrub()
    except DeskError:  # the entry is written: the answer must say so
        return False
    return True


async def _seq(shared: Service, which: str) -> int:
    return (await asyncio.to_thread(found, shared.desk, which))[0].seq


ROUTES: list[Any] = [decide, decisions, one, review_, erase]
