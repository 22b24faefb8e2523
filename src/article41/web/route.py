"""How routes are declared and answer: scope, documented errors, refused parameters, ETags."""

import difflib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date
from typing import Any, Literal, TypeVar, cast

from litestar import Request, Response, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromQuery

from article41.dates import parse_date
from article41.errors import InputError
from article41.said import shown
from article41.version import VERSION
from article41.web.access import Scope, admit
from article41.web.problems import MEDIA_TYPE, Problem, Refused, Unreadable

T = TypeVar("T")
Asked = Request[Any, Any, Any]
Data = dict[str, Any]
Word = FromQuery[str | None]
Declared = Callable[[Callable[..., Any]], HTTPRouteHandler]

ERRORS = {
    400: "a parameter, header or body that cannot be understood",
    401: "no token, or one that is not known or has expired",
    403: "the token does not reach this route",
    404: "nothing of that name",
    405: "another method",
    409: "what the state of the thing does not allow",
    413: "a body beyond the limit",
    415: "a packed body",
    422: "a value that cannot be read: which, why, and the nearest right answer",
    429: "more requests than the rate limit allows",
    500: "the service failed",
    503: "the service is not ready, or was not done within its time limit",
}


def _documented(more: Mapping[int, ResponseSpec]) -> dict[int, ResponseSpec]:
    plain = {
        status: ResponseSpec(Problem, media_type=MEDIA_TYPE, description=text, generate_examples=False)
        for status, text in ERRORS.items()
    }
    return plain | dict(more)


NOT_CHANGED = {304: ResponseSpec(None, description="not changed since the ETag that was sent")}


def reads(path: str, *scopes: Scope, **more: Any) -> Declared:
    """A GET route for tokens of one of the scopes, `read` unless others are named.

    Unknown parameters are refused, for a misspelt one changes the answer.
    """
    return get(path, before_request=_before(*scopes or ("read",)), responses=_documented(NOT_CHANGED), **more)


def takes(path: str, scope: Scope = "check", answer: Any = None, **more: Any) -> Declared:
    """A POST route that changes nothing: status 200. `answer` is the type of a body that the route writes itself."""
    own = {200: ResponseSpec(answer, generate_examples=False)} if answer else {}
    return post(path, before_request=_before(scope), responses=_documented(own), status_code=200, **more)


def adds(path: str, scope: Scope, **more: Any) -> Declared:
    """A POST route that adds something: status 201 unless another is given."""
    return post(path, before_request=_before(scope), responses=_documented({}), **more)


def removes(path: str, scope: Scope) -> Declared:
    """A DELETE route: status 204."""
    return delete(path, before_request=_before(scope), responses=_documented({}))


def _before(*scopes: Scope) -> Callable[[Asked], Awaitable[None]]:
    """What happens before a route's own work. (Litestar's guards do the same, but copy the route for each request.)"""

    async def before(request: Asked) -> None:
        admit(request.scope, *scopes)
        if request.scope["query_string"]:
            refuse_unknown_parameters(request)

    return before


def refuse_unknown_parameters(request: Asked) -> None:
    """Raises Refused for a parameter that the route does not read, and for one given twice that is read once."""
    known = _parameters(request)
    for name, values in request.query_params.dict().items():
        if name not in known:
            near = difflib.get_close_matches(name, list(known), 1)
            told = f"; nearest: {near[0]}" if near else f"; known are {', '.join(known) or 'none'}"
            raise Refused(400, f"parameter {shown(name)!r} is not read{told}", shown(name))
        if len(values) > 1 and not known[name]:
            raise Refused(400, f"parameter {name!r} is given {len(values)} times, expected once", name)


def _parameters(request: Asked) -> dict[str, bool]:
    """The query parameters of the route, each with whether it may be repeated."""
    fields = request.route_handler.parsed_fn_signature.parameters
    return {
        getattr(field.kwarg_definition, "name", None) or name: field.is_non_string_sequence
        for name, field in fields.items()
        if name not in ("request", *request.path_params)
    }


def day(text: str, where: str) -> date:
    """A day in any form that the commands read. Raises Unreadable."""
    return parsed(parse_date, text, where)


def parsed(parse: Callable[[str], T], text: str, where: str) -> T:
    """What `parse` makes of a parameter. Raises Unreadable, which names the parameter."""
    try:
        return parse(text)
    except InputError as fault:
        raise Unreadable(fault, where) from None


def tagged(request: Asked, tag: str, make: Callable[[], T]) -> Response[T]:
    """The answer under an ETag, or 304 where the asker has it. `tag` must differ whenever the URL's answer does."""
    etag = f'"{VERSION}-{tag}"'.replace(" ", "_")
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    sent = request.headers.get("if-none-match", "")
    if sent == "*" or etag in (one.strip().removeprefix("W/") for one in sent.split(",")):
        return Response(cast(T, None), status_code=304, headers=headers)
    return Response(make(), headers=headers)


def one_of(said: str | None, known: Iterable[str], where: str) -> Any:
    """The word, or None where nothing was said. Raises Unreadable with the nearest where it is none of those known."""
    words = tuple(known)
    if said is None or said in words:
        return said
    near = tuple(difflib.get_close_matches(said, words, 1))
    raise Unreadable(
        InputError(f"{where} {shown(said)!r} is none", shown(said), f"one of {', '.join(words)}", near), where
    )


def yentes(method: Literal["GET", "POST"], path: str, **more: Any) -> Declared:
    """A route of yente's interface. As in yente, parameters that it does not know are passed over."""

    async def before(request: Asked) -> None:
        admit(request.scope, "check")

    declare = get if method == "GET" else post
    return declare(path, before_request=before, responses=_documented({}), status_code=200, **more)
