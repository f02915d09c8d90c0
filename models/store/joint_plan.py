"""The joint plan of a partner and year, read as one value."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from models.deal import Rate
from models.errors import UserError
from models.governance.joint_plan import Initiative, Investment, Objective, ObjectiveDeal
from models.governance.milestone import Milestone
from models.governance.plan_day import PlanDay
from models.governance.plan_figures import standing
from models.governance.plan_series import series, years_shown
from models.governance.plan_states import plan_state
from models.governance.plan_templates import Template, of_next_tier, of_program
from models.governance.plan_view import JointPlan, Pickable
from models.governance.plan_work import in_order, initiative_line, sums
from models.partner import Contact
from models.partner_file import PartnerFile
from models.program.deals import periods, rates_on
from models.program.terms import Terms
from models.store import pack_ledger, records, snapshots
from models.store.pack_course import point
from models.store.portfolio import Portfolio
from models.store.programs import terms_on

_OBJECTIVE_ORDER = ("pipeline", "signings", "revenue", "alignment", "advocacy", "capability")


class PlanPage(NamedTuple):
    """What the tab shows: the plan, what could begin it, and the deals that can be tied."""

    plan: JointPlan
    templates: tuple[Template, ...]
    pickable: tuple[Pickable, ...]


def years(portfolio: Portfolio, partner_id: int) -> tuple[int, ...]:
    """The years for which a partner has anything of a plan, the earliest first."""
    found = portfolio.conn.rows(
        "SELECT year FROM objectives WHERE partner_id = ?1 UNION"
        " SELECT year FROM initiatives WHERE partner_id = ?1 UNION"
        " SELECT year FROM investments WHERE partner_id = ?1 ORDER BY 1",
        (partner_id,),
    )
    return tuple(int(year) for (year,) in found)


def plan(portfolio: Portfolio, file: PartnerFile, year: int, as_of: date) -> JointPlan:
    """A partner's plan of a year as it stands on a day; `file` is the partner's of that day."""
    partner = file.partner.id
    deals = [counted.deal for counted in file.deals]
    every = records.find(portfolio, Objective, partner_id=partner)
    tied: dict[int, set[int]] = defaultdict(set)
    for tie in records.find(portfolio, ObjectiveDeal, partner_id=partner):
        tied[tie.objective_id].add(tie.deal_id)
    limits = pack_ledger.limits(portfolio)
    days = plan_days(portfolio, file, years_shown(year), as_of)
    own = sorted((one for one in every if one.year == year), key=_order)
    milestones = records.find(portfolio, Milestone, partner_id=partner, of_kind="initiative")
    investments = tuple(
        sorted(records.find(portfolio, Investment, partner_id=partner, year=year), key=_by_side)
    )
    return JointPlan(
        partner, year, as_of, days[-1].currency, years(portfolio, partner),
        tuple(standing(one, deals, tied[one.id], days[-1], limits) for one in own),
        in_order(
            initiative_line(work, [m for m in milestones if m.of_id == work.id], as_of)
            for work in records.find(portfolio, Initiative, partner_id=partner, year=year)
        ),
        investments,
        sums(investments),
        series(deals, every, [one for one, ids in tied.items() if ids], days, limits),
        plan_state(own),
    )  # fmt: skip


def page(portfolio: Portfolio, file: PartnerFile, year: int, as_of: date) -> PlanPage:
    """The same with what the tab needs beside it."""
    found = plan(portfolio, file, year, as_of)
    pickable = tuple(
        Pickable(
            deal.id, deal.name, deal.customer, deal.status, deal.close_date, deal.tcv_minor,
            deal.currency,
        )
        for deal in (counted.deal for counted in file.deals)
    )  # fmt: skip
    return PlanPage(found, templates(portfolio, file, found, as_of), pickable)


def templates(
    portfolio: Portfolio, file: PartnerFile, found: JointPlan, as_of: date
) -> tuple[Template, ...]:
    """The objectives that could be in the plan and are not, owned by both alliance managers."""
    terms = file.terms or terms_on(portfolio, as_of)
    owners = {side: _manager(file.contacts, side, as_of) for side in ("host", "partner")}
    offered = (
        *of_program(found.year, found.currency, found.series, **owners),
        *of_next_tier(file.decision, terms, found.year, **owners),
    )
    there = {(one.objective.kind, one.objective.title) for one in found.objectives}
    kinds = {kind for kind, _ in there} - {"capability", "other"}
    return tuple(
        one
        for one in offered
        if one.objective.kind not in kinds
        and (one.objective.kind, one.objective.title) not in there
    )


def plan_days(
    portfolio: Portfolio, file: PartnerFile, wanted: tuple[int, ...], as_of: date
) -> list[PlanDay]:
    """The day on which each year is looked at: its last one where it is over, else the as-of day.

    A year that is over is converted with the rates of its end.
    """
    rates = records.find(portfolio, Rate)
    kept = snapshots.listed(portfolio)
    now = file.terms or terms_on(portfolio, as_of)
    found = []
    for year in wanted:
        on = min(as_of, date(year, 12, 31))
        known = rates_on(rates, on)
        then, then_on = None, None
        if year < as_of.year:
            then, then_on = _pipeline_then(portfolio, file, kept, year, now)
        found.append(PlanDay(year, as_of, periods(now, on), now.currency, known, then, then_on))
    return found


def _pipeline_then(
    portfolio: Portfolio,
    file: PartnerFile,
    kept: tuple[snapshots.Snapshot, ...],
    year: int,
    now: Terms,
) -> tuple[int | None, date | None]:
    """What was open in the window by the last snapshot of a year's last quarter."""
    last = [one for one in kept if date(year, 10, 1) <= one.on_date <= date(year, 12, 31)]
    for one in sorted(last, key=lambda snapshot: snapshot.on_date, reverse=True):
        try:
            terms = terms_on(portfolio, one.on_date)
            rates = rates_on(records.find(portfolio, Rate), one.on_date)
            deals = snapshots.of_partner(portfolio, one.id, file.partner.id)
        except UserError:
            continue
        if terms.currency == now.currency:
            return point(deals, terms, one.on_date, rates).pipeline, one.on_date
    return None, None


def _manager(contacts: tuple[Contact, ...], side: str, as_of: date) -> str:
    """The alliance manager of a side on a day, blank where none is on record."""
    for one in contacts:
        if (one.side, one.role) == (side, "alliance manager") and one.in_place_on(as_of):
            return one.name
    return ""


def _by_side(investment: Investment) -> tuple[bool, date, int]:
    """The host's first, each by its day."""
    return investment.side != "host", investment.on_date or date.max, investment.id


def _order(objective: Objective) -> tuple[int, int]:
    known = objective.kind in _OBJECTIVE_ORDER
    place = _OBJECTIVE_ORDER.index(objective.kind) if known else len(_OBJECTIVE_ORDER)
    return place, objective.id
