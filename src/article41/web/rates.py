"""How many requests a client may send: a bucket each that fills at the rate and holds twice of it."""

from collections import OrderedDict
from collections.abc import Callable

MOST_CLIENTS = 10_000
BURST = 2


class Rates:
    """Buckets of all clients; `rate` is requests a second, `clock` gives seconds."""

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        self._rate, self._clock = rate, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Seconds until the client may ask again; 0, and a request taken from its bucket, where it may now."""
        now = self._clock()
        left, since = self._buckets.pop(client, (self._rate * BURST, now))
        left = min(left + (now - since) * self._rate, max(self._rate * BURST, 1.0))
        allowed = left >= 1
        self._buckets[client] = left - allowed, now
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._rate
