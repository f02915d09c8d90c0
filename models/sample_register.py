"""The sample's register: risks, escalations, recovery plans, decisions, colours as people say."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import resources
from models.governance.milestone import Milestone
from models.governance.outcomes import Resolution
from models.governance.register import Concern, EscalationStep, RecoveryPlan
from models.governance.standing import HealthOverride
from models.ids import derived_id
from models.names import fold
from models.store import records
from models.store.portfolio import Portfolio

Day = Callable[[str, date], date]


def add(portfolio: Portfolio, as_of: date, day: Day) -> None:
    """Put what register.toml holds, all made up, beside the sample's partners (inside a change);
    the same day always gives the same rows.
    """
    told = tomllib.loads(resources.path("sample/register.toml").read_text(encoding="utf-8"))
    for record in _records(told, as_of, day):
        records.add(portfolio, record)


def _records(told: Mapping[str, Any], as_of: date, day: Day) -> Iterator[records.Record]:
    for entry in told["concerns"]:
        values = _values(entry, as_of, day, "steps", "deal")
        concern = Concern(_id("concerns", entry), deal_id=_deal(entry), **values)
        yield concern
        for at, step in enumerate(entry.get("steps", ())):
            step_id = derived_id("sample", "escalation_steps", str(concern.id), str(at))
            more = _values(step, as_of, day)
            yield EscalationStep(step_id, concern.partner_id, concern.id, **more)
    for entry in told["plans"]:
        values = _values(entry, as_of, day, "milestones")
        plan = RecoveryPlan(_id("recovery_plans", entry), **values)
        yield plan
        for at, part in enumerate(entry.get("milestones", ())):
            part_id = derived_id("sample", "milestones", str(plan.id), str(at))
            more = _values(part, as_of, day)
            yield Milestone(part_id, plan.partner_id, "recovery", plan.id, **more)
    for entry in told["decisions"]:
        yield Resolution(_id("resolutions", entry), **_values(entry, as_of, day))
    for entry in told["health"]:
        own = derived_id("sample", "health_overrides", fold(entry["partner"]), entry["view"])
        yield HealthOverride(own, **_values(entry, as_of, day))


def _values(entry: Mapping[str, Any], as_of: date, day: Day, *but: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in entry.items():
        if name == "partner":
            values["partner_id"] = derived_id("sample", "partners", fold(value))
        elif name not in but:
            dated = name.endswith(("_on", "_date"))
            values[name] = day(value, as_of) if dated else value
    return values


def _id(table: str, entry: Mapping[str, Any]) -> int:
    return derived_id("sample", table, fold(entry["partner"]), entry["title"])


def _deal(entry: Mapping[str, Any]) -> int:
    return derived_id("sample", "deals", entry["deal"]) if "deal" in entry else 0
