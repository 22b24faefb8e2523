"""What the service counts, for Prometheus. Routes are named by their templates, so that no name becomes a label."""

from functools import lru_cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0)
"""Seconds."""

MOST_KINDS = 2_000
"""Of requests, whose counters are found again at once."""


class Metrics:
    """Counters of one app."""

    def __init__(self, law: str, the_list: str) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "a41_requests", "Requests answered.", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "a41_request_seconds", "Seconds to the answer.", ("route",), buckets=BOUNDS, registry=self.registry
        )
        data = Gauge(
            "a41_data_info", "The law and the list that answers rest on.", ("law", "list"), registry=self.registry
        )
        data.labels(law, the_list).set(1)
        self._requests = lru_cache(MOST_KINDS)(self.requests.labels)
        self._seconds = lru_cache(MOST_KINDS)(self.seconds.labels)

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request answered."""
        self._requests(route, method, status).inc()
        self._seconds(route).observe(seconds)

    def text(self) -> bytes:
        """All counters in Prometheus' text form."""
        return generate_latest(self.registry)
