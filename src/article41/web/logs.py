"""The log: one line of JSON a request. Never a body, a parameter or a path with a name in it."""

import logging
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec

LOGGER = "article41.web"


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how grave, what, and what `extra={"told": ...}` adds."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": when, "level": record.levelname.lower(), "event": record.getMessage()}
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__  # its message may quote what was sent
        return msgspec.json.encode(line | getattr(record, "told", {})).decode()


def to(stream: TextIO) -> None:
    """Send the service's log, and what uvicorn has to say, to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    for name in (LOGGER, "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO if name == LOGGER else logging.WARNING)
