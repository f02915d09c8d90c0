"""Roadmaps, their sessions, training given and roles held, as one partner's tab shows them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.benefit_event import BenefitEvent
from models.errors import UserError
from models.governance.advocacy import TrainingSession
from models.governance.meetings import Meeting
from models.governance.voice import RoadmapItem
from models.partner import Agreement, Contact, Grant, Partner, Training
from models.program.loading import usual_program
from models.store import enablement, records
from models.store.portfolio import Portfolio, create

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)
DAY = date(2024, 1, 2)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        records.add(made, Partner(1, "Acorn", invited_on=DAY, invitation_accepted_on=DAY))
        records.add(made, Agreement(1, 1, "program_agreement", date(2024, 2, 1)))
        records.add(
            made,
            Grant(1, 1, "gold", "assessment", date(2026, 1, 2), program=usual_program()),
        )
        yield made


def session(portfolio: Portfolio, on: date, state: str = "held", shown: str = "both") -> int:
    made = Meeting(100 + on.toordinal(), 1, "roadmap", on, state=state, shown=shown)
    return records.add(portfolio, made)


@pytest.mark.clause("C084")
def test_a_session_that_showed_both_roadmaps_is_logged_once_in_the_ledger(
    portfolio: Portfolio,
) -> None:
    meeting = session(portfolio, TODAY - ONE)
    before = enablement.view(portfolio, 1, TODAY)
    assert before.given is not None
    assert (before.given.state, before.meetings[0].logged) == ("due", False)
    enablement.log_session(portfolio, meeting, TODAY)
    after = enablement.view(portfolio, 1, TODAY)
    assert after.given is not None
    assert (after.given.state, after.meetings[0].logged) == ("delivered", True)
    with pytest.raises(UserError, match="logged already"):
        enablement.log_session(portfolio, meeting, TODAY)
    portfolio.undo()
    assert records.find(portfolio, BenefitEvent) == []


@pytest.mark.parametrize(
    ("state", "shown", "says"),
    [
        ("planned", "both", "was not held"),
        ("held", "partner", "did not show both"),
        ("held", "", "did not show both"),
    ],
)
def test_a_session_that_shows_one_roadmap_or_was_not_held_is_not_logged(
    portfolio: Portfolio, state: str, shown: str, says: str
) -> None:
    meeting = session(portfolio, TODAY, state, shown)
    with pytest.raises(UserError, match=says):
        enablement.log_session(portfolio, meeting, TODAY)


def test_whose_roadmap_was_shown_is_one_of_four_words(portfolio: Portfolio) -> None:
    meeting = session(portfolio, TODAY, shown="")
    assert enablement.set_shown(portfolio, meeting, "host").shown == "host"
    with pytest.raises(UserError):
        enablement.set_shown(portfolio, meeting, "everybody")


def test_the_view_has_all_parts_of_one_partner(portfolio: Portfolio) -> None:
    records.add(portfolio, Partner(2, "Birch"))
    records.add(portfolio, TrainingSession(1, 1, TODAY, "sellers", "selling", people=9))
    records.add(portfolio, TrainingSession(2, 2, TODAY, "sellers", "selling", people=90))
    records.add(portfolio, Training(1, 1, "Ada", "sales", completed_on=TODAY))
    records.add(portfolio, Contact(1, 1, "Bo", "alliance manager", until=TODAY))
    found = enablement.view(portfolio, 1, TODAY)
    cell = found.grid.cell("sellers", "selling")
    assert (cell.sessions, cell.people, cell.courses) == (1, 9, 1)
    assert [one.vacant for one in found.strips] == [None, 1, None, None, None]


def test_a_partner_of_a_day_before_the_program_has_a_view_too(portfolio: Portfolio) -> None:
    assert enablement.view(portfolio, 1, date(2001, 5, 1)).given is None


@pytest.mark.clause("C084")
def test_an_item_never_waits_for_itself_and_what_is_deleted_is_waited_for_no_more(
    portfolio: Portfolio,
) -> None:
    first, second, third = (
        records.add(portfolio, RoadmapItem(at, 1, side, "Item"))
        for at, side in enumerate(("partner", "host", "host"), start=1)
    )
    enablement.set_items(portfolio, [first], depends_on=second)
    enablement.set_items(portfolio, [second], depends_on=third)
    for needs in (first, second, third):
        with pytest.raises(UserError, match="wait for itself"):
            enablement.set_items(portfolio, [third], depends_on=needs)
    with portfolio.change("Delete"):
        enablement.delete_items(portfolio, [second])
    left = {one.id: one.depends_on for one in records.find(portfolio, RoadmapItem)}
    assert left == {first: 0, third: 0}
    portfolio.undo()
    assert records.get(portfolio, RoadmapItem, first).depends_on == second
