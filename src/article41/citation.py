"""A citation: one paragraph of one document of the Security Council."""

import re
from functools import cached_property

import msgspec

_FORM = re.compile(
    r"(?P<symbol>S/RES/(?P<number>\d+) \((?P<year>\d{4})\)|S/(?P<draft_year>\d{4})/(?P<draft>\d+)"
    r"|draft-(?P<text_year>\d{4})-(?P<text>[a-z0-9]+(?:-[a-z0-9]+)*))"
    r", paragraph (?P<paragraph>\d+(?:\([a-z]+\))*|\?)"
)


class Citation(msgspec.Struct, frozen=True, dict=True):
    """`symbol` as the UN writes it, `S/RES/2371 (2017)`; `paragraph` is `8` or `8(a)(i)`, `?` where unknown.

    A draft that no source gives a symbol goes by its id in the record, `draft-2022-04-us`.
    """

    symbol: str
    paragraph: str

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read `S/RES/2371 (2017), paragraph 8`. Raises ValueError when the text has another form."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is no citation; expected e.g. 'S/RES/2371 (2017), paragraph 8'")
        return cls(found["symbol"], found["paragraph"])

    @cached_property
    def order(self) -> tuple[int, int]:
        """Sorts by year, then by number: a later document counts higher; without a number, lowest in its year."""
        found = self._parts
        year = found["year"] or found["draft_year"] or found["text_year"]
        return int(year), int(found["number"] or found["draft"] or 0)

    @cached_property
    def _parts(self) -> re.Match[str]:
        found = _FORM.fullmatch(str(self))
        assert found
        return found

    @property
    def top(self) -> str:
        """The paragraph without its letters: `8` for `8(a)(i)`."""
        return self.paragraph.partition("(")[0]

    @property
    def uri(self) -> str:
        """A name of the paragraph that stays: `/un/sc/res/2017/2397#op4`, letters as `#op8__a__i` (Akoma Ntoso style).

        A document that is no resolution stands under `doc`, a draft without a symbol under `draft`; an unknown
        paragraph leaves the document alone.
        """
        found, year = self._parts, self.order[0]
        kind = "res" if found["number"] else "doc" if found["draft"] else "draft"
        number = found["number"] or found["draft"] or found["text"]
        levels = [part.rstrip(")") for part in self.paragraph.split("(")]
        fragment = "" if self.paragraph == "?" else "#op" + "__".join(levels)
        return f"/un/sc/{kind}/{year}/{number}{fragment}"

    def shares_number(self, other: "Citation") -> bool:
        """Whether both are letters of one paragraph."""
        return (self.symbol, self.top) == (other.symbol, other.top)

    def __str__(self) -> str:
        return f"{self.symbol}, paragraph {self.paragraph}"
