"""A partner's benefits: what is due by group, who provides it, and a ledger that can be mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from models.benefit_event import BenefitEvent
from models.deal import Deal
from models.ids import new_id
from models.partner import Contact
from models.store import benefits, records
from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at
from tests.ui.pages.partner_on import key_of, partner_page
from ui import theme
from ui.desk import Desk, Opened, Place
from ui.pages.partner import PartnerPage
from ui.pages.partner_tabs.benefits import BenefitsTab
from ui.pages.partner_tabs.benefits_row import BenefitRow

TODAY = date(2026, 11, 24)
YEAR = TODAY.year
GOLD = "Dunmarrow Key Vaults"
SILVER = "Pebblewhit Access"
NONE = "Snickerfell Mail Safety"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "partners.alliance", TODAY) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> PartnerPage:
    return partner_page(qtbot, desk, 1200)


def see(page: PartnerPage, portfolio: Portfolio, name: str) -> BenefitsTab:
    page.visit(Place("partner", key_of(portfolio, name), "benefits"))
    assert isinstance(page.current, BenefitsTab)
    return page.current


def log(tab: BenefitsTab, benefit: str, event: str, **fields: str) -> None:
    """Log an entry through the dialog."""
    tab.log(benefit, event)
    dialog = tab.changes.dialog
    assert dialog is not None
    for name, text in fields.items():
        field = getattr(dialog, name)
        (field.setPlainText if name == "note" else field.setText)(text)
    dialog.keep.click()


def own(portfolio: Portfolio, name: str, benefit: str) -> list[BenefitEvent]:
    return records.find(
        portfolio, BenefitEvent, partner_id=key_of(portfolio, name), benefit=benefit
    )


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def button(tab: BenefitsTab, name: str) -> QPushButton | QToolButton:
    kinds: tuple[Any, ...] = (QPushButton, QToolButton)
    found = [
        one
        for kind in kinds
        for one in tab.panel.findChildren(kind)
        if one.accessibleName().startswith(name) and one.isVisibleTo(tab.panel)
    ]
    made: QPushButton | QToolButton = found[0]
    return made


@pytest.mark.clause("C079")
@pytest.mark.clause("C089")
def test_benefits_stand_by_group_with_what_is_due(page: PartnerPage, portfolio: Portfolio) -> None:
    tab = see(page, portfolio, GOLD)
    assert [card.title.text() for card in tab._cards] == [
        "Governance",
        "Offering management",
        "Marketing and business development",
    ]
    assert len(tab.rows) == 9
    assert (tab.tier.value, tab.done.value, tab.open.value) == ("Gold", "0 of 4", "4")
    assert tab.held.text() == "Silver (granted in 2025) until 1 Jan 2026, then Gold."
    roadmap = words(tab.rows["roadmap_overview"])
    assert roadmap == [
        "Roadmap overviews and planning",
        "Included, C084",
        "Due",
        "Deliver it, or promise it",
    ]
    assert "Nothing is due until an invitation is accepted" in words(tab.rows["workshop"])


@pytest.mark.clause("C091")
def test_without_a_tier_nothing_is_due(page: PartnerPage, portfolio: Portfolio) -> None:
    tab = see(page, portfolio, NONE)
    assert (tab.tier.value, tab.done.value) == ("None", "0 of 0")
    assert tab.held.text() == f"No tier is granted for {YEAR}, so no benefit is due."
    assert all("Not included" in words(row) for row in tab.rows.values())


@pytest.mark.clause("C087")
def test_an_invitation_goes_its_way_to_delivery(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    tab = see(page, portfolio, GOLD)
    for event, state in (
        ("invited", "Invited"),
        ("accepted", "Due"),
        ("promised", "Promised"),
        ("delivered", "Delivered"),
    ):
        log(tab, "faststart", event, note=f"{event} by mail", by_whom="Ada")
        assert state in words(tab.rows["faststart"])
    assert tab.done.value == "1 of 5"
    told = words(tab.panel)
    assert "Delivered on 24 Nov 2026 by Ada" in told
    assert "invited by mail" in told
    desk.lane.undo()
    assert "Promised" in words(tab.rows["faststart"])


@pytest.mark.clause("C088")
def test_a_delivery_out_of_turn_is_warned_about_in_sight(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = see(page, portfolio, SILVER)
    assert tab.warned.value == "1"
    (warning,) = [w for w in words(tab.rows["event_sponsorship"]) if "and yet" in w]
    assert "not included for Silver" in warning


def test_an_entry_is_corrected_and_deleted_where_it_stands(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = see(page, portfolio, SILVER)
    tab.reveal("event_sponsorship", None)
    button(tab, "Correct: Delivered").click()
    dialog = tab.changes.dialog
    assert dialog is not None
    assert dialog.by_whom.text() == "Mattias Goldhawthorn"
    dialog.event_choice.set_current("invited")
    dialog.on_date.setText("1 Sep 2026")
    dialog.keep.click()
    (entry,) = own(portfolio, SILVER, "event_sponsorship")
    assert (entry.event, entry.on_date) == ("invited", date(YEAR, 9, 1))
    assert entry.note == "A table at the regional forum, given out of turn"
    button(tab, "Delete: Invited").click()
    assert own(portfolio, SILVER, "event_sponsorship") == []
    assert tab.warned.value == "0"
    portfolio.undo()
    assert len(own(portfolio, SILVER, "event_sponsorship")) == 1


def test_an_overdue_promise_is_told_and_its_day_can_be_moved(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = see(page, portfolio, SILVER)
    log(tab, "win_wire", "promised", on_date="1 Sep 2026", due_on="1 Oct 2026")
    assert tab.open.accessibleName().endswith("1 late")
    assert "Late since 1 Oct 2026, 0 of 2" in words(tab.rows["win_wire"])
    button(tab, "Correct: Promised").click()
    dialog = tab.changes.dialog
    assert dialog is not None
    assert dialog.due_on.text() == "1 Oct 2026"
    dialog.due_on.setText("1 Dec 2026")
    dialog.keep.click()
    assert "Promised, due 1 Dec 2026, 0 of 2" in words(tab.rows["win_wire"])
    portfolio.undo()
    assert [entry.due_on for entry in own(portfolio, SILVER, "win_wire")] == [date(YEAR, 10, 1)]


def test_the_benefits_of_a_partner_are_copied_with_their_days(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = see(page, portfolio, SILVER)
    log(tab, "win_wire", "promised", on_date="1 Sep 2026", due_on="1 Oct 2026")
    tab.copying.click()
    head, *told = [row.split("\t") for row in QGuiApplication.clipboard().text().splitlines()]
    (wire,) = [dict(zip(head, row, strict=True)) for row in told if row[0] == "Internal win wires"]
    assert (wire["State"], wire["Promised for"], wire["Late"]) == (
        "Promised", "1 Oct 2026", "Yes",
    )  # fmt: skip


def test_a_correction_that_changes_nothing_is_no_step(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = see(page, portfolio, SILVER)
    tab.reveal("event_sponsorship", None)
    before = portfolio.can_undo()
    button(tab, "Correct: Delivered").click()
    assert tab.changes.dialog is not None
    tab.changes.dialog.keep.click()
    assert portfolio.can_undo() == before


@pytest.mark.clause("C085")
def test_each_win_without_a_wire_is_listed_and_told_by_one(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    key = key_of(portfolio, GOLD)
    with portfolio.change("Clear"):
        portfolio.conn.execute("DELETE FROM deals WHERE partner_id=?", (key,))
        for number, name in enumerate(("Contoso SIEM", "Fabrikam SOC"), start=1):
            won = date(YEAR, number, 1)
            records.add(portfolio, Deal(number, key, name, status="won", close_date=won))
    page.refresh()
    tab = see(page, portfolio, GOLD)
    tab.reveal("win_wire", None)
    assert "Wins without a wire, 2" in words(tab.panel)
    button(tab, "Log a wire for Fabrikam SOC").click()
    dialog = tab.changes.dialog
    assert dialog is not None
    assert (dialog.deal.current, dialog.event_choice.current) == (2, "delivered")
    dialog.keep.click()
    (wire,) = own(portfolio, GOLD, "win_wire")
    assert wire.deal_id == 2
    told = words(tab.panel)
    assert "Win without a wire, 1" in told
    assert "Fabrikam SOC" not in told
    assert "Due, 1 of 2" in words(tab.rows["win_wire"])
    button(tab, "Correct: Delivered").click()
    assert tab.changes.dialog is not None
    assert tab.changes.dialog.deal.current == 2


@pytest.mark.clause("C080")
@pytest.mark.clause("C081")
def test_the_hosts_people_are_the_evidence(page: PartnerPage, portfolio: Portfolio) -> None:
    tab = see(page, portfolio, GOLD)
    assert "Due" in words(tab.rows["host_executive_sponsor"])
    ada = Contact(new_id(), key_of(portfolio, GOLD), "Ada Wells", "executive sponsor", "host")
    page.desk.lane.write("Add Ada", lambda p: records.add(p, ada))
    assert words(tab.rows["host_executive_sponsor"])[2:] == ["Delivered", "Ada Wells"]
    tab.reveal("host_executive_sponsor", None)
    assert "Ada Wells" in words(tab.panel)
    asked: list[Any] = []
    tab.wanted.connect(lambda *place: asked.append(place))
    button(tab, "Show people").click()
    assert asked == [("people", "contacts", None)]


def test_letters_and_arrows_work_on_the_rows(
    page: PartnerPage, portfolio: Portfolio, qtbot: QtBot
) -> None:
    tab = see(page, portfolio, GOLD)
    with qtbot.waitActive(page):
        page.activateWindow()
    first, second = list(tab.rows.values())[:2]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert page.focusWidget() is second
    assert tab.chosen == second.benefit
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert page.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_P)
    assert tab.changes.dialog is not None
    assert tab.changes.dialog.event_choice.current == "promised"
    assert tab.changes.dialog.benefit.current == first.benefit


def test_another_year_shows_what_was_owed_then(page: PartnerPage, portfolio: Portfolio) -> None:
    tab = see(page, portfolio, GOLD)
    assert tab.found is not None
    assert YEAR - 1 in tab.found.years
    tab.choice.chosen.emit(YEAR - 1)
    assert tab.found.year == YEAR - 1
    log(tab, "roadmap_overview", "delivered")
    assert [e.year for e in own(portfolio, GOLD, "roadmap_overview")] == [YEAR - 1]
    # Another partner begins with this year again.
    other = see(page, portfolio, SILVER)
    assert other.found is not None
    assert other.found.year == YEAR


def test_in_a_portfolio_open_read_only_there_is_nothing_to_log(
    page: PartnerPage, portfolio: Portfolio, desk: Desk
) -> None:
    desk.opened = Opened(path=portfolio.path, name="Partners", read_only=True)
    tab = see(page, portfolio, SILVER)
    tab.reveal("event_sponsorship", None)
    assert not any(row.log.isVisibleTo(tab) for row in tab.rows.values())
    assert [b for b in tab.panel.findChildren(QToolButton) if b.isVisibleTo(tab.panel)] == []
    tab.log("workshop")
    assert tab.changes.dialog is None


def test_where_there_is_no_room_the_ledger_is_a_drawer(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = see(page, portfolio, SILVER)
    page.resize(900, 640)
    assert tab.side.is_drawer
    assert tab._ledger.isVisibleTo(tab)
    tab._ledger.click()
    assert tab.panel.isVisibleTo(tab)
    tab.panel._close.click()
    assert not tab.panel.isVisibleTo(tab)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_row_is_higher_than_its_words(
    page: PartnerPage, portfolio: Portfolio, scale: float, qapp: Any
) -> None:
    theme.apply(qapp, "dark", scale)
    tab = see(page, portfolio, GOLD)
    qapp.processEvents()
    row: BenefitRow = tab.rows["host_alliance_manager"]
    assert row.height() < theme.px(72)
    assert not page.grab().isNull()


def test_everything_that_takes_the_keyboard_has_a_name(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = see(page, portfolio, SILVER)
    tab.reveal("win_wire", None)
    silent = [
        type(widget).__name__
        for widget in tab.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(tab)
        and not widget.accessibleName()
    ]
    assert silent == []
    assert "Win wires" not in tab.rows["win_wire"].accessibleName()
    assert tab.rows["win_wire"].accessibleName().startswith("Internal win wires. Due")


def test_a_partner_that_is_deleted_meanwhile_is_told(
    page: PartnerPage, portfolio: Portfolio
) -> None:
    tab = see(page, portfolio, GOLD)
    with pytest.raises(Exception, match="not there any more"):
        benefits.ledger(portfolio, 1, YEAR, TODAY)
    tab._refuse(ValueError("ours"))
    assert tab._faces.currentIndex() == 1
