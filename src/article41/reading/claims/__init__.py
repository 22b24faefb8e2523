"""Claims: checkable assertions of a report about one event or one measure, before and after their days are known."""

from article41.reading.claims.dating import Dated, dated
from article41.reading.claims.finding import find
from article41.reading.claims.scene import Draft

__all__ = ["Dated", "Draft", "dated", "find"]
