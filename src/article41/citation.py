"""A citation: one paragraph of one document of the Security Council."""

import re
from functools import cached_property

import msgspec

_FORM = re.compile(
    r"(?P<symbol>S/RES/(?P<number>\d+) \((?P<year>\d{4})\)|S/(?P<draft_year>\d{4})/(?P<draft>\d+))"
    r", paragraph (?P<paragraph>\d+(?:\([a-z]+\))*|\?)"
)


class Citation(msgspec.Struct, frozen=True, dict=True):
    """`symbol` as the UN writes it, `S/RES/2371 (2017)`; `paragraph` is `8` or `8(a)(i)`, `?` where unknown."""

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
        """Sorts by year, then by number: a later document counts higher."""
        found = _FORM.fullmatch(str(self))
        assert found
        return int(found["year"] or found["draft_year"]), int(found["number"] or found["draft"])

    @property
    def top(self) -> str:
        """The paragraph without its letters: `8` for `8(a)(i)`."""
        return self.paragraph.partition("(")[0]

    @property
    def uri(self) -> str:
        """A name of the paragraph that stays: `/un/sc/res/2017/2397#op4`, letters as `#op8__a__i` (Akoma Ntoso style).

        A document that is no resolution stands under `doc`; an unknown paragraph leaves the document alone.
        """
        year, number = self.order
        kind = "res" if self.symbol.startswith("S/RES/") else "doc"
        levels = [part.rstrip(")") for part in self.paragraph.split("(")]
        fragment = "" if self.paragraph == "?" else "#op" + "__".join(levels)
        return f"/un/sc/{kind}/{year}/{number}{fragment}"

    def shares_number(self, other: "Citation") -> bool:
        """Whether both are letters of one paragraph."""
        return (self.symbol, self.top) == (other.symbol, other.top)

    def __str__(self) -> str:
        return f"{self.symbol}, paragraph {self.paragraph}"
