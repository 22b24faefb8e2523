"""One INDIVIDUAL or ENTITY of the UN's XML as a record, every quirk survived and named."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree.ElementTree import Element

from article41.lists import nations, un_text
from article41.lists.record import Comment, Identifier, Kind, Name, Quality, Record, comment, letters
from article41.lists.un_days import DayReader
from article41.lists.un_text import squeezed

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PLACE_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
_QUALITIES: dict[str, Quality] = {"good": "good", "low": "weak", "a.k.a.": "good", "f.k.a.": "former", "": "good"}

# A link that the publisher took out of 600 records in one month and put back in the next: no fact about anybody.
_POINTER = re.compile(
    r"INTERPOL-UN Security Council Special Notice web link:\s*(?:https?://\S*)?(?:\s*click here)?", re.IGNORECASE
)


class RecordReader(DayReader):
    """Reads one element; `warnings` fills up while it does."""

    def __init__(self, element: Element) -> None:
        super().__init__(element)
        self.id = self._id()

    def record(self) -> Record:
        """The element as a record. Never fails: what cannot be read is left out with a warning."""
        note = squeezed(self.element.findtext("COMMENTS1"))
        person = self.element.tag == "INDIVIDUAL"
        kind: Kind = "person" if person else "entity"
        codes, unread = self._countries("NATIONALITY/VALUE" if person else "ENTITY_ADDRESS")
        return Record(
            id=self.id,
            regime=self._regime(),
            type=kind,
            names=self._names(),
            countries=codes,
            countries_unread=unread,
            birth_dates=self.birth_dates(),
            birth_places=_joined(self.element.iterfind("INDIVIDUAL_PLACE_OF_BIRTH")),
            addresses=self._addresses(),
            identifiers=(*self._documents(), *self._in_comment(note, person)),
            titles=_values(self.element, "TITLE"),
            positions=_values(self.element, "DESIGNATION"),
            gender=squeezed(self.element.findtext("GENDER")).casefold(),
            listed_on=self.day("LISTED_ON", self.element.findtext("LISTED_ON")),
            amended=self._amended(),
            comment=self._comment(note),
        )

    def _id(self) -> str:
        said = self.element.findtext("REFERENCE_NUMBER") or ""
        self.id = un_text.reference(said) or squeezed(said) or f"DATAID {squeezed(self.element.findtext('DATAID'))}"
        if not un_text.reference(said):
            self.warn("no reference", f"{said!r} is no reference number; kept as {self.id}")
        elif said != self.id:
            self.warn("reference tidied", f"{said!r} read as {self.id}")
        return self.id

    def _regime(self) -> str:
        said = squeezed(self.element.findtext("UN_LIST_TYPE"))
        regime = un_text.REGIMES.get(self.id[:2], said)
        if said != regime:
            self.warn("regime from the reference", f"the file says {said!r}; {regime} by its reference")
        return regime or "unknown"

    def _names(self) -> tuple[Name, ...]:
        primary = squeezed(" ".join(self.element.findtext(part) or "" for part in _NAME_PARTS))
        found = [Name(primary, "primary")] if primary else []
        if not primary:
            self.warn("no name", "the record has no name")
        original = squeezed(self.element.findtext("NAME_ORIGINAL_SCRIPT"))
        found += [Name(original, "original")] if original else []
        for block in _blocks(self.element, "ALIAS"):
            found += self._alias(block)
        return tuple(dict.fromkeys(found))

    def _alias(self, block: Element) -> list[Name]:
        said, quality = block.findtext("ALIAS_NAME") or "", squeezed(block.findtext("QUALITY")).casefold()
        texts = [text for part in said.split(";") if (text := squeezed(part))]
        if not texts:
            self.warn("empty block", "an alias without a name is left out")
        if len(texts) > 1:
            self.warn("aliases joined", f"{len(texts)} names in one alias are taken apart at ';'")
        elif said != squeezed(said):
            self.warn("blanks in a name", f"{said!r} read as {squeezed(said)!r}")
        if quality not in _QUALITIES:
            self.warn("quality unknown", f"{quality!r} is taken as good")
        return [Name(text, _QUALITIES.get(quality, "good")) for text in texts]

    def _countries(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        codes: list[str] = []
        unread: list[str] = []
        for said in self._said_countries(path):
            found = nations.codes(said)
            codes += found
            if not found:
                unread.append(said)
                self.warn("country unread", f"{said!r} is no country known here; kept as text")
            elif len(found) > 1 and "HK" not in found:
                self.warn("country unclear", f"{said!r} may be {' or '.join(found)}; all are kept")
        return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(unread))

    def _said_countries(self, path: str) -> Iterator[str]:
        """A person's nationalities, NATIONALITY2 of older files with them; the countries of a body's addresses."""
        for found in (*self.element.iterfind(path), *self.element.iterfind("NATIONALITY2")):
            said = squeezed(found.text)
            if found.tag == "ENTITY_ADDRESS":
                said, province = squeezed(found.findtext("COUNTRY")), squeezed(found.findtext("STATE_PROVINCE"))
                said = province if province == "Hong Kong" else said
            if said:
                yield said

    def _addresses(self) -> tuple[str, ...]:
        blocks = list(_blocks(self.element, "ADDRESS"))
        texts = _joined(blocks)
        if len(texts) < sum(1 for _ in blocks):
            self.warn("empty block", "an address without content is left out")
        return texts

    def _amended(self) -> tuple[date, ...]:
        said = [value.text for value in self.element.iterfind("LAST_DAY_UPDATED/VALUE")]
        if said and not any(squeezed(text) for text in said):
            self.warn("empty block", "LAST_DAY_UPDATED without a day is left out")
        days = (self.day("LAST_DAY_UPDATED", text) for text in said)
        return tuple(sorted({day for day in days if day}))

    def _documents(self) -> Iterator[Identifier]:
        for block in self.element.iterfind("INDIVIDUAL_DOCUMENT"):
            number = squeezed(block.findtext("NUMBER"))
            kind = letters(f"{block.findtext('TYPE_OF_DOCUMENT') or ''}{block.findtext('TYPE_OF_DOCUMENT2') or ''}")
            country = nations.codes(squeezed(block.findtext("ISSUING_COUNTRY") or block.findtext("COUNTRY_OF_ISSUE")))
            if number:
                yield Identifier(_document_kind(kind), number, country[0] if len(country) == 1 else "")
            elif not kind:
                self.warn("empty block", "a document without content is left out")

    def _in_comment(self, note: str, person: bool) -> Iterator[Identifier]:
        if person:
            yield from (Identifier("passport", number) for number in un_text.passports(note))
            return
        for number in un_text.company_imo(note):
            self.warn("company IMO number", f"IMO {number} is a company's number, no ship's")
            yield Identifier("company_imo", number)
        yield from (Identifier("swift", code) for code in un_text.swift(note))

    def _comment(self, note: str) -> Comment | None:
        """All running text, links to notices apart: the comment and the notes of the name's blocks."""
        notes = (squeezed(part.findtext("NOTE")) for part in self.element if "ALIAS" in part.tag or "BIRTH" in part.tag)
        return comment(" ".join(text for text in (squeezed(_POINTER.sub(" ", note)), *notes) if text))


def _values(element: Element, tag: str) -> tuple[str, ...]:
    texts = (squeezed(value.text) for value in element.iterfind(f"{tag}/VALUE"))
    return tuple(dict.fromkeys(text for text in texts if text))


def _blocks(element: Element, what: str) -> Iterator[Element]:
    yield from (part for part in element if part.tag in (f"INDIVIDUAL_{what}", f"ENTITY_{what}"))


def _joined(blocks: Iterable[Element]) -> tuple[str, ...]:
    """Each block as one line, its parts in the UN's own order; empty blocks are left out."""
    texts = (", ".join(t for tag in _PLACE_PARTS if (t := squeezed(block.findtext(tag)))) for block in blocks)
    return tuple(dict.fromkeys(text for text in texts if text))


def _document_kind(kind: str) -> str:
    if "passport" in kind or "passeport" in kind or "pasaporte" in kind:
        return "passport"
    return "national_id" if "nationalidentification" in kind else "document"
