"""One writer a process: what many callers append meanwhile goes into one transaction, and is acknowledged after it.

The log is only as fast as the disk confirms, so entries share a confirmation.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import NamedTuple

from article41.desk.entries import DeskError, Draft, Entry

MOST_AT_ONCE = 512
"""At most so many entries share a transaction."""
_PATIENCE = 0.001  # seconds; a transaction takes longer
Write = Callable[[Sequence[Draft]], list[Entry | DeskError]]
"""Writes drafts in one transaction, which has ended when this returns. Raises DeskError where nothing was written."""


class _Waiting(NamedTuple):
    draft: Draft
    future: "Future[Entry]"


class Writer:
    """Takes drafts from any thread and hands them to `write` in a thread of its own, which starts with the first."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._closed = False
        self._before = 0

    def put(self, draft: Draft) -> "Future[Entry]":
        """The entry, once it is safe on disk. Raises DeskError where the writer is closed."""
        waiting = _Waiting(draft, Future())
        with self._lock:
            if self._closed:
                raise DeskError("the log is closed; nothing was written")
            if self._thread is None:
                self._thread = Thread(target=self._run, name="article41-desk", daemon=True)
                self._thread.start()
            self._queue.put(waiting)
        return waiting.future

    def close(self) -> None:
        """Write what waits, then stop."""
        with self._lock:
            self._closed = True
            thread = self._thread
        if thread:
            self._queue.put(None)
            thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, more = self._drained(first)
            taken = [one for one in batch if one.future.set_running_or_notify_cancel()]
            if taken:
                self._answer(taken)
            if not more:
                return

    def _drained(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """What waits by now, and whether more may come.

        As many callers as were just answered are likely to come back: they are given a moment to.
        """
        batch, more = [first], True
        while more and len(batch) < MOST_AT_ONCE:
            try:
                one = self._queue.get(timeout=_PATIENCE if len(batch) < self._before else 0)
            except Empty:
                break
            if one is None:
                more = False
            else:
                batch.append(one)
        self._before = len(batch)
        return batch, more

    def _answer(self, taken: Sequence[_Waiting]) -> None:
        try:
            told: Sequence[Entry | BaseException] = self._write([one.draft for one in taken])
        except BaseException as fault:  # whoever waits must hear of it, whatever it is
            told = [fault] * len(taken)
        for one, result in zip(taken, told, strict=True):
            if isinstance(result, BaseException):
                one.future.set_exception(result)
            else:
                one.future.set_result(result)
