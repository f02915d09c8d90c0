"""The rules of governance as one place shows and sets them, with what the program says itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.errors import UserError
from models.governance import rules_typed
from models.governance.rules import Rules
from models.health import HealthLimits
from models.program.terms import Calendar
from models.store.governance_rules import rules, set_rules
from models.store.pack_ledger import limits
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.settings import set_setting


@dataclass(frozen=True, slots=True)
class GovernanceRules:
    """What holds, and the program's own: its calendar, and its tiers by key and name.

    Without a program in force on the day there are no tiers, and the calendar asks for nothing.
    """

    rules: Rules
    limits: HealthLimits
    calendar: Calendar
    tiers: tuple[tuple[str, str], ...]


def read(portfolio: Portfolio, day: date) -> GovernanceRules:
    """What holds on a day."""
    try:
        terms = terms_on(portfolio, day)
    except UserError:
        return GovernanceRules(rules(portfolio), limits(portfolio), Calendar(), ())
    return GovernanceRules(
        rules(portfolio), limits(portfolio), terms.calendar,
        tuple((tier.key, tier.label) for tier in terms.tiers),
    )  # fmt: skip


def set_rule(portfolio: Portfolio, key: str, value: Any) -> None:
    """Set one of the rules, or one of the limits of health. Raises UserError for what none is."""
    with portfolio.change("Set a rule of governance"):
        if key in HealthLimits._fields:
            made = rules_typed.with_limit(limits(portfolio), key, value)
            set_setting(portfolio, f"health_{key}", str(getattr(made, key)))
        else:
            set_rules(portfolio, rules_typed.with_rule(rules(portfolio), key, value))


def set_months(portfolio: Portfolio, tier: str, months: int | None) -> None:
    """Set the months between business reviews of a tier; None for the program's own."""
    with portfolio.change("Set how often business reviews are due"):
        set_rules(portfolio, rules_typed.with_months(rules(portfolio), tier, months))
