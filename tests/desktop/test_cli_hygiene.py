"""Findings on the command line: rule by rule, with money and tiers, as words and as JSON."""

import json
from datetime import date
from pathlib import Path

import pytest

from models.partner import Partner
from models.store import deals, records
from models.store.portfolio import create
from tests.desktop.command import Command
from tests.models.program import harbour

DAY = date(2022, 1, 10)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.alliance"
    with create(path) as made:
        records.add(made, Partner(1, "Ünal"))
        records.add(made, Partner(2, "Brand"))
        for owner, name, close in ((1, "Late", date(2021, 5, 1)), (2, "Fine", date(2022, 6, 1))):
            deals.add(
                made, owner, name=name, customer=name, close_date=close, next_step="Call",
                partner_minor=60_00, services_minor=40_00, updated_on=DAY,
            )  # fmt: skip
    return path


def test_findings_are_told_by_rule_with_their_money(desk: Command, book: Path) -> None:
    code, told = desk("hygiene", book, "--as-of", DAY).said
    lines = told.splitlines()
    assert (code, lines[0]) == (0, "As of 10 Jan 2022 1 of 2 open deals is clean (50%).")
    assert "Past its close date [C061]: 1 deal, $100.00 would come in" in lines
    assert "Duplicate: no deals" in lines
    assert any(line.startswith("Stage skipped: not looked for.") for line in lines)


def test_one_partners_deals_are_told_one_by_one(desk: Command, book: Path) -> None:
    code, told = desk("hygiene", book, "--as-of", DAY, "--partner", "ünal").said
    assert code == 0
    assert "    “Late”: Due on 1 May 2021, 254 days ago." in told.splitlines()
    code, told = desk("hygiene", book, "--as-of", DAY, "--partner", "Brand").said
    assert told.startswith("As of 10 Jan 2022 1 of 1 open deal is clean (100%).")
    code, told = desk("hygiene", book, "--partner", "Nobody").said
    assert (code, "no partner named Nobody" in told) == (1, True)


def test_json_has_rules_with_counts_money_and_effects(desk: Command, book: Path) -> None:
    code, told = desk("hygiene", book, "--as-of", DAY, "--json").said
    found = json.loads(told)
    assert (code, found["clean_share"], found["currency"]) == (0, 50, "USD")
    late = next(one for one in found["rules"] if one["rule"] == "past_close_date")
    assert (late["findings"], late["would_come_in"], late["clause"]) == (1, "100.00", "C061")
    assert late["deals"] == [{"deal": "Late", "finding": "Due on 1 May 2021, 254 days ago."}]
    assert late["effects"][0]["partner"] == "Ünal"


def test_a_day_without_a_program_and_a_program_without_money_are_told(
    desk: Command, book: Path
) -> None:
    code, told = desk("hygiene", book, "--as-of", "1990-01-01", "--json").said
    assert (code, json.loads(told)["currency"]) == (0, None)
    from models.store.portfolio import open_portfolio

    with open_portfolio(book) as made:
        harbour.run_by(made)
    code, told = desk("hygiene", book, "--as-of", DAY).said
    assert (code, "Zero amount: not looked for. Harbour Circle asks for no money." in told) == (
        0, True,
    )  # fmt: skip
