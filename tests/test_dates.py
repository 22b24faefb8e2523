"""Days as people write them: read where there is one reading, refused where there are two."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.dates import FIRST_YEAR, LAST_YEAR, DateError, DateUnclear, parse_date
from article41.errors import InputError

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
FORMS = (
    "%Y-%m-%d",
    "%Y%m%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y-%m-%dT%H:%M:%S",
    "%d %B %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%Y년 %m월 %d일",
)


@pytest.mark.parametrize(
    "text",
    [
        "2018-03-04", "20180304", "2018/03/04", "2018.03.04", "2018-3-4", " 2018-03-04 ", "２０１８-03-04",
        "2018-03-04T10:15:00", "2018-03-04 10:15", "2018-03-04T10:15:00.123Z", "2018-03-04T10:15:00+09:00",
        "20180304T101500Z", "2018/03/04 1:15 PM",
        "4 March 2018", "04 MAR 2018", "4th of March 2018", "4-Mar-2018", "4Mar2018", "March 4, 2018", "Mar. 4 2018",
        "2018-Mar-04", "2018年3月4日", "2018년 3월 4일",
    ],
)  # fmt: skip
def test_a_day_with_one_reading_is_read(text: str) -> None:
    assert parse_date(text) == date(2018, 3, 4)


@pytest.mark.parametrize("said", [20180304, 20180304.0, date(2018, 3, 4), datetime(2018, 3, 4, 23, 59)])
def test_dates_and_eight_digits_are_read_as_they_are(said: float | date) -> None:
    day = parse_date(said)
    assert day == date(2018, 3, 4)
    assert type(day) is date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/12/2018", "2018-12-25"),
        ("12/25/2018", "2018-12-25"),
        ("04.04.2018", "2018-04-04"),
        ("29 Sept 2017", "2017-09-29"),
    ],
)
def test_the_year_may_come_last_where_only_one_order_is_possible(text: str, day: str) -> None:
    assert parse_date(text).isoformat() == day


@pytest.mark.parametrize("text", ["03/04/2018", "3-4-2018", "03.04.2018", "03/04/2018 10:15"])
def test_day_and_month_that_may_change_places_are_asked(text: str) -> None:
    """Both readings are named; neither is taken."""
    with pytest.raises(DateUnclear) as fault:
        parse_date(text)
    assert fault.value.candidates == ("2018-03-04", "2018-04-03")
    assert "may be 2018-03-04 or 2018-04-03" in str(fault.value)


@pytest.mark.parametrize("said", [43163, 43163.0, 43163.5, "43163", "43163.427"])
def test_a_spreadsheets_day_number_is_refused_with_the_day_it_might_mean(said: str | float) -> None:
    with pytest.raises(DateUnclear, match="may mean 2018-03-04"):
        parse_date(said)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "date is required"),
        ("   ", "date is required"),
        (None, "date is required"),
        ("last Tuesday", "not a date: 'last Tuesday'; expected a day such as 2018-03-04"),
        ("2018-13-45", "month 13, day 45: no such date"),
        ("2019-02-31", "2019 has no 31 February; nearest: 2019-02-28"),
        ("29/02/2019", "2019 has no 29 February; nearest: 2019-02-28"),
        ("2018-00-10", "month 0, day 10: no such date"),
        ("1944-12-31", "year 1944 lies outside 1945 to 2100"),
        ("2101-01-01", "year 2101 lies outside 1945 to 2100"),
        ("9999-13-45", "month 13, day 45: no such date"),
        ("2018-03-04T25:00:00", "no such time of day"),
        ("04/03/18", "not a date: '04/03/18'"),
        ("4 Smarch 2018", "not a date"),
        ("2018-03/04", "not a date"),
        ("2018", "not a date"),
        (True, "date must be text, not True"),
        (-43163, "not a date"),
        pytest.param(10**5000, "not a date", id="huge"),
        (float("nan"), "not a date"),
        (["2018-03-04"], "date must be text, not a list"),
        ("9" * 10_000, "date has 10000 characters, at most 200"),
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(DateError) as fault:
        parse_date(text)
    assert str(fault.value).startswith(sentence)


@pytest.mark.parametrize("day", ["1945-01-01", "2100-12-31", "2020-02-29"])
def test_the_first_and_the_last_day_and_a_leap_day_are_read(day: str) -> None:
    assert parse_date(day).isoformat() == day


@given(DAYS, st.sampled_from(FORMS))
def test_a_printed_day_is_read_back(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@given(st.text(max_size=60) | st.from_regex(r"[0-9]{1,5}[-/. T:]?[0-9]{1,5}[-/. T:]?[0-9]{1,5}", fullmatch=True))
def test_junk_raises_nothing_but_input_errors(text: str) -> None:
    try:
        assert FIRST_YEAR <= parse_date(text).year <= LAST_YEAR
    except InputError as fault:
        assert str(fault)
