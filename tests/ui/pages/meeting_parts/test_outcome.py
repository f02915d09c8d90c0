"""A business review holds what was decided and agreed, and begins with what was left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.action import Action
from models.benefit_event import BenefitEvent
from models.governance.meetings import Meeting
from models.governance.outcomes import Resolution
from models.store import meetings, records
from models.store.portfolio import Portfolio, create
from tests.models.store.reviews_of import TODAY, held, partner
from ui.desk import Desk, Place
from ui.pages.meeting_parts.outcome import OutcomePart

BUSINESS = "business_review"

__all__ = ["TODAY"]


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "one.alliance") as made:
        with made.change("Fill"):
            partner(made, 1, "Northwind")
            held(made, 1, 1, BUSINESS, date(2026, 5, 5))
            held(made, 2, 1, BUSINESS, date(2026, 12, 1), state="planned")
            records.add(made, Resolution(1, 1, "Fund it", meeting_id=1))
            records.add(made, Resolution(2, 1, "Done with", meeting_id=1, state="taken",
                                         decided_on=date(2026, 5, 5)))  # fmt: skip
            records.add(made, Action(1, 1, "Send the list", meeting_id=1))
        yield made


@pytest.fixture
def part(qtbot: QtBot, desk: Desk, portfolio: Portfolio) -> OutcomePart:
    made = OutcomePart(desk)
    qtbot.addWidget(made)
    made.resize(1100, 900)
    made.show()
    desk.lane.changed.connect(lambda _: show(made, portfolio, made.view.meeting.id, same=True))  # type: ignore[union-attr]
    return made


def show(part: OutcomePart, portfolio: Portfolio, meeting: int, *, same: bool = False) -> None:
    part.show_meeting(meetings.view(portfolio, meeting, TODAY), same=same)


@pytest.mark.clause("C041")
def test_the_next_review_begins_with_what_the_last_one_left_open(
    part: OutcomePart, portfolio: Portfolio
) -> None:
    show(part, portfolio, 2)
    carried = part.carried
    assert [row.resolution.title for row in carried.left_decisions.model.rows] == ["Fund it"]
    assert [row.action.title for row in carried.left_actions.model.rows] == ["Send the list"]
    assert part.decisions.model.rows == []
    carried.left_actions.changes.finish(carried.left_actions.model.rows)
    assert carried.left_actions.isHidden()


@pytest.mark.clause("C041")
def test_decisions_and_commitments_made_there_are_the_meetings(
    part: OutcomePart, portfolio: Portfolio
) -> None:
    show(part, portfolio, 2)
    part.decisions.add_line()
    part.commitments.add_line()
    [decided] = records.find(portfolio, Resolution, meeting_id=2)
    [agreed] = records.find(portfolio, Action, meeting_id=2)
    assert [row.id for row in part.decisions.model.rows] == [decided.id]
    assert [row.id for row in part.commitments.model.rows] == [agreed.id]
    part.decisions.edited.emit(part.decisions, decided.id, "state", "taken")
    kept = records.get(portfolio, Resolution, decided.id)
    assert (kept.state, kept.decided_on) == ("taken", TODAY)


def test_of_one_that_was_held_all_is_shown(part: OutcomePart, portfolio: Portfolio) -> None:
    show(part, portfolio, 1)
    titles = {row.resolution.title for row in part.decisions.model.rows}
    assert titles == {"Fund it", "Done with"}
    assert part.carried.isHidden()


def test_a_business_review_has_its_pack_one_step_away_and_another_meeting_none(
    part: OutcomePart, portfolio: Portfolio, desk: Desk
) -> None:
    went: list[Place] = []
    desk.going.connect(went.append)
    show(part, portfolio, 1)
    part.pack.click()
    assert went == [Place("packs", 1, "full")]
    records.update(portfolio, Meeting, 1, kind="workshop")
    show(part, portfolio, 1, same=True)
    assert part.pack.isHidden()


def test_a_place_names_the_commitments(part: OutcomePart, portfolio: Portfolio) -> None:
    part.reveal("actions", 1)
    show(part, portfolio, 1)
    assert part.commitments.view.hasFocus()


@pytest.mark.clause("C083")
def test_a_review_that_was_held_is_logged_as_delivered_with_one_click(
    part: OutcomePart, portfolio: Portfolio, desk: Desk
) -> None:
    show(part, portfolio, 2)
    assert part.ledger.isHidden()
    show(part, portfolio, 1)
    assert not part.ledger.isHidden()
    part.log()
    [event] = records.find(portfolio, BenefitEvent)
    assert (event.event, event.on_date, event.year) == ("delivered", date(2026, 5, 5), 2026)
    assert part.ledger.isHidden()
    desk.lane.undo()
    assert records.find(portfolio, BenefitEvent) == []
    assert not part.ledger.isHidden()
