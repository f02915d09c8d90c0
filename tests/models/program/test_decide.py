"""Thresholds just below, on and just above; gates, participation, grants and the words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.program.decision import Gates, NextTier
from models.program.loading import terms_on
from tests.models.program.making import (
    EARLY,
    Records,
    agreement,
    complete,
    deal,
    grant,
    judge,
    offering,
    row,
    with_geographies,
    with_resources,
    with_trained,
    without,
    won,
)

DAY = date(2022, 1, 5)
GEOGRAPHIES = (
    "North America", "Latin America", "Europe", "Middle East and Africa", "Asia Pacific", "Japan",
)  # fmt: skip
ONE = timedelta(days=1)


def clause(name: str, *values: Any) -> Any:
    return pytest.param(*values, marks=pytest.mark.clause(name))


@pytest.mark.clause("A04")
@pytest.mark.clause("C066")
@pytest.mark.parametrize(
    ("tier", "target", "below"),
    [
        clause("C067", "platinum", 2_500_000_000, "gold"),
        clause("C068", "gold", 1_500_000_000, "silver"),
        clause("C069", "silver", 800_000_000, "opportunistic"),
    ],
)
def test_a_target_is_met_to_the_cent(tier: str, target: int, below: str) -> None:
    for minor, reached, gap in ((target - 1, below, 1), (target, tier, 0), (target + 1, tier, 0)):
        decision = judge(complete(deal("won", date(2021, 6, 1), minor)))
        found = row(decision, "aggregate_tcv", tier)
        assert (decision.calculated_tier, decision.tcv_tier) == (reached, reached)
        assert (found.required, found.actual) == (target, minor)
        assert (found.gap, found.met) == (gap, gap == 0)


def with_offerings(records: Records, number: int) -> Records:
    records.offerings = [offering(f"Offering {n}", *GEOGRAPHIES) for n in range(number)]
    return records


def with_integrations(records: Records, number: int) -> Records:
    one = records.integrations[0]
    records.integrations = [replace(one, id=n, product=f"Product {n}") for n in range(number)]
    return records


def with_reach(records: Records, number: int) -> Records:
    return with_geographies(records, GEOGRAPHIES[:number])


@pytest.mark.parametrize(
    ("criterion", "change", "tier", "needed"),
    [
        clause("C020", "standard_offerings", with_offerings, "platinum", 1),
        clause("C020", "standard_offerings", with_offerings, "gold", 1),
        clause("C020", "standard_offerings", with_offerings, "silver", 1),
        clause("C023", "offering_availability", with_reach, "platinum", 6),
        clause("C023", "offering_availability", with_reach, "gold", 6),
        clause("C024", "offering_availability", with_reach, "silver", 2),
        clause("C030", "mss_trained_people", with_trained, "platinum", 20),
        clause("C031", "mss_trained_people", with_trained, "gold", 10),
        clause("C032", "mss_trained_people", with_trained, "silver", 5),
        clause("C045", "technical_resources", with_resources, "platinum", 3),
        clause("C046", "technical_resources", with_resources, "gold", 2),
        clause("C047", "technical_resources", with_resources, "silver", 1),
        clause("C049", "software_integration", with_integrations, "platinum", 1),
        clause("C049", "software_integration", with_integrations, "gold", 1),
        clause("C049", "software_integration", with_integrations, "silver", 1),
    ],
)
def test_a_count_is_met_on_its_number(
    request: pytest.FixtureRequest, criterion: str, change: Any, tier: str, needed: int
) -> None:
    ranks = ["platinum", "gold", "silver", "opportunistic"]
    for number in (needed - 1, needed, needed + 1):
        decision = judge(change(complete(won(30_000_000)), number))
        found = row(decision, criterion, tier)
        actual = min(number, 6) if criterion == "offering_availability" else number
        assert (found.required, found.actual) == (needed, actual)
        assert (found.gap, found.met) == (max(0, needed - number), number >= needed)
        assert (ranks.index(decision.calculated_tier) <= ranks.index(tier)) == found.met
        marker = request.node.get_closest_marker("clause")
        assert found.clause == marker.args[0]


@pytest.mark.parametrize(
    ("criterion", "missing"),
    [
        clause("C048", "deal_registration", "deal_registration"),
        clause("C021", "shield_sponsorship", "shield_sponsorship"),
        clause("C026", "free_training", "free_training"),
        clause("C052", "procurement_agreement", "procurement_agreement"),
        clause("C053", "nda", "nda"),
        clause("C054", "data_privacy_agreement", "data_privacy_agreement"),
        clause("C019", "standard_offerings", "offerings"),
        clause("C049", "software_integration", "integrations"),
    ],
)
def test_what_every_tier_requires_leaves_no_tier_when_it_is_missing(
    criterion: str, missing: str
) -> None:
    whole, lacking = (
        judge(complete(won(30_000_000))),
        judge(without(complete(won(30_000_000)), missing)),
    )
    assert (whole.calculated_tier, lacking.calculated_tier) == ("platinum", "opportunistic")
    assert not lacking.gates.prerequisites
    for tier in ("platinum", "gold", "silver"):
        found = row(lacking, criterion, tier)
        assert (found.obligation, found.met, found.gap) == ("required", False, 1)


@pytest.mark.parametrize(
    ("criterion", "role"),
    [
        clause("C035", "executive_sponsor", "executive sponsor"),
        clause("C037", "alliance_manager", "alliance manager"),
    ],
)
def test_a_person_is_required_from_gold_on_and_advised_for_silver(
    criterion: str, role: str
) -> None:
    decision = judge(without(complete(won(30_000_000)), role))
    asked = [row(decision, criterion, tier) for tier in ("platinum", "gold", "silver")]
    assert [found.obligation for found in asked] == ["required", "required", "recommended"]
    assert {(f.required, f.actual, f.met, f.gap) for f in asked} == {(True, False, False, 1)}
    assert decision.calculated_tier == "silver"
    assert decision.next_tier == NextTier("gold", (criterion,))
    assert decision.advice == (asked[2].reason,)
    assert decision.gates.prerequisites


def test_advice_is_for_the_calculated_tier_only() -> None:
    lacking = without(complete(won(7_000_000)), "executive sponsor", "alliance manager")
    assert judge(lacking).advice == ()
    assert judge(complete(won(9_000_000))).advice == ()


def test_every_tier_has_every_criterion_in_the_order_of_the_contract() -> None:
    order = (
        "aggregate_tcv", "standard_offerings", "offering_availability", "mss_trained_people",
        "executive_sponsor", "alliance_manager", "technical_resources", "deal_registration",
        "software_integration", "shield_sponsorship", "free_training", "procurement_agreement",
        "nda", "data_privacy_agreement",
    )  # fmt: skip
    rows = judge(complete()).criteria
    expected = [(tier, name) for tier in ("platinum", "gold", "silver") for name in order]
    assert [(found.tier, found.id) for found in rows] == expected


def test_the_next_tier_is_one_above_and_there_is_none_above_platinum() -> None:
    assert judge(complete(won(25_000_000))).next_tier is None
    assert judge(complete(won(8_000_000))).next_tier == NextTier("gold", ("aggregate_tcv",))
    assert judge(complete()).next_tier == NextTier("silver", ("aggregate_tcv",))


@pytest.mark.clause("C058")
@pytest.mark.clause("A02")
@pytest.mark.clause("C076")
def test_the_gates_stand_apart() -> None:
    poor = without(complete(won(30_000_000)), "nda", "program_agreement")
    poor.partner = replace(poor.partner, invitation_accepted_on=None)
    assert judge(poor).gates == Gates(False, False, True, False)
    assert judge(complete(won("7_999_999.99"))).gates == Gates(True, True, False, True)
    assert judge(without(complete(won(8_000_000)), "executive sponsor")).gates == Gates(
        True, True, True, True
    )


@pytest.mark.clause("C074")
@pytest.mark.parametrize(("days", "through"), [(-1, False), (0, True), (1, True)])
def test_the_invitation_gate_opens_on_the_day_of_acceptance(days: int, through: bool) -> None:
    decision = judge(complete(), EARLY + days * ONE)
    assert decision.gates.invitation == through
    assert decision.participation == ("participating" if through else "not_participating")


@pytest.mark.clause("C075")
@pytest.mark.parametrize(
    ("day", "through"),
    [
        (date(2021, 5, 9), False),
        (date(2021, 5, 10), True),
        (date(2022, 5, 10), True),
        (date(2022, 5, 11), False),
    ],
)
def test_the_agreement_gate_is_open_while_the_program_agreement_is_in_force(
    day: date, through: bool
) -> None:
    records = without(complete(), "program_agreement")
    records.agreements.append(agreement("program_agreement", date(2021, 5, 10), date(2022, 5, 10)))
    decision = judge(records, day, date(2021, 12, 31))
    assert decision.gates.agreement == through
    assert decision.participation == ("participating" if through else "accepted")


@pytest.mark.clause("C013")
@pytest.mark.clause("A08")
def test_gates_and_grants_follow_the_as_of_day_and_prerequisites_their_own() -> None:
    records = complete(won(30_000_000))
    records.agreements = [
        replace(found, expires_on=date(2021, 12, 31)) for found in records.agreements
    ]
    at_year_end = judge(records, DAY, date(2021, 12, 31))
    assert at_year_end.calculated_tier == "platinum"
    assert not at_year_end.gates.agreement
    assert judge(records, DAY).calculated_tier == "opportunistic"


@pytest.mark.clause("C074")
@pytest.mark.parametrize(
    ("dates", "participation"),
    [
        ({}, "not_participating"),
        ({"candidate_on": DAY + ONE}, "not_participating"),
        ({"candidate_on": DAY}, "candidate"),
        ({"candidate_on": EARLY, "invited_on": DAY + ONE}, "candidate"),
        ({"candidate_on": EARLY, "invited_on": DAY}, "invited"),
        ({"invited_on": EARLY, "invitation_accepted_on": DAY + ONE}, "invited"),
        ({"invited_on": EARLY, "invitation_accepted_on": DAY}, "accepted"),
        ({"invitation_accepted_on": DAY}, "accepted"),
        ({"invited_on": EARLY, "invitation_accepted_on": EARLY, "removed_on": DAY}, "removed"),
        ({"invited_on": EARLY, "removed_on": DAY + ONE}, "invited"),
    ],
)
def test_participation_goes_step_by_step(dates: dict[str, date], participation: str) -> None:
    records = without(complete(), "program_agreement")
    blank: dict[str, Any] = {"invited_on": None, "invitation_accepted_on": None}
    records.partner = replace(records.partner, **(blank | dates))
    assert judge(records).participation == participation


@pytest.mark.clause("C012")
@pytest.mark.clause("C014")
@pytest.mark.parametrize(
    ("invited", "accepted", "day", "held"),
    [
        (date(2021, 1, 1), date(2021, 1, 1), date(2021, 1, 31), False),  # not signed yet
        (date(2021, 1, 1), date(2021, 1, 1), date(2021, 2, 1), True),
        (date(2020, 12, 31), date(2021, 1, 1), date(2021, 2, 1), False),
        (date(2021, 12, 31), date(2021, 12, 31), date(2021, 12, 31), True),
        (date(2021, 12, 30), date(2021, 12, 31), date(2021, 12, 30), False),
        (date(2021, 12, 31), date(2021, 12, 31), date(2022, 1, 1), False),
        (date(2022, 1, 1), date(2022, 1, 1), date(2022, 1, 1), False),
    ],
)
def test_gold_is_provisional_for_those_invited_in_2021_until_the_end_of_2021(
    invited: date, accepted: date, day: date, held: bool
) -> None:
    records = complete()
    records.partner = replace(records.partner, invited_on=invited, invitation_accepted_on=accepted)
    decision = judge(records, day)
    expected = ("gold", "provisional") if held else (None, None)
    assert (decision.granted_tier, decision.granted_basis) == expected
    assert decision.calculated_tier == "opportunistic"


@pytest.mark.clause("C079")
@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2022, 1, 9), (None, None)),
        (date(2022, 1, 10), ("silver", "assessment")),
        (date(2022, 3, 1), ("gold", "exception")),
        (date(2022, 6, 30), ("gold", "exception")),
        (date(2022, 7, 1), ("silver", "assessment")),
        (date(2022, 12, 31), ("silver", "assessment")),
        (date(2023, 1, 1), (None, None)),
    ],
)
def test_the_grant_that_began_last_and_has_not_ended_holds(
    day: date, held: tuple[str | None, str | None]
) -> None:
    records = complete()
    records.grants = [
        grant("gold", date(2022, 3, 1), date(2022, 6, 30), "exception"),
        grant("silver", date(2022, 1, 10), date(2022, 12, 31)),
    ]
    decision = judge(records, day)
    assert (decision.granted_tier, decision.granted_basis) == held


def test_of_two_grants_from_one_day_the_later_record_holds() -> None:
    records = complete()
    records.grants = [grant("silver", EARLY), grant("gold", EARLY, basis="exception")]
    assert judge(records).granted_tier == "gold"
    records.grants.reverse()
    assert judge(records).granted_tier == "gold"


def test_a_grant_in_2021_comes_before_the_provisional_tier() -> None:
    records = complete()
    records.grants = [grant("silver", EARLY)]
    assert judge(records, date(2021, 6, 1)).granted_basis == "assessment"


@pytest.mark.clause("C074")
@pytest.mark.clause("C075")
def test_a_grant_is_not_held_by_a_partner_that_does_not_take_part() -> None:
    records = complete(won(30_000_000))
    records.grants = [grant("gold", EARLY)]
    assert judge(records).granted_tier == "gold"
    whole = records.partner
    records.partner = replace(whole, invitation_accepted_on=None)
    assert judge(records).granted_tier is None
    assert judge(records).warnings == (
        "Gold, granted from 1 Feb 2021, is not held: the invitation is not accepted.",
    )
    records.partner = replace(whole, removed_on=DAY)
    assert judge(records).granted_tier is None
    records.partner = whole
    assert judge(without(records, "program_agreement")).warnings == (
        "Gold, granted from 1 Feb 2021, is not held: the program agreement is not in force.",
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        clause("C018", "although the prerequisites for Silver are not met", True),
        clause("C056", "although Silver’s target is not met", True),
        clause("C057", "which staying in the program takes", False),
    ],
)
def test_an_early_invitation_is_told(words: str, expected: bool) -> None:
    records = without(complete(won("7_999_999.99")), "nda", "program_agreement")
    assert any(words in said for said in judge(records).warnings) == expected


@pytest.mark.clause("C057")
def test_a_participating_partner_below_the_lowest_target_is_told() -> None:
    words = "which staying in the program takes each January"
    assert words in "".join(judge(complete(won("7_999_999.99"))).warnings)
    assert judge(complete(won(8_000_000))).warnings == ()


@pytest.mark.clause("C022")
def test_a_worldwide_offering_without_sponsorship_is_told() -> None:
    decision = judge(without(complete(won(8_000_000)), "shield_sponsorship"))
    assert decision.warnings == (
        "Managed detection is offered worldwide without a Shield Framework sponsorship.",
    )


@pytest.mark.parametrize(
    ("records", "criterion", "tier", "reason"),
    [
        (
            complete(won("14_999_999.99")), "aggregate_tcv", "gold",
            "Aggregate TCV $14,999,999.99, $0.01 short of Gold’s $15,000,000.",
        ),
        (
            complete(won(15_000_000)), "aggregate_tcv", "gold",
            "Aggregate TCV $15,000,000; Gold asks for $15,000,000.",
        ),
        (
            with_trained(complete(), 9), "mss_trained_people", "gold",
            "9 people trained in managed security services delivery; Gold asks for 10, 1 short.",
        ),
        (
            with_trained(complete(), 1), "mss_trained_people", "silver",
            "1 person trained in managed security services delivery; Silver asks for 5, 4 short.",
        ),
        (
            with_trained(complete(), 0), "mss_trained_people", "platinum",
            "Nobody trained in managed security services delivery; Platinum asks for 20, 20 short.",
        ),
        (
            complete(), "offering_availability", "gold",
            "Widest standard offering available in all 6 geographies; Gold asks for all 6.",
        ),
        (
            with_reach(complete(), 5), "offering_availability", "gold",
            "Widest standard offering available in 5 geographies; Gold asks for all 6, 1 short.",
        ),
        (
            without(complete(), "executive sponsor"), "executive_sponsor", "silver",
            "No executive sponsor on the partner's side; Silver recommends one.",
        ),
        (
            complete(), "nda", "silver",
            "The non-disclosure agreement is in force; Silver requires one.",
        ),
    ],
)  # fmt: skip
def test_a_criterion_says_what_was_found_and_what_is_asked(
    records: Records, criterion: str, tier: str, reason: str
) -> None:
    assert row(judge(records), criterion, tier).reason == reason


def test_a_missing_answer_names_the_record_that_came_nearest() -> None:
    records = complete()
    sponsor = records.contacts[0]
    records.contacts[0] = replace(sponsor, until=date(2021, 3, 3))
    records.agreements = [
        replace(found, expires_on=date(2021, 3, 3)) for found in records.agreements
    ]
    decision = judge(records)
    assert row(decision, "executive_sponsor", "gold").reason == (
        "No executive sponsor on the partner's side (Ada Wells left on 3 Mar 2021);"
        " Gold requires one."
    )
    assert row(decision, "nda", "gold").reason == (
        "No non-disclosure agreement in force (expired on 3 Mar 2021); Gold requires one."
    )


def test_an_unasked_criterion_is_met_by_anything() -> None:
    terms = terms_on(DAY)
    asks = {
        key: replace(ask, obligation="not_required", required=0)
        for key, ask in terms.criterion("technical_resources").asks.items()
    }
    criteria = tuple(
        replace(found, asks=asks) if found.id == "technical_resources" else found
        for found in terms.criteria
    )
    easier = replace(terms, criteria=criteria)
    decision = judge(with_resources(complete(won(30_000_000)), 0), terms=easier)
    found = row(decision, "technical_resources", "gold")
    assert (found.met, found.gap, decision.calculated_tier) == (True, 0, "platinum")
    assert found.reason == "No technical resource in place; Gold does not ask for it."


@given(
    st.integers(0, 3_000_000_000), st.integers(0, 3_000_000_000), st.sampled_from(["won", "lost"])
)
def test_another_closed_deal_of_the_prior_year_never_lowers_the_tier(
    before: int, more: int, status: str
) -> None:
    ranks = ["opportunistic", "silver", "gold", "platinum"]
    lower = judge(complete(deal("won", date(2021, 1, 1), before)))
    higher = judge(
        complete(deal("won", date(2021, 1, 1), before), deal(status, date(2021, 12, 31), more))
    )
    assert ranks.index(higher.calculated_tier) >= ranks.index(lower.calculated_tier)
    assert higher.tcv.total == lower.tcv.total + more
