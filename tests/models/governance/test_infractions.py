"""What was found of a notice is proposed, decided by a person, and told when it no longer fits."""

from datetime import date
from typing import Any

import pytest

from models.governance.infractions import Finding, confirmed, finding, in_force
from models.governance.meetings import Infraction, Meeting
from models.governance.notice import notice_of
from models.governance.rules import USUAL_RULES
from models.program.terms import Calendar

TODAY = date(2026, 6, 1)
LATE = "Notice came on 14 May 2026, 1 day after its last day, 13 May 2026."


def found(*told: Infraction, **values: Any) -> Finding | None:
    usual = {"notice_on": date(2026, 5, 14), "on_date": date(2026, 5, 20)}
    meeting = Meeting(1, 2, "meeting", **(usual | values))
    return finding(meeting, notice_of(meeting, Calendar(notice_days=7), USUAL_RULES, TODAY), told)


def decided(state: str, at: int = 1, cause: str = LATE, meeting: int = 1) -> Infraction:
    return Infraction(at, 2, meeting, state, cause, date(2026, 5, 20), date(2026, 5, 20 + at))


@pytest.mark.clause("C097")
def test_a_late_notice_is_proposed_until_a_person_decides() -> None:
    assert found(notice_on=date(2026, 5, 13)) is None
    proposed = found()
    assert proposed is not None
    assert (proposed.state, proposed.decided) == ("proposed", None)
    for state in ("confirmed", "dismissed"):
        told = found(decided(state))
        assert told is not None
        assert (told.state, told.wrong) == (state, "")


def test_a_decision_that_was_re_opened_is_proposed_anew_and_stays_in_the_history() -> None:
    told = found(decided("confirmed", 1), decided("reopened", 2))
    assert told is not None
    assert (told.state, [one.state for one in told.history]) == (
        "proposed", ["reopened", "confirmed"]
    )  # fmt: skip


@pytest.mark.clause("C097")
@pytest.mark.parametrize(
    "values", [{"on_date": date(2026, 5, 21)}, {"state": "cancelled"}, {"with_whom": "others"}]
)
def test_a_confirmed_one_that_a_moved_or_cancelled_meeting_makes_wrong_says_so(
    values: dict[str, Any],
) -> None:
    told = found(decided("confirmed"), **values)
    assert told is not None
    assert told.wrong.startswith("Confirmed on 21 May 2026, but by what is known now there was")


def test_a_dismissed_one_is_not_wrong_where_nothing_is_found_any_more() -> None:
    told = found(decided("dismissed"), state="cancelled")
    assert told is not None
    assert told.wrong == ""


@pytest.mark.parametrize("state", ["confirmed", "dismissed"])
def test_a_decision_on_another_finding_asks_to_be_looked_at_again(state: str) -> None:
    told = found(decided(state), on_date=date(2026, 5, 18))
    assert told is not None
    assert told.wrong.startswith("It was decided on another finding: notice came on 14 May 2026")


def test_only_the_last_decision_of_each_meeting_counts() -> None:
    told = [
        decided("confirmed", 1),
        decided("dismissed", 2),
        decided("confirmed", 1, meeting=7),
        decided("confirmed", 1, meeting=8),
        decided("reopened", 3, meeting=8),
    ]
    assert confirmed(told) == 1
    assert {one.meeting_id: one.state for one in in_force(told)} == {1: "dismissed", 7: "confirmed"}
