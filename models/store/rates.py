"""Exchange rates, stored with the day they hold from (A21)."""

from datetime import date
from decimal import Decimal, InvalidOperation

from models.deal import Rate
from models.errors import UserError
from models.ids import derived_id
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import in_use, terms_on


def store_rate(portfolio: Portfolio, currency: str, rate: str, on_date: date) -> Rate:
    """Keep `rate` units of the program's currency for one unit of `currency` from `on_date`.

    One rate a currency and day: a second one replaces it. Raises UserError for what is neither.
    """
    code = currency.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise UserError(f"{currency} is no currency code.", "Use three letters, such as EUR.")
    try:
        value = Decimal(rate.strip())
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise UserError(f"{rate} is no exchange rate.", "Use a positive number, such as 1.0835.")
    if code == _own_currency(portfolio, on_date):
        raise UserError(f"{code} is the program's own currency.", "It needs no rate.")
    made = Rate(derived_id("rate", code, on_date.isoformat()), code, on_date, format(value, "f"))
    known = records.find(portfolio, Rate, id=made.id)
    with portfolio.change(f"Set the rate of {code} from {on_date}"):
        if known:
            records.update(portfolio, Rate, made.id, rate=made.rate)
        else:
            records.add(portfolio, made)
    return made


def _own_currency(portfolio: Portfolio, day: date) -> str:
    """The program's currency; on a day before its first version, which still needs the rates of
    the year before, the one that it begins with.
    """
    first = min(version.from_on for version in in_use(portfolio))
    return terms_on(portfolio, max(day, first)).currency
