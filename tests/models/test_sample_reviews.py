"""The sample's reviews are of every kind and state, whatever day it is made for."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.action import Action
from models.governance.meetings import Attendee, Meeting, ReviewBlock
from models.governance.outcomes import DealNote, Resolution
from models.partner import Partner
from models.store import records, reviews
from models.store.portfolio import Portfolio
from tests.sample_portfolio import sample_at

DAYS = (date(2022, 1, 3), date(2024, 2, 29), date(2026, 11, 24), date(2026, 12, 31))


def sample(tmp_path: Path, day: date, name: str = "one") -> Portfolio:
    return sample_at(tmp_path / f"{name}.alliance", day)


@pytest.mark.parametrize("day", DAYS)
def test_months_were_kept_and_missed_and_business_reviews_are_due_and_planned(
    tmp_path: Path, day: date
) -> None:
    with sample(tmp_path, day) as portfolio:
        found = reviews.all_partners(portfolio, day)
        states = {one.due.state for one in found if one.due is not None}
        months = {month.state for one in found for month in one.months}
        held = [one for one in records.find(portfolio, Meeting) if one.state == "held"]
    assert months == {"kept", "missed", "open"}
    assert "planned" in states
    assert all(one.on_date <= day for one in held)
    assert {one.kind for one in held} >= {"pipeline_review", "business_review"}


def test_what_was_decided_and_said_is_there_and_belongs_to_its_partner(tmp_path: Path) -> None:
    with sample(tmp_path, DAYS[2]) as portfolio:
        meetings = {one.id: one for one in records.find(portfolio, Meeting)}
        partners = {one.id for one in records.find(portfolio, Partner)}
        kinds: tuple[Any, ...] = (Attendee, Resolution, ReviewBlock)
        of_meetings = [one for kind in kinds for one in records.find(portfolio, kind)]
        actions = [one for one in records.find(portfolio, Action) if one.meeting_id]
        notes = records.find(portfolio, DealNote)
        wanted = {one.state for one in records.find(portfolio, Resolution)}
    assert wanted == {"wanted", "taken", "dropped"}
    assert any(one.loss_reason for one in notes)
    assert any(one.blocker for one in notes)
    for one in (*of_meetings, *actions):
        if not one.meeting_id:  # of the register, and of no meeting
            continue
        assert meetings[one.meeting_id].partner_id == one.partner_id
    assert {one.partner_id for one in notes} <= partners
    assert {one.purpose for one in actions} >= {"actions", "corrections"}
    assert any(one.deal_id for one in actions)


def test_the_same_day_gives_the_same_reviews(tmp_path: Path) -> None:
    with sample(tmp_path, DAYS[1]) as one, sample(tmp_path, DAYS[1], "two") as two:
        for kind in (Meeting, Resolution, ReviewBlock, DealNote, Attendee):
            assert records.find(one, kind) == records.find(two, kind)
