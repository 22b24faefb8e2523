"""What happened: incidents, the Council's texts and votes, talks, statements, persons; each fact with its source.

Nothing here judges an act. What can be worked out (ordinals, intervals, outcomes of votes) is worked out, never stored.
"""

from article41.record.store import Record, load

__all__ = ["Record", "load"]
