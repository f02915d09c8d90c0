"""The joint plan read and written: started, tied, approved, rolled into the next year, undone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.deal import Deal
from models.errors import UserError
from models.governance.joint_plan import Initiative, Investment, Objective, ObjectiveDeal
from models.governance.milestone import Milestone
from models.governance.plan_view import JointPlan, conclusion, support
from models.governance.plan_words import FIELDS
from models.partner import Contact, Partner
from models.store import joint_plan, records
from models.store import joint_plan_writes as writes
from models.store.portfolio import Portfolio, create
from models.store.standing import partner_file
from tests.models.governance.plan_builder import TODAY, deal, objective


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        for one in (
            Partner(1, "Acme"), Partner(2, "Other"),
            Contact(1, 1, "Ada", "alliance manager", side="host"), deal(10, 40_00),
            deal(11, 9_00, status="open", close_date=date(2026, 12, 1)),
        ):  # fmt: skip
            records.add(made, one)
        yield made


def told(portfolio: Portfolio, year: int = 2026) -> JointPlan:
    return joint_plan.plan(portfolio, partner_file(portfolio, 1, TODAY), year, TODAY)


def page(portfolio: Portfolio, year: int = 2026) -> joint_plan.PlanPage:
    return joint_plan.page(portfolio, partner_file(portfolio, 1, TODAY), year, TODAY)


def started(portfolio: Portfolio) -> tuple[int, ...]:
    usual = [one.objective for one in page(portfolio).templates if one.usual]
    return writes.start(portfolio, 1, 2026, usual)


def test_a_partner_without_a_plan_is_offered_the_programs_objectives(portfolio: Portfolio) -> None:
    found = page(portfolio)
    assert not found.plan.started
    assert [one.key for one in found.templates if one.usual] == [
        "pipeline", "signings", "revenue", "alignment", "advocacy",
    ]  # fmt: skip
    assert {one.objective.owner for one in found.templates} == {"Ada"}
    assert any(one.key.startswith("tier:") for one in found.templates)
    assert [one.id for one in found.pickable] == [10, 11]


def test_who_is_not_in_place_on_the_day_owns_nothing_that_is_suggested(
    portfolio: Portfolio,
) -> None:
    records.update(portfolio, Contact, 1, until=TODAY)
    assert {one.objective.owner for one in page(portfolio).templates} == {""}


@pytest.mark.clause("C005", "C006")
def test_a_started_plan_reckons_pipeline_and_signings_from_the_deals(portfolio: Portfolio) -> None:
    started(portfolio)
    found = told(portfolio)
    assert found.years == (2026,)
    assert [(one.objective.kind, one.actual) for one in found.objectives] == [
        ("pipeline", 9_00), ("signings", 40_00), ("revenue", None), ("alignment", None),
        ("advocacy", None),
    ]  # fmt: skip
    assert not [one for one in page(portfolio).templates if one.usual]
    assert portfolio.can_undo() == "Add 5 objectives to the plan of 2026"
    portfolio.undo()
    assert not told(portfolio).started


def test_a_new_target_of_what_is_agreed_is_reviewed_again_in_one_step(portfolio: Portfolio) -> None:
    one = writes.add_objective(
        portfolio, 1, 2026,
        objective(target=5, owner="Ada", partner_owner="Bo", state="internally_approved"),
    )  # fmt: skip
    assert writes.move(portfolio, [one], "jointly_approved").endswith("agreed on it.")
    assert writes.set_objective(portfolio, one, target=6).endswith("pending review again.")
    assert records.get(portfolio, Objective, one).state == "pending_review"
    portfolio.undo()
    again = records.get(portfolio, Objective, one)
    assert (again.state, again.target) == ("jointly_approved", 5)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title": "  "}, "needs a title"),
        ({"target": 0}, "above zero"),
        ({"target": 10**18}, "too large"),
        ({"kind": "dreams"}, "a kind and a unit"),
        ({"kind": "revenue", "measured": "records"}, "Only pipeline and signings"),
    ],
)
def test_what_no_objective_can_be_is_said_and_not_written(
    portfolio: Portfolio, values: dict[str, Any], says: str
) -> None:
    one = writes.add_objective(portfolio, 1, 2026, objective())
    with pytest.raises(UserError, match=says):
        writes.set_objective(portfolio, one, **values)
    assert records.get(portfolio, Objective, one).title == "Grow"


def test_amounts_of_another_unit_say_nothing_any_more(portfolio: Portfolio) -> None:
    one = writes.add_objective(portfolio, 1, 2026, objective(target=500, baseline=9))
    writes.set_objective(portfolio, one, unit="percent")
    found = records.get(portfolio, Objective, one)
    assert (found.target, found.baseline, found.measured) == (None, None, "typed")


def test_figures_read_the_same_in_another_currency(portfolio: Portfolio) -> None:
    one = writes.add_objective(portfolio, 1, 2026, objective(target=500_00, currency="USD"))
    writes.set_objective(portfolio, one, currency="jpy")
    found = records.get(portfolio, Objective, one)
    assert (found.currency, found.target) == ("JPY", 500)
    with pytest.raises(UserError, match="no currency code"):
        writes.set_objective(portfolio, one, currency="yen!")


def test_history_names_states_and_fields_in_words(portfolio: Portfolio) -> None:
    first, *_ = started(portfolio)
    writes.set_objective(portfolio, first, due_on=TODAY, partner_owner="Ada", target=100)
    said = "Set due day, owner at the partner, target of “"
    assert (portfolio.can_undo() or "").startswith(said)
    writes.move(portfolio, [first], "pending_review")
    assert portfolio.can_undo() == "Move 1 objective to pending review"


def test_every_field_of_an_objective_has_words() -> None:
    fields = set(Objective.__dataclass_fields__) - {"id", "partner_id", "year", "TABLE"}
    assert fields <= set(FIELDS)
    assert not any("_" in words for words in FIELDS.values())


def test_a_kind_of_record_is_called_in_words() -> None:
    assert records.kind_word(ObjectiveDeal) == "objective deal"
    assert records.kind_word(Objective) == "objective"


def test_deals_are_tied_once_and_untied(portfolio: Portfolio) -> None:
    one = writes.add_objective(portfolio, 1, 2026, objective(target=50_00))
    assert writes.tie(portfolio, one, [10, 11, 10]) == 2
    assert writes.tie(portfolio, one, [10]) == 0
    (stands,) = told(portfolio).objectives
    assert (stands.actual, stands.tied_minor) == (40_00, 49_00)
    writes.untie(portfolio, one, [10])
    assert [d.id for d in told(portfolio).objectives[0].deals] == [11]
    assert records.get(portfolio, Deal, 10).id == 10


def test_another_partners_deal_is_not_tied(portfolio: Portfolio) -> None:
    records.add(portfolio, Deal(20, 2, "Theirs"))
    one = writes.add_objective(portfolio, 1, 2026, objective())
    with pytest.raises(UserError, match="another partner’s deal"):
        writes.tie(portfolio, one, [20])


def test_a_deleted_objective_leaves_its_work_to_the_whole_plan(portfolio: Portfolio) -> None:
    one = writes.add_objective(portfolio, 1, 2026, objective())
    records.add(portfolio, Initiative(5, 1, "Campaign", 2026, one))
    records.add(portfolio, Investment(6, 1, "Booth", 2026, one))
    writes.delete_objectives(portfolio, [one])
    found = told(portfolio)
    assert [line.initiative.objective_id for line in found.initiatives] == [0]
    assert [line.objective_id for line in found.investments] == [0]
    portfolio.undo()
    assert told(portfolio).initiatives[0].initiative.objective_id == one


def test_an_initiative_goes_with_its_milestones(portfolio: Portfolio) -> None:
    records.add(portfolio, Initiative(5, 1, "Campaign", 2026))
    records.add(portfolio, Milestone(6, 1, "initiative", 5, "Launch"))
    records.add(portfolio, Milestone(7, 1, "recovery", 5, "Not this one"))
    writes.delete_initiatives(portfolio, [5])
    assert [one.id for one in records.find(portfolio, Milestone)] == [7]


def test_the_next_year_starts_from_this_one_in_one_step(portfolio: Portfolio) -> None:
    one = writes.add_objective(portfolio, 1, 2026, objective(target=50_00, note="frank"))
    writes.tie(portfolio, one, [10, 11])
    records.add(portfolio, Initiative(5, 1, "Campaign", 2026, one))
    records.add(portfolio, Initiative(6, 1, "Over", 2026, one, state="done"))
    records.add(portfolio, Milestone(7, 1, "initiative", 5, "Launch"))
    records.add(portfolio, Milestone(8, 1, "initiative", 5, "Was", done_on=TODAY))
    file = partner_file(portfolio, 1, TODAY)
    said = writes.roll(portfolio, file, 2026, TODAY)
    assert said.startswith("1 objective and 1 open initiative taken into 2027")
    new = told(portfolio, 2027)
    (stands,) = new.objectives
    assert (stands.objective.baseline, stands.objective.target) == (40_00, None)
    assert [d.id for d in stands.deals] == [11]
    assert [m.milestone.title for m in new.initiatives[0].milestones] == ["Launch"]
    assert new.initiatives[0].initiative.objective_id == stands.objective.id
    assert new.years == (2026, 2027)
    assert told(portfolio).objectives[0].objective.target == 50_00
    with pytest.raises(UserError, match="2027 has a plan already"):
        writes.roll(portfolio, file, 2026, TODAY)
    portfolio.undo()
    assert told(portfolio).years == (2026,)


def test_a_plan_is_told_in_a_sentence(portfolio: Portfolio) -> None:
    assert conclusion(told(portfolio)) == "The plan of 2026 has no objective yet"
    one = writes.add_objective(portfolio, 1, 2026, objective(target=50_00))
    assert conclusion(told(portfolio)) == (
        "The one objective of 2026 is below its target; “Grow” needs $10 more"
    )
    writes.set_objective(portfolio, one, target=40_00)
    writes.add_objective(portfolio, 1, 2026, objective("other", measured="typed", title="Else"))
    found = told(portfolio)
    assert conclusion(found) == "One of the two objectives of 2026 is on target"
    assert support(found) == (
        "1 on target, 1 without enough data. Both objectives are in progress."
    )
