"""Aggregate TCV: its steps are the parts of the total, and every page that has a part agrees."""

from dataclasses import replace

import pytest

from models.background import NOTHING
from models.text import money
from reports.facts import PackFacts, freeze
from reports.figures import Figures, Sum
from reports.sections.aggregate_tcv import _shares
from tests.reports import background_builder as builder
from tests.reports import facts_builder
from tests.reports.looking import pages, picture, text, told, well_laid, with_words

FULL = builder.full()
MAKERS = {
    "platinum": facts_builder.platinum,
    "silver": facts_builder.silver,
    "far away": facts_builder.far_away,
    "many": lambda: facts_builder.many(300),
}


@pytest.mark.clause("C066")
@pytest.mark.parametrize("edition", ["internal", "partner"])
@pytest.mark.parametrize("maker", MAKERS)
def test_the_sums_agree_to_the_cent_on_every_page(maker: str, edition: str) -> None:
    facts = told(MAKERS[maker](), FULL, edition=edition)
    figures, tcv = Figures(facts), facts.decision.tcv
    [leaf] = pages(facts, "tcv")
    chart = picture(leaf, "waterfall").data
    assert chart is not None
    *steps, total = (value or 0 for value in chart.series[0].values)
    assert sum(steps) == total == tcv.total == tcv.wins + tcv.losses + tcv.pipeline
    assert figures.counted.partner + figures.counted.services == tcv.total
    page = text(leaf)
    listed = " ".join(map(text, pages(facts, "all-deals")))
    pipeline = " ".join(map(text, pages(facts, "pipeline")))
    for amount in (tcv.wins, tcv.losses, tcv.pipeline):
        assert money(amount, facts.currency) in page
        assert money(amount, facts.currency) in listed
    assert money(tcv.pipeline, facts.currency) in pipeline
    assert money(tcv.total, facts.currency) in page


@pytest.mark.parametrize("edition", ["internal", "partner"])
@pytest.mark.parametrize("maker", MAKERS)
def test_it_keeps_its_place_also_with_words_of_a_person(maker: str, edition: str) -> None:
    plan = with_words("tcv")
    for leaf in pages(told(MAKERS[maker](), FULL, edition=edition, plan=plan), "tcv"):
        well_laid(leaf)


def test_the_targets_are_drawn_through_the_steps() -> None:
    facts = told(facts_builder.silver(), NOTHING)
    chart = picture(pages(facts, "tcv")[0], "waterfall").data
    assert chart is not None
    wanted = [(tier.label, target) for tier, target in Figures(facts).money_targets()]
    assert list(chart.targets) == wanted
    assert len(wanted) == 3


def closed() -> PackFacts:
    """Half a year later: some deals are closed this year."""
    day = facts_builder.DAY.replace(month=7)
    deals = facts_builder.some_deals(40, 9_000_000)
    deals = [
        replace(deal, status="won", close_date=day.replace(month=3))
        if deal.status == "open" and deal.id % 2 else deal
        for deal in deals
    ]  # fmt: skip
    file = facts_builder.silver().file
    made = facts_builder.partner_file(deals, partner=file.partner, day=day)
    return freeze(made)


def test_what_closed_this_year_counts_next_january() -> None:
    facts = closed()
    amount = facts.decision.tcv.closed_this_year
    assert amount
    page = text(pages(facts, "tcv")[0])
    assert "Counting next, in January 2023" in page
    assert f"Closed this year so far {money(amount, facts.currency)}" in page
    assert "In no part of today’s total." in page


def test_what_january_says_if_every_date_holds_stands_beside_it() -> None:
    page = text(pages(told(facts_builder.silver(), FULL), "tcv")[0])
    assert "If every date holds $16,200,000.00" in page
    assert "Gold on 2 Jan 2023. Without deals still to close: $9,000,000." in page
    assert "If every date holds" not in text(pages(facts_builder.silver(), "tcv")[0])


def test_a_january_that_is_past_is_not_ahead() -> None:
    past = replace(FULL, ahead=builder.ahead()._replace(day=facts_builder.DAY))
    assert "If every date" not in text(pages(told(facts_builder.silver(), past), "tcv")[0])


def test_shares_of_both_sides_add_up_to_a_hundred() -> None:
    assert _shares(Sum()) == ""
    assert _shares(Sum(1, 2, 1)).strip() == "66% and 34%"
    assert _shares(Sum(1, 0, 5)).strip() == "0% and 100%"
