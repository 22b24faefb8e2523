"""Plain checks, past the framework: what it does for each request costs a tenth of a check, and this one comes all day.

Only an act that is judged is answered here. Whatever else a request turns out to be goes on to the app, body and all,
which says what is wrong with it: so there is one place where faults are told, and none of them is told differently.
"""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from litestar.types import ASGIApp, Receive, Scope, Send

from article41.web.access import admit
from article41.web.checks import CHECK, LARGEST_ACT, Json, judged
from article41.web.service import Service

Event = dict[str, Any]


class Direct:
    """Stands before the app and answers its plain checks."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app, self._service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the app's own life."""
        state = cast("dict[str, Any]", scope)
        if not _is_plain(state):
            await self.app(scope, receive, send)
            return
        event = cast("Event", await receive())
        try:
            answer = await self._answer(state, event)
        except Exception:
            answer = None
        if answer:
            state["path_template"] = CHECK
            await answer(scope, receive, send)
        else:
            await self.app(scope, cast("Receive", _again(event, receive)), send)

    async def _answer(self, state: dict[str, Any], event: Event) -> Json | None:
        """The verdict, where the whole body is there and may be read."""
        body = event.get("body", b"")
        if event.get("more_body", True) or len(body) > LARGEST_ACT:
            return None
        admit(state, "check")
        return await judged(body, self._service, self._service.law)


def _is_plain(state: dict[str, Any]) -> bool:
    return state.get("path") == CHECK and state["method"] == "POST" and not state["query_string"]


def _again(event: Event, receive: Receive) -> Callable[[], Awaitable[Any]]:
    """What was received, once more, and then what follows it."""
    told = iter([event])

    async def following() -> Any:
        return next(told, None) or await receive()

    return following
