"""Bullets, dots, portions and the strip of a year: their figures, words, and room for labels."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import style
from reports.charts_capability import (
    Bullet,
    Dot,
    Item,
    Lane,
    Portion,
    bullets,
    dot_plot,
    portions,
    strip_said,
    year_strip,
)
from reports.faces import Typesetter
from reports.page import blank
from reports.sheet import Box, Sheet
from reports.structure import Node
from tests.reports.facts_builder import DAY

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture(name="sheet")
def made() -> Sheet:
    return sheet_of()


def sheet_of() -> Sheet:
    import io

    return Sheet(Typesetter(blank(io.BytesIO(), (842, 595))._doc))


def drawn(sheet: Sheet) -> Node:
    [node] = sheet.root
    assert node.kind == "Figure"
    return node


def apart(boxes: list[Box]) -> None:
    for one, other in combinations(boxes, 2):
        beside = one.right <= other.left + 0.1 or other.right <= one.left + 0.1
        above = one.bottom <= other.top + 0.1 or other.bottom <= one.top + 0.1
        assert beside or above, (one.text, other.text)


def test_a_bullet_says_its_value_and_what_is_asked(sheet: Sheet) -> None:
    rows = [
        Bullet("Trained people", 7, [5, 10, 20], 1, "7 of 10", "gap"),
        Bullet("Custom", 3, (), 1, "3", deeper=True),
    ]
    end = bullets(sheet, 40, 100, 500, rows, ["Silver", "Gold", "Platinum"])
    node = drawn(sheet)
    assert node.alt == (
        "Bars: On record: Trained people with seven, Custom with three."
        " Asked: Trained people with 10, Custom with nothing known."
    )
    assert "gap" in sheet.marks
    assert end <= 100 + 10 + 2 * 21
    apart(sheet.boxes)


def test_bullets_of_a_program_without_targets_are_drawn_without_a_scale(sheet: Sheet) -> None:
    bullets(sheet, 40, 100, 500, [Bullet(LONG, 7, (), 0, "7")], ["One"])
    chart = drawn(sheet).data
    assert chart is not None
    assert not chart.levels
    apart(sheet.boxes)


@pytest.mark.parametrize("percent", [None, 0, 89, 90, 99, 100, 101, 2840])
def test_a_dot_never_leaves_its_axis_and_says_its_share(sheet: Sheet, percent: int | None) -> None:
    dot_plot(sheet, 40, 100, 500, [Dot(LONG, percent, "green")], 90, "Shares")
    said = [box.text for box in sheet.boxes]
    assert ("–" if percent is None else f"{percent:,}%") in said
    assert all(box.left > 39 and box.right < 541 for box in sheet.boxes)
    chart = drawn(sheet).data
    assert chart is not None
    assert chart.series[0].values == [percent]
    assert chart.targets == [("Target", 100)]
    apart(sheet.boxes)


def test_portions_know_the_year_before(sheet: Sheet) -> None:
    portions(sheet, 40, 100, 200, [Portion("All", 3, 4, (1, 2)), Portion(LONG, 0, 1)])
    chart = drawn(sheet).data
    assert chart is not None
    assert chart.series[0].values == [75, 0]
    assert chart.levels[0].values == [50, None]
    apart(sheet.boxes)


def test_a_strip_says_every_day_with_its_name() -> None:
    lanes = [Lane("Agreements", [Item(date(2022, 8, 31), "NDA")])]
    assert strip_said(DAY, lanes, ("Measured", date(2023, 1, 2))) == (
        "Year of 3 Jan 2022 to 8 Jan 2023. Agreements: 31 Aug 2022 NDA. Measured 2 Jan 2023."
    )


def test_a_strip_leaves_out_what_lies_outside_its_year(sheet: Sheet) -> None:
    lanes = [Lane("A", [Item(DAY + timedelta(days=800), "Late")]), Lane("B", [Item(DAY, "Now")])]
    year_strip(sheet, 40, 100, 700, DAY, lanes)
    chart = drawn(sheet).data
    assert chart is not None
    assert [series.name for series in chart.series] == ["B"]
    assert sum(value or 0 for value in chart.series[0].values) == 1


@settings(deadline=None, max_examples=60)
@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.lists(
        st.tuples(st.integers(0, 370), st.sampled_from(["NDA", LONG, "東京海上日動", "A, b"])),
        max_size=40,
    ),
    st.integers(0, 370),
)
def test_labels_of_a_year_never_collide(
    day: date, found: list[tuple[int, str]], level: int
) -> None:
    sheet = sheet_of()
    half = len(found) // 2
    items = [Item(day + timedelta(days=days), what, days % 2 == 0) for days, what in found]
    lanes = [Lane("People", items[:half]), Lane("Agreements", items[half:])]
    year_strip(sheet, 40, 100, 700, day, lanes, ("Measured", day + timedelta(days=level)))
    apart(sheet.boxes)
    assert all(box.left >= 39 and box.right <= 741 for box in sheet.boxes)


@pytest.mark.parametrize(("value", "filled"), [(0, False), (1, True)])
def test_nobody_fills_no_bar_even_where_the_lowest_tier_asks_for_none(
    sheet: Sheet, value: int, filled: bool
) -> None:
    bullets(sheet, 40, 100, 500, [Bullet("People", value, [0, 0, 9], 2, "")], ["A", "B", "C"])
    colour = " ".join(f"{int(style.ACCENT[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))
    assert (f"{colour} rg" in sheet.code) == filled
