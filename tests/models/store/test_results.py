"""What a letter tells of a signed line: the tier granted, the one before, on the frozen facts."""

from datetime import date
from pathlib import Path

import pytest

from models.assessment_result import Result
from models.deal import Deal
from models.errors import UserError
from models.partner import Contact
from models.store import assessments, records, results, signing
from models.store.portfolio import Portfolio, create
from tests.models.store.board_of import TODAY, YEAR, put_cohort
from tests.models.store.test_assessments import by_name

UNTIL = date(2022, 12, 31)


@pytest.fixture
def portfolio(tmp_path: Path):
    with create(tmp_path / "many.alliance") as found:
        put_cohort(found)
        assessments.freeze(found, YEAR, today=TODAY, by="me")
        yield found


def signed(portfolio: Portfolio, name: str, outcome: str, **more) -> Result:
    line = by_name(portfolio)[name]
    signing.sign(portfolio, [line.id], outcome, today=TODAY, by="me", **more)
    return results.result(portfolio, line.id)


@pytest.mark.clause("C016")
@pytest.mark.parametrize(
    ("name", "tier", "direction"),
    [("Up", "Platinum", "up"), ("Same", "Gold", "same"), ("Down", "Silver", "down")],
)
def test_the_result_tells_the_tier_granted_and_which_way_it_moved(
    portfolio, name, tier, direction
) -> None:
    told = signed(portfolio, name, "assessment")
    assert told.tier is not None
    assert told.before is not None
    assert (told.tier.label, told.before.label, told.direction) == (tier, "Gold", direction)
    assert (told.year, told.by_exception, told.until, told.leaves) == (YEAR, False, None, False)


@pytest.mark.clause("C017")
def test_an_exception_tells_its_end_and_neither_reason_nor_approver(portfolio) -> None:
    told = signed(
        portfolio, "Below", "exception", tier="silver", reason="zqreason", approver="zqboard",
        until_on=UNTIL,
    )  # fmt: skip
    assert told.tier is not None
    assert (told.tier.label, told.by_exception, told.until) == ("Silver", True, UNTIL)
    assert told.direction == "down"
    assert "zqreason" not in repr(told)
    assert "zqboard" not in repr(told)


def test_without_a_tier_it_goes_down_and_stays(portfolio) -> None:
    told = signed(portfolio, "Below", "none", reason="Agreed")
    assert (told.tier, told.direction, told.leaves) == (None, "down", False)


def test_who_leaves_holds_no_tier(portfolio) -> None:
    told = signed(portfolio, "Below", "leave", reason="Agreed")
    assert (told.tier, told.direction, told.leaves) == (None, "down", True)


@pytest.mark.clause("C071")
def test_a_line_that_is_not_signed_has_no_letter(portfolio) -> None:
    line = by_name(portfolio)["Up"]
    with pytest.raises(UserError, match="not signed off yet"):
        results.result(portfolio, line.id)


@pytest.mark.clause("C071")
def test_the_figures_stay_those_of_january_and_the_people_are_todays(portfolio) -> None:
    before = signed(portfolio, "Up", "assessment")
    partner_id = before.file.partner.id
    with portfolio.change("Later"):
        for deal in records.find(portfolio, Deal, partner_id=partner_id):
            records.delete(portfolio, Deal, [deal.id])
        records.add(portfolio, Contact(77, partner_id, "New", "alliance manager"))
    after = results.result(portfolio, by_name(portfolio)["Up"].id)
    assert after.file.decision == before.file.decision
    assert after.file.deals == before.file.deals
    assert "New" in {contact.name for contact in after.file.contacts}


def test_the_latest_assessment_of_a_partner_counts_only_once_it_is_signed(portfolio) -> None:
    line = by_name(portfolio)["Up"]
    assert results.latest_signed(portfolio, line.partner_id) == 0
    signed(portfolio, "Up", "assessment")
    assert results.latest_signed(portfolio, line.partner_id) == line.id
    signing.reopen(portfolio, [line.id], "A mistake", today=TODAY, by="me")
    assert results.latest_signed(portfolio, line.partner_id) == 0
