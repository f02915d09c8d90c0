"""The charts of the deal pages: what they say, where they end, and that no two labels meet."""

import io
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import style
from reports.charts_pipeline import (
    RAMP,
    Column,
    Pair,
    Span,
    Step,
    funnel,
    marked_columns,
    pareto,
    shades,
    slip_arrow,
    won_and_lost,
)
from reports.faces import Typesetter
from reports.page import blank
from reports.sheet import Box, Sheet
from reports.structure import Node

BOX = (40.0, 100.0, 480.0, 220.0)
DAY = date(2022, 1, 5)
money = st.integers(0, 9_999_999_999_99)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(blank(io.BytesIO(), (style.WIDTH, style.HEIGHT))._doc)


@pytest.fixture
def sheet(typesetter: Typesetter) -> Sheet:
    return Sheet(typesetter)


def drawn(sheet: Sheet) -> Node:
    """The one picture of a page."""
    (found,) = [node for node in sheet.root if node.kind == "Figure"]
    return found


def apart(boxes: list[Box]) -> bool:
    return all(
        one.right <= other.left + 0.1
        or other.right <= one.left + 0.1
        or one.bottom <= other.top + 0.1
        or other.bottom <= one.top + 0.1
        for one, other in combinations(boxes, 2)
    )


@pytest.mark.parametrize("count", range(1, 7))
def test_shades_are_all_different_and_go_from_pale_to_dark(count: int) -> None:
    found = shades(count)
    assert len(set(found)) == count
    assert found == sorted(found, key=RAMP.index)


def test_no_shade_is_asked_of_nothing() -> None:
    assert shades(0) == []


def test_columns_say_their_parts_and_what_they_are_held_against(sheet: Sheet) -> None:
    columns = [
        Column("Q1 2022", "2 deals", [100_000_00, 50_000_00], 120_000_00),
        Column("Q2 2022", "1 deal", [0, 70_000_00], 0),
    ]
    names = [("Qualify", RAMP[0]), ("Propose", RAMP[5])]
    marked_columns(sheet, BOX, columns, names, "USD", "Won a year before")
    figure = drawn(sheet)
    assert figure.data is not None
    assert [list(one.values) for one in figure.data.series] == [
        [100_000_00, 0], [50_000_00, 70_000_00],
    ]  # fmt: skip
    assert [list(one.values) for one in figure.data.levels] == [[120_000_00, 0]]
    assert "Won a year before: first quarter of 2022 with 120.0 thousand US dollars" in figure.alt
    assert "$150.0K" in [box.text for box in sheet.boxes]


def test_columns_without_marks_have_no_level(sheet: Sheet) -> None:
    marked_columns(sheet, BOX, [Column("Q1 2022", "", [5_00])], [("One", RAMP[0])], "USD", "Mark")
    figure = drawn(sheet)
    assert figure.data is not None
    assert not figure.data.levels
    assert "Mark" not in figure.alt


@given(st.lists(st.tuples(st.lists(money, min_size=3, max_size=3), money), max_size=8))
@settings(max_examples=40, deadline=None)
def test_no_label_of_columns_meets_another(
    typesetter: Typesetter, values: list[tuple[list[int], int]]
) -> None:
    sheet = Sheet(typesetter)
    columns = [Column(f"Q{at}", "3 deals", parts, mark) for at, (parts, mark) in enumerate(values)]
    names = [(f"Stage {at}", colour) for at, colour in enumerate(shades(3))]
    marked_columns(sheet, BOX, columns, names, "USD", "Mark")
    assert apart(sheet.boxes)


def test_a_funnel_says_deals_and_money_and_ends_in_its_box(sheet: Sheet) -> None:
    steps = [Step("Qualify", 4, 400_00, RAMP[0]), Step("Propose", 1, 100_00, RAMP[3])]
    end = funnel(sheet, BOX, steps, "USD")
    assert end <= BOX[1] + BOX[3]
    assert "Qualify (4 deals) with 400 US dollars, Propose (1 deal) with 100" in drawn(sheet).alt


def test_a_funnel_of_nothing_draws_nothing(sheet: Sheet) -> None:
    assert funnel(sheet, BOX, [], "USD") == BOX[1]
    assert not sheet.root


@pytest.mark.parametrize("count", [1, 6, 14, 16])
def test_a_funnel_keeps_long_names_apart_and_in_its_box(sheet: Sheet, count: int) -> None:
    steps = [Step("A stage with a name of words " * 3, 9_999, 99_999_999_99, RAMP[1])] * count
    end = funnel(sheet, (500, 100, 246, 220), steps, "USD")
    assert end <= 320.1
    assert apart(sheet.boxes)
    assert all(box.left >= 500 and box.right <= 746.1 for box in sheet.boxes)
    assert all(box.top >= 100 and box.bottom <= 321 for box in sheet.boxes)


def test_won_and_lost_say_both_years(sheet: Sheet) -> None:
    pairs = [Pair("Q1 2021", 500_00, 100_00, (200_00, 0)), Pair("Q2 2021", 0, 0, (0, 0))]
    won_and_lost(sheet, BOX, pairs, "USD")
    figure = drawn(sheet)
    assert figure.data is not None
    assert [one.name for one in figure.data.series] == ["Won", "Lost"]
    assert [one.name for one in figure.data.levels] == ["Won a year before", "Lost a year before"]
    for told in ("500 US dollars", "100 US dollars", "200 US dollars"):
        assert told in figure.alt


def test_without_a_year_before_nothing_is_held_against_it(sheet: Sheet) -> None:
    won_and_lost(sheet, BOX, [Pair("Q1 2021", 500_00, 0)], "USD")
    assert "before" not in drawn(sheet).alt


@given(st.lists(st.tuples(money, money, st.none() | st.tuples(money, money)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_no_label_of_won_and_lost_meets_another(
    typesetter: Typesetter, values: list[tuple[int, int, tuple[int, int] | None]]
) -> None:
    sheet = Sheet(typesetter)
    pairs = [Pair(f"Q{at}", *value, note="1 won, 1 lost") for at, value in enumerate(values)]
    won_and_lost(sheet, BOX, pairs, "USD")
    assert apart(sheet.boxes)
    assert all(box.bottom <= BOX[1] + BOX[3] + 1 for box in sheet.boxes)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_a_day_stands_on_its_scale_wherever_it_is(one: date, other: date) -> None:
    first, last = sorted((one, other))
    span = Span(first, last, first)
    assert 0 <= span.at(one, 100) <= 100
    assert span.at(last + timedelta(days=1 if last < date.max else 0), 100) <= 100


@pytest.mark.parametrize(
    ("was", "now"),
    [(DAY, None), (None, DAY), (DAY, DAY + timedelta(30)), (DAY, DAY - timedelta(30)), (DAY, DAY)],
)
def test_an_arrow_is_drawn_inside_its_cell(
    sheet: Sheet, was: date | None, now: date | None
) -> None:
    span = Span(DAY - timedelta(60), DAY + timedelta(60), DAY)
    slip_arrow(sheet, 100, 50, 80, span, was, now)
    assert len(sheet.code) > 2
    assert not sheet.boxes


REASONS = st.lists(
    st.builds(Step, st.sampled_from(["Price", "No decision: put off", "x" * 80]),
              st.integers(1, 999), money, st.just(style.LOSSES)),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=40)
@given(REASONS, st.sampled_from(["USD", "CHF", "JPY"]))
def test_reasons_of_losses_stand_apart_within_their_room(
    typesetter: Typesetter, steps: list[Step], currency: str
) -> None:
    sheet, box = Sheet(typesetter), (300.0, 100.0, 202.0, 170.0)
    end = pareto(sheet, box, steps, currency)
    assert end <= box[1] + box[3]
    assert apart(sheet.boxes)
    for one in sheet.boxes:
        assert box[0] - 0.5 <= one.left < one.right <= box[0] + box[2] + 0.5
        assert box[1] <= one.bottom <= end + 2


@pytest.mark.parametrize(("count", "added"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_line_adds_the_reasons_up_where_they_are_some(
    sheet: Sheet, count: int, added: bool
) -> None:
    steps = [Step(f"Reason {n}", n, 100_00 * (9 - n), style.LOSSES) for n in range(1, count + 1)]
    pareto(sheet, (300.0, 100.0, 202.0, 170.0), steps, "USD")
    node = drawn(sheet)
    assert node.data is not None
    assert list(node.data.series[0].values) == [one.minor for one in steps]
    sums = [list(level.values) for level in node.data.levels]
    assert sums == ([[sum(s.minor for s in steps[: n + 1]) for n in range(count)]] if added else [])
    assert ("Together so far" in node.alt) is added
    assert "Reason 1 (1 deal) with 800 US dollars" in node.alt


@settings(max_examples=40)
@given(st.lists(st.tuples(money, money), min_size=8, max_size=8))
def test_eight_quarters_in_little_room_stand_apart(
    typesetter: Typesetter, found: list[tuple[int, int]]
) -> None:
    sheet = Sheet(typesetter)
    pairs = [Pair(f"Q{n % 4 + 1} 2021", won, lost, None, "12 won, 13 lost")
             for n, (won, lost) in enumerate(found)]  # fmt: skip
    won_and_lost(sheet, (40.0, 100.0, 325.0, 170.0), pairs, "CHF", 4)
    assert apart(sheet.boxes)
    assert max(one.bottom for one in sheet.boxes) <= 272
    assert not [one.text for one in sheet.boxes if "…" in one.text]
