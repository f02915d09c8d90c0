"""Grants: which ones the program knows, how they are taken back, and what is left on record."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.errors import UserError
from models.partner import Grant, Partner
from models.program.frozen import again
from models.store import frozen, grants, records
from models.store.portfolio import Portfolio, create
from models.store.standing import assess, partner_file
from tests.models.program.making import PARTNER, Records, complete, without, won
from tests.models.store.test_frozen import put

DAY = date(2022, 1, 5)
YEAR_END = date(2021, 12, 31)


@pytest.fixture
def portfolio(tmp_path: Path):
    with create(tmp_path / "one.alliance") as found:
        yield found


def give(portfolio: Portfolio, tier: str, basis: str = "assessment", **more: Any) -> Grant:
    told: dict[str, Any] = {
        "from_on": DAY,
        "as_of": DAY,
        "prerequisites_as_of": YEAR_END,
        "by": "me",
    } | more
    return grants.grant(portfolio, PARTNER, tier, basis, **told)


def held(portfolio: Portfolio, day: date = DAY) -> tuple[str | None, str | None]:
    [decision] = assess(portfolio, day).decisions
    file = partner_file(portfolio, PARTNER, day)
    assert file.decision.granted_tier == decision.granted_tier
    return decision.granted_tier, decision.granted_basis


@pytest.mark.clause("C016")
def test_an_assessment_holds_until_another_begins(portfolio):
    put(portfolio, complete(won(25_000_000)))
    made = give(portfolio, "platinum")
    assert (made.until_on, made.program_version, made.granted_by) == (None, "2021", "me")
    assert held(portfolio, date(2021, 12, 31)) == ("gold", "provisional")
    assert held(portfolio) == held(portfolio, date(2023, 12, 31)) == ("platinum", "assessment")
    assert again(frozen.thaw(portfolio, made.frozen_id)).calculated_tier == "platinum"


@pytest.mark.clause("C017")
@pytest.mark.parametrize(
    ("lacking", "words"),
    [("reason", "a reason"), ("approver", "an approver"), ("until_on", "an end date")],
)
def test_an_exception_takes_reason_approver_and_end(portfolio, lacking, words):
    """Acceptance vector 14: calculated Silver, exception to Gold, no approver: refused."""
    put(portfolio, complete(won(8_000_000)))
    told: dict[str, Any] = {
        "reason": "Signed in January", "approver": "The board", "until_on": date(2022, 12, 31),
    }  # fmt: skip
    with pytest.raises(UserError, match=f"lacks {words}"):
        give(
            portfolio,
            "gold",
            "exception",
            **(told | {lacking: None if lacking == "until_on" else " "}),
        )
    assert records.find(portfolio, Grant) == []
    made = give(portfolio, "gold", "exception", **told)
    assert held(portfolio) == held(portfolio, date(2022, 12, 31)) == ("gold", "exception")
    assert held(portfolio, date(2023, 1, 1)) == (None, None)
    assert made.reason == "Signed in January"


@pytest.mark.clause("C017")
def test_another_tier_than_the_calculated_one_takes_an_exception(portfolio):
    put(portfolio, complete(won(8_000_000)))
    with pytest.raises(UserError, match="calculated tier of Northwind is Silver"):
        give(portfolio, "gold")
    with pytest.raises(UserError, match="is the calculated tier"):
        give(
            portfolio, "silver", "exception", reason="r", approver="a", until_on=date(2022, 12, 31)
        )


@pytest.mark.clause("C012")
def test_the_first_years_partners_hold_gold_provisionally_whatever_is_calculated(portfolio):
    """Acceptance vector 12: invited 2021, TCV 5, year 2021."""
    put(portfolio, complete(won(5_000_000, date(2020, 6, 1))))
    day = date(2021, 6, 1)
    made = give(portfolio, "gold", "provisional", from_on=day, as_of=day, prerequisites_as_of=day)
    assert made.until_on == date(2021, 12, 31)
    assert frozen.decision_of(portfolio, made.frozen_id).calculated_tier == "opportunistic"
    assert held(portfolio, day) == ("gold", "provisional")
    assert held(portfolio, date(2022, 1, 1)) == (None, None)


@pytest.mark.clause("C014")
@pytest.mark.parametrize(("day", "refused"), [(date(2021, 12, 31), False), (DAY, True)])
def test_provisional_is_refused_from_the_second_year_on(portfolio, day, refused):
    put(portfolio, complete(won(5_000_000)))
    if refused:
        with pytest.raises(UserError, match="not granted provisionally in 2022"):
            give(portfolio, "gold", "provisional", from_on=day, as_of=day)
    else:
        give(portfolio, "gold", "provisional", from_on=day, as_of=day)


@pytest.mark.clause("C014")
def test_a_provisional_tier_is_for_those_invited_in_the_first_year(portfolio):
    made = complete(won(5_000_000))
    made.partner = replace(made.partner, invited_on=date(2020, 12, 31))
    put(portfolio, made)
    day = date(2021, 6, 1)
    with pytest.raises(UserError, match="for partners invited in 2021"):
        give(portfolio, "gold", "provisional", from_on=day, as_of=day)


@pytest.mark.clause("C012")
@pytest.mark.parametrize(("until", "refused"), [(date(2021, 12, 31), False), (DAY, True)])
def test_a_provisional_tier_ends_with_the_first_year(portfolio, until, refused):
    put(portfolio, complete(won(5_000_000)))
    day = date(2021, 6, 1)
    if refused:
        with pytest.raises(UserError, match="provisional tier ends on 31 Dec 2021"):
            give(portfolio, "gold", "provisional", from_on=day, until_on=until, as_of=day)
    else:
        give(portfolio, "gold", "provisional", from_on=day, until_on=until, as_of=day)


@pytest.mark.clause("C074")
@pytest.mark.clause("C075")
@pytest.mark.parametrize(
    ("lacking", "words"),
    [("invitation", "the invitation is not accepted"), ("agreement", "agreement is not in force")],
)
def test_no_tier_without_an_accepted_invitation_and_the_signed_agreement(portfolio, lacking, words):
    """Acceptance vector 13: invited 2022, TCV 26, agreement unsigned: none granted."""
    made: Records = complete(won(26_000_000))
    if lacking == "invitation":
        made.partner = replace(made.partner, invitation_accepted_on=None)
    else:
        made = without(made, "program_agreement")
    put(portfolio, made)
    with pytest.raises(UserError, match=words):
        give(portfolio, "platinum")
    assert held(portfolio) == (None, None)


def test_a_withdrawn_grant_counts_nowhere_and_stays_on_record(portfolio):
    put(portfolio, complete(won(25_000_000)))
    made = give(portfolio, "platinum")
    with pytest.raises(UserError, match="for a reason"):
        grants.withdraw(portfolio, made.id, "  ", today=DAY)
    grants.withdraw(portfolio, made.id, "Signed too early", today=DAY, by="me")
    assert held(portfolio) == (None, None)
    [entry] = grants.history(portfolio, PARTNER)
    assert entry.grant == made
    assert entry.withdrawal
    assert entry.withdrawal.reason == "Signed too early"
    assert entry.decision
    assert entry.decision.calculated_tier == "platinum"
    with pytest.raises(UserError, match="withdrawn already"):
        grants.withdraw(portfolio, made.id, "Again", today=DAY)
    portfolio.undo()
    assert held(portfolio) == ("platinum", "assessment")


def test_an_assessment_without_a_tier_ends_the_tier_held_before(portfolio):
    put(portfolio, complete(won(8_000_000), won(1_000_000, date(2022, 6, 1))))
    give(portfolio, "silver")
    later = date(2023, 1, 3)
    give(portfolio, "opportunistic", from_on=later, as_of=later)
    assert held(portfolio, date(2023, 1, 2)) == ("silver", "assessment")
    assert held(portfolio, later) == (None, None)


@pytest.mark.clause("C017")
@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 1, 4), "later"),
        (date(2022, 9, 30), "in_force"),
        (date(2022, 10, 2), "expiring"),
        (date(2022, 12, 31), "expiring"),
        (date(2023, 1, 1), "expired"),
    ],
)
def test_exceptions_are_listed_with_their_expiry(portfolio, day, state):
    put(portfolio, complete(won(8_000_000)))
    end = date(2022, 12, 31)
    made = give(portfolio, "gold", "exception", reason="r", approver="a", until_on=end)
    [line] = grants.exceptions(portfolio, day)
    assert (line.grant, line.partner, line.tier, line.state) == (made, "Northwind", "Gold", state)
    assert line.days_left == (end - day).days
    grants.withdraw(portfolio, made.id, "No", today=day)
    assert grants.exceptions(portfolio, day) == ()


@pytest.mark.parametrize(
    ("tier", "basis", "words"),
    [("bronze", "assessment", "is no tier of"), ("platinum", "gift", "is no basis")],
)
def test_what_the_program_does_not_know_is_refused(portfolio, tier, basis, words):
    put(portfolio, complete(won(25_000_000)))
    with pytest.raises(UserError, match=words):
        give(portfolio, tier, basis)


def test_a_deleted_partner_keeps_its_frozen_history(portfolio):
    put(portfolio, complete(won(25_000_000)))
    made = give(portfolio, "platinum")
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [PARTNER])
    assert frozen.decision_of(portfolio, made.frozen_id).partner == "Northwind"
    with pytest.raises(UserError, match="not there any more"):
        give(portfolio, "platinum")
