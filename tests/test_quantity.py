"""Quantities, units and amounts: read where there is one reading, refused where there are two."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.errors import InputError
from article41.quantity import (
    LARGEST,
    Amount,
    CurrencyError,
    QuantityError,
    QuantityUnclear,
    UnitError,
    parse_amount,
    parse_currency,
    parse_quantity,
    parse_unit,
)

UNITS = {
    "t": ["t", "mt", "ton", "tonne", "metric ton", "吨"],
    "kg": ["kg", "kilogram"],
    "l": ["l", "ltr", "litre", "liter"],
    "m3": ["m3", "cbm", "cubic metre"],
    "bbl": ["bbl", "barrel"],
    "unit": ["unit", "pcs", "no", "set", "pair", "ctn"],
    "USD": ["usd", "us$", "us dollars"],
}
NUMBERS = st.decimals(0, LARGEST, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1234567", "1234567"), ("1,234,567", "1234567"), ("1,234,567.89", "1234567.89"), ("67,564", "67564"),
        ("1 234", "1234"), ("1\u202f234\u00a0567.5", "1234567.5"), ("1'234'567", "1234567"), ("1234.5", "1234.5"), ("1.234", "1.234"),
        (".5", "0.5"), ("+5", "5"), ("0", "0"), ("-0", "0"), ("００7", "7"),
        (5, "5"), (0.1, "0.1"), (1e-7, "0.0000001"), (Decimal("2.50"), "2.5"), (10**15, "1000000000000000"),
    ],
)  # fmt: skip
def test_a_number_with_one_reading_is_read(said: str | float, number: str) -> None:
    assert parse_quantity(said) == Decimal(number)
    assert not parse_quantity(said).is_signed()


@pytest.mark.parametrize(
    "said", ["1.234,5", "1.234.567", "1,5", "1,23", "12 34", "12,34,567", "1,234 567", "1,2345", "1.2.3"]
)
def test_commas_and_dots_with_two_readings_are_asked(said: str) -> None:
    with pytest.raises(QuantityUnclear, match="unclear"):
        parse_quantity(said)


def test_the_question_names_the_reading_with_a_decimal_comma() -> None:
    with pytest.raises(QuantityUnclear) as fault:
        parse_quantity("1.234,5")
    assert str(fault.value) == "'1.234,5' is unclear: it may be 1234.5"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("-500", "quantity below zero: -500"),
        ("−500", "quantity below zero"),
        (-0.5, "quantity below zero: -0.5"),
        ("twelve", "not a number: 'twelve'"),
        ("12 t", "not a number: '12 t'"),
        ("1.2E+05", "not a number: '1.2E+05'"),
        ("nan", "not a number"),
        ("Infinity", "not a number"),
        ("½", "not a number"),
        ("10²", "not a number"),
        ("-", "not a number"),
        ("--5", "not a number"),
        ("", "quantity is required"),
        (None, "quantity is required"),
        (True, "quantity must be text, not True"),
        (float("nan"), "not a number: 'nan'"),
        (float("-inf"), "not a number: '-inf'"),
        (Decimal("sNaN"), "not a number"),
        (1e300, "quantity above 1,000,000,000,000,000"),
        ("9" * 100, "quantity above"),
        (Decimal("1e-400"), "quantity has more than 30 decimal places"),
        pytest.param(10**5000, "quantity above", id="huge"),
        pytest.param(-(10**5000), "quantity below zero", id="huge below zero"),
        ("1" * 10_000, "quantity has 10000 characters, at most 200"),
    ],
)
def test_what_is_no_quantity_is_refused_in_a_sentence(said: str, sentence: str) -> None:
    with pytest.raises(QuantityError) as fault:
        parse_quantity(said)
    assert str(fault.value).startswith(sentence)


def test_the_error_names_the_field_it_was_told() -> None:
    with pytest.raises(QuantityError, match=r"^value below zero"):
        parse_quantity("-1", "value")


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("MT", "t"), ("T", "t"), ("TONNES", "t"), ("metric tons", "t"), ("M/T", "t"), ("m.t.", "t"), ("吨", "t"),
        ("KGS", "kg"), ("㎏", "kg"), ("LTR", "l"), ("Litres", "l"), ("M3", "m3"), ("m³", "m3"), ("BBLS", "bbl"), ("barrels", "bbl"),
        ("PCS", "unit"), ("PC", "unit"), ("NO", "unit"), ("No.", "unit"), ("PAIRS", "unit"), ("US$", "USD"),
    ],
)  # fmt: skip
def test_the_tables_spellings_are_read_in_any_case(said: str, unit: str) -> None:
    assert parse_unit(said, UNITS) == unit


def test_an_unknown_unit_is_refused_with_the_nearest_or_with_all() -> None:
    with pytest.raises(UnitError) as fault:
        parse_unit("FURLONG", UNITS)
    assert str(fault.value) == (
        "FURLONG does not resolve to a mass, volume or count; expected one of t, kg, l, m3, bbl, unit, USD"
    )
    with pytest.raises(UnitError, match="nearest: barrel"):
        parse_unit("barrle", UNITS)


@pytest.mark.parametrize(("said", "code"), [("USD", "USD"), ("eur", "EUR"), (" CNY ", "CNY")])
def test_a_currency_is_three_letters(said: str, code: str) -> None:
    assert parse_currency(said) == code


@pytest.mark.parametrize("said", ["", "$", "DOLLAR", "US1", "ÄÖÜ", None])
def test_what_is_no_currency_code_is_refused(said: str) -> None:
    with pytest.raises(CurrencyError):
        parse_currency(said)


@pytest.mark.parametrize(
    ("said", "quantity", "unit"),
    [
        ("524000 t", "524000", "t"),
        ("4,000,000 barrels", "4000000", "bbl"),
        ("30000000 USD", "30000000", "USD"),
        ("USD 400,870,018", "400870018", "USD"),
        ("12.5 CHF", "12.5", "CHF"),
        ("524000t", "524000", "t"),
        ("1 234 m3", "1234", "m3"),
        ("5 metric tons", "5", "t"),
    ],
)
def test_an_amount_is_a_number_with_its_unit_or_currency(said: str, quantity: str, unit: str) -> None:
    assert parse_amount(said, UNITS) == Amount(Decimal(quantity), unit)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("524000", "'524000' has no unit"),
        ("t", "not an amount: 't'"),
        ("-5 t", "amount below zero"),
        ("5 furlongs", "furlongs does not resolve"),
        ("1.234,5 t", "'1.234,5' is unclear"),
        ("", "amount is required"),
        ("5 t t", "t t does not resolve"),
    ],
)
def test_what_is_no_amount_is_refused_in_a_sentence(said: str, sentence: str) -> None:
    with pytest.raises(InputError) as fault:
        parse_amount(said, UNITS)
    assert str(fault.value).startswith(sentence)


@pytest.mark.parametrize(
    ("amount", "unit", "quantity"),
    [
        (Amount(Decimal(1500), "kg"), "t", "1.5"),
        (Amount(Decimal("1.5"), "t"), "kg", "1500"),
        (Amount(Decimal(1000), "l"), "m3", "1"),
        (Amount(Decimal(1), "bbl"), "l", "158.987294928"),
        (Amount(Decimal(1), "bbl"), "gal", "42"),
        (Amount(Decimal(7), "USD"), "USD", "7"),
    ],
)
def test_units_of_one_kind_convert_by_physics(amount: Amount, unit: str, quantity: str) -> None:
    assert amount.to(unit) == Amount(Decimal(quantity), unit)


@pytest.mark.parametrize(("unit", "other"), [("bbl", "t"), ("t", "USD"), ("USD", "EUR"), ("unit", "kg")])
def test_units_of_two_kinds_do_not_convert(unit: str, other: str) -> None:
    """A barrel becomes a ton by a product's factor only, and that is law."""
    assert Amount(Decimal(1), unit).to(other) is None


def test_the_laws_own_identities_may_replace_the_built_in_ones() -> None:
    assert Amount(Decimal(2), "long ton").to("t", {"long ton": ("t", Decimal("1.0160469088"))}) == Amount(
        Decimal("2.0320938176"), "t"
    )


@given(NUMBERS, st.sampled_from(["{:f}", "{:,f}"]))
def test_a_printed_number_is_read_back(number: Decimal, form: str) -> None:
    assert parse_quantity(form.format(number)) == parse_quantity(number) == number


@given(NUMBERS, st.sampled_from([*UNITS, "EUR"]))
def test_a_printed_amount_is_read_back(number: Decimal, unit: str) -> None:
    amount = Amount(number, unit)
    assert parse_amount(str(amount), UNITS) == amount


@given(NUMBERS, st.sampled_from(["kg", "lb", "g"]))
def test_there_and_back_is_the_same_amount(number: Decimal, unit: str) -> None:
    there = Amount(number, unit).to("t")
    assert there is not None
    back = there.to(unit)
    assert back is not None
    assert abs(back.quantity - number) <= Decimal("1e-15")


@given(st.text(max_size=60) | st.text("0123456789.,' -+eE", max_size=30))
def test_junk_text_raises_nothing_but_input_errors(said: str) -> None:
    readers: tuple[Callable[[str], object], ...] = (
        parse_quantity,
        parse_currency,
        lambda text: parse_unit(text, UNITS),
        lambda text: parse_amount(text, UNITS),
    )
    for read in readers:
        try:
            assert read(said) is not None
        except InputError as fault:
            assert str(fault)


@given(st.floats() | st.integers() | st.decimals())
def test_odd_numbers_raise_nothing_but_input_errors(said: float | Decimal) -> None:
    try:
        assert 0 <= parse_quantity(said) <= LARGEST
    except InputError as fault:
        assert str(fault)
