"""A pack is offered the decisions that are still wanted, once each, as far as it has room."""

from datetime import date

import pytest

from models.governance.outcomes import Resolution
from models.governance.wanted_asks import offered
from models.pack_plan import MOST_ASKS, Ask

DAY = date(2026, 12, 1)


def wanted(count: int) -> list[Resolution]:
    return [Resolution(at, 1, f"Decision {at}") for at in range(count)]


@pytest.mark.clause("C041")
def test_a_wanted_decision_is_asked_with_its_reason_owner_and_day() -> None:
    one = Resolution(1, 1, "Fund it", why="Two deals", side="partner", owner="Ada", due_on=DAY)
    assert offered([one], ()) == (Ask("Fund it", "Two deals", "", "partner", "Ada", DAY),)


def test_what_was_decided_or_is_asked_already_is_not_offered() -> None:
    found = [
        Resolution(1, 1, "Taken", state="taken"), Resolution(2, 1, "FUND it"),
        Resolution(3, 1, "New"), Resolution(4, 1, "new"),
    ]  # fmt: skip
    assert [ask.what for ask in offered(found, (Ask("Fund it"),))] == ["New"]


@pytest.mark.parametrize(("there", "room"), [(0, 5), (3, 2), (4, 1), (5, 0), (7, 0)])
def test_no_more_are_offered_than_a_meeting_takes(there: int, room: int) -> None:
    asks = tuple(Ask(f"Ask {at}") for at in range(there))
    assert len(offered(wanted(9), asks)) == room
    assert room <= MOST_ASKS
