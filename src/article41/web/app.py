"""The app, put together: routes, documents, errors, and the gate before it."""

import time
from dataclasses import dataclass
from typing import TextIO

from litestar import Litestar
from litestar.types import ASGIApp

from article41.web import (
    audit,
    caps,
    checks,
    council,
    decisions,
    law,
    lists,
    messages,
    pages,
    reading,
    reconcile,
    record,
    screen,
    search,
    system,
    yente,
)
from article41.web.direct import Direct
from article41.web.gate import Gate
from article41.web.jobs import routes as jobs
from article41.web.logs import RequestLog
from article41.web.metrics import Metrics
from article41.web.pages.batches import Batches
from article41.web.pages.sessions import Sessions
from article41.web.problems import handler
from article41.web.rates import Rates
from article41.web.service import Service
from article41.web.tokens import TokenFile

LARGEST_BODY = 1_000_000
"""Bytes, unless a route says otherwise."""
FAMILIES = (
    system, checks, law, screen, lists, caps, record, council, reading, messages, decisions, audit, jobs,
    yente, search, reconcile, pages,
)  # fmt: skip
"""Modules with ROUTES."""


@dataclass(frozen=True)
class Limits:
    """Who may ask, how often. `hosts` are the names the service answers to, `rate` is requests a second and client."""

    hosts: frozenset[str] = frozenset()
    rate: float = 0.0
    tokens: TokenFile | None = None


def make(service: Service, limits: Limits | None = None, log: TextIO | None = None) -> ASGIApp:
    """The whole app, ready for a server; requests are logged to `log`."""
    limits = limits or Limits()
    metrics = Metrics(service.law.version, service.screener.version)
    rates = Rates(limits.rate, time.monotonic) if limits.rate else None
    app = Direct(inner(service, metrics, limits.tokens), service)
    return Gate(app, metrics, RequestLog(log), limits.hosts, rates, limits.tokens)


def inner(service: Service, metrics: Metrics, tokens: TokenFile | None = None) -> Litestar:
    """The app without its gate."""
    routes = [route for family in FAMILIES for route in family.ROUTES]
    batches = Batches()
    app = Litestar(
        routes,
        on_shutdown=[batches.stop],
        exception_handlers={Exception: handler},
        openapi_config=None,  # its pages load scripts of other hosts; `system.openapi` serves the document
        request_max_body_size=LARGEST_BODY,
        logging_config=None,
        debug=False,
    )
    app.state["service"], app.state["metrics"], app.state["routes"] = service, metrics, routes
    app.state["sessions"], app.state["batches"] = Sessions(tokens), batches
    return app
