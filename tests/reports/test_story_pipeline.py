"""The words of the deal pages: conclusions at their thresholds, and why a deal is watched."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.deal import Deal
from reports.figures import Figures
from reports.figures_pipeline import covers, decided, shown, slips, year_before
from reports.marks import PAST_MARK, STEADY_MARK, WATCH_MARK
from reports.story_pipeline import (
    FEW,
    actions_on,
    conversion,
    deals_support,
    deals_title,
    gains_said,
    hygiene_title,
    omissions_title,
    pipeline_support,
    pipeline_title,
    slip_said,
    slip_tiles,
    slips_support,
    slips_title,
    standing,
    times,
)
from reports.story_wins import rate_said, unrecorded, wins_support, wins_title
from tests.reports.deals_builder import action, case, deal, every_rule, facts, note
from tests.reports.facts_builder import DAY

LATE = DAY - timedelta(days=1)
WON = date(2021, 5, 1)


def told(deals: list[Deal], edition: str = "internal", **known: Any) -> Figures:
    return Figures(facts(deals, edition, **known))


def mark_of(one: Deal, **known: Any) -> tuple[str, str]:
    figures = told([one], **known)
    return standing(figures.facts.file.deals[0], figures)


@pytest.mark.parametrize(
    ("tenths", "said"),
    [
        (10, "just covers"),
        (11, "covers 1.1 times"),
        (9, "covers 0.9 times"),
        (100, "covers 10 times"),
    ],
)
def test_a_multiple_is_cut_off_to_a_tenth(tenths: int, said: str) -> None:
    assert times(tenths) == said


@pytest.mark.parametrize(
    ("more", "title"),
    [(-1, "leaves"), (0, "covers"), (1, "covers")],
)
def test_the_title_says_whether_the_target_is_covered_to_the_cent(more: int, title: str) -> None:
    asks = covers(told([deal(1)]))[0].asks
    figures = told([deal(1, own=asks - 40_000_00 + more)])
    assert f" {title} " in pipeline_title(figures)


def test_a_shortfall_is_named_and_a_margin_is_one() -> None:
    short = pipeline_title(told([deal(1)]))
    assert short.endswith("short, even if all of it is won")
    enough = told([deal(1, "won", WON, own=900_000_000_00), deal(2)])
    assert pipeline_title(enough).endswith("$100,000 of open pipeline is margin")


def test_nothing_open_is_said_in_one_sentence() -> None:
    figures = told([deal(1, "won", WON)])
    assert pipeline_title(figures) == "No open deal is expected to close inside the window"
    assert pipeline_support(figures) == ""


def test_the_quarter_in_which_most_is_due_is_named_with_its_share() -> None:
    figures = told(
        [deal(1, close=date(2022, 3, 31)), deal(2, close=date(2022, 4, 1), own=260_000_00)]
    )
    assert "75% of what is open is due in Q2 2022, in 1 deal" in pipeline_support(figures)


@pytest.mark.parametrize(("count", "known"), [(FEW - 1, False), (FEW, True), (FEW + 1, True)])
def test_a_rate_needs_some_decided_deals(count: int, known: bool) -> None:
    figures = told([deal(key, "won", WON) for key in range(1, count + 1)])
    assert ("100%" in conversion(figures)) is known
    assert (rate_said(figures)[0] == "100%") is known
    assert ("Not enough data" in rate_said(figures)[1]) is not known


@pytest.mark.parametrize(
    ("deals", "slipped", "title"),
    [
        ([deal(1)], [(1, 30)], "One open deal worth $100,000 was moved to a later date"),
        ([deal(1), deal(2)], [(1, 30), (2, 5)],
         "Two open deals worth $200,000 were moved to a later date"),
        ([deal(1, close=LATE)], [], "One open deal worth $100,000 is past its expected close"),
        ([deal(1, close=LATE), deal(2, close=LATE)], [],
         "Two open deals worth $200,000 are past their expected close"),
        ([deal(1, close=date(2024, 1, 1))], [],
         "One open deal worth $100,000 is dated outside the window"),
        ([deal(1, close=None)], [],
         "One open deal worth $100,000 is dated outside the window, or not at all"),
        ([deal(1), deal(2, close=LATE)], [(1, 30)], "Two open deals worth $200,000 are late"),
        ([deal(1), deal(2, close=date(2024, 1, 1))], [(1, 30)],
         "Two open deals worth $200,000 are late or outside the window"),
    ],
)  # fmt: skip
def test_slips_are_named_by_what_they_are(
    deals: list[Deal], slipped: list[tuple[int, int]], title: str
) -> None:
    assert slips_title(told(deals, slipped=slipped)) == title


def test_a_deal_that_moved_and_is_past_its_new_day_is_counted_as_past() -> None:
    moved = [deal(1, close=LATE), deal(2, close=DAY)]
    figures = told(moved, slipped=[(1, 30), (2, 30)])
    told_by = {name: (money, deals) for name, money, deals in slip_tiles(figures)}
    assert told_by["Moved to a later date"] == ("$200.0K", "2 open deals")
    assert told_by["Past the expected close"] == ("$100.0K", "1 open deal")
    assert [slip_said(one, figures) for one in slips(figures)] == [
        "30 days later, past",
        "30 days later",
    ]
    assert len(figures.slipped) == 1  # as the summary has it


def test_what_does_not_count_and_what_putting_it_right_brings_is_told() -> None:
    deals = [deal(1, close=date(2021, 11, 1))]
    notes = (note("past_close_date", 1, comes=70_00, said="Moving 1 date lifts them to Gold."),)
    figures = told(deals, hygiene=notes)
    assert slips_support(figures) == (
        "None counts today. Putting the dates right would bring up to $70 into"
        " the total. Moving 1 date lifts them to Gold."
    )
    assert slips_support(figures, whole=False) == "None counts today."
    assert gains_said(told(deals, hygiene=(note("no_next_step", 1, minor=5),))) == ""


def test_findings_are_counted_by_deal() -> None:
    assert hygiene_title(told([deal(1)], hygiene=(note("unchanged", 1),))) == (
        "One deal has one finding to put right"
    )
    notes = (note("unchanged", 1, 2), note("duplicate", 2), note("no_money"))
    assert hygiene_title(told([deal(1), deal(2)], hygiene=notes)) == (
        "Two deals have two kinds of findings to put right"
    )


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (0, "Nothing is open in the window"),
        (1, "One open deal is the whole pipeline: $100,000"),
        (3, "Three open deals are the whole pipeline: $300,000"),
        (4, "The three largest of four open deals hold 75% of the pipeline"),
    ],
)
def test_the_largest_deals_are_told_by_their_share(count: int, title: str) -> None:
    assert deals_title(told([deal(key) for key in range(1, count + 1)])) == title


@pytest.mark.parametrize(
    ("close", "mark", "said"),
    [
        (LATE, PAST_MARK, "1 day past its close"),
        (DAY, STEADY_MARK, "None on record"),
        (DAY + timedelta(days=1), STEADY_MARK, "None on record"),
        (date(2021, 12, 31), PAST_MARK, "5 days past its close; outside the window"),
        (date(2022, 12, 31), STEADY_MARK, "None on record"),
        (date(2023, 1, 1), WATCH_MARK, "Outside the window"),
        (None, WATCH_MARK, "No expected close"),
    ],
)
def test_a_deal_is_watched_by_its_date(close: date | None, mark: str, said: str) -> None:
    assert mark_of(deal(1, close=close)) == (mark, said)


def test_a_deal_is_watched_without_services_and_by_what_hygiene_finds() -> None:
    assert mark_of(deal(1, services=0)) == (WATCH_MARK, "No services portion")
    assert mark_of(deal(1), hygiene=(note("unchanged", 1), note("no_next_step", 1, 2))) == (
        WATCH_MARK, "Unchanged for long; no next step",
    )  # fmt: skip
    assert mark_of(deal(1), hygiene=(note("unchanged", 2), note("no_offering", 1))) == (
        STEADY_MARK, "None on record",
    )  # fmt: skip


@pytest.mark.clause("C102")
def test_the_partner_is_told_nothing_that_our_own_fields_say() -> None:
    figures = told([deal(1, next_step="")], "partner", hygiene=every_rule([1]))
    assert standing(figures.facts.file.deals[0], figures) == (STEADY_MARK, "None on record")


def test_the_support_counts_what_is_late_and_what_is_watched() -> None:
    figures = told([deal(1), deal(2, close=LATE), deal(3, services=0), deal(4, services=0)])
    assert deals_support(shown(figures), figures) == (
        "Of the four largest, one is past the expected close and two need watching."
    )
    one = told([deal(1, close=LATE)])
    assert deals_support(shown(one), one) == "It is past the expected close."
    clean = told([deal(1)])
    assert deals_support(shown(clean), clean).startswith("Nothing on record")


@pytest.mark.clause("C106")
def test_actions_about_deals_are_open_and_name_one_or_bring_money() -> None:
    deals = [deal(1, name="Night watch", customer="Granary Bank")]
    actions = (
        action(1, "Ask the sponsor about the NIGHT WATCH", priority=2),
        action(2, "Call Granary Bank", priority=1, due_on=DAY),
        action(3, "Find more deals", criterion="aggregate_tcv", priority=3),
        action(4, "Train two people", criterion="training"),
        action(5, "Night watch offer", state="done"),
    )
    figures = told(deals, actions=actions)
    found = [(one.id, key) for one, key in actions_on(shown(figures), figures)]
    assert found == [(2, 1), (1, 1), (3, 0)]


@pytest.mark.parametrize(
    ("won", "lost", "title"),
    [
        (0, 0, "No deal was decided in 2021"),
        (1, 0, "The one deal decided in 2021 was won: $100,000"),
        (3, 0, "All three deals decided in 2021 were won: $300,000"),
        (0, 1, "No deal was won in 2021; 1 deal was lost"),
        (0, 2, "No deal was won in 2021; 2 deals were lost"),
        (1, 1, "One of two deals decided in 2021 was won: $100,000"),
        (2, 1, "Two of three deals decided in 2021 were won: $200,000"),
    ],
)
def test_what_was_decided_comes_to_one_sentence(won: int, lost: int, title: str) -> None:
    deals = [deal(key, "won", WON) for key in range(1, won + 1)]
    deals += [deal(50 + key, "lost", WON) for key in range(lost)]
    assert wins_title(told(deals)) == title


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (None, "Nothing is on record for the year before to hold it against."),
        (60_000_00, "That is as much as in the same quarters a year before."),
        (50_000_00, "That is $10,000 more than in the same quarters a year before."),
        (70_000_00, "That is $10,000 less than in the same quarters a year before."),
    ],
)
def test_what_was_won_is_held_against_the_year_before(before: int | None, said: str) -> None:
    deals = [deal(1, "won", WON)]
    if before is not None:
        deals.append(deal(2, "won", date(2020, 8, 1), own=before))
    figures = told(deals)
    found = decided(figures)
    assert wins_support(found, year_before(figures, found), figures) == said


def test_what_was_won_since_is_told_apart() -> None:
    figures = told([deal(1, "won", WON), deal(2, "won", DAY), deal(3, "lost", date(2020, 5, 1))])
    found = decided(figures)
    assert wins_support(found, year_before(figures, found), figures) == (
        "No win is on record for the same quarters a year before; since then 1 more deal was won:"
        " $100,000."
    )


def test_what_is_not_recorded_is_said_in_one_line() -> None:
    assert unrecorded(told([deal(1, "lost", WON)])).startswith("Why deals were lost, references")
    assert unrecorded(told([deal(1, "won", WON)])).startswith("References and renewals")


@pytest.mark.parametrize(
    ("states", "title"),
    [
        (["flagged"], "One omission case, not decided yet"),
        (["accepted"], "One omission case, decided"),
        (["flagged", "under_review"], "Two omission cases, none decided yet"),
        (["accepted", "rejected"], "Two omission cases, all decided"),
        (["accepted", "more_information"], "Two omission cases, one not decided yet"),
    ],
)
def test_omission_cases_are_counted_by_their_decision(states: list[str], title: str) -> None:
    assert omissions_title([case(at, state) for at, state in enumerate(states)]) == title
