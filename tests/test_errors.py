"""An error says what was found, what was expected, and the nearest right answer."""

import pickle

from article41.dates import DateUnclear
from article41.errors import InputError
from article41.said import shown


def test_the_nearest_answer_follows_the_sentence() -> None:
    """A right answer close by is worth more than a description of right answers."""
    assert str(InputError("x is wrong", "x", "a letter", ("a", "b"))) == "x is wrong; nearest: a, b"


def test_what_was_expected_follows_where_nothing_is_near() -> None:
    assert str(InputError("x is wrong", "x", "a letter")) == "x is wrong; expected a letter"


def test_an_answer_that_the_sentence_names_is_not_named_again() -> None:
    assert str(InputError("x may be a", "x", "a letter", "a")) == "x may be a"


def test_a_sentence_alone_is_the_whole_error() -> None:
    assert str(InputError("x is wrong")) == "x is wrong"


def test_an_error_survives_pickling() -> None:
    """Workers of a pool hand their errors over pickled."""
    fault = DateUnclear("one", "two", "three", ("four",))
    again = pickle.loads(pickle.dumps(fault))
    assert type(again) is DateUnclear
    assert (str(again), vars(again)) == ("one; nearest: four", vars(fault))


class _Placed(InputError):
    """A subclass with arguments of its own."""

    def __init__(self, field: str, fault: InputError) -> None:
        super().__init__(f"{field}: {fault}")
        self.field = field


def test_a_subclass_with_arguments_of_its_own_survives_pickling() -> None:
    again = pickle.loads(pickle.dumps(_Placed("date", InputError("date is required"))))
    assert (str(again), again.field) == ("date: date is required", "date")


def test_what_is_shown_is_short_and_printable() -> None:
    for value in ("a" * 10_000, "\x00\n\ud800", 10**9999, [1] * 10_000, None, float("nan")):
        assert len(shown(value)) <= 40
        assert shown(value).isprintable()
