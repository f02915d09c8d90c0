"""Actions are ticked, edited, dropped with a reason and filled in one table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.action import Action
from models.partner import Partner
from models.store import action_lines, records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Place
from ui.pages.actions_table import ActionsTable, go_to_about

TODAY = date(2026, 11, 24)
LATE = date(2026, 11, 20)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "actions.alliance") as made:
        records.add(made, Partner(1, "Northwind"))
        records.add(made, Action(1, 1, "Call them", owner="Mira", due_on=LATE, priority=1))
        records.add(made, Action(2, 1, "Write it down", side="partner", meeting_id=7))
        records.add(made, Action(3, 1, "Sent the list", state="done", done_on=LATE))
        yield made


class Holder(QObject):
    """What a tab does: shows the rows again whenever something was written."""

    def __init__(self, desk: Desk, portfolio: Portfolio) -> None:
        super().__init__(desk)
        self.table = ActionsTable(desk)
        self.table.begin_for(1, "Northwind", side="partner")
        self._portfolio = portfolio
        desk.lane.changed.connect(self.show)
        self.show(same=False)

    def show(self, _: object = None, *, same: bool = True) -> None:
        lines = action_lines.of_partner(self._portfolio, 1, TODAY)
        self.table.show_lines(lines, same=same, writable=True)


@pytest.fixture
def table(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> ActionsTable:
    holder = Holder(desk, portfolio)
    qtbot.addWidget(holder.table)
    holder.table.resize(1000, 400)
    holder.table.show()
    return holder.table


def state(portfolio: Portfolio, action_id: int) -> tuple[str, date | None, str]:
    one = records.get(portfolio, Action, action_id)
    return one.state, one.done_on, one.reason


def shown(table: ActionsTable) -> list[int]:
    return [line.id for line in table.model.rows]


def show_all(table: ActionsTable) -> None:
    table.shown.findChildren(QPushButton)[1].click()


@pytest.mark.clause("C038")
def test_open_actions_are_shown_ranked_and_all_on_demand(
    table: ActionsTable, qtmodeltester: ModelTester
) -> None:
    assert shown(table) == [1, 2]
    show_all(table)
    assert shown(table) == [1, 2, 3]
    qtmodeltester.check(table.model)


def test_a_click_on_the_mark_finishes_an_action_and_undo_brings_it_back(
    qtbot: QtBot, table: ActionsTable, portfolio: Portfolio, toasts: list
) -> None:
    spot = table.view.visualRect(table.model.index(0, 0)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert state(portfolio, 1) == ("done", TODAY, "")
    assert shown(table) == [2]
    assert toasts == [("Done: “Call them”", True)]
    portfolio.undo()
    assert state(portfolio, 1)[0] == "open"


def test_the_second_of_two_quick_clicks_is_no_second_tick(
    qtbot: QtBot, table: ActionsTable, portfolio: Portfolio
) -> None:
    show_all(table)
    spot = table.view.visualRect(table.model.index(0, 0)).center()
    for click in (qtbot.mouseClick, qtbot.mouseDClick):
        click(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert state(portfolio, 1)[0] == "done"


def test_the_keyboard_ticks_what_is_selected_and_opens_it_again(
    qtbot: QtBot, table: ActionsTable, portfolio: Portfolio
) -> None:
    show_all(table)
    table.view.selectAll()
    table.toggle_selected()
    assert {state(portfolio, n)[0] for n in (1, 2, 3)} == {"done"}
    table.toggle_selected()
    assert {state(portfolio, n)[0] for n in (1, 2, 3)} == {"open"}
    assert state(portfolio, 3)[1] is None


def test_an_action_is_dropped_only_with_a_reason(table: ActionsTable, portfolio: Portfolio) -> None:
    table.view.select_ids([1], 1)
    table.drop_selected()
    dialog = table.changes.dialog
    assert dialog is not None
    dialog.finish()
    assert dialog.problem_of("reason") == "Say in a sentence why it is dropped."
    dialog.reason.setPlainText(" They left \n the market ")
    dialog.finish()
    assert state(portfolio, 1) == ("dropped", TODAY, "They left the market")
    assert table.changes.dialog is None
    show_all(table)
    table.view.select_ids([1], 1)
    table.reopen_selected()
    assert state(portfolio, 1) == ("open", None, "")


def test_cells_are_edited_in_place_and_a_blank_title_is_refused(
    table: ActionsTable, portfolio: Portfolio
) -> None:
    names = [column.name for column in table.model.columns]
    for name, words in (("owner", "Ola Reed"), ("due_on", "1 Dec 2026"), ("priority", "3 later")):
        assert table.model.setData(table.model.index(0, names.index(name)), words)
    made = records.get(portfolio, Action, 1)
    assert (made.owner, made.due_on, made.priority) == ("Ola Reed", date(2026, 12, 1), 3)
    table.model.setData(table.model.index(0, names.index("title")), " ")
    assert records.get(portfolio, Action, 1).title == "Call them"
    assert table.problem


def test_a_new_action_begins_with_what_its_holder_says(
    table: ActionsTable, portfolio: Portfolio
) -> None:
    assert table.add_button is not None
    table.add_button.click()
    made = records.find(portfolio, Action, title="New action")[0]
    assert (made.partner_id, made.side, made.made_on) == (1, "partner", TODAY)
    assert made.id in shown(table)


def test_fields_are_filled_down_and_actions_deleted_as_one_step_each(
    table: ActionsTable, portfolio: Portfolio
) -> None:
    table.filling.emit(table, 1, "owner", [2])
    assert records.get(portfolio, Action, 2).owner == "Mira"
    table.deleting.emit(table, [1, 2])
    assert [one.id for one in records.find(portfolio, Action)] == [3]
    assert portfolio.can_undo() == "Delete 2 actions"


def test_enter_on_what_it_is_about_asks_for_it_and_a_meeting_has_its_page(
    table: ActionsTable, portfolio: Portfolio, desk: Desk
) -> None:
    from models.governance.meetings import Meeting

    records.add(portfolio, Meeting(7, 1, "workshop", LATE))
    lines = action_lines.of_partner(portfolio, 1, TODAY)
    table.show_lines(lines, same=True, writable=True)
    asked: list = []
    table.about_wanted.connect(asked.append)
    table.opened_other.emit(1, "about")
    table.opened_other.emit(2, "about")
    assert [line.id for line in asked] == [2]
    went: list[Place] = []
    desk.going.connect(went.append)
    go_to_about(desk, asked[0])
    assert went == [Place("meeting", 7)]


def test_where_all_is_done_the_way_to_the_closed_ones_is_offered(
    table: ActionsTable, portfolio: Portfolio
) -> None:
    table.view.selectAll()
    table.finish_selected()
    assert shown(table) == []
    table._empty.link_clicked.emit()
    assert sorted(shown(table)) == [1, 2, 3]


def test_a_portfolio_to_read_only_offers_no_change(table: ActionsTable) -> None:
    table.show_lines(table.model.all_rows, same=True, writable=False)
    table.view.select_ids([1], 1)
    table.toggle_selected()
    words = [text for text, _, _, offered in table.offered(table.selected) if offered]
    assert words == ["Copy for Excel"]
    assert table.add_button is not None
    assert table.add_button.isHidden()


def test_the_mark_is_drawn_for_each_state(qtbot: QtBot, table: ActionsTable) -> None:
    show_all(table)
    table.view.setFocus()
    assert not table.grab().isNull()
    assert (
        table.view.itemDelegate()
        .sizeHint(QStyleOptionViewItem(), table.model.index(0, 0))
        .isValid()
    )


def test_what_is_revealed_can_be_typed_into_at_once(table: ActionsTable) -> None:
    table.reveal(2)
    current = table.view.currentIndex()
    assert table.model.columns[current.column()].name == "title"
    assert table.view.selected_ids() == [2]
