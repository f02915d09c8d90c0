"""All deals on one page: found, sorted, edited in place, changed many at a time, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.partner import Partner
from models.store import deals, records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Opened, Place
from ui.dialogs.new_deal import NewDealDialog
from ui.pages.deals import DealsPage

TODAY = date(2021, 11, 24)
NORTH, WORLD = 11, 12
DEALS: dict[str, dict[str, Any]] = {
    "SOC": {"status": "open", "close_date": date(2021, 12, 1), "partner_minor": 100_000_00},
    "Pilot": {"status": "open", "close_date": date(2023, 1, 1), "partner_minor": 5_000_00},
    "Renewal": {"status": "won", "close_date": date(2021, 3, 1), "services_minor": 40_000_00},
    "Audit": {"status": "lost", "close_date": date(2020, 5, 1), "partner_minor": 7_000_00},
}


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "deals.alliance") as made:
        with made.change("Add partners"):
            records.add(made, Partner(NORTH, "Northwind"))
            records.add(made, Partner(WORLD, "Weltbau"))
        yield made


@pytest.fixture
def filled(portfolio: Portfolio) -> Portfolio:
    with portfolio.change("Add deals"):
        for name, values in DEALS.items():
            deals.add(portfolio, WORLD if name == "Audit" else NORTH, name=name, **values)
    return portfolio


@pytest.fixture
def said(desk: Desk) -> dict[str, list[Any]]:
    """What the page asked of the window."""
    heard: dict[str, list[Any]] = {"places": [], "toasts": [], "imports": [], "problems": []}
    desk.going.connect(heard["places"].append)
    desk.toasting.connect(lambda *words: heard["toasts"].append(words))
    desk.importing.connect(lambda *words: heard["imports"].append(words))
    desk.problem.connect(lambda *words: heard["problems"].append(words))
    desk.lane.problem.connect(lambda *words: heard["problems"].append(words))
    return heard


def opened(qtbot: QtBot, desk: Desk, place: Place | None = None) -> DealsPage:
    page = DealsPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.visit(place or Place("deals"))
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, filled: Portfolio) -> DealsPage:
    return opened(qtbot, desk)


def names(page: DealsPage) -> list[str]:
    return [row.name for row in page.model.rows]


def row(page: DealsPage, name: str) -> deals.DealRow:
    return next(row for row in page.model.all_rows if row.name == name)


def column(page: DealsPage, name: str) -> int:
    return [made.name for made in page.model.columns].index(name)


def select(page: DealsPage, *wanted: str) -> None:
    ids = [row(page, name).id for name in wanted]
    page.view.select_ids(ids, ids[0])


def type_into(page: DealsPage, name: str, field: str, text: str) -> None:
    """Open the editor of a cell with F2, type over what is in it, press Enter."""
    at = page.model.index(page.model.position(row(page, name).id), column(page, field))
    page.view.setColumnHidden(at.column(), False)
    page.view.setFocus()
    page.view.setCurrentIndex(at)
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    editor = page.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def undo_label(portfolio: Portfolio) -> str | None:
    return portfolio.can_undo()


def test_the_head_sums_what_is_in_the_window_and_closed_this_year(page: DealsPage) -> None:
    assert page.header.sub == (
        "4 deals · $100.0K open in the window · $40.0K won and $0 lost in 2021"
    )


def test_deals_come_with_the_newest_close_date_first_and_say_what_they_count_as(
    page: DealsPage,
) -> None:
    counts = page.model.columns[column(page, "bucket")]
    assert [(r.name, counts.shown(r)) for r in page.model.rows] == [
        ("Pilot", "Outside the window"),
        ("SOC", "Pipeline"),
        ("Renewal", "Closed this year, counts next January"),
        ("Audit", "Loss"),
    ]


def test_another_as_of_day_judges_the_deals_anew(desk: Desk, page: DealsPage) -> None:
    desk.set_as_of(date(2022, 1, 5))
    assert row(page, "Renewal").bucket == "wins"
    assert row(page, "SOC").bucket == "out_of_window"


def test_before_the_program_the_list_is_there_and_says_that_nothing_counts(
    desk: Desk, page: DealsPage
) -> None:
    desk.set_as_of(date(2001, 1, 1))
    assert len(names(page)) == 4
    assert page.header.sub.endswith("no program is in force on this day, so nothing counts")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("soc", ["SOC"]), ("NORTHWIND", ["Pilot", "SOC", "Renewal"]), ("northwind audit", [])],
)
def test_words_find_deals_by_name_customer_and_partner(
    page: DealsPage, text: str, shown: list[str]
) -> None:
    page.filters.search.setText(text)
    assert names(page) == shown


@pytest.mark.parametrize(
    ("chip", "keys", "shown"),
    [
        ("status", ["won", "lost"], ["Renewal", "Audit"]),
        ("bucket", ["counts"], ["SOC", "Audit"]),
        ("bucket", ["not"], ["Pilot", "Renewal"]),
        ("bucket", ["losses"], ["Audit"]),
        ("partner_id", [WORLD], ["Audit"]),
    ],
)
def test_chips_choose_by_status_bucket_and_partner(
    page: DealsPage, chip: str, keys: list[Any], shown: list[str]
) -> None:
    page.filters.chips[chip].set_chosen(keys)
    page.filters.changed.emit()
    assert names(page) == shown
    assert page.filters.part.text().startswith(f"{len(shown)} of 4 shown")


def test_where_nothing_matches_it_says_so_and_offers_to_clear(page: DealsPage) -> None:
    page.filters.search.setText("nobody")
    assert page.stack.currentWidget() is page.no_match
    assert "No deals match “nobody”." in [
        label.text() for label in page.no_match.findChildren(QLabel)
    ]
    page.filters.clear()
    assert len(names(page)) == 4


def test_the_money_is_sorted_by_its_worth(page: DealsPage) -> None:
    page.view.sortByColumn(column(page, "tcv_minor"), Qt.SortOrder.AscendingOrder)
    assert names(page) == ["Pilot", "Audit", "Renewal", "SOC"]


def test_the_third_click_on_a_header_brings_the_order_of_the_start_back(
    page: DealsPage, qtbot: QtBot
) -> None:
    start = names(page)
    header = page.view.horizontalHeader()
    seen = []
    for _ in range(3):
        at = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        seen.append(names(page))
    assert seen == [["Audit", "Pilot", "Renewal", "SOC"], ["SOC", "Renewal", "Pilot", "Audit"],
                    start]  # fmt: skip
    assert start == ["Pilot", "SOC", "Renewal", "Audit"]


def test_amounts_line_up_and_nothing_is_a_dash(page: DealsPage) -> None:
    told = {
        name: [
            page.model.index(page.model.position(row(page, name).id), column(page, field)).data()
            for field in ("partner_minor", "services_minor", "tcv_minor")
        ]
        for name in ("SOC", "Renewal")
    }
    assert told == {"SOC": ["$100,000.00", "–", "$100,000.00"],
                    "Renewal": ["–", "$40,000.00", "$40,000.00"]}  # fmt: skip
    at = page.model.index(page.model.position(row(page, "SOC").id), column(page, "services_minor"))
    assert at.data(Qt.ItemDataRole.AccessibleTextRole) == "Services portion: none"


def test_a_typed_stage_is_saved_in_place_and_undone(
    page: DealsPage, filled: Portfolio, desk: Desk
) -> None:
    type_into(page, "SOC", "stage", "Contract sent")
    assert row(page, "SOC").stage == "Contract sent"
    assert undo_label(filled) == "Set stage of “SOC”"
    desk.lane.undo()
    assert row(page, "SOC").stage == ""


def test_what_is_being_typed_is_saved_when_the_page_is_left(page: DealsPage) -> None:
    at = page.model.index(page.model.position(row(page, "SOC").id), column(page, "stage"))
    page.view.setFocus()
    page.view.setCurrentIndex(at)
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    editor = page.view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Half typed")
    page.leave()
    assert row(page, "SOC").stage == "Half typed"


def test_an_edited_date_changes_what_the_deal_counts_as_and_the_sums(page: DealsPage) -> None:
    type_into(page, "Pilot", "close_date", "15 jan 2022")
    assert (row(page, "Pilot").close_date, row(page, "Pilot").bucket) == ("2022-01-15", "pipeline")
    assert "$105.0K open in the window" in page.header.sub


def test_an_edit_moves_no_row_until_the_list_is_sorted_again(page: DealsPage) -> None:
    before = names(page)
    type_into(page, "Audit", "close_date", "1 jan 2030")
    assert names(page) == before
    page.filters.clear()
    assert names(page)[0] == "Audit"


def test_one_edit_is_put_in_place_without_reading_all_deals_again(
    qtbot: QtBot, page: DealsPage
) -> None:
    with qtbot.assertNotEmitted(page.loaded):
        type_into(page, "SOC", "next_step", "Call the CISO")
    assert row(page, "SOC").next_step == "Call the CISO"


def test_a_change_from_elsewhere_is_read_again(qtbot: QtBot, desk: Desk, page: DealsPage) -> None:
    def change(portfolio: Portfolio) -> None:
        deals.add(portfolio, WORLD, name="New")

    with qtbot.waitSignal(page.loaded, timeout=100):
        desk.lane.write("Add a deal", change)
    assert "New" in names(page)


@pytest.mark.clause("C064")
def test_an_offering_that_the_partner_lacks_is_said_at_the_cell(page: DealsPage) -> None:
    at = page.model.index(page.model.position(row(page, "SOC").id), column(page, "offering"))
    page.model.setData(at, "Nothing of ours")
    assert page.refusals.sentence.startswith("The partner has no offering named Nothing of ours.")
    assert row(page, "SOC").offering_id == 0


def test_a_deal_is_moved_to_another_partner_by_its_name(page: DealsPage, said: Any) -> None:
    at = page.model.index(page.model.position(row(page, "SOC").id), column(page, "partner"))
    page.model.setData(at, " WELTBAU")
    assert row(page, "SOC").partner_id == WORLD
    page.model.setData(at, "Nobody")
    assert page.refusals.sentence.startswith("There is no partner named Nobody.")
    assert row(page, "SOC").partner == "Weltbau"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("close_date", "someday", "someday is no day."),
        ("partner_minor", "-5", "An amount can't be negative."),
        ("currency", "euros", "euros is no currency code."),
    ],
)
def test_what_cannot_stand_is_refused_under_its_cell_which_keeps_what_was_typed(
    page: DealsPage, filled: Portfolio, qtbot: QtBot, field: str, text: str, words: str
) -> None:
    before = row(page, "SOC")
    type_into(page, "SOC", field, text)
    assert page.refusals.sentence.startswith(words)
    qtbot.waitUntil(lambda: page.refusals.is_shown)
    assert [line.text() for line in page.view.viewport().findChildren(QLineEdit)] == [text]
    assert row(page, "SOC") == before
    assert undo_label(filled) == "Add deals"


def test_a_status_for_many_is_shown_before_it_is_set_and_is_one_step(
    page: DealsPage, filled: Portfolio, desk: Desk
) -> None:
    select(page, "SOC", "Pilot", "Renewal")
    assert page.bulk.isVisible()
    page.edits.propose_won()
    assert page.proposal.sentence == "Set the status of 3 selected deals to won?"
    assert "Changes 2 deals (now 2 open); 1 deal has it already." in page.proposal.accessibleName()
    assert row(page, "SOC").status == "open"
    page.edits.apply()
    assert {row(page, name).status for name in ("SOC", "Pilot", "Renewal")} == {"won"}
    assert undo_label(filled) == "Set status of 2 deals to won"
    desk.lane.undo()
    assert [row(page, name).status for name in ("SOC", "Pilot", "Renewal")] == [
        "open",
        "open",
        "won",
    ]


def test_another_selection_drops_what_was_proposed(page: DealsPage, filled: Portfolio) -> None:
    select(page, "SOC", "Pilot")
    page.edits.propose_lost()
    select(page, "Renewal", "Audit")
    assert not page.proposal.isVisible()
    page.edits.apply()
    assert undo_label(filled) == "Add deals"


def test_a_day_for_many_can_be_set_and_taken_away(page: DealsPage, filled: Portfolio) -> None:
    select(page, "SOC", "Pilot")
    page.edits.propose_date(date(2022, 2, 1))
    page.edits.apply()
    assert undo_label(filled) == "Set close date of 2 deals to 1 Feb 2022"
    select(page, "SOC", "Pilot")
    page.edits.propose_date(None)
    page.edits.apply()
    assert row(page, "SOC").bucket == "undated"


def test_delete_needs_no_question_and_offers_to_undo(
    page: DealsPage, filled: Portfolio, desk: Desk, said: Any
) -> None:
    select(page, "SOC", "Audit")
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert names(page) == ["Pilot", "Renewal"]
    assert said["toasts"] == [("2 deals deleted.", True)]
    desk.lane.undo()
    assert len(names(page)) == 4


def test_todays_date_and_fill_down_have_their_keys(page: DealsPage) -> None:
    at = page.model.index(page.model.position(row(page, "Pilot").id), column(page, "close_date"))
    page.view.setFocus()
    page.view.setCurrentIndex(at)
    QTest.keyClick(page.view, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert row(page, "Pilot").close_date == TODAY.isoformat()
    select(page, "Pilot", "SOC")
    page.view.selectionModel().setCurrentIndex(
        at, page.view.selectionModel().SelectionFlag.NoUpdate
    )
    QTest.keyClick(page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert row(page, "SOC").close_date == TODAY.isoformat()


def test_amounts_are_not_filled_down(page: DealsPage, filled: Portfolio, said: Any) -> None:
    money = page.model.columns[column(page, "partner_minor")]
    page.edits.fill_down(money, row(page, "SOC").id, [row(page, "Pilot").id])
    assert said["problems"][0][0] == "Amounts are not filled down."
    assert undo_label(filled) == "Add deals"


def test_the_selection_is_copied_for_a_spreadsheet(page: DealsPage) -> None:
    select(page, "SOC")
    page.edits.copy()
    head, line = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:4] == ["Deal", "Partner", "Status", "Close date"]
    assert line.split("\t")[:7] == [
        "SOC", "Northwind", "Open", "2021-12-01", "100000.00", "0.00", "100000.00",
    ]  # fmt: skip


def test_a_new_deal_is_added_to_a_partner_and_shown(
    page: DealsPage, filled: Portfolio, desk: Desk
) -> None:
    page.filters.search.setText("pilot")
    dialog = new_deal(page, "weltbau", "Rollout")
    assert dialog.add.text() == "Add deal"
    dialog.close_date.setText("1 dec")
    dialog.services_tcv.setText("12,500")
    dialog.add.click()
    made = row(page, "Rollout")
    assert (made.partner, made.close_date, made.tcv_minor) == ("Weltbau", "2021-12-01", 12_500_00)
    assert page.view.selected_ids() == [made.id]
    assert undo_label(filled) == "Add “Rollout” of Weltbau"
    desk.lane.undo()
    assert "Rollout" not in names(page)


def test_a_deal_of_an_unknown_partner_adds_both_in_one_step(
    page: DealsPage, filled: Portfolio, desk: Desk
) -> None:
    dialog = new_deal(page, "Contoso", "First")
    assert dialog.add.text() == "Add deal and partner"
    dialog.add.click()
    assert row(page, "First").partner == "Contoso"
    desk.lane.undo()
    assert [p.name for p in records.find(filled, Partner)] == ["Northwind", "Weltbau"]


@pytest.mark.parametrize(
    ("partner", "day", "words"),
    [
        ("", "", "A deal belongs to a partner."),
        ("Weltbau", "3/4/2021", "Type 2021-04-03 or 2021-03-04."),
    ],
)
def test_a_new_deal_that_cannot_stand_says_why_and_stays_open(
    page: DealsPage, filled: Portfolio, partner: str, day: str, words: str
) -> None:
    dialog = new_deal(page, partner, "Rollout")
    dialog.close_date.setText(day)
    dialog.add.click()
    assert words in dialog.problem.text()
    assert dialog.isVisible()
    assert undo_label(filled) == "Add deals"


def new_deal(page: DealsPage, partner: str, name: str) -> NewDealDialog:
    page.edits.ask_new()
    dialog = page.findChildren(NewDealDialog)[-1]
    dialog.partner.setText(partner)
    dialog.name.setText(name)
    return dialog


def test_an_empty_portfolio_offers_to_import_or_to_add(qtbot: QtBot, desk: Desk, said: Any) -> None:
    page = opened(qtbot, desk)
    assert page.stack.currentWidget() is page.empty
    assert not page.filters.isVisible()
    page.empty.primary_clicked.emit()
    assert said["imports"] == [("", "deals")]
    page.empty.link_clicked.emit()
    assert page.findChild(NewDealDialog) is not None


def test_what_was_filtered_and_sorted_is_there_at_the_next_start(
    qtbot: QtBot, desk: Desk, page: DealsPage
) -> None:
    page.filters.search.setText("o")
    page.filters.chips["partner_id"].set_chosen([NORTH])
    page.view.sortByColumn(column(page, "name"), Qt.SortOrder.DescendingOrder)
    page.view.setColumnHidden(column(page, "stage"), True)
    page.view.setColumnWidth(column(page, "partner"), 222)
    page.leave()
    again = opened(qtbot, desk)
    assert names(again) == names(page) == ["SOC", "Renewal", "Pilot"]
    assert again.filters.chips["partner_id"].chosen == {NORTH}
    assert again.view.isColumnHidden(column(again, "stage"))
    assert again.view.columnWidth(column(again, "partner")) == 222


def test_a_place_with_a_deal_shows_it_whatever_is_filtered(
    qtbot: QtBot, desk: Desk, page: DealsPage
) -> None:
    page.filters.search.setText("pilot")
    page.visit(Place("deals", row(page, "Audit").id))
    assert page.view.selected_ids() == [row(page, "Audit").id]


def test_a_deal_leads_to_its_partner(page: DealsPage, said: Any) -> None:
    select(page, "Audit")
    page.edits.open_partner()
    assert said["places"] == [Place("partner", WORLD, "deals")]


def test_a_read_only_portfolio_is_shown_and_not_changed(
    qtbot: QtBot, desk: Desk, filled: Portfolio, said: Any
) -> None:
    desk.opened = Opened(path=filled.path, name="Deals", read_only=True)
    page = opened(qtbot, desk)
    at = page.model.index(0, column(page, "stage"))
    assert not at.flags() & Qt.ItemFlag.ItemIsEditable
    select(page, "SOC", "Pilot")
    assert not page.bulk.isVisible()
    page.edits.delete()
    page.edits.ask_new()
    assert said["problems"][0][0] == "This portfolio can't be changed."
    assert len(names(page)) == 4


def test_tab_goes_from_the_head_over_the_filters_to_the_deals(
    page: DealsPage, qtbot: QtBot
) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    wanted = [page._writing[1], page.filters.search, page.filters.chips["status"], page.view]
    wanted[0].setFocus()
    heard = []
    for _ in range(20):
        heard.append(page.focusWidget())
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
    assert [stop for stop in dict.fromkeys(heard) if stop in wanted] == wanted


def test_every_control_has_a_name(page: DealsPage) -> None:
    page.edits.ask_new()
    silent = [
        widget
        for widget in [*page.findChildren(QLineEdit), page.view, *page.filters.chips.values()]
        if widget.isVisible() and not widget.accessibleName()
    ]
    assert silent == []


def test_a_screen_reader_hears_a_row_in_one_sentence(page: DealsPage) -> None:
    heard = page.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Deal: SOC, partner Northwind, status Open, close date 1 Dec 2021")


@pytest.mark.clause("C101")
def test_a_deal_that_an_omission_case_brought_in_leads_back_to_the_case(
    page: DealsPage, desk: Desk, filled: Portfolio
) -> None:
    from models.ledgers import OMISSION, Omission

    deal = row(page, "SOC")

    def write(book: Portfolio) -> None:
        records.add(book, Omission(77, deal.partner_id, deal_id=deal.id, state="accepted"))
        records.update(book, Deal, deal.id, source=OMISSION)

    select(page, "Pilot")
    assert "Open its omission case" not in [one.text() for one in page.edits.menu().actions()]
    desk.lane.write("Accept", write)
    page.refresh()
    select(page, "SOC")
    assert "Open its omission case" in [one.text() for one in page.edits.menu().actions()]
    gone: list[Place] = []
    desk.going.connect(gone.append)
    page.edits.open_omission()
    assert gone == [Place("partner", deal.partner_id, "omissions:77")]
