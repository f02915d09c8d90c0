from dataclasses import replace
from datetime import date

import pytest

from models.background import Background
from models.deal import Deal
from models.partner import Partner
from reports import story
from reports.facts import freeze
from reports.figures import Figures
from tests.reports import background_builder, facts_builder


def _figures(total: int, **changes) -> Figures:
    """Everything in place for every tier, and that much Aggregate TCV in minor units."""
    deal = Deal(1, 1, "One", "Customer", "OP-1", "won", date(2021, 6, 1), total - 100, 100, total)
    return Figures(facts_builder.platinum(own_deals=[deal], **changes))


@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        (25_000_000_00, "Platinum is earned: all 14 criteria of the highest tier are met"),
        (24_999_999_99, "Gold is earned; $0.01 more Aggregate TCV reaches Platinum"),
        (15_000_000_00, "Gold is earned; $10,000,000 more Aggregate TCV reaches Platinum"),
        (8_000_000_00, "Silver is earned; $7,000,000 more Aggregate TCV reaches Gold"),
        (7_999_999_99, "No tier is earned yet; $0.01 more Aggregate TCV reaches Silver"),
    ],
)
def test_the_verdict_says_the_tier_and_what_the_next_one_takes(total, sentence):
    assert story.verdict(_figures(total)) == sentence


def test_several_gaps_are_counted():
    figures = Figures(facts_builder.silver())
    assert story.verdict(figures).endswith("more Aggregate TCV and four other criteria")
    assert len(story.closing_moves(figures)) == 5


def test_one_missing_prerequisite_is_named():
    said = story.verdict(_figures(26_000_000_00, sponsor=False))
    assert said == "Silver is earned; one criterion is open for Gold: Executive sponsor"


def test_what_runs_out_before_the_next_measurement_is_a_concern():
    figures = _figures(26_000_000_00)
    assert figures.measurement == date(2023, 1, 2)
    assert list(figures.runs_out) == ["nda"]
    assert any("31 Aug 2022" in sentence for sentence in story.concerns(figures))


@pytest.mark.parametrize(
    ("total", "tier", "told"),
    [
        (15_000_000_00, "silver", "Silver"),  # earned today: Gold
        (15_000_000_00, "opportunistic", "Opportunistic"),
        (15_000_000_00, "gold", ""),
        (15_000_000_00, "platinum", ""),
        (15_000_000_00, "of another program", ""),
        (7_999_999_99, "opportunistic", ""),  # nothing to fall from
    ],
)
def test_a_tier_that_the_next_measure_would_lose_is_to_be_watched(total, tier, told):
    ahead = background_builder.ahead(tier, tier.capitalize())
    known = freeze(_figures(total).facts.file, background=Background(ahead=ahead))
    said = [one for one in story.concerns(Figures(known)) if "even if every open deal" in one]
    assert said == (
        [f"On 2 Jan 2023 the records would give {told}, even if every open deal closes on its day."]
        if told
        else []
    )


def test_a_paper_that_lasts_until_the_measurement_is_none():
    file = facts_builder.platinum().file
    lasting = tuple(
        replace(paper, expires_on=date(2023, 1, 2)) if paper.kind == "nda" else paper
        for paper in file.agreements
    )
    assert not Figures(freeze(replace(file, agreements=lasting))).runs_out


def test_a_granted_tier_above_the_records_is_said_first():
    concerns = story.concerns(Figures(facts_builder.silver()))
    assert concerns[0] == "Gold is granted, but the records of this day give Silver."


def test_a_partner_without_records_has_something_to_watch_and_nothing_strong():
    figures = Figures(facts_builder.empty())
    assert story.strengths(figures) == []
    assert "No deal is recorded, so Aggregate TCV is zero." in story.concerns(figures)


def test_a_measured_day_still_to_come_this_year_is_the_next_one():
    day = date(2022, 1, 1)
    figures = Figures(freeze(facts_builder.partner_file([], partner=Partner(1, "Early"), day=day)))
    assert figures.measurement == date(2022, 1, 3)
    assert figures.weeks_left == 0


def test_small_counts_are_words_and_larger_ones_figures():
    assert [story.word(n) for n in (1, 9, 10)] == ["one", "nine", "10"]
    assert [story.part(n) for n in (0, 9, 13)] == ["None", "Nine", "13"]


def test_outside_the_program_nothing_is_earned():
    file = _figures(26_000_000_00).facts.file
    outside = replace(file.decision, gates=file.decision.gates._replace(invitation=False))
    said = story.verdict(Figures(freeze(replace(file, decision=outside))))
    assert said == "The records give Platinum: all 14 criteria of the highest tier are met"
