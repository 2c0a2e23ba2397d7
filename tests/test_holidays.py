"""Public holidays have three answers: a holiday, none, no data."""

from __future__ import annotations

from datetime import date

import pytest

from seminars.analysis.holidays import public_holidays
from seminars.reading import reference


def test_a_holiday_is_known_by_its_day_and_name() -> None:
    kenya = public_holidays("KE", 2007)
    assert kenya is not None
    assert kenya[date(2007, 12, 12)] == "Independence Day"


def test_a_day_that_is_no_holiday_is_not_among_them() -> None:
    kenya = public_holidays("KE", 2007)
    assert kenya is not None
    assert date(2007, 11, 12) not in kenya


@pytest.mark.parametrize(
    ("country", "year"),
    [
        ("ES", 2007),  # the package begins later
        ("NP", 2007),
        ("", 2007),
        ("XX", 2007),  # the package does not implement it
        ("IN", 1995),  # the package warns that it knows some of them only
        ("KE", 1),
        ("KE", 9999),
    ],
)
def test_where_the_package_knows_no_holiday_or_not_all_there_are_no_data(
    country: str, year: int
) -> None:
    assert public_holidays(country, year) is None


def test_spain_and_nepal_have_data_in_another_year_and_india_in_2007() -> None:
    assert public_holidays("ES", 2024)
    assert public_holidays("NP", 2024)
    assert public_holidays("IN", 2007)


@pytest.mark.parametrize("year", [1, 1999, 2007, 2008, 9999])
def test_every_country_has_an_answer_in_every_year_without_a_warning(year: int) -> None:
    for state in (*reference.states(), *reference.territories()):
        found = public_holidays(state.code, year)
        assert found is None or all(day.year == year for day in found)
