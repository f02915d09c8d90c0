"""Every deal of every partner as one light row with what it counts as, and edits of many."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from models.deal import STATUSES, Deal, Rate
from models.errors import UserError
from models.ids import new_id
from models.names import fold
from models.program.deals import in_program_currency, periods, rates_on
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on

_COLUMNS = (
    "d.id, d.partner_id, p.name, d.name, d.customer, d.deal_id, d.status, d.close_date,"
    " d.partner_minor, d.services_minor, d.tcv_minor, d.currency, d.qualified, d.stage,"
    " d.next_step, d.registered_on, d.source, d.source_line, d.updated_on, d.offering_id,"
    " o.name, i.at, d.import_id"
)
_FROM = (
    "deals d JOIN partners p ON p.id = d.partner_id"
    " LEFT JOIN offerings o ON o.id = d.offering_id LEFT JOIN imports i ON i.id = d.import_id"
)
_ONE_VALUE = frozenset(
    "partner_id name customer deal_id status close_date qualified stage next_step"
    " registered_on offering_id".split()
)
_EVERY = 4_000  # rows between two reports


class DealRow(NamedTuple):
    """One deal with its partner's name; a tuple, since 200,000 of them are on screen at once.

    Days are ISO text, or None. `offering` is the name of the offering that it sells, `imported_at`
    the moment of the import `import_id` that wrote it last (UTC), None where there is none. Money
    is in minor units of `currency`; `program_minor` is the TCV in the program's currency, None
    where there is no rate. `bucket` is that of models.partner_file.CountedDeal; blank where no
    program is in force on the as-of day.
    """

    id: int
    partner_id: int
    partner: str
    name: str
    customer: str
    deal_id: str
    status: str
    close_date: str | None
    partner_minor: int
    services_minor: int
    tcv_minor: int
    currency: str
    qualified: int
    stage: str
    next_step: str
    registered_on: str | None
    source: str
    source_line: int
    updated_on: str | None
    offering_id: int
    offering: str | None
    imported_at: str | None
    import_id: int
    bucket: str
    program_minor: int | None


class Sum(NamedTuple):
    """How many deals, and their TCV in minor units of the program's currency."""

    deals: int = 0
    minor: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums over some deals.

    `in_window` is the open pipeline that counts; `won` and `lost` are those of the as-of year
    with a close date up to the as-of day. Deals without a rate are in none but `unrated`.
    """

    deals: int
    tcv: Sum
    in_window: Sum
    won: Sum
    lost: Sum
    unrated: int


@dataclass(frozen=True, slots=True)
class AllDeals:
    """All deals, the newest close date first, judged on a day in the program's currency.

    `judged` is False where no program is in force on that day; then nothing counts anywhere.
    """

    rows: list[DealRow]
    sums: Sums
    currency: str
    as_of: date
    judged: bool


def all_deals(
    portfolio: Portfolio, as_of: date, progress: Callable[[int, int], object] | None = None
) -> AllDeals:
    """Read every deal and say what it counts as on a day."""
    total = int(portfolio.conn.value("SELECT count(*) FROM deals"))
    judge = _Judge(portfolio, as_of)
    rows: list[DealRow] = []
    found = portfolio.conn.execute(
        f"SELECT {_COLUMNS} FROM {_FROM}"  # noqa: S608  fixed columns
        " ORDER BY d.close_date DESC, d.id"
    )
    for raw in found:
        rows.append(judge(raw))
        if progress is not None and len(rows) % _EVERY == 0:
            progress(len(rows), total)
    return AllDeals(rows, sum_up(rows), judge.currency, as_of, judge.judged)


def sum_up(rows: Iterable[DealRow]) -> Sums:
    """The sums over these deals, in the program's currency."""
    found = {name: [0, 0] for name in ("all", "pipeline", "won", "lost")}
    deals = unrated = 0
    for row in rows:
        deals += 1
        minor = row.program_minor
        if minor is None:
            unrated += 1
            continue
        groups = ["all"]
        if row.bucket == "pipeline":
            groups.append("pipeline")
        elif row.bucket == "closed_this_year":
            groups.append(row.status)
        for group in groups:
            entry = found[group]
            entry[0] += 1
            entry[1] += minor
    tcv, in_window, won, lost = (Sum(*entry) for entry in found.values())
    return Sums(deals, tcv, in_window, won, lost, unrated)


def one(portfolio: Portfolio, deal_id: int, as_of: date) -> DealRow:
    """One deal as a row. Raises UserError where it is gone."""
    found = portfolio.conn.rows(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE d.id=?",  # noqa: S608  fixed columns
        (deal_id,),
    )
    if not found:
        raise UserError("That deal is not there any more.", "Undo brings a deleted one back.")
    return _Judge(portfolio, as_of)(found[0])


def of_partner_and_twins(portfolio: Portfolio, partner_id: int, as_of: date) -> list[DealRow]:
    """A partner's deals, and those of others with a customer of the same name."""
    judge = _Judge(portfolio, as_of)
    found = portfolio.conn.execute(
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE d.partner_id = :id"  # noqa: S608  fixed columns
        " OR (d.customer <> '' AND d.tcv_minor <> 0 AND lower(trim(d.customer)) IN"
        " (SELECT lower(trim(customer)) FROM deals WHERE partner_id = :id))"
        " ORDER BY d.close_date DESC, d.id",
        {"id": partner_id},
    )
    return [judge(raw) for raw in found]


def edit(portfolio: Portfolio, deal_id: int, as_of: date, **values: Any) -> DealRow:
    """Set fields of one deal (inside a change) and return the row as it is now."""
    records.update(portfolio, Deal, deal_id, **values)
    return one(portfolio, deal_id, as_of)


def set_all(portfolio: Portfolio, deal_ids: Sequence[int], field: str, value: Any) -> int:
    """Give one field of many deals the same value (inside a change); the count that changed.

    Raises ValueError for a field whose value depends on others: money and currency.
    """
    if field not in _ONE_VALUE or (field == "status" and value not in STATUSES):
        raise ValueError(f"{field} can't be set to {value!r} for many deals")
    cell = value.isoformat() if isinstance(value, date) else value
    today = records.written_on(portfolio).isoformat()
    with portfolio.change(f"Set {field.replace('_', ' ')}"):
        before = portfolio.conn.raw.total_changes()
        portfolio.conn.executemany(
            f"UPDATE deals SET {field}=?, updated_on=? WHERE id=? AND {field} IS NOT ?",  # noqa: S608  a known column
            [(cell, today, deal_id, cell) for deal_id in deal_ids],
        )
        return int(portfolio.conn.raw.total_changes() - before)


def add(portfolio: Portfolio, partner_id: int, **values: Any) -> int:
    """A new deal of a partner (inside a change); its id."""
    return records.add(portfolio, Deal(new_id(), partner_id, **values))


def delete(portfolio: Portfolio, deal_ids: Iterable[int]) -> None:
    """Delete deals (inside a change)."""
    records.delete(portfolio, Deal, deal_ids)


def partner_names(portfolio: Portfolio) -> list[tuple[int, str]]:
    """Id and name of every partner, by folded name."""
    return portfolio.conn.rows("SELECT id, name FROM partners ORDER BY name_key, id")


def partner_named(portfolio: Portfolio, name: str) -> int:
    """The partner whose name is the same name. Raises UserError where there is none."""
    found = portfolio.conn.value("SELECT id FROM partners WHERE name_key=?", (fold(name),))
    if found is None:
        raise UserError(
            f"There is no partner named {name.strip() or 'so'}.",
            "Type the name of a partner that exists, or add it on the Partners page.",
        )
    return int(found)


def offering_named(portfolio: Portfolio, partner_id: int, name: str) -> int:
    """The partner's offering of that name, 0 for blank. Raises UserError where it has none."""
    if not name.strip():
        return 0
    offerings = portfolio.conn.rows(
        "SELECT id, name FROM offerings WHERE partner_id=? ORDER BY id", (partner_id,)
    )
    for id_, known in offerings:
        if fold(known) == fold(name):
            return int(id_)
    names = ", ".join(known for _, known in offerings) or "none yet"
    raise UserError(
        f"The partner has no offering named {name.strip()}.",
        f"Type one of its offerings ({names}), or add it on the partner's page.",
    )


class _Judge:
    """Turns a raw row into a DealRow; remembers what it found for a status and a day."""

    def __init__(self, portfolio: Portfolio, as_of: date) -> None:
        self.judged = True
        self.currency = ""
        self._rates: Mapping[str, Decimal] = {}
        try:
            terms = terms_on(portfolio, as_of)
            self._days = periods(terms, as_of)
        except UserError:
            # A day before the program: the deals are there all the same, only nothing counts.
            self.judged = False
            return
        self.currency = terms.currency
        self._rates = rates_on(records.find(portfolio, Rate), as_of)
        self._buckets: dict[tuple[str, str | None], str] = {}

    def __call__(self, raw: tuple[Any, ...]) -> DealRow:
        if not self.judged:
            return DealRow._make((*raw, "", None))
        currency = raw[11]
        money: int | None = raw[10]
        if currency != self.currency:
            portions = in_program_currency(raw[8], raw[9], currency, self.currency, self._rates)
            money = None if portions is None else sum(portions)
        if not raw[12]:
            bucket = "unqualified"
        elif money is None:
            bucket = "no_rate"
        else:
            key = (raw[6], raw[7])
            bucket = self._buckets.get(key, "")
            if not bucket:
                day = date.fromisoformat(raw[7]) if raw[7] else None
                bucket = self._buckets[key] = self._days.bucket(raw[6], day)
        return DealRow._make((*raw, bucket, money))
