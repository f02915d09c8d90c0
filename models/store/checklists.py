"""A partner's checklists as they stand, begun or not: read without writing anything."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from models.checklist.before import before_of
from models.checklist.evidence_record import Evidence
from models.checklist.expanding import expanded
from models.checklist.facts import derived_of, facts_of, tier_of
from models.checklist.filled import Before, Filled, Progress, lines_of, progress_at
from models.checklist.periods import before, due_on, opens_on, period_label, period_of
from models.checklist.records import Answer, Checklist, Where
from models.checklist.states import Derived
from models.checklist.template import Item, Template
from models.ids import derived_id
from models.partner_file import PartnerFile
from models.store import records
from models.store.checklist_templates import by_digest, in_use, templates
from models.store.portfolio import Portfolio
from models.store.standing import partner_file

R = TypeVar("R", Answer, Checklist, Evidence)
_ON_THE_WAY = frozenset({"candidate", "invited", "accepted"})


@dataclass(frozen=True, slots=True)
class Summary:
    """One checklist of a partner in a line; `state` is not_started, open or closed.

    `id` is that of the checklist, also before it is begun. `due_on` is None of one that is done
    once and was not begun.
    """

    id: int
    where: Where
    partner: str
    tier: str
    tier_label: str
    name: str
    period_label: str
    due_on: date | None
    state: str
    progress: Progress
    overdue: bool
    version: int
    opens_on: date | None = None
    started_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class Held:
    """What the portfolio holds of some partners' checklists, read in a few queries.

    `in_use` are the templates that are offered, by key; what was expanded or parsed is kept in
    `known`, by digest or key. `first_period` is the first one begun, by partner and template, also
    of checklists that were not read.
    """

    checklists: Mapping[int, Checklist]
    answers: Mapping[int, Mapping[str, Answer]]
    evidence: Mapping[int, Sequence[Evidence]]
    in_use: Mapping[str, Template]
    first_period: Mapping[tuple[int, str], str]
    known: dict[str, Template] = field(default_factory=dict)


def checklist_id(where: Where) -> int:
    """The id of a checklist: the same on every laptop that begins it."""
    return derived_id("checklists", str(where.partner_id), where.template, where.period)


def answer_id(checklist: int, item: str) -> int:
    """The id of an answer, from its checklist and item."""
    return derived_id("answers", str(checklist), item)


def filled(portfolio: Portfolio, where: Where, today: date) -> Filled:
    """A partner's checklist on a day, with live facts and with what it said the period before.

    Raises UserError where the partner or the template is gone.
    """
    file = partner_file(portfolio, where.partner_id, today)
    last = replace(where, period=before(where.period))
    wanted = [checklist_id(where), *([checklist_id(last)] if where.period else [])]
    held = held_of(portfolio, wanted, [where.partner_id])
    template = template_of(portfolio, where, held, file)
    of_last = [one for one in held.evidence.get(where.partner_id, ()) if _is_of(one, last)]
    told = {}
    if where.period:
        told = before_of(template, last.period, held.answers.get(wanted[-1], {}), of_last)
    return fill(portfolio, where, file, held, today, facts_of(file, today), told)


def of_partner(portfolio: Portfolio, partner_id: int, today: date) -> tuple[Summary, ...]:
    """A partner's checklists: those that apply now, begun or not, then the others by period.

    Raises UserError where the partner is gone.
    """
    return of_file(portfolio, partner_file(portfolio, partner_id, today), today)


def of_file(portfolio: Portfolio, file: PartnerFile, today: date) -> tuple[Summary, ...]:
    """The same for a partner whose records are read already."""
    partner_id = file.partner.id
    begun = records.find(portfolio, Checklist, partner_id=partner_id)
    held = held_of(portfolio, [one.id for one in begun], [partner_id])
    now = applying(held, file, today)
    past = {Where(partner_id, c.template, c.period): c.started_on for c in begun}
    for where in now:
        past.pop(where, None)
    older = sorted(past, key=lambda where: (where.period, past[where]), reverse=True)
    current = [summary(portfolio, where, file, held, today) for where in now]
    return (
        *sorted(current, key=lambda s: (s.state == "closed", s.due_on or date.max)),
        *(summary(portfolio, where, file, held, today) for where in older),
    )


def summary(
    portfolio: Portfolio, where: Where, file: PartnerFile, held: Held, today: date
) -> Summary:
    """One checklist in a line."""
    template = template_of(portfolio, where, held, file)
    begun = held.checklists.get(checklist_id(where))
    answers, evidence, derived, tier, day, closed = _known(template, where, file, held, today)
    told = progress_at(template, answers, evidence, derived, tier, day, today, closed)
    due = _due(template, where, begun, today)
    return Summary(
        checklist_id(where),
        where,
        file.partner.name,
        tier,
        file.terms.label(tier) if file.terms else tier,
        template.name,
        period_label(where.period),
        due,
        begun.state if begun else "not_started",
        told,
        due is not None and due < today and not closed and not told.complete,
        template.version,
        opens_on(template, where.period),
        begun.started_on if begun else None,
        begun.closed_on if begun else None,
    )


def applying(held: Held, file: PartnerFile, today: date) -> list[Where]:
    """The checklists that a partner has by itself on a day: of those that come back the current
    one, and the one before while it is owed.
    """
    found = []
    for template in held.in_use.values():
        if not applies(template, file):
            continue
        now = period_of(template.every, today)
        if now is None:
            found.append(Where(file.partner.id, template.key))
            continue
        last = Where(file.partner.id, template.key, before(now.key))
        if _owed(held, last, file):
            found.append(last)
        opens = opens_on(template, now.key)
        if opens is not None and opens <= today:
            found.append(replace(last, period=now.key))
    return found


def applies(template: Template, file: PartnerFile) -> bool:
    """Whether a template is for a partner as it stands: its way into the program, its tier."""
    participation = file.decision.participation
    if template.survey:  # somebody begins a round of it
        return False
    if template.applies_to == "onboarding" and participation not in _ON_THE_WAY:
        return False
    if template.applies_to == "participating" and participation != "participating":
        return False
    return not template.tiers or tier_of(file) in template.tiers


def template_of(portfolio: Portfolio, where: Where, held: Held, file: PartnerFile) -> Template:
    """The template of a checklist: the version it began with, or else the one in use.

    Raises UserError where there is none.
    """
    checklist = held.checklists.get(checklist_id(where))
    key = where.template if checklist is None else checklist.digest
    found = held.known.get(key)
    if found is None:
        if checklist is not None:
            found = by_digest(portfolio, checklist.digest)
        else:
            found = in_use(portfolio, where.template)
            if file.terms is not None:
                found = expanded(found, file.terms)
        held.known[key] = found
    return found


def fill(
    portfolio: Portfolio,
    where: Where,
    file: PartnerFile,
    held: Held,
    today: date,
    facts: Mapping[str, str] | None = None,
    last: Mapping[str, Before] | None = None,
) -> Filled:
    """A checklist from what was read; without `facts` its questions keep their braces."""
    template = template_of(portfolio, where, held, file)
    checklist = held.checklists.get(checklist_id(where))
    answers, evidence, derived, tier, day, closed = _known(template, where, file, held, today)
    lines = lines_of(
        template, answers, evidence, derived, tier, day, facts or {}, last or {}, closed
    )
    newest = held.in_use.get(where.template)
    return Filled(
        where.partner_id,
        file.partner.name,
        tier,
        template,
        where.period,
        _due(template, where, checklist, today),
        today,
        lines,
        checklist,
        newest.version if newest and checklist and newest.version > template.version else 0,
        file.terms.currency if file.terms else "USD",
    )


_Known = tuple[
    Mapping[str, Answer], Mapping[str, Sequence[Evidence]], Mapping[str, Derived], str, date, bool
]


def _known(template: Template, where: Where, file: PartnerFile, held: Held, today: date) -> _Known:
    """Answers, evidence and what the records say by item; tier; the day it is judged on; closed."""
    checklist = held.checklists.get(checklist_id(where))
    closed = checklist is not None and checklist.state == "closed"
    day = checklist.closed_on or today if checklist is not None and closed else today
    own = held.evidence.get(where.partner_id, ())
    return (
        held.answers.get(checklist.id, {}) if checklist else {},
        _by_item(own, where, template.items.values()) if own else {},
        {} if closed else derived_of(template, file, today),
        tier_of(file),
        day,
        closed,
    )


def _due(template: Template, where: Where, checklist: Checklist | None, today: date) -> date | None:
    if checklist is not None:
        return checklist.due_on
    return due_on(template, where.period, today) if where.period else None


def held_of(
    portfolio: Portfolio,
    checklist_ids: Iterable[int],
    partner_ids: Iterable[int],
    *,
    answers: bool = True,
) -> Held:
    """The rows of these checklists, their answers, and the evidence of these partners."""
    chosen = json.dumps(list(checklist_ids))
    told: dict[int, dict[str, Answer]] = defaultdict(dict)
    for answer in _of(portfolio, Answer, "checklist_id", chosen) if answers else ():
        told[answer.checklist_id][answer.item] = answer
    owners = json.dumps(list(partner_ids))
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for one in _of(portfolio, Evidence, "partner_id", owners):
        evidence[one.partner_id].append(one)
    first = portfolio.conn.rows(
        "SELECT partner_id, template, min(period) FROM checklists"
        " WHERE partner_id IN (SELECT value FROM json_each(?)) GROUP BY partner_id, template",
        (owners,),
    )
    return Held(
        {one.id: one for one in _of(portfolio, Checklist, "id", chosen)},
        told,
        evidence,
        {template.key: template for template in templates(portfolio)},
        {(owner, template): period for owner, template, period in first},
    )


def _of(portfolio: Portfolio, kind: type[R], column: str, ids: str) -> Iterable[R]:
    sql = (
        f"SELECT {records.columns(kind)} FROM {kind.TABLE}"  # noqa: S608  fixed words
        f" WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    return records.from_rows(kind, portfolio.conn.rows(sql, (ids,)))


def _by_item(
    own: Sequence[Evidence], where: Where, items: Iterable[Item]
) -> dict[str, list[Evidence]]:
    """The evidence of each item: its own in this period, and that of its criterion."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    criteria: dict[str, list[Evidence]] = defaultdict(list)
    for one in own:
        if one.item and _is_of(one, where):
            found[one.item].append(one)
        elif one.criterion:
            criteria[one.criterion].append(one)
    for item in items:
        if item.criterion and item.criterion in criteria:
            found[item.key] = [*found[item.key], *criteria[item.criterion]]
    return found


def _is_of(evidence: Evidence, where: Where) -> bool:
    return (evidence.template, evidence.period) == (where.template, where.period)


def _owed(held: Held, last: Where, file: PartnerFile) -> bool:
    """Whether the checklist of the period before is open, or was left out: never begun, where an
    earlier one was. Before the first one nothing is owed.
    """
    begun = held.checklists.get(checklist_id(last))
    if begun is not None:
        return begun.state == "open"
    first = held.first_period.get((file.partner.id, last.template), last.period)
    return first < last.period
