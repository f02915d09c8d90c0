"""The explorer shows a day of the window, moves along the year, and re-dates deals as one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.standing import partner_file
from tests.models.program.making import PARTNER, complete, deal
from tests.models.store.test_standing import put
from ui import theme
from ui.desk import Desk, Opened, Place
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.tcv import TcvTab

TODAY = date(2022, 8, 15)
MILLION = 100_000_000
STALE = deal("open", date(2022, 6, 30), 3 * MILLION, 1)
PASSED = deal("open", date(2022, 8, 1), 2 * MILLION, 1)
DUE = deal("open", date(2022, 11, 1), 7 * MILLION, 1)
BARE = deal("won", date(2021, 5, 1), MILLION)
THIS_YEAR = deal("won", date(2022, 2, 1), 8 * MILLION, 1)
# Ids as the product makes them have 63 bits.
STALE, PASSED, DUE, BARE, THIS_YEAR = (
    replace(found, id=found.id + 2**62) for found in (STALE, PASSED, DUE, BARE, THIS_YEAR)
)
DEALS = (STALE, PASSED, DUE, BARE, THIS_YEAR, deal("lost", date(2021, 6, 1), MILLION, 1))


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "window.alliance") as made:
        put(made, [complete(*DEALS)])
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    made = PartnerPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 780)
    made.show()
    desk.going.connect(made.visit)
    desk.lane.changed.connect(lambda _: made.refresh())
    return made


@pytest.fixture
def tab(page: PartnerPage) -> TcvTab:
    page.visit(Place("partner", PARTNER, "tcv"))
    found = page.current
    assert isinstance(found, TcvTab)
    return found


def shown(tab: TcvTab) -> list[int]:
    return [line.id for line in tab.deals.model.rows]


def test_the_tiles_tell_now_next_january_and_what_is_in_neither(tab: TcvTab) -> None:
    tiles = (tab.total, tab.ahead, tab.closed, tab.stale)
    assert [tile.accessibleName() for tile in tiles] == [
        "Aggregate TCV: $11,000,000, short, $4,000,000 short of Gold",
        "Next January, in 20 weeks: $15.0M, Gold, at risk, If 1 open deal closes",
        "Closed, not counted yet: $8,000,000, 1 deal for January 2023",
        "Lost to stale dates: $3,000,000, short, 1 open deal dated too early",
    ]


def test_the_deals_are_listed_by_group_and_found_by_what_they_are(tab: TcvTab) -> None:
    groups = [line.group for line in tab.deals.model.rows]
    assert groups == ["wins", "losses", "pipeline", "pipeline", "closed_this_year", "stale"]
    tab.deals.choose("stale")
    assert (shown(tab), tab.deals.title.text()) == ([STALE.id], "1 of 6 deals")
    tab.deals.choose("no_services")
    assert shown(tab) == [BARE.id]
    tab.deals.choose("")
    assert tab.deals.title.text() == "6 deals"


def test_the_reason_takes_the_room_that_no_other_column_needs(tab: TcvTab) -> None:
    view, model = tab.deals.view, tab.deals.model
    for at, column in enumerate(model.columns):
        if column.name not in ("name", "why"):
            wanted = max(view.width_for(column, row) for row in model.rows)
            assert wanted <= view.columnWidth(at) <= 178, column.title
    assert view.columnWidth(len(model.columns) - 1) >= 200


def test_a_note_leads_to_its_deals(tab: TcvTab, qtbot: QtBot) -> None:
    [row] = [row for row in tab.notes.rows if row.note.key == "passed"]
    qtbot.mouseClick(row.show_button, Qt.MouseButton.LeftButton)
    assert shown(tab) == [PASSED.id]
    assert tab.deals.strip.current == "passed"


def test_another_day_of_the_year_shows_its_own_window(tab: TcvTab) -> None:
    tab.show_day(date(2022, 1, 5))
    assert tab.drawn.title.text() == "The window on 5 Jan 2022"
    assert tab.total.accessibleName() == (
        "Aggregate TCV on 5 Jan 2022: $14,000,000, short, $1,000,000 short of Gold"
    )
    assert "closed_later" in {line.group for line in tab.deals.model.rows}
    tab.drawn.back.click()
    assert tab.drawn.day == TODAY
    assert tab.drawn.back.isHidden()


def test_the_keys_move_the_day_and_go_from_step_to_step(tab: TcvTab, qtbot: QtBot) -> None:
    tab.drawn.show_as("days")
    chart = tab.drawn.days
    for key, day in (
        (Qt.Key.Key_Right, TODAY + timedelta(days=1)),
        (Qt.Key.Key_PageDown, date(2022, 10, 1)),
        (Qt.Key.Key_PageDown, date(2023, 1, 1)),
        (Qt.Key.Key_PageUp, date(2022, 10, 1)),
        (Qt.Key.Key_PageUp, date(2022, 7, 1)),
        (Qt.Key.Key_Left, date(2022, 6, 30)),
        (Qt.Key.Key_Home, date(2022, 1, 1)),
        (Qt.Key.Key_Left, date(2022, 1, 1)),
        (Qt.Key.Key_End, date(2023, 1, 31)),
        (Qt.Key.Key_Escape, TODAY),
    ):
        qtbot.keyClick(chart, key)
        assert (chart.day, tab.drawn.day) == (day, day)
    assert chart.accessibleName() == "Aggregate TCV day by day: 15 Aug 2022, $11,000,000"


def test_a_click_on_the_line_stands_on_that_day(tab: TcvTab, qtbot: QtBot) -> None:
    tab.drawn.show_as("days")
    chart = tab.drawn.days
    spot = QPoint(round(chart.x_of(date(2022, 4, 1))), 60)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert abs((tab.drawn.day - date(2022, 4, 1)).days) <= 1


def test_the_list_of_steps_moves_the_day_and_follows_it(tab: TcvTab, qtbot: QtBot) -> None:
    tab.drawn.show_as("days")
    steps = tab.drawn.steps
    assert [row.id for row in steps.rows] == [
        date(2022, 1, 1), date(2022, 7, 1), date(2022, 10, 1), date(2023, 1, 1),
    ]  # fmt: skip
    tab.drawn.step_view.opened.emit(date(2023, 1, 1))
    assert tab.drawn.day == date(2023, 1, 1)
    tab.show_day(date(2022, 8, 1))
    assert tab.drawn.step_view.current_id() == date(2022, 7, 1)
    assert tab.drawn.words.text().startswith("Since 1 Jul 2022: The window moves on")


def test_every_deal_of_the_drawing_can_be_walked_to_and_opened(
    tab: TcvTab, page: PartnerPage, qtbot: QtBot
) -> None:
    chart = tab.drawn.quarters
    seen = set()
    for _ in range(len(DEALS) + 1):
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            qtbot.keyClick(chart, key)
            seen.add(tab.deals.view.current_id())
    assert seen == {known.id for known in DEALS}
    assert "$7,000,000: open in the window" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert page.place.tab == "deals"


def test_what_is_under_the_pointer_is_told_and_a_click_selects_it(
    tab: TcvTab, qtbot: QtBot
) -> None:
    chart = tab.drawn.quarters
    [spot] = [spot for spot in chart.spots() if spot.mark.id == STALE.id]
    middle = spot.box.center().toPoint()
    qtbot.mouseMove(chart, middle)
    chart.mouseMoveEvent(_move(middle))
    assert tab.drawn.words.text() == "Deal 300000000, $3,000,000: dated before the window"
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle)
    assert tab.deals.view.selected_ids() == [STALE.id]


def test_small_deals_that_are_drawn_as_one_are_selected_together(
    tab: TcvTab, page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    small = [
        Deal(800 + n, PARTNER, f"Small {n}", close_date=TODAY, partner_minor=9, tcv_minor=9)
        for n in range(3)
    ]
    with portfolio.change("Add"):
        for one in small:
            records.add(portfolio, one)
    page.refresh()
    chart = tab.drawn.quarters
    [spot] = [spot for spot in chart.spots() if not spot.mark.id]
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot.box.center().toPoint())
    assert sorted(tab.deals.view.selected_ids()) == [one.id for one in small]
    assert tab.deals.strip.current == "pipeline"


def _move(spot: QPoint) -> Any:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    none = Qt.MouseButton.NoButton
    return QMouseEvent(
        QEvent.Type.MouseMove, QPointF(spot), QPointF(spot), none, none,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip


def test_stale_deals_get_another_date_as_one_change_that_is_taken_back(
    tab: TcvTab, portfolio: Portfolio, desk: Desk
) -> None:
    window, explored = tab.window_, tab.explored
    assert window is not None
    assert explored is not None
    tab.redating._asked = ((STALE.id, PASSED.id), window, explored.timeline)
    tab.redating.propose(date(2022, 12, 1))
    bar = tab.proposal
    assert bar.sentence == "Expect 2 deals on 1 Dec 2022?"
    assert bar.accessibleName().endswith(
        "The Aggregate TCV of 15 Aug 2022 would be $14,000,000 in place of $11,000,000: enough for"
        " Silver."
    )
    tab.redating.apply()
    found = {d.id: d.close_date for d in records.find(portfolio, Deal)}
    assert found[STALE.id] == found[PASSED.id] == date(2022, 12, 1)
    assert tab.stale.value == "$0"
    assert bar.isHidden()
    desk.lane.undo()
    assert records.get(portfolio, Deal, STALE.id).close_date == date(2022, 6, 30)
    assert tab.stale.value == "$3,000,000"


def test_only_open_deals_get_another_date(tab: TcvTab, desk: Desk) -> None:
    said: list[Any] = []
    desk.problem.connect(lambda *words: said.append(words))
    tab.deals.view.select_ids([BARE.id], BARE.id)
    assert not tab.deals.redate_button.isEnabled()
    tab._redate([BARE.id], tab)
    assert said[0][0] == "Only open deals get another expected date."


def test_what_may_not_be_written_offers_no_other_date(page: PartnerPage, desk: Desk) -> None:
    desk.opened = Opened(path=Path("x"), name="x", read_only=True)
    page.visit(Place("partner", PARTNER, "tcv"))
    tab = page.current
    assert isinstance(tab, TcvTab)
    assert all(row.date_button.isHidden() for row in tab.notes.rows)
    assert "Re-date…" not in [action.text() for action in tab.menu().actions()]


def test_the_deals_on_show_are_copied_with_headings(tab: TcvTab, qapp: object) -> None:
    tab.deals.choose("stale")
    tab.copy()
    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[:4] == ["Deal", "In the window", "Close date", "TCV"]
    assert row.split("\t")[1:4] == ["Dated before the window", "2022-06-30", "3000000.00"]


def test_enter_on_a_deal_leads_to_where_it_is_edited(tab: TcvTab, page: PartnerPage) -> None:
    tab.deals.view.opened.emit(DUE.id)
    assert page.place.tab == "deals"


def test_a_partner_without_deals_is_offered_one(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Partner(99, "Empty"))
    page.visit(Place("partner", 99, "tcv"))
    tab = page.current
    assert isinstance(tab, TcvTab)
    assert tab._faces.currentIndex() == 1
    tab._empty.primary_clicked.emit()
    assert page.place.tab == "deals"


def test_a_day_that_cannot_be_projected_says_so_in_place_of_the_window(
    page: PartnerPage, desk: Desk
) -> None:
    desk.set_as_of(date(9998, 12, 31))
    page.visit(Place("partner", PARTNER, "tcv"))
    tab = page.current
    assert isinstance(tab, TcvTab)
    assert tab._faces.currentIndex() == 1
    assert tab._empty._sentence.text().endswith("is beyond what can be measured.")
    desk.set_as_of(None)
    page.refresh()
    assert tab._faces.currentIndex() == 0


def test_the_day_is_kept_over_a_change_and_left_with_the_partner(
    tab: TcvTab, page: PartnerPage, portfolio: Portfolio
) -> None:
    with portfolio.change("Add"):
        records.add(portfolio, Partner(99, "Other"))
        records.add(portfolio, Deal(990, 99, "One", close_date=TODAY, tcv_minor=1))
    tab.show_day(date(2022, 3, 1))
    tab.deals.choose("stale")
    page.refresh()
    assert (tab.drawn.day, tab.deals.strip.current) == (date(2022, 3, 1), "")
    page.visit(Place("partner", 99, "tcv"))
    assert tab.drawn.day == TODAY


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [(1200, 780), (560, 480)])
def test_it_paints_in_both_themes_wide_and_narrow(
    tab: TcvTab, page: PartnerPage, qapp: Any, mode: Any, size: tuple[int, int]
) -> None:
    theme.apply(qapp, mode)
    page.resize(*size)
    for face in ("quarters", "days"):
        tab.drawn.show_as(face)
        assert not page.grab().isNull()


def test_everything_that_takes_the_keyboard_has_a_name(tab: TcvTab) -> None:
    stops = [
        widget
        for widget in tab.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not widget.isHidden()
    ]
    own = [widget for widget in stops if not type(widget).__name__.startswith("Q")]
    assert own == []


def test_an_amount_in_a_currency_without_a_rate_is_told_as_it_was_typed(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    with portfolio.change("Add"):
        records.add(
            portfolio,
            Deal(991, PARTNER, "Euros", close_date=TODAY, partner_minor=100, tcv_minor=100,
                 currency="EUR"),
        )  # fmt: skip
    page.visit(Place("partner", PARTNER, "tcv"))
    tab = page.current
    assert isinstance(tab, TcvTab)
    [line] = [line for line in tab.deals.model.rows if line.id == 991]
    [column] = [column for column in tab.deals.model.columns if column.title == "TCV"]
    assert column.shown(line) == "€1"


def test_the_total_of_the_explorer_is_the_decision_s(tab: TcvTab, portfolio: Portfolio) -> None:
    file = partner_file(portfolio, PARTNER, TODAY)
    assert tab.window_ is not None
    assert tab.window_.tcv == file.decision.tcv
