"""In which state an item of a checklist is, and why, from its answer, evidence and records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.checklist.evidence_record import Evidence
from models.checklist.records import Answer
from models.checklist.values import money_of

if TYPE_CHECKING:
    from models.checklist.template import Item

STATE_WORDS = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "in_review": "In review",
    "met": "Met",
    "not_met": "Not met",
    "waived": "Waived",
    "expired": "Expired",
}
# The states of a whole checklist, as a list says them.
SUMMARY_WORDS = {
    "overdue": "Late",
    "not_started": "Not started",
    "open": "In progress",
    "complete": "Answered",
    "closed": "Closed",
}
# Nothing is left to do for these until a date brings them back.
SETTLED = frozenset({"met", "waived"})


@dataclass(frozen=True, slots=True)
class Derived:
    """What the records say of an item now: the value (canonical text), a state where they decide
    it alone, and the sentence that says so ("3 of 3 technical resources").

    `place` is the tab of the partner page where it is edited. `expires_on` is the last day on
    which it holds, where it has one.
    """

    value: str = ""
    state: str = ""
    said: str = ""
    place: str = ""
    expires_on: date | None = None


def state_of(
    item: "Item",
    value: str,
    answer: Answer | None,
    evidence: Sequence[Evidence],
    derived: Derived | None,
    today: date,
) -> tuple[str, str]:
    """The state of an item on a day and a short reason; the reason is blank where it is plain.

    A waiver stands above everything until its last day. What the records decide comes next, then
    what ran out, then what a person marked, then the answer; needed evidence that is missing or
    not looked at keeps a good answer from being met, whoever gave it.
    """
    if answer is not None and answer.mark == "waived":
        if answer.until_on is None or today <= answer.until_on:
            return "waived", answer.reason
        return "expired", "The waiver has run out."
    if derived is not None and derived.expires_on is not None and derived.expires_on < today:
        return "expired", derived.said
    if derived is None and answer is not None and answer.source == "records":
        derived = Derived(value, answer.state, answer.reason)
    by_records = derived.state if derived is not None else ""
    if derived is not None and by_records:
        if by_records != "met" or item.evidence != "needed":
            return by_records, derived.said
    holding = [one for one in evidence if one.holds_on(today)]
    if not holding and any(one.expired_on(today) and not one.replaced_by for one in evidence):
        return "expired", "Its evidence has run out."
    mark = answer.mark if answer is not None else ""
    if mark == "in_review":
        return "in_review", ""
    told = by_records or _by_value(item, value, holding)
    if mark == "in_progress" and told in ("not_started", "met"):
        return "in_progress", ""
    needed = item.evidence == "needed" and item.kind != "file" and value != "na"
    if told == "met" and needed:
        if not holding:
            return "in_progress", "Evidence is missing."
        if not any(one.verified_on for one in holding):
            return "in_review", "Its evidence waits for a look."
    if told == "not_started" and answer is not None and (answer.note or answer.carried_from):
        return "in_progress", ""
    if derived is not None and by_records:
        return told, derived.said
    frozen = answer is not None and answer.source == "records"
    return told, answer.reason if frozen and answer is not None else ""


def _by_value(item: "Item", value: str, holding: Sequence[Evidence]) -> str:
    if item.kind == "file":
        if not holding:
            return "met" if value == "na" else "not_started"
        return "met" if any(one.verified_on for one in holding) else "in_review"
    if not value:
        return "not_started"
    if item.kind == "yes_no":
        return {"yes": "met", "na": "met", "partly": "in_progress", "no": "not_met"}[value]
    if item.kind == "choice":
        return next((c.state for c in item.choices if c.key == value), "in_progress")
    if item.target is not None and item.kind == "number":
        return "met" if Decimal(value) >= item.target else "not_met"
    if item.target is not None and item.kind == "money":
        return "met" if money_of(value)[0] >= item.target else "not_met"
    return "met"


def summary_state(state: str, complete: bool, overdue: bool) -> str:
    """The state of a whole checklist in a list: what needs a hand comes first."""
    if state == "closed":
        return "closed"
    if complete:
        return "complete"
    return "overdue" if overdue else state
