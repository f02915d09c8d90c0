"""Today lists what needs a person in groups; each thing is opened, done or put off by key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.app import PAGES
from models.action import Action
from models.governance.meetings import Meeting
from models.governance.standing import PutOff
from models.partner import Agreement, Partner
from models.program_year import Statement
from models.store import records
from models.store.portfolio import Portfolio, create
from models.store.today_rows import TAB
from ui.desk import Desk, Place
from ui.dialogs.new_action import NewActionDialog
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.sent import SentDialog
from ui.pages.partner import TABS
from ui.pages.today import TodayPage
from ui.pages.today_columns import DO
from ui.pages.today_table import DO_DONE, DO_OPEN, Heading, TodayDelegate

TODAY = date(2026, 11, 24)
KEY = Qt.Key


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        yield made


def at(days: int) -> date:
    return TODAY + timedelta(days=days)


def action(portfolio: Portfolio, key: int, title: str, days: int, **more: Any) -> None:
    records.add(portfolio, Action(key, 1, title, due_on=at(days), **more))


def opened(qtbot: QtBot, desk: Desk) -> TodayPage:
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    with qtbot.waitSignal(page.assessing.finished):
        page.visit(Place("today"))
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> TodayPage:
    records.add(portfolio, Partner(1, "Northwind"))
    action(portfolio, 5, "Send the joint plan", -4, owner="Ana Weber")
    action(portfolio, 6, "Call the sponsor", 0)
    action(portfolio, 7, "Book the room", 6)
    records.add(portfolio, Agreement(9, 1, "nda", at(-400), at(-1)))
    return opened(qtbot, desk)


def lines(page: TodayPage) -> list[str]:
    return [
        f"{one.group} {one.many}" if isinstance(one, Heading) else one.title
        for one in page.model.lines
    ]


def press(page: TodayPage, key: Qt.Key) -> None:
    QTest.keyClick(page.view, key)


def choose(page: TodayPage, *titles: str) -> None:
    keys = [one.id for one in page.model.rows if one.title in titles]
    assert len(keys) == len(titles)
    page.view.select_ids(keys, keys[0])


def test_things_stand_in_their_groups_the_longest_late_first(page: TodayPage) -> None:
    assert lines(page) == [
        "overdue 2", "Send the joint plan", "Non-disclosure agreement",
        "today 1", "Call the sponsor",
        "later 1", "Book the room",
    ]  # fmt: skip
    assert page.header.sub == "Tue 24 Nov 2026 · 2 late, 1 today, 1 later"


def test_the_model_keeps_qts_rules(page: TodayPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)


def test_the_keys_begin_on_the_first_thing_and_enter_goes_to_its_place(
    page: TodayPage, desk: Desk
) -> None:
    gone: list[Place] = []
    desk.going.connect(gone.append)
    press(page, KEY.Key_Return)
    choose(page, "Non-disclosure agreement")
    press(page, KEY.Key_Return)
    assert gone == [Place("partner", 1, "register:actions:5"), Place("partner", 1, "people:nda")]
    assert desk.partner_order == (1,)


def test_space_ticks_off_and_the_keys_go_on_with_the_next_one(
    page: TodayPage, portfolio: Portfolio, toasts: list[Any]
) -> None:
    press(page, KEY.Key_Space)
    assert records.get(portfolio, Action, 5).state == "done"
    assert lines(page)[:2] == ["overdue 1", "Non-disclosure agreement"]
    assert page.view.current_row() == page.model.rows[0]
    assert toasts == [("Done: “Send the joint plan”", True)]
    page.desk.lane.undo()
    assert lines(page)[1] == "Send the joint plan"


def test_what_cant_be_ticked_off_says_what_can_be_done(page: TodayPage, toasts: list[Any]) -> None:
    choose(page, "Non-disclosure agreement")
    press(page, KEY.Key_Space)
    assert toasts == [("This can’t be marked as done here. Enter opens it, S puts it off.", False)]


def test_several_are_ticked_off_as_one_step_and_the_rest_is_named(
    page: TodayPage, portfolio: Portfolio, toasts: list[Any]
) -> None:
    page.view.selectAll()
    assert not page.bulk.isHidden()
    page.ticking.click()
    assert lines(page) == ["overdue 1", "Non-disclosure agreement"]
    assert toasts == [("Done: 3 items; 1 other to be opened", True)]
    assert portfolio.can_undo() == "Finish 3 items"


def test_s_puts_off_until_tomorrow_and_it_can_be_shown_and_brought_back(
    page: TodayPage, portfolio: Portfolio
) -> None:
    press(page, KEY.Key_S)
    menu = page.doings.menu
    assert menu is not None
    assert menu.actions()[0].text() == "&Tomorrow\tWed 25 Nov 2026"
    menu.actions()[0].trigger()
    menu.close()
    assert "Send the joint plan" not in lines(page)
    assert page.filter.away.text() == "1 put off"
    page.filter.show_away()
    assert lines(page)[-2:] == ["away 1", "Send the joint plan"]
    assert page.view.current_id() == page.model.rows[-1].id  # it joins the end, and is in sight
    choose(page, "Send the joint plan")
    press(page, KEY.Key_S)
    assert lines(page)[1] == "Send the joint plan"
    assert page.filter.away.isHidden()
    assert portfolio.can_undo() == "Bring back “Send the joint plan”"


def test_a_day_is_picked_until_which_it_is_put_off(page: TodayPage, portfolio: Portfolio) -> None:
    press(page, KEY.Key_S)
    assert page.doings.menu is not None
    page.doings.menu.actions()[3].trigger()
    page.doings.menu.close()
    popup = page.doings.popup
    assert popup is not None
    popup.field.setText("3 Dec 2026")
    QTest.keyClick(popup.field, KEY.Key_Return)
    (kept,) = records.find(portfolio, PutOff)
    assert (kept.key, kept.until_on) == (f"action:5:{at(-4)}", date(2026, 12, 3))


def test_what_cant_be_done_is_put_off_for_good_with_a_reason(
    page: TodayPage, portfolio: Portfolio
) -> None:
    press(page, KEY.Key_S)
    assert page.doings.menu is not None
    assert not page.doings.menu.actions()[-1].isEnabled()  # it can be done
    page.doings.menu.close()
    choose(page, "Non-disclosure agreement")
    press(page, KEY.Key_S)
    page.doings.menu.actions()[-1].trigger()
    page.doings.menu.close()
    dialog = page.doings.dialog
    assert isinstance(dialog, ReasonDialog)
    dialog.go.click()
    assert dialog.problem_of("reason") == "Say in a few words why."
    dialog.reason.setPlainText("Signed on paper")
    dialog.go.click()
    (kept,) = records.find(portfolio, PutOff)
    assert (kept.until_on, kept.reason) == (None, "Signed on paper")
    assert "Non-disclosure agreement" not in lines(page)


def test_a_window_that_was_cancelled_stands_in_nobodys_way(
    page: TodayPage, portfolio: Portfolio
) -> None:
    page.new_action()
    assert page.doings.dialog is not None
    page.doings.dialog.reject()
    assert page.doings.dialog is None
    press(page, KEY.Key_Space)
    assert records.get(portfolio, Action, 5).state == "done"


@pytest.mark.parametrize(("doing", "left"), [(DO_DONE, "Call the sponsor"), (DO_OPEN, "")])
def test_the_icons_of_a_row_do_the_same_with_one_click(
    page: TodayPage, desk: Desk, doing: str, left: str
) -> None:
    gone: list[Place] = []
    desk.going.connect(gone.append)
    index = page.model.index(1, DO)
    rect, row = page.view.visualRect(index), page.model.row_at(1)
    (spot,) = [where for what, where in TodayDelegate.spots(rect, row) if what == doing]
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot.center())
    if doing == DO_OPEN:
        assert gone == [Place("partner", 1, "register:actions:5")]
    else:
        assert "Send the joint plan" not in lines(page)
        assert left in lines(page)


def test_an_icon_pressed_twice_does_its_work_once(
    page: TodayPage, desk: Desk, portfolio: Portfolio
) -> None:
    gone: list[Place] = []
    desk.going.connect(gone.append)
    port, left = page.view.viewport(), Qt.MouseButton.LeftButton
    rect, row = page.view.visualRect(page.model.index(1, DO)), page.model.row_at(1)
    (spot,) = [where for what, where in TodayDelegate.spots(rect, row) if what == DO_DONE]
    QTest.mouseClick(port, left, pos=spot.center())
    QTest.mouseDClick(port, left, pos=spot.center())
    assert gone == []
    assert lines(page)[:2] == ["overdue 1", "Non-disclosure agreement"]
    beside = page.view.visualRect(page.model.index(1, 0)).center()
    QTest.mouseClick(port, left, pos=beside)
    QTest.mouseDClick(port, left, pos=beside)
    assert gone == [Place("partner", 1, "people:nda")]


def test_a_click_beside_the_icons_only_chooses(page: TodayPage, portfolio: Portfolio) -> None:
    spot = page.view.visualRect(page.model.index(1, 0)).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [one.title for one in page.view.selected_rows()] == ["Send the joint plan"]
    assert portfolio.can_undo() != "Finish “Send the joint plan”"


def test_a_group_is_folded_and_unfolded_by_key_and_by_click(page: TodayPage) -> None:
    page.view.setCurrentIndex(page.model.index(0, 0))
    press(page, KEY.Key_Left)
    assert lines(page)[:2] == ["overdue 2", "today 1"]
    press(page, KEY.Key_Right)
    assert lines(page)[1] == "Send the joint plan"
    spot = page.view.visualRect(page.model.index(0, 0)).topLeft() + QPoint(20, 10)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert lines(page)[:2] == ["overdue 2", "today 1"]


def test_a_heading_is_neither_chosen_nor_copied(page: TodayPage) -> None:
    page.view.selectAll()
    assert len(page.view.selected_rows()) == 4
    page.copy_selected()
    words = QGuiApplication.clipboard().text().splitlines()
    assert words[0].split("\t")[:3] == ["Group", "Kind", "What"]
    assert len(words) == 5
    assert "2026-11-20" in words[1]
    assert [column.title for column, _ in page.view.arranged_columns()] == [
        "What", "Partner", "When", "Kind", "Owner",
    ]  # fmt: skip


def test_sorted_by_a_column_there_are_no_headings(page: TodayPage) -> None:
    page.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert lines(page) == ["Book the room", "Call the sponsor", "Non-disclosure agreement",
                           "Send the joint plan"]  # fmt: skip
    page.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert lines(page)[0] == "overdue 2"


def test_kind_owner_and_words_filter(page: TodayPage) -> None:
    page.filter.kind.set_chosen({"agreement"})
    page.filter.changed.emit()
    assert lines(page) == ["overdue 1", "Non-disclosure agreement"]
    assert page.header.sub.endswith(" · 1 shown")
    page.filter.clear()
    page.filter.owner.set_chosen({"Ana Weber"})
    page.filter.changed.emit()
    assert lines(page) == ["overdue 1", "Send the joint plan"]
    page.filter.search.setText("nothing like it")
    assert page.face is page.no_match
    page.no_match.primary_clicked.emit()
    assert len(page.model.rows) == 4


def test_the_sidebar_counts_what_needs_a_person_now(
    page: TodayPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    counts: list[object] = []
    page.counted.connect(counts.append)
    choose(page, "Book the room")
    press(page, KEY.Key_Space)
    choose(page, "Call the sponsor")
    press(page, KEY.Key_Space)
    assert counts[-1] == 2
    choose(page, "Send the joint plan")
    press(page, KEY.Key_Space)
    records.delete(portfolio, Agreement, [9])
    page.refresh()
    qtbot.waitUntil(lambda: counts[-1] == "")  # nothing is counted where nothing is


def test_out_of_sight_the_count_is_read_again_once_it_is_quiet(
    page: TodayPage, portfolio: Portfolio
) -> None:
    page.hide()
    counts: list[int] = []
    page.counted.connect(counts.append)
    page.desk.lane.write("Drop", lambda opened: records.update(opened, Action, 5, state="dropped"))
    assert counts == []
    assert page._quiet.isActive()
    page._quiet.timeout.emit()
    assert counts[-1] == 2


def test_another_day_is_judged_as_of_that_day(page: TodayPage, desk: Desk) -> None:
    desk.set_as_of(at(6))
    assert "today 1" in lines(page)
    assert page.header.sub.startswith("As of Mon 30 Nov 2026 · 3 late, 1 today")


def test_of_an_earlier_day_the_line_says_that_it_lists_what_is_open_now(
    page: TodayPage, desk: Desk
) -> None:
    desk.set_as_of(at(-30))
    assert page.header.sub.startswith("As of Sun 25 Oct 2026 · of what is open now: ")


def test_nothing_to_do_is_said_calmly_and_offers_what_may_be_next(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    records.add(portfolio, Partner(1, "Northwind"))
    page = opened(qtbot, desk)
    assert page.face is page.empty
    assert page.empty._sentence.text() == "Nothing needs you now"
    assert page.empty._hint.text().startswith("What is due within 7 days")
    page.empty.primary_clicked.emit()
    assert page.doings.dialog is not None


def test_without_partners_the_way_is_to_bring_some_in(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = opened(qtbot, desk)
    asked: list[tuple[str, str]] = []
    desk.importing.connect(lambda *told: asked.append(told))
    assert page.empty._sentence.text() == "Nothing to do yet"
    page.empty.primary_clicked.emit()
    assert asked == [("", "")]


def test_a_new_action_is_of_the_chosen_partner(page: TodayPage, portfolio: Portfolio) -> None:
    page.new_action()
    dialog = page.doings.dialog
    assert isinstance(dialog, NewActionDialog)
    assert dialog.partner.text() == "Northwind"
    dialog.title.setText("Thank the team")
    dialog.go.click()
    assert "Thank the team" in lines(page)
    (made,) = [one for one in records.find(portfolio, Action) if one.title == "Thank the team"]
    assert (made.due_on, made.made_on, made.side) == (TODAY, TODAY, "host")


def test_what_is_planned_already_is_said_in_the_window_and_what_was_typed_stays(
    page: TodayPage,
) -> None:
    page.new_action()
    dialog = page.doings.dialog
    assert isinstance(dialog, NewActionDialog)
    dialog.title.setText("Book the room")
    dialog.go.click()
    assert dialog.problem_of("").startswith("“Book the room” is planned for Northwind already")
    assert dialog.title.text() == "Book the room"


@pytest.mark.clause("C071")
def test_a_statement_asks_when_it_was_sent(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> None:
    joined = date(2026, 2, 1)
    records.add(portfolio, Partner(1, "Northwind", invited_on=joined,
                                   invitation_accepted_on=joined))  # fmt: skip
    records.add(portfolio, Agreement(9, 1, "program_agreement", joined))
    records.add(portfolio, Statement(5, 1, "status", at(-2), None, "Ana Weber", "abc"))
    page = opened(qtbot, desk)
    choose(page, "Send the status statement")
    press(page, KEY.Key_Space)
    dialog = page.doings.dialog
    assert isinstance(dialog, SentDialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: "Send the status statement" not in lines(page))


@pytest.mark.clause("C095")
def test_notice_is_given_with_one_key(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> None:
    records.add(portfolio, Partner(1, "Northwind"))
    records.add(portfolio, Meeting(5, 1, "meeting", at(8)))
    page = opened(qtbot, desk)
    press(page, KEY.Key_Space)
    assert records.get(portfolio, Meeting, 5).notice_on == TODAY
    qtbot.waitUntil(lambda: page.face is page.empty)


def test_every_kind_leads_to_a_tab_or_a_page_that_is_there() -> None:
    tabs = {kind.KEY for kind in TABS}
    assert {named.split(":")[0] for named in TAB.values()} <= tabs
    assert {"checklist", "assessment", "inquiries", "links"} <= PAGES.keys()


def test_everything_that_takes_the_keyboard_has_a_name(page: TodayPage) -> None:
    page.new_action()
    page.ask_rules()
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (isinstance(widget, QHeaderView) or widget.isHidden())
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_a_row_says_aloud_what_it_is_and_what_can_be_done_with_it(page: TodayPage) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    head, row = page.model.index(0, 0), page.model.index(1, 0)
    assert head.data(role) == "Late, 2 items"
    assert row.data(role) == (
        "What: Send the joint plan, For us to do, partner Northwind, when 4 days late"
    )
    doings = "Mark as done (Space), Put off (S), Open (Enter)"
    assert page.model.index(1, DO).data(role) == doings


def test_a_portfolio_open_to_read_only_is_only_read_and_says_so(
    page: TodayPage, desk: Desk, toasts: list[Any]
) -> None:
    from dataclasses import replace

    desk.opened = replace(desk.opened, read_only=True)
    press(page, KEY.Key_Space)
    press(page, KEY.Key_S)
    assert "Send the joint plan" in lines(page)
    assert page.doings.menu is None
    said = "The portfolio is open to read only, so nothing can be changed."
    assert toasts == [(said, False)] * 2
    page.refresh()
    assert page.adding.isHidden()
