"""Who may ask what: the scopes of tokens, and what each route asks for."""

from collections.abc import Mapping
from typing import Any, Literal, cast

from litestar import Request

from article41.web.problems import Refused

Scope = Literal["read", "check", "review", "admin"]
SCOPES: dict[Scope, str] = {
    "read": "law, lists, caps, record and metrics",
    "check": "checks, screening and yente's interface",
    "review": "decisions and their review",
    "admin": "everything",
}
CHALLENGE = {"WWW-Authenticate": "Bearer"}


NOBODY = "no token"
"""Who asks where no tokens are asked for."""


def admit(state: Mapping[str, Any], *scopes: Scope) -> None:
    """Passes where no tokens are asked for, or where a request's token has one of the scopes. Raises Refused.

    `state` is what the server tells of the request (its ASGI scope), with what the gate has added.
    """
    if not state.get("tokens_asked"):
        return
    token = state.get("token")
    if token is None:
        raise Refused(401, "a token is needed: Authorization: Bearer TOKEN", "Authorization", CHALLENGE)
    if not {*scopes, "admin"} & set(token.scopes):
        raise Refused(403, f"the token {token.name} has {', '.join(token.scopes)}; this needs {' or '.join(scopes)}")


def may(request: Request[Any, Any, Any], scope: Scope) -> bool:
    """Whether `admit` would let the request pass."""
    try:
        admit(_state(request), scope)
    except Refused:
        return False
    return True


def who(request: Request[Any, Any, Any]) -> str:
    """In whose name the request writes: the name of its token, and nothing that it says itself."""
    token = _state(request).get("token")
    return token.name if token else NOBODY


def _state(request: Request[Any, Any, Any]) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", request.scope)
