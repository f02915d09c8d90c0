"""How the joint plan reads: its kinds, states, units and amounts in words."""

from collections.abc import Mapping

from models import text
from models.governance.joint_plan import Objective
from models.health import BELOW, NEAR, NO_EVIDENCE, ON_TARGET, UNKNOWN, WORDS

KINDS: Mapping[str, str] = {
    "pipeline": "Pipeline",
    "signings": "Signings",
    "revenue": "Revenue",
    "alignment": "Alignment",
    "advocacy": "Advocacy",
    "capability": "Capability",
    "other": "Other",
}
UNITS: Mapping[str, str] = {"money": "Money", "count": "A number", "percent": "Percent"}
STATES: Mapping[str, str] = {
    "in_progress": "In progress",
    "pending_review": "Pending review",
    "internally_approved": "Internally approved",
    "jointly_approved": "Jointly approved",
}
FIELDS: Mapping[str, str] = {
    "title": "title", "kind": "kind", "unit": "unit", "currency": "currency",
    "baseline": "baseline", "target": "target", "actual": "actual", "forecast": "forecast",
    "measured": "way of measuring", "owner": "owner at the host",
    "partner_owner": "owner at the partner", "state": "state", "due_on": "due day", "note": "note",
}  # fmt: skip
MEASURED: Mapping[str, str] = {"typed": "Typed by hand", "records": "Reckoned from the deals"}
INITIATIVES: Mapping[str, str] = {
    "planned": "Planned", "under_way": "Under way", "done": "Done", "dropped": "Dropped",
}  # fmt: skip
INVESTMENTS: Mapping[str, str] = {
    "planned": "Planned", "committed": "Committed", "spent": "Spent",
}  # fmt: skip
SIDES: Mapping[str, str] = {"host": "Host", "partner": "Partner"}
COLOURS: Mapping[str, str] = {**WORDS, UNKNOWN: NO_EVIDENCE}
# A letter beside the colour, for whoever prints in grey.
LETTERS: Mapping[str, str] = {ON_TARGET: "G", NEAR: "A", BELOW: "R", UNKNOWN: "–"}


def amount(value: int, unit: str, currency: str) -> str:
    """A value of an objective to the cent: "$3,200,000", "4", "75%"."""
    if unit == "money":
        return text.money_said(value, currency)
    return f"{text.number(value)}%" if unit == "percent" else text.number(value)


def short_amount(value: int | None, unit: str, currency: str) -> str:
    """The same for where there is little room; a dash for nothing."""
    if value is None:
        return text.NONE
    return text.compact_money(value, currency) if unit == "money" else amount(value, unit, currency)


def called(objective: Objective) -> str:
    """The objective's title, or what it is about where it has none."""
    return objective.title or KINDS.get(objective.kind, objective.kind)
