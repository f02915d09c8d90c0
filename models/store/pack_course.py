"""How a partner's figures went, from the kept snapshots: their course, and what moved since."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from models.background import CoursePoint, Moved, Movement
from models.background import Step as Stepped
from models.dates import quarter_of
from models.deal import Deal, Rate
from models.errors import UserError
from models.movement import Move, movements
from models.movement_words import missing_said
from models.pack_plan import USUAL
from models.partner_file import CountedDeal, PartnerFile
from models.program import deals as money
from models.program.terms import Terms
from models.store import records, snapshots
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.snapshots import SnapDeal, Snapshot

MOST = 9  # points of a course, the as-of day among them
ENOUGH = 6
MOVES = 40
_ELSEWHERE = -1
_GROUPS: tuple[Callable[[date], object], ...] = (
    date.toordinal, lambda day: day.isocalendar()[:2], lambda day: (day.year, day.month),
    quarter_of,
)  # fmt: skip
# A quarter that has hardly begun is no time to look back on.
_YOUNG = timedelta(days=28)


def course(portfolio: Portfolio, file: PartnerFile, as_of: date) -> tuple[CoursePoint, ...]:
    """The partner's sums on the days of kept snapshots, and on the as-of day last.

    Each day is judged by the terms and the rates of that day; a day with another currency, without
    a program, or whose snapshot is damaged, is left out.
    """
    rates = records.find(portfolio, Rate)
    points = []
    for kept in chosen(snapshots.listed(portfolio), as_of):
        try:
            terms = terms_on(portfolio, kept.on_date)
            known = money.rates_on(rates, kept.on_date)
            deals = snapshots.of_partner(portfolio, kept.id, file.partner.id)
        except UserError:
            continue
        if terms.currency == file.decision.currency:
            points.append(point(deals, terms, kept.on_date, known))
    return (*points, _today(file, as_of))


def movement(portfolio: Portfolio, file: PartnerFile, as_of: date) -> Movement | None:
    """What moved up to the as-of day; None without a snapshot of an earlier day.

    It is told since the pack before, else since the quarter began (the one before in its first
    weeks), else since the first snapshot. The deals of both days are converted at the same rates.
    """
    begin = _base(portfolio, file.partner.id, as_of)
    if begin is None:
        return None
    now = [snap(counted.deal) for counted in file.deals]
    partner, currency = file.partner.id, file.decision.currency
    return moved_since(portfolio, partner, begin.kept, now, currency, as_of, begin.since)


def moved_since(
    portfolio: Portfolio,
    partner_id: int,
    kept: Snapshot,
    now: list[SnapDeal],
    currency: str,
    as_of: date,
    since: str = "",
) -> Movement | None:
    """What moved between a kept snapshot and the deals of a day; `since` says what its day is.

    None where the snapshot is damaged.
    """
    try:
        before = snapshots.of_partner(portfolio, kept.id, partner_id)
        rates = money.rates_on(records.find(portfolio, Rate), as_of)
    except UserError:
        return None
    own = {deal.id for deal in now}
    # What another partner has made of it since is not told: it is as it was, and elsewhere.
    now = now + [
        deal._replace(partner_id=_ELSEWHERE)
        for deal in before
        if deal.id not in own and _there(portfolio, deal.id)
    ]
    first = kept.on_date
    found = movements(before, now, currency=currency, rates=rates, days=(first, as_of)).of(
        [partner_id]
    )
    moves = [move for step in found.steps for move in step.moves]
    return Movement(
        first,
        as_of,
        found.opening.minor,
        found.opening.deals,
        tuple(Stepped(s.key, s.label, s.deals, s.minor, s.touched) for s in found.steps),
        found.closing.minor,
        found.closing.deals,
        tuple(map(_moved, sorted(moves, key=_largest)[:MOVES])),
        since,
        missing_said(found),
    )


def point(
    deals: Iterable[SnapDeal], terms: Terms, on: date, rates: Mapping[str, Decimal]
) -> CoursePoint:
    """The sums of one day by the program's own measure."""
    days = money.periods(terms, on)
    entries: list[tuple[str, int, int]] = []
    buckets: list[str] = []
    open_minor = open_deals = 0
    for deal in deals:
        if not deal.qualified:
            continue
        portions = money.in_program_currency(
            deal.partner_minor, deal.services_minor, deal.currency, terms.currency, rates
        )
        if portions is None:
            continue
        tcv = sum(portions)
        close = date.fromisoformat(deal.close_date) if deal.close_date else None
        bucket = days.bucket(deal.status, close)
        buckets.append(bucket)
        entries.append((bucket, tcv, 0 if deal.services_minor else tcv))
        if deal.status == "open":
            open_minor += tcv
            open_deals += 1
    sums = money.total(entries, terms)
    won, lost = buckets.count("wins"), buckets.count("losses")
    return CoursePoint(
        on, sums.total, sums.wins, sums.losses, sums.pipeline, open_minor, open_deals, won,
        won + lost,
    )  # fmt: skip


def chosen(known: Sequence[Snapshot], as_of: date) -> tuple[Snapshot, ...]:
    """At most so many snapshots before a day that their course can be read, the oldest first.

    They are all there are, or the last of each week, month or quarter: the finest that fits. Where
    that leaves few, the latest of the next finer ones are taken.
    """
    earlier = {one.on_date: one for one in known if one.on_date < as_of}
    most, enough = MOST - 1, ENOUGH - 1
    finer: list[Snapshot] = []
    for key in _GROUPS:
        found = list({key(day): earlier[day] for day in sorted(earlier)}.values())
        if len(found) <= most:
            return tuple(found if len(found) >= min(enough, len(earlier)) else finer[-most:])
        finer = found
    return tuple(finer[-most:])


class _Begin(NamedTuple):
    kept: Snapshot
    since: str


def _base(portfolio: Portfolio, partner_id: int, as_of: date) -> _Begin | None:
    """The snapshot to look back to, and what its day is."""
    earlier = [one for one in snapshots.listed(portfolio) if one.on_date < as_of]
    if not earlier:
        return None
    # A briefing in between is no review: what changed is told since the same pack.
    packed = portfolio.conn.value(
        "SELECT max(as_of) FROM packs WHERE partner_id = ? AND kind = ? AND as_of < ?",
        (partner_id, USUAL.kind, as_of.isoformat()),
    )
    if packed:
        day = date.fromisoformat(packed)
        upto = [one for one in earlier if one.on_date <= day]
        return _Begin(upto[-1] if upto else earlier[0], "the last pack")
    quarter = quarter_of(as_of)
    if as_of - quarter.first < _YOUNG:
        quarter = quarter.plus(-1)
    upto = [one for one in earlier if one.on_date <= quarter.first]
    return _Begin(upto[-1], f"{quarter} began") if upto else _Begin(earlier[0], "")


def _today(file: PartnerFile, as_of: date) -> CoursePoint:
    tcv = file.decision.tcv
    opened = [one for one in file.deals if _is_open(one)]
    won = sum(one.bucket == "wins" for one in file.deals)
    lost = sum(one.bucket == "losses" for one in file.deals)
    return CoursePoint(
        as_of, tcv.total, tcv.wins, tcv.losses, tcv.pipeline,
        sum(one.tcv_minor for one in opened), len(opened), won, won + lost,
    )  # fmt: skip


def _is_open(counted: CountedDeal) -> bool:
    deal = counted.deal
    if deal.status != "open" or not deal.qualified or counted.bucket == "no_rate":
        return False
    # Without a date the measure does not ask for a rate; it has none where its money is missing.
    return bool(counted.tcv_minor or not deal.tcv_minor)


def _there(portfolio: Portfolio, deal_id: int) -> bool:
    return portfolio.conn.value("SELECT 1 FROM deals WHERE id = ?", (deal_id,)) is not None


def snap(deal: Deal) -> SnapDeal:
    """A deal as a snapshot of now would have it."""
    close = deal.close_date.isoformat() if deal.close_date else None
    return SnapDeal(
        deal.id, deal.partner_id, deal.name, deal.status, close, deal.partner_minor,
        deal.services_minor, deal.currency, int(deal.qualified), deal.stage,
    )  # fmt: skip


def _largest(move: Move) -> tuple[int, int, str, tuple[str, int, int]]:
    """What does most to the sum first; then what moved most money in time."""
    touched = move.was or 0 if move.now is None else move.now
    return (-abs(move.minor), -touched, move.deal.name, move.key)


def _moved(move: Move) -> Moved:
    before, after = (
        date.fromisoformat(one.close_date) if one and one.close_date else None
        for one in (move.before, move.after)
    )
    return Moved(
        move.step, move.deal.id, move.deal.name, move.was, move.now, before, after, move.why
    )
