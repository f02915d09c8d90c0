"""Changes to a joint plan as functions that the lane can carry out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.governance.joint_plan import Objective
    from models.partner_file import PartnerFile

Write = Callable[[Any], Any]


def start(partner_id: int, year: int, objectives: Sequence[Objective]) -> Write:
    """Puts objectives into a year's plan."""

    def write(portfolio: Any) -> object:
        from models.store.joint_plan_writes import start

        return start(portfolio, partner_id, year, objectives)

    return write


def add_objective(partner_id: int, year: int) -> Write:
    """Adds a new objective and gives its id."""

    def write(portfolio: Any) -> object:
        from models.store.joint_plan_writes import add_objective

        return add_objective(portfolio, partner_id, year)

    return write


def set_objective(objective_id: int, /, **values: Any) -> Write:
    """Sets fields; gives the sentence on what followed."""

    def write(portfolio: Any) -> object:
        from models.store.joint_plan_writes import set_objective

        return set_objective(portfolio, objective_id, **values)

    return write


def move(objective_id: int, state: str) -> Write:
    """Takes an objective to a state; gives the sentence on it."""

    def write(portfolio: Any) -> object:
        from models.store.joint_plan_writes import move

        return move(portfolio, [objective_id], state)

    return write


def tie(objective_id: int, deal_ids: Sequence[int]) -> Write:
    """Ties deals to an objective."""

    def write(portfolio: Any) -> object:
        from models.store.joint_plan_writes import tie

        return tie(portfolio, objective_id, deal_ids)

    return write


def untie(objective_id: int, deal_ids: Sequence[int]) -> Write:
    """Takes deals from an objective."""

    def write(portfolio: Any) -> None:
        from models.store.joint_plan_writes import untie

        untie(portfolio, objective_id, deal_ids)

    return write


def roll(file: PartnerFile, year: int, as_of: date) -> Write:
    """Starts the next year's plan; gives the sentence on it."""

    def write(portfolio: Any) -> object:
        from models.store.joint_plan_writes import roll

        return roll(portfolio, file, year, as_of)

    return write


def without_objectives(ids: Sequence[int]) -> Write:
    """Deletes objectives; their work stays with the plan."""

    def write(portfolio: Any) -> None:
        from models.store.joint_plan_writes import delete_objectives

        delete_objectives(portfolio, ids)

    return write


def without_work(ids: Sequence[int]) -> Write:
    """Deletes initiatives with their milestones."""

    def write(portfolio: Any) -> None:
        from models.store.joint_plan_writes import delete_initiatives

        delete_initiatives(portfolio, ids)

    return write
