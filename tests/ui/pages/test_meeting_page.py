"""A meeting's page: its fields, the notice clock, what became of a late notice, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.governance.meetings import Attendee, Infraction, Meeting
from models.partner import Contact, Partner
from models.store import records
from models.store.portfolio import Portfolio, create
from ui.desk import Desk, Opened, Place
from ui.pages.meeting import MeetingPage

TODAY = date(2026, 11, 24)
LATE, AHEAD = 1, 2


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            for one in (
                Partner(1, "O'Neil & Söhne 株式会社"),
                Contact(1, 1, "Ada Brandt", "executive sponsor"),
                Meeting(LATE, 1, "meeting", date(2026, 11, 20), "Slipped",
                        notice_on=date(2026, 11, 14)),
                Meeting(AHEAD, 1, "meeting", date(2026, 12, 11), "Ahead"),
            ):  # fmt: skip
                records.add(made, one)
        yield made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> MeetingPage:
    made = MeetingPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


def see(page: MeetingPage, meeting_id: int) -> MeetingPage:
    page.visit(Place("meeting", meeting_id))
    return page


def meeting(portfolio: Portfolio, meeting_id: int) -> Meeting:
    return records.get(portfolio, Meeting, meeting_id)


def decide(page: MeetingPage, why: str = "They were told twice") -> None:
    dialog = page.doings.deciding
    assert dialog is not None
    dialog.by.setText("Ada Brandt")
    dialog.why.setPlainText(why)
    dialog.go.click()


@pytest.mark.clause("C095", "C096")
def test_notice_given_today_stops_the_clock_and_one_undo_starts_it_again(
    page: MeetingPage, portfolio: Portfolio, desk: Desk
) -> None:
    see(page, AHEAD)
    assert page.body.notice.by.text() == "Last day: Fri 4 Dec 2026"
    page.notice_today()
    assert meeting(portfolio, AHEAD).notice_on == TODAY
    assert page.view is not None
    assert page.view.notice.state == "in_time"
    page.briefed_today()
    assert meeting(portfolio, AHEAD).briefed_on == TODAY
    desk.lane.undo()
    desk.lane.undo()
    assert meeting(portfolio, AHEAD).notice_on is None


@pytest.mark.clause("C097")
def test_a_late_notice_is_decided_by_a_person_with_a_reason_and_can_be_decided_anew(
    page: MeetingPage, portfolio: Portfolio
) -> None:
    see(page, LATE)
    assert records.find(portfolio, Infraction) == []  # reading writes nothing
    page.dismiss()
    decide(page, "")
    assert records.find(portfolio, Infraction) == []  # nothing is dismissed without a reason
    page.confirm()
    decide(page)
    (first,) = records.find(portfolio, Infraction)
    assert (first.state, first.reason) == ("confirmed", "They were told twice")
    page.reopen()
    decide(page, "Looked at again")
    page.dismiss()
    decide(page, "Our assistant was late")
    states = [one.state for one in records.find(portfolio, Infraction)]
    assert states == ["confirmed", "reopened", "dismissed"]


def test_a_day_that_is_moved_makes_a_decision_wrong_and_it_is_said(
    page: MeetingPage, portfolio: Portfolio
) -> None:
    see(page, LATE)
    page.confirm()
    decide(page)
    page._set("on_date", date(2026, 11, 23))
    assert page.view is not None
    found = page.view.line.finding
    assert found is not None
    assert found.wrong
    assert found.wrong in page.body.notice.finding.accessibleName()


@pytest.mark.parametrize(("doing", "state"), [("hold", "held"), ("cancel", "cancelled")])
def test_its_end_is_one_step_that_undo_takes_back(
    page: MeetingPage, portfolio: Portfolio, desk: Desk, doing: str, state: str
) -> None:
    see(page, LATE)
    getattr(page, doing)()
    assert meeting(portfolio, LATE).state == state
    desk.lane.undo()
    assert meeting(portfolio, LATE).state == "planned"


def test_a_deleted_meeting_leads_back_and_is_said_to_be_gone(
    page: MeetingPage, portfolio: Portfolio, desk: Desk
) -> None:
    went: list[Place] = []
    desk.going.connect(went.append)
    see(page, AHEAD)
    page.delete()
    assert went == [Place("meetings")]
    assert records.find(portfolio, Meeting, id=AHEAD) == []
    see(page, AHEAD).refresh()
    assert page._faces.currentWidget() is page._gone
    desk.lane.undo()
    assert meeting(portfolio, AHEAD).title == "Ahead"


def test_whoever_comes_is_picked_from_the_contacts_or_typed(
    page: MeetingPage, portfolio: Portfolio
) -> None:
    see(page, AHEAD)
    page.people.flip(records.get(portfolio, Contact, 1))
    assert page.people.table.add_button is not None
    page.people.table.add_button.click()
    found = records.find(portfolio, Attendee)
    assert [(one.name, one.contact_id) for one in found] == [("Ada Brandt", 1), ("New person", 0)]
    page.people.flip(records.get(portfolio, Contact, 1))
    assert [one.name for one in records.find(portfolio, Attendee)] == ["New person"]


def test_a_portfolio_that_is_only_read_offers_nothing_to_change(
    page: MeetingPage, portfolio: Portfolio, desk: Desk
) -> None:
    desk.opened = Opened(path=portfolio.path, name="One", read_only=True)
    see(page, AHEAD)
    page.notice_today()
    page.hold()
    assert meeting(portfolio, AHEAD).notice_on is None
    offered = {command.id: command.enabled() for command in page.commands()}
    assert not any(offered[key] for key in ("meeting.delete", "meeting.new", "meeting.plan"))


def test_a_time_that_is_none_is_said_and_kept_as_typed(
    page: MeetingPage, portfolio: Portfolio
) -> None:
    see(page, AHEAD)
    row = page.fields.rows["at_time"]
    row.begin()
    assert row._editor is not None
    row._editor.start("half past nowhere")
    row.end()
    assert meeting(portfolio, AHEAD).at_time == ""
    assert "half past nowhere" in f"{row.problem} {row.unsaved}"


@pytest.mark.parametrize(
    ("doing", "offered"),
    [("plan", (True, True)), ("hold", (False, True)), ("cancel", (False, False))],
)
def test_what_is_over_is_not_briefed_today_and_what_is_off_has_no_briefing(
    page: MeetingPage, portfolio: Portfolio, doing: str, offered: tuple[bool, bool]
) -> None:
    see(page, LATE)
    getattr(page, doing)()
    notice = page.body.notice
    assert (not notice.brief_now.isHidden(), not notice.brief.isHidden()) == offered
