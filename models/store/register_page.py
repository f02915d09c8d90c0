"""All that a partner's tab of actions and risks shows, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.governance.action_lines import ActionLine
from models.governance.concern_lines import ConcernLine
from models.governance.outcomes import Resolution
from models.governance.sponsors import CHECKLIST, DUTIES, DutyLine, duty_lines
from models.partner import Contact
from models.store import action_lines, records, recovery, register
from models.store.governance_rules import rules
from models.store.portfolio import Portfolio
from models.store.recovery import Recovery


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A partner's register on a day; `clocks` are the days of each level of an escalation."""

    partner_id: int
    actions: tuple[ActionLine, ...]
    concerns: tuple[ConcernLine, ...]
    decisions: tuple[Resolution, ...]
    recovery: Recovery
    contacts: tuple[Contact, ...]
    deals: tuple[tuple[int, str], ...]
    clocks: tuple[int, ...]

    @property
    def levels(self) -> int:
        return len(self.clocks)

    @property
    def escalated(self) -> tuple[ConcernLine, ...]:
        """Open concerns on a level, the highest first."""
        return tuple(line for line in self.concerns if line.escalation is not None)


def view(portfolio: Portfolio, partner_id: int, as_of: date, today: date) -> RegisterView:
    """A partner's register as it stands on the as-of day. UserError for a day without a program."""
    sql = (
        "SELECT id, CASE name WHEN '' THEN customer ELSE name END FROM deals"
        " WHERE partner_id = ? ORDER BY 2 COLLATE NOCASE, id"
    )
    return RegisterView(
        partner_id,
        action_lines.of_partner(portfolio, partner_id, as_of),
        register.of_partner(portfolio, partner_id, as_of),
        register.resolutions(portfolio, partner_id),
        recovery.of_partner(portfolio, partner_id, as_of, today),
        tuple(records.find(portfolio, Contact, partner_id=partner_id)),
        tuple(
            (row[0], row[1] or "Unnamed deal") for row in portfolio.conn.rows(sql, (partner_id,))
        ),
        rules(portfolio).clocks,
    )


def duties(portfolio: Portfolio, partner_id: int) -> tuple[DutyLine, ...]:
    """The sponsor's five duties, with what the partner's onboarding checklist says of each."""
    rows = portfolio.conn.rows(
        "SELECT item, value, note FROM answers WHERE checklist_id IN"
        " (SELECT id FROM checklists WHERE partner_id = ? AND template = ?)",
        (partner_id, CHECKLIST),
    )
    wanted = {duty.item for duty in DUTIES}
    found: Mapping[str, tuple[str, str]] = {
        item: (value, note) for item, value, note in rows if item in wanted
    }
    return duty_lines(found)
