"""What of a transfer was screened, against what; and what was not, and why. Every field is in one of the two."""

from collections.abc import Iterator

import msgspec

from article41.messages.fields import Kind
from article41.messages.payment import Payment
from article41.messages.people import Someone, bic_country, country_codes, iban_country, is_birth_date, provided
from article41.messages.screening import FULL_LINES, LEAST_NUMBER

AGAINST: dict[Kind, str] = {
    "name": "names of the list",
    "bic": "BICs of the list; country",
    "lei": "numbers of the list",
    "id": "numbers of the list",
    "country": "country",
    "birth_date": "birth dates of entries met by name",
    "birth_place": "country",
    "iban": "country",
}
TEXT = "goods, HS codes, countries, ships' numbers, listed names of two words or more"
EXPECTED = ("Dbtr", "DbtrAgt", "Cdtr", "CdtrAgt")
"""Who takes part in every transfer, be it that the message leaves somebody out."""


class Screened(msgspec.Struct, frozen=True):
    """A field, and what it was held against."""

    path: str
    against: str


class NotScreened(msgspec.Struct, frozen=True):
    """A field, or somebody, and why it was held against nothing."""

    path: str
    why: str


def screened(payment: Payment) -> Iterator[Screened]:
    """The fields that were screened or read."""
    for one in payment.people:
        for kind, leaves in one.said.items():
            for leaf in leaves:
                against = _against(kind, leaf.tags[-1])
                if against and not _unread(kind, leaf.text):
                    yield Screened(leaf.path, against)
    for leaf in payment.texts:
        yield Screened(leaf.path, TEXT)


def not_screened(payment: Payment) -> Iterator[NotScreened]:
    """Who is absent or has no name, fields that could not be read, and fields that nothing is held against."""
    tags = {one.tag for one in payment.people}
    for tag in EXPECTED:
        if tag not in tags:
            yield NotScreened(f"{payment.sent.path}/{tag}", "absent: nobody to screen")
    for one in payment.people:
        yield from _of(one)
    if not payment.texts:
        yield NotScreened(f"{payment.sent.path}/RmtInf", "absent: no goods or countries to read")
    for leaf in payment.purposes:
        yield NotScreened(leaf.path, f"purpose code {leaf.text}: it names no goods and no party")
    for leaf in payment.rest:
        why = "nothing is held against it" if provided(leaf.text) else f"{leaf.text}: left without content"
        yield NotScreened(leaf.path, why)


def _of(one: Someone) -> Iterator[NotScreened]:
    if not one.of("name") and one.tag != "RltdRmtInf":
        codes = one.of("bic", "lei", "member")
        yield NotScreened(one.path, f"no name: {codes[0].text} is not resolved to one" if codes else "no name")
    for kind, leaves in one.said.items():
        for leaf in leaves:
            why = _unread(kind, leaf.text)
            if why or not _against(kind, leaf.tags[-1]):
                yield NotScreened(leaf.path, why or _WHY.get(kind, "nothing is held against it"))


_WHY: dict[Kind, str] = {
    "member": "a clearing member's number is not resolved to a name",
    "account": "an account number without a country",
}


def _against(kind: Kind, tag: str) -> str:
    if kind == "address":
        return "places; names of the list, exactly or within the line" if tag in FULL_LINES else "places"
    return AGAINST.get(kind, "")


def _unread(kind: Kind, text: str) -> str:
    """Why a field of this kind could not be read; empty where it could."""
    if kind == "id" and len(text) < LEAST_NUMBER:
        return f"a number of fewer than {LEAST_NUMBER} characters"
    if kind == "birth_date" and not is_birth_date(text):
        return "no date such as 1960-02-29; it was not used"
    if kind == "country" and not country_codes(text):
        return "no country that is known here; expected an ISO code such as CN"
    if kind == "iban" and not iban_country(text):
        return "no IBAN: its shape or its check digits do not fit"
    return "no BIC: characters 5 and 6 are no country" if kind == "bic" and not bic_country(text) else ""
