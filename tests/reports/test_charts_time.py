from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.calendar_strip import mondays
from reports.charts_time import Entry, Lane, Trend, calendar, sparkline, trend_said
from reports.faces import Typesetter
from reports.page import blank
from reports.sheet import Sheet
from reports.style import MARGIN, RIGHT

DAY = date(2022, 1, 5)
DAYS = [date(2021, 10, 1), date(2021, 11, 1), DAY]


def sheet() -> Sheet:
    import io

    return Sheet(Typesetter(blank(io.BytesIO(), (842, 595))._doc))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([100_000, 150_000, 200_000], "rose to 2.0"),
        ([200_000, 150_000, 100_000], "fell to 1.0"),
        ([100_000, 150_000, 100_000], "stood at 1.0"),
    ],
)
def test_a_line_says_where_it_went_and_what_it_is_held_against(values, words):
    trend = Trend("Wins", DAYS, values, 300_000, "Gold asks", "USD")
    assert trend_said(trend) == (
        f"Wins began with {values[0] / 100_000:.1f} thousand US dollars on 1 October 2021 and"
        f" {words} thousand US dollars by 5 January 2022; Gold asks 3.0 thousand US dollars"
    )


def test_a_line_carries_its_figures_and_its_target():
    page = sheet()
    sparkline(page, Trend("Rate", DAYS, [50, 60, 70], 65, "asked", unit="%"), 40, 40, 60, 17)
    [figure] = page.root
    assert figure.data is not None
    assert list(figure.data.series[0].values) == [50, 60, 70]
    assert list(figure.data.targets) == [("asked", 65)]
    assert figure.alt == (
        "Rate began with 50 percent on 1 October 2021 and rose to 70 percent by 5 January 2022;"
        " asked 65 percent"
    )


@pytest.mark.parametrize("values", [[0, 0, 0], [5, 5, 5], [-1, 0, 1]])
def test_a_flat_line_or_one_through_nought_stays_in_its_box(values):
    page = sheet()
    sparkline(page, Trend("Any", DAYS, values), 40, 40, 60, 17)
    assert "nan" not in " ".join(page.code).lower()


def test_lanes_without_a_day_are_left_out_and_late_ones_are_counted():
    page = sheet()
    lanes = [Lane("Empty", []), Lane("Host", [], 3), Lane("Days", [Entry(DAY, "Measured", True)])]
    calendar(page, MARGIN, 100, RIGHT - MARGIN, DAY, lanes)
    said = [box.text for box in page.boxes]
    assert "Empty" not in said
    assert {"Host", "3", "Late", "Measured", "Today", "Jan 2022"} <= set(said)
    [figure] = page.root
    assert "Host: 3 late. Days: 5 Jan 2022 Measured." in figure.alt
    assert figure.data is not None
    assert [list(series.values)[:2] for series in figure.data.series] == [[0, 0], [1, 0]]


def test_a_calendar_without_a_day_says_so():
    page = sheet()
    calendar(page, MARGIN, 100, RIGHT - MARGIN, DAY, [])
    assert "Nothing is known for these weeks." in page.root[0].alt


@given(
    some.lists(
        some.tuples(some.integers(2, 90), some.text(max_size=120), some.booleans()), max_size=60
    ),
    some.integers(0, 400),
)
def test_whatever_falls_into_the_weeks_no_label_meets_another(found, late):
    page = sheet()
    entries = [Entry(mondays(DAY)[0] + timedelta(step), what, bold) for step, what, bold in found]
    calendar(page, MARGIN, 100, RIGHT - MARGIN, DAY, [Lane("What the host does", entries, late)])
    for one, other in combinations(page.boxes, 2):
        assert (
            one.right <= other.left + 0.1
            or other.right <= one.left + 0.1
            or one.bottom <= other.top + 0.1
            or other.bottom <= one.top + 0.1
        ), (one, other)
    assert all(box.left >= MARGIN - 0.5 and box.right <= RIGHT + 2.5 for box in page.boxes)
