"""Files of acts: rows in, verdicts and faults out. A broken row costs no other row its answer."""

from article41.bulk.judging import Answer, judge
from article41.bulk.reading import rows
from article41.bulk.rows import Fault, Row, Unreadable
from article41.bulk.source import Source, open_source

__all__ = ["Answer", "Fault", "Row", "Source", "Unreadable", "judge", "open_source", "rows"]
