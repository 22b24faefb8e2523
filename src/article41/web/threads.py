"""Long work for one request, taken step by step in a thread, so that the loop stays free for others."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from weakref import WeakSet

import msgspec

from article41.errors import InputError
from article41.web.problems import Refused, of_exception

AT_ONCE = 2
"""So many walks at a time; they share the processor with everybody's checks."""


class Walks:
    """How many long answers are under way in one service; one that nobody wants any more is none."""

    def __init__(self) -> None:
        self._under_way: WeakSet[Iterator[bytes]] = WeakSet()

    async def answered(self, steps: Iterator[bytes]) -> AsyncIterator[bytes]:
        """The steps, from their first one on. Raises Refused where there is no room, and what the first step raises.

        Each step runs in a thread. A fault after the first is told as a last line, for the answer has begun.
        """
        if len(self._under_way) >= AT_ONCE:
            raise Refused(503, f"{AT_ONCE} long answers are under way; ask again", headers={"Retry-After": "5"})
        self._under_way.add(steps)
        try:
            return self._following(await asyncio.to_thread(next, steps, None), steps)
        except BaseException:
            self._under_way.discard(steps)
            raise

    async def _following(self, step: bytes | None, steps: Iterator[bytes]) -> AsyncIterator[bytes]:
        try:
            while step is not None:
                if step:
                    yield step
                step = await asyncio.to_thread(_next, steps)
        finally:
            self._under_way.discard(steps)


def _next(steps: Iterator[bytes]) -> bytes | None:
    try:
        return next(steps, None)
    except (InputError, LookupError) as fault:
        return msgspec.json.encode(of_exception(fault)) + b"\n"
