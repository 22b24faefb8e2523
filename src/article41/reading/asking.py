"""A question to a language model over an OpenAI-compatible chat endpoint: one request, bounded in time and size.

Only the host that was named is asked; a redirect is refused, so that neither text nor key goes anywhere else.
"""

import json
import urllib.request
from http.client import HTTPException
from typing import Any, NamedTuple

import msgspec

from article41.errors import InputError
from article41.lists.fetch import check_address

MOST_BYTES = 1 << 20
TIME_LIMIT = 60.0
"""Seconds that the server may keep us waiting for the next bytes."""


class Endpoint(NamedTuple):
    """Where a model is asked: an address such as `http://localhost:8080/v1`, the model's name, and a key if need be."""

    url: str
    model: str
    key: str = ""
    time_limit: float = TIME_LIMIT


class NoAnswer(InputError):
    """The model gave no answer that can be read."""


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message


class _Reply(msgspec.Struct):
    choices: list[_Choice]


class _Refusing(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_: Any) -> None:
        return None


def check(endpoint: Endpoint) -> None:
    """Raises InputError unless the address is HTTPS, or plain HTTP on this machine."""
    check_address(endpoint.url)


def ask(endpoint: Endpoint, rules: str, text: str) -> str:
    """What the model says to `text` under `rules`. Raises NoAnswer where it says nothing that can be read in time."""
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": rules}, {"role": "user", "content": text}],
    }
    key = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    request = urllib.request.Request(
        endpoint.url.rstrip("/") + "/chat/completions", json.dumps(body).encode(),
        {"Content-Type": "application/json"} | key, method="POST",
    )  # fmt: skip
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Refusing)
    try:
        with opener.open(request, timeout=endpoint.time_limit) as reply:
            data = reply.read(MOST_BYTES + 1)
    except (OSError, HTTPException, ValueError) as fault:
        raise NoAnswer(f"the model cannot be asked: {fault}") from None
    if len(data) > MOST_BYTES:
        raise NoAnswer(f"the model's answer is longer than {MOST_BYTES:,} bytes")
    return _content(data)


def _content(data: bytes) -> str:
    try:
        choices = msgspec.json.decode(data, type=_Reply).choices
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise NoAnswer(f"the model's reply has another form than a chat's: {fault}") from None
    if not choices:
        raise NoAnswer("the model's reply is empty")
    return choices[0].message.content
