"""API tokens: random, kept as SHA-256 alone, scoped, expiring. One JSON file, read anew when it changes."""

import hashlib
import hmac
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from article41.errors import InputError
from article41.web.access import Scope

PREFIX = "a41_"
BYTES = 32
SCHEMES = (b"bearer", b"apikey")
"""How a token is sent: `Bearer`, or `ApiKey` as yente's clients do."""


class TokenError(InputError):
    """A file of tokens that cannot be used, or a token that is not in it."""


class Token(msgspec.Struct, frozen=True):
    """A token as kept: `sha256` of the secret, never the secret. `expires` is the first moment it no longer serves."""

    id: str
    name: str
    sha256: str
    scopes: tuple[Scope, ...]
    created: datetime
    expires: datetime

    def serves(self, now: datetime) -> bool:
        """Whether it has not expired."""
        return now < self.expires


class TokenFile:
    """The tokens of a file. Raises TokenError where it is no file of tokens; a file that is not there has none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._tokens: tuple[Token, ...] = ()
        self.tokens()

    def tokens(self) -> tuple[Token, ...]:
        """All tokens, oldest first, as the file has them now."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            self._seen, self._tokens = None, ()
            return ()
        if self._seen != (stat.st_mtime_ns, stat.st_ino):
            self._tokens = _read(self.path)
            self._seen = stat.st_mtime_ns, stat.st_ino
        return self._tokens

    def find(self, authorization: bytes, now: datetime | None = None) -> Token | None:
        """The token of an Authorization header; None where it is not known or has expired.

        Every kept token is compared, in constant time.
        """
        scheme, _, secret = authorization.partition(b" ")
        if scheme.lower() not in SCHEMES:
            return None
        digest = hashlib.sha256(secret.strip()).hexdigest()
        found = [token for token in self.tokens() if hmac.compare_digest(token.sha256, digest)]
        return found[0] if found and found[0].serves(now or datetime.now(UTC)) else None

    def add(self, name: str, scopes: tuple[Scope, ...], days: int, now: datetime) -> tuple[Token, str]:
        """A new token and its secret, which is told this once."""
        secret = PREFIX + secrets.token_urlsafe(BYTES)
        digest = hashlib.sha256(secret.encode()).hexdigest()
        token = Token(secrets.token_hex(4), name, digest, scopes, now, now + timedelta(days=days))
        self._write((*self.tokens(), token))
        return token, secret

    def revoke(self, said: str) -> Token:
        """Takes a token away, by its id. Raises TokenError where there is none."""
        kept = {token.id: token for token in self.tokens()}
        if said not in kept:
            raise TokenError(f"no token {said[:40]!r} in {self.path}", said[:40], ", ".join(kept) or "no token at all")
        self._write(tuple(token for token in kept.values() if token.id != said))
        return kept[said]

    def _write(self, tokens: tuple[Token, ...]) -> None:
        """A whole new file, readable by its owner alone, that takes the old one's place at once."""
        new = self.path.with_name(self.path.name + ".new")
        new.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(msgspec.json.format(msgspec.json.encode(tokens)) + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(self.path)
        except OSError as fault:
            raise TokenError(f"{self.path} cannot be written: {fault.strerror}", str(self.path)) from None


def _read(path: Path) -> tuple[Token, ...]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Token, ...])
    except (OSError, msgspec.DecodeError) as fault:
        raise TokenError(f"{path} is no file of tokens: {fault}", str(path), "a file that a41 token new made") from None
