"""Charts of how figures went: marked where cut, told in words, labels clear of each other."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.background import Held
from models.program.loading import terms_on
from reports import charts_course, style
from reports.charts import Line
from reports.charts_course import Fall
from reports.charts_time import Trend
from reports.faces import Typesetter
from reports.page import blank
from reports.sheet import Sheet

DAY = date(2026, 11, 24)
TIERS = terms_on(DAY).tiers[::-1]


@pytest.fixture
def sheet() -> Sheet:
    return new_sheet()


def new_sheet() -> Sheet:
    import io

    return Sheet(Typesetter(blank(io.BytesIO(), (style.WIDTH, style.HEIGHT))._doc))


def falls(*values: int) -> list[Fall]:
    """The first and the last are totals."""
    last = len(values) - 1
    return [
        Fall(f"Step {n}", "1 deal", value, str(value), style.ACCENT, n in (0, last))
        for n, value in enumerate(values)
    ]


def apart(sheet: Sheet) -> None:
    for one, other in combinations(sheet.boxes, 2):
        assert (
            one.right <= other.left + 0.1
            or other.right <= one.left + 0.1
            or one.bottom <= other.top + 0.1
            or other.bottom <= one.top + 0.1
        ), (one, other)


def test_a_waterfall_says_when_it_is_cut(sheet: Sheet) -> None:
    box = (40.0, 100.0, 500.0, 120.0)
    assert charts_course.waterfall(sheet, box, falls(1_000, 10, -20, 990), [], "USD")
    assert sheet.root[0].alt.endswith("The axis is cut: the totals are drawn shortened.")
    assert not charts_course.waterfall(sheet, box, falls(10, 10, -2, 18), [], "USD")
    assert "cut" not in sheet.root[1].alt


def test_targets_that_are_near_have_names_apart(sheet: Sheet) -> None:
    lines = [Line(1_000, "Silver"), Line(1_001, "Gold"), Line(1_002, "Platinum")]
    box = (40.0, 100.0, 500.0, 220.0)
    charts_course.waterfall(sheet, box, falls(500, 100, 600), lines, "USD")
    apart(sheet)
    assert sheet.root[0].data is not None
    assert [name for name, _ in sheet.root[0].data.targets] == ["Silver", "Gold", "Platinum"]


def trend(values: Sequence[float], gaps: Sequence[int], level: float | None = None) -> Trend:
    days = [DAY]
    for gap in gaps[: len(values) - 1]:
        days.append(days[-1] - timedelta(gap))
    return Trend("Aggregate TCV", days[::-1], list(values), level, "Platinum", "USD")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.integers(0, 10**15), min_size=1, max_size=9),
    st.lists(st.integers(1, 120), min_size=8, max_size=8),
    st.none() | st.integers(0, 10**15),
    st.sampled_from([140.0, 181.0, 500.0]),
)
def test_the_words_of_a_line_never_meet(
    values: list[int], gaps: list[int], level: int | None, width: float
) -> None:
    sheet = new_sheet()
    charts_course.line(sheet, (40.0, 100.0, width, 150.0), trend(values, gaps, level), 0)
    apart(sheet)
    assert all(box.left >= 39 and box.right <= 40 + width + 1 for box in sheet.boxes)
    assert all(box.bottom <= 251 for box in sheet.boxes)


def test_a_line_names_its_first_and_its_last_day(sheet: Sheet) -> None:
    made = trend([1, 2, 3, 4, 5, 6], [3, 9, 30, 31, 30])
    charts_course.line(sheet, (40.0, 100.0, 181.0, 150.0), made)
    shown = {box.text for box in sheet.boxes}
    assert {"13 Aug 2026", "24 Nov 2026"} <= shown


@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=9))
def test_a_small_line_says_where_it_began_and_where_it_is(values: list[int]) -> None:
    sheet = new_sheet()
    charts_course.small(sheet, (40.0, 100.0, 180.0, 45.0), trend(values, [30] * 8))
    apart(sheet)
    assert len(sheet.boxes) == (3 if len(values) > 1 else 2)
    assert sheet.root[0].alt.startswith("Aggregate TCV")


STRETCHES = st.lists(st.tuples(st.integers(1, 900), st.integers(0, 3)), min_size=1, max_size=6)


@given(STRETCHES, st.none() | st.integers(0, 900))
def test_tiers_of_any_years_are_drawn_inside_their_box(
    parts: list[tuple[int, int]], more: int | None
) -> None:
    end, found = DAY, []
    for long, rank in parts:
        first = end - timedelta(long)
        label = TIERS[-rank].label if rank else ""
        found.append(Held(first, end, label.lower(), label, rank, "assessment"))
        end = first - timedelta(1)
    found.reverse()
    found[-1] = found[-1]._replace(until=None if more is None else DAY + timedelta(more))
    sheet = new_sheet()
    charts_course.tier_steps(sheet, (500.0, 100.0, 240.0, 72.0), found, TIERS, DAY)
    apart(sheet)
    assert all(box.left >= 500 and box.right <= 742 for box in sheet.boxes)
    assert sheet.root[0].data is not None
    assert list(sheet.root[0].data.series[0].values) == [
        len(TIERS) + 1 - one.rank if one.rank else 0 for one in found
    ]


def test_a_gap_of_a_few_days_is_no_fall_to_the_floor() -> None:
    def drawn(gap: int) -> str:
        sheet = new_sheet()
        before = Held(date(2024, 1, 1), date(2024, 12, 31), "gold", "Gold", 2, "assessment")
        begin = date(2025, 1, 1) + timedelta(gap)
        none = Held(date(2025, 1, 1), begin - timedelta(1), "", "", 0, "")
        after = Held(begin, None, "silver", "Silver", 3, "assessment")
        stretches = (before, *([none] if gap else []), after)
        box = (500.0, 100.0, 240.0, 72.0)
        charts_course.tier_steps(sheet, box, stretches, TIERS, DAY)
        return " ".join(sheet.finish())

    assert drawn(4).count(" l S") == drawn(0).count(" l S")
    assert drawn(90).count(" l S") == drawn(0).count(" l S") + 1
