"""The files of Batch: judged beside the requests, some rows at a time; how far each is, and what came of it."""

import asyncio
import io
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from article41.bulk import Answer, Fault, Row
from article41.bulk.summary import flat
from article41.bulk.writing import csv_file, faults
from article41.web.problems import Refused, note
from article41.web.service import Service

AT_ONCE = 16
"""Rows whose names are screened together; others have their turn after each row."""
SHOWN = 200
"""Rows and faults that the page shows; the CSV has all."""
MOST_KEPT = 16
"""Files whose check has ended and that can still be looked at; the one that ended first is forgotten first."""
MOST_EACH, MOST_RUNNING = 2, 8
"""Files that are checked at a time, for one session and in all."""


class Result(NamedTuple):
    """What came of a file: the verdicts by number, most frequent first, how many rows are `wrong`, the first SHOWN
    rows and faults, and all of them as CSV."""

    tally: Sequence[tuple[str, int]]
    wrong: int
    rows: Sequence[dict[str, Any]]
    faults: Sequence[Fault]
    files: dict[str, bytes]


@dataclass
class Batch:
    """A file of `count` rows, of which `checked` are judged; for the session that sent it.

    One that has ended without a result has failed.
    """

    session: str
    file: str
    notes: Sequence[str]
    count: int
    checked: int = 0
    ended: bool = False
    result: Result | None = None
    task: asyncio.Task[None] | None = None


class Batches:
    """All files of an app, in memory alone. None is forgotten while it is checked."""

    def __init__(self) -> None:
        self._files: dict[str, Batch] = {}

    def start(self, batch: Batch, rows: Sequence[Row | Fault], shared: Service) -> str:
        """Sets a check going; the name under which it is found. Raises Refused where too many are going on."""
        running = [one for one in self._files.values() if not one.ended]
        if sum(one.session == batch.session for one in running) >= MOST_EACH:
            raise Refused(409, f"{MOST_EACH} files of yours are being checked; send this one when one of them is done")
        if len(running) >= MOST_RUNNING:
            raise Refused(503, f"{MOST_RUNNING} files are being checked; send this one again in a minute")
        name = secrets.token_urlsafe(16)
        self._files[name] = batch
        batch.task = asyncio.create_task(self._work(name, batch, rows, shared))
        return name

    def of(self, name: str, session: str) -> Batch:
        """The file of that name. Raises Refused where it is gone, or another session's."""
        found = self._files.get(name)
        if found is None or found.session != session:
            raise Refused(404, "this result is not kept any more; send the file again", "name")
        return found

    async def stop(self) -> None:
        """Ends all checks."""
        tasks = [one.task for one in self._files.values() if one.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, name: str, batch: Batch, rows: Sequence[Row | Fault], shared: Service) -> None:
        found: list[Answer | Fault] = []
        try:
            for start in range(0, len(rows), AT_ONCE):
                async for one in shared.judge_all(rows[start : start + AT_ONCE], shared.law):
                    found.append(one)
                    batch.checked += 1
            batch.result = await asyncio.to_thread(_result, found)
        except Exception as fault:  # whoever looks at the page is told that it ended, the log where
            note(fault)
        finally:
            batch.ended = True
            self._keep(name)

    def _keep(self, name: str) -> None:
        """Puts one that has ended last, and forgets what is too much."""
        self._files[name] = self._files.pop(name)
        ended = [one for one, batch in self._files.items() if batch.ended]
        for one in ended[:-MOST_KEPT]:
            del self._files[one]


def _result(found: Sequence[Answer | Fault]) -> Result:
    answers, wrong = [a for a in found if isinstance(a, Answer)], [f for f in found if isinstance(f, Fault)]
    return Result(
        Counter(a.verdict.verdict for a in answers).most_common(),
        len(wrong),
        [flat(a) for a in answers[:SHOWN]],
        wrong[:SHOWN],
        {"verdicts.csv": _csv(csv_file, answers), "faults.csv": _csv(faults, wrong)},
    )


def _csv(write: Any, what: Iterable[Any]) -> bytes:
    stream = io.BytesIO()
    write(what, stream)
    return stream.getvalue()
