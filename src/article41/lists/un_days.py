"""The days of a UN record: of listing, of amendments, and dates of birth wherever older files put them."""

import re
from datetime import date
from xml.etree.ElementTree import Element

from article41.lists import un_text
from article41.lists.snapshot import ListWarning
from article41.lists.un_text import squeezed


class DayReader:
    """Reads the days of one element; `warnings` fills up while it does. `id` names the record in them."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.warnings: list[ListWarning] = []
        self.id = ""

    def warn(self, name: str, text: str) -> None:
        self.warnings.append(ListWarning(name, self.id, text))

    def day(self, tag: str, text: str | None) -> date | None:
        """The day of a field; None with a warning where it holds something else, silently where it is empty."""
        if not squeezed(text):
            if tag == "LISTED_ON":
                self.warn("no LISTED_ON", "the day of listing is not given")
            return None
        read = un_text.day(text or "")
        if read is None:
            self.warn("day unread", f"{tag} {text!r} is no day")
            return None
        if read.zone_alone:
            self.warn("zone without time", f"{tag} {squeezed(text)!r} read as {read.day}")
        return read.day

    def birth_dates(self) -> tuple[str, ...]:
        found: list[str] = []
        for block in self.element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
            dates = self._birth_block(block)
            if not dates and any(squeezed(part.text) for part in block if part.tag not in ("TYPE_OF_DATE", "NOTE")):
                self.warn("birth date unread", f"{' '.join(squeezed(part.text) for part in block)!r} is left out")
            elif not dates:
                self.warn("empty block", "a date of birth without a date is left out")
            found += dates
        for said in self.element.iterfind("INDIVIDUAL_ALIAS/DATE_OF_BIRTH"):
            found += self._birth_in_alias(squeezed(said.text))
        return tuple(dict.fromkeys(found))

    def _birth_block(self, block: Element) -> list[str]:
        about = squeezed(block.findtext("TYPE_OF_DATE")).casefold() == "approximately"
        found = [read for part in block.iterfind("DATE") for read in self._birth_text(squeezed(part.text), about)]
        for part in block.iterfind("YEAR"):
            read = un_text.years(part.text or "", about)
            if len(read) > 1 or (read and "/" in read[0]):
                self.warn("several years in one field", f"{part.text!r} read as {' or '.join(read)}")
            found += read
        first, last = (squeezed(block.findtext(tag)) for tag in ("FROM_YEAR", "TO_YEAR"))
        return [*found, *un_text.years(f"{first}-{last}" if first != last else first, about)]

    def _birth_text(self, text: str, about: bool = False) -> tuple[str, ...]:
        """A whole day, or else what years there are."""
        read = self.day("DATE", text) if re.match(r"\d{4}-\d{2}-\d{2}", text) else None
        return (read.isoformat(),) if read else un_text.years(text, about)

    def _birth_in_alias(self, text: str) -> tuple[str, ...]:
        read = self._birth_text(text)
        if read:
            self.warn("birth date in an alias", f"{text!r} is taken as one of the birth dates")
        elif text:
            self.warn("birth date unread", f"{text!r} in an alias is left out")
        return read
