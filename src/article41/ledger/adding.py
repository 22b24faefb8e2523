"""A delivery added to a user's own book: the file keeps its comments and its order, and is never left half written."""

import json
import os
from pathlib import Path

from article41.law import Regime
from article41.ledger.deliveries import Deliveries, Entries, Report, faults
from article41.yamlfile import LawError, parse

ONE_BELOW = "the book is written in brackets here; expected `reports:` with one entry below the other"


def add(file: Path, measure: str, report: Report, law: Regime, known: Deliveries) -> Report:
    """Writes the report into the book `file` (made where there is none) and returns it with the id it got.

    `known` are entries that it may amend. Raises LawError where book and report do not fit, and then writes nothing.
    """
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    before = parse(text, file).as_type(Deliveries)
    report = _named(report, [r.id for r in before.get(measure, Entries()).reports])
    after = _with(text, measure, report, file)
    try:
        document = parse(after, file)
    except LawError as fault:
        raise LawError(file, fault.line, ONE_BELOW) from None
    found = document.as_type(Deliveries)
    for path, message in faults(found, law, known):
        raise LawError(file, document.line_of(path), message)
    if report not in found.get(measure, Entries()).reports:
        raise LawError(file, document.line_of(f"$.{measure}"), ONE_BELOW)
    _write(file, after)
    return report


def _named(report: Report, taken: list[str]) -> Report:
    """The report with an id of its reporters and days, so that a later one can amend it."""
    stem = "-".join([*report.reporters, f"{report.start:%Y%m%d}", f"{report.end:%Y%m%d}"]).lower()
    names = [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))]
    fields = {name: getattr(report, name) for name in report.__struct_fields__}
    return Report(**(fields | {"id": next(name for name in names if name not in taken)}))


def _with(text: str, measure: str, report: Report, file: Path) -> str:
    """The text with the report as the first of its measure; what else stands there is left as it is."""
    lines = text.splitlines()
    places = parse(text, file).lines
    item = _item(report)
    if at := places.get(f"$.{measure}.reports"):
        indent = len(lines[at]) - len(lines[at].lstrip()) if at < len(lines) else 4
        lines[at:at] = [" " * indent + line for line in item]
    elif at := places.get(f"$.{measure}"):
        lines[at:at] = ["  reports:", *("    " + line for line in item)]
    else:
        lines += [f"{measure}:", "  reports:", *("    " + line for line in item)]
    return "\n".join(lines) + "\n"


def _item(report: Report) -> list[str]:
    fields = {
        "reporters": f"[{', '.join(report.reporters)}]",
        "from": str(report.start),
        "to": str(report.end),
        "amount": json.dumps(report.amount, ensure_ascii=False),
        "id": report.id,
        "amends": f"[{', '.join(report.amends)}]" if report.amends else "",
        "goods": json.dumps(report.goods, ensure_ascii=False) if report.goods else "",
        "document": json.dumps(report.document, ensure_ascii=False),
    }
    said = [f"{key}: {value}" for key, value in fields.items() if value]
    return [f"- {said[0]}", *(f"  {line}" for line in said[1:])]


def _write(file: Path, text: str) -> None:
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
