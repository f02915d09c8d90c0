"""The engine against a second, deliberately naive computation on random facts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings

from models.program.as_json import assessment_json
from models.program.decision import Assessment
from models.program.loading import terms_on
from tests.models.program import naive
from tests.models.program.making import Records, judge
from tests.models.program.randomly import worlds

World = tuple[list[Records], date, date | None]


def figures(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without sentences and readings; advice as the criteria that it is on."""
    partners = []
    for told in document["partners"]:
        kept = {name: value for name, value in told.items() if name != "warnings"}
        reasons = {
            row["reason"]: row["id"]
            for row in told["criteria"]
            if row["tier"] == told["calculated_tier"]
        }
        kept["advice"] = [reasons[said] for said in told["advice"]]
        kept["criteria"] = [
            {name: value for name, value in row.items() if name != "reason"}
            for row in told["criteria"]
        ]
        partners.append(kept)
    head = {name: value for name, value in document.items() if name != "readings"}
    return {**head, "partners": partners}


@settings(max_examples=300)
@given(worlds(most=1))
def test_a_decision_is_what_the_long_way_round_gives(world: World) -> None:
    [records], as_of, day = world
    decision = judge(records, as_of, day)
    told = assessment_json(Assessment(terms_on(as_of), as_of, day or as_of, (decision,)))
    assert figures(told) == naive.assessment([records], as_of, day)


@given(worlds(most=1))
def test_what_is_short_is_never_negative_and_met_means_nothing_is_short(world: World) -> None:
    [records], as_of, day = world
    decision = judge(records, as_of, day)
    for row in decision.criteria:
        assert row.gap >= 0
        assert row.met == (row.gap == 0)
        assert row.reason.endswith(".")
    for name, finding in decision.findings.items():
        named = {ref.id for ref in finding.counted}
        left = {entry.record.id for entry in finding.left_out}
        assert not named & left
        if name not in ("aggregate_tcv", "offering_availability"):
            assert int(finding.actual) == (
                bool(named) if isinstance(finding.actual, bool) else len(finding.counted)
            )


@given(worlds(most=1))
def test_turning_a_loss_of_the_prior_year_into_a_win_changes_no_total(world: World) -> None:
    [records], as_of, day = world
    before = judge(records, as_of, day)
    records.deals = [
        replace(deal, status="won") if deal.status == "lost" else deal for deal in records.deals
    ]
    after = judge(records, as_of, day)
    assert after.tcv.losses == 0
    assert (after.tcv.wins, after.tcv.total) == (
        before.tcv.wins + before.tcv.losses,
        before.tcv.total,
    )
    assert after.calculated_tier == before.calculated_tier
