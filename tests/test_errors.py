"""An error says what was found, what was expected, and the nearest right answer."""

import pickle

from article41.dates import DateUnclear
from article41.errors import InputError
from article41.said import shown


def test_the_nearest_answer_follows_the_sentence() -> None:
    """A right answer close by is worth more than a description of right answers."""
    assert str(InputError("x", "a letter", ("a", "b"), "x is wrong")) == "x is wrong; nearest: a, b"


def test_what_was_expected_follows_where_nothing_is_near() -> None:
    assert str(InputError("x", "a letter", sentence="x is wrong")) == "x is wrong; expected a letter"


def test_an_answer_that_the_sentence_names_is_not_named_again() -> None:
    assert str(InputError("x", "a letter", ("a",), "x may be a")) == "x may be a"


def test_without_a_sentence_found_and_expected_make_one() -> None:
    assert str(InputError("'sell'", "an activity", "transfer")) == (
        "found 'sell', expected an activity; nearest: transfer"
    )


def test_the_field_stands_in_front_once_it_is_known() -> None:
    fault = InputError("x", "a letter", sentence="x is wrong").at("goods[0].hs")
    assert str(fault) == "goods[0].hs: x is wrong; expected a letter"
    assert fault.reason == "x is wrong; expected a letter"


def test_an_error_survives_pickling() -> None:
    """Workers of a pool hand their errors over pickled."""
    fault = DateUnclear("1", "two", ("three",), "four").at("date")
    again = pickle.loads(pickle.dumps(fault))
    assert (type(again), str(again), again.found, again.nearest) == (DateUnclear, str(fault), "1", ("three",))


def test_what_is_shown_is_short_and_printable() -> None:
    for value in ("a" * 10_000, "\x00\n\ud800", 10**9999, [1] * 10_000, None, float("nan")):
        assert len(shown(value)) <= 40
        assert shown(value).isprintable()
