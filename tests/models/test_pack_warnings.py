"""What a pack claims without proof, can't count or leaves out is told before it is handed over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.action import Action
from models.background import Background
from models.benefits import Line
from models.checklist.evidence_record import Evidence
from models.checklist.proof import Checked, Proof
from models.pack_plan import USUAL, Ask
from models.pack_warnings import PackWarning, summary, warnings_of
from models.program.decision import NextTier
from tests.reports import facts_builder

DAY = facts_builder.DAY
FACTS = facts_builder.silver()
SECTIONS = {
    "summary": "Summary", "decisions": "Decisions", "commitments": "Commitments",
    "tier": "Tier status", "prerequisites": "Prerequisites", "evidence": "Evidence",
}  # fmt: skip
QUARTER = Checked("Review", "Q1 2022", None, ())


def told(plan=USUAL, sections=SECTIONS, file=None, **more) -> list[PackWarning]:
    more = {"checked": (QUARTER,)} | more
    return list(warnings_of(file or FACTS.file, FACTS.terms, plan, sections, **more))


def of_kind(kind: str, *args, **more) -> list[PackWarning]:
    return [one for one in told(*args, **more) if one.kind == kind]


def proof(criterion: str, ends=None, begins=None) -> Proof:
    file = Evidence(
        1, 1, "0" * 64, "a.pdf", "pdf", 1,
        criterion=criterion, expires_on=ends, effective_on=begins,
    )  # fmt: skip
    return Proof(file, criterion)


def test_what_is_met_by_records_needs_a_file_and_what_deals_prove_does_not():
    keys = {one.key for one in of_kind("no_evidence")}
    assert "nda" in keys
    assert "aggregate_tcv" not in keys
    assert all(one.where == "evidence" for one in of_kind("no_evidence"))


def test_a_criterion_that_is_not_met_claims_nothing():
    met = {c.id for c in FACTS.decision.criteria if c.tier == "silver" and c.met}
    assert {one.key for one in of_kind("no_evidence")} <= met


@pytest.mark.parametrize(("days", "kind"), [(-1, "ran_out"), (0, ""), (1, "")])
def test_evidence_counts_to_the_end_of_its_last_day(days, kind):
    found = [
        one for one in told(proofs=(proof("nda", DAY + timedelta(days=days)),)) if one.key == "nda"
    ]
    assert [one.kind for one in found] == ([kind] if kind else [])


def test_evidence_that_begins_tomorrow_is_none_yet():
    later = proof("nda", begins=DAY + timedelta(days=1))
    assert "nda" in {one.key for one in of_kind("no_evidence", proofs=(later,))}
    assert "nda" not in {one.key for one in told(proofs=(proof("nda", begins=DAY),))}


def test_of_two_files_the_one_in_force_is_enough():
    both = (proof("nda", DAY - timedelta(days=9)), proof("nda"))
    assert "nda" not in {one.key for one in told(proofs=both)}


def test_a_pack_without_the_pages_that_show_them_needs_no_evidence():
    assert told(sections={"pipeline": "Pipeline"}) == []
    left = replace(USUAL, left_out=tuple(SECTIONS))
    assert of_kind("no_evidence", left) == []


def test_deals_without_a_rate_are_counted_by_currency():
    one, two, *rest = FACTS.file.deals
    lost = tuple(
        replace(c, bucket="no_rate", deal=replace(c.deal, currency=currency))
        for c, currency in ((one, "CHF"), (two, "CHF"), (rest[0], "SEK"))
    )
    found = of_kind("no_rate", file=replace(FACTS.file, deals=lost))
    assert [one.key for one in found] == ["CHF", "SEK"]
    assert found[0].text == "2 deals in CHF without a rate: not in any sum"
    assert found[0].where == "deals"


def test_a_section_left_out_is_told_only_where_it_holds_something_open():
    left = replace(USUAL, left_out=("decisions", "commitments", "tier", "prerequisites"))
    step = replace(FACTS.decision, next_tier=NextTier("gold", ("aggregate_tcv", "nda")))
    late = Action(1, 1, "Sign", due_on=DAY - timedelta(days=1))
    found = of_kind(
        "left_out",
        replace(left, asks=(Ask("Fund it"), Ask(""))),
        file=replace(FACTS.file, decision=step),
        background=Background(actions=(late, replace(late, due_on=DAY))),
    )
    assert [one.text for one in found] == [
        "Decisions is left out and holds 1 decision wanted",
        "Commitments is left out and holds 1 late commitment",
        "Tier status is left out and holds 2 open gaps",
        "Prerequisites is left out and holds 1 open prerequisite",
    ]
    assert {one.where for one in found} == {"section"}
    highest = replace(FACTS.decision, next_tier=None)
    assert of_kind("left_out", left, file=replace(FACTS.file, decision=highest)) == []


def test_an_overdue_benefit_is_missed_with_its_section():
    benefit = FACTS.terms.benefits[0]
    late = Line(
        benefit, "included", "promised", True, 1, 0, None, None, None, None, "", (), "", "",
        overdue=True,
    )  # fmt: skip
    left, named = replace(USUAL, left_out=("benefits",)), SECTIONS | {"benefits": "Benefits"}
    (found,) = of_kind("left_out", left, named, background=Background(benefits=(late,)))
    assert found.text == "Benefits is left out and holds 1 late benefit"
    timely = replace(late, overdue=False)
    assert of_kind("left_out", left, named, background=Background(benefits=(timely,))) == []


def test_a_section_of_another_kind_is_not_missed():
    left = replace(USUAL, left_out=("decisions",), asks=(Ask("Fund it"),))
    assert of_kind("left_out", left, sections={"tier": "Tier status"}) == []


@pytest.mark.parametrize(("period", "missing"), [("Q1 2022", 0), ("2022", 0), ("Q4 2021", 1)])
def test_a_checklist_of_the_quarter_or_the_year_must_have_been_begun(period, missing):
    assert len(of_kind("no_checklist", checked=(replace(QUARTER, period=period),))) == missing


def test_no_checklist_at_all_is_told_with_its_quarter():
    (found,) = of_kind("no_checklist", checked=())
    assert found.text == "No checklist of Q1 2022 has been begun"


def test_one_line_sums_them_up():
    figure = PackWarning("no_evidence", "", "", "")
    other = PackWarning("no_rate", "", "", "")
    assert summary([]) == ""
    assert summary([figure]) == "1 figure has no evidence"
    assert summary([figure, replaced(figure)]) == "2 figures have no evidence"
    assert summary([figure, other]) == "1 figure has no evidence, 1 more thing to look at"
    assert summary([other, other]) == "2 things to look at"


def replaced(one: PackWarning) -> PackWarning:
    return one._replace(kind="ran_out")
