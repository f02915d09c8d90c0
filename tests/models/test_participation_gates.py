"""The four gates stand apart, each with what limits it; an early invitation is warned about."""

from dataclasses import replace
from datetime import date

import pytest

from models.participation_gates import gates, reminder, warnings
from models.partner import Partner
from models.program.loading import terms_on
from tests.models.program.making import complete, judge, won

DAY = date(2022, 1, 5)
TERMS = terms_on(DAY)


def found(records, day=DAY):
    decision = judge(records, day)
    return gates(records.partner, records.agreements, decision, TERMS)


@pytest.mark.clause("C076", "A02")
@pytest.mark.parametrize(
    ("spoil", "fails", "words"),
    [
        ("invitation", 0, "Invited on 1 Feb 2021, no answer yet"),
        ("agreement", 1, "Not signed"),
        ("tcv", 2, "$0.01 short in Aggregate TCV for Silver"),
        ("prerequisites", 3, "1 of 11 missing for Silver: Data privacy agreement"),
    ],
)
def test_each_gate_fails_on_its_own_and_says_what_limits_it(spoil, fails, words):
    records = complete(won("7_999_999.99" if spoil == "tcv" else "8_000_000"))
    if spoil == "invitation":
        records.partner = replace(records.partner, invitation_accepted_on=None)
    kind = {"agreement": "program_agreement", "prerequisites": "data_privacy_agreement"}.get(spoil)
    records.agreements = [paper for paper in records.agreements if paper.kind != kind]
    all_four = found(records)
    assert [gate.holds for gate in all_four] == [at != fails for at in range(4)]
    assert all_four[fails].reason == words


@pytest.mark.clause("C076")
def test_the_gates_are_those_of_the_decision():
    records = complete(won(8_000_000))
    assert tuple(gate.holds for gate in found(records)) == tuple(judge(records, DAY).gates)
    assert [gate.reason for gate in found(records)] == [
        "Accepted on 1 Feb 2021", "In force", "Silver’s target is met",
        "All 11 that Silver requires are met",
    ]  # fmt: skip


def test_whoever_is_out_has_no_invitation_that_holds():
    records = complete(won(8_000_000))
    records.partner = replace(records.partner, removed_on=date(2021, 12, 1))
    assert (found(records)[0].holds, found(records)[0].reason) == (
        False, "Out of the program since 1 Dec 2021",
    )  # fmt: skip
    assert next(gate.holds for gate in found(records, date(2021, 11, 30)))


def warned(records, step="invited"):
    return warnings(step, records.partner, judge(records, DAY), TERMS)


@pytest.mark.clause("C056")
@pytest.mark.parametrize(("won_for", "warns"), [("7_999_999.99", True), ("8_000_000", False)])
def test_inviting_below_the_lowest_target_warns(won_for, warns):
    said = warned(complete(won(won_for)))
    assert said == (("Aggregate TCV: $0.01 short in Aggregate TCV for Silver.",) if warns else ())


def test_the_money_gate_bears_the_word_of_the_program():
    terms = replace(TERMS, criteria=tuple(
        replace(row, label="Booked revenue") if row.counts == "aggregate_tcv" else row
        for row in TERMS.criteria
    ))  # fmt: skip
    records = complete(won(8_000_000))
    titles = [gate.title for gate in gates(records.partner, (), judge(records, DAY), terms)]
    assert titles == ["Invitation", "Agreement", "Booked revenue", "Prerequisites"]


@pytest.mark.clause("C018")
def test_inviting_before_the_prerequisites_warns_and_names_them():
    records = complete(won(8_000_000))
    records.integrations, records.offerings = [], []
    [said] = warned(records)
    assert said.startswith("Prerequisites: 3 of 11 missing for Silver: ")


@pytest.mark.clause("C074")
def test_accepting_without_an_invitation_warns():
    records = complete(won(8_000_000))
    assert warned(records, "accepted") == ()
    records.partner = Partner(records.partner.id, "Northwind")
    assert "No invitation is recorded" in warned(records, "accepted")[0]


def test_leaving_says_which_tier_ends():
    records = complete(won(8_000_000))
    decision = judge(records, date(2021, 6, 1), terms=TERMS)
    assert warnings("left", records.partner, decision, TERMS) == (
        "Gold ends with it, and so do its benefits.",
    )


@pytest.mark.clause("C011")
def test_invitations_are_reminded_of_from_december_to_the_measurement():
    assert reminder(TERMS, date(2022, 11, 30), 2) == ""
    said = reminder(TERMS, date(2022, 12, 1), 2)
    assert said.startswith("Partners are measured on 2 Jan 2023, in 32 days")
    assert said.endswith("2 partners outside the program meet Silver.")
    assert "today" in reminder(TERMS, date(2023, 1, 2), 1)
    assert reminder(TERMS, date(2023, 1, 3), 1) == ""
