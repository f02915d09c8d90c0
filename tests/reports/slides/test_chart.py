import io
import xml.etree.ElementTree as ET
import zipfile
from datetime import date
from typing import Any

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from reports.slides.book import workbook
from reports.slides.chart import Plan, Seen, fitted, plan_of
from reports.slides.chart_xml import chart_xml
from reports.slides.forms import cell_form, column_letter, compact_form, exact_form
from reports.structure import Chart, Series

DAY = date(2022, 1, 5)
QUARTERS = ["Q1", "Q2", "Q3"]


def plan(chart: Chart, *texts: str, width: float = 400, **seen: Any) -> Plan:
    return plan_of(chart, Seen(frozenset(texts), width=width, **seen))


def column(made: Plan, name: str):
    return next(one for one in made.columns if one.name == name)


def tags(xml: str) -> set[str]:
    return {node.tag.rpartition("}")[2] for node in ET.fromstring(xml).iter()}  # noqa: S314


def test_money_is_in_major_units_to_the_last_cent():
    made = plan(Chart("columns", QUARTERS, [Series("Wins", [1, 1_499_999_999, 250])], "USD"))
    assert column(made, "Wins").values == (0.01, 14_999_999.99, 2.5)
    made = plan(Chart("columns", QUARTERS, [Series("Wins", [1, 2, None])], "JPY"))
    assert column(made, "Wins").values == (1, 2, None)


def test_a_waterfall_stands_on_a_base_that_nobody_sees():
    chart = Chart("waterfall", ["Start", "Up", "Down", "End"], [Series("", [500, 300, -200, 600])])
    made = plan(chart)
    assert column(made, "Below").values == (0, 500, 600, 0)
    assert column(made, "Up").values == (500, 300, 0, 0)
    assert column(made, "Down").values == (0, 0, 200, 0)
    assert column(made, "Whole").values == (0, 0, 0, 600)
    assert column(made, "Top").values == (500, 800, 800, 600)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_the_steps_of_a_waterfall_end_where_the_whole_does(parts):
    names = [str(at) for at in range(len(parts) + 1)]
    made = plan(Chart("waterfall", names, [Series("", [*parts, sum(parts)])], "USD"))
    below, up = column(made, "Below").values, column(made, "Up").values
    assert below[len(parts) - 1] + up[len(parts) - 1] == pytest.approx(sum(parts) / 100)
    assert column(made, "Whole").values[-1] == sum(parts) / 100


def test_a_waterfall_below_nothing_is_plain_columns():
    chart = Chart("waterfall", ["A", "B", "End"], [Series("", [100, -300, -200])])
    assert plan(chart).kind == "columns"


def test_the_workbook_follows_the_amounts_that_are_typed_into_it():
    chart = Chart("waterfall", ["A", "B", "All"], [Series("", [100, 200, 300])], "USD")
    data = workbook(plan(chart), "USD", DAY)
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(
        "Figures"
    )
    rows = sheet.to_python()
    assert rows[0][:3] == ["", "Amount", "Below"]
    assert [row[0] for row in rows[1:]] == ["A", "B", "All"]
    assert [row[1] for row in rows[1:3]] == [1.0, 2.0]
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        text = file.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>SUM(B2:B3)</f>" in text
        assert "2022-01-05" in file.read("docProps/core.xml").decode()
        assert {entry.date_time[0] for entry in file.infolist()} == {1980}


def test_stacks_are_told_by_their_whole_which_follows_the_parts():
    chart = Chart("stacked", QUARTERS, [Series("A", [100, 200, 0]), Series("B", [50, 0, 0])], "USD")
    made = plan(chart, "$1", "$2", *QUARTERS)
    whole = column(made, "All")
    assert whole.values == (1.5, 2, 0)
    assert whole.formulas[0] == "=SUM(B2:C2)"
    assert whole.way == "sum"


def test_only_what_the_page_labels_has_a_label():
    chart = Chart("columns", QUARTERS, [Series("Wins", [150_000_000, 90_000_000, 10])], "USD")
    labels = column(plan(chart, "$1.5M"), "Wins").labels
    assert labels == {0: ""}
    assert column(plan(chart), "Wins").labels == {}


@pytest.mark.parametrize(
    ("minor", "room", "fixed"),
    [
        (14_999_999_99, 400, "$14,999,999"),
        (14_999_999_49, 400, ""),
        (15_000_000_00, 400, ""),
        (14_999_999_99, 24, "$14.9M"),
        (15_000_000_00, 24, ""),
        (14_950_000_00, 24, "$14.9M"),
    ],
)
def test_a_label_never_rounds_up_what_the_page_cuts_off(minor, room, fixed):
    from models.text import compact_money

    chart = Chart("columns", ["Q1"], [Series("Wins", [minor])], "USD")
    made = plan(chart, compact_money(minor, "USD"), width=room * 1.55)
    assert column(made, "Wins").labels == {0: fixed}


def test_targets_are_lines_named_where_nothing_is_in_the_way():
    chart = Chart("columns", QUARTERS, [Series("Wins", [900, 100, 100])], "USD", [("Gold", 800)])
    target = column(plan(chart, "Gold", height=150), "Gold")
    assert target.way == "target"
    assert target.values == (8, 8, 8)
    assert list(target.labels) == [1]
    assert "Gold" in target.labels[1]


def test_levels_are_marks_over_their_own_category():
    chart = Chart(
        "stacked", QUARTERS, [Series("A", [100, 200, 300])], "USD",
        levels=[Series("A year before", [50, None, 70])],
    )  # fmt: skip
    level = column(plan(chart), "A year before")
    assert (level.way, level.values) == ("level", (0.5, None, 0.7))


def test_columns_that_hang_are_below_nothing_and_say_no_sign():
    chart = Chart("columns", ["Q1"], [Series("Won", [500]), Series("Lost", [300])], "USD")
    made = plan(chart, "$5", "$3", down=frozenset({1}))
    assert column(made, "Lost").values == (-3,)
    assert column(made, "Lost").labels == {0: ""}
    assert column(made, "Lost").form == '"$"#,##0;"$"#,##0'
    narrow = plan(chart, "$5", "$3", down=frozenset({1}), width=8)
    assert column(narrow, "Lost").labels == {0: "$3"}


def test_bars_about_one_middle_are_pushed_there():
    chart = Chart("bars", ["A", "B"], [Series("Sum", [400, 100])], "USD")
    made = fitted(plan(chart), 0, 4, ("#000000", "#FFFFFF"), True)
    assert made.kind == "stacked_bars"
    assert made.columns[0].way == "base"
    assert made.columns[0].values == (0, 1.5)
    assert made.columns[1].values == (4, 1)


def test_kinds_become_the_elements_of_their_own_chart():
    chart = Chart("waterfall", ["A", "B"], [Series("", [1, 1])], "USD", [("Gold", 2)])
    assert {"barChart", "lineChart", "catAx", "valAx"} <= tags(chart_xml(plan(chart)))
    assert "lineChart" in tags(chart_xml(plan(Chart("line", QUARTERS, [Series("A", [1, 2, 3])]))))
    dots = Chart("dots", QUARTERS, [Series("A", [1, 2, 3]), Series("B", [3, 2, None])])
    assert "scatterChart" in tags(chart_xml(plan(dots)))
    lying = chart_xml(plan(Chart("stacked_bars", QUARTERS, [Series("A", [1, 2, 3])])))
    assert '<c:barDir val="bar"/>' in lying
    assert '<c:grouping val="stacked"/>' in lying


def test_a_legend_is_there_only_where_the_page_does_not_name_the_series():
    chart = Chart("columns", QUARTERS, [Series("A", [1, 2, 3]), Series("B", [3, 2, 1])])
    assert "legend" not in tags(chart_xml(plan(chart)))
    assert "legend" in tags(chart_xml(plan(chart, told=False)))


def test_names_and_formats_are_escaped():
    chart = Chart("columns", ['<&">'], [Series("</c:v>", [1])], "CHF")
    xml = chart_xml(plan(chart, '<&">'))
    assert "<&" not in xml
    assert "&lt;/c:v&gt;" in xml
    assert "&quot;CHF &quot;#,##0" in xml


@pytest.mark.parametrize(
    ("at", "letter"), [(0, "B"), (24, "Z"), (25, "AA"), (50, "AZ"), (51, "BA")]
)
def test_columns_have_the_letters_of_a_sheet(at, letter):
    assert column_letter(at) == letter


def test_formats_have_the_currency_and_its_decimals():
    assert exact_form("USD") == '"$"#,##0;-"$"#,##0'
    assert cell_form("USD") == '"$"#,##0.00;-"$"#,##0.00'
    assert cell_form("JPY") == '"¥"#,##0;-"¥"#,##0'
    assert cell_form("") == "General"
    assert "B" in compact_form("USD", 1e9)
    assert "B" not in compact_form("USD", 999_999_999)
