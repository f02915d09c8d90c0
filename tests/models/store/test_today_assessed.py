"""What follows from how partners stand: edges, plans to propose, checklists to begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from models.checklist.records import Where
from models.governance.register import RecoveryPlan
from models.governance.today import NOW, OVERDUE, WATCH, Item
from models.partner import Partner
from models.store import records
from models.store.checklists import checklist_id
from models.store.partner_names import listed
from models.store.portfolio import Portfolio
from models.store.today import today
from models.store.today_assessed import assessed
from tests.sample_portfolio import sample_at

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    with sample_at(tmp_path_factory.mktemp("assessed") / "sample.alliance", TODAY) as made:
        yield made


def everything(portfolio: Portfolio, day: date = TODAY) -> list[Item]:
    ids = [line.id for line in listed(portfolio).lines]
    return [one for made in assessed(portfolio, day, ids).by_id.values() for one in made]


def test_the_sample_has_partners_near_an_edge_and_plans_to_propose(sample: Portfolio) -> None:
    found = everything(sample)
    assert {one.group for one in found if one.kind == "edge"} == {WATCH}
    assert {one.group for one in found if one.kind == "recovery"} == {NOW}
    assert len({one.key for one in found}) == len(found)


@pytest.mark.clause("C040")
def test_a_plan_that_was_begun_or_declined_is_not_proposed_again(sample: Portfolio) -> None:
    proposed = [one for one in everything(sample) if one.kind == "recovery"]
    _, partner, tier, criterion = proposed[0].key.split(":")
    plan = RecoveryPlan(5, int(partner), criterion, tier, "NDA", TODAY)
    records.add(sample, plan)
    left = [one.key for one in everything(sample) if one.kind == "recovery"]
    sample.undo()
    assert left == [one.key for one in proposed[1:]]


def test_a_checklist_that_nobody_began_is_due_by_itself(sample: Portfolio) -> None:
    late = [one for one in everything(sample, date(2027, 4, 20)) if one.kind == "checklist"]
    assert late
    assert {one.group for one in late} <= {OVERDUE, NOW, WATCH, "week", "later"}
    begun = {row[0] for row in sample.conn.rows("SELECT id FROM checklists")}
    for one in late:
        _, partner, template, period, _ = one.key.split(":")
        assert checklist_id(Where(int(partner), template, period)) not in begun


def test_only_the_partners_asked_for_are_told(sample: Portfolio) -> None:
    (first, *_) = records.find(sample, Partner)
    assert list(assessed(sample, TODAY, [first.id]).by_id) == [first.id]


def test_before_the_program_nothing_follows(sample: Portfolio) -> None:
    assert everything(sample, date(1999, 1, 1)) == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 11, 30), date(9999, 12, 1), date.max])
def test_the_first_and_last_days_of_the_calendar_have_their_list_as_well(
    sample: Portfolio, day: date
) -> None:
    assert today(sample, day).items
    assert everything(sample, day) == []
