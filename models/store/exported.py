"""What the portfolio holds of one kind, in the columns that an import of that kind reads."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from models.deal import Rate
from models.intake.days import UNDATED
from models.intake.integration_lists import said_of
from models.intake.kinds import KINDS
from models.intake.partners_known import id_key
from models.money import decimals, to_decimal
from models.names import fold
from models.partner import AGREEMENT_KINDS, RESALE
from models.store import records
from models.store.portfolio import Portfolio
from models.text import counted

Progress = Callable[[int, int, str], object]
_EVERY = 4_000
_Row = tuple[object, ...]


class Exported(NamedTuple):
    """One kind as a table; `notes` are sentences about what an import would make otherwise."""

    kind: str
    headings: tuple[str, ...]
    rows: list[_Row]
    notes: tuple[str, ...]


def table(portfolio: Portfolio, kind: str, progress: Progress | None = None) -> Exported:
    """Every record of a kind, partners by their folded name. Importing it into an empty portfolio
    gives the same records, into this one changes nothing.
    """
    of = _TABLES[kind]
    rows, seen = list[_Row](), Counter[Any]()
    for row in of.rows(portfolio):
        rows.append(row)
        seen[of.key(row)] += 1
        if progress is not None and not len(rows) % _EVERY:
            progress(len(rows), 0, f"Reading {kind}")
    notes = list(_joined(kind, sum(seen.values()) - len(seen)))
    if kind == "partners":
        notes += _older_papers(portfolio)
    return Exported(kind, of.headings, rows, tuple(notes))


def _joined(kind: str, repeats: int) -> Iterator[str]:
    if repeats:
        rows = counted(repeats, "row")
        yield (
            f"{rows} of {kind} {'is' if repeats == 1 else 'are'} known by the same as another, so"
            " an import takes them as one."
        )


def _older_papers(portfolio: Portfolio) -> Iterator[str]:
    older = int(
        portfolio.conn.value("SELECT count(*) - count(DISTINCT partner_id || kind) FROM agreements")
    )
    if older:
        yield f"{counted(older, 'older agreement')} left out: of each kind the newest is told."


# ---- the kinds ---------------------------------------------------------------------------------

# Words of ours alone go into a query as text (S608); what somebody typed never does.
_BY_NAME = " ORDER BY p.name_key, p.id, t.id"


def _partners(portfolio: Portfolio) -> Iterator[_Row]:
    papers: dict[tuple[int, str], tuple[str | None, str | None]] = {}
    for partner_id, paper, signed, expires in portfolio.conn.raw.execute(
        "SELECT partner_id, kind, signed_on, expires_on FROM agreements"
        " ORDER BY coalesce(signed_on, ''), id"
    ):
        papers[partner_id, paper] = (signed, expires)
    products: dict[int, list[str]] = {}
    for partner_id, product, agreed, what in portfolio.conn.raw.execute(
        "SELECT partner_id, product, agreed, kind FROM integrations ORDER BY id"
    ):
        products.setdefault(partner_id, []).append(said_of(product, agreed, what))
    found = portfolio.conn.raw.execute(
        "SELECT id, name, free_training, shield_sponsorship, deal_registration, invited_on,"
        " invitation_accepted_on, region, notes, nomination, investments, candidate_on, removed_on"
        " FROM partners ORDER BY name_key, id"
    )
    for id_, name, free, shield, registration, invited, accepted, *texts, since, gone in found:
        days = [
            _day(day) for kind in AGREEMENT_KINDS for day in papers.get((id_, kind), (None, None))
        ]
        facts = (bool(free), bool(shield), bool(registration), tuple(products.get(id_, ())))
        yield (
            name, *days, *facts, _day(invited), _day(accepted), *texts, _day(since), _day(gone),
        )  # fmt: skip


def _contacts(portfolio: Portfolio) -> Iterator[_Row]:
    for *texts, since, until, side in portfolio.conn.raw.execute(
        "SELECT p.name, t.name, t.role, t.email, t.phone, t.since, t.until, t.side"  # noqa: S608  fixed
        f" FROM contacts t JOIN partners p ON p.id = t.partner_id{_BY_NAME}"
    ):
        yield (*texts, _day(since), _day(until), side)


def _offerings(portfolio: Portfolio) -> Iterator[_Row]:
    for partner, name, standard, worldwide, places, since, held in portfolio.conn.raw.execute(
        "SELECT p.name, t.name, t.standard, t.worldwide, t.geographies, t.available_from,"  # noqa: S608  fixed
        f" t.services FROM offerings t JOIN partners p ON p.id = t.partner_id{_BY_NAME}"
    ):
        services = RESALE if held == "none" else held
        geographies = tuple(json.loads(places))
        yield (
            partner, name, bool(standard), bool(worldwide), geographies, _day(since), services,
        )  # fmt: skip


def _trainings(portfolio: Portfolio) -> Iterator[_Row]:
    for *texts, completed in portfolio.conn.raw.execute(
        "SELECT p.name, t.person, t.kind, t.course, t.completed_on"  # noqa: S608  fixed
        f" FROM trainings t JOIN partners p ON p.id = t.partner_id{_BY_NAME}"
    ):
        yield (*texts, _day(completed))


def _deals(portfolio: Portfolio) -> Iterator[_Row]:
    for (
        partner, deal_id, customer, name, status, close, own, services, currency, qualified, stage,
        step, registered, offering,
    ) in portfolio.conn.raw.execute(
        "SELECT p.name, t.deal_id, t.customer, t.name, t.status, t.close_date, t.partner_minor,"  # noqa: S608  fixed
        " t.services_minor, t.currency, t.qualified, t.stage, t.next_step, t.registered_on, o.name"
        " FROM deals t JOIN partners p ON p.id = t.partner_id"
        f" LEFT JOIN offerings o ON o.id = t.offering_id AND o.partner_id = p.id{_BY_NAME}"
    ):  # fmt: skip
        yield (
            partner, deal_id, customer, name, status, _day(close) or UNDATED,
            _amount(own, currency), _amount(services, currency), currency, bool(qualified), stage,
            step, _day(registered), offering,
        )  # fmt: skip


def _rates(portfolio: Portfolio) -> Iterator[_Row]:
    found = records.find(portfolio, Rate)
    for rate in sorted(found, key=lambda rate: (rate.currency, rate.on_date)):
        yield (rate.currency, rate.on_date, Decimal(rate.rate))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _amount(minor: int, currency: str) -> Decimal:
    # Three decimals would read as thousands elsewhere (1.234), so such a currency has a fourth.
    places = decimals(currency)
    return to_decimal(minor, currency).quantize(Decimal(1).scaleb(-4 if places == 3 else -places))


# ---- what a row is known again by --------------------------------------------------------------


def _by_partner(row: _Row) -> object:
    return fold(str(row[0]))


def _by_person(row: _Row) -> object:
    _, name, role, email, _, since, _, side = row
    return _by_partner(row), role, f"@{fold(str(email))}" if email else fold(str(name)), since, side


def _by_offering(row: _Row) -> object:
    return _by_partner(row), fold(str(row[1]))


def _by_course(row: _Row) -> object:
    _, person, kind, course, completed = row
    return _by_partner(row), fold(str(person)), kind, fold(str(course)), completed


def _by_deal(row: _Row) -> object:
    _, deal_id, customer, name, _, close, *_ = row
    if deal_id:
        return id_key(str(deal_id))
    return _by_partner(row), fold(str(customer)), fold(str(name)), close


def _by_currency(row: _Row) -> object:
    return row[:2]


def _headings(kind: str, *left_out: str) -> tuple[str, ...]:
    return tuple(name for name in KINDS[kind].names if name not in left_out)


class _Table(NamedTuple):
    headings: tuple[str, ...]
    rows: Callable[[Portfolio], Iterator[_Row]]
    key: Callable[[_Row], object]


_TABLES = {
    "partners": _Table(_headings("partners"), _partners, _by_partner),
    "contacts": _Table(_headings("contacts"), _contacts, _by_person),
    "offerings": _Table(_headings("offerings"), _offerings, _by_offering),
    "trainings": _Table(_headings("trainings"), _trainings, _by_course),
    # The amount is the sum of the two portions, so it says nothing more.
    "deals": _Table(_headings("deals", "amount"), _deals, _by_deal),
    "rates": _Table(("currency", "date", "rate"), _rates, _by_currency),
}
