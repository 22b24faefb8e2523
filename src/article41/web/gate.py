"""What every request passes: its id, its host, its token, its rate, its time; and what every answer bears."""

import asyncio
import os
import re
import time
from typing import Any, cast

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from article41.web import audit, checks, messages
from article41.web.jobs import routes as jobs
from article41.web.logs import RequestLog
from article41.web.metrics import Metrics
from article41.web.problems import MEDIA_TYPE, Refused, of_exception
from article41.web.rates import Rates
from article41.web.tokens import Token, TokenError, TokenFile

SECONDS, SECONDS_OF_BULK = 30.0, 900.0
LONG = frozenset({checks.BULK, audit.VERIFY, audit.REPLAY, audit.LOOKBACK, messages.MESSAGES, jobs.ROOT})
"""Paths whose answers may take as long as a bulk."""
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}
"""Borne by every answer that does not say otherwise."""


class Gate:
    """Stands before the app. `hosts` are the names it answers to (none: all); `rates` and `tokens` where asked for."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        log: RequestLog,
        hosts: frozenset[str] = frozenset(),
        rates: Rates | None = None,
        tokens: TokenFile | None = None,
    ) -> None:
        self.app, self._metrics, self._log = app, metrics, log
        self._hosts, self._rates, self._tokens = hosts, rates, tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the app's own life."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        passage = _Passage(cast("dict[str, Any]", scope), send)
        try:
            self._admit(passage.scope, passage.headers)
            async with asyncio.timeout(SECONDS_OF_BULK if scope["path"] in LONG else SECONDS):
                await self.app(scope, receive, passage.send)
        except Refused as refused:
            await passage.refuse(refused)
        except TimeoutError:
            await passage.refuse(Refused(503, "not done within the time limit"))
        finally:
            passage.note(self._metrics, self._log)

    def _admit(self, scope: dict[str, Any], headers: dict[bytes, bytes]) -> None:
        """Raises Refused; leaves the token, if one was sent, for the routes."""
        host = headers.get(b"host", b"").decode("latin-1")
        if self._hosts and bare(host) not in self._hosts:
            raise Refused(400, f"host {host[:60]!r} is not served here", "Host")
        if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
            raise Refused(415, "a packed body is not read: send it unpacked", "Content-Encoding")
        scope["tokens_asked"] = self._tokens is not None
        scope["token"] = token = self._token(headers.get(b"authorization", b""))
        client = token.id if token else (scope.get("client") or ("",))[0]
        if self._rates and (wait := self._rates.wait(client)):
            raise Refused(429, "too many requests", headers={"Retry-After": str(int(wait) + 1)})

    def _token(self, authorization: bytes) -> Token | None:
        """The token sent. Raises Refused where the file can no longer be read: then nobody is let in."""
        try:
            return self._tokens.find(authorization) if self._tokens else None
        except TokenError:
            raise Refused(503, "the file of tokens cannot be read") from None


def bare(host: str) -> str:
    """A host without its port: `[::1]:8041` is `::1`."""
    name = host.rpartition(":")[0] if re.search(r":[0-9]+$", host) and not host.endswith("]") else host
    return name.strip("[]").lower()


class _Passage:
    """One request on its way: what it is called, what its answer bears, and how it ended."""

    def __init__(self, scope: dict[str, Any], send: Send) -> None:
        self.scope, self._send, self._start = scope, send, time.perf_counter()
        self.headers = dict(scope["headers"])
        sent = self.headers.get(b"x-request-id", b"")
        self.id = sent.decode() if _ID.fullmatch(sent) else os.urandom(8).hex()
        self.status = 0
        scope["request_id"] = self.id

    async def send(self, message: Message) -> None:
        """Sends a message on, with our headers on the first."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = list(message["headers"])
            names = {name.lower() for name, _ in given}
            given += [(name, value) for name, value in HEADERS.items() if name not in names]
            message["headers"] = [*given, (b"x-request-id", self.id.encode())]
        await self._send(message)

    async def refuse(self, refused: Refused) -> None:
        """Answers with a problem; an answer that has begun can only be broken off."""
        if self.status:
            raise refused
        body = msgspec.json.encode(msgspec.structs.replace(of_exception(refused), request=self.id))
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
        headers += [(name.lower().encode(), value.encode()) for name, value in refused.headers.items()]
        start: Any = {"type": "http.response.start", "status": refused.status, "headers": headers}
        await self.send(start)
        await self._send({"type": "http.response.body", "body": body, "more_body": False})

    def note(self, metrics: Metrics, log: RequestLog) -> None:
        """Counts and logs the request, under the template of its route: paths and parameters may hold names."""
        seconds = time.perf_counter() - self._start
        route = self.scope.get("path_template") or "none"
        method = self.scope["method"] if self.scope["method"] in METHODS else "other"
        metrics.note(route, method, self.status, seconds)
        token = self.scope.get("token")
        told = {"request": self.id, "method": method, "route": route, "status": self.status}
        told |= {"ms": round(seconds * 1e3, 2), "token": token.id if token else None}
        log.note(time.time(), told)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
