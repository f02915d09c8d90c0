"""The states of an objective and of the whole plan: which may follow, and what that means."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from models.errors import UserError
from models.governance.joint_plan import OBJECTIVE_STATES, Objective
from models.governance.plan_words import STATES, called
from models.text import count_word

_APPROVED = ("internally_approved", "jointly_approved")
# What an approval was given for.
_AGREED = ("target", "unit", "currency", "kind", "measured", "due_on")
_FORWARD: Mapping[str, str] = {
    "pending_review": "Send to review",
    "internally_approved": "Approve internally",
    "jointly_approved": "Approve jointly",
}
_MEANS: Mapping[str, str] = {
    "in_progress": "It is worked on; nobody has approved it.",
    "pending_review": "It is written and waits for our own approval.",
    "internally_approved": "We stand behind it; the partner has still to agree.",
    "jointly_approved": "Both sides have agreed on it.",
}


class Step(NamedTuple):
    """A state that may follow: the verb for it, what it means, and why not now, if so."""

    state: str
    verb: str
    means: str
    hindered: str = ""
    forward: bool = False


class PlanState(NamedTuple):
    """The state of a whole plan: that of its least advanced objective, and the sentence."""

    state: str
    said: str


def means(state: str) -> str:
    """What a state says in a sentence."""
    return _MEANS.get(state, "")


def steps(objective: Objective) -> tuple[Step, ...]:
    """Forward by one, and back to any state before."""
    at = OBJECTIVE_STATES.index(objective.state)
    found = []
    if at + 1 < len(OBJECTIVE_STATES):
        after = OBJECTIVE_STATES[at + 1]
        found.append(Step(after, _FORWARD[after], _MEANS[after], _hindrance(objective), True))
    for before in reversed(OBJECTIVE_STATES[:at]):
        lost = " The approval is taken back." if objective.state in _APPROVED else ""
        verb = f"Back to {STATES[before].lower()}"
        found.append(Step(before, verb, f"{_MEANS[before]}{lost}"))
    return tuple(found)


def moved(objective: Objective, state: str) -> str:
    """The sentence of a step to a state. Raises UserError where it may not follow now."""
    if state not in OBJECTIVE_STATES:
        raise UserError(f"{state} is no state of an objective.", "Choose one of the list.")
    step = next((one for one in steps(objective) if one.state == state), None)
    if step is None:
        raise UserError(
            f"“{called(objective)}” is {STATES[objective.state].lower()};"
            f" {STATES[state].lower()} does not follow from it.",
            "Go one state at a time.",
        )
    if step.hindered:
        raise UserError(step.hindered, "Type it first.")
    return f"“{called(objective)}” is {STATES[state].lower()} now. {step.means}"


def after_change(objective: Objective, values: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The values with what follows from them, and the sentence that tells of it.

    An approval is one of a target: where that, or what it counts, is changed, the objective
    waits for review again.
    """
    told = dict(values)
    changed = [name for name in _AGREED if name in told and told[name] != getattr(objective, name)]
    if not changed or objective.state not in _APPROVED or "state" in told:
        return told, ""
    told["state"] = "pending_review"
    what = {"target": "target", "due_on": "due day"}.get(changed[0], "measure")
    return told, (
        f"“{called(objective)}” was {STATES[objective.state].lower()}; with a new {what} it is"
        " pending review again."
    )


def plan_state(objectives: Iterable[Objective]) -> PlanState | None:
    """The plan as a whole; None without an objective."""
    found = Counter(objective.state for objective in objectives)
    if not found:
        return None
    whole = sum(found.values())
    least = min(found, key=OBJECTIVE_STATES.index)
    if len(found) == 1:
        some = "Both" if whole == 2 else f"All {count_word(whole)}"
        every = "The one objective is" if whole == 1 else f"{some} objectives are"
        return PlanState(least, f"{every} {STATES[least].lower()}.")
    parts = [f"{found[s]} {STATES[s].lower()}" for s in OBJECTIVE_STATES if found[s]]
    return PlanState(least, f"Of {whole} objectives: {', '.join(parts)}.")


def _hindrance(objective: Objective) -> str:
    name = called(objective)
    if objective.target is None or objective.target <= 0:
        return f"“{name}” has no target that could be approved."
    if objective.state == "internally_approved":
        if not objective.owner:
            return f"“{name}” has no owner on the host’s side."
        if not objective.partner_owner:
            return f"“{name}” has no owner on the partner’s side."
    return ""
