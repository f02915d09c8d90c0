"""The sample's joint plans: two full years with two partners, a draft, and a few short ones."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import resources
from models.governance.joint_plan import Initiative, Investment, Objective, ObjectiveDeal
from models.governance.milestone import Milestone
from models.ids import derived_id
from models.money import to_minor
from models.names import fold
from models.store import records
from models.store.portfolio import Portfolio

Day = Callable[[str, date], date]
_AMOUNTS = ("baseline", "target", "actual", "forecast")


def add(portfolio: Portfolio, as_of: date, day: Day) -> None:
    """Put the plans of joint_plan.toml, all made up, beside the sample's partners (inside a
    change); the same day always gives the same rows.
    """
    told = tomllib.loads(resources.path("sample/joint_plan.toml").read_text(encoding="utf-8"))
    for plan in told["plans"]:
        for record in _plan(plan, as_of, day):
            records.add(portfolio, _by_then(record, as_of))


def _by_then(record: Any, as_of: date) -> records.Record:
    """The record as it is on a day early in the year: nothing is done ahead of its time."""
    made: records.Record = record
    if isinstance(record, Milestone) and record.done_on is not None and record.done_on > as_of:
        made = replace(record, done_on=None)
    elif isinstance(record, Initiative) and record.starts_on is not None:
        if record.starts_on > as_of:
            made = replace(record, state="planned")
        elif record.state == "done" and record.ends_on is not None and record.ends_on > as_of:
            made = replace(record, state="under_way")
    elif isinstance(record, Investment) and record.state == "spent":
        if record.on_date is not None and record.on_date > as_of:
            made = replace(record, state="committed")
    return made


def _plan(plan: Mapping[str, Any], as_of: date, day: Day) -> Iterator[records.Record]:
    partner = derived_id("sample", "partners", fold(plan["partner"]))
    year = as_of.year + plan["year"]

    def made(table: str, place: object) -> int:
        return derived_id("sample", table, str(partner), str(plan["year"]), str(place))

    def days(entry: Mapping[str, Any], *names: str) -> dict[str, date | None]:
        return {name: day(entry[name], as_of) if name in entry else None for name in names}

    for entry in plan["objectives"]:
        yield _objective(entry, made("objectives", entry["key"]), partner, year, days)
        for name in entry.get("deals", ()):
            tie = made("objective_deals", f"{entry['key']} {name}")
            deal = derived_id("sample", "deals", name)
            yield ObjectiveDeal(tie, partner, made("objectives", entry["key"]), deal)
    for at, entry in enumerate(plan.get("initiatives", ())):
        own = made("initiatives", at)
        serves = made("objectives", entry["serves"]) if entry["serves"] else 0
        yield Initiative(
            own, partner, entry["title"], year, serves, entry.get("detail", ""), entry["side"],
            entry["owner"], entry["state"], **days(entry, "starts_on", "ends_on"),
        )  # fmt: skip
        for place, stone in enumerate(entry.get("milestones", ())):
            yield Milestone(
                made("milestones", f"{at} {place}"), partner, "initiative", own, stone["title"],
                stone["side"], stone.get("owner", ""), **days(stone, "due_on", "done_on"),
            )  # fmt: skip
    for at, entry in enumerate(plan.get("investments", ())):
        serves = made("objectives", entry["serves"]) if entry["serves"] else 0
        currency = entry.get("currency", "USD")
        minor = to_minor(Decimal(entry.get("amount", 0)), currency)
        yield Investment(
            made("investments", at), partner, entry["title"], year, serves, entry["side"], minor,
            currency, entry["state"], **days(entry, "on_date"),
        )  # fmt: skip


def _objective(
    entry: Mapping[str, Any],
    own: int,
    partner: int,
    year: int,
    days: Callable[..., dict[str, date | None]],
) -> Objective:
    unit = entry.get("unit", "money")
    values = {name: entry[name] for name in _AMOUNTS if name in entry}
    if unit == "money":
        values = {name: to_minor(Decimal(value), "USD") for name, value in values.items()}
    return Objective(
        own, partner, year, entry["kind"], entry["title"], unit, "USD" if unit == "money" else "",
        measured=entry.get("measured", "typed"), owner=entry.get("owner", ""),
        partner_owner=entry.get("partner_owner", ""), state=entry.get("state", "in_progress"),
        note=entry.get("note", ""), due_on=days(entry, "due_on")["due_on"], **values,
    )  # fmt: skip
