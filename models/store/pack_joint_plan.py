"""Reads what a pack tells of the joint plan: that of the year, else of the next one."""

from dataclasses import replace
from datetime import date

from models.governance.plan_view import JointPlan
from models.partner_file import PartnerFile
from models.store.joint_plan import plan, years
from models.store.portfolio import Portfolio


def joint_plan(portfolio: Portfolio, file: PartnerFile, as_of: date) -> JointPlan | None:
    """A partner's plan as a pack shows it, without its deals one by one; None without a plan."""
    there = years(portfolio, file.partner.id)
    year = next((one for one in (as_of.year, as_of.year + 1) if one in there), None)
    if year is None:
        return None
    found = plan(portfolio, file, year, as_of)
    told = tuple(replace(one, deals=()) for one in found.objectives)
    return replace(found, objectives=told)
