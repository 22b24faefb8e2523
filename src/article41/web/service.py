"""What all requests share: the law, the list, the record and the caps, loaded once and never changed; and the log."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock
from typing import Any

from litestar import Request

from article41.bulk.judging import Answer, judge_act
from article41.bulk.rows import Fault, Row
from article41.check import check
from article41.desk import Desk
from article41.law import Regime, load
from article41.ledger.book import Book, open_book
from article41.lists.entries import of_list
from article41.lists.store import Store
from article41.reading import Reader
from article41.reading.answer import Answer as Reading
from article41.reading.answer import answer
from article41.reading.bearing import Law as Bearings
from article41.record import load as load_record
from article41.screening.built_in import built_in
from article41.screening.hits import Query
from article41.screening.remembered import Remembered
from article41.screening.screener import ListScreener, asked_of
from article41.transaction import Transaction
from article41.verdict import Verdict
from article41.web.jobs.queue import Jobs
from article41.web.problems import Refused
from article41.web.threads import Walks
from article41.web.together import look_for, taken

MOST_NAMES = 5_000
"""Names whose candidates are kept in memory, so that a name that comes again costs nothing."""

DEFAULT = "default"
"""The dataset that yente's clients ask for unless told otherwise: here the built-in list."""


def utc_now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


class Service:
    """The program, ready to answer.

    `store` holds imported lists and `log` the decisions, where there are such; `now` gives the time of what is logged.
    """

    def __init__(
        self, store: Store | None = None, log: Desk | None = None, now: Callable[[], datetime] = utc_now
    ) -> None:
        self.law, self.record, self.store = load(), load_record(), store
        self.log, self.now = log, now
        self.screener: ListScreener = built_in()
        self.names = Remembered(self.screener, 1, MOST_NAMES)
        self.book: Book = open_book(self.law)
        self.datasets = {DEFAULT: self.screener, f"un-{self.law.about.regime}": self.screener} | _imported(store)
        self._overlaid: dict[str, Regime] = {}
        self._waiting: list[tuple[list[Query], asyncio.Future[None]]] = []
        self.walks, self.jobs = Walks(), Jobs()
        self._reader_lock = Lock()

    @property
    def desk(self) -> Desk:
        """The log of decisions. Raises Refused (404) where the service keeps none."""
        if self.log is None:
            raise Refused(404, "no log configured: start the service with --log", "log")
        return self.log

    @property
    def reader(self) -> Reader:
        """Reads reports; made when first asked for, which takes a moment: ask in a thread of your own."""
        with self._reader_lock:
            return self._reader

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.record, self.law)

    def read(self, text: str, name: str) -> Reading:
        """A report read, with the law behind its claims; takes its time: ask in a thread."""
        return answer(name, text, self.reader, Bearings(self.record, self.law))

    def close(self) -> None:
        """End all jobs, and let go of the log."""
        self.jobs.close()
        if self.log:
            self.log.close()

    def law_with(self, overlay: str | None) -> Regime:
        """The law, with a draft laid over it. Raises Unknown with the nearest draft."""
        if not overlay:
            return self.law
        if overlay not in self._overlaid:
            self._overlaid[overlay] = self.law.overlaid(overlay)
        return self._overlaid[overlay]

    async def check(self, act: Transaction, law: Regime, trace: bool = False) -> Verdict:
        """The verdict on an act; acts that come at once are screened together, which costs little more than one."""
        queries = [query for _, query in asked_of(act)]
        if not self.names.knows(queries):
            await self._learned(queries)
        return check(act, law, screener=self.names, trace=trace)

    async def _learned(self, queries: list[Query]) -> None:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._waiting.append((queries, future))
        if len(self._waiting) == 1:
            loop.call_soon(loop.call_soon, self._learn)  # a round later, so that more have come
        await future

    def _learn(self) -> None:
        """Looks for the names of all acts that have come since the loop was last free."""
        waiting, self._waiting = self._waiting, []
        look_for([query for queries, _ in waiting for query in queries], self.names)
        for _, future in waiting:
            if not future.done():
                future.set_result(None)

    async def judge_all(self, rows: Sequence[Row | Fault], law: Regime) -> AsyncIterator[Answer | Fault]:
        """What becomes of each row, in order; others have their turn after each."""
        for one in taken(rows, law, self.names):
            await asyncio.sleep(0)
            yield one if isinstance(one, Fault) else judge_act(*one, law, self.names)


def _imported(store: Store | None) -> dict[str, ListScreener]:
    """A screener over each list of a store, by its name."""
    if store is None:
        return {}
    newest = {head.list: head for head in store.heads()}
    return {name: ListScreener(of_list(store, name), head.content, head.day) for name, head in newest.items()}


def of(request: Request[Any, Any, Any]) -> Service:
    """The service of a request's app."""
    found: Service = request.app.state["service"]
    return found
