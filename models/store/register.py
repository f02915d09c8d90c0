"""Risks, issues, their escalations and the decisions of partners, in and out of the portfolio."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from models.errors import UserError
from models.governance.concern_lines import GRADES, ConcernLine, line_of, ranked
from models.governance.escalation import clock, next_step
from models.governance.outcomes import RESOLUTION_STATES, Resolution
from models.governance.register import CONCERN_KINDS, Concern, EscalationStep
from models.ids import new_id
from models.names import tidy
from models.partner import SIDES
from models.store import records
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio, who
from models.text import shortened

_TITLE = 60


# ---- concerns ----------------------------------------------------------------------------------


def of_partner(portfolio: Portfolio, partner_id: int, today: date) -> tuple[ConcernLine, ...]:
    """A partner's risks and issues: open ones first, the highest level, then the gravest."""
    return _lines(portfolio, records.find(portfolio, Concern, partner_id=partner_id), today)


def all_open(portfolio: Portfolio, today: date) -> tuple[ConcernLine, ...]:
    """Every partner's open risks and issues, ranked."""
    return _lines(portfolio, records.find(portfolio, Concern, state="open"), today)


def escalated(portfolio: Portfolio, today: date) -> tuple[ConcernLine, ...]:
    """Every partner's open concerns that stand on a level, the longest past their clock first."""
    found = [line for line in all_open(portfolio, today) if line.escalation is not None]
    return tuple(sorted(found, key=_by_clock))


def add_concern(portfolio: Portfolio, concern: Concern) -> int:
    """Add a risk or an issue as one change; its id."""
    made = replace(concern, id=new_id(), title=tidy(concern.title))
    _require(made)
    with portfolio.change(f"Add {_named(made)}"):
        return records.add(portfolio, made)


def set_concern(portfolio: Portfolio, concern_id: int, today: date, **values: Any) -> Concern:
    """Set fields of a concern; what is closed keeps its day. UserError for what none can be."""
    before = records.get(portfolio, Concern, concern_id)
    wanted = dict(values)
    if "title" in wanted:
        wanted["title"] = tidy(str(wanted["title"]))
    if wanted.get("state", before.state) != before.state:
        wanted["closed_on"] = None if wanted["state"] == "open" else today
    _require(replace(before, **wanted))
    return records.update(portfolio, Concern, concern_id, **wanted)


def close(portfolio: Portfolio, ids: Sequence[int], today: date, outcome: str = "") -> None:
    """Close concerns as one change, with what became of them; their clocks stop by that."""
    with portfolio.change("Close a risk" if len(ids) == 1 else "Close risks and issues"):
        for concern_id in ids:
            set_concern(portfolio, concern_id, today, state="closed", outcome=tidy(outcome))


def reopen(portfolio: Portfolio, ids: Sequence[int], today: date) -> None:
    """Open closed concerns again, as one change; an escalation goes on where it was."""
    with portfolio.change("Open risks and issues again"):
        for concern_id in ids:
            set_concern(portfolio, concern_id, today, state="open")


# ---- escalations -------------------------------------------------------------------------------


def escalate(
    portfolio: Portfolio,
    concern_id: int,
    level: int,
    to_whom: str,
    reason: str,
    today: date,
    on_date: date | None = None,
) -> EscalationStep:
    """Raise a concern to a level, hand it to somebody else on it, or with level 0 take it back.

    Raises UserError for a step that can't be taken.
    """
    concern = records.get(portfolio, Concern, concern_id)
    if concern.state != "open":
        raise UserError("It is closed.", "Open it again first.")
    known = records.find(portfolio, EscalationStep, concern_id=concern_id)
    made = EscalationStep(
        new_id(), concern.partner_id, concern_id, level, on_date or today, tidy(to_whom), who(),
        tidy(reason),
    )  # fmt: skip
    next_step(known, rules(portfolio), made, today)
    label = f"Raise {_named(concern)} to level {level}" if level else f"Take {_named(concern)} back"
    with portfolio.change(label):
        records.add(portfolio, made)
    return made


# ---- decisions ---------------------------------------------------------------------------------


def resolutions(portfolio: Portfolio, partner_id: int) -> tuple[Resolution, ...]:
    """A partner's register of decisions: those wanted first, then the newest."""
    found = records.find(portfolio, Resolution, partner_id=partner_id)
    return tuple(sorted(found, key=_by_decision))


def wanted_decisions(portfolio: Portfolio) -> tuple[Resolution, ...]:
    """Every partner's decisions that are still wanted, the earliest due first."""
    return tuple(sorted(records.find(portfolio, Resolution, state="wanted"), key=_by_decision))


def add_resolution(portfolio: Portfolio, resolution: Resolution) -> int:
    """Add a decision, wanted or taken, as one change; its id."""
    made = replace(resolution, id=new_id(), title=tidy(resolution.title))
    _require_resolution(made)
    with portfolio.change(f"Add the decision “{shortened(made.title, _TITLE)}”"):
        return records.add(portfolio, made)


def set_resolution(
    portfolio: Portfolio, resolution_id: int, today: date, **values: Any
) -> Resolution:
    """Set fields of a decision; one that is taken or dropped keeps the day of it."""
    before = records.get(portfolio, Resolution, resolution_id)
    wanted = dict(values)
    if "title" in wanted:
        wanted["title"] = tidy(str(wanted["title"]))
    if wanted.get("state", before.state) != before.state and "decided_on" not in wanted:
        wanted["decided_on"] = None if wanted["state"] == "wanted" else today
    _require_resolution(replace(before, **wanted))
    return records.update(portfolio, Resolution, resolution_id, **wanted)


# ---- inside ------------------------------------------------------------------------------------


def _lines(
    portfolio: Portfolio, concerns: Iterable[Concern], today: date
) -> tuple[ConcernLine, ...]:
    known = list(concerns)
    if not known:
        return ()
    going_by = rules(portfolio)
    steps: dict[int, list[EscalationStep]] = defaultdict(list)
    partners = {one.partner_id for one in known}
    where = {"partner_id": partners.pop()} if len(partners) == 1 else {}
    for step in records.find(portfolio, EscalationStep, **where):
        steps[step.concern_id].append(step)
    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    deals: dict[int, str] = {}
    if any(one.deal_id for one in known):
        sql = "SELECT id, CASE name WHEN '' THEN customer ELSE name END FROM deals"
        deals = dict(portfolio.conn.rows(sql))
    return tuple(
        ranked(
            line_of(
                one,
                names.get(one.partner_id, ""),
                sorted(steps[one.id], key=_by_day),
                clock(steps[one.id], going_by, today),
                today,
                deals.get(one.deal_id, ""),
            )
            for one in known
        )
    )


def _require(concern: Concern) -> None:
    if not concern.title:
        raise UserError("A risk or an issue needs a title.", "Say in a few words what it is.")
    if concern.kind not in CONCERN_KINDS:
        raise UserError(f"{concern.kind} is no kind of concern.", "Choose risk or issue.")
    if concern.side not in SIDES:
        raise UserError(f"{concern.side} is no side.", "Choose partner or host.")
    for name in ("likelihood", "impact"):
        value = getattr(concern, name)
        if value not in GRADES:
            raise UserError(f"{value} is no {name}.", "Choose 1, very low, to 5, very high.")


def _require_resolution(resolution: Resolution) -> None:
    if not resolution.title:
        raise UserError("A decision needs a title.", "Say in a few words what is to be decided.")
    if resolution.state not in RESOLUTION_STATES:
        raise UserError(f"{resolution.state} is no state of a decision.", "Choose one of the list.")


def _named(concern: Concern) -> str:
    return f"the {concern.kind} “{shortened(concern.title, _TITLE)}”"


def _by_day(step: EscalationStep) -> tuple[date, int]:
    return (step.on_date, step.id)


def _by_clock(line: ConcernLine) -> tuple[int, int, int, int]:
    told = line.escalation
    if told is None or told.limit is None:
        return (1, 0, 0, line.id)
    return (0, told.limit - told.day, -told.level, line.id)


def _by_decision(one: Resolution) -> tuple[bool, date, int]:
    if one.state == "wanted":
        return (False, one.due_on or date.max, one.id)
    newest = (one.decided_on or date.min).toordinal()
    return (True, date.fromordinal(date.max.toordinal() - newest), one.id)
