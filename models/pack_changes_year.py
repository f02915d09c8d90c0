"""What the year with a partner changed between two packs: decisions, risks, recovery, objectives.

What is kept from the partner (`internal_risks`) is compared in neither edition.
"""

from collections.abc import Iterator

from models.background import Change
from models.governance.grade import grade
from models.governance.outcomes import Resolution
from models.governance.plan_figures import Standing
from models.governance.plan_view import JointPlan
from models.governance.plan_words import COLOURS, STATES, called
from models.governance.told import Recovery, Risk
from models.pack_seen import Seen, differs, direction, limited
from models.text import NONE, counted, day_text

_GRADES = {"short": "grave", "at_risk": "medium", "met": "low"}
_KINDS = {"risk": "Risk", "issue": "Issue"}


def year(was: Seen, now: Seen) -> Iterator[Change]:
    """Every difference in decisions, risks, recovery plans and objectives."""
    yield from _decisions(was, now)
    yield from _risks(was, now)
    yield from _recovery(was, now)
    yield from _objectives(was, now)


def _decisions(was: Seen, now: Seen) -> Iterator[Change]:
    """Decided ones first. One that is told no more was decided before, and is none."""
    before = {one.id: _decided(one) for one in was.background.resolutions}
    order = sorted(now.background.resolutions, key=lambda one: one.state == "wanted")
    made = [
        Change(
            "decisions", one.title, before.get(one.id, NONE), _decided(one), "decisions",
            "other" if one.id in before else "new",
        )
        for one in order
        if before.get(one.id) != _decided(one)
    ]  # fmt: skip
    yield from limited(made, "decisions")


def _decided(one: Resolution) -> str:
    if one.state == "wanted":
        return f"Wanted by {day_text(one.due_on)}" if one.due_on else "Wanted"
    word = "Taken" if one.state == "taken" else "Dropped"
    return f"{word} on {day_text(one.decided_on)}" if one.decided_on else word


def _risks(was: Seen, now: Seen) -> Iterator[Change]:
    """New ones first, then those that became graver or milder, then those that are over."""
    before, after = ({one.id: one for one in seen.background.risks} for seen in (was, now))
    fresh = [one for key, one in after.items() if key not in before]
    made = [Change("risks", one.title, NONE, _risk(one), "risks", "new") for one in _first(fresh)]
    for one in _first(after[key] for key in after if key in before):
        old = before[one.id]
        if _risk(old) != _risk(one):
            ranks = [(each.level, each.weight) for each in (old, one)]
            turn = "other" if ranks[0] == ranks[1] else "up" if ranks[1] > ranks[0] else "down"
            made.append(Change("risks", one.title, _risk(old), _risk(one), "risks", turn))
    over = [one for key, one in before.items() if key not in after]
    made += [Change("risks", one.title, _risk(one), NONE, "risks", "gone") for one in _first(over)]
    yield from limited(made, "risks and issues")


def _first(risks: Iterator[Risk] | list[Risk]) -> list[Risk]:
    return sorted(risks, key=lambda one: (-one.level, -one.weight, one.raised_on, one.id))


def _risk(one: Risk) -> str:
    """What it is, how grave, on which level: "Issue, grave, level 2"."""
    said = f"{_KINDS.get(one.kind, one.kind)}, {_GRADES[grade(one.weight)]}"
    return f"{said}, level {one.level}" if one.level else said


def _recovery(was: Seen, now: Seen) -> Iterator[Change]:
    before, after = ({one.id: one for one in seen.background.recovery} for seen in (was, now))
    made = []
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        told = [_plan(one) if one else NONE for one in (old, new)]
        if told[0] == told[1]:
            continue
        turn = "other" if old and new else "new" if new else "gone"
        title = next(one.title for one in (new, old) if one)
        made.append(Change("risks", title, told[0], told[1], "recovery", turn))
    yield from limited(made, "recovery plans")


def _plan(one: Recovery) -> str:
    """How far it is: "1 person short, 1 of 3 milestones done, by 3 Mar 2026"."""
    parts = ["Met again" if one.met else " ".join(one.now.split()) or "Not met yet"]
    if one.parts:
        done = sum(part.done_on is not None for part in one.parts)
        parts.append(f"{done} of {counted(len(one.parts), 'milestone')} done")
    if one.target_on:
        parts.append(f"by {day_text(one.target_on)}")
    return ", ".join(parts)


def _objectives(was: Seen, now: Seen) -> Iterator[Change]:
    """One by one in a plan of the same year; a plan of another year has others."""
    plans = [seen.background.joint_plan for seen in (was, now)]
    years = [_year(plan) for plan in plans]
    if years[0] != years[1]:
        turn = "new" if years[0] == NONE else "gone" if years[1] == NONE else "other"
        yield from differs("joint-plan", "objectives", "The joint plan", years, turn)
        return
    before, after = (
        {one.objective.id: one for one in plan.objectives} if plan else {} for plan in plans
    )
    made = []
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        told = [_standing(one) if one else NONE for one in (old, new)]
        if told[0] != told[1]:
            name = next(called(one.objective) for one in (new, old) if one)
            made.append(Change("joint-plan", name, told[0], told[1], "objectives", _went(old, new)))
    yield from limited(made, "objectives")


def _year(plan: JointPlan | None) -> str:
    return str(plan.year) if plan and plan.objectives else NONE


def _standing(one: Standing) -> str:
    """Where it is: "$3,200,000 of $5,000,000, below target, jointly approved"."""
    actual, target = one.text(one.actual), one.text(one.objective.target)
    parts = [actual or "No figure"]
    if target:
        parts = [f"{actual or 'Nothing known'} of {target}", COLOURS[one.colour].lower()]
    return ", ".join([*parts, STATES[one.objective.state].lower()])


def _went(old: Standing | None, new: Standing | None) -> str:
    if old is None or new is None:
        return "new" if new else "gone"
    if old.actual is None or new.actual is None or old.actual == new.actual:
        return "other"
    return direction(old.actual, new.actual)
