"""Exchange rates, stored with the day they hold from (A21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from models.deal import Rate
from models.errors import UserError
from models.ids import derived_id
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import in_use, terms_on
from models.text import counted, day_text
from models.text import listed as in_a_row


@dataclass(frozen=True, slots=True)
class RatesKept:
    """Every rate, what they are told in, and the currencies of deals that lack one on a day."""

    own: str
    rates: tuple[Rate, ...]
    lacking: tuple[tuple[str, int], ...]  # currency and how many qualified deals
    as_of: date

    @property
    def lacking_said(self) -> str:
        """The sentence for deals that count nowhere, blank without any."""
        if not self.lacking:
            return ""
        (first, some), *others = self.lacking
        parts = [f"{counted(some, 'deal')} in {first}", *(f"{n:,} in {c}" for c, n in others)]
        one = not others and some == 1
        return (
            f"{in_a_row(parts)} {'has' if one else 'have'} no rate dated on or before"
            f" {day_text(self.as_of)}; {'it counts' if one else 'they count'} nowhere."
        )


def store_rate(portfolio: Portfolio, currency: str, rate: str, on_date: date) -> Rate:
    """Keep `rate` units of the program's currency for one unit of `currency` from `on_date`.

    One rate a currency and day: a second one replaces it. Raises UserError for what is neither.
    """
    rate_made = _checked(portfolio, currency, rate, on_date)
    keep(portfolio, [rate_made], f"Set the rate of {rate_made.currency} from {on_date}")
    return rate_made


def set_rate(
    portfolio: Portfolio, currency: str, rate: str, on_date: date, instead_of: int = 0
) -> Rate:
    """Keep a rate like `store_rate`, in place of the one of an id, but never over another one."""
    new = _checked(portfolio, currency, rate, on_date)
    known = records.find(portfolio, Rate, currency=new.currency, on_date=on_date)
    if known and known[0].id != instead_of:
        raise UserError(
            f"{new.currency} has a rate from {day_text(on_date)} already: {known[0].rate}.",
            "Edit that one, or choose another day.",
        )
    label = f"Set the rate of {new.currency} from {on_date}"
    with portfolio.change(label):
        if instead_of and not known:
            records.delete(portfolio, Rate, [instead_of])
        keep(portfolio, [new], label)
    return known[0] if known else new


def read_currency(words: str) -> str:
    """The currency's code. Raises UserError for what is none."""
    code = words.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise UserError(
            f"{words or 'Nothing'} is no currency code.", "Use three letters, such as EUR."
        )
    return code


def read_rate(words: str) -> Decimal:
    """The rate that was typed. Raises UserError for what is none."""
    try:
        value = Decimal(words.strip())
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise UserError(
            f"{words or 'Nothing'} is no exchange rate.", "Use a positive number, such as 1.0835."
        )
    return value


def _checked(portfolio: Portfolio, currency: str, rate: str, on_date: date) -> Rate:
    code, value = read_currency(currency), read_rate(rate)
    if code == _own_currency(portfolio, on_date):
        raise UserError(f"{code} is the program's own currency.", "It needs no rate.")
    return made(code, on_date, value)


def made(code: str, on_date: date, value: Decimal) -> Rate:
    """A rate with the id that every laptop derives alike."""
    return Rate(derived_id("rate", code, on_date.isoformat()), code, on_date, format(value, "f"))


def listed(portfolio: Portfolio) -> list[Rate]:
    """Every rate that is kept, by currency, the newest first."""
    found = sorted(records.find(portfolio, Rate), key=lambda rate: rate.on_date, reverse=True)
    return sorted(found, key=lambda rate: rate.currency)


def kept(portfolio: Portfolio, as_of: date) -> RatesKept:
    """The rates with the currencies that qualified deals have and that lack one on a day."""
    own, rates = own_currency(portfolio), listed(portfolio)
    rated = {own, *(rate.currency for rate in rates if rate.on_date <= as_of)}
    found = portfolio.conn.rows(
        "SELECT currency, count(*) FROM deals WHERE qualified = 1 GROUP BY currency ORDER BY 1"
    )
    lacking = tuple((code, count) for code, count in found if code not in rated)
    return RatesKept(own, tuple(rates), lacking, as_of)


def told(rate: Rate, own: str) -> str:
    """Which way round a rate is: 1 EUR = 1.0835 USD."""
    return f"1 {rate.currency} = {rate.rate} {own}"


def remove(portfolio: Portfolio, ids: Iterable[int]) -> None:
    """Forget rates by their ids, in one change."""
    records.delete(portfolio, Rate, ids)


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
