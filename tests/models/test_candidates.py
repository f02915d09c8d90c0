"""Candidates stand in the order of what the lowest tier lacks, with their figures in words."""

from dataclasses import replace
from datetime import date

import pytest

from models.candidates import CandidateLine, figures_of, invitation_warnings, summary
from models.program.loading import terms_on
from tests.models.program.making import complete, deal, judge, won

DAY = date(2022, 1, 5)
TERMS = terms_on(DAY)


def figures(dollars: str, *, without: int = 0, lost: int = 0, name: str = "Northwind"):
    """A partner outside the program with wins of so much, lacking so many prerequisites."""
    records = complete(won(dollars), name=name)
    records.partner = replace(records.partner, invited_on=None, invitation_accepted_on=None)
    kinds = ["nda", "data_privacy_agreement", "procurement_agreement"][:without]
    records.agreements = [paper for paper in records.agreements if paper.kind not in kinds]
    if lost:
        records.deals.append(deal("lost", date(2021, 6, 1), lost * 100, 1))
    return figures_of(judge(records, DAY), TERMS, 3)


@pytest.mark.clause("C011")
def test_candidates_are_ranked_by_the_gap_fewest_criteria_then_least_money():
    gold = figures("15_000_000")
    silver = figures("8_000_000")
    a_cent = figures("7_999_999.99")
    one_paper = figures("8_000_000", without=1)
    far = figures("1_000_000")
    two_papers = figures("25_000_000", without=2)
    mixed = [two_papers, far, silver, one_paper, a_cent, gold]
    assert sorted(mixed, key=lambda f: f.rank) == [
        gold, silver, one_paper, a_cent, far, two_papers,
    ]  # fmt: skip


@pytest.mark.clause("C010")
def test_the_figures_are_those_of_the_engine_and_the_gap_is_told_in_words():
    found = figures("7_999_999.99", without=1)
    assert (found.wins_minor, found.losses_minor, found.tcv_minor) == (799_999_999, 0, 799_999_999)
    assert found.tier.key == "opportunistic"
    assert (found.gaps, found.money_gap, found.customers) == (2, 1, 3)
    assert found.missing == ("Non-disclosure agreement",)
    assert found.gap == "$0.01 short in Aggregate TCV and 1 more"
    assert figures("1_000_000", lost=7_000_000).gap == "Meets Silver"  # losses add


def line(number: int, name: str, participation: str = "candidate", found=None) -> CandidateLine:
    return CandidateLine(number, name, "", participation, participation, None, found)


def test_the_summary_counts_who_meets_the_lowest_tier():
    lines = [
        line(1, "A", found=figures("8_000_000")),
        line(2, "B", "invited", figures("7_000_000")),
        line(3, "C"),
    ]
    found = summary(lines)
    assert (found.partners, found.assessed, found.ready, found.candidates) == (3, 2, 1, 2)


@pytest.mark.clause("C018", "C056")
def test_inviting_several_names_whose_gates_do_not_hold():
    lines = [
        line(1, "Adatum", found=figures("8_000_000")),
        line(2, "Contoso", found=figures("7_000_000")),
        line(3, "Fabrikam", found=figures("8_000_000", without=1)),
    ]
    assert invitation_warnings(lines, []) == [
        "Contoso does not meet the target of the lowest tier.",
        "Fabrikam does not meet its prerequisites.",
    ]
    assert invitation_warnings(lines[:1], ["Litware"]) == [
        "Left out, since it can’t take this step now: Litware."
    ]


@pytest.mark.parametrize(
    ("participation", "nominable", "invitable"),
    [
        ("not_participating", True, True),
        ("candidate", False, True),
        ("invited", False, False),
        ("accepted", False, False),
        ("removed", True, False),
    ],
)
def test_a_line_offers_the_steps_that_may_follow(participation, nominable, invitable):
    found = line(1, "A", participation)
    assert (found.nominable, found.invitable) == (nominable, invitable)
