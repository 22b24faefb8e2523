"""IMO numbers: seven digits of which the last checks the first six."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.errors import InputError
from article41.ships import ImoError, check_digit, parse_imo


@pytest.mark.parametrize(
    "said", ["9562233", "IMO9562233", "IMO 9562233", "imo: 9562233", "IMO No. 9562233", " 9562233 ", 9562233]
)
def test_the_prefix_is_dropped(said: str | int) -> None:
    assert parse_imo(said) == "9562233"


@pytest.mark.parametrize("number", ["9074729", "8518780", "9615157"])
def test_numbers_of_real_form_pass_their_check_digit(number: str) -> None:
    """9074729: 9x7 + 0x6 + 7x5 + 4x4 + 7x3 + 2x2 = 139, which ends in 9."""
    assert parse_imo(number) == number


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("9562234", "IMO check digit does not fit (9562234; the last digit would be 3)"),
        ("95623", "IMO number needs seven digits"),
        ("IMO", "IMO number needs seven digits"),
        ("95622333", "IMO number needs seven digits"),
        ("956223A", "IMO number needs seven digits"),
        ("", "IMO number is required"),
        (None, "IMO number is required"),
        ("0000000", "IMO number 0000000 names no ship"),
        pytest.param(10**5000, "IMO number needs seven digits", id="huge"),
        (False, "IMO number must be text"),
        ("9" * 10_000, "IMO number has 10000 characters, at most 200"),
    ],
)
def test_what_is_no_imo_number_is_refused_in_a_sentence(said: str, sentence: str) -> None:
    with pytest.raises(ImoError) as fault:
        parse_imo(said)
    assert str(fault.value).startswith(sentence)


@given(st.integers(100_000, 999_999))
def test_six_digits_and_their_check_digit_are_read_back(six: int) -> None:
    number = f"{six}{check_digit(str(six))}"
    assert parse_imo(number) == parse_imo(f"IMO {number}") == number


@given(st.integers(100_000, 999_999), st.sampled_from((0, 4)), st.integers(1, 9))
def test_every_slip_in_the_first_and_the_fifth_digit_is_noticed(six: int, place: int, shift: int) -> None:
    """Their weights, 7 and 3, share no factor with 10; a slip elsewhere may go unnoticed."""
    digits = str(six)
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert check_digit(wrong) != check_digit(digits)


@given(st.text(max_size=60) | st.text("IMOimo0123456789 .:", max_size=14) | st.integers())
def test_junk_raises_nothing_but_input_errors(said: str | int) -> None:
    try:
        assert len(parse_imo(said)) == 7
    except InputError as fault:
        assert str(fault)
