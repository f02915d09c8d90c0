"""Inquiries are listed by how long they wait, answered, and made a candidate or a deal."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from models.deal import Deal
from models.governance.advocacy import Inquiry
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Place
from ui.dialogs.inquiry import CandidateDialog, DealAsked, OpenDealDialog
from ui.pages.inquiries import InquiriesPage

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        for record in (
            Partner(1, "Acorn"),
            Inquiry(11, "becoming_partner", TODAY - 9 * ONE, sender="Ilse, Birch",
                    subject="Join?"),
            Inquiry(12, "sales_opportunity", TODAY, subject="Fences"),
            Inquiry(13, "program", TODAY - 8 * ONE, answered_on=TODAY - 7 * ONE, partner_id=1),
        ):  # fmt: skip
            records.add(made, record)
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> InquiriesPage:
    made = InquiriesPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.visit(Place("inquiries"))
    return made


def pick(page: InquiriesPage, *ids: int) -> None:
    page.table.view.select_ids(list(ids), ids[0])
    page.table._select(page.table.view.selected_ids())


def verbs(page: InquiriesPage) -> list[str]:
    return [button.text() for button in page.table._verbs if not button.isHidden()]


@pytest.mark.clause("C099")
def test_what_waits_is_listed_with_its_age_and_what_was_answered_on_request(page):
    assert page.header.sub == "3 inquiries · 2 open · 1 for more than 5 days"
    assert [line.id for line in page.table.model.rows] == [11, 12]
    assert page.table.model.rows[0].age.words == "Open 9 days, 4 over"
    page.table._show_all()
    assert [line.id for line in page.table.model.rows] == [11, 12, 13]


def test_each_kind_offers_what_may_become_of_it(page):
    pick(page, 11)
    assert verbs(page) == ["Mark as answered", "Make a candidate…"]
    pick(page, 12)
    assert verbs(page) == ["Mark as answered", "Open a deal…"]
    pick(page, 11, 12)
    assert verbs(page) == ["Mark as answered"]


@pytest.mark.clause("C099")
def test_who_wants_to_join_is_made_a_candidate_by_name(page, portfolio, toasts):
    pick(page, 11)
    page.table._ask()
    dialog = page.dialog
    assert isinstance(dialog, CandidateDialog)
    assert dialog.name.text() == "Birch"
    dialog.name.setText("Acorn")
    dialog.finish()
    assert "a partner named Acorn already" in dialog.problem_of("name")
    dialog.name.setText("Birch")
    dialog.finish()
    assert page.dialog is None
    assert [one.name for one in records.find(portfolio, Partner)][-1] == "Birch"
    assert toasts == [("Birch is a candidate", True)]


@pytest.mark.clause("C099")
def test_a_lead_opens_a_deal_for_a_partner_of_the_list(page, portfolio):
    pick(page, 12)
    page.table._ask_deal()
    dialog = page.dialog
    assert isinstance(dialog, OpenDealDialog)
    dialog.partner.setText("Nobody")
    dialog.finish()
    assert "no partner of that name" in dialog.problem_of("partner")
    dialog.partner.setText(" acorn ")
    heard: list[DealAsked] = []
    dialog.answered.connect(heard.append)
    dialog.finish()
    assert heard == [DealAsked(1, "Fences", "")]
    assert [one.name for one in records.find(portfolio, Deal)] == ["Fences"]


def test_a_day_that_cant_be_is_refused_where_it_was_typed(page, portfolio):
    page.table.edited.emit(page.table, 12, "received_on", TODAY + ONE)
    assert "still to come" in page.table.problem
    page.table.edited.emit(page.table, 12, "answer", "Yes")
    assert records.get(portfolio, Inquiry, 12).answered_on == TODAY
    pick(page, 11)
    page.table.answer()
    assert page.header.sub == "3 inquiries · all answered"


@pytest.mark.clause("C099")
def test_mail_is_offered_only_once_the_address_is_one(page, monkeypatch):
    assert page.mail.isHidden()
    page.mailbox.committed.emit("Alliance Program@example.com")
    assert "blanks" in page.problem.text()
    assert page.mail.isHidden()
    page.mailbox.committed.emit("alliance@example.com")
    assert page.problem.isHidden()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    page.mail.click()
    assert opened == ["mailto:alliance@example.com"]


def test_an_inquiry_is_brought_into_sight_and_its_partner_is_a_step_away(page, desk):
    page.visit(Place("inquiries", 13))
    assert page.table.view.current_id() == 13
    gone: list[Place] = []
    desk.going.connect(gone.append)
    page.table._take_opened(13, "age")
    assert gone == [Place("partner", 1)]


def test_a_dialog_that_was_closed_before_the_answer_came_is_let_be(page, portfolio):
    pick(page, 11)
    page.table._ask()
    page.dialog.reject()
    assert page.dialog is None
    page._refuse("name", ValueError("late"))
    page._done("Done", None)
