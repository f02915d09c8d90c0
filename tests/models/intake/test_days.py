"""Dates: each cell, and what a whole column says of its order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.days import Days
from models.intake.values import Refused

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026/3/4", "2026-03-04"),
        ("20260304", "2026-03-04"),
        ("25.12.2026", "2026-12-25"),
        ("25/12/26", "2026-12-25"),
        ("12-25-2026", "2026-12-25"),
        ("5/5/2026", "2026-05-05"),
        ("4 Mar 2026", "2026-03-04"),
        ("04-Mar-26", "2026-03-04"),
        ("March 4, 2026", "2026-03-04"),
        ("Apr 15, 2021", "2021-04-15"),
        ("15 Apr, 2021", "2021-04-15"),
        ("4. März 2026", "2026-03-04"),
        ("1er janvier 2026", "2026-01-01"),
        ("2 de enero de 2026", "2026-01-02"),
        ("Tue, 27 Nov 2018 21:52:58 GMT", "2018-11-27"),
        ("Di, 24.11.2026", "2026-11-24"),
        ("mardi 24/11/2026", "2026-11-24"),
        ("24th of November 2026", "2026-11-24"),
        ("24 novembre 2026", "2026-11-24"),
        ("martes, 24 de noviembre de 2026", "2026-11-24"),
        ("24. Nov. 26", "2026-11-24"),
        ("2026 Nov 24", "2026-11-24"),
        ("24.11.2026.", "2026-11-24"),
        ("24\u00a0nov\u00a02026", "2026-11-24"),
        ("\u200e24.11.2026", "2026-11-24"),
        ("46085", "2026-03-04"),
        ("46085.75", "2026-03-04"),
        (46085.0, "2026-03-04"),
        ("1772582400000", "2026-03-04"),
        ("31/12/69", "2069-12-31"),
        ("31/12/70", "1970-12-31"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_a_date_is_read_in_every_shape_that_has_one_reading(cell: str | float, iso: str) -> None:
    assert Days()[cell] == iso


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-04T23:59:59.000+0000",
        "2026-03-04T23:59:59-11:00",
        "2026-03-04T00:30Z",
        "2026-03-04 23:59:59",
        "2026-03-04 11:59 PM",
        "2026-03-04T10:59:00+0100",
        "2026-03-04 10h59",
        "2026-03-04Z",
        "2026-03-04+01:00",
        "20260304235900",
        "20260304T2359Z",
    ],
)
def test_a_timestamp_gives_the_date_as_written(cell: str) -> None:
    assert Days()[cell] == "2026-03-04"


@pytest.mark.parametrize("cell", ["", "  ", "n/a", "TBC", "-", "#N/A"])
def test_a_word_for_nothing_is_no_date(cell: str) -> None:
    assert Days()[cell] is None


@pytest.mark.parametrize(
    "cell",
    [
        "soon",
        "2026",
        "2026-02-30",
        "31/11/2026",
        "32/01/2026",
        "13/13/2026",
        "Q1 2026",
        "0202-03-04",
    ],
)
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(Refused):
        Days()[cell]


@pytest.mark.parametrize(
    "cell",
    ["Q4 2026", "q4/26", "2026-Q4", "FY26 Q4", "H2 2026", "KW 48 2026", "2026-W48", "2026",
     "11/2026", "2026-11", "Nov 2026", "Nov-26", "novembre 2026"],
)  # fmt: skip
def test_a_period_is_refused_for_it_names_no_day(cell: str) -> None:
    with pytest.raises(Refused, match="names no day"):
        Days()[cell]


@pytest.mark.parametrize(
    "cell", ["0", 0.0, 0, "0000-00-00", "00.00.0000", "1900-01-00", "00/01/1900", "00:00:00"]
)
def test_a_zero_that_is_shown_as_a_date_is_no_day(cell: str | float) -> None:
    with pytest.raises(Refused, match="a zero and no day"):
        Days()[cell]


def test_one_cell_over_twelve_settles_the_whole_column() -> None:
    column = Days()
    for cell in ("03/04/2026", "13/04/2026"):
        column[cell]
    assert column.settled == "dmy"
    column = Days()
    for cell in ("03/04/2026", "04/13/2026"):
        column[cell]
    assert column.settled == "mdy"


@pytest.mark.parametrize("slip", ["45/11/2026", "11/45/2026", "31/04/2026", "29/02/2026"])
def test_a_day_that_no_calendar_has_settles_nothing(slip: str) -> None:
    column = Days()
    column["03/04/2026"]
    with pytest.raises(Refused, match="no calendar has"):
        column[slip]
    assert column.settled == ""


@pytest.mark.parametrize(("cell", "order"), [("31/03/2026", "dmy"), ("02/29/2028", "mdy")])
def test_the_last_day_of_a_month_settles_the_order(cell: str, order: str) -> None:
    column = Days()
    column[cell]
    assert column.settled == order


def test_twelve_on_both_sides_settles_nothing() -> None:
    column = Days()
    column["12/11/2026"]
    assert column.settled == ""
    assert column.readings("dmy") == (("12/11/2026", "12 Nov 2026"),)
    assert column.readings("mdy") == (("12/11/2026", "11 Dec 2026"),)


def test_a_column_that_needs_both_orders_is_not_settled() -> None:
    column = Days()
    for cell in ("13/04/2026", "04/13/2026"):
        column[cell]
    assert column.settled == ""


def test_equal_day_and_month_leave_nothing_open() -> None:
    column = Days()
    column["05/05/2026"]
    assert column.settled


def test_with_points_the_day_stands_first() -> None:
    column = Days()
    assert column["03.04.2026"] == "2026-04-03"
    assert column.settled == "dmy"


def test_a_stated_order_is_kept_to() -> None:
    column = Days("mdy")
    assert column["03/04/2026"] == "2026-03-04"
    with pytest.raises(Refused, match="month first"):
        column["13/04/2026"]
    assert Days("ymd")["26/03/04"] == "2026-03-04"
    assert Days("ymd")["2026-03-04"] == "2026-03-04"
    with pytest.raises(Refused, match="year first"):
        Days("ymd")["13/04/2026"]


@given(
    days=st.lists(DAYS, min_size=1, max_size=40),
    written=st.sampled_from(
        [
            ("%Y-%m-%d", ""),
            ("%Y-%m-%dT%H:%M:%S.000+0000", ""),
            ("%d/%m/%Y", "dmy"),
            ("%m/%d/%Y", "mdy"),
            ("%d-%m-%y", "dmy"),
            ("%m/%d/%y %H:%M", "mdy"),
            ("%d.%m.%Y", "dmy"),
            ("%d %b %Y", ""),
            ("%B %d, %Y", ""),
        ]
    ),
)
def test_a_column_is_read_back_or_asked_about(days: list[date], written: tuple[str, str]) -> None:
    shape, order = written
    column = Days()
    cells = [day.strftime(shape) for day in days]
    for cell in cells:
        column[cell]
    if column.settled:
        read = Days(presumed=column.settled)
        assert [read[cell] for cell in cells] == [day.isoformat() for day in days]
    else:
        assert all(day.day <= 12 for day in days)
    stated = Days(order or "dmy")
    assert [stated[cell] for cell in cells] == [day.isoformat() for day in days]
