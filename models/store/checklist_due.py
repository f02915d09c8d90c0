"""The checklists of all partners that are due now, begun or not, and those left from before."""

from datetime import date

from models.checklist.records import Checklist, Where
from models.store import records
from models.store.checklists import Summary, applying, held_of, summary
from models.store.portfolio import Portfolio
from models.store.standing import partner_files


def all_due(portfolio: Portfolio, today: date) -> tuple[Summary, ...]:
    """Every partner's checklists that apply now or are still open, the earliest due first."""
    files = partner_files(portfolio, today)
    begun = _recent(portfolio, today)
    held = held_of(portfolio, [one.id for one in begun], [file.partner.id for file in files])
    open_ones: dict[int, list[Where]] = {}
    for one in begun:
        if one.state == "open":
            where = Where(one.partner_id, one.template, one.period)
            open_ones.setdefault(one.partner_id, []).append(where)
    found = []
    for file in files:
        wanted = dict.fromkeys([*applying(held, file, today), *open_ones.get(file.partner.id, [])])
        found += [summary(portfolio, where, file, held, today) for where in wanted]
    return tuple(sorted(found, key=_order))


def _recent(portfolio: Portfolio, today: date) -> list[Checklist]:
    """What is open, what was closed in this year or the one before, and all that is done once."""
    since = today.replace(month=1, day=1, year=today.year - 1).isoformat()
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Checklist)} FROM checklists"  # noqa: S608  fixed words
        " WHERE state = 'open' OR closed_on >= ? OR period = ''",
        (since,),
    )
    return list(records.from_rows(Checklist, rows))


def _order(told: Summary) -> tuple[bool, date, str]:
    return (told.state == "closed", told.due_on or date.max, told.partner.casefold())
