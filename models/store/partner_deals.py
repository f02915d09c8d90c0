"""A partner's own lists beside our deals: read, settled by a person, taken over (C073)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from models.action import Action
from models.deal import Deal, Rate
from models.errors import UserError
from models.ids import new_id
from models.intake.partners_known import id_key
from models.ledger_health import LedgerHealth, health_of, no_list
from models.ledgers import LedgerMark, Omission, PartnerList, TheirDeal
from models.names import fold
from models.program.deals import in_program_currency, rates_on
from models.reconcile import Entry, Reconciled, Tolerance, reconcile
from models.store import actions, records
from models.store.portfolio import Portfolio
from models.store.programs import in_use, terms_on
from models.store.settings import set_setting, setting
from models.text import day_text
from models.two_ledgers import TAKEN, Ledgers, Line, difference_words

Progress = Callable[[int, int, str], object]

_NAMES = ("ledger.percent", "ledger.days", "ledger.age")
_MOST = (100, 366, 1_000)


class Limits(NamedTuple):
    """From where on two deals differ, and after how many days a list is old."""

    percent: int = 5
    days: int = 14
    age: int = 92


@dataclass(frozen=True, slots=True)
class Money:
    """The program's currency on a day, with the rates into it."""

    currency: str
    rates: Mapping[str, Decimal]

    def of(self, deal: Deal | TheirDeal) -> int | None:
        """A deal's TCV in the program's currency; None without a rate."""
        found = in_program_currency(
            deal.partner_minor, deal.services_minor, deal.currency, self.currency, self.rates
        )
        return None if found is None else sum(found)


@dataclass(frozen=True, slots=True)
class Compared:
    """A list held against ours, with all that its lines need."""

    listed_on: date
    theirs: Mapping[int, TheirDeal]
    ours: Mapping[int, Deal]
    found: Reconciled
    marks: Mapping[int, LedgerMark]
    health: LedgerHealth


def limits(portfolio: Portfolio) -> Limits:
    """The tolerances of this portfolio."""
    kept = (setting(portfolio, name) for name in _NAMES)
    return Limits(
        *(
            int(value) if value.isdigit() else usual
            for value, usual in zip(kept, Limits(), strict=True)
        )
    )


def set_limits(portfolio: Portfolio, wanted: Limits) -> None:
    """Keep other tolerances, as one change. Raises UserError for what can't be one."""
    for value, most, name in zip(wanted, _MOST, Limits._fields, strict=True):
        if not 0 <= value <= most:
            raise UserError(f"{value} is no limit for {name}.", f"Give a number up to {most}.")
    with portfolio.change("Set when two lists differ"):
        for name, value in zip(_NAMES, wanted, strict=True):
            set_setting(portfolio, name, str(value))


def money_on(portfolio: Portfolio, as_of: date) -> Money:
    """Currency and rates to compare in; before the first program, those it begins with."""
    first = min(version.from_on for version in in_use(portfolio))
    currency = terms_on(portfolio, max(as_of, first)).currency
    return Money(currency, rates_on(records.find(portfolio, Rate), as_of))


def current_day(portfolio: Portfolio, partner_id: int, as_of: date) -> date | None:
    """The day of the partner's newest list on a day; None where there is none."""
    found = portfolio.conn.value(
        "SELECT max(listed_on) FROM partner_deals WHERE partner_id=? AND listed_on<=?",
        (partner_id, as_of.isoformat()),
    )
    return date.fromisoformat(found) if found else None


def lists(portfolio: Portfolio, partner_id: int) -> tuple[PartnerList, ...]:
    """All lists of a partner with their figures when they came, the newest first."""
    found = records.find(portfolio, PartnerList, partner_id=partner_id)
    return tuple(sorted(found, key=lambda one: one.listed_on, reverse=True))


def compare(
    portfolio: Portfolio,
    partner_id: int,
    listed_on: date,
    as_of: date,
    money: Money,
    tolerance: Tolerance,
    progress: Progress | None = None,
) -> Compared:
    """Hold the list of a day against our deals as they stand now. Nothing is written."""
    theirs = {
        one.id: one
        for one in records.find(portfolio, TheirDeal, partner_id=partner_id, listed_on=listed_on)
    }
    ours = {one.id: one for one in records.find(portfolio, Deal, partner_id=partner_id)}
    same, different, aside = _said(portfolio, partner_id, theirs)

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total, "Comparing the lists")

    found = reconcile(
        [_entry(one, money) for one in theirs.values()],
        [_entry(one, money) for one in ours.values()],
        tolerance,
        {mine: mark.deal_id for mine, mark in same.items() if mark.deal_id in ours},
        different,
        tell,
    )
    unqualified = frozenset(one.id for one in ours.values() if not one.qualified)
    health = health_of(found, unqualified, listed_on, as_of, money.currency)
    return Compared(listed_on, theirs, ours, found, same | aside, health)


def ledgers(
    portfolio: Portfolio, partner_id: int, as_of: date, progress: Progress | None = None
) -> Ledgers:
    """A partner's current list beside ours, as its page shows it."""
    money, found = money_on(portfolio, as_of), limits(portfolio)
    tolerance = Tolerance(found.percent, found.days)
    known = lists(portfolio, partner_id)
    day = current_day(portfolio, partner_id, as_of)
    if day is None:
        return Ledgers(partner_id, None, "", (), known, no_list(money.currency), tolerance,
                       found.age, money.currency)  # fmt: skip
    compared = compare(portfolio, partner_id, day, as_of, money, tolerance, progress)
    file = next((one.file for one in known if one.listed_on == day), "")
    if not file:
        file = next((one.source for one in compared.theirs.values()), "")
    lines = tuple(_lines(compared, money, _omissions(portfolio, partner_id, compared.theirs)))
    return Ledgers(partner_id, day, file, lines, known, compared.health, tolerance, found.age,
                   money.currency)  # fmt: skip


def _lines(compared: Compared, money: Money, omissions: Mapping[int, Omission]) -> Iterable[Line]:
    theirs, ours, found = compared.theirs, compared.ours, compared.found

    def line(
        group: str, mine: int, other: int, by: str = "", differs: tuple[str, ...] = ()
    ) -> Line:
        listed, deal = theirs.get(mine), ours.get(other)
        mark = compared.marks.get(mine)
        if mark is not None and mark.mark == "aside" and group in ("differs", "only_theirs"):
            group = "aside"
        amounts = (money.of(listed) if listed else None, money.of(deal) if deal else None)
        words = difference_words(group, differs, listed, deal, *amounts, money.currency)
        return Line(
            mine or -other, group, listed, deal, *amounts, by, differs, words, mark,
            omissions.get(mine),
        )  # fmt: skip

    for group in ("differs", "maybe", "agreed"):
        for pair in getattr(found, group):
            yield line(group, pair.theirs.id, pair.ours.id, pair.by, pair.differs)
    for one in found.only_theirs:
        yield line("only_theirs", one.id, 0)
    for one in found.only_ours:
        yield line("only_ours", 0, one.id)


def _entry(deal: Deal | TheirDeal, money: Money) -> Entry:
    return Entry(
        deal.id, fold(id_key(deal.deal_id)), deal.customer, deal.name, deal.status,
        deal.close_date, money.of(deal),
    )  # fmt: skip


# ---- what a person says ------------------------------------------------------------------------


def identity(deal: TheirDeal) -> tuple[str, ...]:
    """What a deal of theirs is known again by in a later list."""
    if deal.deal_id:
        return (fold(id_key(deal.deal_id)),)
    return fold(deal.customer), fold(deal.name)


def current_of(earlier: Iterable[TheirDeal], theirs: Mapping[int, TheirDeal]) -> dict[int, int]:
    """Ids of deals in any list → the deal in the current one that is the same to the partner."""
    by_identity: dict[tuple[str, ...], int] = {}
    for one in sorted(theirs.values(), key=lambda one: (one.close_date or date.max, one.id)):
        by_identity.setdefault(identity(one), one.id)
    found = {}
    for one in earlier:
        current = one.id if one.id in theirs else by_identity.get(identity(one))
        if current is not None:
            found[one.id] = current
    return found


def _said(
    portfolio: Portfolio, partner_id: int, theirs: Mapping[int, TheirDeal]
) -> tuple[dict[int, LedgerMark], set[tuple[int, int]], dict[int, LedgerMark]]:
    """Marks by the current list's deals: same, pairs that are not, set aside; the last one holds.

    A mark on a deal of an earlier list goes with the deal.
    """
    sql = (
        f"SELECT {', '.join(f'm.{name}' for name in _MARK)} FROM ledger_marks m"  # noqa: S608  fixed words
        " JOIN partner_deals d ON d.id = m.partner_deal_id WHERE d.partner_id=? ORDER BY m.id"
    )
    marks = list(records.from_rows(LedgerMark, portfolio.conn.rows(sql, (partner_id,))))
    same: dict[int, LedgerMark] = {}
    aside: dict[int, LedgerMark] = {}
    different: set[tuple[int, int]] = set()
    if not marks:
        return same, different, aside
    current = current_of(of_ids(portfolio, [mark.partner_deal_id for mark in marks]), theirs)
    for mark in marks:
        mine = current.get(mark.partner_deal_id)
        if mine is None:
            continue
        if mark.mark == "same":
            same[mine] = mark
            different.discard((mine, mark.deal_id))
        elif mark.mark == "different":
            different.add((mine, mark.deal_id))
            if mine in same and same[mine].deal_id == mark.deal_id:
                del same[mine]
        else:
            aside[mine] = mark
    return same, different, aside


_MARK = tuple(one.name for one in fields(LedgerMark))


def of_ids(portfolio: Portfolio, ids: Sequence[int]) -> list[TheirDeal]:
    """Deals of partners' lists by id; those that are gone are left out."""
    import json

    sql = (
        f"SELECT {records.columns(TheirDeal)} FROM partner_deals"  # noqa: S608  fixed words
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    return list(records.from_rows(TheirDeal, portfolio.conn.rows(sql, (json.dumps(list(ids)),))))


def _omissions(
    portfolio: Portfolio, partner_id: int, theirs: Mapping[int, TheirDeal]
) -> dict[int, Omission]:
    """The newest omission of each deal in the current list."""
    found = records.find(portfolio, Omission, partner_id=partner_id)
    current = current_of(of_ids(portfolio, [one.partner_deal_id for one in found]), theirs)
    return {current[one.partner_deal_id]: one for one in found if one.partner_deal_id in current}


def mark(
    portfolio: Portfolio, pairs: Sequence[tuple[int, int]], word: str, on: date, note: str = ""
) -> None:
    """Say of deals of theirs that they are these of ours, are not, or are set aside (ours: 0).

    One change; what was said of the same deals before is replaced.
    """
    with portfolio.change(_MARKED[word]):
        for mine, other in pairs:
            records.get(portfolio, TheirDeal, mine)
            if word == "aside":
                _forget(portfolio, mine, " AND mark='aside'")
            else:
                _forget(portfolio, mine, " AND mark<>'aside' AND deal_id=?", other)
            records.add(portfolio, LedgerMark(new_id(), mine, other, word, note.strip(), on))


_MARKED = {
    "same": "Say that two deals are the same",
    "different": "Say that two deals are not the same",
    "aside": "Set a difference aside",
}


def unmark(portfolio: Portfolio, ids: Sequence[int], *, aside: bool) -> None:
    """Forget what was said of deals of theirs: that they are set aside, or all else."""
    with portfolio.change("Look at a difference again" if aside else "Compare two deals afresh"):
        for mine in ids:
            one = records.get(portfolio, TheirDeal, mine)
            sql = (
                f"SELECT {records.columns(TheirDeal)} FROM partner_deals WHERE partner_id=?"  # noqa: S608  fixed
                " AND id IN (SELECT partner_deal_id FROM ledger_marks)"
            )
            marked = records.from_rows(TheirDeal, portfolio.conn.rows(sql, (one.partner_id,)))
            for other in marked:
                if other.id == mine or identity(other) == identity(one):
                    _forget(portfolio, other.id, f" AND mark{'=' if aside else '<>'}'aside'")


def _forget(portfolio: Portfolio, mine: int, also: str, *values: Any) -> None:
    portfolio.conn.execute(
        f"DELETE FROM ledger_marks WHERE partner_deal_id=?{also}",  # noqa: S608  words of ours
        (mine, *values),
    )


# ---- what becomes of a difference --------------------------------------------------------------


def take_over(portfolio: Portfolio, pairs: Sequence[tuple[int, int]], fields: Sequence[str]) -> int:
    """Put values of theirs into ours, as one change; how many deals it is.

    `fields` are words of TAKEN. Our deal then says that it has them from the partner's list.
    """
    names = " and ".join(TAKEN[field] for field in fields)
    done = 0
    with portfolio.change(f"Take over the partner's {names}"):
        for mine, other in pairs:
            theirs = records.get(portfolio, TheirDeal, mine)
            ours = records.get(portfolio, Deal, other)
            values: dict[str, Any] = {}
            for field in fields:
                values |= _taken(theirs, ours, field)
            if any(getattr(ours, name) != value for name, value in values.items()):
                records.update(
                    portfolio, Deal, other, **values, source=theirs.source,
                    source_line=theirs.source_line, import_id=theirs.import_id,
                )  # fmt: skip
                done += 1
    return done


def _taken(theirs: TheirDeal, ours: Deal, field: str) -> dict[str, Any]:
    if field == "date":
        return {"close_date": theirs.close_date} if theirs.close_date else {}
    if field != "amount":
        value = getattr(theirs, field)
        return {field: value} if value else {}
    own, services = theirs.partner_minor, theirs.services_minor
    if not services and theirs.currency == ours.currency:
        # Theirs is not split: what we know of our own part stays.
        services = min(ours.services_minor, own)
        own -= services
    return {"partner_minor": own, "services_minor": services, "currency": theirs.currency}


def ask(
    portfolio: Portfolio, partner_id: int, lines: Iterable[Line], today: date, listed_on: date
) -> int:
    """Plan to ask the partner about deals, as one change; how many actions are new."""
    made = [
        Action(0, partner_id, f"Ask about {line.name}", _question(line, listed_on), made_on=today)
        for line in lines
    ]
    return len(actions.add(portfolio, partner_id, made))


def _question(line: Line, listed_on: date) -> str:
    day = day_text(listed_on)
    if line.ours is None:
        return f"It is in the partner's list of {day} and not among our deals."
    if line.theirs is None:
        return f"It is not in the partner's list of {day}."
    return f"The partner's list of {day} against ours: {line.difference or 'the same'}."
