"""The real exports beside the project: imported to the last row, or refused by name."""

import contextlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.intake import job
from models.intake.plan import Plan
from models.store import records
from models.store.portfolio import Portfolio

Take = Callable[..., Plan]


def test_the_bank_asks_once_whose_deals_they_are(shared_data: Path, look: Take) -> None:
    folder = shared_data / "salesforce_export_bank"
    with pytest.raises(UserError) as said:
        look("deals", folder / "Opportunity.csv", lookup=folder / "Account.csv")
    assert "no column for partner" in said.value.message
    assert "--partner" in said.value.hint


def test_the_banks_accounts_are_customers(
    shared_data: Path, portfolio: Portfolio, take: Take
) -> None:
    folder = shared_data / "salesforce_export_bank"
    path, lookup = folder / "Opportunity.csv", folder / "Account.csv"
    plan = take("deals", path, lookup=lookup, partner="Northwind")
    assert (plan.read, plan.new, plan.rejected, plan.skipped) == (50, 50, 0, 0)
    deals = records.find(portfolio, Deal)
    assert Counter(deal.status for deal in deals) == {"open": 35, "won": 12, "lost": 3}
    assert "Patterson-Hansen" in {deal.customer for deal in deals}
    assert not any(deal.customer.startswith("001") for deal in deals)
    first = next(deal for deal in deals if deal.deal_id == "006Ec00000AieKFIAZ")
    assert (first.tcv_minor, first.services_minor) == (112_474_115, 0)
    assert (first.close_date, first.source_line) == (date(2024, 11, 10), 2)
    assert take("deals", path, lookup=lookup, partner="Northwind").same == 50


def test_the_banks_accounts_may_be_the_partners(
    shared_data: Path, portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    folder = shared_data / "salesforce_export_bank"
    mapping = write('[columns]\nAccountId = "partner"\n', "m.toml")
    plan = take("deals", folder / "Opportunity.csv", lookup=folder / "Account.csv", mapping=mapping)
    assert plan.new == 50
    assert "Hill Group" in plan.new_partners
    again = take("partners", folder / "Account.csv")
    assert (again.read, again.same) == (22, len(plan.new_partners))


def test_two_digit_years_are_settled_by_the_whole_column(
    shared_data: Path, portfolio: Portfolio, take: Take
) -> None:
    folder = shared_data / "salesforce_powerbi_demo"
    plan = take(
        "deals", folder / "Opportunity.csv", partner="Northwind", lookup=folder / "Account.csv"
    )
    assert (plan.read, plan.new) == (36, 36)
    assert "5 deals without money" in plan.warnings[-1]
    assert Counter(deal.close_date for deal in records.find(portfolio, Deal)) == {
        date(2024, 2, 3): 31,
        date(2026, 3, 31): 4,
        date(2026, 2, 23): 1,
    }
    assert Counter(deal.status for deal in records.find(portfolio, Deal)) == {
        "won": 12, "lost": 8, "open": 16,
    }  # fmt: skip


def test_deleted_and_hashed_deals_are_named_and_can_be_kept(
    shared_data: Path, portfolio: Portfolio, take: Take
) -> None:
    path = shared_data / "fivetran_seeds" / "sf_opportunity_data.csv"
    with pytest.raises(UserError, match=r"All 10 rows .* marked as deleted, and .*stage_name"):
        take("deals", path, partner="Northwind")
    plan = take("deals", path, partner="Northwind", deleted="keep")
    assert (plan.read, plan.new, plan.rejected) == (10, 10, 0)
    assert Counter(deal.status for deal in records.find(portfolio, Deal)) == {
        "won": 5, "lost": 4, "open": 1,
    }  # fmt: skip
    assert max(deal.tcv_minor for deal in records.find(portfolio, Deal)) == 2_412_000_000


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("salesforce_powerbi_demo/OpportunityHistory.csv", "a history of stage changes, many rows"),
        ("salesforce_powerbi_demo/Account.csv", "a list of partners"),
        ("salesforce_export_bank/Account.csv", "a list of partners"),
        ("fivetran_seeds/hubspot_deal_data.csv", "44 deals without a single amount or close date"),
        ("fivetran_seeds/hubspot_deal_pipeline_stage_data.csv", "a list of pipeline stages"),
        ("fivetran_seeds/hubspot_merged_deal_data.csv", "a list of ids"),
        ("aws_ace_partner/MappingToS3Fields.csv", "a description of fields"),
        ("aws_ace_partner/Opportunity-Fields.csv", "a description of fields"),
        ("aws_ace_partner/Opportunity_-_StandardValues.csv", "a list of allowed values"),
        ("aws_ace_partner/ACE-Data-Model.xlsx", "a list of allowed values"),
        ("aws_ace_partner/Opportunity - Testing Scenarios.xlsx", "a test script"),
        ("aws_ace_partner/SamplePartnerSolutions.csv", "a list of offerings"),
        ("aws_ace_partner/LICENSE", "no column for"),
    ],
)
@pytest.mark.parametrize("options", [{}, {"partner": "Northwind"}])
def test_what_is_no_list_of_deals_says_what_it_is(
    shared_data: Path,
    portfolio: Portfolio,
    take: Take,
    file: str,
    words: str,
    options: dict[str, str],
) -> None:
    with pytest.raises(UserError) as said:
        take("deals", shared_data / file, **options)
    assert words in said.value.message
    assert records.find(portfolio, Deal) == []


def test_a_list_of_offerings_becomes_offerings(shared_data: Path, take: Take) -> None:
    path = shared_data / "aws_ace_partner" / "SamplePartnerSolutions.csv"
    plan = take("offerings", path, partner="Northwind")
    assert (plan.read, plan.new, plan.same) == (39, 35, 4)


def test_every_real_file_says_which_list_it_is_or_what_else(shared_data: Path) -> None:
    found = {}
    for path in sorted(shared_data.rglob("*.csv")):
        with contextlib.suppress(UserError):
            found[f"{path.parent.name[:10]}/{path.stem}"] = job.open_job(path).kind
    assert found == {
        "aws_ace_pa/SamplePartnerSolutions": "offerings",
        "salesforce/Account": "partners",
        "salesforce/Opportunity": "deals",
    }
