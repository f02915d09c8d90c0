"""Changes to a joint plan, each one labelled change: begin, set, move, tie, roll, delete."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.deal import Deal
from models.errors import UserError
from models.governance.joint_plan import (
    OBJECTIVE_KINDS,
    OBJECTIVE_UNITS,
    Initiative,
    Investment,
    Objective,
    ObjectiveDeal,
)
from models.governance.milestone import Milestone
from models.governance.plan_figures import RECKONED
from models.governance.plan_states import after_change, moved
from models.governance.plan_templates import carried, roll_said, rolled
from models.governance.plan_words import FIELDS, STATES, called
from models.ids import new_id
from models.money import decimals, to_decimal
from models.names import tidy
from models.partner_file import PartnerFile
from models.store import records
from models.store.joint_plan import plan, years
from models.store.portfolio import Portfolio
from models.store.rates import read_currency
from models.text import counted

_AMOUNTS = ("baseline", "target", "actual", "forecast")
_MOST = 10**17  # beyond that no column holds it and no reader believes it
FIRST_YEAR, LAST_YEAR = 1900, 2200


def start(
    portfolio: Portfolio, partner_id: int, year: int, objectives: Iterable[Objective]
) -> tuple[int, ...]:
    """Put objectives into a year's plan, as one change; their ids."""
    found = list(objectives)
    with portfolio.change(f"Add {counted(len(found), 'objective')} to the plan of {year}"):
        return tuple(add_objective(portfolio, partner_id, year, one) for one in found)


def add_objective(
    portfolio: Portfolio, partner_id: int, year: int, objective: Objective | None = None
) -> int:
    """An objective of a year; a new one where none is given."""
    wanted = objective or Objective(0, 0, year, "other", "New objective", "count")
    made = replace(wanted, id=new_id(), partner_id=partner_id, year=year, title=tidy(wanted.title))
    _require(made)
    return records.add(portfolio, made)


def set_objective(portfolio: Portfolio, objective_id: int, **values: Any) -> str:
    """Set fields of an objective; the sentence on what followed, blank where nothing did.

    Raises UserError for what no objective can be.
    """
    before = records.get(portfolio, Objective, objective_id)
    told = dict(values)
    if "title" in told:
        told["title"] = tidy(str(told["title"]))
    if told.get("currency"):
        told["currency"] = read_currency(str(told["currency"]))
    told, said = after_change(before, _fitting(before, told))
    _require(replace(before, **told))
    with portfolio.change(f"Set {_words(values)} of “{called(before)}”"):
        records.update(portfolio, Objective, objective_id, **told)
    return said


def move(portfolio: Portfolio, objective_ids: Sequence[int], state: str) -> str:
    """Take objectives to a state, as one change; what that means. UserError where one may not."""
    found = [records.get(portfolio, Objective, one) for one in objective_ids]
    said = ""
    words = STATES.get(state, "another state").lower()
    with portfolio.change(f"Move {counted(len(found), 'objective')} to {words}"):
        for objective in found:
            said = moved(objective, state)
            records.update(portfolio, Objective, objective.id, state=state)
    return said


def _words(names: Iterable[str]) -> str:
    """Fields as a label names them."""
    return ", ".join(FIELDS.get(name, "a field") for name in sorted(names))


def delete_objectives(portfolio: Portfolio, ids: Sequence[int]) -> None:
    """Delete objectives; their work and investments stay, as the whole plan's."""
    with portfolio.change(f"Delete {counted(len(ids), 'objective')}"):
        for objective_id in ids:
            for kind in (Initiative, Investment):
                for one in records.find(portfolio, kind, objective_id=objective_id):
                    records.update(portfolio, kind, one.id, objective_id=0)
        records.delete(portfolio, Objective, ids)


def delete_initiatives(portfolio: Portfolio, ids: Sequence[int]) -> None:
    """Delete initiatives with their milestones."""
    with portfolio.change(f"Delete {counted(len(ids), 'initiative')}"):
        for initiative_id in ids:
            own = records.find(portfolio, Milestone, of_kind="initiative", of_id=initiative_id)
            records.delete(portfolio, Milestone, [one.id for one in own])
        records.delete(portfolio, Initiative, ids)


def tie(portfolio: Portfolio, objective_id: int, deal_ids: Sequence[int]) -> int:
    """Tie deals to an objective, as one change; how many were not tied before.

    Raises UserError for another partner's deal.
    """
    objective = records.get(portfolio, Objective, objective_id)
    known = records.find(portfolio, ObjectiveDeal, objective_id=objective_id)
    there = {one.deal_id for one in known}
    new = [one for one in dict.fromkeys(deal_ids) if one not in there]
    with portfolio.change(f"Tie {counted(len(new), 'deal')} to “{called(objective)}”"):
        for deal_id in new:
            deal = records.get(portfolio, Deal, deal_id)
            if deal.partner_id != objective.partner_id:
                raise UserError(
                    f"“{deal.name or deal.customer}” is another partner’s deal.",
                    "Tie deals of this partner only.",
                )
            records.add(
                portfolio, ObjectiveDeal(new_id(), objective.partner_id, objective_id, deal_id)
            )
    return len(new)


def untie(portfolio: Portfolio, objective_id: int, deal_ids: Sequence[int]) -> None:
    """Take deals from an objective; the deals themselves stay."""
    wanted = set(deal_ids)
    known = records.find(portfolio, ObjectiveDeal, objective_id=objective_id)
    gone = [one.id for one in known if one.deal_id in wanted]
    with portfolio.change(f"Untie {counted(len(gone), 'deal')}"):
        records.delete(portfolio, ObjectiveDeal, gone)


def roll(portfolio: Portfolio, file: PartnerFile, year: int, as_of: date) -> str:
    """Start the next year's plan from this year's, as one change; what came of it.

    The last actual becomes the baseline, open initiatives go on with their open milestones, and
    the open deals stay tied. Raises UserError where the next year has a plan or this one has none.
    """
    partner, after = file.partner.id, year + 1
    if after in years(portfolio, partner):
        raise UserError(f"{after} has a plan already.", "Open it, and add what is missing.")
    old = plan(portfolio, file, year, as_of)
    if not old.started:
        raise UserError(f"{year} has no plan to start from.", "Begin with the suggestions.")
    into: dict[int, int] = {}
    with portfolio.change(f"Start the plan of {after} from {year}"):
        for one, objective in zip(old.objectives, rolled(old.objectives, after), strict=True):
            made = into[objective.id] = add_objective(portfolio, partner, after, objective)
            still = [deal.id for deal in one.deals if deal.status == "open"]
            tie(portfolio, made, still)
        work = carried([line.initiative for line in old.initiatives], into, after)
        for initiative in work:
            _carry(portfolio, initiative)
    return roll_said(len(into), len(work), after)


def _carry(portfolio: Portfolio, initiative: Initiative) -> None:
    made = records.add(portfolio, replace(initiative, id=new_id()))
    own = records.find(portfolio, Milestone, of_kind="initiative", of_id=initiative.id)
    for one in own:
        if one.done_on is None:
            records.add(portfolio, replace(one, id=new_id(), of_id=made))


def _fitting(before: Objective, told: dict[str, Any]) -> dict[str, Any]:
    """What goes with a new kind or unit: amounts of another unit say nothing any more."""
    unit = told.get("unit", before.unit)
    if unit != before.unit:
        for name in _AMOUNTS:
            told.setdefault(name, None)
        if unit != "money":
            told["currency"] = ""
    old, new = before.currency, told.get("currency", before.currency)
    if unit == before.unit == "money" and old and new and old != new:
        for name in _AMOUNTS:  # the figures stay as they read, in the new currency
            value = told.get(name, getattr(before, name))
            if value is not None and name not in told:
                told[name] = int(to_decimal(value, old).scaleb(decimals(new)))
    kind = told.get("kind", before.kind)
    if (kind not in RECKONED or unit == "percent") and before.measured == "records":
        told.setdefault("measured", "typed")
    return told


def _require(objective: Objective) -> None:
    if not objective.title:
        raise UserError("An objective needs a title.", "Say in a few words what is to be reached.")
    if objective.kind not in OBJECTIVE_KINDS or objective.unit not in OBJECTIVE_UNITS:
        raise UserError("An objective has a kind and a unit.", "Choose them from the lists.")
    if not FIRST_YEAR <= objective.year <= LAST_YEAR:
        raise UserError(f"{objective.year} is no year of a plan.", "Type a year such as 2027.")
    if objective.target is not None and objective.target <= 0:
        raise UserError("A target is above zero.", "Leave it blank where there is none yet.")
    for name in _AMOUNTS:
        value = getattr(objective, name)
        if value is not None and abs(value) > _MOST:
            raise UserError(f"The {name} is too large to be kept.", "Check the figure.")
    if objective.measured == "records" and (
        objective.kind not in RECKONED or objective.unit == "percent"
    ):
        raise UserError(
            "Only pipeline and signings are reckoned from the deals.", "Type the actual instead."
        )
