"""What a pack says of a partner's own list, of last year's benefits, and the limits of health."""

from datetime import date

from models.benefits import Totals
from models.errors import UserError
from models.health import HealthLimits
from models.ledger_health import LedgerHealth
from models.store.portfolio import Portfolio
from models.store.settings import setting

_NAMES = ("health_green", "health_amber", "health_survey")


def ledger(portfolio: Portfolio, partner_id: int, as_of: date) -> LedgerHealth | None:
    """The figures of the newest list on a day; None where the partner has given none by then."""
    from models.reconcile import Tolerance
    from models.store import partner_deals

    day = partner_deals.current_day(portfolio, partner_id, as_of)
    if day is None:
        return None
    money, found = partner_deals.money_on(portfolio, as_of), partner_deals.limits(portfolio)
    tolerance = Tolerance(found.percent, found.days)
    return partner_deals.compare(portfolio, partner_id, day, as_of, money, tolerance).health


def year_before(portfolio: Portfolio, partner_id: int, as_of: date) -> Totals | None:
    """What was due of benefits in the year before, and delivered; None where nothing was due."""
    from models.store import benefits

    try:
        found = benefits.ledger(portfolio, partner_id, as_of.year - 1, as_of).totals
    except UserError:
        return None
    return found if found.due else None


def limits(portfolio: Portfolio) -> HealthLimits:
    """The limits of this portfolio, the usual ones where none are kept."""
    kept = (setting(portfolio, name) for name in _NAMES)
    return HealthLimits(
        *(
            int(value) if value.isdigit() else usual
            for value, usual in zip(kept, HealthLimits(), strict=True)
        )
    )
