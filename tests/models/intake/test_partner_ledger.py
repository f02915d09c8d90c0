"""A partner's own list is imported beside our deals, by the day it was given, never into them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.deal import Deal
from models.errors import UserError
from models.intake import job
from models.intake.plan import Plan
from models.ledgers import PartnerList, TheirDeal
from models.partner import Partner
from models.program.as_json import assessment_json
from models.store import records, standing
from models.store.portfolio import Portfolio

Take = Callable[..., Plan]
TODAY = date(2026, 3, 3)
EARLIER = date(2026, 1, 15)
HEAD = "deal_id,customer,deal,status,close_date,partner_tcv,services_tcv,stage\n"
TWO = HEAD + "A,Bank,Rollout,open,2026-05-01,100,20,Propose\nB,Mill,Renewal,won,2026-02-01,50,0,\n"
ASH = {"partner": "O'Neil & Söhne 株式会社"}


def theirs(portfolio: Portfolio, **where: Any) -> list[TheirDeal]:
    return sorted(records.find(portfolio, TheirDeal, **where), key=lambda one: one.deal_id)


def counts(plan: Plan) -> tuple[int, ...]:
    return plan.read, plan.new, plan.changed, plan.same, plan.rejected, plan.skipped


@pytest.mark.clause("C073")
def test_every_column_arrives_with_its_day_and_line(portfolio: Portfolio, take: Take) -> None:
    take("partner-pipeline", TWO, **ASH, listed_on=EARLIER)
    one, other = theirs(portfolio)
    assert records.get(portfolio, Partner, one.partner_id).name == "O'Neil & Söhne 株式会社"
    assert (one.listed_on, one.customer, one.name) == (EARLIER, "Bank", "Rollout")
    assert (one.status, one.close_date, one.stage) == ("open", date(2026, 5, 1), "Propose")
    assert (one.partner_minor, one.services_minor, one.tcv_minor) == (10_000, 2_000, 12_000)
    assert (one.source, one.source_line, other.source_line) == ("list.csv", 2, 3)


@pytest.mark.clause("C073")
def test_no_tier_and_no_deal_of_ours_is_touched(portfolio: Portfolio, take: Take) -> None:
    take("deals", "partner," + HEAD + "Ash,A,Bank,Rollout,won,2025-05-01,9000000,20,Won\n")
    before = assessment_json(standing.assess(portfolio, TODAY))
    ours = records.find(portfolio, Deal)
    take("partner-pipeline", TWO.replace(",100,", ",99999999,"), partner="Ash")
    assert assessment_json(standing.assess(portfolio, TODAY)) == before
    assert records.find(portfolio, Deal) == ours
    assert len(theirs(portfolio)) == 2


def test_the_same_file_twice_changes_nothing_on_a_later_day_too(
    portfolio: Portfolio, take: Take, look: Take, write: Callable[..., Path]
) -> None:
    file = write(TWO)
    take("partner-pipeline", file, **ASH, listed_on=EARLIER)
    again = look("partner-pipeline", file, **ASH)
    assert counts(again) == (2, 0, 0, 2, 0, 0)
    job.apply(portfolio, again)
    assert {one.listed_on for one in theirs(portfolio)} == {EARLIER}


def test_a_newer_list_leaves_the_older_one(portfolio: Portfolio, take: Take) -> None:
    take("partner-pipeline", TWO, **ASH, listed_on=EARLIER)
    take("partner-pipeline", HEAD + "A,Bank,Rollout,open,2026-06-01,90,20,\n", **ASH)
    assert len(theirs(portfolio, listed_on=EARLIER)) == 2
    (now,) = theirs(portfolio, listed_on=TODAY)
    assert (now.close_date, now.tcv_minor) == (date(2026, 6, 1), 11_000)
    assert len(records.find(portfolio, PartnerList)) == 2


def test_a_corrected_list_of_the_same_day_takes_its_place(portfolio: Portfolio, take: Take) -> None:
    take("partner-pipeline", TWO, **ASH)
    take("partner-pipeline", HEAD + "A,Bank,Other,open,2026-05-01,5,0,\n", partner="Else")
    plan = take("partner-pipeline", HEAD + "A,Bank,Rollout,lost,2026-05-01,100,20,Lost\n", **ASH)
    assert counts(plan) == (1, 0, 1, 0, 0, 0)
    assert plan.warnings[-1].startswith("1 deal of the list of 3 Mar 2026 is not in this file")
    assert sorted(one.status for one in theirs(portfolio)) == ["lost", "open"]
    portfolio.undo()
    assert len(theirs(portfolio)) == 3


def test_rejected_rows_that_come_back_corrected_add_to_their_list(
    portfolio: Portfolio, take: Take, tmp_path: Path
) -> None:
    plan = take("partner-pipeline", TWO.replace("2026-02-01", "soon"), **ASH)
    assert counts(plan) == (2, 1, 0, 0, 1, 0)
    rejects = tmp_path / "rejects.csv"
    job.write_rejects(plan, rejects)
    rejects.write_text(rejects.read_text("utf-8").replace("soon,", "2026-02-01,", 1), "utf-8")
    take("partner-pipeline", rejects, **ASH)
    assert [one.deal_id for one in theirs(portfolio)] == ["A", "B"]


def test_an_amount_alone_and_a_repeated_row(portfolio: Portfolio, take: Take) -> None:
    head = "customer,deal,status,close_date,amount\n"
    row = "Bank,Rollout,open,2026-05-01,{}\n"
    plan = take("partner-pipeline", head + row.format("100.50") + row.format("200"), **ASH)
    assert counts(plan) == (2, 1, 1, 0, 0, 0)
    (one,) = theirs(portfolio)
    assert (one.partner_minor, one.services_minor, one.source_line) == (20_000, 0, 3)


def test_a_file_that_is_no_list_of_deals_is_told_as_what_it_is(look: Take) -> None:
    with pytest.raises(UserError, match="looks like a list of contacts, not of deals of a"):
        look("partner-pipeline", "partner,name,role,email\nAsh,Ann,other,a@example.com\n")


def test_the_day_can_not_be_one_to_come_and_is_none_of_our_own_list(look: Take) -> None:
    with pytest.raises(UserError, match="day still to come"):
        look("partner-pipeline", TWO, **ASH, listed_on=date(2026, 3, 4))
    with pytest.raises(UserError, match="partner-pipeline"):
        look("deals", TWO, **ASH, listed_on=TODAY)
    assert look("partner-pipeline", TWO, **ASH, listed_on=TODAY).new == 2


def test_the_kind_is_never_guessed(write: Callable[..., Path]) -> None:
    assert job.open_job(write(TWO)).kind == "deals"
