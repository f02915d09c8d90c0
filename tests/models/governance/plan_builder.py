"""Objectives, deals and days for tests of the joint plan."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from models.deal import Deal
from models.governance.joint_plan import Objective
from models.governance.plan_day import PlanDay
from models.program.deals import periods
from models.program.loading import terms_on

TODAY = date(2026, 11, 24)
EURO = {"EUR": Decimal("1.10")}


def day(
    year: int = 2026,
    as_of: date = TODAY,
    rates: Mapping[str, Decimal] = EURO,
    then: int | None = None,
    then_on: date | None = None,
) -> PlanDay:
    on = min(as_of, date(year, 12, 31))
    terms = terms_on(TODAY)
    return PlanDay(year, as_of, periods(terms, on), "USD", rates, then, then_on)


def objective(kind: str = "signings", **values: Any) -> Objective:
    given = {"id": 1, "partner_id": 1, "year": 2026, "title": "Grow", "measured": "records"}
    return Objective(kind=kind, **{**given, **values})


def deal(id_: int = 1, minor: int = 100_00, **values: Any) -> Deal:
    given: dict[str, Any] = {"status": "won", "close_date": date(2026, 5, 4), "name": f"Deal {id_}"}
    return Deal(id=id_, partner_id=1, partner_minor=minor, tcv_minor=minor, **{**given, **values})
