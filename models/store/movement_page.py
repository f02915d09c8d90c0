"""What the page about movement reads: the days to choose from, and what moved between two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.deal import Rate
from models.movement import ALL_OPEN, Movements, Scope, movements
from models.program.deals import periods, rates_on
from models.store import records, snapshots
from models.store.month_ends import next_end
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.snapshots import SnapDeal, Snapshot
from models.text import span_text

Progress = Callable[[int, int, str], object]

_AT_ONCE = 8_000
NOW = 0  # in the place of a snapshot's id


class Stand(NamedTuple):
    """A day that can be chosen: a snapshot, or now."""

    id: int
    title: str
    on_date: date


@dataclass(frozen=True)
class MovementView:
    """Everything that the page shows of two days; `found` is None with nothing to compare.

    `names` are the partners of both days. `window` are the days that count as the pipeline, blank
    for all open deals; `next_on` is the day on which the next snapshot comes by itself.
    """

    snapshots: tuple[Snapshot, ...]
    stands: tuple[Stand, ...]
    first: Stand
    last: Stand
    found: Movements | None
    names: Mapping[int, str]
    window: str
    next_on: date

    @property
    def title(self) -> str:
        return f"{self.first.title} to {self.last.title}"


def stands(known: tuple[Snapshot, ...], today: date) -> tuple[Stand, ...]:
    """The snapshots, the oldest first, then now."""
    kept = [Stand(one.id, one.title, one.on_date) for one in known]
    return (*kept, Stand(NOW, "Now", today))


def movement_view(
    portfolio: Portfolio,
    today: date,
    first: int | None = None,
    last: int | None = None,
    *,
    in_window: bool = False,
    progress: Progress | None = None,
) -> MovementView:
    """What moved between two snapshots, the earlier one first whichever way they are given.

    Without a choice it is from the last snapshot of an earlier day to now. Both are judged by the
    terms and the rates of the later day. Raises UserError where no program is in force then.
    """
    known = snapshots.listed(portfolio)
    offered = stands(known, today)
    begin, end = _chosen(offered, first, last)
    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    ahead = next_end(records.written_on(portfolio))
    if not known:
        return MovementView(known, offered, begin, end, None, names, "", ahead)
    terms = terms_on(portfolio, end.on_date)
    scope, told = ALL_OPEN, ""
    if in_window:
        days = periods(terms, end.on_date)
        scope = Scope(days.window_first, days.window_last)
        told = span_text(days.window_first, days.window_last)
    before, after = (list(_deals(portfolio, one, progress)) for one in (begin, end))
    found = movements(
        before,
        after,
        currency=terms.currency,
        rates=rates_on(records.find(portfolio, Rate), end.on_date),
        scope=scope,
        days=(begin.on_date, end.on_date),
    )
    for deals in (before, after):
        while deals:  # let go in one go, 200,000 keep the window for 30 ms
            del deals[-_AT_ONCE:]
    gone = found.partners.keys() - names.keys()
    for one in (end, begin):
        if gone and one.id != NOW:
            names = snapshots.partner_names(portfolio, one.id) | names
    return MovementView(known, offered, begin, end, found, names, told, ahead)


def _chosen(offered: tuple[Stand, ...], first: int | None, last: int | None) -> tuple[Stand, Stand]:
    by_id = {one.id: one for one in offered}
    place = {one.id: at for at, one in enumerate(offered)}
    end = by_id.get(NOW if last is None else last, offered[-1])
    earlier = [one for one in offered if one.id != NOW and one.on_date < end.on_date]
    usual = earlier[-1] if earlier else offered[0]
    begin = usual if first is None else by_id.get(first, usual)
    return (begin, end) if place[begin.id] <= place[end.id] else (end, begin)


def _deals(portfolio: Portfolio, stand: Stand, progress: Progress | None) -> tuple[SnapDeal, ...]:
    if stand.id == NOW:
        return snapshots.now(portfolio, progress)
    return snapshots.content(portfolio, stand.id, progress)
