"""What is told of totals, in whatever form: the same words, tables and order on a terminal, a page and a chart."""

from collections.abc import Sequence
from typing import NamedTuple

from article41.explain import NOTICE
from article41.explain import versions as versions_of
from article41.law import Regime
from article41.report.totals import NO_LINK, NOT_SAID, UNCLEAR, VERDICTS, Counts, Table, Totals
from article41.said import printable
from article41.screening.hits import Screener

TITLE = "Acts judged under UN sanctions"
EACH = "A row that several decide is counted for each."
FAULTY = "faulty"


class Basis(NamedTuple):
    """What the answers rest on. `overlay` is the draft that was laid over the law, if one was."""

    regime: str
    law: str
    list_date: str
    program: str
    overlay: str = ""

    @classmethod
    def of(cls, law: Regime, screener: Screener | None = None) -> "Basis":
        """The basis of answers under this law and list (the built-in one where none is given)."""
        used = versions_of(law, screener)
        return cls(law.about.title, used["law"], used["list_date"], used["program"], law.overlay)

    @property
    def draft(self) -> str:
        """What has to be said of a draft; empty without one."""
        return f"With draft {self.overlay} laid over the law; it has no legal effect." if self.overlay else ""

    @property
    def lines(self) -> list[str]:
        """The same in words, with the notice that every report carries."""
        rests = f"{self.program}, law {self.law}, list of {self.list_date}."
        return [self.regime, rests, *filter(None, [self.draft]), NOTICE]


class Section(NamedTuple):
    """A table: what its first column holds, its lines (a name and how often each verdict), and what to know of it."""

    title: str
    heading: str
    lines: list[tuple[str, Counts]]
    notes: list[str]

    @property
    def verdicts(self) -> list[str]:
        """The verdicts that have a column: those that were given."""
        return [word for word in (*VERDICTS, FAULTY) if any(word in counts for _, counts in self.lines)]


def sections(totals: Totals, most: int) -> list[Section]:
    """By year, measure, paragraph and partner, and the faults: of each so many lines, most rows not permitted first."""
    partners = {partner_name(code): counts for code, counts in totals.partners.items()}
    faults = {field: {FAULTY: rows} for field, rows in totals.faults.items()}
    found = (
        _years(totals.years, most),
        _strongest("By deciding measure", "measure", totals.measures, most, EACH),
        _strongest("By deciding paragraph", "paragraph", totals.paragraphs, most, EACH),
        _strongest("By partner country", "partner", partners, most),
        _strongest("Without an answer, by the field at fault", "field", faults, most),
    )
    return [section for section in found if section.lines]


def not_permitted(counts: Counts) -> int:
    """Rows that are anything but permitted."""
    return sum(counts.values()) - counts.get("permitted", 0)


def partner_name(code: str) -> str:
    """A partner in words: a country's code and its usual name."""
    others = {NO_LINK: "neither end in the territory", NOT_SAID: "other end not said", UNCLEAR: "country unclear"}
    if code in others:
        return others[code]
    import pycountry  # here: it takes long to load

    country = pycountry.countries.get(alpha_2=code)
    name = getattr(country, "common_name", None) or getattr(country, "name", "")
    return f"{code} {name}".strip()


def _years(table: Table, most: int) -> Section:
    """The last years; those before are left out."""
    lines = sorted(table.items())
    return Section("By year of the act", "year", lines[-most:], _cut(lines[:-most], "before these"))


def _strongest(title: str, heading: str, table: Table, most: int, *notes: str) -> Section:
    lines = sorted(table.items(), key=lambda line: (-not_permitted(line[1]), -sum(line[1].values()), line[0]))
    shown = [(printable(name), counts) for name, counts in lines[:most]]
    return Section(title, heading, shown, [*_cut(lines[most:], "more"), *notes])


def _cut(lines: Sequence[tuple[str, Counts]], what: str) -> list[str]:
    """What is left out, in words."""
    if not lines:
        return []
    rows = sum(sum(counts.values()) for _, counts in lines)
    bad = sum(not_permitted(counts) for _, counts in lines)
    return [f"Not shown: {len(lines):,} {what}, with {rows:,} rows, of which {bad:,} are not permitted."]
