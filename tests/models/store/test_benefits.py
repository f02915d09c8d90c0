"""The ledger is written as labelled changes and reads the same for one partner and for all."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.benefit_event import BENEFIT_EVENTS, BenefitEvent
from models.benefit_tiers import day_in
from models.deal import Deal
from models.errors import UserError
from models.ids import new_id
from models.partner import Agreement, Contact, Grant, Partner
from models.program_year import Withdrawal
from models.sample import fill
from models.store import benefits, records
from models.store.portfolio import Portfolio, create
from models.store.programs import choose_reading

TODAY = date(2026, 11, 24)
YEAR = TODAY.year


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "ledger.alliance") as made:
        yield made


@pytest.fixture
def sample(portfolio: Portfolio) -> Portfolio:
    fill(portfolio, TODAY)
    return portfolio


def partner(portfolio: Portfolio, name: str, tier: str = "", from_on: date | None = None) -> int:
    """A participating partner that is granted a tier for the year."""
    start = date(2021, 3, 1)
    made = Partner(new_id(), name, invited_on=start, invitation_accepted_on=start)
    with portfolio.change(f"Add {name}"):
        records.add(portfolio, made)
        records.add(portfolio, Agreement(new_id(), made.id, "program_agreement", start))
        if tier:
            records.add(
                portfolio,
                Grant(new_id(), made.id, tier, "assessment", from_on or date(YEAR, 1, 1)),
            )
    return made.id


def log(portfolio: Portfolio, ids: list[int], benefit: str, event: str, **more: Any) -> list[int]:
    on = more.pop("on_date", date(YEAR, 3, 1))
    return benefits.log(portfolio, ids, benefit, YEAR, event, on, today=TODAY, **more)


def line(portfolio: Portfolio, partner_id: int, benefit: str, year: int = YEAR) -> Any:
    found = benefits.ledger(portfolio, partner_id, year, TODAY)
    return next(one for one in found.lines if one.benefit.id == benefit)


@pytest.mark.clause("C079")
def test_an_entry_is_logged_for_several_partners_as_one_step(portfolio: Portfolio) -> None:
    ids = [partner(portfolio, name, "gold") for name in ("Ash", "Birch", "Cedar")]
    log(portfolio, ids, "roadmap_overview", "delivered", note=" Slides ", evidence="C:/roadmap.pdf")
    for partner_id in ids:
        found = line(portfolio, partner_id, "roadmap_overview")
        assert (found.state, found.evidence) == ("delivered", "C:/roadmap.pdf")
    assert records.find(portfolio, BenefitEvent)[0].note == "Slides"
    portfolio.undo()
    assert records.find(portfolio, BenefitEvent) == []
    portfolio.redo()
    assert len(records.find(portfolio, BenefitEvent)) == 3


def test_an_entry_is_corrected_deleted_and_brought_back(portfolio: Portfolio) -> None:
    ash = partner(portfolio, "Ash", "gold")
    (made,) = log(portfolio, [ash], "workshop", "invited", by_whom="Ada")
    benefits.correct(portfolio, made, today=TODAY, event="accepted", on_date=date(YEAR, 4, 1))
    assert line(portfolio, ash, "workshop").state == "due"
    (kept,) = records.find(portfolio, BenefitEvent)
    assert (kept.by_whom, kept.event, kept.on_date) == ("Ada", "accepted", date(YEAR, 4, 1))
    benefits.delete(portfolio, [made])
    assert line(portfolio, ash, "workshop").state == "not_due"
    portfolio.undo()
    assert line(portfolio, ash, "workshop").state == "due"


def test_who_logs_it_is_the_user_unless_told(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benefits, "who", lambda: "ada")
    ash = partner(portfolio, "Ash", "gold")
    log(portfolio, [ash], "workshop", "invited")
    log(portfolio, [ash], "workshop", "accepted", by_whom=" Bo ")
    assert [e.by_whom for e in records.find(portfolio, BenefitEvent)] == ["ada", "Bo"]


def test_nothing_is_kept_of_an_entry_that_can_not_be(portfolio: Portfolio) -> None:
    ash = partner(portfolio, "Ash", "gold")
    with pytest.raises(UserError, match="still to come"):
        log(portfolio, [ash], "workshop", "invited", on_date=TODAY + timedelta(days=1))
    for gone in ([ash, 17], []):
        with pytest.raises(UserError, match="not there any more"):
            log(portfolio, gone, "workshop", "invited")
    (made,) = log(portfolio, [ash], "workshop", "invited", on_date=TODAY)
    with pytest.raises(UserError, match="still to come"):
        benefits.correct(portfolio, made, today=TODAY, on_date=TODAY + timedelta(days=1))
    assert [e.on_date for e in records.find(portfolio, BenefitEvent)] == [TODAY]


@pytest.mark.clause("C088")
def test_delivering_what_silver_does_not_include_warns(portfolio: Portfolio) -> None:
    ash = partner(portfolio, "Ash", "silver")
    log(portfolio, [ash], "event_sponsorship", "delivered")
    found = line(portfolio, ash, "event_sponsorship")
    assert "not included for Silver" in found.warnings[0]
    assert benefits.matrix(portfolio, YEAR, TODAY).totals.warnings == 1


@pytest.mark.clause("C085")
def test_the_wins_of_the_year_without_a_wire_are_listed(portfolio: Portfolio) -> None:
    ash = partner(portfolio, "Ash", "silver")
    deals = [
        Deal(1, ash, "Contoso SIEM", status="won", close_date=date(YEAR, 1, 1)),
        Deal(2, ash, "", "Fabrikam", status="won", close_date=TODAY),
        Deal(3, ash, "Next week", status="won", close_date=TODAY + timedelta(days=1)),
        Deal(4, ash, "Last year", status="won", close_date=date(YEAR - 1, 12, 31)),
        Deal(5, ash, "Lost", status="lost", close_date=date(YEAR, 2, 1)),
        Deal(6, ash, "Open", close_date=date(YEAR, 2, 1)),
    ]
    with portfolio.change("Add deals"):
        for deal in deals:
            records.add(portfolio, deal)
    found = line(portfolio, ash, "win_wire")
    assert [(win.deal_id, win.name) for win in found.without_wire] == [
        (1, "Contoso SIEM"),
        (2, "Fabrikam"),
    ]
    log(portfolio, [ash], "win_wire", "delivered", deal_id=2)
    found = line(portfolio, ash, "win_wire")
    assert (found.delivered, found.wanted) == (1, 2)
    assert [win.deal_id for win in found.without_wire] == [1]


@pytest.mark.clause("C082")
@pytest.mark.clause("C084")
@pytest.mark.clause("C087")
@pytest.mark.clause("C088")
@pytest.mark.parametrize("benefit", ["workshop", "faststart", "event_sponsorship"])
def test_what_is_by_invitation_is_a_record_with_its_note(
    portfolio: Portfolio, benefit: str
) -> None:
    ash = partner(portfolio, "Ash", "gold")
    for kind in ("invited", "accepted", "promised", "delivered"):
        log(portfolio, [ash], benefit, kind, by_whom="Ada", note=f"{kind} in person")
    told = benefits.ledger(portfolio, ash, YEAR, TODAY)
    assert [e.note for e in reversed(told.history)] == [
        f"{kind} in person" for kind in ("invited", "accepted", "promised", "delivered")
    ]
    assert line(portfolio, ash, benefit).done
    assert line(portfolio, ash, "roadmap_overview").due


def test_a_withdrawn_grant_gives_nothing(portfolio: Portfolio) -> None:
    ash = partner(portfolio, "Ash", "gold")
    (given,) = records.find(portfolio, Grant)
    with portfolio.change("Re-open"):
        records.add(portfolio, Withdrawal(new_id(), given.id, TODAY, "", "Re-opened"))
    assert benefits.ledger(portfolio, ash, YEAR, TODAY).totals.due == 0
    assert benefits.matrix(portfolio, YEAR, TODAY).rows[0].tier == ""


def test_years_are_those_with_a_grant_or_an_entry(portfolio: Portfolio) -> None:
    ash = partner(portfolio, "Ash", "gold", date(2023, 1, 1))
    benefits.log(portfolio, [ash], "workshop", 2024, "invited", date(2024, 2, 1), today=TODAY)
    assert benefits.ledger(portfolio, ash, YEAR, TODAY).years == (2026, 2024, 2023)
    assert benefits.matrix(portfolio, YEAR, TODAY).years == (2026, 2024, 2023)
    # In a year without a grant of its own the one carried over still counts, and says so.
    assert benefits.ledger(portfolio, ash, 2024, TODAY).held[0].since == 2023


def test_a_year_before_the_program_is_told_in_a_sentence(portfolio: Portfolio) -> None:
    ash = partner(portfolio, "Ash", "gold")
    with pytest.raises(UserError):
        benefits.ledger(portfolio, ash, 2019, TODAY)
    with pytest.raises(UserError):
        benefits.matrix(portfolio, 2019, TODAY)


@pytest.mark.clause("A12")
@pytest.mark.clause("C090")
def test_the_tenth_benefit_comes_with_its_reading(portfolio: Portfolio) -> None:
    ash = partner(portfolio, "Ash", "silver")
    assert len(benefits.matrix(portfolio, YEAR, TODAY).benefits) == 9
    choose_reading(portfolio, "A12", "on", TODAY)
    assert len(benefits.matrix(portfolio, YEAR, TODAY).benefits) == 10
    log(portfolio, [ash], "sales_enablement", "accepted")
    assert line(portfolio, ash, "sales_enablement").due


def test_an_empty_portfolio_has_an_empty_matrix(portfolio: Portfolio) -> None:
    told = benefits.matrix(portfolio, YEAR, TODAY)
    assert (told.rows, told.totals.due, len(told.benefits)) == ((), 0, 9)


@pytest.mark.parametrize("year", [2021, 2024, YEAR])
def test_the_matrix_says_of_everybody_what_each_ledger_says(sample: Portfolio, year: int) -> None:
    chance = random.Random(year)
    day = day_in(year, TODAY)
    ids = [row[0] for row in sample.conn.rows("SELECT id FROM partners ORDER BY id")]
    with sample.change("Add people and entries"):
        for partner_id in ids[:6]:
            records.add(sample, Contact(new_id(), partner_id, "Ada", "alliance manager", "host"))
        for _ in range(60):
            entry = BenefitEvent(
                new_id(),
                chance.choice(ids),
                chance.choice(["workshop", "win_wire", "event_sponsorship", "roadmap_overview"]),
                year,
                chance.choice(BENEFIT_EVENTS),
                day - timedelta(days=chance.randrange(300)),
            )
            records.add(sample, entry)
    told = benefits.matrix(sample, year, TODAY)
    assert [row.id for row in told.rows] == [
        row[0] for row in sample.conn.rows("SELECT id FROM partners ORDER BY name_key, id")
    ]
    for row in told.rows:
        own = benefits.ledger(sample, row.id, year, TODAY)
        assert row.lines == own.lines
        assert (row.tier, row.totals) == (own.tier, own.totals)
        assert row.entries == len(own.history)
    assert told.totals.due == sum(each.due for each in told.of_benefit.values())
