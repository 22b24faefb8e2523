"""Who may ask what: the scopes of tokens, and the guard of each route."""

from collections.abc import Callable
from typing import Any, Literal

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from article41.web.problems import Refused

Scope = Literal["read", "check", "review", "admin"]
SCOPES: dict[Scope, str] = {
    "read": "law, lists, caps, record and metrics",
    "check": "checks, screening and yente's interface",
    "review": "decisions and their review",
    "admin": "everything",
}
CHALLENGE = {"WWW-Authenticate": "Bearer"}
Guard = Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]


def needs(scope: Scope) -> Guard:
    """The guard of a route: passes where no tokens are asked for, or where the request's token has the scope."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        state = connection.scope
        if not state.get("tokens_asked"):
            return
        token = state.get("token")
        if token is None:
            raise Refused(401, "a token is needed: Authorization: Bearer TOKEN", "Authorization", CHALLENGE)
        if not {scope, "admin"} & set(token.scopes):
            raise Refused(403, f"the token {token.name} has {', '.join(token.scopes)}; this needs {scope}")

    return guard
