"""What needs a person as each partner's standing tells it, worked out some partners at a time."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.checklist.periods import due_on, period_label
from models.checklist.records import Checklist
from models.errors import UserError
from models.governance.recovery import proposals
from models.governance.register import RecoveryPlan
from models.governance.tier_edge import edges
from models.governance.today import NOW, WATCH, Item, group_of
from models.partner_file import PartnerFile
from models.program import deals
from models.program.terms import Terms
from models.store import records
from models.store.checklists import Held, applying, checklist_id, held_of, template_of
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.recovery import granted_since
from models.store.standing import partner_files
from models.store.today_rows import Day, place
from models.text import day_text


@dataclass(frozen=True, slots=True)
class Assessed:
    """What follows from how some partners stand, by partner."""

    by_id: Mapping[int, tuple[Item, ...]]


def assessed(portfolio: Portfolio, today: date, ids: Sequence[int]) -> Assessed:
    """Tier edges, recovery plans to propose and checklists to begin, of some partners.

    On a day without a program, or beyond what can be measured, there are none.
    """
    found: dict[int, tuple[Item, ...]] = dict.fromkeys(ids, ())
    try:
        terms = terms_on(portfolio, today)
        deals.periods(terms, today)
    except UserError:
        return Assessed(found)
    day = Day(today, rules(portfolio))
    plans: dict[int, list[RecoveryPlan]] = defaultdict(list)
    for plan in records.find(portfolio, RecoveryPlan):
        plans[plan.partner_id].append(plan)
    held = _held(portfolio, ids)
    for file in partner_files(portfolio, today, ids):
        found[file.partner.id] = (
            *_edges(file, terms, day.rules.edge_percent),
            *_proposals(file, terms, plans.get(file.partner.id, ())),
            *_to_begin(portfolio, file, held, day),
        )
    return Assessed(found)


def _edges(file: PartnerFile, terms: Terms, percent: int) -> Iterator[Item]:
    for edge in edges(file.decision, terms, percent):
        yield Item(
            f"edge:{edge.partner_id}:{edge.tier}:{edge.held}", "edge", edge.partner_id,
            edge.partner, edge.title, edge.sentence, None, WATCH, place("edge", edge.partner_id),
        )  # fmt: skip


def _proposals(file: PartnerFile, terms: Terms, plans: Sequence[RecoveryPlan]) -> Iterator[Item]:
    for one in proposals(file.decision, terms, plans, granted_since(file)):
        yield Item(
            f"proposal:{one.partner_id}:{one.tier}:{one.criterion}", "recovery", one.partner_id,
            one.partner, f"Propose a recovery plan: {one.title}", one.why,
            None, NOW, place("recovery", one.partner_id),
        )  # fmt: skip


def _held(portfolio: Portfolio, ids: Sequence[int]) -> Held:
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Checklist)} FROM checklists"  # noqa: S608  fixed words
        " WHERE partner_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    begun = [one.id for one in records.from_rows(Checklist, rows)]
    return held_of(portfolio, begun, ids, answers=False)


def _to_begin(portfolio: Portfolio, file: PartnerFile, held: Held, day: Day) -> Iterator[Item]:
    """Checklists that apply, are due and were not begun; what was begun the tables tell."""
    for where in applying(held, file, day.today):
        if checklist_id(where) in held.checklists or not where.period:
            continue
        template = template_of(portfolio, where, held, file)
        due = due_on(template, where.period, day.today)
        if due is not None and due.isoformat() <= day.due_last:
            yield Item(
                f"checklist:{where.partner_id}:{where.template}:{where.period}:{due}", "checklist",
                where.partner_id, file.partner.name,
                f"{template.name} {period_label(where.period)}",
                f"Not begun. Due on {day_text(due)}", due, group_of(due, day.today),
                ("checklist", where.partner_id, f"{where.template}:{where.period}"),
            )  # fmt: skip
