"""The caps as accounts."""

import difflib
from datetime import date
from typing import Annotated, Any

from litestar import Response
from litestar.params import FromPath, FromQuery, QueryParameter

from article41.law import Unknown
from article41.ledger import data
from article41.ledger.accounts import Account, accounts
from article41.ledger.deliveries import capped_measures
from article41.ledger.statement import statement
from article41.said import shown
from article41.web import service
from article41.web.problems import Refused
from article41.web.route import Asked, Data, day, reads, tagged
from article41.web.service import Service

ROOT = "/api/v1/caps"
Today = Annotated[str | None, QueryParameter(description="The day the accounts are read on; today when left out.")]


@reads(ROOT)
async def caps(request: Asked, today: Today = None) -> Response[Data]:
    """Every account: what was reported, what is left, which notice it reaches; what is disputed beside."""
    shared, when = service.of(request), day(today, "today") if today else date.today()
    return tagged(request, _tag(shared, when), lambda: {"accounts": _short(shared, accounts(shared.law, when), when)})


@reads(f"{ROOT}/{{cap:str}}")
async def cap(
    request: Asked, cap: FromPath[str], year: FromQuery[int | None] = None, today: Today = None
) -> Response[Data]:
    """The accounts of one cap; with a year, every report of the periods with days in it."""
    shared, when = service.of(request), day(today, "today") if today else date.today()
    name = _known(shared, cap)
    until = max(when, date(_in_range(year), 12, 31)) if year else when
    found = [a for a in accounts(shared.law, until) if a.measure == name]
    if year is None:
        return tagged(request, _tag(shared, when), lambda: {"accounts": _short(shared, found, when)})
    chosen = [a for a in found if a.start.year <= year <= a.end.year]
    if not chosen:
        raise Refused(404, f"{name} has no period in {year}; the first begins on {min(a.start for a in found)}", "year")
    return tagged(request, _tag(shared, when), lambda: {"accounts": _full(shared, chosen, when)})


def _known(shared: Service, said: str) -> str:
    known = list(capped_measures(shared.law))
    if said in known:
        return said
    near = difflib.get_close_matches(said, known, 1, 0.4)
    raise Unknown(f"no cap {shown(said)!r}; " + (f"nearest: {near[0]}" if near else f"known: {', '.join(known)}"))


def _in_range(year: int) -> int:
    if not 1945 <= year <= 2100:
        raise Refused(422, "year: expected one from 1945 to 2100", "year")
    return year


def _tag(shared: Service, when: date) -> str:
    return f"{shared.law.version}-{shared.book.version}-{when}"


def _short(shared: Service, found: list[Account], when: date) -> list[Data]:
    return [data.short(statement(shared.book, account, when)) for account in found]


def _full(shared: Service, found: list[Account], when: date) -> list[Data]:
    return [data.full(statement(shared.book, account, when), shared.book) for account in found]


ROUTES: list[Any] = [caps, cap]
