"""Offerings by place: what is to be had where, what it sold, what each tier asks of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.partner import Integration, Offering, Partner
from models.program.loading import terms_on
from reports.facts import EDITIONS, PackFacts, freeze
from reports.figures import Figures
from reports.figures_capability import ABSENT, HERE, LATER, cells_of, reaches
from tests.reports import capability_builder as builder
from tests.reports import facts_builder
from tests.reports.facts_builder import DAY, partner_file, some_deals
from tests.reports.looking import pages, picture, pictures, text, told, well_laid, with_words

TERMS = terms_on(DAY)
NONE = facts_builder.empty().file


def facts(*offerings: Offering, integrations: tuple[Integration, ...] = ()) -> PackFacts:
    return freeze(
        partner_file([], partner=Partner(1, "Any"), offerings=offerings, integrations=integrations)
    )


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kept", [True, False])
def test_every_page_is_well_laid_under_any_name(edition: str, kept: bool) -> None:
    found = builder.hostile(edition=edition)
    if kept:
        found = replace(found, plan=with_words("offerings"))
    drawn = pages(found, "offerings")
    assert len(drawn) == 4
    for leaf in drawn:
        well_laid(leaf)


@pytest.mark.clause("C023")
def test_a_place_is_reached_by_its_name_by_one_that_stands_for_it_and_by_the_whole_world() -> None:
    def cells(**more: Any) -> tuple[str, ...]:
        return cells_of(replace(Offering(1, 1, "MDR"), **more), TERMS, DAY)

    places = TERMS.geographies
    assert cells(worldwide=True) == (HERE,) * len(places)
    assert cells(geographies=("The Moon",)) == (ABSENT,) * len(places)
    alias, names = next(iter(TERMS.geography_aliases.items()))
    assert {p for p, c in zip(places, cells(geographies=(alias,)), strict=True) if c == HERE} == {
        *names
    }


@pytest.mark.parametrize(("days", "state"), [(-1, HERE), (0, HERE), (1, LATER)])
def test_an_offering_is_there_from_its_first_day(days: int, state: str) -> None:
    offering = Offering(1, 1, "MDR", worldwide=True, available_from=DAY + timedelta(days=days))
    assert set(cells_of(offering, TERMS, DAY)) == {state}


def test_what_a_deal_sells_is_told_with_the_offering_and_the_rest_is_counted() -> None:
    deals = [replace(deal, offering_id=1 if deal.id % 2 else 0) for deal in some_deals(40, 900_000)]
    file = partner_file(deals, partner=Partner(1, "Any"), offerings=(Offering(1, 1, "MDR", True),))
    figures = Figures(freeze(file))
    [one] = reaches(figures)
    won = [c for c in file.deals if c.deal.status == "won" and c.deal.offering_id == 1]
    assert (one.won.deals, one.won.total) == (len(won), sum(c.tcv_minor for c in won))
    rest = sum(c.deal.status == "won" and not c.deal.offering_id for c in file.deals)
    [leaf] = pages(freeze(file), "offerings")
    assert f"{rest} deals won, " in text(leaf)
    assert "name no offering" in text(leaf)


def test_every_field_has_a_word_beside_its_shape() -> None:
    offering = Offering(1, 1, "MDR", True, geographies=TERMS.geographies[:2])
    [leaf] = pages(facts(offering), "offerings")
    words = [box.text for box in leaf.sheet.boxes]
    assert words.count("Yes") == 2
    assert words.count("No") == len(TERMS.geographies) - 2
    assert "One standard offering reaches two of six geographies" in leaf.title


@pytest.mark.clause("C024")
def test_reach_is_held_against_what_each_tier_asks() -> None:
    offering = Offering(1, 1, "MDR", True, worldwide=True)
    [leaf] = pages(facts(offering), "offerings")
    chart = picture(leaf, "bullets").data
    assert chart is not None
    reach = chart.categories.index("Offering availability")
    assert chart.series[0].values[reach] == len(TERMS.geographies)
    assert chart.levels


def test_what_comes_is_drawn_and_without_it_there_is_one_line() -> None:
    coming = Offering(1, 1, "MDR", True, worldwide=True, available_from=DAY + timedelta(days=60))
    [leaf] = pages(facts(coming), "offerings")
    assert "6 Mar 2022 MDR" in picture(leaf, "timeline").alt
    [leaf] = pages(facts(replace(coming, available_from=None)), "offerings")
    assert "timeline" not in {p.data.kind for p in pictures(leaf) if p.data}
    assert "No roadmap of either side is recorded." in text(leaf)


@pytest.mark.clause("C049")
def test_an_integration_says_whether_it_is_agreed() -> None:
    both = (Integration(1, 1, "Console"), Integration(2, 1, "Feed", "cloud", agreed=False))
    [leaf] = pages(facts(integrations=both), "offerings")
    assert leaf.title == "No offering is recorded; one integration is agreed"
    assert "Not agreed yet" in text(leaf)


def test_without_offering_and_integration_a_line_says_so() -> None:
    assert pages(freeze(NONE), "offerings") == []


def test_a_program_with_many_places_counts_those_that_have_no_column() -> None:
    found = facts(Offering(1, 1, "MDR", True, worldwide=True))
    wide = replace(found.terms, geographies=tuple(f"Place {n} of the world" for n in range(12)))
    [leaf] = pages(replace(found, terms=wide), "offerings")
    well_laid(leaf)
    assert "6 of 6" in text(leaf)
    none = replace(found.terms, geographies=())
    [leaf] = pages(replace(found, terms=none), "offerings")
    well_laid(leaf)


def test_in_the_usual_pack_offerings_take_one_page() -> None:
    for made in (facts_builder.platinum, facts_builder.silver, facts_builder.far_away):
        [leaf] = pages(told(made(), builder.background()), "offerings")
        well_laid(leaf)


def test_deals_without_a_rate_are_counted_and_have_no_amount_of_nothing() -> None:
    deals = [replace(deal, offering_id=1, currency="CHF") for deal in some_deals(9, 900_000)]
    file = partner_file(deals, partner=Partner(1, "Any"), offerings=(Offering(1, 1, "MDR", True),))
    [leaf] = pages(freeze(file), "offerings")
    assert "deals won;" in text(leaf)
    assert "$0" not in text(leaf)
