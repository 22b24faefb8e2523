"""Ships: the IMO number stays with a ship for life and decides; a name alone never does.

Names of ships repeat and change: a listed name, older ones among them, only asks for the number. Sister ships differ in
a numeral alone, so that another numeral is another ship. A number other than the listed ship's ends every likeness.
"""

import re

from article41.screening.entries import Entry
from article41.screening.names import plain

_NUMERAL = re.compile(r"\d+")


def same_numerals(a: str, b: str) -> bool:
    """Whether two names of ships carry the same numerals, in order: `JON JIN 2` is not `JON JIN 3`."""
    return _NUMERAL.findall(a) == _NUMERAL.findall(b)


def is_named(said: str, entry: Entry) -> bool:
    """Whether a ship is listed under a name, former ones included."""
    return any(plain(said) == plain(name) for name in entry.names)


def number_reasons(said: str, imo: str, entry: Entry) -> tuple[str, ...]:
    """Why an IMO number meets an entry; a name that the entry does not know is pointed out."""
    agrees = f"IMO {imo} agrees"
    if not said or is_named(said, entry):
        return (agrees,)
    return agrees, f"the name does not: renamed, or the number is used by another ship ({entry.name})"
