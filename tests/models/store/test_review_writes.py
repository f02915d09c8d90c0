"""A review is planned, opened and written in one step each, and every step is taken back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.action import Action
from models.errors import UserError
from models.governance.meetings import Meeting, ReviewBlock
from models.governance.outcomes import DealNote, Resolution
from models.store import meetings, records, register, review_page, review_writes
from models.store.portfolio import Portfolio, create
from tests.models.store.reviews_of import TODAY, deals, held, partner, people

BUSINESS, PIPELINE = "business_review", "pipeline_review"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "r.alliance") as made:
        with made.change("Fill"):
            partner(made, 1, "Northwind")
            records.add(made, records_partner(2, "Outside"))
            people(made, 1)
        yield made


def records_partner(at: int, name: str) -> records.Record:
    from models.partner import Partner

    return Partner(at, name)


def meeting(portfolio: Portfolio, meeting_id: int) -> Meeting:
    return records.get(portfolio, Meeting, meeting_id)


# ---- planning ---------------------------------------------------------------------------------


@pytest.mark.clause("C041")
def test_the_next_review_is_planned_on_its_day_with_agenda_and_people(
    portfolio: Portfolio,
) -> None:
    with portfolio.change("Add"):
        held(portfolio, 1, 1, BUSINESS, date(2026, 6, 30))
    made = review_writes.plan_next(portfolio, 1, TODAY, ["Tier", "Pipeline"])
    found = meeting(portfolio, made)
    assert (found.on_date, found.kind, found.state) == (date(2026, 12, 30), BUSINESS, "planned")
    assert found.agenda == "Tier\nPipeline"
    assert [who.name for who in meetings.attendees(portfolio, made)] == ["Ada", "Bo", "Cy"]
    assert portfolio.can_undo() == "Plan the next business review of Northwind"
    assert review_writes.plan_next(portfolio, 1, TODAY) == made
    portfolio.undo()
    assert len(records.find(portfolio, Meeting)) == 1


@pytest.mark.clause("C095")
def test_one_that_is_overdue_is_planned_for_the_first_weekday_that_can_be_told_of(
    portfolio: Portfolio,
) -> None:
    made = review_writes.plan_next(portfolio, 1, TODAY)
    assert meeting(portfolio, made).on_date == date(2026, 12, 1)


def test_who_takes_no_part_has_no_review_to_plan(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match="Outside does not take part"):
        review_writes.plan_next(portfolio, 2, TODAY)


@pytest.mark.clause("C103")
@pytest.mark.clause("C042")
def test_a_month_is_opened_once_with_its_two_managers_and_its_four_purposes(
    portfolio: Portfolio,
) -> None:
    made = review_writes.open_month(portfolio, 1, "2026-10", TODAY)
    found = meeting(portfolio, made)
    assert (found.on_date, found.period, found.with_whom) == (TODAY, "2026-10", "alliance_manager")
    assert len(found.agenda.splitlines()) == 4
    assert [who.name for who in meetings.attendees(portfolio, made)] == ["Bo", "Cy"]
    assert review_writes.open_month(portfolio, 1, "2026-10", TODAY) == made
    assert portfolio.can_undo() == "Open the pipeline review of October 2026 with Northwind"
    portfolio.undo()
    assert records.find(portfolio, Meeting) == []


def test_a_month_to_come_is_planned_for_its_first_weekday_and_a_cancelled_one_anew(
    portfolio: Portfolio,
) -> None:
    made = review_writes.open_month(portfolio, 1, "2027-05", TODAY)
    assert meeting(portfolio, made).on_date == date(2027, 5, 3)
    meetings.set_meeting(portfolio, made, TODAY, state="cancelled")
    assert review_writes.open_month(portfolio, 1, "2027-05", TODAY) != made
    with pytest.raises(UserError, match="no month"):
        review_writes.open_month(portfolio, 1, "May", TODAY)


# ---- what is left open -------------------------------------------------------------------------


@pytest.mark.clause("C041")
def test_what_a_review_left_open_is_carried_to_the_next_of_its_kind(
    portfolio: Portfolio,
) -> None:
    with portfolio.change("Add"):
        held(portfolio, 1, 1, BUSINESS, date(2026, 5, 5))
        held(portfolio, 2, 1, BUSINESS, date(2026, 12, 1), state="planned")
        held(portfolio, 3, 1, PIPELINE, date(2026, 6, 1))
        records.add(portfolio, Resolution(1, 1, "Fund it", meeting_id=1))
        records.add(portfolio, Resolution(2, 1, "Name an owner", meeting_id=1))
        records.add(portfolio, Resolution(3, 1, "Of this one", meeting_id=2))
        records.add(portfolio, Action(1, 1, "Send the list", meeting_id=1))
        records.add(portfolio, Action(2, 1, "Done long ago", state="done", meeting_id=1))
        records.add(portfolio, Action(3, 1, "Of the pipeline", meeting_id=3))
        records.add(portfolio, Action(4, 1, "Agreed for the next", meeting_id=2))
    register.set_resolution(portfolio, 2, date(2026, 5, 5), state="taken")
    page = review_page.page(portfolio, 2, TODAY)
    assert [one.title for one in page.carried_resolutions] == ["Fund it"]
    assert [one.title for one in page.resolutions] == ["Of this one"]
    assert [line.action.title for line in page.carried_actions] == ["Send the list"]
    assert [line.action.title for line in page.actions] == ["Agreed for the next"]
    assert page.since == date(2026, 5, 5)
    assert review_page.page(portfolio, 1, TODAY).carried_actions == ()
    past = review_page.history(portfolio, 1)
    assert [(one.id, one.decided, one.made, one.open) for one in past] == [
        (2, 0, 1, 1), (3, 0, 1, 1), (1, 1, 2, 1),
    ]  # fmt: skip


def test_a_review_that_was_held_shows_what_was_open_on_its_day(portfolio: Portfolio) -> None:
    with portfolio.change("Add"):
        held(portfolio, 1, 1, BUSINESS, date(2026, 5, 5))
        held(portfolio, 2, 1, BUSINESS, date(2026, 11, 1))
        for at, done in enumerate((date(2026, 10, 31), date(2026, 11, 1), None), start=1):
            state = "done" if done else "open"
            records.add(
                portfolio, Action(at, 1, f"At {at}", state=state, done_on=done, meeting_id=1)
            )
    carried = review_page.page(portfolio, 2, TODAY).carried_actions
    assert sorted(line.id for line in carried) == [2, 3]


# ---- blocks and deals -------------------------------------------------------------------------


@pytest.mark.clause("C104")
@pytest.mark.clause("C107")
def test_each_purpose_has_its_own_words_and_none_of_it_is_kept_blank(
    portfolio: Portfolio,
) -> None:
    made = review_writes.open_month(portfolio, 1, "2026-11", TODAY)
    review_writes.set_block(portfolio, made, "develop", "Two deals need a sponsor")
    review_writes.set_block(portfolio, made, "corrections", "Train two more")
    review_writes.set_block(portfolio, made, "corrections", "Train three more")
    blocks = review_page.page(portfolio, made, TODAY).blocks
    assert blocks == {"develop": "Two deals need a sponsor", "corrections": "Train three more"}
    review_writes.set_block(portfolio, made, "corrections", " ")
    assert len(records.find(portfolio, ReviewBlock)) == 1
    portfolio.undo()
    assert review_page.page(portfolio, made, TODAY).blocks["corrections"] == "Train three more"


def test_the_same_words_are_no_change(portfolio: Portfolio) -> None:
    made = review_writes.open_month(portfolio, 1, "2026-11", TODAY)
    review_writes.set_block(portfolio, made, "trends", "Up")
    review_writes.set_block(portfolio, made, "trends", "Up")
    portfolio.undo()
    assert review_page.page(portfolio, made, TODAY).blocks == {}


@pytest.mark.clause("C104")
@pytest.mark.clause("C106")
def test_a_deals_blocker_and_help_are_noted_once_a_deal_and_go_when_they_are_blank(
    portfolio: Portfolio,
) -> None:
    with portfolio.change("Add"):
        first, second = deals(portfolio, 1, 2)
    made = review_writes.open_month(portfolio, 1, "2026-11", TODAY)
    review_writes.set_notes(portfolio, [first, second], TODAY, blocker="Procurement")
    review_writes.set_notes(portfolio, [first], TODAY, help_wanted=" A sponsor ")
    notes = [line.note for line in review_page.page(portfolio, made, TODAY).deals]
    assert [(n.blocker, n.help_wanted) for n in notes] == [
        ("Procurement", "A sponsor"), ("Procurement", ""),
    ]  # fmt: skip
    review_writes.set_notes(portfolio, [second], TODAY, blocker="")
    assert [note.deal_id for note in records.find(portfolio, DealNote)] == [first]


def test_open_deals_of_the_window_and_those_lost_since_the_last_review_are_shown(
    portfolio: Portfolio,
) -> None:
    from models.deal import Deal

    with portfolio.change("Add"):
        opened = deals(portfolio, 1, 3)
        lost = deals(portfolio, 1, 40, "lost")
        records.add(portfolio, Deal(7, 1, "Far", status="open", close_date=date(2029, 1, 1)))
        records.add(portfolio, Deal(8, 1, "Lead", status="open", qualified=False))
        records.add(portfolio, Deal(9, 1, "Undated", status="open"))
        held(portfolio, 1, 1, PIPELINE, date(2026, 11, 4))
    made = review_writes.open_month(portfolio, 1, "2026-11", TODAY)
    assert made == 1
    made = review_writes.open_month(portfolio, 1, "2026-12", TODAY)
    page = review_page.page(portfolio, made, TODAY)
    assert [line.id for line in page.deals] == [*opened, 9]
    assert {line.id for line in page.lost} == set(lost[:19])
    assert page.lost[0].deal.close_date == date(2026, 11, 5)


def test_a_partner_without_deals_and_the_first_review_read_too(portfolio: Portfolio) -> None:
    made = review_writes.open_month(portfolio, 1, "2026-11", TODAY)
    page = review_page.page(portfolio, made, TODAY)
    assert (page.deals, page.lost, page.movement, page.since) == ((), (), None, None)
    assert "No snapshot" in page.why_not


@pytest.mark.clause("C105")
def test_what_moved_is_told_since_the_snapshot_before_the_last_review(
    portfolio: Portfolio,
) -> None:
    from models.store import snapshots
    from models.store.deals import set_all

    with portfolio.change("Add"):
        ids = deals(portfolio, 1, 2)
        for month in (8, 9, 10):
            snapshots.keep(portfolio, date(2026, month, 28), "month_end")
        held(portfolio, 1, 1, PIPELINE, date(2026, 9, 30))
    set_all(portfolio, ids[:1], "status", "won")
    made = review_writes.open_month(portfolio, 1, "2026-11", TODAY)
    moved = review_page.page(portfolio, made, TODAY).movement
    assert moved is not None
    assert (moved.first, moved.last) == (date(2026, 9, 28), TODAY)
    assert (moved.opening_deals, moved.closing_deals) == (2, 1)
    past = review_page.page(portfolio, 1, TODAY).movement
    assert past is not None
    assert (past.last, past.closing_deals) == (date(2026, 9, 28), 2)
