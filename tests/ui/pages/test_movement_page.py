"""The movement page: two days chosen, a step with its deals, sums by partner, snapshots kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.partner import Partner
from models.store import records, snapshots
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Opened, Place
from ui.pages.movement import MovementPage
from ui.pages.movement_body import IN_WINDOW

TODAY = date(2026, 11, 24)
OCT = date(2026, 10, 31)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        made.clock = lambda: datetime(2026, 11, 24, 12, tzinfo=UTC)
        yield made


def fill(portfolio: Portfolio) -> None:
    """Two partners; since the end of October one deal was won, one slipped, one was added."""
    with portfolio.change("Fill"):
        records.add(portfolio, Partner(1, "Alpha"))
        records.add(portfolio, Partner(2, "Beta"))
        for at, owner in ((11, 1), (12, 1), (13, 2)):
            records.add(portfolio, Deal(at, owner, name=f"Deal {at}", close_date=TODAY,
                                        partner_minor=at * 1000))  # fmt: skip
        snapshots.keep(portfolio, OCT, "month_end")
    with portfolio.change("Move"):
        records.update(portfolio, Deal, 11, status="won")
        records.update(portfolio, Deal, 12, close_date=date(2028, 1, 1))
        records.add(portfolio, Deal(14, 2, name="Deal 14", close_date=TODAY, partner_minor=700))


def opened(qtbot: QtBot, desk: Desk) -> MovementPage:
    page = MovementPage(desk)
    qtbot.addWidget(page)
    page.resize(1240, 800)
    page.show()
    page.visit(Place("movement"))
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> MovementPage:
    fill(portfolio)
    return opened(qtbot, desk)


def names(page: MovementPage) -> list[str]:
    return [row.move.deal.name for row in page.model.rows]


def test_the_last_month_end_is_compared_with_now_and_all_moves_are_shown(
    page: MovementPage, qtmodeltester: ModelTester
) -> None:
    assert (page.body.first.currentText(), page.body.last.currentText()) == (
        "End of October 2026", "Now",
    )  # fmt: skip
    assert sorted(names(page)) == ["Deal 11", "Deal 12", "Deal 14"]
    assert page.body.told.text() == "3 moves in all"
    for model in (page.model, page.body.partners, page.body.snapshots):
        qtmodeltester.check(model)


def test_a_bar_shows_its_deals_and_the_way_back_to_all(page: MovementPage) -> None:
    page.body.chart.picked.emit("won")
    assert names(page) == ["Deal 11"]
    assert page.body.told.text() == "Won: 1 deal, −$110"
    assert page.body.all.isVisible()
    page.body.all.click()
    assert len(names(page)) == 3
    assert not page.body.all.isVisible()


def test_a_step_without_deals_says_so(page: MovementPage) -> None:
    page.show_step("lost")
    assert page.body.faces.currentWidget() is page.body.no_moves


def test_a_partner_can_be_looked_at_alone(page: MovementPage) -> None:
    page.body.partner.set_chosen({2})
    page.body.partner.changed.emit({2})
    assert names(page) == ["Deal 14"]
    assert [bar.figure for bar in page.body.chart.bars if bar.total] == ["$130", "$137"]
    page.show_face("partners")
    assert [row.partner for row in page.body.partners.rows] == ["Beta"]


def test_in_the_window_a_deal_that_slips_out_of_it_leaves(page: MovementPage) -> None:
    page.body.scope.set_current(IN_WINDOW)
    page.body.scope.chosen.emit(IN_WINDOW)
    assert page.shown is not None
    assert page.shown.found.step("slipped").minor == -12_000
    assert "1 Oct 2026 to 30 Sep 2027" in page.body.note.text()


def test_sums_by_partner_add_up_to_the_whole(page: MovementPage) -> None:
    page.show_face("partners")
    rows = {row.partner: row.found.moved for row in page.body.partners.rows}
    assert rows == {"Alpha": -11_000, "Beta": 700}
    assert page.shown is not None
    assert sum(rows.values()) == page.shown.found.moved


def test_a_snapshot_is_kept_by_hand_deleted_and_undone(
    page: MovementPage, desk: Desk, toasts: list[Any]
) -> None:
    page.body.keep.click()
    assert [row.title for row in page.body.snapshots.rows] == [
        "Kept by hand, 24 Nov 2026", "End of October 2026",
    ]  # fmt: skip
    page.show_face("snapshots")
    assert not page.body.delete.isEnabled()
    first = page.body.snapshots.rows[0].id
    page.body.snapshot_view.select_ids([first], first)
    page.body.delete.click()
    assert page.body.snapshots.count == 1
    assert toasts[-1] == ("Deleted 1 snapshot", True)
    desk.lane.undo()
    assert page.body.snapshots.count == 2


def test_a_snapshot_that_is_opened_is_the_day_to_start_from(
    page: MovementPage, portfolio: Portfolio
) -> None:
    page.body.keep.click()
    newest = page.body.snapshots.rows[0].id
    page.body.snapshot_view.opened.emit(newest)
    assert page.body.first.currentText() == "Kept by hand, 24 Nov 2026"
    assert page.body.faces.currentWidget() is page.body.no_moves or not names(page)


def test_days_chosen_the_wrong_way_round_are_put_in_order(page: MovementPage) -> None:
    first = page.body.first.current
    page.body.first.set_current(0)
    page.body.last.set_current(first)
    page.body.last.chosen.emit(first)
    assert page.body.first.currentText() == "End of October 2026"


def test_the_table_is_copied_with_headings_and_bare_amounts(page: MovementPage) -> None:
    page.show_step("won")
    page.body.copy.click()
    head, row = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:3] == ["Deal", "Partner", "Step"]
    assert row.split("\t")[:6] == ["Deal 11", "Alpha", "Won", "110.00", "110.00", "-110.00"]


def test_a_deal_is_opened_where_it_is_still_there(page: MovementPage, desk: Desk) -> None:
    gone: list[Place] = []
    desk.going.connect(gone.append)
    page.show_step("won")
    page.view.opened.emit(page.model.rows[0].id)
    assert gone == [Place("deals", 11)]


def test_a_change_elsewhere_is_seen(page: MovementPage, desk: Desk) -> None:
    def lose(portfolio: Portfolio) -> None:
        records.update(portfolio, Deal, 13, status="lost")

    desk.lane.write("Lose", lose)
    page.show_step("lost")
    assert names(page) == ["Deal 13"]


def test_without_snapshots_it_says_when_the_next_comes_and_offers_one(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    page = opened(qtbot, desk)
    assert page.body.stack.currentWidget() is page.body.empty
    assert "30 Nov 2026" in page.body.empty._hint.text()
    page.body.empty.primary_clicked.emit()
    assert page.body.stack.currentWidget() is page.body.main


def test_a_file_that_is_only_read_keeps_nothing(
    qtbot: QtBot, desk: Desk, portfolio: Portfolio
) -> None:
    desk.opened = Opened(path=portfolio.path, name="Partners", read_only=True)
    page = opened(qtbot, desk)
    page.keep_now()
    assert not page.body.keep.isEnabled()
    assert snapshots.listed(portfolio) == ()


def test_a_damaged_snapshot_is_told_on_the_page(page: MovementPage, portfolio: Portfolio) -> None:
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE snapshots SET content = x'00'")
    page.refresh()
    assert page.body.stack.currentWidget() is page.body.failed


def test_a_currency_without_a_rate_is_named(page: MovementPage, desk: Desk) -> None:
    def add(portfolio: Portfolio) -> None:
        records.add(portfolio, Deal(15, 1, close_date=TODAY, currency="CHF", partner_minor=5))

    desk.lane.write("Add", add)
    assert "CHF" in page.body.missing.sentence
