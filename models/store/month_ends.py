"""A snapshot for each month's end that has passed, exact also when the file is opened later."""

from collections.abc import Callable
from datetime import date, timedelta

from models.store import records, snapshots
from models.store.known_on import began, rewinding
from models.store.portfolio import Change, Portfolio
from models.store.settings import set_setting, setting

Progress = Callable[[int, int, str], object]

# Month ends longer ago than so many are not made up for.
MOST = 24
# The last month's end that was seen to: one that a person deletes does not come back.
_SEEN_TO = "snapshots.seen_to"
_DAY = timedelta(days=1)


def due(portfolio: Portfolio, today: date) -> tuple[date, ...]:
    """The month ends before a day that no snapshot was tried for yet, the oldest first."""
    known = setting(portfolio, _SEEN_TO)
    since = date.fromisoformat(known) if known else None
    if since is None:
        first = began(portfolio)
        if first is None:
            return ()
        since = first - _DAY
    found: list[date] = []
    end = today.replace(day=1) - _DAY
    while end > since and len(found) < MOST:
        found.append(end)
        end = end.replace(day=1) - _DAY
    return tuple(reversed(found))


def next_end(today: date) -> date:
    """The last day of the month that runs."""
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return following - _DAY


def keep_due(
    portfolio: Portfolio, today: date | None = None, progress: Progress | None = None
) -> Change | None:
    """Keep what is due, aside; the change, or None where nothing was due. Outside of a change."""
    wanted = due(portfolio, today or records.written_on(portfolio))
    if not wanted:
        return None
    made = []
    with rewinding(portfolio, progress or _silent) as copy:
        for day in reversed(wanted):
            then = copy.to_the_end_of(day)
            if then.conn.value("SELECT 1 FROM deals LIMIT 1") is None:
                continue
            made.append(snapshots.taken(then, day, "month_end"))
    with portfolio.change("Keep the snapshots of month ends", aside=True) as change:
        for one in reversed(made):
            snapshots.write(portfolio, one)
        set_setting(portfolio, _SEEN_TO, wanted[-1].isoformat())
    return change


def _silent(*_: object) -> None:
    """Nobody watches."""
