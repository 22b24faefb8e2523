"""The app under uvicorn: one process, one address."""

import gc
import signal
import socket
import sys
from typing import TextIO

import uvicorn
from litestar.types import ASGIApp

from article41.web import logs

MOST_AT_ONCE = 1_000
"""Connections; beyond, the server answers 503."""

COLLECTING = 20_000, 20, 50
"""When Python looks for rings of objects: a check makes some hundreds of objects and no rings, so that the usual 700
would mean a search or more for each check."""


def _stopped(number: int, frame: object) -> None:
    sys.exit(0)


def run(app: ASGIApp, listening: socket.socket, log: TextIO) -> None:
    """Serve at a bound socket until told to stop."""
    gc.collect()
    gc.freeze()  # law, list and record never go away: the collector need not look at them again
    gc.set_threshold(*COLLECTING)
    logs.to(log)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stopped)  # uvicorn raises the signal anew once it has stopped
    config = uvicorn.Config(
        app,
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_AT_ONCE,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=30,
    )
    uvicorn.Server(config).run([listening])
