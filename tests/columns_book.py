"""Rows of all kinds for tests over columns: good, odd and broken ones, as strategies; each a dict by heading."""

from datetime import timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from article41 import load
from article41.regime import Activity

LAW = load()
CHANGES = [day + timedelta(days=k) for day in LAW.change_days() for k in (-1, 0, 1)]
CODES = sorted(LAW.goods.codes())
PLACES = [*["KP"] * 5, "CN", "RU", "KR", "JP", "PRK", "DPRK", "North Korea", "KOREA", "kp", "ZZ", "XX", "Germany", " "]
NAMES = [
    "Sunshine Trading Co", "Korea Mining Development Trading Corporation", "KOMID", "Ri Je-son", "Lee Je Son",
    "Acme Steel Ltd", "Seoul Machine Works", "Pyongyang Trading", "Bank of Dalian", "Foreign Trade Bank",
    "Hans Meier", "KPA", "Green Pine Associated", "  ", "DPRK Ministry",
]  # fmt: skip
GOODS = [
    "coal", "crude oil", "used fishing boat", "T-62 main battle tanks", "rice", "water pumps for wells", "statue",
    "second account for the embassy", "payment for seafood", "training in physics", "new joint venture", " ",
]  # fmt: skip
DAYS = [
    *(day.isoformat() for day in CHANGES),
    "2018/03/04",
    "20180304",
    "04/03/2018",
    "",
    "  ",
    "1970-01-01",
    "2018-02-30",
    "1899-01-01",
]


@st.composite
def codes(draw: Any) -> str:
    """Codes about the law's: above, at, below; of every length; dotted, odd and impossible ones."""
    code = draw(st.sampled_from(CODES))
    cut = (code + "0000000000")[: draw(st.sampled_from([2, 4, 6, 6, 6, 8, 10]))]
    odd = draw(st.sampled_from([code + "1", code + ".10", "000000", "+27090", "270900 ", "2709.00", "7", "abc", "270"]))
    return str(draw(st.sampled_from([cut, cut, cut, f"{draw(st.integers(0, 999_999)):06d}", odd])))


def maybe(values: "st.SearchStrategy[str]") -> "st.SearchStrategy[str | None]":
    return st.none() | values


def one_of(*values: str) -> "st.SearchStrategy[str | None]":
    return maybe(st.sampled_from(values))


PLAIN = {
    "id": one_of("a1", " b ", "=1"),
    "date": st.sampled_from(DAYS),
    "activity": st.sampled_from(["transfer"] * 6 + [*get_args(Activity), "selling", ""]),
    "from": maybe(st.sampled_from(PLACES)),
    "to": maybe(st.sampled_from(PLACES)),
    "hs": maybe(codes()),
}
AMOUNTS = {
    "origin": maybe(st.sampled_from(PLACES)),
    "quantity": one_of("10", "1000000", "5,000", "-3", "1e9", "4000001", "0.1", "1.234,5"),
    "unit": one_of("bbl", "t", "kg", "unit", "parsec"),
    "value": one_of("100", "50000", "12,5"),
    "currency": one_of("USD", "usd", "EUR", "dollars"),
}
NAMED = {
    "seller": maybe(st.sampled_from(NAMES)),
    "seller_country": maybe(st.sampled_from(PLACES)),
    "bank": maybe(st.sampled_from(NAMES)),
    "bank country": maybe(st.sampled_from(PLACES)),
    "vessel": one_of("CHON MA SAN", "M/V Hope", "AM NOK GANG", "OCEAN STAR", " "),
    "imo": one_of("9074729", "8518962", "1234567"),
    "flag": maybe(st.sampled_from(PLACES)),
    "owner": maybe(st.sampled_from(NAMES)),
}
STATED = {
    "description": maybe(st.sampled_from(GOODS)),
    "humanitarian": one_of("true", "no", "maybe"),
    "livelihood": one_of("true"),
    "cumulative": one_of("300000 bbl", "3999999 bbl", "much"),
    "contract_date": maybe(st.sampled_from(DAYS)),
    "via": one_of("KP", "Rajin", "CN;KP"),
    "end_use": one_of("civil"),
}


def tables(*groups: dict[str, "st.SearchStrategy[str | None]"]) -> "st.SearchStrategy[list[dict[str, str | None]]]":
    """Tables of up to sixty rows whose columns are those of the groups."""
    fields = {name: values for group in groups for name, values in group.items()}
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=60)
