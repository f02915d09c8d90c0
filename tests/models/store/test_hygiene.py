"""Hygiene over a portfolio: findings with money and tiers, what is kept, and fixes of many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.deal import Deal, Rate
from models.errors import UserError
from models.hygiene.fixes import Fix
from models.hygiene.thresholds import DEFAULTS
from models.partner import Offering, Partner
from models.store import deals, hygiene, hygiene_fixes, hygiene_kept, records, snapshots
from models.store.portfolio import Portfolio, open_portfolio
from models.store.programs import choose_reading
from models.store.standing import partner_file
from tests.models.program import harbour
from tests.models.store.hygiene_deals import AS_OF, NORTH, WORLD, add, made_at


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with made_at(tmp_path / "one.alliance") as made:
        yield made


def look(portfolio: Portfolio, as_of: date = AS_OF) -> hygiene.Hygiene:
    return hygiene.look(portfolio, as_of, AS_OF)


def millions(number: int) -> dict[str, int]:
    return {"partner_minor": number * 50_000_000, "services_minor": number * 50_000_000}


def test_an_empty_portfolio_has_no_findings(portfolio: Portfolio) -> None:
    found = look(portfolio)
    assert (found.rows, found.counts.open_deals, found.counts.clean) == ([], 0, 0)
    assert sum(found.counts.findings.values()) == 0


def test_counts_are_those_of_a_look(portfolio: Portfolio) -> None:
    add(portfolio)
    add(portfolio, name="Late", close_date=date(2021, 5, 1))
    found = hygiene.counts(portfolio, AS_OF)
    assert (found.open_deals, found.clean) == (2, 1)
    assert found == look(portfolio).counts
    assert found.findings["past_close_date"] == found.findings["outside_window"] == 1


@pytest.mark.clause("C061")
def test_what_would_come_into_the_sum_is_told_apart_from_what_is_in_it(
    portfolio: Portfolio,
) -> None:
    add(portfolio, name="Late", close_date=date(2021, 5, 1))
    add(portfolio, name="Soon late", close_date=date(2022, 1, 3))
    line = look(portfolio).line("past_close_date")
    assert (line.findings, line.comes, line.counts, line.clause) == (2, 1000_00, 1000_00, "C061")


def test_money_of_another_currency_is_told_in_the_programs(portfolio: Portfolio) -> None:
    late: dict[str, Any] = {"close_date": date(2021, 5, 1), "currency": "EUR"}
    add(portfolio, **late)
    assert look(portfolio).line("outside_window").comes == 0
    with portfolio.change("Rate"):
        records.add(portfolio, Rate(1, "EUR", date(2021, 1, 1), "2"))
    assert look(portfolio).line("outside_window").comes == 2000_00


@pytest.mark.clause("A10")
@pytest.mark.clause("C094")
def test_a_deal_without_services_counts_or_would_come_in_as_the_program_reads_it(
    portfolio: Portfolio,
) -> None:
    add(portfolio, services_minor=0, partner_minor=500_00)
    assert look(portfolio).line("no_services").counts == 500_00
    choose_reading(portfolio, "A10", "exclude", AS_OF)
    line = look(portfolio).line("no_services")
    assert (line.counts, line.comes) == (0, 500_00)


@pytest.mark.clause("C058")
@pytest.mark.clause("A04")
@pytest.mark.parametrize(("million", "lifts"), [(1, 2), (2, 1), (7, 0)])
def test_the_fewest_dates_that_lift_a_partner_are_told_with_the_tier(
    portfolio: Portfolio, million: int, lifts: int
) -> None:
    """Silver asks for 8 million; equality meets."""
    fit_for_silver(portfolio)
    add(portfolio, name="There", **millions(8 - lifts * million if lifts else 0))
    for number in range(3):
        add(portfolio, name=f"Late {number}", customer=f"C{number}",
            close_date=date(2021, 5, 1 + number), **millions(million if lifts else 2))  # fmt: skip
    found = look(portfolio)
    effect = hygiene.effects(portfolio, NORTH, found)["outside_window"]
    if not lifts:
        assert not effect.rises
        return
    dates = "1 date" if lifts == 1 else "2 dates"
    assert effect.sentences == (f"Moving {dates} into the window lifts Northwind to Silver.",)
    assert len(effect.fewest) == lifts


def test_a_lift_that_is_carried_out_is_what_the_scorecard_then_says(portfolio: Portfolio) -> None:
    fit_for_silver(portfolio)
    add(portfolio, name="Late", close_date=date(2021, 5, 1), **millions(8))
    effect = hygiene.effects(portfolio, NORTH, look(portfolio))["past_close_date"]
    hygiene_fixes.apply(portfolio, effect.fewest, Fix("next_quarter"), AS_OF)
    assert partner_file(portfolio, NORTH, AS_OF).decision.calculated_tier == effect.lifted
    assert effect.lifted == "silver"


def test_what_a_partner_would_be_without_the_deals_is_told(portfolio: Portfolio) -> None:
    fit_for_silver(portfolio)
    add(portfolio, name="Old", updated_on=date(2021, 6, 1), **millions(8))
    effect = hygiene.effects(portfolio, NORTH, look(portfolio))["unchanged"]
    assert effect.sentences == ("Without this deal Northwind falls to Opportunistic.",)
    add(portfolio, name="New", customer="Other", **millions(8))
    effect = hygiene.effects(portfolio, NORTH, look(portfolio))["unchanged"]
    assert effect.sentences == ("Northwind stays Silver without this deal.",)


def test_a_duplicate_costs_what_all_but_one_of_it_are_worth(portfolio: Portfolio) -> None:
    for _ in range(3):
        add(portfolio)
    found = look(portfolio)
    assert found.line("duplicate").counts == 2000_00
    effect = hygiene.effects(portfolio, NORTH, found)["duplicate"]
    assert (len(effect.deals), effect.counts) == (3, 2000_00)


def test_a_program_without_money_and_pipeline_works(portfolio: Portfolio) -> None:
    harbour.run_by(portfolio)
    add(portfolio, close_date=date(2030, 1, 1), partner_minor=0, services_minor=0)
    add(portfolio, name="Late", close_date=date(2021, 5, 1))
    found = look(portfolio)
    assert found.line("outside_window").off.startswith("Harbour Circle counts no open deals")
    assert found.counts.findings["no_money"] == 0
    assert found.line("past_close_date").findings == 1
    assert found.line("past_close_date").comes == 0
    assert all(not one.rises for one in hygiene.effects(portfolio, NORTH, found).values())


def test_a_day_before_the_program_has_findings_without_money(portfolio: Portfolio) -> None:
    add(portfolio, updated_on=date(1980, 1, 1), close_date=None, next_step="")
    found = look(portfolio, date(1990, 1, 1))
    assert found.terms is None
    assert found.counts.findings["no_next_step"] == 1
    assert hygiene.effects(portfolio, NORTH, found) == {}


@pytest.mark.clause("C064")
def test_an_offering_is_asked_for_only_of_a_partner_that_has_one(portfolio: Portfolio) -> None:
    records.add(portfolio, Offering(5, NORTH, "Watch"))
    add(portfolio)
    add(portfolio, WORLD, customer="Other")
    assert look(portfolio).line("no_offering").findings == 1


def test_thresholds_are_the_portfolios_and_can_be_undone(portfolio: Portfolio) -> None:
    assert hygiene.thresholds(portfolio) == DEFAULTS
    told = replace(DEFAULTS, unchanged_days=5)
    with portfolio.change("Set the hygiene rules"):
        hygiene.set_thresholds(portfolio, told)
    assert hygiene.thresholds(portfolio) == told
    portfolio.undo()
    assert hygiene.thresholds(portfolio) == DEFAULTS
    with pytest.raises(UserError, match="Days unchanged"):
        hygiene.set_thresholds(portfolio, replace(DEFAULTS, unchanged_days=0))


def test_a_finding_is_kept_with_a_reason_until_a_day_and_taken_back(portfolio: Portfolio) -> None:
    late = add(portfolio, close_date=date(2022, 1, 3))
    with pytest.raises(UserError, match="with a reason"):
        hygiene_kept.keep(portfolio, [late], "past_close_date", "  ", AS_OF)
    with pytest.raises(UserError, match="is over"):
        hygiene_kept.keep(
            portfolio, [late], "past_close_date", "So", AS_OF, AS_OF - timedelta(days=1)
        )
    hygiene_kept.keep(portfolio, [late], "past_close_date", "Signed tomorrow", AS_OF, AS_OF)
    found = look(portfolio)
    assert (found.counts.clean, found.findings.kept) == (1, {late: ("past_close_date",)})
    assert found.kept[late][0].reason == "Signed tomorrow"
    over = hygiene.look(portfolio, AS_OF, AS_OF + timedelta(days=1))
    assert over.counts.findings["past_close_date"] == 1
    hygiene_kept.take_back(portfolio, [late], "past_close_date")
    assert look(portfolio).counts.findings["past_close_date"] == 1
    portfolio.undo()
    assert look(portfolio).counts.clean == 1


def test_keeping_it_again_takes_the_place_of_the_reason_before(portfolio: Portfolio) -> None:
    late = add(portfolio, close_date=date(2022, 1, 3))
    for reason in ("First", "Then"):
        hygiene_kept.keep(portfolio, [late], "past_close_date", reason, AS_OF)
    assert [one.reason for one in look(portfolio).kept[late]] == ["Then"]


def test_a_deal_that_goes_takes_what_is_kept_of_it_along(portfolio: Portfolio) -> None:
    late = add(portfolio, close_date=date(2022, 1, 3))
    hygiene_kept.keep(portfolio, [late], "past_close_date", "So", AS_OF)
    deals.delete(portfolio, [late])
    assert portfolio.conn.value("SELECT count(*) FROM kept_findings") == 0


def test_a_partner_is_told_how_many_of_its_open_deals_need_attention(portfolio: Portfolio) -> None:
    add(portfolio, close_date=date(2022, 1, 3))
    add(portfolio, name="Clean", customer="Other")
    add(portfolio, name="Done", customer="Third", status="won", close_date=date(2021, 3, 1))
    add(portfolio, WORLD, customer="Other", name="Of another partner")
    assert hygiene.attention(portfolio, WORLD, AS_OF, AS_OF) == (1, 1)
    assert hygiene.attention(portfolio, NORTH, AS_OF, AS_OF) == (2, 2)
    assert hygiene.of_partner(look(portfolio), NORTH).counts[:2] == (2, 0)


def test_what_concerns_one_partner_is_the_same_as_in_the_look_at_all(portfolio: Portfolio) -> None:
    for number in range(6):
        add(portfolio, NORTH if number % 2 else WORLD, name=f"Deal {number}",
            customer=f"C{number}", close_date=date(2022, 1, 8 + number))  # fmt: skip
    found = look(portfolio)
    for owner in (NORTH, WORLD):
        own = hygiene.of_partner(found, owner)
        dirty, opened = hygiene.attention(portfolio, owner, AS_OF, AS_OF)
        assert (opened - dirty, opened) == (own.counts.clean, own.counts.open_deals)


def test_a_deal_that_was_edited_is_judged_at_once(portfolio: Portfolio) -> None:
    late = add(portfolio, close_date=date(2022, 1, 3))
    found = look(portfolio)
    with portfolio.change("Move"):
        now = deals.edit(portfolio, late, AS_OF, close_date=date(2022, 3, 1))
    assert found.rows[0].rules == ("past_close_date",)
    assert hygiene.judged(now, found).rules == ()


def test_progress_is_told_and_can_stop_it(portfolio: Portfolio) -> None:
    add(portfolio)
    heard: list[tuple[int, int]] = []
    hygiene.look(portfolio, AS_OF, AS_OF, lambda *told: heard.append(told))
    assert heard == [(1, 1)]


def test_a_read_only_portfolio_is_looked_at(portfolio: Portfolio) -> None:
    add(portfolio, close_date=date(2022, 1, 3))
    portfolio.checkpoint()
    with open_portfolio(portfolio.path, read_only=True) as reader:
        assert look(reader).counts.findings["past_close_date"] == 1
        with pytest.raises(UserError, match="read-only"):
            hygiene_kept.keep(reader, [1], "past_close_date", "So", AS_OF)


def test_a_stage_that_was_skipped_is_found_in_what_was_kept(portfolio: Portfolio) -> None:
    jumped, went_on = (add(portfolio, name=name, customer=name, stage="Qualify") for name in "AB")
    assert look(portfolio).line("stage_skipped").off
    with portfolio.change("Keep"):
        snapshots.keep(portfolio, date(2021, 12, 31), "month_end")
    with portfolio.change("Go on"):
        deals.edit(portfolio, jumped, AS_OF, stage="Propose")
        deals.edit(portfolio, went_on, AS_OF, stage="Validate")
    found = look(portfolio)
    assert found.findings.by_deal == {jumped: ("stage_skipped",)}
    assert found.course[0].on_date == date(2021, 12, 31)
    assert not look(portfolio, date(2021, 12, 30)).line("stage_skipped").findings


# ---- fixes -------------------------------------------------------------------------------------


def test_a_fix_of_many_is_one_step_that_undo_takes_back(portfolio: Portfolio) -> None:
    ids = [add(portfolio, name=f"Late {n}", close_date=date(2021, 5, n + 1)) for n in range(3)]
    count = hygiene_fixes.apply(portfolio, ids, Fix("next_quarter"), AS_OF)
    assert (count, portfolio.can_undo()) == (3, "Move 3 deals to the same day of the next quarter")
    days = [records.get(portfolio, Deal, one).close_date for one in ids]
    assert days == [date(2022, 5, n + 1) for n in range(3)]
    portfolio.undo()
    assert records.get(portfolio, Deal, ids[0]).close_date == date(2021, 5, 1)


def test_what_was_changed_was_written_on_that_day(portfolio: Portfolio) -> None:
    old = add(portfolio, updated_on=date(2020, 1, 1))
    hygiene_fixes.apply(portfolio, [old], Fix("next_step", text="Call"), AS_OF)
    assert records.get(portfolio, Deal, old).updated_on == date(2020, 1, 1)  # it said so already
    hygiene_fixes.apply(portfolio, [old], Fix("next_step", text="Meet"), AS_OF)
    assert records.get(portfolio, Deal, old).updated_on == records.written_on(portfolio)


def test_duplicates_are_deleted_but_for_one(portfolio: Portfolio) -> None:
    ids = [add(portfolio, updated_on=date(2021, 1, n + 1)) for n in range(3)]
    fix = Fix("delete", gone=frozenset(ids[1:]))
    assert hygiene_fixes.preview(portfolio, ids[1:], fix, AS_OF).changed == 2
    hygiene_fixes.apply(portfolio, ids[1:], fix, AS_OF)
    assert [deal.id for deal in records.find(portfolio, Deal)] == [ids[0]]
    assert portfolio.can_undo() == "Delete 2 duplicates"


def test_a_preview_says_what_the_fix_then_does(portfolio: Portfolio) -> None:
    fit_for_silver(portfolio)
    late = add(portfolio, name="Late", close_date=date(2021, 5, 1), **millions(8))
    told = hygiene_fixes.preview(portfolio, [late], Fix("close_date", day=AS_OF), AS_OF)
    assert told.said == (
        "Changes 1 deal. The Aggregate TCV of Northwind grows by $8,000,000."
        " Northwind rises from Opportunistic to Silver."
    )
    assert records.get(portfolio, Deal, late).close_date == date(2021, 5, 1)
    hygiene_fixes.apply(portfolio, [late], Fix("close_date", day=AS_OF), AS_OF)
    file = partner_file(portfolio, NORTH, AS_OF)
    assert (file.decision.tcv.total, file.decision.calculated_tier) == (8_000_000_00, "silver")


def test_a_preview_in_another_currency_is_in_the_programs(portfolio: Portfolio) -> None:
    with portfolio.change("Rate"):
        records.add(portfolio, Rate(1, "EUR", date(2021, 1, 1), "2"))
    fit_for_silver(portfolio)
    late = add(portfolio, close_date=date(2021, 5, 1), currency="EUR", **millions(4))
    told = hygiene_fixes.preview(portfolio, [late], Fix("close_date", day=AS_OF), AS_OF)
    assert (told.before, told.after) == (0, 8_000_000_00)
    assert [one.after for one in told.moved] == ["Silver"]


def test_a_preview_of_what_is_so_already_changes_nothing(portfolio: Portfolio) -> None:
    there = add(portfolio)
    told = hygiene_fixes.preview(portfolio, [there], Fix("next_step", text="Call"), AS_OF)
    assert (told.changed, told.same) == (0, 1)


@pytest.mark.parametrize("fix", [Fix("next_step"), Fix("services", percent=Decimal(101))])
def test_a_fix_without_its_value_is_refused(portfolio: Portfolio, fix: Fix) -> None:
    with pytest.raises(UserError):
        hygiene_fixes.apply(portfolio, [add(portfolio)], fix, AS_OF)


def test_the_services_portion_is_a_part_of_the_value(portfolio: Portfolio) -> None:
    bare = add(portfolio, partner_minor=999_99, services_minor=0)
    hygiene_fixes.apply(portfolio, [bare], Fix("services", percent=Decimal(20)), AS_OF)
    deal = records.get(portfolio, Deal, bare)
    assert (deal.services_minor, deal.partner_minor, deal.tcv_minor) == (200_00, 799_99, 999_99)


def test_offerings_are_named_by_partner(portfolio: Portfolio) -> None:
    records.add(portfolio, Offering(5, NORTH, "Watch"))
    assert hygiene_fixes.offerings_of(portfolio, [NORTH, WORLD]) == {NORTH: {5: "Watch"}, WORLD: {}}
    deal = add(portfolio)
    hygiene_fixes.apply(portfolio, [deal], Fix("offering", offerings={NORTH: 5}), AS_OF)
    assert records.get(portfolio, Deal, deal).offering_id == 5


def fit_for_silver(portfolio: Portfolio) -> None:
    """All that Silver asks of Northwind but the money."""
    from models.program.path import shortest
    from models.store.programs import terms_on

    terms = terms_on(portfolio, AS_OF)
    file = partner_file(portfolio, NORTH, AS_OF)
    trial = shortest(file, terms, "silver").trial
    with portfolio.change("Fit"):
        for record in trial.put:
            records.add(portfolio, record)
        for name, value in trial.facts:
            records.update(portfolio, Partner, NORTH, **{name: value})
