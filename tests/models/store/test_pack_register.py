"""What a pack tells of the register: what was open on its day, and what stays with the host."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.governance.milestone import Milestone
from models.governance.register import Concern, EscalationStep, RecoveryPlan
from models.store import pack_register, records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file
from tests.sample_portfolio import sample_at

DAY = date(2026, 11, 24)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with sample_at(tmp_path / "one.alliance", DAY) as made:
        with made.change("Clear"):
            for table in ("concerns", "escalation_steps", "recovery_plans", "milestones"):
                made.conn.execute(f"DELETE FROM {table}")
        yield made


@pytest.fixture
def partner(portfolio: Portfolio) -> int:
    """A partner whose granted tier is not earned any more."""
    return int(portfolio.conn.value("SELECT id FROM partners WHERE name = 'Dunmarrow Key Vaults'"))


def concern(partner: int, at: int, raised: date, **values: Any) -> Concern:
    return Concern(at, partner, "risk", f"Number {at}", raised, **values)


def test_open_ones_of_the_day_are_told_and_internal_ones_apart(
    portfolio: Portfolio, partner: int
) -> None:
    before, after = date(2026, 11, 1), date(2026, 11, 25)
    with portfolio.change("Fill"):
        for one in (
            concern(partner, 1, before),
            concern(partner, 2, before, internal=True),
            concern(partner, 3, after),
            concern(partner, 4, before, state="closed", closed_on=DAY),
            concern(partner, 5, before, state="closed", closed_on=after),
        ):
            records.add(portfolio, one)
    shared, internal = pack_register.risks(portfolio, partner, DAY)
    assert [one.id for one in shared] == [1, 5]
    assert [one.id for one in internal] == [2]


@pytest.mark.clause("C034")
def test_a_level_is_told_with_the_end_of_its_clock(portfolio: Portfolio, partner: int) -> None:
    step = EscalationStep(9, partner, 1, 2, date(2026, 11, 10), "Ada Brandt", "Me", "No answer")
    with portfolio.change("Fill"):
        records.add(portfolio, concern(partner, 1, date(2026, 11, 1)))
        records.add(portfolio, step)
    [told], _ = pack_register.risks(portfolio, partner, DAY)
    assert (told.level, told.level_by, told.to_whom) == (2, DAY, "Ada Brandt")
    assert pack_register.risks(portfolio, partner, date(2026, 11, 9))[0][0].level == 0


@pytest.mark.clause("C040")
def test_a_plan_is_told_with_what_is_missing_today_and_its_milestones(
    portfolio: Portfolio, partner: int
) -> None:
    begun = date(2026, 10, 1)
    plan = RecoveryPlan(
        7, partner, "offering_availability", "gold", "Offering availability for Gold", begun,
        "4 geographies short",
    )  # fmt: skip
    with portfolio.change("Fill"):
        records.add(portfolio, plan)
        records.add(
            portfolio, Milestone(1, partner, "recovery", 7, "Later", due_on=date(2027, 1, 1))
        )
        records.add(portfolio, Milestone(2, partner, "recovery", 7, "First", due_on=begun,
                                         done_on=date(2026, 11, 25)))  # fmt: skip
        records.add(portfolio, Milestone(3, partner, "initiative", 7, "Another's"))
    file = partner_file(portfolio, partner, DAY)
    [told] = pack_register.plans(portfolio, file, terms_on(portfolio, DAY), DAY)
    assert (told.found, told.now, told.met) == ("4 geographies short", "3 geographies short", False)
    assert [part.title for part in told.parts] == ["First", "Later"]
    assert told.parts[0].done_on is None  # it was done after the day


@pytest.mark.parametrize(
    ("state", "closed", "told"),
    [("declined", DAY, 0), ("met", DAY, 0), ("dropped", date(2026, 11, 25), 1), ("open", None, 1)],
)
def test_a_plan_is_told_while_it_was_open(
    portfolio: Portfolio, partner: int, state: str, closed: date | None, told: int
) -> None:
    plan = RecoveryPlan(7, partner, "nda", "gold", "NDA", date(2026, 10, 1), state=state,
                        closed_on=closed)  # fmt: skip
    with portfolio.change("Fill"):
        records.add(portfolio, plan)
    file = partner_file(portfolio, partner, DAY)
    assert len(pack_register.plans(portfolio, file, terms_on(portfolio, DAY), DAY)) == told
