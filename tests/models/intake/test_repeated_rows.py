"""Lines of products and states over time are asked about, never silently summed or overwritten."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.store import records
from models.store.portfolio import Portfolio
from tests.models.intake.conftest import Take

Write = Callable[..., Path]
HEAD = "Opportunity ID,Partner,Opportunity Name,Stage,Close Date,Product Name,{}\n"
LINES = (
    "1,Northwind,SOC,Won,2025-11-30,Sensor,1000\n1,Northwind,SOC,Won,2025-11-30,Console,500.50\n"
    "2,Northwind,SIEM,Proposal,2026-11-30,Sensor,70\n"
)


def worth(portfolio: Portfolio) -> dict[str, int]:
    return {deal.name: deal.tcv_minor for deal in records.find(portfolio, Deal)}


def test_lines_of_one_deal_are_asked_about_with_their_amounts(look: Take) -> None:
    with pytest.raises(UserError) as said:
        look("deals", HEAD.format("Amount") + LINES)
    assert "several rows for one deal (the 3 rows are of 2 deals)" in said.value.message
    assert "“Product Name”; “Amount” of 1 is 1000 and 500.50" in said.value.message
    assert 'repeats = "last"' in said.value.hint


def test_an_amount_that_is_the_deals_is_told_as_such(look: Take) -> None:
    with pytest.raises(UserError, match="“Amount” is the same in all rows of a deal"):
        look("deals", HEAD.format("Amount") + LINES.replace("500.50", "1000"))


def test_lines_are_added_up_where_that_is_said(
    portfolio: Portfolio, take: Take, write: Write
) -> None:
    mapping = write('[options]\nrepeats = "sum"\n', "m.toml")
    plan = take("deals", HEAD.format("Amount") + LINES, mapping=mapping)
    assert (plan.read, plan.new, plan.skipped) == (2, 2, 1)
    assert plan.skips == ((3, "SOC", "added to line 2"),)
    assert worth(portfolio) == {"SOC": 150_050, "SIEM": 7_000}
    again = take("deals", HEAD.format("Amount") + LINES, mapping=mapping)
    assert (again.same, again.skipped) == (2, 1)


def test_each_deal_is_taken_once_where_that_is_said(
    portfolio: Portfolio, take: Take, write: Write
) -> None:
    mapping = write('[options]\nrepeats = "last"\n', "m.toml")
    plan = take("deals", HEAD.format("Amount") + LINES, mapping=mapping)
    assert plan.read == 3
    assert worth(portfolio) == {"SOC": 50_050, "SIEM": 7_000}


def test_lines_in_two_currencies_are_not_added_up(look: Take, write: Write) -> None:
    text = HEAD.format("Amount,Currency") + LINES.replace("\n", ",USD\n").replace(
        "500.50,USD", "500.50,EUR"
    )
    plan = look("deals", text, mapping=write('[options]\nrepeats = "sum"\n', "m.toml"))
    assert [(reject.line, reject.column) for reject in plan.rejects] == [(3, "currency")]


def test_a_plain_repeat_is_no_line_of_a_deal(take: Take) -> None:
    text = "deal_id,partner,deal,status,close_date,amount\n"
    text += "1,A,One,won,2025-11-30,5\n1,A,One,won,2025-11-30,6\n"
    plan = take("deals", text)
    assert (plan.new, plan.changed) == (1, 1)


def test_snapshots_over_time_are_asked_about(look: Take) -> None:
    text = "Snapshot Date,Opportunity ID,Partner,Stage,Close Date,Amount\n"
    text += "2025-01-01,1,A,Proposal,2025-11-30,5\n2025-02-01,1,A,Won,2025-11-30,6\n"
    with pytest.raises(UserError, match=r"differ in “Snapshot Date”"):
        look("deals", text)


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Deal ID,Property Name,Property Value,Change Date", "a history of changed fields"),
        ("Changed Date,Changed By,Event,Changed Field,Old Value,New Value", "a history of changed"),
        ("id,parent_id,field_name,before_value_string,after_value_string", "a history of changed"),
        ("Opportunity Name,From Stage,To Stage,Amount,Last Modified", "a history of changed"),
        (
            "Id,OpportunityId,Name,ProductCode,Quantity,UnitPrice,TotalPrice",
            "what belongs to deals",
        ),
        ("Record ID,Name,Quantity,Unit price,Associated Deal", "what belongs to deals"),
    ],
)
def test_what_belongs_to_deals_is_no_list_of_them(header: str, what: str, look: Take) -> None:
    row = ",".join(f"v{at}" for at, _ in enumerate(header.split(",")))
    with pytest.raises(UserError, match=what):
        look("deals", f"{header}\n{row}\n{row}\n", partner="Northwind")
