"""Sessions of people at the pages: entered with an API token, kept in memory, and the CSRF tokens of their forms."""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from article41.web.problems import Refused
from article41.web.tokens import Token, TokenError, TokenFile

COOKIE = "a41_session"
LASTS = timedelta(hours=8)
MOST = 1_000
"""Sessions at a time; beyond, the oldest ends."""


class Session(NamedTuple):
    """Whose it is, by the token's id, and the first moment at which it no longer serves."""

    token: str
    until: datetime


class Sessions:
    """All sessions of a process, under the tokens of a file; without a file nobody needs to log in."""

    def __init__(self, tokens: TokenFile | None) -> None:
        self.tokens = tokens
        self._key = secrets.token_bytes(32)
        self._open: OrderedDict[str, Session] = OrderedDict()

    def enter(self, secret: str, now: datetime | None = None) -> str | None:
        """The id of a new session for the owner of a token; None where the token is not known or has expired."""
        now = now or datetime.now(UTC)
        with _readable():
            token = self.tokens.find(b"Bearer " + secret.strip().encode(), now) if self.tokens else None
        if token is None:
            return None
        session = secrets.token_urlsafe(32)
        self._open[session] = Session(token.id, now + LASTS)
        if len(self._open) > MOST:
            self._open.popitem(last=False)
        return session

    def token(self, session: str, now: datetime | None = None) -> Token | None:
        """The token behind a session; None where the session or its token has ended or the token was revoked."""
        now = now or datetime.now(UTC)
        found = self._open.get(session)
        if found is None or self.tokens is None or now >= found.until:
            self._open.pop(session, None)
            return None
        with _readable():
            return next((t for t in self.tokens.tokens() if t.id == found.token and t.serves(now)), None)

    def leave(self, session: str) -> None:
        """Ends a session."""
        self._open.pop(session, None)

    def csrf(self, session: str) -> str:
        """What a form must bring back: bound to the session, or to this process where there is none."""
        return hmac.new(self._key, session.encode(), hashlib.sha256).hexdigest()


@contextmanager
def _readable() -> Iterator[None]:
    """Raises Refused where the file of tokens can no longer be read: then nobody is let in."""
    try:
        yield
    except TokenError:
        raise Refused(503, "the file of tokens cannot be read") from None
