"""HS codes: digits kept as text; a zero that a spreadsheet may have eaten is asked for, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.errors import InputError
from article41.hs import HsError, HsUnclear, parse_hs


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("2701.11", "270111"), ("2701 11", "270111"), ("270111", "270111"), ("84", "84"), ("03", "03"), ("0307.43.00", "03074300"),
        ("2701.12.1000", "2701121000"), ("8429520000", "8429520000"), (" 2709.00 ", "270900"), ("'0302", "0302"),
        (270111, "270111"), (8429520000, "8429520000"), ("２７０１", "2701"), ("2701\u00a011", "270111"),
    ],
)  # fmt: skip
def test_dots_and_blanks_are_dropped_and_zeros_kept(said: str | int, code: str) -> None:
    assert parse_hs(said) == code


@pytest.mark.parametrize(
    ("said", "candidates"),
    [
        ("30243", ("030243", "3024")),
        (30243, ("030243", "3024")),
        ("302", ("0302", "30")),
        ("302.43", ("030243", "3024")),
        ("2701.1", ("270110", "2701")),
        ("03024", ("0302",)),
        (2701.1, ("027011", "270110")),
        (2701.11, ("270111",)),
        (302.43, ("030243", "302430")),
        (270111.0, ("270111",)),
    ],
)
def test_a_zero_that_may_be_lost_is_asked_for(said: str | float, candidates: tuple[str, ...]) -> None:
    """The candidates are named, and none is taken."""
    with pytest.raises(HsUnclear) as fault:
        parse_hs(said)  # type: ignore[arg-type]
    assert fault.value.candidates == candidates


def test_the_question_names_both_readings() -> None:
    with pytest.raises(HsUnclear) as fault:
        parse_hs("30243")
    assert str(fault.value) == "30243 may be 030243 or a cut code (3024)"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ABC", "HS code must be digits: 'ABC'"),
        ("2701-11", "HS code must be digits"),
        ("8471300000123", "HS code has 13 digits, at most 10"),
        ("7", "HS code has 1 digit, at least 2"),
        ("", "HS code is required"),
        (None, "HS code is required"),
        ("...", "HS code must be digits"),
        ("0012", "HS code 0012 begins with chapter 00"),
        (True, "HS code must be text, not True"),
        (-2701, "HS code must be text, not -2701"),
        pytest.param(10**5000, "HS code has 21 digits, at most 10", id="huge"),
        (float("inf"), "HS code must be digits"),
        (1e300, "HS code must be digits"),
        ("²³", "HS code must be digits"),
        ("1" * 10_000, "HS code has 10000 characters, at most 200"),
    ],
)
def test_what_is_no_code_is_refused_in_a_sentence(said: str, sentence: str) -> None:
    with pytest.raises(HsError) as fault:
        parse_hs(said)
    assert str(fault.value).startswith(sentence)


@given(st.integers(1, 99), st.from_regex(r"([0-9]{2}){0,4}", fullmatch=True))
def test_a_code_with_and_without_dots_is_the_same(chapter: int, rest: str) -> None:
    code = f"{chapter:02}{rest}"
    dotted = ".".join(part for part in (code[:4], code[4:6], code[6:8], code[8:]) if part)
    assert parse_hs(code) == parse_hs(dotted) == parse_hs(parse_hs(code)) == code


@given(st.text(max_size=60) | st.text("0123456789. ", max_size=16) | st.integers() | st.floats())
def test_junk_raises_nothing_but_input_errors(said: str | float) -> None:
    try:
        code = parse_hs(said)  # type: ignore[arg-type]
        assert code.isdecimal()
        assert len(code) in (2, 4, 6, 8, 10)
    except InputError as fault:
        assert str(fault)
