"""The log: one line of JSON a request. Never a body, a parameter or a path with a name in it."""

import logging
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec

LOGGER = "article41.web"
_encode = msgspec.json.Encoder().encode


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how grave, what, and what `extra={"told": ...}` adds."""

    def format(self, record: logging.LogRecord) -> str:
        line = _line(record.created, record.levelname.lower(), record.getMessage())
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__  # its message may quote what was sent
        return _encode(line | getattr(record, "told", {})).decode()


def _line(seconds: float, level: str, event: str) -> dict[str, Any]:
    when = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return {"time": when, "level": level, "event": event}


class RequestLog:
    """Writes a line a request, in the form of JsonLines but without its cost; `stream` is where, None for nowhere."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def note(self, seconds: float, told: dict[str, Any]) -> None:
        """One request; `seconds` since 1970."""
        if self._stream:
            self._stream.write(_encode(_line(seconds, "info", "request") | told).decode() + "\n")


def to(stream: TextIO) -> None:
    """Send the service's faults, and what uvicorn has to say, to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    for name in (LOGGER, "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
