"""What a run over many acts came to: totals that add up part by part, shown on a terminal, as a page or as a chart."""

from article41.report.totals import Totals

__all__ = ["Totals"]
