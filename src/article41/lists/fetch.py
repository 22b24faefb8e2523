"""Fetching the official list: HTTPS only, bounded in size and time, never led off to anything else."""

import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urlsplit

from article41.lists.opening import MOST_BYTES
from article41.lists.snapshot import ListError
from article41.version import VERSION

OFFICIAL = "https://scsanctions.un.org/resources/xml/en/consolidated.xml"
"""The address at which the United Nations publish their consolidated list."""
TIME_LIMIT = 60.0
"""Seconds that the server may keep us waiting for the next bytes."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_BLOCK = 1 << 16


def is_url(text: str) -> bool:
    """Whether it is an address rather than a file."""
    return "://" in text


def fetch(url: str = OFFICIAL, most: int = MOST_BYTES, time_limit: float = TIME_LIMIT) -> bytes:
    """What stands at the address. Raises ListError where it is not HTTPS (plain HTTP is for this machine alone),
    leads elsewhere than HTTPS, answers anything but 200, is longer than `most` bytes, or ends before its time."""
    check_address(url)
    request = urllib.request.Request(url, headers={"User-Agent": f"article41/{VERSION}", "Accept-Encoding": "identity"})
    opener = urllib.request.build_opener(_Redirects)
    try:
        with opener.open(request, timeout=time_limit) as answer:
            if answer.status != 200:
                raise ListError(f"{url} answered {answer.status}", url, "200")
            return _whole(answer, answer.headers.get("Content-Length"), url, most)
    except urllib.error.URLError as fault:
        raise ListError(f"{url} cannot be fetched: {fault.reason}", url) from None
    except (OSError, HTTPException, ValueError) as fault:
        if isinstance(fault, ListError):
            raise
        raise ListError(f"{url} cannot be fetched: {fault}", url) from None


def check_address(url: str) -> None:
    """Raises ListError unless the address is HTTPS, or plain HTTP on this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError as fault:
        raise ListError(f"not an address: {fault}", url[:80], "https://…") from None
    if not (parts.scheme == "https" and host) and not (parts.scheme == "http" and host in _LOOPBACK):
        raise ListError(f"refused: {parts.scheme}://{host} is not HTTPS", url[:80], "https://…")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to an address that could have been asked for in the first place."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _whole(answer: IO[bytes], said: str | None, url: str, most: int) -> bytes:
    """All bytes. Raises ListError where there are more than `most`, or fewer than the server said."""
    blocks: list[bytes] = []
    length = 0
    while block := answer.read(_BLOCK):
        blocks.append(block)
        length += len(block)
        if length > most:
            raise ListError(f"{url} is longer than {most} bytes", url)
    if said and said.isdigit() and int(said) != length:
        raise ListError(f"{url} is cut off: {length} of {said} bytes came", url)
    return b"".join(blocks)
