import io

import pytest

from reports import style
from reports.faces import Typesetter
from reports.page import blank
from reports.sheet import Sheet
from reports.slides.chart import Seen, plan_of
from reports.slides.dots import dots_of, squeezed
from reports.slides.fit import Fit, fit_of, framed
from reports.slides.picture import is_drawn_so
from reports.slides.shapes import nodes, shapes_of
from reports.structure import Chart, Series


def test_a_frame_holds_all_of_its_bars():
    fit = Fit((0.1, 0.2, 0.9, 1.0), 20, 0, 1, frozenset())
    frame, inner = framed(fit, (100, 100, 200, 200))
    assert frame == (100, 100, 200, 220)
    assert inner == pytest.approx((0.1, 20 / 120, 0.9, 100 / 120))


def test_a_scale_that_holds_more_draws_what_the_page_has_nearer():
    fit = Fit((0, 0, 1, 1), -1, 0, 200, frozenset(), squeeze=(100, 300, 0.5))
    assert squeezed(fit, 300, 300) == (200, 200)
    assert squeezed(fit, 100, 100) == (100, 100)
    assert squeezed(fit, 40, 50) == (40, 50)
    assert squeezed(fit._replace(squeeze=(100, 300, 1)), 300, 300) == (300, 300)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(Typesetter(blank(io.BytesIO(), (841.89, 595.28))._doc))


def fit_and_plan(sheet: Sheet, chart: Chart):
    node = next(node for node in nodes(sheet.root) if node.data is chart)
    shapes = [shape for shape in shapes_of(sheet) if shape.node is node]
    made = plan_of(chart, Seen(height=50))
    return fit_of(node, chart, made, shapes), made


def test_lying_bars_are_on_the_scale_of_the_page(sheet):
    chart = Chart(
        "stacked_bars", [""], [Series("A", [400_00], "#0F4C81")], "USD", [("Gold", 800_00)]
    )
    with sheet.figure("Bar", (100, 100, 300, 130), chart):
        sheet.rect(100, 110, 200, 16, style.TRACK)
        sheet.rect(100, 110, 80, 16, "#0F4C81")
    fit, _ = fit_and_plan(sheet, chart)
    assert fit.high == pytest.approx(1000)
    assert fit.inner == pytest.approx((0, 1 / 3, 1, 16 / 30), abs=0.001)


def test_bars_on_scales_of_their_own_are_left_as_they_are_drawn(sheet):
    chart = Chart("bars", ["A", "B"], [Series("On record", [5, 5], "#0F4C81")])
    with sheet.figure("Bars", (100, 100, 300, 150), chart):
        for top, wide in ((110, 50), (130, 150)):
            sheet.rect(100, top, 200, 8, style.TRACK)
            sheet.rect(100, top, wide, 8, "#0F4C81")
        sheet.rect(180, 108, 1.8, 12, style.INK)
    fit, made = fit_and_plan(sheet, chart)
    shapes = shapes_of(sheet)
    assert fit is None
    assert not is_drawn_so(chart, made.seen, shapes)


def test_a_small_line_is_where_its_points_are(sheet):
    chart = Chart("line", ["A", "B", "C"], [Series("Rate", [10, 30, 20], "#0F4C81")])
    with sheet.figure("Line", (100, 100, 200, 140), chart):
        sheet.polyline([(110, 130), (145, 110), (180, 120)], "#0F4C81")
    fit, _ = fit_and_plan(sheet, chart)
    assert fit.inner == pytest.approx((0.1, 0, 0.7, 1))
    assert (fit.low, fit.high) == pytest.approx((0, 40))


def test_a_funnel_stands_about_its_middle(sheet):
    chart = Chart("bars", ["A", "B"], [Series("Sum", [400, 100], "#0F4C81")], "USD")
    with sheet.figure("Funnel", (100, 100, 300, 150), chart):
        sheet.rect(150, 105, 100, 12, "#0C2D4D")
        sheet.rect(187.5, 130, 25, 12, "#A9C3DF")
    fit, _ = fit_and_plan(sheet, chart)
    assert fit.middle
    assert fit.tints == ("#0C2D4D", "#A9C3DF")
    assert fit.high == pytest.approx(4)


@pytest.mark.parametrize(("value", "high"), [(70, 100), (97, 100), (240, 247.2)])
def test_dots_stand_on_the_scale_of_the_page_or_on_one_that_holds_them(sheet, value, high):
    chart = Chart("dots", ["A", "B"], [Series("Share", [value, 50])], targets=[("Target", 100)])
    with sheet.figure("Dots", (100, 100, 400, 160), chart) as node:
        for percent in (0, 50, 100):
            sheet.text(200 + 1.5 * percent, 158, f"{percent}%", style.NOTE, align=0.5)
        for row, name in ((120, "A"), (139, "B")):
            sheet.text(100, row + 2.8, name, style.BODY)
            sheet.polygon([(250, row - 4), (254, row), (250, row + 4), (246, row)], style.GAP)
    texts = [box for box in sheet.boxes if box.node is node]
    made = plan_of(chart, Seen(frozenset(box.text for box in texts), height=50))
    fit = dots_of(node, chart, made, shapes_of(sheet), texts)
    assert fit is not None
    assert fit.low == 0
    assert fit.high == pytest.approx(high)
    assert fit.symbols == ("diamond", "diamond")
    assert fit.tints == (style.GAP, style.GAP)
    assert squeezed(fit, 350, 350)[0] == pytest.approx(200 + 150 * 100 / high)


def test_bars_near_the_top_of_their_picture_are_one_chart_above_every_ground(sheet):
    colour = style.MET
    chart = Chart("stacked_bars", ["Host", "Partner"], [Series("Done", [2, 1], colour)])
    with sheet.figure("Bars", (100, 100, 300, 154), chart):
        for top in (102, 132):
            sheet.rect(100, top, 200, 15, style.PANEL)
        for top, wide in ((102, 200), (132, 100)):
            sheet.rect(100, top, wide, 15, colour)
    fit, _ = fit_and_plan(sheet, chart)
    assert fit is not None
    assert fit.inner[1] < 0  # half of the gap between two bars stands above the picture
    assert (fit.high, fit.cut) == (pytest.approx(2), 2)
