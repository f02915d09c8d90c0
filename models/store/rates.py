"""Exchange rates, stored with the day they hold from (A21)."""

from collections.abc import Iterable
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
    rate_made = made(code, on_date, value)
    keep(portfolio, [rate_made], f"Set the rate of {code} from {on_date}")
    return rate_made


def made(code: str, on_date: date, value: Decimal) -> Rate:
    """A rate with the id that every laptop derives alike."""
    return Rate(derived_id("rate", code, on_date.isoformat()), code, on_date, format(value, "f"))


def listed(portfolio: Portfolio) -> list[Rate]:
    """Every rate that is kept, by currency, the newest first."""
    found = sorted(records.find(portfolio, Rate), key=lambda rate: rate.on_date, reverse=True)
    return sorted(found, key=lambda rate: rate.currency)


def keep(portfolio: Portfolio, rates: Iterable[Rate], label: str) -> None:
    """Keep rates as one change; one of the same currency and day takes the place of the known."""
    with portfolio.change(label):
        for rate in rates:
            known = records.find(portfolio, Rate, currency=rate.currency, on_date=rate.on_date)
            if known:
                records.update(portfolio, Rate, known[0].id, rate=rate.rate)
            else:
                records.add(portfolio, rate)


def own_currency(portfolio: Portfolio) -> str:
    """The currency that rates are told in: that of the program's newest version."""
    return terms_on(portfolio, max(version.from_on for version in in_use(portfolio))).currency


def _own_currency(portfolio: Portfolio, day: date) -> str:
    """The program's currency; on a day before its first version, which still needs the rates of
    the year before, the one that it begins with.
    """
    first = min(version.from_on for version in in_use(portfolio))
    return terms_on(portfolio, max(day, first)).currency
