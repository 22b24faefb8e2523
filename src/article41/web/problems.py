"""Errors as RFC 9457 has them, with what was found, where, what was expected and the nearest right answers."""

import logging
import traceback
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from article41.desk.entries import NoEntry, NotNow, Unusable
from article41.errors import InputError
from article41.law import Unknown
from article41.record.store import NotInRecord
from article41.said import shown
from article41.transaction import FieldError
from article41.web.logs import LOGGER

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger(LOGGER)


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why there is no answer: RFC 9457's members, then our own.

    `where` is the field, parameter or path that is meant; `request` the id under which the log has the request.
    """

    title: str
    status: int
    detail: str
    where: str = ""
    found: str = ""
    expected: str = ""
    nearest: tuple[str, ...] = ()
    request: str = ""


class Refused(Exception):
    """A request that is not answered. `headers` go along with the problem."""

    def __init__(self, status: int, detail: str, where: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.where, self.headers = status, detail, where, headers or {}


class Unreadable(Refused):
    """A value of a request that cannot be read: status 422, with the particulars of the fault."""

    def __init__(self, fault: InputError, where: str = "") -> None:
        super().__init__(422, str(fault), where or getattr(fault, "field", ""))
        self.fault = fault


def problem(status: int, detail: str, where: str = "", fault: InputError | None = None) -> Problem:
    """A problem with the title of its status."""
    title = HTTPStatus(status).phrase
    if fault is None:
        return Problem(title, status, detail, where)
    return Problem(title, status, detail, where, fault.found, fault.expected, tuple(fault.nearest))


def of_exception(fault: Exception) -> Problem:
    """The problem that an exception means. What nobody thought of says nothing of what it came upon."""
    if isinstance(fault, Refused):
        return problem(fault.status, fault.detail, fault.where, getattr(fault, "fault", None))
    if isinstance(fault, Unknown | NotInRecord):
        return problem(404, str(fault.args[0]))
    if isinstance(fault, Unusable):
        return problem(503, "the log of decisions does not answer")
    if isinstance(fault, NoEntry | NotNow):
        return problem(404 if isinstance(fault, NoEntry) else 409, str(fault), fault=fault)
    if isinstance(fault, InputError):
        where = fault.field if isinstance(fault, FieldError) else ""
        return problem(422, str(fault), where, fault)
    if isinstance(fault, HTTPException):
        return problem(fault.status_code, _said(fault))
    return problem(500, "the service could not answer; the log has the request's id")


def _said(fault: HTTPException) -> str:
    """Litestar's sentence and, where it read a parameter in vain, which one and why."""
    extra: Any = fault.extra if isinstance(fault.extra, list) else ()
    told = [f"{shown(e.get('key', ''))}: {shown(e.get('message', ''))}" for e in extra if isinstance(e, dict)]
    return "; ".join([shown(fault.detail.partition(" for ")[0]), *told])


def handler(request: Request[Any, Any, Any], fault: Exception) -> Response[Problem]:
    """The answer to a request that raised. Only what nobody thought of is logged."""
    found = of_exception(fault)
    if found.status >= 500:
        note(fault)
    found = msgspec.structs.replace(found, request=request.scope.get("request_id", ""))
    headers = fault.headers if isinstance(fault, Refused | HTTPException) else None
    return Response(found, status_code=found.status, media_type=MEDIA_TYPE, headers=headers)


def note(fault: Exception) -> None:
    """Logs a fault by its kind and place, never by its message, which may hold names."""
    frames = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)]
    place = " > ".join(frames[-6:])
    logger.error("unanswered", extra={"told": {"fault": type(fault).__name__, "at": place}})
