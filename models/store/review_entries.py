"""The business reviews that are due, for a calendar: until one is planned, which is a meeting."""

from collections.abc import Iterator, Mapping
from datetime import date

from models.governance.cadence import INVITE_ONLY, PLANNED
from models.governance.calendar_entries import Entry, cut
from models.store import reviews
from models.store.portfolio import Portfolio


def entries(portfolio: Portfolio, today: date, names: Mapping[int, str]) -> Iterator[Entry]:
    """The day by which each of these partners' next review is due, reminded of in time to plan it.

    One that is planned goes out of the calendar again, and the meeting comes into it.
    """
    for one in reviews.all_partners(portfolio, today):
        due = one.due
        if one.id not in names or due is None or due.due_on is None or due.state == INVITE_ONLY:
            continue
        planned = due.state == PLANNED
        told = due.soon is not None and due.soon >= today and not planned
        yield Entry(
            f"review-{one.id}-{due.due_on.isoformat()}", "review",
            cut(f"{names[one.id]}: business review due"), due.due_on, detail=due.sentence,
            reminders=(due.soon,) if told and due.soon else (), cancelled=planned,
        )  # fmt: skip
