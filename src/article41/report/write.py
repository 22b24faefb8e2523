"""Writes a report file: a page where the name ends in .html, the charts alone where it ends in .svg."""

from pathlib import Path

from article41.errors import InputError
from article41.report.charts import need_altair, whole
from article41.report.page import page
from article41.report.sections import Basis
from article41.report.totals import Totals

FORMS = {".html": page, ".htm": page, ".svg": whole}


class NoSuchForm(InputError):
    """A file name that tells no form of report."""


def check_name(file: str) -> None:
    """Says before the work whether a page or charts could be written. Raises NoSuchForm or NoCharts."""
    if Path(file).suffix.lower() not in FORMS:
        raise NoSuchForm(f"{file}: the extension tells no form; expected .html or .svg")
    need_altair()


def write(file: str, totals: Totals, basis: Basis) -> None:
    """Writes the report. Raises OSError where the file cannot be made, else as `check_name`."""
    check_name(file)
    text = FORMS[Path(file).suffix.lower()](totals, basis)
    Path(file).write_text(text, encoding="utf-8")
