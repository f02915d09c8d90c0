"""Meetings are added, changed and deleted as one change each, and their infractions decided."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.action import Action
from models.errors import UserError
from models.governance.meetings import Attendee, Infraction, Meeting
from models.governance.outcomes import Resolution
from models.governance.rules import Rules
from models.partner import Contact, Partner
from models.store import meetings, notices, records
from models.store.governance_rules import set_rules
from models.store.participation import way
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 5, 1)
DAY = date(2026, 5, 20)
AFTER = date(2026, 6, 1)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "book.alliance") as made:
        with made.change("Begin"):
            records.add(made, Partner(1, "O'Neil & Söhne 株式会社"))
            records.add(made, Partner(2, "Northwind"))
            records.add(made, Contact(5, 1, "Ada Brandt", "executive sponsor"))
            records.add(made, Contact(6, 1, "Gone", "other", until=date(2026, 5, 20)))
            records.add(made, Contact(7, 1, "Ours", "alliance manager", "host"))
        yield made


def add(portfolio: Portfolio, partner: int = 1, on: date = DAY, **values: Any) -> int:
    return meetings.add(portfolio, partner, on, TODAY, **values)


def test_a_meeting_is_kept_tidied_with_the_people_who_come(portfolio: Portfolio) -> None:
    made = add(
        portfolio, title="  Spring \n review ", at_time="9.30", kind="business_review",
        people=[Attendee(0, 0, 0, " Ada  Brandt ", "executive sponsor", "partner", 5)],
    )  # fmt: skip
    view = meetings.view(portfolio, made, TODAY)
    assert (view.meeting.title, view.meeting.at_time, view.meeting.made_on) == (
        "Spring review", "09:30", TODAY,
    )  # fmt: skip
    assert [(one.name, one.contact_id) for one in view.people] == [("Ada Brandt", 5)]
    assert [one.name for one in view.contacts] == ["Ada Brandt", "Ours"]  # in place on its day
    assert portfolio.can_undo() == "Add a meeting"
    portfolio.undo()
    assert meetings.of_partner(portfolio, 1) == ()
    assert meetings.attendees(portfolio, made) == ()


def test_meetings_come_by_day_and_time_and_of_a_span(portfolio: Portfolio) -> None:
    late = add(portfolio, at_time="14:00")
    early = add(portfolio, at_time="9:00")
    other = add(portfolio, 2, date(2026, 4, 30))
    assert [one.id for one in meetings.of_partner(portfolio, 1)] == [early, late]
    assert [line.id for line in meetings.all_lines(portfolio, TODAY)] == [other, early, late]
    assert [one.id for one in meetings.between(portfolio, DAY, DAY)] == [early, late]
    assert meetings.between(portfolio, date(2026, 5, 1), date(2026, 5, 19)) == ()
    assert meetings.view(portfolio, late, TODAY).same_day == ("Meeting (O'Neil & Söhne 株式会社)",)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"at_time": "25:00"}, "25:00 is no time of day."),
        ({"on": date(202, 12, 12)}, "12 Dec 202 is too far off for a meeting."),
        ({"minutes": -1}, "-1 minutes can't be how long a meeting takes."),
        ({"state": "held"}, "A meeting on 20 May 2026 can’t have been held yet."),
        ({"notice_on": date(2026, 5, 2)}, "Notice on 2 May 2026 is still to come."),
        ({"briefed_on": date(2026, 5, 2)}, "The briefing on 2 May 2026 is still to come."),
    ],
)
def test_what_no_meeting_can_be_is_refused(
    portfolio: Portfolio, values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UserError) as refused:
        add(portfolio, **values)
    assert refused.value.message == sentence
    assert meetings.of_partner(portfolio, 1) == ()


def test_a_meeting_of_a_partner_that_is_gone_is_refused(portfolio: Portfolio) -> None:
    with pytest.raises(UserError):
        add(portfolio, 99)


def test_a_meeting_is_moved_held_and_cancelled(portfolio: Portfolio) -> None:
    made = add(portfolio)
    meetings.set_meeting(portfolio, made, TODAY, on_date=date(2026, 4, 30))
    assert meetings.hold(portfolio, made, TODAY).state == "held"
    with pytest.raises(UserError):
        meetings.set_meeting(portfolio, made, TODAY, on_date=DAY)
    assert meetings.set_meeting(portfolio, made, TODAY, state="cancelled").state == "cancelled"


def test_notice_is_given_for_several_at_once_and_taken_back(portfolio: Portfolio) -> None:
    ids = [add(portfolio), add(portfolio, 2)]
    meetings.give_notice(portfolio, ids, TODAY, TODAY, "by mail")
    told = [records.get(portfolio, Meeting, one) for one in ids]
    assert [(one.notice_on, one.notice_how) for one in told] == [(TODAY, "by mail")] * 2
    assert portfolio.can_undo() == "Record notice of 2 meetings"
    meetings.give_notice(portfolio, ids[:1], None, TODAY)
    assert records.get(portfolio, Meeting, ids[0]).notice_on is None
    assert records.get(portfolio, Meeting, ids[0]).notice_how == ""


def test_a_deleted_meeting_leaves_its_actions_and_decisions_without_one(
    portfolio: Portfolio,
) -> None:
    made = add(portfolio, people=[Attendee(0, 0, 0, "Ada")])
    with portfolio.change("More"):
        records.add(portfolio, Action(1, 1, "Send the plan", meeting_id=made))
        records.add(portfolio, Resolution(1, 1, "Which two deals first", made))
    meetings.delete(portfolio, [made])
    assert records.get(portfolio, Action, 1).meeting_id == 0
    assert records.get(portfolio, Resolution, 1).meeting_id == 0
    assert records.find(portfolio, Attendee) == []
    portfolio.undo()
    assert records.get(portfolio, Action, 1).meeting_id == made
    assert len(meetings.attendees(portfolio, made)) == 1


def test_a_contact_comes_once(portfolio: Portfolio) -> None:
    made = add(portfolio)
    first = meetings.add_attendee(portfolio, made, "Ada Brandt", contact_id=5)
    assert meetings.add_attendee(portfolio, made, "Ada Brandt", contact_id=5) == first
    meetings.add_attendee(portfolio, made, "Ada Brandt")  # another one of that name
    meetings.add_attendee(portfolio, made, "Ours", side="host")
    assert [one.side for one in meetings.attendees(portfolio, made)] == [
        "partner", "partner", "host",
    ]  # fmt: skip


@pytest.mark.clause("C097")
def test_reading_proposes_an_infraction_and_writes_nothing(portfolio: Portfolio) -> None:
    made = add(portfolio, notice_on=None)
    add(portfolio, 2, notice_on=date(2026, 5, 1))  # in time
    add(portfolio, 2, with_whom="executives")
    before = portfolio.can_undo()
    assert [line.id for line in meetings.proposed_infractions(portfolio, AFTER)] == [made]
    assert meetings.proposed_infractions(portfolio, date(2026, 5, 19)) == ()
    assert records.find(portfolio, Infraction) == []
    assert portfolio.can_undo() == before


@pytest.mark.clause("C097")
def test_a_person_confirms_or_dismisses_and_takes_it_back(portfolio: Portfolio) -> None:
    made = add(portfolio)
    with pytest.raises(UserError, match="A dismissal needs its reason"):
        meetings.decide_infraction(portfolio, made, "dismissed", AFTER, reason="  ")
    meetings.decide_infraction(portfolio, made, "confirmed", AFTER, by="Ada", reason=" no  word ")
    assert meetings.proposed_infractions(portfolio, AFTER) == ()
    assert meetings.confirmed_infractions(portfolio, 1) == 1
    (told,) = records.find(portfolio, Infraction)
    assert (told.cause, told.on_date, told.decided_by, told.reason) == (
        "No notice was given; its last day was 13 May 2026.", DAY, "Ada", "no word",
    )  # fmt: skip
    meetings.reopen_infraction(portfolio, made, AFTER, by="Ada", reason="It was by phone")
    assert meetings.confirmed_infractions(portfolio, 1) == 0
    assert len(meetings.proposed_infractions(portfolio, AFTER)) == 1
    meetings.decide_infraction(portfolio, made, "dismissed", AFTER, reason="It was by phone")
    assert [one.state for one in meetings.record_of(portfolio, 1, AFTER).history] == [
        "dismissed", "reopened", "confirmed",
    ]  # fmt: skip


@pytest.mark.clause("C097")
def test_confirmed_infractions_remove_nobody(portfolio: Portfolio) -> None:
    before = records.get(portfolio, Partner, 1), way(portfolio, 1, AFTER)
    assert before[1].infractions == 0
    for day in (18, 19, 20):
        made = add(portfolio, on=date(2026, 5, day))
        meetings.decide_infraction(portfolio, made, "confirmed", AFTER)
    assert meetings.confirmed_infractions(portfolio, 1) == 3
    after = way(portfolio, 1, AFTER)
    assert after.infractions == 3  # shown, and nothing follows from it
    assert (records.get(portfolio, Partner, 1), replace(after, infractions=0)) == before


def test_there_is_nothing_to_decide_where_notice_was_in_time(portfolio: Portfolio) -> None:
    made = add(portfolio, notice_on=TODAY)
    with pytest.raises(UserError, match="nothing to decide"):
        meetings.decide_infraction(portfolio, made, "confirmed", AFTER)
    with pytest.raises(UserError, match="Nothing is decided"):
        meetings.reopen_infraction(portfolio, made, AFTER)


@pytest.mark.clause("C097")
def test_a_meeting_moved_after_its_decision_is_told_among_what_is_to_be_decided(
    portfolio: Portfolio,
) -> None:
    made = add(portfolio, notice_on=None)
    meetings.decide_infraction(portfolio, made, "confirmed", AFTER)
    meetings.set_meeting(portfolio, made, AFTER, on_date=date(2026, 7, 1))
    (line,) = meetings.proposed_infractions(portfolio, AFTER)
    assert line.finding is not None
    assert "by what is known now there was none" in line.finding.wrong


def test_an_earlier_day_knows_of_no_decision_that_came_later(portfolio: Portfolio) -> None:
    made = add(portfolio, notice_on=None)
    meetings.decide_infraction(portfolio, made, "confirmed", AFTER)
    assert meetings.proposed_infractions(portfolio, date(2026, 5, 1)) == ()
    (line,) = meetings.proposed_infractions(portfolio, DAY)
    assert line.finding is not None
    assert line.finding.state == "proposed"


def test_an_infraction_outlives_its_meeting(portfolio: Portfolio) -> None:
    made = add(portfolio)
    meetings.decide_infraction(portfolio, made, "confirmed", AFTER)
    meetings.delete(portfolio, [made])
    told = meetings.record_of(portfolio, 1, AFTER)
    assert (told.lines, told.confirmed, len(told.history)) == ((), 1, 1)


@pytest.mark.clause("C095")
def test_the_host_is_to_be_told_from_the_first_reminder_until_the_meeting(
    portfolio: Portfolio,
) -> None:
    made = add(portfolio)
    add(portfolio, state="cancelled")

    def told(day: date) -> list[int]:
        return [line.id for line in notices.to_tell(portfolio, day)]

    assert told(date(2026, 5, 9)) == []
    assert told(date(2026, 5, 10)) == told(date(2026, 5, 14)) == told(date(2026, 5, 19)) == [made]
    assert told(DAY) == []
    meetings.give_notice(portfolio, [made], date(2026, 5, 11), date(2026, 5, 11))
    assert told(date(2026, 5, 12)) == []


def test_the_portfolio_counts_in_working_days_where_its_rules_say_so(portfolio: Portfolio) -> None:
    meeting = Meeting(1, 1, "meeting", DAY)
    assert meetings.preview(portfolio, meeting, TODAY).by == date(2026, 5, 13)
    set_rules(portfolio, Rules(working_days=True))
    assert meetings.preview(portfolio, meeting, TODAY).by == date(2026, 5, 11)
    add(portfolio, notice_on=None)
    meetings.give_notice(
        portfolio, [one.id for one in meetings.of_partner(portfolio, 1)],
        date(2026, 5, 12), date(2026, 5, 12),
    )  # fmt: skip
    assert len(meetings.proposed_infractions(portfolio, date(2026, 5, 12))) == 1  # a day late


def test_a_meeting_before_there_was_a_program_asks_for_nothing(portfolio: Portfolio) -> None:
    meeting = Meeting(1, 1, "meeting", date(1999, 5, 20))
    assert meetings.preview(portfolio, meeting, TODAY).need == "none"


def test_a_year_is_told_in_numbers(portfolio: Portfolio) -> None:
    add(portfolio, on=date(2026, 3, 1), notice_on=date(2026, 2, 1))
    add(portfolio, on=date(2025, 12, 31))
    add(portfolio)
    told = meetings.record_of(portfolio, 1, TODAY)
    assert (told.year.in_time, told.year.missing, told.year.due) == (1, 0, 1)
