"""The matrix of benefits shows what is due, logs for one or many, and takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from models.benefit_event import BenefitEvent
from models.deal import Deal
from models.ids import new_id
from models.partner import Agreement, Grant, Partner
from models.program import loading
from models.store import benefits, records
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_program, choose_reading
from ui import theme
from ui.desk import Desk, Opened, Place
from ui.pages.benefits import BenefitsPage
from ui.pages.benefits_filter import LATE, NO_TIER, OPEN, WARNED
from ui.pages.benefits_log import LogDialog
from ui.pages.benefits_shapes import SHAPE, legend
from ui.pages.benefits_table import FIRST
from ui.tables.model import Roles

TODAY = date(2026, 11, 24)
YEAR = TODAY.year
START = date(2021, 3, 1)
NAMES = {"Ash": "platinum", "Birch": "gold", "Cedar": "silver", "Dogwood": "silver", "Elm": ""}


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "benefits.alliance") as made:
        yield made


@pytest.fixture
def filled(portfolio: Portfolio) -> Portfolio:
    with portfolio.change("Add partners"):
        for name, tier in NAMES.items():
            partner = Partner(new_id(), name, "Europe", invited_on=START,
                              invitation_accepted_on=START)  # fmt: skip
            records.add(portfolio, partner)
            records.add(portfolio, Agreement(new_id(), partner.id, "program_agreement", START))
            if tier:
                day = date(YEAR, 1, 1)
                records.add(portfolio, Grant(new_id(), partner.id, tier, "assessment", day))
        won = date(YEAR, 5, 1)
        cedar = key_of(portfolio, "Cedar")
        records.add(portfolio, Deal(new_id(), cedar, "Contoso SIEM", status="won", close_date=won))
    return portfolio


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, filled: Portfolio) -> BenefitsPage:
    return shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk) -> BenefitsPage:
    made = BenefitsPage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    made.visit(Place("benefits"))
    return made


def key_of(portfolio: Portfolio, name: str) -> int:
    (found,) = records.find(portfolio, Partner, name=name)
    return found.id


def names(page: BenefitsPage) -> list[str]:
    assert page.model is not None
    return [row.name for row in page.model.rows]


def column_of(page: BenefitsPage, benefit: str) -> int:
    assert page.model is not None
    return FIRST + [b.id for b in page.model.benefits].index(benefit)


def put(page: BenefitsPage, name: str, benefit: str) -> None:
    """Put the cursor on a cell, and select its row alone."""
    assert page.model is not None
    assert page.view is not None
    index = page.model.index(names(page).index(name), column_of(page, benefit))
    page.view.setCurrentIndex(index)


def select(page: BenefitsPage, *chosen: str) -> None:
    assert page.model is not None
    assert page.view is not None
    ids = [row.id for row in page.model.rows if row.name in chosen]
    page.view.select_ids(ids)


def cell(page: BenefitsPage, name: str, benefit: str, role: int) -> Any:
    assert page.model is not None
    index = page.model.index(names(page).index(name), column_of(page, benefit))
    return page.model.data(index, role)


def dialog_of(page: BenefitsPage) -> LogDialog:
    assert page.changes.dialog is not None
    return page.changes.dialog


def events(portfolio: Portfolio) -> list[BenefitEvent]:
    return records.find(portfolio, BenefitEvent)


def press(qtbot: QtBot, page: BenefitsPage, key: Qt.Key) -> None:
    assert page.view is not None
    qtbot.keyClick(page.view, key)


def test_the_model_is_sound(page: BenefitsPage, qtmodeltester: Any) -> None:
    qtmodeltester.check(page.model)


@pytest.mark.clause("C079")
def test_whoever_holds_a_tier_is_there_with_what_is_due(page: BenefitsPage) -> None:
    assert names(page) == ["Ash", "Birch", "Cedar", "Dogwood"]
    assert page.header.sub == "4 partners  ·  0 of 9 due delivered  ·  9 open"
    assert cell(page, "Ash", "workshop", Qt.ItemDataRole.DisplayRole) == "Nothing due"
    assert cell(page, "Cedar", "win_wire", Qt.ItemDataRole.DisplayRole) == "Due"
    said = cell(page, "Cedar", "workshop", Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Workshop or advisory council: Not included"


def test_the_head_has_short_names_and_its_tip_the_totals(page: BenefitsPage) -> None:
    assert page.model is not None
    at = column_of(page, "roadmap_overview")
    across = Qt.Orientation.Horizontal
    assert page.model.headerData(at, across) == "Roadmap overviews"
    tip = page.model.headerData(at, across, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Roadmap overviews and planning (C084)\n0 of 2 due delivered  ·  2 open"


def test_no_two_states_share_a_shape(page: BenefitsPage) -> None:
    for over in (False, True):
        icons = [icon for icon, _, _ in legend(over=over)]
        assert len(set(icons)) == len(icons)
    assert len(SHAPE) == 7


@pytest.mark.parametrize(
    ("key", "event"),
    [
        (Qt.Key.Key_I, "invited"),
        (Qt.Key.Key_A, "accepted"),
        (Qt.Key.Key_N, "declined"),
        (Qt.Key.Key_P, "promised"),
        (Qt.Key.Key_D, "delivered"),
        (Qt.Key.Key_Return, "invited"),
    ],
)
def test_a_letter_asks_for_its_event_and_enter_for_what_comes_next(
    page: BenefitsPage, portfolio: Portfolio, qtbot: QtBot, key: Qt.Key, event: str
) -> None:
    put(page, "Birch", "workshop")
    press(qtbot, page, key)
    dialog = dialog_of(page)
    assert (dialog.benefit.current, dialog.event_choice.current) == ("workshop", event)
    dialog.note.setPlainText("By telephone")
    dialog.keep.click()
    (made,) = events(portfolio)
    assert (made.partner_id, made.event, made.note) == (
        key_of(portfolio, "Birch"), event, "By telephone",
    )  # fmt: skip
    assert (made.on_date, made.year) == (TODAY, YEAR)


def test_a_letter_and_enter_are_enough(
    page: BenefitsPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    put(page, "Ash", "roadmap_overview")
    press(qtbot, page, Qt.Key.Key_D)
    qtbot.keyClick(dialog_of(page).benefit, Qt.Key.Key_Return)
    assert [event.event for event in events(portfolio)] == ["delivered"]


def test_arrows_go_from_cell_to_cell(page: BenefitsPage, qtbot: QtBot) -> None:
    assert page.view is not None
    put(page, "Ash", "workshop")
    press(qtbot, page, Qt.Key.Key_Right)
    press(qtbot, page, Qt.Key.Key_Down)
    assert page.view.benefit is not None
    assert page.view.benefit.id == "executive_business_review"
    assert page.view.current_id() == page.view.matrix.rows[1].id


@pytest.mark.clause("C085")
def test_a_wire_for_several_partners_is_one_step(
    page: BenefitsPage, portfolio: Portfolio, desk: Desk
) -> None:
    told: list[Any] = []
    desk.toasting.connect(lambda *words: told.append(words))
    select(page, "Ash", "Birch", "Cedar")
    assert not page.bulk.isHidden()
    assert page.view is not None
    assert page.found is not None
    wires = next(b for b in page.found.benefits if b.id == "win_wire")
    page.log_as("delivered", wires)
    dialog_of(page).keep.click()
    assert len(events(portfolio)) == 3
    assert portfolio.can_undo() == "Log win wires delivered for 3 partners"
    assert told == [("Win wires delivered: 3 partners", True)]
    assert cell(page, "Cedar", "win_wire", Qt.ItemDataRole.DisplayRole) == "Delivered"
    desk.lane.undo()
    assert events(portfolio) == []
    assert cell(page, "Cedar", "win_wire", Qt.ItemDataRole.DisplayRole) == "Due"


@pytest.mark.clause("C088")
def test_what_is_not_included_is_warned_about_before_and_after(page: BenefitsPage) -> None:
    select(page, "Birch", "Cedar", "Dogwood")
    assert page.found is not None
    sponsoring = next(b for b in page.found.benefits if b.id == "event_sponsorship")
    page.log_as("delivered", sponsoring)
    dialog = dialog_of(page)
    assert dialog.warning.text() == ("Not included for 2 of them (Silver): logged with a warning.")
    dialog.keep.click()
    assert page.found.totals.warnings == 3
    page.filter.by_state.set_chosen({WARNED})
    page.filter.changed.emit()
    assert names(page) == ["Birch", "Cedar", "Dogwood"]


def test_filters_by_tier_state_and_benefit_go_together(page: BenefitsPage) -> None:
    page.filter.tier.set_chosen({"silver"})
    page.filter.by_state.set_chosen({OPEN})
    page.filter.changed.emit()
    assert names(page) == ["Cedar"]
    page.filter.tier.set_chosen({NO_TIER})
    page.filter.by_state.set_chosen(())
    page.filter.changed.emit()
    assert names(page) == ["Elm"]
    page.filter.tier.set_chosen(())
    page.filter.by_state.set_chosen({"not_included"})
    page.filter.benefit.set_chosen({"roadmap_overview"})
    page.filter.changed.emit()
    assert names(page) == []
    assert page._faces.currentWidget() is page.no_match
    page.no_match.primary_clicked.emit()
    assert names(page) == ["Ash", "Birch", "Cedar", "Dogwood"]
    page.filter.search.setText("bir")
    assert names(page) == ["Birch"]


def test_columns_sort_by_state(page: BenefitsPage) -> None:
    assert page.view is not None
    at = column_of(page, "win_wire")
    page.view.sortByColumn(at, Qt.SortOrder.AscendingOrder)
    assert names(page)[0] == "Cedar"
    page.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert names(page)[:2] == ["Ash", "Birch"]


def test_it_is_copied_with_full_headings_and_states(page: BenefitsPage) -> None:
    select(page, "Ash", "Cedar")
    page.copy_selected()
    head, ash, cedar = (
        line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()
    )
    assert head[:5] == ["Partner", "Tier", "Done", "Late", "Executive sponsor at the host"]
    assert ash[:5] == ["Ash", "Platinum", "0 of 5", "", "Due"]
    assert cedar[column_of(page, "win_wire")] == "Due"


def test_an_earlier_year_is_judged_at_its_end(page: BenefitsPage, portfolio: Portfolio) -> None:
    assert page.found is not None
    assert page.found.years == (YEAR,)
    with portfolio.change("Grant"):
        birch = key_of(portfolio, "Birch")
        records.add(
            portfolio,
            Grant(new_id(), birch, "gold", "assessment", date(2025, 1, 1), date(2025, 12, 31)),
        )
    page.refresh()
    page.filter.year.chosen.emit(2025)
    assert (page.found.year, names(page)) == (2025, ["Birch"])
    words = [word for _, _, word in legend(over=True)]
    assert "Owed and not delivered" in words


@pytest.mark.clause("A12")
def test_another_reading_or_program_brings_its_own_columns(page: BenefitsPage, desk: Desk) -> None:
    assert page.model is not None
    assert page.model.columnCount() == FIRST + 9
    desk.lane.write("Read", lambda p: choose_reading(p, "A12", "on", TODAY))
    assert page.model.columnCount() == FIRST + 10
    assert names(page) == ["Ash", "Birch", "Cedar", "Dogwood"]
    example = next(p.name for p in loading.programs() if p.example)
    desk.lane.write("Choose", lambda p: choose_program(p, example))
    assert page.found is not None
    assert page.found.terms.program == example
    assert page.model.columnCount() == FIRST + len(page.found.benefits)


def test_it_is_shown_as_it_was_left(qtbot: QtBot, desk: Desk, page: BenefitsPage) -> None:
    assert page.view is not None
    page.filter.tier.set_chosen({"silver"})
    page.filter.changed.emit()
    page.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    page.leave()
    again = shown(qtbot, desk)
    assert names(again) == ["Dogwood", "Cedar"]
    assert again.filter.words() == "Tier: Silver"


def test_a_partner_leads_to_its_own_benefits(page: BenefitsPage, desk: Desk) -> None:
    went: list[Place] = []
    desk.going.connect(went.append)
    assert page.view is not None
    row = page.view.matrix.rows[2]
    page.view.opened.emit(row.id)
    assert went == [Place("partner", row.id, "benefits")]
    assert desk.partner_order == tuple(r.id for r in page.view.matrix.rows)


def test_without_partners_or_tiers_it_says_so(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = shown(qtbot, desk)
    assert page._faces.currentWidget() is page.empty
    assert page.empty._sentence.text() == "No partners yet"
    with portfolio.change("Add"):
        records.add(portfolio, Partner(new_id(), "Elm"))
    page.refresh()
    assert page.empty._sentence.text() == f"No tier is granted for {YEAR} yet"
    assert not page.log_button.isEnabled()
    page.log_next()
    assert page.changes.dialog is None


def test_a_day_before_the_program_has_a_way_back(page: BenefitsPage, desk: Desk) -> None:
    desk.set_as_of(date(2019, 5, 1))
    assert page._faces.currentWidget() is page.empty
    assert not page.message.isHidden()
    page.empty.primary_clicked.emit()
    assert desk.as_of == TODAY
    assert names(page) == ["Ash", "Birch", "Cedar", "Dogwood"]


def test_nothing_is_logged_in_a_portfolio_that_is_open_read_only(
    page: BenefitsPage, desk: Desk, portfolio: Portfolio, qtbot: QtBot
) -> None:
    desk.opened = Opened(path=portfolio.path, name="Benefits", read_only=True)
    put(page, "Ash", "workshop")
    press(qtbot, page, Qt.Key.Key_I)
    assert page.changes.dialog is None
    assert not any(c.enabled() for c in page.commands() if c.id.startswith("log_"))


def test_a_day_to_come_or_no_day_is_refused_where_it_was_typed(
    page: BenefitsPage, portfolio: Portfolio
) -> None:
    put(page, "Ash", "workshop")
    page.log_next()
    dialog = dialog_of(page)
    for typed, words in (("3/4/2026", "3 Apr 2026 or 4 Mar 2026"), ("1 Jan 2099", "still to come")):
        dialog.on_date.setText(typed)
        dialog.keep.click()
        assert words in dialog.problem.text()
    assert events(portfolio) == []
    dialog.on_date.setText("yesterday")
    dialog.keep.click()
    assert [event.on_date for event in events(portfolio)] == [TODAY - timedelta(days=1)]


def test_a_promise_is_logged_with_the_day_it_is_due(
    page: BenefitsPage, portfolio: Portfolio
) -> None:
    put(page, "Ash", "workshop")
    page.log_as("promised")
    dialog = dialog_of(page)
    assert not dialog.due_on.isHidden()
    dialog.on_date.setText("1 Nov 2026")
    dialog.note.setPlainText("For the council")
    for typed, words in (("soonish", "soonish is no day"), ("31 Oct 2026", "before the promise")):
        dialog.due_on.setText(typed)
        dialog.keep.click()
        assert words in dialog.problem.text()
        assert (dialog.due_on.text(), dialog.note.toPlainText()) == (typed, "For the council")
    dialog.due_on.setText("23 Nov 2026")
    dialog.keep.click()
    (entry,) = events(portfolio)
    assert entry.due_on == date(YEAR, 11, 23)
    assert cell(page, "Ash", "workshop", Qt.ItemDataRole.DisplayRole).startswith("Late since")


def test_what_was_typed_is_not_lost_by_one_press_of_escape(
    page: BenefitsPage, qtbot: QtBot
) -> None:
    put(page, "Ash", "workshop")
    page.log_as("promised")
    dialog = dialog_of(page)
    dialog.note.setPlainText("x" * 5_000)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" in dialog.problem.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    page.log_as("promised")
    untouched = dialog_of(page)
    qtbot.keyClick(untouched, Qt.Key.Key_Escape)
    assert not untouched.isVisible()


def test_only_a_promise_is_asked_for_a_due_date(page: BenefitsPage, portfolio: Portfolio) -> None:
    put(page, "Ash", "workshop")
    page.log_as("promised")
    dialog = dialog_of(page)
    dialog.due_on.setText("24 Dec 2026")
    dialog.event_choice.set_current("invited")
    dialog._fit()
    assert dialog.due_on.isHidden()
    dialog.keep.click()
    assert [event.due_on for event in events(portfolio)] == [None]


def test_overdue_promises_are_found_sorted_and_copied(
    page: BenefitsPage, portfolio: Portfolio
) -> None:
    for name, due in (("Birch", TODAY), ("Cedar", TODAY - timedelta(days=1))):
        benefits.log(
            portfolio, [key_of(portfolio, name)], "win_wire", YEAR, "promised",
            date(YEAR, 6, 1), today=TODAY, due_on=due,
        )  # fmt: skip
    page.refresh()
    assert page.view is not None
    assert "1 late" in page._head_words(page.found, 4)  # type: ignore[arg-type]
    page.view.sortByColumn(FIRST - 1, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "Cedar"
    page.view.sortByColumn(column_of(page, "win_wire"), Qt.SortOrder.AscendingOrder)
    assert names(page)[0] == "Cedar"
    page.filter.by_state.set_chosen({LATE})
    page.filter.changed.emit()
    assert names(page) == ["Cedar"]
    select(page, "Cedar")
    page.copy_selected()
    assert "Late since 23 Nov 2026" in QGuiApplication.clipboard().text()


@pytest.mark.clause("C086")
def test_the_blocks_of_a_kit_are_asked_for_when_it_is_delivered(
    page: BenefitsPage, portfolio: Portfolio
) -> None:
    put(page, "Ash", "field_readiness_kit")
    page.log_as("promised")
    dialog = dialog_of(page)
    assert not dialog._form.isRowVisible(dialog._parts_box)
    dialog.event_choice.set_current("delivered")
    dialog._fit()
    assert dialog._form.isRowVisible(dialog._parts_box)
    boxes = list(dialog.parts.values())
    assert len(boxes) == 4
    for box in boxes[:3]:
        box.setChecked(True)
    dialog.keep.click()
    assert len(events(portfolio)[0].parts) == 3
    assert cell(page, "Ash", "field_readiness_kit", Qt.ItemDataRole.DisplayRole) == "Due"
    assert cell(page, "Ash", "field_readiness_kit", Roles.ROW).totals.warnings == 1


@pytest.mark.parametrize("width", [900, 1180])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_cells_are_painted_in_every_state(
    page: BenefitsPage, portfolio: Portfolio, width: int, scale: float, qapp: Any
) -> None:
    ash = key_of(portfolio, "Ash")
    with portfolio.change("Log"):
        for benefit, kind in (
            ("workshop", "invited"),
            ("faststart", "declined"),
            ("roadmap_overview", "promised"),
            ("win_wire", "delivered"),
        ):
            entry = BenefitEvent(new_id(), ash, benefit, YEAR, kind, TODAY)
            records.add(portfolio, entry)
    theme.apply(qapp, "dark", scale)
    page.resize(width, 640)
    page.refresh()
    assert page.view is not None
    page.view.setFocus()
    assert page.view.isColumnHidden(1) is (width == 900 or scale == 1.5)
    assert not page.grab().isNull()


def test_selecting_many_shows_what_can_be_done_with_them(page: BenefitsPage) -> None:
    assert page.view is not None
    page.view.selectAll()
    assert page.bulk.accessibleName() == "4 selected"
    page.bulk.dismissed.emit()
    assert page.bulk.isHidden()
    assert page.view.selectionModel().selectedRows() == []


def test_everything_that_takes_the_keyboard_has_a_name(page: BenefitsPage) -> None:
    put(page, "Ash", "field_readiness_kit")
    page.log_as("delivered")
    for home in (page, dialog_of(page)):
        silent = [
            type(widget).__name__
            for widget in home.findChildren(QWidget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not widget.accessibleName()
            and not isinstance(widget.parent(), QScrollArea)
            and widget.isVisibleTo(home)
        ]
        assert silent == []
