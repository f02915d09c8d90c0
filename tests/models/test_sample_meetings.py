"""The sample's meetings show every state of a notice, whatever day it is made for."""

from datetime import date
from pathlib import Path

import pytest

from models.governance.meetings import Infraction
from models.partner import Partner
from models.store import meetings, records
from tests.sample_portfolio import sample_at

DAYS = (date(2022, 1, 3), date(2024, 2, 29), date(2026, 11, 24))


@pytest.mark.parametrize("day", DAYS)
def test_meetings_are_ahead_and_over_with_notices_of_every_state(tmp_path: Path, day: date) -> None:
    with sample_at(tmp_path / "one.alliance", day) as portfolio:
        lines = meetings.all_lines(portfolio, day)
        partners = {one.id for one in records.find(portfolio, Partner)}
        proposed = meetings.proposed_infractions(portfolio, day)
        told = records.find(portfolio, Infraction)
    assert {line.meeting.partner_id for line in lines} <= partners
    assert {line.meeting.state for line in lines} == {"planned", "held", "cancelled"}
    assert {line.notice.state for line in lines} == {
        "due", "in_time", "late", "missing", "not_needed",
    }  # fmt: skip
    assert {line.notice.need for line in lines} == {"needed", "advised", "none"}
    assert any(line.notice.reminding(day) for line in lines)
    assert proposed
    assert {one.state for one in told} == {"confirmed", "dismissed"}
    assert all(line.finding is None or not line.finding.wrong for line in lines)


def test_nobody_was_told_or_briefed_on_a_day_to_come(tmp_path: Path) -> None:
    day = DAYS[-1]
    with sample_at(tmp_path / "one.alliance", day) as portfolio:
        for line in meetings.all_lines(portfolio, day):
            meeting = line.meeting
            assert meeting.state != "held" or meeting.on_date <= day
            for on in (meeting.notice_on, meeting.briefed_on, meeting.made_on):
                assert on is None or on <= day
